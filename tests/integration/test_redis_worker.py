"""The worker runs what was woken, whatever happens to Redis or to another worker."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from redis.asyncio import Redis
from structlog.testing import capture_logs

from atrevete_adapters.redis.docket import DocketTasks, open_tasks
from atrevete_adapters.redis.worker import Job, run_worker
from atrevete_core.domain.ids import ConversationId, HoldId
from tests.integration.redis_own import PATIENT, OwnRedis, own_redis

CONVERSATION = ConversationId(UUID("8b1c7a1e-77d9-4d0b-9f5e-0f2d1a3f4b5c"))
ANOTHER = ConversationId(UUID("9c2d8b2f-77d9-4d0b-9f5e-0f2d1a3f4b5c"))
HOLD = HoldId(UUID("3f0a7c1e-77d9-4d0b-9f5e-0f2d1a3f4b5c"))
NOW = timedelta(0)


class RealClock:
    async def now(self) -> datetime:
        return datetime.now(UTC)


class Record:
    """Jobs that note what they did."""

    def __init__(self, *, lasting: float = 0) -> None:
        self.begun: list[str] = []
        self.done: list[str] = []
        self.at_once = 0
        self._running = 0
        self._lasting = lasting

    async def run(self, subject: str) -> None:
        self.begun.append(subject)
        self._running += 1
        self.at_once = max(self.at_once, self._running)
        try:
            await asyncio.sleep(self._lasting)
            self.done.append(subject)
        finally:
            self._running -= 1


@pytest.fixture
def server() -> Iterator[OwnRedis]:
    with own_redis() as server:
        yield server


@asynccontextmanager
async def working(
    url: str, jobs: Mapping[str, Job], *, drain: timedelta = timedelta(seconds=5)
) -> AsyncIterator[DocketTasks]:
    stop = asyncio.Event()
    worker = asyncio.create_task(run_worker(url, jobs, stop=stop, drain=drain))
    try:
        async with open_tasks(url, clock=RealClock(), budget=PATIENT) as tasks:
            yield tasks
    finally:
        stop.set()
        await worker


async def until(
    true: Callable[[], bool] | Callable[[], Awaitable[bool]], *, within: float = 20
) -> None:
    async with asyncio.timeout(within):
        while True:
            answer = true()
            if answer if isinstance(answer, bool) else await answer:
                return
            await asyncio.sleep(0.01)


def _soon(delay: timedelta = NOW) -> datetime:
    return datetime.now(UTC) + delay


async def test_the_worker_is_given_the_id_it_was_woken_for(redis_url: str) -> None:
    turns, lanes = Record(), Record()
    jobs = {"take_turn": Job(turns.run, one_at_a_time=True), "deliver": Job(lanes.run)}
    async with working(redis_url, jobs) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await tasks.deliver("calendar:pilar", at=_soon())
        await until(lambda: bool(turns.done and lanes.done))
    assert (turns.done, lanes.done) == ([str(CONVERSATION)], ["calendar:pilar"])


async def test_a_settled_message_is_looked_at_soon_after_its_time(redis_url: str) -> None:
    turns = Record()
    async with working(redis_url, {"take_turn": Job(turns.run)}) as tasks:
        await tasks.check_hold(HOLD)
        due = time.monotonic() + 0.5
        await tasks.wake(CONVERSATION, at=_soon(timedelta(seconds=0.5)))
        await until(lambda: bool(turns.done))
    assert -0.01 <= time.monotonic() - due < 5


async def test_turns_of_one_conversation_follow_each_other_and_others_run_beside(
    redis_url: str,
) -> None:
    turns = Record(lasting=0.5)
    async with working(redis_url, {"take_turn": Job(turns.run, one_at_a_time=True)}) as tasks:
        for conversation in (CONVERSATION, CONVERSATION, ANOTHER):
            await tasks.wake(conversation, at=_soon())
        await until(lambda: len(turns.done) == 3)
    assert turns.at_once == 2


async def test_a_task_that_ended_leaves_nothing_of_it_in_redis(redis_url: str) -> None:
    async def fail(subject: str) -> None:
        raise ValueError("Lucía, 612 345 678")

    async with working(redis_url, {"check_hold": Job(fail)}) as tasks:
        await tasks.check_hold(HOLD)
        async with Redis.from_url(redis_url) as redis:

            async def nothing_is_left() -> bool:
                keys = [key async for key in redis.scan_iter("*")]
                about_tasks = [key for key in keys if b":runs:" in key or b":results:" in key]
                return not about_tasks and await redis.xlen("atrevete:stream") == 0

            await asyncio.sleep(0.2)
            await until(nothing_is_left)


async def test_a_job_that_fails_is_logged_without_its_words_and_others_go_on(
    redis_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    holds = Record()

    async def fail(subject: str) -> None:
        raise ValueError("Lucía, 612 345 678")

    jobs = {"take_turn": Job(fail), "check_hold": Job(holds.run)}
    with capture_logs() as logs:
        async with working(redis_url, jobs) as tasks:
            await tasks.wake(CONVERSATION, at=_soon())
            await asyncio.sleep(0.2)
            await tasks.check_hold(HOLD)
            await until(lambda: bool(holds.done))

    [entry] = [entry for entry in logs if entry["event"] == "task.failed"]
    assert (entry["task"], entry["error"]) == ("take_turn", "ValueError")
    assert "Lucía" not in f"{logs}{caplog.text}"


async def test_a_job_that_takes_too_long_is_ended(redis_url: str) -> None:
    ended = asyncio.Event()

    async def stall(subject: str) -> None:
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()

    job = Job(stall, limit=timedelta(milliseconds=200))
    async with working(redis_url, {"check_hold": job}) as tasks:
        await tasks.check_hold(HOLD)
        await asyncio.wait_for(ended.wait(), 20)


async def test_a_stopping_worker_finishes_what_it_began(redis_url: str) -> None:
    turns = Record(lasting=0.5)
    async with working(redis_url, {"take_turn": Job(turns.run)}) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: bool(turns.begun))
    assert turns.done == [str(CONVERSATION)]


@pytest.mark.slow
async def test_what_is_not_finished_in_time_is_delivered_to_another_worker(
    redis_url: str,
) -> None:
    slow, quick = Record(lasting=30), Record()
    began = time.monotonic()
    async with working(
        redis_url,
        {"take_turn": Job(slow.run, one_at_a_time=True)},
        drain=timedelta(milliseconds=200),
    ) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: bool(slow.begun))
    assert slow.done == []
    assert time.monotonic() - began < 20

    async with working(redis_url, {"take_turn": Job(quick.run, one_at_a_time=True)}):
        await until(lambda: bool(quick.done))


async def test_a_turn_may_wake_a_delivery(redis_url: str) -> None:
    lanes = Record()
    async with open_tasks(redis_url, clock=RealClock(), budget=PATIENT) as from_the_turn:

        async def turn(subject: str) -> None:
            await from_the_turn.deliver(f"conversation:{subject}", at=_soon())

        jobs = {"take_turn": Job(turn, one_at_a_time=True), "deliver": Job(lanes.run)}
        async with working(redis_url, jobs) as tasks:
            await tasks.wake(CONVERSATION, at=_soon())
            await until(lambda: bool(lanes.done))
    assert lanes.done == [f"conversation:{CONVERSATION}"]


async def test_a_worker_goes_on_after_redis_hung(server: OwnRedis) -> None:
    turns = Record(lasting=0.3)
    async with working(server.url, {"take_turn": Job(turns.run, one_at_a_time=True)}) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: bool(turns.begun))
        server.freeze()
        await until(lambda: bool(turns.done))
        server.thaw()
        await tasks.wake(ANOTHER, at=_soon())
        await until(lambda: str(ANOTHER) in turns.done)


async def test_a_worker_stops_in_time_while_redis_hangs(server: OwnRedis) -> None:
    turns = Record(lasting=0.1)
    jobs = {"take_turn": Job(turns.run, one_at_a_time=True)}
    async with working(server.url, jobs, drain=timedelta(seconds=0.5)) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: bool(turns.begun))
        server.freeze()
        began = time.monotonic()
    assert time.monotonic() - began < 20


async def test_a_worker_that_starts_before_redis_waits_for_it() -> None:
    with own_redis(started=False) as server:
        holds = Record()
        async with working(server.url, {"check_hold": Job(holds.run)}) as tasks:
            await asyncio.sleep(0.3)
            server.start()
            await tasks.check_hold(HOLD)
            await until(lambda: bool(holds.done))


async def test_a_worker_stops_while_redis_is_away() -> None:
    with own_redis(started=False) as absent:
        async with asyncio.timeout(20):
            async with working(absent.url, {"check_hold": Job(Record().run)}):
                await asyncio.sleep(0.3)


@pytest.mark.slow
async def test_a_worker_goes_on_when_redis_was_killed_and_came_back_empty(
    server: OwnRedis,
) -> None:
    turns = Record(lasting=0.05)
    async with working(server.url, {"take_turn": Job(turns.run, one_at_a_time=True)}) as tasks:
        for _ in range(2):
            await tasks.wake(CONVERSATION, at=_soon())
            await until(lambda: bool(turns.done))
            turns.done.clear()
            await tasks.wake(CONVERSATION, at=_soon())  # running, or waiting, when Redis dies
            server.kill()
            await asyncio.sleep(0.3)
            server.start()
            turns.done.clear()
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: bool(turns.done))


@pytest.mark.slow
async def test_a_job_that_ends_while_redis_is_away_does_not_end_the_worker(
    server: OwnRedis,
) -> None:
    turns = Record(lasting=0.4)
    async with working(server.url, {"take_turn": Job(turns.run, one_at_a_time=True)}) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: bool(turns.begun))
        server.kill()
        await until(lambda: bool(turns.done))
        server.start()
        await tasks.wake(ANOTHER, at=_soon())
        await until(lambda: str(ANOTHER) in turns.done)


@pytest.mark.slow
async def test_a_redis_whose_scripts_and_groups_were_flushed_is_no_trouble(
    server: OwnRedis,
) -> None:
    turns = Record()
    async with working(server.url, {"take_turn": Job(turns.run, one_at_a_time=True)}) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: len(turns.done) == 1)
        async with Redis.from_url(server.url) as redis:
            await redis.script_flush()
            await redis.flushall()
        await tasks.wake(CONVERSATION, at=_soon())
        await until(lambda: len(turns.done) == 2)


async def test_a_worker_that_cannot_even_start_says_so_and_tries_until_it_is_stopped() -> None:
    stop = asyncio.Event()
    with capture_logs() as logs:
        worker = asyncio.create_task(run_worker("nonsense://", {}, stop=stop))
        await until(lambda: bool(logs))
        stop.set()
        await asyncio.wait_for(worker, 20)
    assert logs[0]["event"] == "worker.restarting"


WORKER_PROCESS = """
import asyncio, sys
from datetime import timedelta
from pathlib import Path
from atrevete_adapters.redis.worker import Job, run_worker

url, lasting, place = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3])

async def turn(subject):
    (place / "begun").write_text(subject)
    await asyncio.sleep(lasting)
    (place / "done").write_text(subject)

asyncio.run(run_worker(url, {"take_turn": Job(turn, one_at_a_time=True)}))
"""


async def _worker_process(url: str, lasting: float, place: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", WORKER_PROCESS, url, str(lasting), str(place)),
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )


@pytest.mark.parametrize("which", [signal.SIGTERM, signal.SIGINT], ids=lambda it: it.name)
async def test_a_worker_that_is_told_to_stop_finishes_its_turn_and_ends_well(
    redis_url: str, tmp_path: Path, which: signal.Signals
) -> None:
    process = await _worker_process(redis_url, 1, tmp_path)
    async with open_tasks(redis_url, clock=RealClock(), budget=PATIENT) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until((tmp_path / "begun").exists)
    process.send_signal(which)

    assert await asyncio.wait_for(process.wait(), 10) == 0
    assert (tmp_path / "done").read_text() == str(CONVERSATION)


@pytest.mark.slow
async def test_the_turn_of_a_killed_worker_is_taken_by_another(
    redis_url: str, tmp_path: Path
) -> None:
    process = await _worker_process(redis_url, 60, tmp_path)
    turns = Record()
    async with open_tasks(redis_url, clock=RealClock(), budget=PATIENT) as tasks:
        await tasks.wake(CONVERSATION, at=_soon())
        await until((tmp_path / "begun").exists)
    process.kill()
    await process.wait()

    async with working(redis_url, {"take_turn": Job(turns.run, one_at_a_time=True)}):
        await until(lambda: bool(turns.done))
    assert turns.done == [str(CONVERSATION)]
