"""The one clock of all processes while the salon is simulated: real time plus an offset."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_core.ports.storage import StorageUnavailable

from .errors import CANNOT_REACH
from .tables import simulated_clock

_ROW = 1


class PostgresClock:
    """The port `Clock`, the same in every process that has this database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def now(self) -> datetime:
        """Raises StorageUnavailable."""
        try:
            offset = await read_offset(self._engine)
        except CANNOT_REACH as error:
            raise StorageUnavailable("the salon's clock cannot be read") from error
        return datetime.now(UTC) + offset


async def read_offset(engine: AsyncEngine) -> timedelta:
    """How far the salon's time is ahead of real time; nothing where nobody has set it."""
    async with engine.connect() as connection:
        offset: timedelta | None = await connection.scalar(
            select(simulated_clock.c.offset).where(simulated_clock.c.id == _ROW)
        )
    return offset or timedelta()


async def set_now(engine: AsyncEngine, now: datetime) -> None:
    """From this moment the salon's time goes on from `now`, forward or back."""
    offset = now.astimezone(UTC) - datetime.now(UTC)
    moved = upsert(simulated_clock).values(id=_ROW, offset=offset, seeded=True)
    async with engine.begin() as connection:
        await connection.execute(
            moved.on_conflict_do_update(
                index_elements=["id"], set_={"offset": offset, "seeded": True}
            )
        )


async def seed_now(engine: AsyncEngine, now: datetime) -> bool:
    """As `set_now`, but only where the clock was never set. Whether it was set now."""
    offset = now.astimezone(UTC) - datetime.now(UTC)
    seeded = upsert(simulated_clock).values(id=_ROW, offset=offset, seeded=True)
    async with engine.begin() as connection:
        result = await connection.execute(
            seeded.on_conflict_do_update(
                index_elements=["id"],
                set_={"offset": offset, "seeded": True},
                where=~simulated_clock.c.seeded,
            )
        )
    return bool(result.rowcount)


async def last_sweep(engine: AsyncEngine) -> datetime | None:
    """The salon's time at which the sweep has run last."""
    async with engine.connect() as connection:
        swept: datetime | None = await connection.scalar(
            select(simulated_clock.c.swept_at).where(simulated_clock.c.id == _ROW)
        )
    return swept
