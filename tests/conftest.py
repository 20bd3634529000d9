"""The servers that tests may ask for. Nothing is started for a test that does not ask.

Each pytest-xdist worker has a PostgreSQL and a Redis of its own, so no two tests ever share one
at the same time; `ATREVETE_DATABASE_URL` and `ATREVETE_REDIS_URL` put running servers in their
place (Redis: the database that the address names is emptied before each test, and with several
workers those after it).
"""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import hypothesis
import pytest
import redis
import structlog
from anyio.from_thread import BlockingPortal, start_blocking_portal

from atrevete_adapters.embedded import postgres_server, redis_server

#: Of the programs' role in a test's own server.
APP_PASSWORD = "app-pass"

# A slow machine is no failure; performance is measured in benchmarks/.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")

NewDatabase = Callable[[], AbstractContextManager[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--only-postgres", action="store_true", help="run only what asks for a PostgreSQL"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--only-postgres"):
        return
    asking = [item for item in items if "postgres_url" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in asking])
    items[:] = asking


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A PostgreSQL server: the address of its maintenance database, as SQLAlchemy wants it."""
    with postgres_server() as url:
        yield url


@pytest.fixture(scope="session")
def _portal() -> Iterator[BlockingPortal]:
    """An event loop in a thread of its own, apart from those of the tests."""
    with start_blocking_portal() as portal:
        yield portal


@pytest.fixture(scope="session")
def _sql(postgres_url: str, _portal: BlockingPortal) -> Iterator[Callable[[str], Any]]:
    connection = _portal.call(asyncpg.connect, _for_asyncpg(postgres_url))
    yield lambda statement: _portal.call(connection.execute, statement)
    _portal.call(connection.close)


@pytest.fixture(scope="session")
def new_empty_database(postgres_url: str, _sql: Callable[[str], Any]) -> NewDatabase:
    """Makes databases with nothing in them, dropped when their `with` ends."""

    def create() -> AbstractContextManager[str]:
        return _database(postgres_url, _sql, template="template0")

    return create


@pytest.fixture(scope="session")
def new_database(
    postgres_url: str, _sql: Callable[[str], Any], _portal: BlockingPortal
) -> Iterator[NewDatabase]:
    """Makes migrated databases, each a copy of one template (some 40 ms)."""
    # Imported here because only tests with a database need the schema and its tool.
    from atrevete_adapters.postgres.schema import upgrade  # noqa: PLC0415

    with _database(postgres_url, _sql, template="template0") as template:
        _portal.call(upgrade, template)
        yield lambda: _database(postgres_url, _sql, template=_name_of(template))


@pytest.fixture
def database_url(new_database: NewDatabase) -> Iterator[str]:
    """A migrated database for this test alone, without any salon in it."""
    with new_database() as url:
        yield url


@pytest.fixture(scope="module")
def module_database_url(new_database: NewDatabase) -> Iterator[str]:
    """A migrated database that the tests of one module share."""
    with new_database() as url:
        yield url


@pytest.fixture(scope="session")
def as_app(_sql: Callable[[str], Any], _portal: BlockingPortal) -> Callable[[str], str]:
    """The address of a migrated database for the role that our programs come in as.

    A server that is not our own gets no role from a test: there the owner does everything.
    """
    from atrevete_adapters.postgres.grants import APP_ROLE  # noqa: PLC0415 - as above
    from atrevete_adapters.postgres.schema import grant_rights  # noqa: PLC0415

    if "ATREVETE_DATABASE_URL" in os.environ:
        return lambda url: url
    _sql(f"CREATE ROLE {APP_ROLE} LOGIN PASSWORD '{APP_PASSWORD}'")

    def address(url: str) -> str:
        assert _portal.call(grant_rights, url)
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        return urlunsplit(parts._replace(netloc=f"{APP_ROLE}:{APP_PASSWORD}@{host}"))

    return address


@pytest.fixture(scope="session")
def _redis_server_url() -> Iterator[str]:
    with redis_server() as url:
        address = urlsplit(url)
        # Workers may share a Redis of the developer's: each has its own numbered database there.
        number = int(address.path.strip("/") or 0) + _worker_number()
        yield urlunsplit(address._replace(path=f"/{number}"))


@pytest.fixture
def redis_url(_redis_server_url: str) -> str:
    """An empty Redis database for this test alone."""
    with redis.Redis.from_url(_redis_server_url) as client:
        client.flushdb()
    return _redis_server_url


@contextmanager
def _database(server: str, sql: Callable[[str], Any], *, template: str) -> Iterator[str]:
    name = f"test_{secrets.token_hex(6)}"
    sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        sql(f'DROP DATABASE "{name}" WITH (FORCE)')


def _worker_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


def _name_of(database_url: str) -> str:
    return urlsplit(database_url).path.removeprefix("/")


def _for_asyncpg(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


@pytest.fixture(autouse=True)
def _logs_as_ever() -> Iterator[None]:
    """A command that was run in this process may have quieted or dressed the logs."""
    yield
    structlog.reset_defaults()
