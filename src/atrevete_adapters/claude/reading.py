"""What Claude answered, block by block: typed commands, look-ups, words; and what was wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from atrevete_core.domain.commands import Command
from atrevete_core.ports.language_model import LookUp, Tool

from .guards import Guards
from .schemas import Json, fields_of, value_of
from .tools import BARE, COMMANDS, FAMILIES, FORMAL, NOTE, RENAMED, Family, name_of

_LONGEST_TEXT = 600
_LOOK_UPS = {each.value: each for each in Tool}


class WrongCall(Exception):
    """A tool call that cannot be used; the text says why, to Claude."""


@dataclass(kw_only=True)
class Said:
    """One answer of Claude's. `wrong`: why a call cannot be used, by the call's id."""

    commands: list[Command] = field(default_factory=list)
    look_ups: list[LookUp] = field(default_factory=list)
    text: str = ""
    formal: bool | None = None
    noted: list[str] = field(default_factory=list)
    wrong: dict[str, str] = field(default_factory=dict)


def read(blocks: Sequence[Mapping[str, Any]], guards: Guards) -> Said:
    """Everything in the answer. Blocks are picked by their type: thinking may come first."""
    said = Said()
    texts: list[str] = []
    for block in blocks:
        if block.get("type") == "text" and isinstance(block.get("text"), str):
            texts.append(block["text"].strip())
        elif block.get("type") == "tool_use":
            _read_call(said, block, guards)
    said.text = "\n".join(filter(None, texts))[:_LONGEST_TEXT]
    return said


def _read_call(said: Said, block: Mapping[str, Any], guards: Guards) -> None:
    call, name, given = str(block.get("id", "")), str(block.get("name")), block.get("input")
    if not isinstance(given, Mapping):
        said.wrong[call] = "input is no object"
        return
    try:
        if name in _LOOK_UPS:
            said.look_ups.append(LookUp(id=call, tool=_LOOK_UPS[name], arguments=dict(given)))
            return
        said.commands.extend(_commands(said, name, given, guards))
        said.noted.append(call)
    except WrongCall as error:
        said.wrong[call] = str(error)


def _commands(said: Said, name: str, given: Mapping[str, Any], guards: Guards) -> list[Command]:
    if name == NOTE:
        address = given.get("address")
        said.formal = FORMAL.get(address) if isinstance(address, str) else None
        return [_bare(each) for each in _list(given.get("do"))]
    family = FAMILIES.get(name)
    if family is None:
        raise WrongCall(f"there is no tool {name[:40]}")
    command = guards.checked(_command(family, given))
    return [] if command is None else [command]


def _list(given: object) -> list[object]:
    if not isinstance(given, list):
        raise WrongCall("do is a list of names")
    return given


def _bare(name: object) -> Command:
    if not isinstance(name, str) or name not in BARE:
        raise WrongCall("do has a name that does not exist")
    return _validated(name, {})


def _command(family: Family, given: Mapping[str, Any]) -> Command:
    names = [name_of(each) for each in family.commands]
    name = names[0] if len(names) == 1 else given.get("do")
    if not isinstance(name, str) or name not in names:
        raise WrongCall(f"do is one of {', '.join(names)}")
    read: Json = {}
    for own, kind in fields_of(COMMANDS[name]).items():
        seen = RENAMED.get(own, own)
        if seen in given:
            read[own] = value_of(kind, given[seen])
    return _validated(name, read)


def _validated(name: str, given: Json) -> Command:
    try:
        command: Command = COMMANDS[name].model_validate(given)  # type: ignore[assignment] # all are
    except ValidationError as error:
        wrong = {".".join(map(str, each["loc"])): each["type"] for each in error.errors()}
        reasons = ", ".join(f"{where}: {what}" for where, what in wrong.items())
        raise WrongCall(f"{name}: {reasons}"[:300]) from None
    return command
