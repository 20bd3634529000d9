"""JSON schemas from the commands' types, and back: what Claude fills in becomes typed values.

Strict tools allow no more than twenty tools, twenty-four optional parameters and sixteen unions in
a request, and no limits on numbers or lengths. So every parameter is required, none is a union,
and what was not said is empty: "", [], 0 or false.
"""

from collections.abc import Mapping
from datetime import date, time
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

Json = dict[str, Any]
_SIMPLE: Mapping[object, Json] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "description": "AAAA-MM-DD"},
    time: {"type": "string", "description": "HH:MM"},
}
#: What explains rather than tells; Claude need not write it.
_LEFT_OUT = frozenset({"do", "words"})
_UNCLEAR = "UnclearService"


def fields_of(model: type[BaseModel]) -> dict[str, Any]:
    """The types of a model's fields that Claude fills in."""
    kept = _LEFT_OUT - {"words"} if model.__name__ == _UNCLEAR else _LEFT_OUT
    return {
        name: field.annotation for name, field in model.model_fields.items() if name not in kept
    }


def object_schema(properties: Mapping[str, Json]) -> Json:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def schema_of(kind: Any) -> Json:  # noqa: ANN401 - any annotation of a command's field
    """The schema of a type. Raises TypeError for one that no command has."""
    inner, is_optional = _without_none(kind)
    if inner in _SIMPLE:
        return dict(_SIMPLE[inner])
    if get_origin(inner) is tuple:
        return {"type": "array", "items": schema_of(get_args(inner)[0])}
    if _choices(inner):
        return {"type": "string", "enum": [*_choices(inner), *([""] if is_optional else [])]}
    if isinstance(inner, type) and issubclass(inner, BaseModel):
        return object_schema({name: schema_of(each) for name, each in fields_of(inner).items()})
    msg = f"no schema for {kind}"
    raise TypeError(msg)


def value_of(kind: Any, given: Any) -> Any:  # noqa: ANN401 - JSON in, JSON out
    """What was filled in, with what is empty taken for None where None is allowed."""
    inner, is_optional = _without_none(kind)
    if isinstance(inner, type) and issubclass(inner, BaseModel) and isinstance(given, Mapping):
        read = {
            name: value_of(each, given[name])
            for name, each in fields_of(inner).items()
            if name in given
        }
        unknown = {name: value for name, value in given.items() if name not in read}
        return None if is_optional and not any(read.values()) else read | unknown
    if get_origin(inner) is tuple and isinstance(given, list):
        return [value_of(get_args(inner)[0], each) for each in given]
    if is_optional and (given == "" or (inner is int and given == 0)):
        return None
    return given


def _without_none(kind: Any) -> tuple[Any, bool]:  # noqa: ANN401 - any annotation
    if get_origin(kind) in {Union, UnionType}:
        [inner] = [each for each in get_args(kind) if each is not NoneType]
        return inner, True
    return kind, False


def _choices(kind: Any) -> list[str]:  # noqa: ANN401 - any annotation
    if get_origin(kind) is Literal:
        return list(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return [each.value for each in kind]
    return []
