"""A worker's whole life: wait for the database, work, and leave without dropping anything."""

import asyncio
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import structlog
from prometheus_client import start_http_server

from atrevete_adapters.assembly import open_receptionist
from atrevete_adapters.redis.worker import DRAIN, run_worker
from atrevete_adapters.settings import Settings
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.storage import StorageUnavailable

from .jobs import jobs_of, read_calendars, sweep
from .rounds import Round, keep_going, wait

_DATABASE_WAIT: Final = timedelta(seconds=2)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """How this worker works. Times are real. A file or port that is not named is not used."""

    concurrency: int = 10
    drain: timedelta = DRAIN
    sweep_every: timedelta = timedelta(seconds=2)
    calendars_every: timedelta = timedelta(minutes=1)
    #: Touched after each sweep that went well, removed at the end.
    ready_file: Path | None = None
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"


async def work(settings: Settings, habits: Habits, *, stop: asyncio.Event | None = None) -> None:
    """Until `stop` (without one: until SIGTERM or SIGINT), then finish what is running.

    Raises SalonNotPrepared. A database that is away is waited for.
    """
    with _metrics(habits):
        if stop is not None:
            await _keep_working(settings, habits, stop)
            return
        with _stopped_by_signals() as told:
            await _keep_working(settings, habits, told)


async def _keep_working(settings: Settings, habits: Habits, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            async with open_receptionist(settings) as maite:
                await _work(settings, habits, maite, stop)
        except StorageUnavailable:
            log.warning("worker.waits_for_database")
            await wait(stop, _DATABASE_WAIT)


async def _work(
    settings: Settings, habits: Habits, maite: Receptionist, stop: asyncio.Event
) -> None:
    log.info("worker.starting", count=habits.concurrency)
    redis_url = settings.redis_url.get_secret_value()
    rounds = [asyncio.create_task(keep_going(each, stop)) for each in _rounds(maite, habits)]
    try:
        await run_worker(
            redis_url, jobs_of(maite), concurrency=habits.concurrency, stop=stop, drain=habits.drain
        )
    finally:
        for task in rounds:
            task.cancel()
        await asyncio.gather(*rounds, return_exceptions=True)
        _remove(habits.ready_file)
        log.info("worker.stopped")


def _rounds(maite: Receptionist, habits: Habits) -> list[Round]:
    async def sweep_and_say_so() -> None:
        await sweep(maite)
        if habits.ready_file is not None:
            habits.ready_file.touch()

    return [
        Round(name="sweep", do=sweep_and_say_so, every=habits.sweep_every),
        Round(name="calendars", do=lambda: read_calendars(maite), every=habits.calendars_every),
    ]


def _remove(file: Path | None) -> None:
    if file is not None:
        file.unlink(missing_ok=True)


@contextmanager
def _metrics(habits: Habits) -> Iterator[None]:
    if habits.metrics_port is None:
        yield
        return
    server, thread = start_http_server(habits.metrics_port, addr=habits.metrics_host)
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def _stopped_by_signals() -> Iterator[asyncio.Event]:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)
    for each in signals:
        loop.add_signal_handler(each, stop.set)
    try:
        yield stop
    finally:
        for each in signals:
            loop.remove_signal_handler(each)
