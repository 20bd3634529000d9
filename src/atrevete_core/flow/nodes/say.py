"""All sentences of the turn become one message; the closing transaction plans it."""

from atrevete_core.flow.dialogue import open_dialogue, stored
from atrevete_core.flow.state import TurnState, TurnUpdate, composed
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon


async def say(state: TurnState, salon: OpenSalon) -> TurnUpdate:  # noqa: ARG001
    """Join the parts. A reminder's question is open for one turn only: it was not asked here."""
    dialogue = open_dialogue(state["dialogue"])
    if dialogue.question is Question.ATTENDANCE:
        dialogue.ask(None)
    reply = composed(state.get("parts", []))
    said = {"text": reply.text, "buttons": list(reply.buttons)} if reply else None
    return {"dialogue": stored(dialogue), "reply": said}
