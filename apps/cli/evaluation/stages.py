"""Where cases are played: in memory, or each in a PostgreSQL database of its own."""

import secrets
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
from sqlalchemy.pool import AsyncAdaptedQueuePool

from atrevete_adapters.embedded import postgres_server
from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.schema import upgrade
from atrevete_adapters.postgres.seeding import seed as sow_salon
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import SalonSeed
from atrevete_core.ports.storage import Storage

#: Statements are compiled once for all the databases of a process.
_COMPILED: dict[Any, Any] = {}


class MemoryStage:
    """Nothing outlives a case."""

    @asynccontextmanager
    async def storage(self, seed: SalonSeed) -> AsyncIterator[Storage]:
        yield MemoryStorage(seed)


class PostgresStage:
    """A database for each case, a copy of the template that has the salon in it."""

    def __init__(self, template_url: str) -> None:
        self._template_url = template_url

    @asynccontextmanager
    async def storage(self, seed: SalonSeed) -> AsyncIterator[Storage]:  # noqa: ARG002 - sown there
        async with _database(self._template_url, template=_name(self._template_url)) as url:
            # Our own server does not go away: no connection is tried before it is used.
            engine = open_engine(url, poolclass=AsyncAdaptedQueuePool)
            try:
                yield PostgresStorage(engine.execution_options(compiled_cache=_COMPILED))
            finally:
                await engine.dispose()


@contextmanager
def cluster() -> Iterator[str]:
    """A PostgreSQL server: the operator's if one is set, else an embedded one."""
    with postgres_server() as url:
        yield url


@asynccontextmanager
async def templates(server: str, seeds: Sequence[SalonSeed]) -> AsyncIterator[list[str]]:
    """For each salon a migrated database with it, to be copied."""
    async with AsyncExitStack() as stack:
        made = []
        for seed in seeds:
            url = await stack.enter_async_context(_database(server, template="template0"))
            await upgrade(url)
            engine = open_engine(url)
            await sow_salon(engine, seed)
            await engine.dispose()
            made.append(url)
        yield made


@asynccontextmanager
async def _database(server: str, *, template: str) -> AsyncIterator[str]:
    name = f"eval_{secrets.token_hex(6)}"
    maintenance = urlunsplit(urlsplit(server)._replace(path="/postgres"))
    connection = await asyncpg.connect(maintenance.replace("postgresql+asyncpg", "postgresql", 1))
    try:
        # Our template is small: copying its files takes less than logging its pages.
        await connection.execute(
            f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY'
        )
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        await connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        await connection.close()


def _name(url: str) -> str:
    return urlsplit(url).path.removeprefix("/")
