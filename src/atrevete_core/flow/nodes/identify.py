"""Who writes, and whether Maite has to introduce herself (R2, R3, R4)."""

from datetime import datetime, timedelta

from atrevete_core.domain.customer import reliable_first_name
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.draft import up_to_date
from atrevete_core.flow.situation import books_of
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, part
from atrevete_core.phrases import greeting
from atrevete_core.ports.salon import OpenSalon

_SILENCE = timedelta(hours=24)


async def identify(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Bring the dialogue up to date and begin with her first sentence where one is due."""
    books = await books_of(salon, state)
    dialogue = open_dialogue(state["dialogue"])
    at = at_of(state)
    begins = conversation_begins(dialogue, state["thread_id"], at=at)
    if begins:
        _forget_the_thread(dialogue, at=at)
    up_to_date(dialogue, books.latest_hold)
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
        dialogue.then_services = []
        dialogue.ask(None)
    dialogue.misunderstood = dialogue.voice_notes = 0
