"""Moving one of the customer's appointments (R20, R37, S2, S14)."""

from datetime import datetime
from uuid import UUID

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.commands import (
    AddServices,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    DayRange,
    DropServices,
    Refuse,
    When,
)
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.ids import AppointmentId, ServiceId, StylistId
from atrevete_core.flow.dialogue import Before, Dialogue, Draft, open_dialogue, stored
from atrevete_core.flow.own_appointments import meant, not_over, told
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    at_of,
    commands_of,
    intent_of,
    with_part,
)
from atrevete_core.flow.steps import MoveAppointment
from atrevete_core.phrases import moving
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.reschedule import Move, Moved, may_move, reschedule
from atrevete_core.usecases.retrying import decide


async def change(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Find out which appointment is meant; `book` then finds its new time."""
    dialogue = open_dialogue(state["dialogue"])
    async with salon.storage.transaction() as records:
        books = await read_books(records, salon, state)
        ahead = await not_over(records, books)
        which = _which(state)
        wanted = dialogue.draft.moves if dialogue.draft else None
        known = wanted or dialogue.cancels or state.get("about")
        appointment = meant(ahead, which, known=known, books=books)
        movable = appointment is not None and await may_move(records, appointment, at=books.now)
    if dialogue.question is Question.WHICH_APPOINTMENT and _refuses(state):
        dialogue.ask(None)
        parts = with_part(state, moving.draft_dropped())
        return {"dialogue": stored(dialogue), "parts": parts}
    if appointment is None:
        return await _ask_which(state, salon, dialogue, ahead, books)
    if not movable:
        return {"needs_person": True}
    if apart := _of_another_craft(state, appointment, books):
        return _apart(state, dialogue, appointment, apart, books)
    begin_move(dialogue, appointment, books)
    start = books.salon.local(appointment.start)
    _amend(dialogue, state, start)
    now_with = books.catalogue.stylist(appointment.stylist_id)
    _with_somebody_else(dialogue, state, start, now_with=now_with)
    if dialogue.draft is not None and dialogue.draft.when is None:
        async with salon.storage.transaction() as records:
            visit = await told(records, appointment, books)
        parts = with_part(state, moving.new_day_question(visit))
        return {"dialogue": stored(dialogue), "parts": parts}
    return {"dialogue": stored(dialogue)}


def _of_another_craft(state: TurnState, appointment: Appointment, books: Books) -> tuple[str, ...]:
    """What is wished beside it and can only be in an appointment of its own (R11)."""
    added = [each for each in commands_of(state) if isinstance(each, AddServices)]
    wished = [books.catalogue.named(name) for each in added for name in _wished(each)]
    had = {books.catalogue.named(name) for name in appointment.service_names}
    crafts = {each.category for each in had if each}
    others = any(isinstance(each, DropServices) for each in commands_of(state))
    new = [each for each in wished if each]
    apart = bool(new) and not others and not crafts & {each.category for each in new}
    return tuple(each.name for each in new) if apart else ()


def _wished(added: AddServices) -> tuple[str, ...]:
    """What it names; of what is unclear the likeliest."""
    return (*added.services, *(each.candidates[0] for each in added.unclear))


def _apart(
    state: TurnState, dialogue: Dialogue, own: Appointment, services: tuple[str, ...], books: Books
) -> TurnUpdate:
    """A booking of its own is begun, on the same day."""
    day = books.salon.local(own.start).date()
    before = dialogue.draft or Draft()
    asked = {each.candidates[0] for each in before.unclear}
    dialogue.draft = Draft(
        services=[each for each in services if each not in asked],
        unclear=before.unclear,
        when=before.when or When(days=DayRange(first=day, last=day)),
    )
    dialogue.ask(None)
    parts = with_part(state, moving.in_an_appointment_of_its_own(dialogue.draft.services))
    return {"dialogue": stored(dialogue), "parts": parts}


def _amend(dialogue: Dialogue, state: TurnState, start: datetime) -> None:
    """Other services at the same hour, if they fit (R44)."""
    draft = dialogue.draft
    if draft is None:
        return
    amended = list(draft.services)
    for command in commands_of(state):
        if isinstance(command, AddServices):
            amended += [each for each in command.services if each not in amended]
        elif isinstance(command, DropServices):
            amended = [each for each in amended if each not in command.services]
    if (amended == draft.services and not draft.unclear) or not amended:
        return
    draft.services, draft.amends = amended, True
    if draft.when is None:
        day = DayRange(first=start.date(), last=start.date())
        draft.when = When(days=day, at=start.time())
        dialogue.ask(None)


def _with_somebody_else(
    dialogue: Dialogue, state: TurnState, start: datetime, *, now_with: Stylist
) -> None:
    """«¿Podría ser con Víctor?»: at the same hour, if Víctor is free then."""
    draft = dialogue.draft
    wished = [each for each in commands_of(state) if isinstance(each, ChooseStylist)]
    chosen = any(
        each.stylist not in {None, now_with.name}
        or each.not_with
        or each.gender not in {None, now_with.gender}
        for each in wished
    )
    if draft is not None and draft.when is None and chosen:
        draft.when = When(days=DayRange(first=start.date(), last=start.date()), at=start.time())
        dialogue.ask(None)


def begin_move(dialogue: Dialogue, appointment: Appointment, books: Books) -> None:
    """The draft is now about this appointment: its services, its stylist unless another is wanted,
    its day unless another is named.
    """
    before = dialogue.draft or Draft()
    if before.moves == str(appointment.id):
        return
    start = books.salon.local(appointment.start)
    when = before.when
    if when is not None and when.days is None and not when.no_such_day and not when.soonest:
        when = when.model_copy(update={"days": DayRange(first=start.date(), last=start.date())})
    stylist = books.catalogue.stylist(appointment.stylist_id).name
    elsewhere = before.stylist_gender or stylist in before.not_with
    dialogue.draft = Draft(
        moves=str(appointment.id),
        moves_from=start.date(),
        services=list(appointment.service_names),
        unclear=before.unclear,
        pack=_pack(appointment, books),
        pack_asked=True,
        when=when,
        stylist=before.stylist or (None if elsewhere else stylist),
        stylist_gender=before.stylist_gender,
        not_with=before.not_with,
    )
    dialogue.cancels = None
    dialogue.ask(None if when else Question.NEW_DAY)


def _pack(appointment: Appointment, books: Books) -> str | None:
    packs = (pack.name for pack in books.catalogue.packs if pack.id == appointment.pack_id)
    return next(packs, None)


def _which(state: TurnState) -> When | None:
    return next(
        (each.which for each in commands_of(state) if isinstance(each, ChangeAppointment)), None
    ) or next((each.when for each in commands_of(state) if isinstance(each, ChooseWhen)), None)


def _refuses(state: TurnState) -> bool:
    return any(isinstance(each, Refuse) for each in commands_of(state))


async def _ask_which(
    state: TurnState, salon: OpenSalon, dialogue: Dialogue, ahead: list[Appointment], books: Books
) -> TurnUpdate:
    if not ahead:
        dialogue.draft = None
        dialogue.ask(Question.ANYTHING_ELSE)
        return {
            "dialogue": stored(dialogue),
            "parts": with_part(state, moving.nothing_to_change()),
        }
    dialogue.ask(Question.WHICH_APPOINTMENT, choices=["change"])
    async with salon.storage.transaction() as records:
        visits = [await told(records, each, books) for each in ahead]
    return {"dialogue": stored(dialogue), "parts": with_part(state, moving.which(visits))}


def _services(dialogue: Dialogue, books: Books) -> tuple[ServiceId, ...] | None:
    """The new services, when they are to change."""
    draft = dialogue.draft
    if draft is None or not draft.amends:
        return None
    found = (books.catalogue.named(name) for name in draft.services)
    return tuple(service.id for service in found if service is not None)


async def move(
    state: TurnState, salon: OpenSalon, dialogue: Dialogue, books: Books, step: MoveAppointment
) -> Reply:
    """Take the new slot and give up the old one. Raises what `reschedule` raises."""
    wanted = Move(
        appointment_id=AppointmentId(UUID(step.appointment_id)),
        stylist_id=StylistId(UUID(step.chosen.stylist_id)),
        start=step.chosen.start,
        services=_services(dialogue, books),
        intent=intent_of(state, f"move:{step.appointment_id}"),
    )

    async def decision(records: Records) -> Moved:
        return await reschedule(records, wanted, at=at_of(state))

    moved = await decide(salon.storage, decision)
    dialogue.draft, dialogue.own = None, str(moved.appointment.id)
    dialogue.ask(None)
    async with salon.storage.transaction() as records:
        visit = await told(records, moved.appointment, books)
        before = await told(records, moved.before, books)
    dialogue.before = None
    if moved.before == moved.appointment:
        return Reply(text=moving.stands(visit))
    if moved.before.services != moved.appointment.services:
        return moving.amended(visit, first_name=dialogue.first_name, deposit=moved.deposit)
    dialogue.before = Before(
        appointment=str(moved.appointment.id), start=before.start, stylist=before.stylist
    )
    return moving.moved(visit, first_name=dialogue.first_name, deposit=moved.deposit, before=before)
