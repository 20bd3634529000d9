"""docket's worker, with the salon's settings: it outlives Redis and stops gracefully."""

import asyncio
import signal
import traceback
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Final

import structlog
from docket import ConcurrencyLimit, Docket, Timeout, Worker

from .docket import QUEUE_NAME, open_queue

# A worker that died is replaced after this time; a living one renews its lease four times in it.
REDELIVERY: Final = timedelta(seconds=5)
# How late a task that was put off may start.
RESOLUTION: Final = timedelta(milliseconds=50)
RECONNECTION: Final = timedelta(seconds=1)
# docket looks for free slots and finished tasks this often; its own 250 ms caps a full worker.
CHECK_INTERVAL: Final = timedelta(milliseconds=50)
DRAIN: Final = timedelta(seconds=25)
# After the drain: the time in which a cancelled task may still roll back.
_LAST_WORDS: Final = timedelta(seconds=2)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """What to do with the id that a task carries.

    limit: docket cancels the run after this time (and the sweep finds what is left undone).
    one_at_a_time: docket starts no second run with the same id meanwhile. An optimisation: a
        slot outlives a dead worker by 5 s and a stalled one loses it, so PostgreSQL guards.
    """

    run: Callable[[str], Awaitable[None]]
    limit: timedelta = timedelta(seconds=60)
    one_at_a_time: bool = False


class TaskFailed(Exception):
    """A job raised; the reason was logged without its text, which may quote a customer."""


async def run_worker(
    redis_url: str,
    jobs: Mapping[str, Job],
    *,
    concurrency: int = 10,
    name: str = QUEUE_NAME,
    stop: asyncio.Event | None = None,
    drain: timedelta = DRAIN,
) -> None:
    """Run jobs until `stop` (without one: until SIGTERM or SIGINT), then finish what is running.

    jobs: by the name of their task. A job that fails is logged and not repeated: the sweep is.
    Redis may be away at the start, die, or come back empty: the worker waits for it. A task that
    was just claimed then comes again after REDELIVERY; the sweep is usually sooner.
    What has not ended `drain` after the stop is cancelled and delivered again to another worker.
    """
    if stop is None:
        stop = asyncio.Event()
        with _stopped_by_signals(stop):
            await _work(redis_url, jobs, concurrency, name, stop, drain)
    else:
        await _work(redis_url, jobs, concurrency, name, stop, drain)


async def _work(
    redis_url: str,
    jobs: Mapping[str, Job],
    concurrency: int,
    name: str,
    stop: asyncio.Event,
    drain: timedelta,
) -> None:
    while not stop.is_set():
        try:
            async with open_queue(redis_url, name) as queue:
                _register(queue, jobs)
                async with _worker(queue, concurrency) as worker:
                    await _run_until(stop, worker, drain)
        # The outermost loop: docket waits for Redis itself, so this is a bug of its or ours.
        except Exception as error:  # noqa: BLE001
            log.error(  # noqa: TRY400 - without the text
                "worker.restarting", error=type(error).__name__, where=_where(error)
            )
            await _wait(stop, RECONNECTION)


def _worker(queue: Docket, concurrency: int) -> Worker:
    return Worker(
        queue,
        concurrency=concurrency,
        redelivery_timeout=REDELIVERY,
        reconnection_delay=RECONNECTION,
        minimum_check_interval=CHECK_INTERVAL,
        scheduling_resolution=RESOLUTION,
        schedule_automatic_tasks=False,
    )


async def _run_until(stop: asyncio.Event, worker: Worker, drain: timedelta) -> None:
    """To docket the first cancel means "take nothing new, finish"; a second ends its tasks."""
    running = asyncio.create_task(worker.run_forever())
    stopped = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({running, stopped}, return_when=asyncio.FIRST_COMPLETED)
        for patience in (drain, _LAST_WORDS):
            if not running.done():
                running.cancel()
                await asyncio.wait({running}, timeout=patience.total_seconds())
    finally:
        stopped.cancel()
        running.cancel()
    if running.done() and not running.cancelled():
        running.result()


def _register(queue: Docket, jobs: Mapping[str, Job]) -> None:
    for name, job in jobs.items():
        task = _one_at_a_time(name, job) if job.one_at_a_time else _side_by_side(name, job)
        queue.register(task, names=[name])


# docket reads its limits from a task's signature, and passes what it is told positionally.


def _side_by_side(name: str, job: Job) -> Callable[..., Awaitable[None]]:
    async def task(
        subject: str,
        limit: Timeout = Timeout(job.limit),  # noqa: ARG001, B008 - docket's way to say it
    ) -> None:
        await _run(name, job, subject)

    return task


def _one_at_a_time(name: str, job: Job) -> Callable[..., Awaitable[None]]:
    async def task(
        subject: Annotated[str, ConcurrencyLimit(1, scope=name)],
        limit: Timeout = Timeout(job.limit),  # noqa: ARG001, B008 - docket's way to say it
    ) -> None:
        await _run(name, job, subject)

    return task


async def _run(name: str, job: Job, subject: str) -> None:
    try:
        await job.run(subject)
    # The border of our code: docket would log the text of whatever escapes it.
    except Exception as error:  # noqa: BLE001
        log.error(  # noqa: TRY400 - without the text
            "task.failed",
            task=name,
            subject=subject,
            error=type(error).__name__,
            where=_where(error),
        )
        raise TaskFailed(name) from None


def _where(error: Exception) -> list[str]:
    frames = traceback.extract_tb(error.__traceback__)
    return [f"{frame.name}:{frame.lineno}" for frame in frames[-5:]]


@contextmanager
def _stopped_by_signals(stop: asyncio.Event) -> Iterator[None]:
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for each in signals:
        loop.add_signal_handler(each, stop.set)
    try:
        yield
    finally:
        for each in signals:
            loop.remove_signal_handler(each)


async def _wait(stop: asyncio.Event, at_most: timedelta) -> None:
    try:
        await asyncio.wait_for(stop.wait(), at_most.total_seconds())
    except TimeoutError:
        return
