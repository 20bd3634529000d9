"""One turn on its way through the graph: plain JSON only, so that any checkpoint can hold it."""

import re
from datetime import datetime
from typing import Any, TypedDict

from pydantic import TypeAdapter

from atrevete_core.domain.commands import Command
from atrevete_core.domain.conversation import Reply

_COMMANDS: TypeAdapter[list[Command]] = TypeAdapter(list[Command])


class TurnState(TypedDict, total=False):
    """What the nodes read and write. Times are ISO strings, ids are strings."""

    conversation_id: str
    contact_id: str
    thread_id: str
    at: str
    turn: int
    #: The inbox rows answered together; the first names the turn's intents.
    batch: list[str]
    heard: list[dict[str, Any]]
    dialogue: dict[str, Any]
    #: A person gave the conversation back since the last introduction.
    given_back_at: str | None
    #: The nodes passed so far, in order.
    path: list[str]
    rounds: int
    findings: list[dict[str, Any]]
    look_ups: list[dict[str, Any]]
    commands: list[dict[str, Any]]
    #: A model's own words for an open question; they have passed the claims gate.
    text: str
    #: Sentences so far, in order; the last buttons win.
    parts: list[dict[str, Any]]
    #: Only a person can do what was asked for.
    needs_person: bool
    #: The customer has confirmed appointments ahead.
    has_upcoming: bool
    handed_over: bool
    #: Something else that was asked for is done next.
    goes_on: bool
    #: The appointment that it is about, if any: meanwhile others may stand at its hour.
    about: str | None
    reply: dict[str, Any] | None


class TurnUpdate(TurnState, total=False):
    """What a node changes."""


def at_of(state: TurnState) -> datetime:
    return datetime.fromisoformat(state["at"])


def intent_of(state: TurnState, what: str) -> str:
    """Names a step of this turn: the same when the turn is run again (DESIGN section 5)."""
    return f"{state['batch'][0]}:{what}"


def commands_of(state: TurnState) -> list[Command]:
    return _COMMANDS.validate_python(state.get("commands", []))


def plain_commands(commands: list[Command]) -> list[dict[str, Any]]:
    dumped: list[dict[str, Any]] = _COMMANDS.dump_python(
        commands, mode="json", exclude_defaults=False
    )
    return dumped


def part(text: str, buttons: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"text": text, "buttons": list(buttons)}


def with_part(state: TurnState, reply: Reply | str) -> list[dict[str, Any]]:
    """The sentences so far and this one."""
    said = part(reply) if isinstance(reply, str) else part(reply.text, reply.buttons)
    return [*state.get("parts", []), said] if said["text"] else list(state.get("parts", []))


def composed(parts: list[dict[str, Any]]) -> Reply | None:
    """All sentences as one message, with one question at the end."""
    if not parts:
        return None
    kept = _with_one_question(_each_once(parts))
    buttons = next((tuple(each["buttons"]) for each in reversed(kept) if each["buttons"]), ())
    return Reply(text="\n".join(each["text"] for each in kept), buttons=buttons)


_SENTENCE = re.compile(r"(?<=[.!?]) +(?=[A-ZÁÉÍÓÚÑ¿¡])")


def _each_once(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A sentence that was said is not said again: «… cerramos por Navidad», as answer and offer."""
    said: set[str] = set()
    kept = []
    for each in parts:
        sentences = _SENTENCE.split(each["text"])
        new = [one for one in sentences if one not in said]
        said |= set(sentences)
        kept.append({**each, "text": " ".join(new)} if len(new) < len(sentences) else each)
    return [each for each in kept if each["text"]]


_LAST_QUESTION = re.compile(r"\s*¿[^¿?]*\?\W*$")


def _with_one_question(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last question is the one whose answer is waited for: those before it are left out."""
    *before, last = parts
    if "?" not in last["text"]:
        return parts
    told = [
        part(_LAST_QUESTION.sub("", each["text"])) if _asks(each["text"]) else each
        for each in before
    ]
    return [*(each for each in told if each["text"]), last]


def _asks(text: str) -> bool:
    return _LAST_QUESTION.search(text) is not None
