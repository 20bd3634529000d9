"""The salon's time as the simulator sees and sets it."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class SimulatedTime(Protocol):
    """Real time plus an offset that the control may change. Aware datetimes, UTC."""

    async def now(self) -> datetime:
        """The salon's present instant."""

    async def set_now(self, now: datetime) -> None:
        """From this call on it is `now`, and time goes on from there."""

    async def wait_for_sweep(self, since: datetime, *, seconds: float) -> bool:
        """Whether a worker's sweep finished at or after `since` within these real seconds."""


class StandaloneTime:
    """A clock of its own, for a simulator that shares no database with a salon."""

    def __init__(self, start: datetime | None = None) -> None:
        self._offset = timedelta() if start is None else start - datetime.now(UTC)

    async def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    async def set_now(self, now: datetime) -> None:
        self._offset = now - datetime.now(UTC)

    async def wait_for_sweep(self, since: datetime, *, seconds: float) -> bool:
        """No worker reads this clock: there is nothing to wait for."""
        del since, seconds
        return True
