"""Real time."""

from datetime import UTC, datetime


class SystemClock:
    """The port `Clock` where nothing is simulated."""

    async def now(self) -> datetime:
        return datetime.now(UTC)
