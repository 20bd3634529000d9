"""All sentences of the turn become one message; the closing transaction plans it."""

import re
from typing import Any

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskAvailability,
    Book,
    ChooseStylist,
    Command,
    GiveName,
    NotUnderstood,
)
from atrevete_core.flow import repeats
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.state import TurnState, TurnUpdate, commands_of, composed
from atrevete_core.phrases import people
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon


async def say(state: TurnState, salon: OpenSalon) -> TurnUpdate:  # noqa: ARG001
    """Join the parts. A reminder's question is open for one turn only: it was not asked here."""
    dialogue = open_dialogue(state["dialogue"])
    parts = _take_stock(dialogue, state)
    if dialogue.question is Question.ATTENDANCE:
        dialogue.ask(None)
    reply = composed(_named_once(parts, dialogue.first_name))
    said = {"text": reply.text, "buttons": list(reply.buttons)} if reply else None
    return {"dialogue": stored(dialogue), "reply": said}


def _named_once(parts: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    """«¡Hola otra vez, Inma!… Vaya, lo siento, Inma»: a message calls nobody twice."""
    if not name or not parts or f", {name}!" not in parts[0]["text"]:
        return parts
    again = re.compile(rf", {re.escape(name)}(?=[.!?,])")
    first, *others = parts
    return [first, *({**each, "text": again.sub("", each["text"])} for each in others)]


def _take_stock(dialogue: Dialogue, state: TurnState) -> list[dict[str, Any]]:
    """Count a turn that led nowhere; the question is then asked again with other words (R33)."""
    parts, commands = list(state.get("parts", [])), commands_of(state)
    if not commands:
        return parts
    vain = repeats.in_vain(dialogue, commands)
    dialogue.repeated = dialogue.repeated + 1 if vain else 0
    dialogue.standing = repeats.standing(dialogue, commands)
    said_so = any(isinstance(each, NotUnderstood) for each in commands)
    # «soy Laura», «con quien sea», are understood; told again and again they are not.
    beside = all(isinstance(each, GiveName | ChooseStylist) for each in commands)
    # «vale», or «¿con quién es la primera?», to three hours, is understood too: which of them is
    # asked again
    beside = beside or (
        dialogue.question is Question.SLOT
        and all(isinstance(each, Accept | AskAvailability) for each in commands)
    )
    # «nada más que el corte», of the cut that is being booked
    beside = beside or all(_names_the_chosen(dialogue, each) for each in commands)
    said_so = said_so or (beside and dialogue.repeated <= 1)
    if not vain or said_so or dialogue.question is None or not parts:
        return parts
    *before, last = parts
    return [*before, {**last, "text": f"{people.say_again(dialogue.repeated)} {last['text']}"}]


def _names_the_chosen(dialogue: Dialogue, command: Command) -> bool:
    """Whether it only says again what is to be done."""
    if not isinstance(command, Book | AddServices) or dialogue.draft is None:
        return False
    more = isinstance(command, Book) and bool(command.unclear or command.for_whom)
    return not more and bool(command.services) and {*command.services} <= {*dialogue.draft.services}
