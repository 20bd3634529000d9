"""Waking the worker costs the webhook little, and a Redis in trouble costs it no more."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from prometheus_client import REGISTRY
from redis.asyncio import Redis
from structlog.testing import capture_logs

from atrevete_adapters.redis.docket import DocketTasks, open_tasks
from atrevete_core.domain.ids import ConversationId, HoldId, InboxId
from tests.integration.redis_own import PATIENT, OwnRedis, own_redis

CONVERSATION = ConversationId(UUID("8b1c7a1e-77d9-4d0b-9f5e-0f2d1a3f4b5c"))
HOLD = HoldId(UUID("3f0a7c1e-77d9-4d0b-9f5e-0f2d1a3f4b5c"))
EVENT = InboxId(UUID("5d2b1c0a-77d9-4d0b-9f5e-0f2d1a3f4b5c"))


class AheadClock:
    """The salon's clock in a demo: real time plus an offset."""

    def __init__(self, ahead: timedelta = timedelta(0)) -> None:
        self._ahead = ahead

    async def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead


@pytest.fixture
def server() -> Iterator[OwnRedis]:
    with own_redis() as server:
        yield server


@pytest.fixture
async def tasks(server: OwnRedis) -> AsyncIterator[DocketTasks]:
    async with open_tasks(server.url, clock=AheadClock()) as tasks:
        yield tasks


def _forgotten(task: str) -> float:
    counted = REGISTRY.get_sample_value("atrevete_wakes_forgotten_total", {"task": task})
    return counted or 0


async def _waiting(url: str) -> tuple[int, int]:
    """How many tasks may run now, and how many are put off."""
    async with Redis.from_url(url) as redis:
        return await redis.xlen("atrevete:stream"), await redis.zcard("atrevete:queue")


async def test_each_kind_of_work_is_put_on_the_queue(redis_url: str) -> None:
    async with open_tasks(redis_url, clock=AheadClock(), budget=PATIENT) as tasks:
        soon = datetime.now(UTC)
        await tasks.wake(CONVERSATION, at=soon)
        await tasks.deliver("conversation:1", at=soon)
        await tasks.read_event(EVENT)
        await tasks.check_hold(HOLD)

    async with Redis.from_url(redis_url) as redis:
        queued: Any = await redis.xrange("atrevete:stream")
    assert [task[b"function"] for _, task in queued] == [
        b"take_turn",
        b"deliver",
        b"read_event",
        b"check_hold",
    ]


async def test_what_is_due_later_is_put_off(redis_url: str) -> None:
    async with open_tasks(redis_url, clock=AheadClock(), budget=PATIENT) as tasks:
        await tasks.wake(CONVERSATION, at=datetime.now(UTC) + timedelta(seconds=2))
        assert await _waiting(redis_url) == (0, 1)


async def test_a_burst_of_messages_is_a_burst_of_wakes_none_of_them_swallowed(
    redis_url: str,
) -> None:
    async with open_tasks(redis_url, clock=AheadClock(), budget=PATIENT) as tasks:
        for _ in range(5):
            await tasks.wake(CONVERSATION, at=datetime.now(UTC))
        assert await _waiting(redis_url) == (5, 0)


async def test_in_a_demo_three_days_ahead_a_wake_still_comes_in_two_seconds(
    redis_url: str,
) -> None:
    ahead = timedelta(days=3)
    async with open_tasks(redis_url, clock=AheadClock(ahead), budget=PATIENT) as tasks:
        await tasks.wake(CONVERSATION, at=datetime.now(UTC) + ahead + timedelta(seconds=2))

    async with Redis.from_url(redis_url) as redis:
        queued: Any = await redis.zrange("atrevete:queue", 0, -1, withscores=True)
    [(_, due)] = queued
    assert 0 < due - time.time() <= 2


async def test_without_redis_a_wake_is_forgotten_counted_and_logged_without_ids() -> None:
    with own_redis(started=False) as absent, capture_logs() as logs:
        async with open_tasks(absent.url, clock=AheadClock()) as tasks:
            before = _forgotten("take_turn")
            began = time.monotonic()
            await tasks.wake(CONVERSATION, at=datetime.now(UTC))
            took = time.monotonic() - began

    assert took < 5
    assert _forgotten("take_turn") == before + 1
    [entry] = [entry for entry in logs if entry["event"] == "wake.forgotten"]
    assert set(entry) == {"event", "log_level", "task", "error"}


async def test_a_redis_that_hangs_delays_nobody_more_than_a_quarter_of_a_second(
    server: OwnRedis, tasks: DocketTasks
) -> None:
    await tasks.check_hold(HOLD)
    server.freeze()
    began = time.monotonic()

    await asyncio.gather(*(tasks.check_hold(HOLD) for _ in range(50)))

    took = time.monotonic() - began
    server.thaw()
    # The budget is 250 ms; a busy machine may take its time to notice.
    assert 0.2 < took < 5


async def test_after_a_hang_wakes_work_again(server: OwnRedis, tasks: DocketTasks) -> None:
    await tasks.check_hold(HOLD)
    server.freeze()
    await asyncio.gather(*(tasks.check_hold(HOLD) for _ in range(10)))
    server.thaw()

    async with asyncio.timeout(20):
        # Those that were given up may still be read by Redis; the twelfth is one of these.
        while (await _waiting(server.url))[0] < 12:
            await tasks.check_hold(HOLD)


async def test_after_redis_came_back_empty_wakes_work_again(
    server: OwnRedis, tasks: DocketTasks
) -> None:
    await tasks.check_hold(HOLD)
    server.kill()
    await tasks.check_hold(HOLD)
    server.start()

    await asyncio.sleep(0.1)
    await tasks.check_hold(HOLD)

    assert await _waiting(server.url) == (1, 0)
