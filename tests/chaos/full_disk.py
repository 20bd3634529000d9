"""Run in a mount namespace of its own: a PostgreSQL on a full disk, and what is promised."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from atrevete_adapters.embedded import embedded_postgres
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.schema import upgrade
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import REFERENCE_SALON, reference_salon
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.ports.events import MessageArrived
from atrevete_core.ports.storage import StorageUnavailable
from atrevete_core.usecases.receive import receive_message

SIZE = "160m"


def message(number: int, text: str) -> MessageArrived:
    return MessageArrived(
        external_id=f"message:{number}", number=number, channel_id="34600000099", desk_id="9",
        phone=None, profile_name="Ana", thread_id="1", kind=MessageKind.TEXT, text=text,
        sent_at=datetime.now(UTC),
    )  # fmt: skip


async def store(storage: PostgresStorage, number: int, body: bytes = b"") -> str:
    try:
        await receive_message(
            storage, REFERENCE_SALON, message(number, "hola"), body=body, at=datetime.now(UTC)
        )
    except StorageUnavailable:
        return "unavailable"
    return "stored"


async def tried(folder: Path, url: str) -> dict[str, object]:
    await upgrade(url)
    engine = open_engine(url)
    await seed(engine, reference_salon())
    storage = PostgresStorage(engine)
    ballast = folder / "ballast"
    fill(ballast)
    number, outcome = 0, "stored"
    while outcome == "stored" and number < 300:
        number += 1
        outcome = await store(storage, number, body=os.urandom(100_000))
    ballast.unlink()
    after = "unavailable"
    for _ in range(100):
        after = await store(storage, number)
        if after == "stored":
            break
        await asyncio.sleep(0.1)
    async with engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT count(*) FROM inbox")
        half = int(rows.scalar_one()) - number
    await engine.dispose()
    return {"while_full": outcome, "half": half, "after": after}


def fill(ballast: Path) -> None:
    """All but a little of what is left."""
    with ballast.open("wb") as sink:
        try:
            while True:
                sink.write(b"\0" * 1_000_000)
                sink.flush()
        except OSError:
            pass
    ballast.write_bytes(b"\0" * max(0, ballast.stat().st_size - 4_000_000))


def main() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", name],
            check=False, capture_output=True,
        )  # fmt: skip
        if mounted.returncode:
            sys.stdout.write("cannot mount\n")
            sys.exit(1)
        folder.chmod(0o755)
        with embedded_postgres(folder) as url:
            told = asyncio.run(tried(folder, url))
        subprocess.run(["umount", "-l", name], check=False)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
