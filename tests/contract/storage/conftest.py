"""The one suite of the port `Storage`, on memory and on PostgreSQL."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_core.ports.storage import Storage
from tests.builders import REFERENCE


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture(params=["memory", "postgres"])
async def storage(request: pytest.FixtureRequest) -> AsyncIterator[Storage]:
    """The reference salon without any customer."""
    if request.param == "memory":
        yield MemoryStorage(REFERENCE)
        return
    engine = open_engine(request.getfixturevalue("database_url"))
    await seed(engine, REFERENCE)
    yield PostgresStorage(engine)
    await engine.dispose()
