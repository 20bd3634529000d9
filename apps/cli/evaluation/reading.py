"""Reading a file of cases, and saying what is wrong with it."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from .case import Case, Written
from .own_salon import OwnSalon

Kind = TypeVar("Kind")


class BadCase(ValueError):
    """The file cannot be used; the text says which case and which key."""


class CaseFile(Written):
    """The conversations of one file, in one salon."""

    salon: OwnSalon = OwnSalon()
    conversations: tuple[Case, ...]


_SALON = TypeAdapter(OwnSalon)
_CASE = TypeAdapter(Case)


def read_cases(path: Path) -> CaseFile:
    """The cases of a file. Raises BadCase."""
    try:
        written = json.loads(path.read_bytes())
    except OSError as error:
        raise BadCase(f"{path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise BadCase(f"{path} is no JSON: {error}") from error
    try:
        return cases_of(written)
    except BadCase as error:
        raise BadCase(f"{path}: {error}") from error


def cases_of(written: object) -> CaseFile:
    """The cases of a parsed file: an object with `conversations`, or a list. Raises BadCase."""
    salon, conversations = _parts(written)
    cases = tuple(
        _valid(_CASE, each, _name_of(each, number)) for number, each in enumerate(conversations, 1)
    )
    return CaseFile(salon=_valid(_SALON, salon, "salon"), conversations=cases)


def _parts(written: object) -> tuple[object, Sequence[object]]:
    if isinstance(written, dict):
        unknown = sorted(set(written) - {"salon", "conversations"})
        if unknown:
            raise BadCase(f"unknown key {unknown[0]!r}")
        salon, conversations = written.get("salon", {}), written.get("conversations")
    else:
        salon, conversations = {}, written
    if not isinstance(conversations, list):
        raise BadCase("a file is a list of cases, or an object with 'conversations'")
    return salon, conversations


def _name_of(written: object, number: int) -> str:
    name = written.get("id") if isinstance(written, dict) else None
    return f"case {name!r}" if name else f"case number {number}"


def _valid(kind: TypeAdapter[Kind], written: object, name: str) -> Kind:
    try:
        return kind.validate_python(written)
    except ValidationError as error:
        raise BadCase(f"{name}: {'; '.join(_complaints(error))}") from error


def _complaints(error: ValidationError) -> Iterator[str]:
    """What is wrong, unknown keys first: in a union they are the likeliest cause."""
    found = error.errors(include_url=False, include_input=False)
    unknown = [each for each in found if each["type"] == "extra_forbidden"]
    for each in (unknown or found)[:3]:
        where = ".".join(str(part) for part in each["loc"])
        if each["type"] == "extra_forbidden":
            yield f"unknown key {each['loc'][-1]!r} ({where})"
        else:
            yield f"{where}: {each['msg']}"
