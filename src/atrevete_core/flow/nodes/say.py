"""All sentences of the turn become one message; the closing transaction plans it."""

from atrevete_core.flow.state import TurnState, TurnUpdate, composed
from atrevete_core.ports.salon import OpenSalon


async def say(state: TurnState, salon: OpenSalon) -> TurnUpdate:  # noqa: ARG001
    reply = composed(state.get("parts", []))
    if reply is None:
        return {"reply": None}
    return {"reply": {"text": reply.text, "buttons": list(reply.buttons)}}
