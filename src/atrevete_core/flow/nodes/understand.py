"""Words become commands or look-ups, at most four rounds a turn (DESIGN section 6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from atrevete_core.domain.booking import Appointment, AppointmentStatus, HoldStatus
from atrevete_core.domain.catalogue import are_alternatives
from atrevete_core.domain.commands import NotUnderstood
from atrevete_core.domain.conversation import CustomerMessage, MessageKind, Utterance
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.ids import ConversationId, CustomerId, InboxId
from atrevete_core.flow.claims import gated
from atrevete_core.flow.dialogue import Dialogue, Draft, open_dialogue, stored
from atrevete_core.flow.own_appointments import begun
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import TurnState, TurnUpdate, commands_of, plain_commands
from atrevete_core.ports.language_model import (
    Coming,
    Finding,
    LookUp,
    OfferedSlot,
    Question,
    Request,
    Situation,
    Tool,
    Upcoming,
)
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.take_usual import REMEMBERED

MOST_ROUNDS = 4
#: An interpreter that summarises needs more than it repeats (R5).
_LINES_OF_HISTORY = 60


async def understand(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Ask the interpreter what the customer means."""
    rounds = state["rounds"] + 1
    if rounds > MOST_ROUNDS:
        return {"rounds": rounds, "look_ups": [], "commands": plain_commands([NotUnderstood()])}
    conversation_id = ConversationId(UUID(state["conversation_id"]))
    async with salon.storage.transaction() as records:
        books = await read_books(records, salon, state)
        history = await records.conversations.transcript(conversation_id, last=_LINES_OF_HISTORY)
        bookings = records.bookings
        upcoming, past = (
            (
                await _not_over(records, books),
                await bookings.past_appointments(books.customer.id, count=REMEMBERED),
            )
            if books.customer
            else ((), ())
        )
        people = {each.id: each for each in await _others(records, books, upcoming)}
    own = Own(upcoming=upcoming, past=past, people=people)
    request = request_of(state, books, history=tuple(history), own=own)
    understood = await salon.model.reason(request)
    if understood.look_ups:
        asked = [
            {"id": each.id, "tool": each.tool.value, "arguments": dict(each.arguments)}
            for each in understood.look_ups
        ]
        return {"rounds": rounds, "look_ups": asked}
    # An emergency in words comes before the person whom a second unheard voice note calls.
    commands = [*understood.commands, *commands_of(state)] or [NotUnderstood()]
    update: TurnUpdate = {
        "rounds": rounds,
        "look_ups": [],
        "commands": plain_commands(commands),
        "text": gated(understood.text, request.situation, request.findings),
    }
    if understood.formal is not None:
        dialogue = open_dialogue(state["dialogue"])
        dialogue.formal = understood.formal
        update["dialogue"] = stored(dialogue)
    return update


@dataclass(frozen=True, kw_only=True, slots=True)
class Own:
    """What the writer has booked and has had, and who else comes."""

    upcoming: Sequence[Appointment]
    past: Sequence[Appointment]
    people: Mapping[CustomerId, Customer]


async def _not_over(records: Records, books: Books) -> list[Appointment]:
    """The customer's appointments ahead, and the one that has begun: «llego tarde» is about it."""
    if books.customer is None:
        return []
    ahead = await records.bookings.appointments_of(books.customer.id, since=books.now)
    return [*await begun(records, books), *ahead]


async def _others(
    records: Records, books: Books, upcoming: Sequence[Appointment]
) -> list[Customer]:
    """Those for whom the writer has booked."""
    writer = books.customer.id if books.customer else None
    others = dict.fromkeys(each.customer_id for each in upcoming if each.customer_id != writer)
    return [await records.people.customer(each) for each in others]


def request_of(
    state: TurnState, books: Books, *, history: tuple[Utterance, ...], own: Own
) -> Request:
    """The words and the situation, as the interpreter gets them."""
    dialogue = open_dialogue(state["dialogue"])
    return Request(
        messages=[_message(state, each) for each in state["heard"]],
        situation=situation_of(dialogue, books, own),
        history=history,
        findings=[
            Finding(look_up=look_up_of(each["look_up"]), result=each["result"])
            for each in state["findings"]
        ],
    )


def situation_of(dialogue: Dialogue, books: Books, own: Own) -> Situation:
    waiting = books.latest_hold is not None and books.latest_hold.status is HoldStatus.HELD
    draft = dialogue.draft
    return Situation(
        now=books.now,
        catalogue=books.catalogue,
        hours=books.hours,
        question=dialogue.question,
        offered=dialogue.slots_on_offer(),
        choices=tuple(_choices(dialogue)),
        services=tuple(draft.services) if draft else (),
        unclear=tuple(draft.unclear) if draft and not draft.members else (),
        companions=_companions(draft) if draft else (),
        group=_group(draft) if draft else (),
        first_name=dialogue.first_name or dialogue.proposed_name,
        topics={faq.topic: faq.words for faq in books.faqs},
        has_upcoming=any(each.status is AppointmentStatus.CONFIRMED for each in own.upcoming),
        upcoming=tuple(
            _upcoming(each, dialogue, books, own.people.get(each.customer_id))
            for each in own.upcoming
            if each.status is AppointmentStatus.CONFIRMED
        ),
        had=tuple(dict.fromkeys(name for each in own.past for name in each.service_names)),
        waits_for_payment=waiting,
        held=_held(draft) if waiting else None,
    )


def _held(draft: Draft | None) -> OfferedSlot | None:
    chosen = draft.chosen if draft else None
    return OfferedSlot(start=chosen.start, stylist=chosen.stylist) if chosen else None


def _upcoming(
    appointment: Appointment, dialogue: Dialogue, books: Books, other: Customer | None
) -> Upcoming:
    asked_about = {dialogue.cancels, dialogue.draft.moves if dialogue.draft else None}
    return Upcoming(
        start=books.salon.local(appointment.start),
        services=tuple(appointment.service_names),
        stylist=books.catalogue.stylist(appointment.stylist_id).name,
        spoken_of=str(appointment.id) == dialogue.own,
        before=_before(dialogue, str(appointment.id)),
        asked_about=str(appointment.id) in asked_about,
        person=other.full_name if other else "",
        relation=other.relation if other else "",
    )


def _before(dialogue: Dialogue, appointment: str) -> OfferedSlot | None:
    """Where it was before it was moved, while it is spoken of."""
    before = dialogue.before
    if before is None or not before.appointment == appointment == dialogue.own:
        return None
    return OfferedSlot(start=before.start, stylist=before.stylist)


def _choices(dialogue: Dialogue) -> list[str]:
    """What the open question is about, or what was told of before it: «sí, Laura; el normal»."""
    if dialogue.question in {Question.CONSULTATION, Question.ANYTHING_ELSE}:
        return [*dialogue.compared, *dialogue.choices]
    naming = dialogue.question in {Question.NAME, Question.NAME_CHECK, Question.SURNAME}
    told = dialogue.compared or dialogue.about
    several = are_alternatives(dialogue.compared) if dialogue.compared else dialogue.about_one
    if naming and (several or (dialogue.draft is None and not dialogue.choices)):
        return told
    return dialogue.choices


def _companions(draft: Draft) -> tuple[str, ...]:
    whoms = [each.who for each in draft.members] or [draft.for_whom]
    return tuple(whom for whom in whoms if whom)


def _group(draft: Draft) -> tuple[Coming, ...]:
    return tuple(
        Coming(
            whom=each.who or "",
            name=each.name or "",
            services=tuple(each.services),
            unclear=tuple(each.unclear),
        )
        for each in draft.members
    )


def look_up_of(plain: dict[str, object]) -> LookUp:
    arguments = plain["arguments"]
    return LookUp(
        id=str(plain["id"]),
        tool=Tool(str(plain["tool"])),
        arguments=arguments if isinstance(arguments, dict) else {},
    )


def _message(state: TurnState, heard: dict[str, object]) -> CustomerMessage:
    return CustomerMessage(
        id=InboxId(UUID(str(heard["id"]))),
        conversation_id=ConversationId(UUID(state["conversation_id"])),
        number=int(str(heard["number"])),
        kind=MessageKind(str(heard["kind"])),
        text=str(heard["text"]),
        received_at=datetime.fromisoformat(str(heard["received_at"])),
        thread_id=state["thread_id"],
    )
