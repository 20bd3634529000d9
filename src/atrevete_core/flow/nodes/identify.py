"""Who writes, and whether Maite has to introduce herself (R2, R3, R4)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.customer import reliable_first_name
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.draft import up_to_date
from atrevete_core.flow.own_appointments import confirmed_ahead
from atrevete_core.flow.situation import read_books
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, part
from atrevete_core.phrases import greeting
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon

_SILENCE = timedelta(hours=24)


async def identify(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Bring the dialogue up to date and begin with her first sentence where one is due."""
    async with salon.storage.transaction() as records:
        books = await read_books(records, salon, state)
        ahead = await confirmed_ahead(records, books)
    dialogue = open_dialogue(state["dialogue"])
    at = at_of(state)
    reminded = answers_reminder(dialogue, ahead)
    begins = conversation_begins(dialogue, state["thread_id"], at=at)
    if begins:
        _forget_the_thread(dialogue, at=at)
    waited = dialogue.draft.hold_id if dialogue.draft else None
    up_to_date(dialogue, books.latest_hold)
    if dialogue.draft is None and waited:
        dialogue.own = next((str(each.id) for each in ahead if str(each.hold_id) == waited), "")
    if reminded:
        dialogue.ask(Question.ATTENDANCE)
        dialogue.own = latest_reminded(ahead)
    if books.customer is not None:
        dialogue.first_name = books.customer.first_name
        dialogue.last_name = books.customer.last_name or dialogue.last_name
    elif not dialogue.proposed_name:
        dialogue.proposed_name = reliable_first_name(books.contact.profile_name) or ""
    parts = list(state.get("parts", []))
    if begins or given_back_since(dialogue, state.get("given_back_at")):
        known = books.customer is not None
        sentence = greeting.introduction(
            books.salon.name, first_name=dialogue.first_name, known=known
        )
        parts = [part(sentence), *parts]
        dialogue.introduced_at = at
        dialogue.introduced_thread = state["thread_id"]
    dialogue.last_turn_at = at
    return {"dialogue": stored(dialogue), "parts": parts}


def answers_reminder(dialogue: Dialogue, ahead: Sequence[Appointment]) -> bool:
    """Whether the last thing that was said here is a reminder."""
    reminders = [each.reminded_at for each in ahead if each.reminded_at is not None]
    last = dialogue.last_turn_at
    return bool(reminders) and (last is None or max(reminders) > last)


def latest_reminded(ahead: Sequence[Appointment]) -> str:
    """The appointment that the last reminder was about."""
    reminded = [each for each in ahead if each.reminded_at is not None]
    return str(max(reminded, key=lambda each: (each.reminded_at, each.start)).id)


def conversation_begins(dialogue: Dialogue, thread_id: str, *, at: datetime) -> bool:
    """The first message ever, a new conversation at the desk, or 24 hours of silence."""
    if dialogue.introduced_at is None or dialogue.introduced_thread != thread_id:
        return True
    last = dialogue.last_turn_at or dialogue.introduced_at
    return at - last >= _SILENCE


def given_back_since(dialogue: Dialogue, given_back_at: str | None) -> bool:
    """A person gave the conversation back after her last introduction."""
    if given_back_at is None or dialogue.introduced_at is None:
        return False
    return datetime.fromisoformat(given_back_at) > dialogue.introduced_at


def _forget_the_thread(dialogue: Dialogue, *, at: datetime) -> None:
    """After a day of silence old offers and questions mean nothing any more."""
    last = dialogue.last_turn_at
    if last is not None and at - last >= _SILENCE:
        dialogue.draft = None
        dialogue.own = ""
        dialogue.then_services = []
        dialogue.errands = []
        dialogue.ask(None)
    dialogue.misunderstood = 0
