"""PostgreSQL and Redis for `make demo` and `make test`, with nothing installed or running.

Each server is the child of a small shell that holds the reading end of our pipe. When this process
dies, however it dies, the pipe closes and the shell stops its server: within a second, also after
SIGKILL. `ATREVETE_DATABASE_URL` and `ATREVETE_REDIS_URL` put a server of the operator's own in the
place of an embedded one.

A process that forks without exec keeps the pipe open, and with it the servers.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .guard import EmbeddedServerUnavailable
from .postgres import DATABASE_URL, POSTGRES_BIN, embedded_postgres, postgres_binaries
from .redis import REDIS_URL, embedded_redis, redis_binary

__all__ = [
    "DATABASE_URL",
    "POSTGRES_BIN",
    "REDIS_URL",
    "EmbeddedServerUnavailable",
    "embedded_postgres",
    "embedded_redis",
    "postgres_binaries",
    "postgres_server",
    "redis_binary",
    "redis_server",
]


@contextmanager
def postgres_server(directory: Path | None = None) -> Iterator[str]:
    """The operator's PostgreSQL if `ATREVETE_DATABASE_URL` is set, else an embedded one."""
    if url := os.environ.get(DATABASE_URL):
        yield url
        return
    with embedded_postgres(directory) as url:
        yield url


@contextmanager
def redis_server(directory: Path | None = None) -> Iterator[str]:
    """The operator's Redis if `ATREVETE_REDIS_URL` is set, else an embedded one."""
    if url := os.environ.get(REDIS_URL):
        yield url
        return
    with embedded_redis(directory) as url:
        yield url
