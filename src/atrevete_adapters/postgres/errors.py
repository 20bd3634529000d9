"""PostgreSQL's errors become the port's, here and nowhere else."""

import asyncpg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolExhausted

from atrevete_core.ports.storage import StorageBusy, StorageUnavailable

EXCLUSION_VIOLATION = "23P01"
UNIQUE_VIOLATION = "23505"

#: What comes out of connecting when nobody listens, answers or lets us in.
CANNOT_REACH = (OSError, PoolExhausted, DBAPIError, asyncpg.PostgresError, asyncpg.InterfaceError)
#: What comes out of a statement when the other side has gone quiet, or away without a word.
LOST = (ConnectionError, TimeoutError)

#: serialization_failure, deadlock_detected, lock_not_available: the same decision may do next time.
_TIES = frozenset({"40001", "40P01", "55P03"})
#: Classes 08 connection, 53 resources (disk full, too many connections), 57 operator (shutdown,
#: time limit), 58 system; and the transaction that was quiet for too long.
_OUTAGES = ("08", "53", "57", "58", "25P03")


def sqlstate(error: DBAPIError) -> str:
    """The five letters by which PostgreSQL names an error; empty when there are none."""
    return getattr(error.orig, "sqlstate", None) or ""


def as_port_error(error: DBAPIError) -> StorageBusy | StorageUnavailable | None:
    """What the port calls it; None for what is a mistake of ours and should be seen as it is."""
    state = sqlstate(error)
    if state in _TIES:
        return StorageBusy(state)
    if error.connection_invalidated or state.startswith(_OUTAGES):
        return StorageUnavailable(state or "the connection was lost")
    return None
