"""A clock that stands still until somebody moves it."""

from datetime import UTC, datetime, timedelta


class MemoryClock:
    """The port `Clock`, set by hand."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    async def now(self) -> datetime:
        return self._now

    def set(self, instant: datetime) -> None:
        """Forward or back."""
        self._now = instant.astimezone(UTC)

    def advance(
        self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0
    ) -> datetime:
        """Elapsed time; returns the new present."""
        self._now += timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)
        return self._now
