"""What people who look after a salon need: its records and its time, and no vendor."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.settings import Settings
from atrevete_core.domain.ids import ConversationId, SalonId
from atrevete_core.ports.clock import Clock
from atrevete_core.ports.storage import Storage

from .parts import clock_of, open_database, redis_url_of, require_prepared, salon_id_of


@dataclass(frozen=True, kw_only=True, slots=True)
class BackOffice:
    """A salon's records. What is decided here goes out through the outbox: the workers' sweep finds
    it within seconds.
    """

    salon_id: SalonId
    storage: Storage
    clock: Clock
    #: For lists, which no rule needs.
    engine: AsyncEngine
    redis_url: str = field(repr=False)

    async def forget_turns(self, conversations: Iterable[ConversationId]) -> None:
        """Drop what Redis still holds of these conversations' turns. CheckpointsUnavailable."""
        # Only an erasure needs LangGraph: whoever looks or changes starts without.
        from atrevete_adapters.redis.checkpoints import open_checkpoints  # noqa: PLC0415

        async with open_checkpoints(self.redis_url) as checkpoints:
            await checkpoints.aprune([str(each) for each in conversations], strategy="delete")


@asynccontextmanager
async def open_back_office(settings: Settings) -> AsyncIterator[BackOffice]:
    """Raises SalonNotPrepared and StorageUnavailable. Redis may be away."""
    async with open_database(settings) as engine:
        storage = PostgresStorage(engine)
        await require_prepared(settings, storage)
        yield BackOffice(
            salon_id=salon_id_of(settings),
            storage=storage,
            clock=clock_of(settings, engine),
            engine=engine,
            redis_url=redis_url_of(settings),
        )
