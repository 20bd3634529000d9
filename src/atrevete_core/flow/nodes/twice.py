"""The same customer, the same service, the same time: never booked, or held, twice unasked."""

from datetime import datetime

from atrevete_core.domain.booking import Appointment, Booking, HoldStatus
from atrevete_core.domain.commands import DayRange, When
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.deposit import open_url
from atrevete_core.domain.ids import CustomerId
from atrevete_core.flow.dialogue import Dialogue, Draft
from atrevete_core.flow.own_appointments import confirmed_ahead, twin
from atrevete_core.flow.situation import Books
from atrevete_core.phrases import booking as phrases
from atrevete_core.phrases import payment
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.usecases.know_customer import relative_id
from atrevete_core.usecases.telling import facts_of


async def booked_already(salon: OpenSalon, dialogue: Dialogue, books: Books) -> str | None:
    """Say so when what is being booked stands in the book already; the draft is then over."""
    draft = dialogue.draft or Draft()
    start, visitor = _start_of(draft, books), _visitor_of(draft, books)
    if start is None or visitor is None or draft.moves or draft.members or draft.hold_id:
        return None
    async with salon.storage.transaction() as records:
        ahead = await confirmed_ahead(records, books)
    known = twin(ahead, visitor, start, draft.services)
    if known is None:
        return None
    dialogue.draft = None
    dialogue.ask(None)
    return phrases.already_booked(
        known.service_names,
        books.salon.local(known.start),
        books.catalogue.stylist(known.stylist_id).name,
        today=books.now.date(),
    )


def _visitor_of(draft: Draft, books: Books) -> CustomerId | None:
    if books.customer is None:
        return None
    if draft.for_whom and draft.for_first_name:
        return relative_id(books.customer, draft.for_first_name, draft.for_whom)
    return None if draft.for_whom else books.customer.id


def _start_of(draft: Draft, books: Books) -> datetime | None:
    """The start that was chosen, or said exactly."""
    if draft.chosen is not None:
        return draft.chosen.start
    when = draft.when
    if when is None or when.at is None or when.days is None or when.days.first is None:
        return None
    if when.days.first != when.days.last:
        return None
    return datetime.combine(when.days.first, when.at, tzinfo=books.salon.zone)


async def held_already(
    salon: OpenSalon, dialogue: Dialogue, books: Books, *, at: datetime
) -> Reply | None:
    """The very hour that is held already was named again: the link is still good."""
    draft, hold = dialogue.draft or Draft(), books.latest_hold
    if hold is None or hold.status is not HoldStatus.HELD or draft.hold_id != str(hold.id):
        return None
    async with salon.storage.transaction() as records:
        held = await records.bookings.get(hold.id)
        if not _names(draft, held.appointments[0], books) or _for_another(draft, held, books):
            return None
        if draft.unclear or max(1, len(draft.members)) != len(held.appointments):
            return None  # somebody has joined
        ledger = await records.ledger.of_hold(hold.id)
        facts = await facts_of(records, held, at=at, url=open_url(ledger))
    return payment.same_link(facts)


def _for_another(draft: Draft, held: Booking, books: Books) -> bool:
    """«No es para mí, es para mi hijo», once the hour is held."""
    if not draft.for_whom or draft.members or books.customer is None:
        return False
    theirs = relative_id(books.customer, draft.for_first_name or "", draft.for_whom)
    return held.appointments[0].customer_id != theirs


def _names(draft: Draft, held: Appointment, books: Books) -> bool:
    """Whether the wish is what is held: same services, day and hour, and no other stylist."""
    start = books.salon.local(held.start)
    stylist = books.catalogue.stylist(held.stylist_id).name
    if draft.chosen is not None:
        same = (draft.chosen.start, draft.chosen.stylist) == (start, stylist)
    else:
        same = _is_hour(draft.when, start) and draft.stylist in {None, stylist}
    return same and sorted(draft.services) == sorted(held.service_names)


def _is_hour(when: When | None, start: datetime) -> bool:
    day = DayRange(first=start.date(), last=start.date())
    return when is not None and when.at == start.time() and (when.days is None or when.days == day)
