"""The files of this folder, as they stand."""

import tomllib
from importlib.resources import files
from typing import Any


class BadVocabulary(ValueError):
    """A file of the vocabulary that cannot be used; the message names it."""


def table(name: str) -> dict[str, Any]:
    """A file of this folder, by its name without ending. Raises BadVocabulary."""
    source = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise BadVocabulary(f"vocabulary/{name}.toml: {error}") from error
