"""The programs' role on a real PostgreSQL: it does its work, and changes no schema."""

import asyncio
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from atrevete_apps.cli.main import app
from typer.testing import CliRunner, Result

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_core.domain.booking import HoldStatus
from atrevete_core.usecases.lapse import release
from tests.architecture.tree import ROOT
from tests.builders import LAURA, NOW, a_booking, madrid, store_booking
from tests.conftest import NewDatabase
from tests.deployment.deployment import ENV
from tests.deployment.test_backup import tools
from tests.integration.shell_stage import sow

FILE = ROOT / "docker/postgres/app-role.sql"
pytestmark = pytest.mark.skipif(
    "ATREVETE_DATABASE_URL" in os.environ, reason="makes a role: not in somebody's own server"
)


@dataclass(frozen=True)
class Server:
    """One database as its owner and as our programs see it."""

    owner: str
    app: str

    def psql(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """As the image of PostgreSQL runs what lies in docker-entrypoint-initdb.d."""
        return self.tool("psql", "--no-psqlrc", *arguments, **more)

    def tool(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        """One of PostgreSQL's own programs, as the owner."""
        address = urlsplit(self.owner)
        own = {
            "PATH": tools(),
            "PGHOST": address.hostname or "",
            "PGPORT": str(address.port),
            "PGUSER": address.username or "",
            "PGPASSWORD": address.password or "",
            "PGDATABASE": address.path.strip("/"),
        }
        return subprocess.run(command, env=own | more, capture_output=True, text=True, check=False)

    def upgrade(self, url: str) -> Result:
        """What the container `migrate` runs; in this process: another takes seconds to start."""
        return CliRunner().invoke(app, ["db", "upgrade"], env={"ATREVETE_DATABASE_URL": url})

    def runs(self, statement: str, *, url: str = "") -> None:
        """In one transaction that leaves nothing behind. Raises asyncpg's errors."""

        async def run() -> None:
            connection = await asyncpg.connect((url or self.app).replace("+asyncpg", ""))
            try:
                transaction = connection.transaction()
                await transaction.start()
                await connection.execute(statement)
                await transaction.rollback()
            finally:
                await connection.close()

        asyncio.run(run())


@pytest.fixture(scope="module")
def server(new_empty_database: NewDatabase, as_app: Callable[[str], str]) -> Iterator[Server]:
    """The role is made first, as in a new volume; then the owner migrates."""
    with new_empty_database() as url:
        made = Server(owner=url, app=as_app(url))
        prepared = made.psql("--file", str(FILE), **ENV)
        assert prepared.returncode == 0, prepared.stderr
        upgraded = made.upgrade(url)
        assert upgraded.exit_code == 0, upgraded.output
        assert "atrevete_app may read and write rows, and change no schema." in upgraded.output
        asyncio.run(sow(made.app))
        yield made


async def test_a_booking_is_stored_and_released_by_the_programs_role(server: Server) -> None:
    engine = open_engine(server.app)
    booking = a_booking(at=madrid(2026, 12, 18, 12), status=HoldStatus.HELD)
    async with PostgresStorage(engine).transaction() as records:
        await store_booking(records, booking, guest=LAURA)
    async with PostgresStorage(engine).transaction() as records:
        await release(records, booking.hold.id, at=NOW)
        assert (await records.bookings.get(booking.hold.id)).hold.status is not HoldStatus.HELD
    await engine.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE outbox",
        "ALTER TABLE occupied DROP CONSTRAINT no_double_booking",
        "ALTER TABLE customers ADD COLUMN card text",
        "CREATE TABLE mine (id int)",
        "CREATE TABLE admin.mine (id int)",
        "CREATE INDEX ON appointments (total_cents)",
        "CREATE SCHEMA mine",
        "TRUNCATE inbox",
        "ALTER TABLE deposits DISABLE TRIGGER ALL",
        "CREATE ROLE somebody",
        "ALTER ROLE atrevete_app SUPERUSER",
        "COPY customers TO PROGRAM 'cat'",
        "UPDATE alembic_version SET version_num = 'x'",
        "DELETE FROM admin.django_migrations",
        "DELETE FROM deposits",
        "DELETE FROM audit_log",
    ],
)
def test_the_programs_role_changes_no_schema_and_deletes_no_books(
    server: Server, statement: str
) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        server.runs(statement)


def test_what_is_refused_to_the_programs_role_is_the_owners_to_do(server: Server) -> None:
    """So that a statement above is refused for whose it is, and not for how it is written."""
    server.runs("DROP TABLE outbox", url=server.owner)
    server.runs("CREATE TABLE admin.mine (id int)", url=server.owner)
    server.runs("DELETE FROM deposits; DELETE FROM audit_log", url=server.owner)


def test_a_migration_is_the_owners_and_that_is_said(
    server: Server, new_empty_database: NewDatabase
) -> None:
    with new_empty_database() as url:
        empty = urlsplit(server.app)._replace(path=urlsplit(url).path).geturl()
        refused = server.upgrade(empty)
    assert refused.exit_code == 1
    assert "changing the schema is its owner's" in " ".join(refused.output.split())


def test_after_a_copy_was_restored_the_programs_role_works_on(
    server: Server, tmp_path: Path
) -> None:
    copy = str(tmp_path / "copy.dump")
    dumped = server.tool("pg_dump", "--format=custom", f"--file={copy}")
    if "server version mismatch" in dumped.stderr:
        pytest.skip("the installed pg_dump is older than the server")
    database = urlsplit(server.owner).path.strip("/")
    restored = server.tool(
        "pg_restore", "--clean", "--if-exists", "--single-transaction", "--dbname", database, copy
    )
    assert restored.returncode == 0, restored.stderr
    server.runs("UPDATE services SET minutes = minutes; SELECT * FROM admin.staff_staffmember")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        server.runs("DELETE FROM deposits")


def test_without_a_password_no_role_is_made(server: Server) -> None:
    refused = server.psql("--file", str(FILE))
    assert refused.returncode != 0
