"""`atrevete db`: the schema, the first rows, and what is there."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from rich.console import Console
from sqlalchemy import Table, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.schema import status, upgrade
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
        # Without the text: a driver's error may quote the address with its password.
        out.print(f"The database cannot be used ({type(error).__name__}).")
        out.print("Check that the server of ATREVETE_DATABASE_URL runs and lets this user in,")
        out.print("and that its schema is there: atrevete db upgrade.")
        return FAILED


def _asked_for(step: str) -> Step:
    return {"upgrade": _upgrade, "seed": _seed, "status": _status}[step]


async def _upgrade(url: str, out: Console) -> int:
    before = await status(url)
    await upgrade(url)
    ran = ", ".join(before.pending) or "nothing to do"
    out.print(f"Schema {before.head}: {ran}.", markup=False)
    if not is_installed():
        return FINE
    return await asyncio.to_thread(migrate, url)


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
