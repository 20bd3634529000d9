"""Connections to PostgreSQL, with limits on everything that could wait for ever."""

from typing import Any

from sqlalchemy import URL, Pool, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

_CONNECT_SECONDS = 5
_POOL_WAIT_SECONDS = 5
_GRACE_SECONDS = 2
_RECYCLE_SECONDS = 1800


def open_engine(
    url: str,
    *,
    pool_size: int = 10,
    statement_seconds: float = 10,
    lock_seconds: float = 5,
    idle_seconds: float = 15,
    poolclass: type[Pool] | None = None,
) -> AsyncEngine:
    """An engine for `postgresql://…` in any spelling; nothing is connected yet.

    `statement_seconds` and `lock_seconds` bound a statement and its waiting for a lock;
    `idle_seconds` ends a transaction whose program has gone quiet. 0 means no limit.
    """
    settings = {
        "application_name": "atrevete",
        "timezone": "UTC",
        # Our statements are short: compiling them costs more than running them.
        "jit": "off",
        "statement_timeout": _milliseconds(statement_seconds),
        "lock_timeout": _milliseconds(lock_seconds),
        "idle_in_transaction_session_timeout": _milliseconds(idle_seconds),
    }
    pool: dict[str, Any] = {"poolclass": poolclass}
    if poolclass is None:
        pool = {
            "pool_size": pool_size,
            "max_overflow": pool_size,
            "pool_timeout": _POOL_WAIT_SECONDS,
            "pool_recycle": _RECYCLE_SECONDS,
            # A restarted server leaves dead sockets in the pool (fault 37).
            "pool_pre_ping": True,
        }
    return create_async_engine(
        for_asyncpg(url),
        isolation_level="READ COMMITTED",
        # Names and phones are among the parameters: no error message may carry them (I13).
        hide_parameters=True,
        connect_args={
            "timeout": _CONNECT_SECONDS,
            # The server's limit is for statements; this one is for a server that has gone quiet.
            "command_timeout": statement_seconds + _GRACE_SECONDS if statement_seconds else None,
            "server_settings": settings,
        },
        **pool,
    )


def for_asyncpg(url: str) -> URL:
    """The address as our driver wants it, from how operators write it."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    query = {("ssl" if key == "sslmode" else key): value for key, value in parsed.query.items()}
    return parsed.set(drivername="postgresql+asyncpg", query=query)


def _milliseconds(seconds: float) -> str:
    return str(round(seconds * 1000))
