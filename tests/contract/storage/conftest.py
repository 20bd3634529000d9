"""The one suite of the port `Storage`, on memory and on PostgreSQL."""

from collections.abc import AsyncIterator, Callable

import asyncpg
import pytest

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.postgres.tables import metadata
from atrevete_core.ports.storage import Storage
from tests.builders import REFERENCE

_SOWN = {
    "salons",
    "policies",
    "services",
    "packs",
    "pack_services",
    "stylists",
    "opening_hours",
    "working_hours",
    "special_days",
    "faqs",
}
# A module shares one database: sweeping it takes a tenth of the time that a copy takes.
_FORGET = [
    *(str(each.delete()) for each in reversed(metadata.sorted_tables) if each.name not in _SOWN),
    "DELETE FROM policies WHERE version > 1",
]


@pytest.fixture(scope="module")
def app_database_url(module_database_url: str, as_app: Callable[[str], str]) -> str:
    """As our programs come in: they may read and write rows, and nothing else."""
    return as_app(module_database_url)


@pytest.fixture(params=["memory", "postgres"])
async def storage(request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """The reference salon without any customer."""
    if request.param == "memory":
        yield MemoryStorage(REFERENCE)
        return
    await _forget(request.getfixturevalue("module_database_url"))
    engine = open_engine(request.getfixturevalue("app_database_url"))
    await seed(engine, REFERENCE)
    yield PostgresStorage(engine)
    await engine.dispose()


async def _forget(url: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute(";".join(_FORGET))
    await connection.close()
