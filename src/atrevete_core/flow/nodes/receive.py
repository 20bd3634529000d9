"""What came in: words, and what is no words (R36, R65)."""

from atrevete_core.domain.commands import CallPerson
from atrevete_core.domain.conversation import EscalationReason, MessageKind
from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.state import TurnState, TurnUpdate, at_of, plain_commands, with_part
from atrevete_core.phrases import people
from atrevete_core.ports.salon import OpenSalon

from .identify import conversation_begins

_MOST_VOICE_NOTES = 2


async def receive(state: TurnState, salon: OpenSalon) -> TurnUpdate:  # noqa: ARG001
    """Answer what cannot be read: voice notes, pictures, stickers. Words go on to `understand`."""
    dialogue = open_dialogue(state["dialogue"])
    kinds = {
        MessageKind(each["kind"])
        for each in state["heard"]
        if not each["text"].strip() or each["kind"] == MessageKind.IMAGE
    } - {MessageKind.TEXT}
    update: TurnUpdate = {"rounds": 0, "findings": [], "look_ups": [], "commands": [], "parts": []}
    if conversation_begins(dialogue, state["thread_id"], at=at_of(state)):
        dialogue.voice_notes = 0
    if MessageKind.AUDIO in kinds:
        dialogue.voice_notes += 1
        if dialogue.voice_notes >= _MOST_VOICE_NOTES:
            person = CallPerson(reason=EscalationReason.MANUAL_REQUEST, about="other")
            update["commands"] = plain_commands([person])
        else:
            update["parts"] = with_part(state, people.please_write())
    elif MessageKind.IMAGE in kinds:
        update["parts"] = with_part(state, people.picture())
    elif kinds:
        update["parts"] = with_part(state, people.sticker())
    return {**update, "dialogue": stored(dialogue)}


def has_words(state: TurnState) -> bool:
    """Whether there is anything to understand."""
    return any(each["text"].strip() for each in state["heard"])
