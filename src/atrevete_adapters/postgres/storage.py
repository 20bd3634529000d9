"""The port `Storage` over PostgreSQL: READ COMMITTED transactions, locks first (decision 2)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atrevete_core.ports.storage import StorageUnavailable

from .audit import PostgresAudit
from .bookings import PostgresBookings
from .conversations import PostgresConversations
from .errors import CANNOT_REACH, LOST, as_port_error
from .escalations import PostgresEscalations
from .inbox import PostgresInbox
from .ledger import PostgresLedger
from .outbox import PostgresOutbox
from .people import PostgresPeople
from .privacy import PostgresPrivacy
from .salons import PostgresSalons
from .sweep import PostgresSweep


class PostgresRecords:
    """The records of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    @cached_property
    def salons(self) -> PostgresSalons:
        return PostgresSalons(self._connection)

    @cached_property
    def people(self) -> PostgresPeople:
        return PostgresPeople(self._connection)

    @cached_property
    def bookings(self) -> PostgresBookings:
        return PostgresBookings(self._connection)

    @cached_property
    def ledger(self) -> PostgresLedger:
        return PostgresLedger(self._connection)

    @cached_property
    def conversations(self) -> PostgresConversations:
        return PostgresConversations(self._connection)

    @cached_property
    def inbox(self) -> PostgresInbox:
        return PostgresInbox(self._connection)

    @cached_property
    def outbox(self) -> PostgresOutbox:
        return PostgresOutbox(self._connection)

    @cached_property
    def escalations(self) -> PostgresEscalations:
        return PostgresEscalations(self._connection)

    @cached_property
    def sweep(self) -> PostgresSweep:
        return PostgresSweep(self._connection)

    @cached_property
    def audit(self) -> PostgresAudit:
        return PostgresAudit(self._connection)

    @cached_property
    def privacy(self) -> PostgresPrivacy:
        return PostgresPrivacy(self._connection)


class PostgresStorage:
    """Transactions over one engine; whoever opened the engine disposes of it."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[PostgresRecords]:
        """Commit on leaving, undo on an exception.

        Raises StorageUnavailable, also when nobody can tell whether the commit was heard: doing
        it again must find what it did. Raises StorageBusy for ties that the database broke.
        """
        connection = await self._connect()
        try:
            async with connection.begin():
                yield PostgresRecords(connection)
        except DBAPIError as error:
            ours = as_port_error(error)
            if ours is None:
                raise
            raise ours from error
        except LOST as error:
            raise StorageUnavailable("the connection was lost") from error
        finally:
            await connection.close()

    async def _connect(self) -> AsyncConnection:
        try:
            return await self._engine.connect()
        except CANNOT_REACH as error:
            raise StorageUnavailable("the database cannot be reached") from error
