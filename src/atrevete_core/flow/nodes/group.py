"""Booking for several people at once: one hold, one deposit, all or nothing (R27)."""

from collections.abc import Sequence
from uuid import UUID

from atrevete_core.domain.availability import Slot
from atrevete_core.domain.catalogue import Work
from atrevete_core.domain.commands import When
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.customer import Customer, split_name
from atrevete_core.domain.deposit import deposit_for
from atrevete_core.domain.ids import StylistId
from atrevete_core.domain.money import total
from atrevete_core.flow.dialogue import Dialogue, Draft, Member, Offered
from atrevete_core.flow.offering import offered, tell_no_slots
from atrevete_core.flow.own_appointments import in_its_own_way
from atrevete_core.flow.situation import Books
from atrevete_core.flow.state import TurnState, at_of
from atrevete_core.flow.wanted import without_unwanted
from atrevete_core.phrases import booking, greeting, group
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.find_together import Companion, Together, find_together
from atrevete_core.usecases.know_customer import know_relative
from atrevete_core.usecases.place_hold import Part


async def find(
    state: TurnState,
    salon: OpenSalon,
    dialogue: Dialogue,
    books: Books,
    works: Sequence[Work],
) -> Reply | None:
    """Look for a moment for everybody, and offer it; the very hour that was named is taken (R8)."""
    draft = dialogue.draft or Draft()
    people = [
        Companion(work=work, able=_able(member, work, draft, books))
        for member, work in zip(draft.members, works, strict=True)
    ]
    when = draft.when or When()
    async with salon.storage.transaction() as records:
        own = await in_its_own_way(records, draft, books)
        found = await find_together(
            records, salon.id, people, when, own=own, policy=books.policy, at=at_of(state)
        )
    if not isinstance(found, Together):
        return tell_no_slots(found, dialogue, books)
    first = found.moments[0]
    if found.at_once and when.at is not None and found.full_day is None:
        draft.chosen = _offered(first, books)
        return None
    dialogue.ask(Question.SLOT)
    dialogue.offered = [_offered(moment, books) for moment in found.moments]
    return _tell(found, draft, works, books)


def _able(member: Member, work: Work, draft: Draft, books: Books) -> tuple[StylistId, ...]:
    """Who can do it; a stylist who was asked for is the writer's own."""
    able = without_unwanted(books.catalogue.stylists_of(work.category), draft.not_with)
    wanted = [each for each in able if member.who is None and each.name == draft.stylist]
    return tuple(each.id for each in wanted or able)


def _offered(moment: Sequence[Slot], books: Books) -> Offered:
    first, *others = (offered(slot, books) for slot in moment)
    return first.model_copy(update={"others": others})


def _tell(found: Together, draft: Draft, works: Sequence[Work], books: Books) -> Reply:
    price = total(work.price for work in works)
    today = books.now.date()
    note = booking.day_full(found.full_day, today=today) if found.full_day else ""
    return group.moments(
        [_seats(moment, draft, books) for moment in found.moments],
        at_once=found.at_once,
        total=price,
        deposit=deposit_for(price, books.policy),
        today=today,
        note=note,
    )


def _seats(moment: Sequence[Slot], draft: Draft, books: Books) -> list[group.Seat]:
    return [
        group.Seat(
            who=member.name or greeting.yours(member.who or ""),
            services=tuple(member.services),
            stylist=books.catalogue.stylist(slot.stylist_id).name,
            start=books.salon.local(slot.start),
        )
        for member, slot in zip(draft.members, moment, strict=True)
    ]


async def parts(
    records: Records, booker: Customer, draft: Draft, works: Sequence[Work], chosen: Offered
) -> tuple[Part, ...]:
    """One appointment each; whoever is not the writer gets a profile linked to them (R28)."""
    seats = [chosen, *chosen.others]
    return tuple(
        [
            Part(
                customer_id=(await _visitor(records, booker, member.who, member.name)).id,
                stylist_id=StylistId(UUID(seat.stylist_id)),
                start=seat.start,
                services=tuple(each.id for each in work.services),
                pack=work.pack.id if work.pack else None,
            )
            for member, seat, work in zip(draft.members, seats, works, strict=True)
        ]
    )


async def _visitor(
    records: Records, booker: Customer, who: str | None, name: str | None
) -> Customer:
    if who is None and name is None:
        return booker
    first_name, last_name = split_name(name or "")
    return await know_relative(
        records,
        booker,
        first_name=first_name or booking.companion_name(who or "", booker.first_name),
        last_name=last_name,
        relation=who or "",
    )
