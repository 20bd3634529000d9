"""Turns that lead nowhere: the same question, and nothing has changed (R33). Pure."""

from collections.abc import Sequence
from hashlib import sha256

from atrevete_core.domain.commands import (
    Accept,
    ChooseSlot,
    ChooseWhen,
    ClaimPaid,
    Command,
    Offend,
    OutOfScope,
    PayOtherwise,
    TakeTime,
    Thank,
)

from .dialogue import Dialogue
from .routes import MOST_MISUNDERSTOOD, asks

#: Nothing is open and nothing is wanted: «sí» after «¡Hecho!».
CLOSED = "closed"


def standing(dialogue: Dialogue, commands: Sequence[Command]) -> str:
    """What the talk stands at, in a few letters; empty when nothing is waited for."""
    if dialogue.question is None and not insists(dialogue, commands):
        answers = dialogue.standing not in {"", CLOSED}  # «sí», to «¿cancelo la cita?»
        return CLOSED if only_agrees(dialogue, commands) and not answers else ""
    open_ = dialogue.model_dump_json(
        include={
            "question",
            "choices",
            "offered",
            "draft",
            "cancels",
            "proposed_name",
            "first_name",
            "last_name",
        }
    )
    return sha256(open_.encode()).hexdigest()[:12]


def only_agrees(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """A yes that answers nothing: everything is done."""
    return (
        bool(commands)
        and all(isinstance(each, Accept) for each in commands)
        and dialogue.question is None
        and dialogue.draft is None
        and not dialogue.about
    )


def insists(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """«ya he pagado», «mañana a las 18:00», while the link for that very hour waits."""
    draft = dialogue.draft
    waits = draft is not None and draft.hold_id is not None
    again = ClaimPaid | PayOtherwise | ChooseWhen | ChooseSlot
    return waits and any(isinstance(each, again) for each in commands)


def in_vain(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """Whether this turn brought nothing: asked again, with everything as it was."""
    idle = all(isinstance(each, Thank | TakeTime | Offend | OutOfScope) for each in commands)
    if idle or asks(commands) or not dialogue.standing:
        return False
    return standing(dialogue, commands) == dialogue.standing


def too_often(dialogue: Dialogue, commands: Sequence[Command]) -> bool:
    """A third such turn in a row goes to a person."""
    return in_vain(dialogue, commands) and dialogue.repeated + 1 >= MOST_MISUNDERSTOOD
