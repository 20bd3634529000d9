"""What every opened part of a salon stands on: its database, its clock, its Redis, its name."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.clock import SystemClock
from atrevete_adapters.crash_points import CrashPoints
from atrevete_adapters.postgres import schema
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.errors import CANNOT_REACH
from atrevete_adapters.postgres.simulated_clock import PostgresClock, seed_now
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import REFERENCE_SALON
from atrevete_adapters.settings import Settings
from atrevete_core.domain.ids import SalonId
from atrevete_core.ports.clock import Clock
from atrevete_core.ports.salon import Pace
from atrevete_core.ports.storage import NotFound, Storage, StorageUnavailable

#: Where Stripe sends customers back to; the webhook shell serves both.
PAID_PATH: Final = "/pago/hecho"
UNPAID_PATH: Final = "/pago/pendiente"


class SalonNotPrepared(Exception):
    """The database lacks its schema or the salon; the text says which command mends that."""


@asynccontextmanager
async def open_storage(settings: Settings) -> AsyncIterator[Storage]:
    """The salon's records alone. Nothing is connected yet."""
    async with open_database(settings) as engine:
        yield PostgresStorage(engine)


class SimulatedClock:
    """The clock in the database, first set to `ATREVETE_NOW` where nobody has set it yet."""

    def __init__(self, engine: AsyncEngine, start: datetime | None) -> None:
        self._engine = engine
        self._start = start
        self._clock = PostgresClock(engine)

    async def now(self) -> datetime:
        """Raises StorageUnavailable."""
        try:
            if self._start is not None:
                await seed_now(self._engine, self._start)
                self._start = None
            return await self._clock.now()
        except CANNOT_REACH as error:
            raise StorageUnavailable("the clock cannot be read") from error


def salon_id_of(settings: Settings) -> SalonId:
    """The salon that this installation serves."""
    return SalonId(settings.salon_id) if settings.salon_id else REFERENCE_SALON


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(settings.database_url.get_secret_value())
    try:
        yield engine
    finally:
        await engine.dispose()


async def require_prepared(settings: Settings, storage: Storage) -> None:
    """Raises SalonNotPrepared or StorageUnavailable."""
    await require_schema(settings)
    await require_salon(settings, storage)


async def require_schema(settings: Settings) -> None:
    try:
        found = await schema.status(settings.database_url.get_secret_value())
    except CANNOT_REACH as error:
        raise StorageUnavailable("the database cannot be reached") from error
    if found.pending:
        raise SalonNotPrepared("The database lacks its tables: run `atrevete db upgrade`.")


async def require_salon(settings: Settings, storage: Storage) -> None:
    try:
        async with storage.transaction() as records:
            await records.salons.get(salon_id_of(settings))
    except NotFound as error:
        raise SalonNotPrepared("The database has no salon: run `atrevete db seed`.") from error


def clock_of(settings: Settings, engine: AsyncEngine) -> Clock:
    if settings.all_simulated:
        return SimulatedClock(engine, settings.simulated_now)
    return SystemClock()


def crash_points_of(settings: Settings) -> CrashPoints | None:
    """Where a chaos test may strike; nowhere as soon as one vendor is real."""
    if settings.crash_file is None or not settings.all_simulated:
        return None
    return CrashPoints(settings.crash_file)


def pace_of(settings: Settings) -> Pace:
    return Pace(settle=settings.settle, patience=settings.patience)


def redis_url_of(settings: Settings) -> str:
    return settings.redis_url.get_secret_value()
