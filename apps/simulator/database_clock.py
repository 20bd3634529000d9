"""The clock that webhook and worker read too: the table `simulated_clock`."""

import asyncio
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.simulated_clock import last_sweep, read_offset, set_now

SWEEP_POLL_SECONDS = 0.05
PATIENCE_SECONDS = 1.0


class DatabaseTime:
    """`SimulatedTime` over the salon's own database.

    The vendors do not stop when the salon's database does: while it cannot be read, time goes
    on with the offset that was read last.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._offset = timedelta()

    async def now(self) -> datetime:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                self._offset = await read_offset(self._engine)
        except (SQLAlchemyError, OSError, TimeoutError):
            pass
        return datetime.now(UTC) + self._offset

    async def set_now(self, now: datetime) -> None:
        await set_now(self._engine, now)

    async def wait_for_sweep(self, since: datetime, *, seconds: float) -> bool:
        """A sweep that had begun before a step back carries a later time: it does not count."""
        deadline = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < deadline:
            swept = await last_sweep(self._engine)
            if swept is not None and since <= swept <= await self.now():
                return True
            await asyncio.sleep(SWEEP_POLL_SECONDS)
        return False
