"""Bringing a database to the schema of this release, and saying where it stands.

The schema only moves forward: a mistake is mended by a further revision.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.pool import NullPool

from .engine import open_engine
from .grants import grant

_MIGRATIONS = Path(__file__).parent / "migrations"
#: Whoever upgrades holds this lock: two deployments at once take turns.
_UPGRADE_LOCK = 0x4D61_6974_65

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True, slots=True)
class SchemaStatus:
    """`pending` are the revisions still to come, oldest first; `current` is empty at the start."""

    current: str
    head: str
    pending: tuple[str, ...]


async def upgrade(url: str) -> None:
    """Run what is pending, in one transaction. A database that is up to date stays as it is."""
    await _run(url, _upgrade)


async def status(url: str) -> SchemaStatus:
    """Where the database stands, compared with this release."""
    return await _run(url, _status)


async def grant_rights(url: str) -> bool:
    """Let the programs' role read and write rows (see `grants`). Whether there is such a role."""
    return await _run(url, grant)


async def _run(url: str, work: Callable[[Connection], Answer]) -> Answer:
    # A revision may rewrite a table: the time limits of everyday statements are not for it.
    engine = open_engine(url, statement_seconds=0, lock_seconds=0, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _UPGRADE_LOCK})
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _status(connection: Connection) -> SchemaStatus:
    scripts = ScriptDirectory.from_config(_config())
    current = MigrationContext.configure(connection).get_current_revision()
    head = scripts.get_current_head() or ""
    ahead = [each.revision for each in scripts.iterate_revisions(head, current or "base")]
    return SchemaStatus(current=current or "", head=head, pending=tuple(reversed(ahead)))
