"""The one setting that commands about the database need: the others may still be missing."""

import os
from pathlib import Path

from sqlalchemy.exc import ArgumentError

from atrevete_adapters.postgres.engine import for_asyncpg

_VARIABLE = "ATREVETE_DATABASE_URL"
_SCHEMES = frozenset({"postgresql", "postgres", "postgresql+asyncpg"})


class DatabaseUrlWrong(Exception):
    """There is no usable address; the sentence says what to set."""


def database_url() -> str:
    """`ATREVETE_DATABASE_URL`, or what the file of `ATREVETE_DATABASE_URL_FILE` holds."""
    given = os.environ.get(_VARIABLE) or _from_file(os.environ.get(f"{_VARIABLE}_FILE"))
    advice = f"set {_VARIABLE} to the database's address, postgresql://user:password@host/name."
    if not given:
        raise DatabaseUrlWrong(f"No database is named: {advice}")
    if not _is_usable(given):
        raise DatabaseUrlWrong(f"{_VARIABLE} is no PostgreSQL address: {advice}")
    return given


def _is_usable(url: str) -> bool:
    try:
        for_asyncpg(url)
    except ArgumentError:
        return False
    return url.partition("://")[0] in _SCHEMES


def _from_file(path: str | None) -> str:
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise DatabaseUrlWrong(f"{_VARIABLE}_FILE names a file that cannot be read.") from error
