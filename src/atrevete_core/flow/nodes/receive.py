"""What came in: words, voice notes to listen to, and what is neither (R36, R65)."""

import asyncio
from datetime import timedelta
from typing import Any

from atrevete_core.domain.commands import CallPerson, ClaimPaid
from atrevete_core.domain.conversation import EscalationReason, MessageKind
from atrevete_core.domain.privacy import mask_card_numbers
from atrevete_core.domain.text import storable
from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, plain_commands, with_part
from atrevete_core.phrases import people
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.transcriber import Transcriber, VoiceNoteUnheard

from .identify import conversation_begins

#: The second voice note that stays without words goes to a person.
_MOST_UNHEARD = 2
#: A customer waits for the answer meanwhile.
_LISTENING = timedelta(seconds=6)
#: In one turn, all at once: more are a flood, and each costs the salon money.
_MOST_LISTENED = 5

Heard = list[dict[str, Any]]


async def receive(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Listen to voice notes, and answer what stays without words: voice notes that nobody could
    listen to, pictures, stickers. Words go on to `understand`, written or spoken.
    """
    heard = await _listen(state["heard"], salon.transcriber)
    dialogue = open_dialogue(state["dialogue"])
    kinds = {
        MessageKind(each["kind"])
        for each in heard
        if not each["text"].strip() or each["kind"] == MessageKind.IMAGE
    } - {MessageKind.TEXT}
    update: TurnUpdate = {
        "heard": heard, "rounds": 0, "findings": [], "look_ups": [], "commands": [], "parts": [],
    }  # fmt: skip
    if conversation_begins(dialogue, state["thread_id"], at=at_of(state)):
        dialogue.voice_notes = 0
    if MessageKind.AUDIO in kinds:
        dialogue.voice_notes += 1
        if dialogue.voice_notes >= _MOST_UNHEARD:
            person = CallPerson(reason=EscalationReason.MANUAL_REQUEST, about="other")
            update["commands"] = plain_commands([person])
        else:
            update["parts"] = with_part(state, people.please_write())
    elif MessageKind.IMAGE in kinds and dialogue.draft and dialogue.draft.hold_id:
        update["commands"] = plain_commands([ClaimPaid()])  # a picture of a payment, most likely
    elif MessageKind.IMAGE in kinds:
        update["parts"] = with_part(state, people.picture())
    elif kinds:
        update["parts"] = with_part(state, people.sticker())
    return {**update, "dialogue": stored(dialogue)}


def has_words(state: TurnState) -> bool:
    """Whether there is anything to understand, beside what `receive` found out itself."""
    return any(each["text"].strip() for each in state["heard"])


async def _listen(heard: Heard, transcriber: Transcriber | None) -> Heard:
    """The messages, voice notes with their words where somebody could listen.

    No transaction is open meanwhile. The addresses end here: no checkpoint keeps them, and a turn
    that goes on from its checkpoint listens to nothing twice.
    """
    words: dict[str, str] = {}
    if transcriber is not None:
        notes = [each for each in heard if _is_wordless_note(each)][:_MOST_LISTENED]
        said = await asyncio.gather(*(_words_of(each, transcriber) for each in notes))
        words = {each["id"]: text for each, text in zip(notes, said, strict=True)}
    return [
        {**each, "text": words.get(each["id"]) or each["text"], "attachment_url": ""}
        for each in heard
    ]


def _is_wordless_note(message: dict[str, Any]) -> bool:
    """Some desks write voice notes down themselves (CONTRACTS A1)."""
    return message["kind"] == MessageKind.AUDIO and not message["text"].strip()


async def _words_of(message: dict[str, Any], transcriber: Transcriber) -> str:
    """What is said, as fit to be stored as if it had been written; empty when nobody knows."""
    try:
        words = await transcriber.words_of(message.get("attachment_url", ""), within=_LISTENING)
    except VoiceNoteUnheard:
        return ""
    return mask_card_numbers(storable(words))
