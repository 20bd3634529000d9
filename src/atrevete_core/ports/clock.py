"""The one clock. Rules never ask it: shells read it once per request or task and pass `at` on."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """What time it is, for everybody."""

    async def now(self) -> datetime:
        """The present instant, aware, UTC; with simulators, the simulated one."""
        ...
