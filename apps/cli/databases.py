"""A database for one play, apart from what the operator keeps; and one that forgets."""

import asyncio
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.pool import NullPool

from atrevete_adapters.postgres.engine import for_asyncpg, open_engine
from atrevete_adapters.postgres.tables import metadata

#: What the salon is, whoever comes.
_KEPT = frozenset({
    "salons", "policies", "services", "packs", "pack_services", "stylists", "opening_hours",
    "working_hours", "special_days", "closures", "absences", "faqs", "simulated_clock",
})  # fmt: skip


@contextmanager
def temporary_database(server: str) -> Iterator[str]:
    """A new, empty database of that server, dropped at the end."""
    name = f"atrevete_play_{secrets.token_hex(4)}"
    asyncio.run(_run(server, f'CREATE DATABASE "{name}"'))
    try:
        address = for_asyncpg(server).set(database=name)
        yield address.render_as_string(hide_password=False)
    finally:
        asyncio.run(_run(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))


async def _run(server: str, statement: str) -> None:
    engine = open_engine(server, statement_seconds=60, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            outside = await connection.execution_options(isolation_level="AUTOCOMMIT")
            await outside.execute(text(statement))
    finally:
        await engine.dispose()


async def forget_everybody(url: str) -> None:
    """Empty every table of people, bookings and messages; the salon itself stays."""
    names = [table.name for table in metadata.sorted_tables if table.name not in _KEPT]
    engine = open_engine(url)
    try:
        async with engine.begin() as connection:
            await connection.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
    finally:
        await engine.dispose()
