"""`atrevete db`: the schema, the first rows, and what is there."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Final

from rich.console import Console
from sqlalchemy import Table, func, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.grants import APP_ROLE
from atrevete_adapters.postgres.schema import grant_rights, status, upgrade
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.tables import (
    appointments,
    conversations,
    customers,
    escalations,
    inbox,
    outbox,
    salons,
    services,
    stylists,
)
from atrevete_adapters.seeds import reference_salon

from .codes import DIFFERS, FAILED, FINE, WRONG
from .display import console, facts
from .environment import DatabaseUrlWrong, database_url
from .panel import is_installed, migrate

_COUNTED: tuple[Table, ...] = (
    salons,
    services,
    stylists,
    customers,
    conversations,
    appointments,
    escalations,
    inbox,
    outbox,
)

#: PostgreSQL: insufficient_privilege.
_MAY_NOT: Final = "42501"

Step = Callable[[str, Console], Coroutine[Any, Any, int]]


def run(*, step: str) -> int:
    """Returns the exit code."""
    out = console()
    try:
        return asyncio.run(_asked_for(step)(database_url(), out))
    except DatabaseUrlWrong as error:
        out.print(str(error), markup=False)
        return WRONG
    except (SQLAlchemyError, OSError) as error:
        for line in _why_not(error):
            out.print(line, markup=False)
        return FAILED


def _why_not(error: SQLAlchemyError | OSError) -> tuple[str, ...]:
    """Without the error's text: a driver's may quote the address with its password."""
    if isinstance(error, DBAPIError) and getattr(error.orig, "sqlstate", "") == _MAY_NOT:
        return (
            "This user may not do that: changing the schema is its owner's",
            "(docker compose run --rm migrate; elsewhere the owner's ATREVETE_DATABASE_URL).",
        )
    return (
        f"The database cannot be used ({type(error).__name__}).",
        "Check that the server of ATREVETE_DATABASE_URL runs and lets this user in,",
        "and that its schema is there: atrevete db upgrade.",
    )


def _asked_for(step: str) -> Step:
    return {"upgrade": _upgrade, "seed": _seed, "status": _status}[step]


async def _upgrade(url: str, out: Console) -> int:
    before = await status(url)
    await upgrade(url)
    ran = ", ".join(before.pending) or "nothing to do"
    out.print(f"Schema {before.head}: {ran}.", markup=False)
    code = await asyncio.to_thread(migrate, url) if is_installed() else FINE
    if code == FINE and await grant_rights(url):
        out.print(f"{APP_ROLE} may read and write rows, and change no schema.", markup=False)
    return code


async def _seed(url: str, out: Console) -> int:
    engine = open_engine(url)
    try:
        added = await seed(engine, reference_salon())
    finally:
        await engine.dispose()
    out.print("The reference salon was added." if added else "The salon is there; nothing changed.")
    return FINE


async def _status(url: str, out: Console) -> int:
    standing = await status(url)
    lines = [("revision", standing.current or "none"), ("release", standing.head)]
    if standing.pending:
        lines.append(("pending", f"{', '.join(standing.pending)}: run atrevete db upgrade"))
    if standing.current:
        lines.extend(await _counts(url))
    facts(out, lines)
    return DIFFERS if standing.pending else FINE


async def _counts(url: str) -> list[tuple[str, str]]:
    engine = open_engine(url)
    try:
        return [(table.name, str(await _count(engine, table))) for table in _COUNTED]
    finally:
        await engine.dispose()


async def _count(engine: AsyncEngine, table: Table) -> int:
    async with engine.connect() as connection:
        return int(await connection.scalar(select(func.count()).select_from(table)) or 0)
