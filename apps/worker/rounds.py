"""Loops beside the queue: what must come round although Redis may have forgotten everything."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import structlog
from prometheus_client import Counter, Gauge

ROUNDS: Final = Counter("atrevete_rounds", "Rounds of a loop.", ["loop", "outcome"])
LAST_ROUND: Final = Gauge(
    "atrevete_last_round_timestamp_seconds", "When a loop's round ended well, last.", ["loop"]
)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Round:
    """Something to do again and again, `every` so often in real time."""

    name: str
    do: Callable[[], Awaitable[object]]
    every: timedelta


async def keep_going(loop: Round, stop: asyncio.Event) -> None:
    """Until `stop`. A round that fails is logged and counted, and the next one comes."""
    while not stop.is_set():
        await _go_round(loop)
        await wait(stop, loop.every)


async def wait(stop: asyncio.Event, at_most: timedelta) -> None:
    """Until `stop`, or until the time is up."""
    try:
        await asyncio.wait_for(stop.wait(), at_most.total_seconds())
    except TimeoutError:
        return


async def _go_round(loop: Round) -> None:
    try:
        await loop.do()
    # The outermost loop: whatever went wrong, the next round must come.
    except Exception:
        ROUNDS.labels(loop.name, "failed").inc()
        log.exception("round.failed", name_of_task=loop.name)
        return
    ROUNDS.labels(loop.name, "done").inc()
    LAST_ROUND.labels(loop.name).set(time.time())
