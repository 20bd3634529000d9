"""Cancelling, on both sides of the free hours; or dropping what is being made (R19, R20)."""

from collections.abc import Sequence
from uuid import UUID

from atrevete_core.domain.booking import Appointment, HoldStatus
from atrevete_core.domain.cancellation import GiveBack, Keep, LeaveToPerson
from atrevete_core.domain.commands import (
    Accept,
    CancelAppointment,
    ChooseWhen,
    Command,
    Refuse,
    When,
)
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.ids import ConversationId, HoldId
from atrevete_core.domain.money import NOTHING
from atrevete_core.flow.dialogue import ALL, Dialogue, open_dialogue, stored
from atrevete_core.flow.own_appointments import meant, named, not_over, told
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, commands_of, with_part
from atrevete_core.phrases import moving
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.cancel import (
    Cancelled,
    cancel_appointment,
    terms_of_cancelling,
)
from atrevete_core.usecases.lapse import release
from atrevete_core.usecases.retrying import decide

from .change import begin_move

_ASKED = {Question.CANCEL, Question.CANCEL_WITHOUT_REFUND}


async def cancel(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Say what cancelling means, ask once, and do it."""
    dialogue = open_dialogue(state["dialogue"])

    async def step(records: Records) -> tuple[Dialogue, Reply | None]:
        said = open_dialogue(state["dialogue"])
        return said, await _step(records, state, said, salon)

    dialogue, reply = await decide(salon.storage, step)
    if reply is None:
        return {"needs_person": True}
    return {"dialogue": stored(dialogue), "parts": with_part(state, reply)}


async def _step(
    records: Records, state: TurnState, dialogue: Dialogue, salon: OpenSalon
) -> Reply | None:
    """What to say; None when only a person can help."""
    books = await read_books(records, salon, state)
    commands = commands_of(state)
    draft = dialogue.draft
    ahead = await not_over(records, books)
    said, which = _said(commands), _which(commands)
    known = dialogue.cancels or (draft.moves if draft else None) or state.get("about")
    if draft is not None and known is None and which is None:
        return await _drop_draft(records, dialogue, books, state)
    asked = [known, *(dialogue.cancel_next if dialogue.asks_about_all else ())]
    spoken_of = _one_of_several(dialogue, ahead, commands, known, books) or named(
        ahead, said, books=books
    )
    appointment = spoken_of or meant(ahead, which, known=known, books=books)
    together = await _together(records, dialogue, ahead, appointment, books)
    if together and (all_of_them := await _all(records, state, dialogue, together, books)):
        return all_of_them
    if dialogue.question is Question.WHICH_APPOINTMENT and _any(commands, Refuse):
        dialogue.ask(None)
        return Reply(text=moving.draft_dropped())
    if appointment is None:
        return await _ask_which(records, dialogue, ahead, books)
    if (
        dialogue.question in _ASKED
        and _any(commands, Refuse)
        and not _any(commands, CancelAppointment)
    ):
        dialogue.cancels, dialogue.draft, dialogue.own = None, None, str(appointment.id)
        dialogue.ask(None)
        kept = Reply(text=moving.left_as_it_is(await told(records, appointment, books)))
        return await _go_on(records, dialogue, ahead, books, after=kept)
    terms = await terms_of_cancelling(records, appointment, at=books.now)
    if isinstance(terms, LeaveToPerson):
        return None
    asked_about = str(appointment.id) in asked
    if asked_about and dialogue.question in _ASKED and _any(commands, Accept, CancelAppointment):
        return await _cancel(records, state, dialogue, appointment, books, ahead=ahead)
    if _explicit(commands) and isinstance(terms, GiveBack) and (spoken_of or said is None):
        return await _cancel(records, state, dialogue, appointment, books, ahead=ahead)
    return await _ask(records, dialogue, appointment, books, terms, insists=asked_about)


def _explicit(commands: Sequence[Command]) -> bool:
    """So clear that it is not asked again, when it costs nothing (R19)."""
    return any(isinstance(each, CancelAppointment) and each.explicit for each in commands)


async def _together(
    records: Records,
    dialogue: Dialogue,
    ahead: list[Appointment],
    first: Appointment | None,
    books: Books,
) -> list[Appointment]:
    """All that are to be cancelled, when each may be without losing anything; else nothing."""
    if first is None or not dialogue.cancel_next:
        return []
    found = [first, *(each for each in ahead if str(each.id) in dialogue.cancel_next)]
    terms = [await terms_of_cancelling(records, each, at=books.now) for each in found]
    free = all(isinstance(each, GiveBack) for each in terms)
    return found if free and len(found) > 1 else []


async def _all(
    records: Records,
    state: TurnState,
    dialogue: Dialogue,
    together: Sequence[Appointment],
    books: Books,
) -> Reply | None:
    """«Cancela las dos»: one question about all of them, and one answer. None: one by one."""
    commands, joint = commands_of(state), dialogue.asks_about_all
    if dialogue.question in _ASKED and not joint:
        return None
    visits = [await told(records, each, books) for each in together]
    if joint and _any(commands, Refuse) and not _any(commands, CancelAppointment):
        _settle(dialogue)
        return Reply(text=moving.all_left_as_they_are())
    if (joint and _any(commands, Accept, CancelAppointment)) or _explicit(commands):
        refunds = [await _cancel_one(records, state, each) for each in together]
        if any(each is None for each in refunds):
            return None
        _settle(dialogue)
        refund = sum((each.refund for each in refunds if each), start=NOTHING)
        return Reply(text=moving.cancelled_all(visits, refund=refund))
    terms = [await terms_of_cancelling(records, each, at=books.now) for each in together]
    refund = sum((each.amount for each in terms if isinstance(each, GiveBack)), start=NOTHING)
    dialogue.cancels = str(together[0].id)
    dialogue.ask(Question.CANCEL, choices=ALL)
    return moving.cancel_all_question(
        visits,
        first_name=dialogue.first_name,
        refund=refund,
        free_hours=books.policy.free_cancellation_hours,
    )


def _settle(dialogue: Dialogue) -> None:
    """Nothing is open any more."""
    dialogue.cancels, dialogue.draft, dialogue.own = None, None, ""
    dialogue.cancel_next, dialogue.cancelled = [], 0
    dialogue.ask(None)


async def _cancel_one(
    records: Records, state: TurnState, appointment: Appointment
) -> Cancelled | None:
    outcome = await cancel_appointment(
        records,
        appointment.id,
        conversation_id=ConversationId(UUID(state["conversation_id"])),
        at=at_of(state),
    )
    return outcome if isinstance(outcome, Cancelled) else None


async def _ask(
    records: Records,
    dialogue: Dialogue,
    appointment: Appointment,
    books: Books,
    terms: GiveBack | Keep,
    *,
    insists: bool,
) -> Reply:
    visit = await told(records, appointment, books)
    dialogue.cancels = str(appointment.id)
    hours = books.policy.free_cancellation_hours
    if isinstance(terms, GiveBack):
        dialogue.ask(Question.CANCEL)
        return moving.cancel_question(
            visit, first_name=dialogue.first_name, refund=terms.amount, free_hours=hours
        )
    if insists:
        dialogue.ask(Question.CANCEL_WITHOUT_REFUND)
        return moving.cancel_without_refund_question(kept=terms.amount)
    begin_move(dialogue, appointment, books)
    dialogue.cancels = str(appointment.id)
    dialogue.ask(Question.NEW_DAY)
    return Reply(
        text=moving.short_notice(
            first_name=dialogue.first_name, kept=terms.amount, free_hours=hours
        )
    )


def _one_of_several(
    dialogue: Dialogue,
    ahead: list[Appointment],
    commands: Sequence[Command],
    known: str | None,
    books: Books,
) -> Appointment | None:
    """The one to begin with of several that are to be cancelled; the others come after it."""
    whiches = [each.which for each in commands if isinstance(each, CancelAppointment)]
    found = [one for which in whiches if (one := named(ahead, which, books=books)) is not None]
    targets = list({each.id: each for each in found}.values())
    if len(targets) <= 1:
        if targets and (str(targets[0].id) != known or dialogue.asks_about_all):
            dialogue.cancel_next, dialogue.cancelled = [], 0
        return None
    first = next((each for each in targets if str(each.id) == known), targets[0])
    dialogue.cancel_next = [str(each.id) for each in targets if each is not first]
    if known is None:
        dialogue.cancelled = 0
    return first


async def _go_on(
    records: Records, dialogue: Dialogue, ahead: list[Appointment], books: Books, *, after: Reply
) -> Reply:
    """What was said of one appointment, and then the question about the next to be cancelled."""
    waiting = {str(each.id): each for each in ahead}
    following = next((each for each in dialogue.cancel_next if each in waiting), None)
    dialogue.cancel_next = [each for each in dialogue.cancel_next if each != following]
    if following is None:
        number, dialogue.cancelled = dialogue.cancelled, 0
        return Reply(text=f"{after.text}{moving.all_cancelled(number)}")
    terms = await terms_of_cancelling(records, waiting[following], at=books.now)
    if isinstance(terms, LeaveToPerson):
        return after
    asked = await _ask(records, dialogue, waiting[following], books, terms, insists=False)
    return Reply(text=f"{after.text}\n{asked.text}", buttons=asked.buttons)


async def _cancel(
    records: Records,
    state: TurnState,
    dialogue: Dialogue,
    appointment: Appointment,
    books: Books,
    *,
    ahead: list[Appointment],
) -> Reply | None:
    outcome = await _cancel_one(records, state, appointment)
    if outcome is None:
        return None
    dialogue.cancels, dialogue.draft, dialogue.own = None, None, ""
    dialogue.ask(None)
    visit = await told(records, appointment, books)
    dialogue.cancelled += 1
    done = Reply(text=moving.cancelled(visit, refund=outcome.refund, kept=outcome.kept))
    left = [each for each in ahead if each.id != appointment.id]
    return await _go_on(records, dialogue, left, books, after=done)


async def _drop_draft(
    records: Records, dialogue: Dialogue, books: Books, state: TurnState
) -> Reply:
    """Stop the booking that is being made; what was held for it is free again."""
    draft, hold = dialogue.draft, books.latest_hold
    dialogue.draft = None
    dialogue.ask(None)
    if draft is not None and draft.hold_id and hold is not None and hold.status is HoldStatus.HELD:
        await release(records, HoldId(UUID(draft.hold_id)), at=at_of(state))
        return Reply(text=moving.hold_released())
    return Reply(text=moving.draft_dropped())


async def _ask_which(
    records: Records, dialogue: Dialogue, ahead: list[Appointment], books: Books
) -> Reply:
    if not ahead:
        dialogue.ask(Question.ANYTHING_ELSE)
        return Reply(text=moving.nothing_to_change())
    dialogue.ask(Question.WHICH_APPOINTMENT, choices=["cancel"])
    return Reply(text=moving.which([await told(records, each, books) for each in ahead]))


def _said(commands: Sequence[Command]) -> When | None:
    """«La del jueves», said of the appointment itself."""
    return next((each.which for each in commands if isinstance(each, CancelAppointment)), None)


def _which(commands: Sequence[Command]) -> When | None:
    days = (each.when for each in commands if isinstance(each, ChooseWhen))
    return _said(commands) or next(days, None)


def _any(commands: Sequence[Command], *kinds: type) -> bool:
    return any(isinstance(each, kinds) for each in commands)
