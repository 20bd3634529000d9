"""Commands as the tool calls that say them, by nothing but the tools that a request offers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from .shape import MessagesRequest, Tool

Json = dict[str, Any]
Call = tuple[str, Json]
_RENAMED = {"when": "which"}


class NoToolFor(LookupError):
    """No tool of the request can say this."""


def calls_for(
    asked: MessagesRequest, commands: Iterable[Mapping[str, Any]], *, formal: bool | None
) -> list[Call]:
    """One call for each command (as plain JSON); bare ones that follow each other share one."""
    calls = [call for command in commands for call in _calls_for(asked.tools, command)]
    merged = list(_merged(calls))
    if formal is None:
        return merged
    address = "usted" if formal else "tu"
    noted = next((given for name, given in merged if name == "note"), None)
    if noted is None:
        return [("note", {"do": [], "address": address}), *merged]
    noted["address"] = address
    return merged


def _merged(calls: Sequence[Call]) -> Iterator[Call]:
    before: Call | None = None
    for call in calls:
        if before and before[0] == call[0] == "note":
            before[1]["do"] += call[1]["do"]
            continue
        if before:
            yield before
        before = call
    if before:
        yield before


def _calls_for(tools: Sequence[Tool], command: Mapping[str, Any]) -> Iterator[Call]:
    name = command["do"]
    for tool in tools:
        properties = tool.input_schema.get("properties", {})
        choice = properties.get("do", {})
        if name in choice.get("items", {}).get("enum", ()):
            yield tool.name, {"do": [name], "address": ""}
            return
        if tool.name == name or name in choice.get("enum", ()):
            yield tool.name, filled(tool.input_schema, _renamed(command, properties))
            return
    raise NoToolFor(name)


def _renamed(command: Mapping[str, Any], properties: Mapping[str, Any]) -> Json:
    return {name: command.get(name, command.get(_RENAMED.get(name, name))) for name in properties}


def filled(schema: Mapping[str, Any], value: Any) -> Any:  # noqa: ANN401 - JSON by its schema
    """The value as the schema wants it; what is absent is empty."""
    match schema.get("type"):
        case "object":
            given = value if isinstance(value, Mapping) else {}
            return {
                name: filled(each, given.get(name)) for name, each in schema["properties"].items()
            }
        case "array":
            return [filled(schema["items"], each) for each in value or ()]
        case "integer":
            return int(value or 0)
        case "boolean":
            return bool(value)
        case _:
            return _text(value)


def _text(value: object) -> str:
    """Hours without their seconds."""
    text = "" if value is None else str(value)
    is_hour = len(text) == len("12:30:00") and text[2] == text[5] == ":"
    return text[:5] if is_hour else text
