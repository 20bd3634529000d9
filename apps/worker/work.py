"""A worker's whole life: wait for the database, work, and leave without dropping anything."""

import asyncio
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Final

import structlog
from prometheus_client import start_http_server

from atrevete_adapters.assembly.door import Readiness, open_readiness
from atrevete_adapters.assembly.parts import SalonNotPrepared
from atrevete_adapters.assembly.salon import open_receptionist
from atrevete_adapters.redis.worker import DRAIN, run_worker
from atrevete_adapters.settings import Settings
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.storage import StorageUnavailable

from .jobs import catch_up, jobs_of, read_calendars, show_what_waits, sweep
from .rounds import Round, keep_going, wait
from .telling import Teller, open_teller

_DATABASE_WAIT: Final = timedelta(seconds=2)
_SALON_WAIT: Final = timedelta(seconds=0.1)
_SHOW_EVERY: Final = timedelta(seconds=15)

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Habits:
    """How this worker works. Times are real. A file or port that is not named is not used."""

    concurrency: int = 10
    drain: timedelta = DRAIN
    sweep_every: timedelta = timedelta(seconds=2)
    calendars_every: timedelta = timedelta(minutes=1)
    catch_up_every: timedelta = timedelta(seconds=30)
    #: For the salon to be prepared by somebody else, who has just begun.
    patience: timedelta = timedelta()
    #: There, and touched now and then, while database and Redis can be reached.
    ready_file: Path | None = None
    metrics_port: int | None = None
    metrics_host: str = "127.0.0.1"
    #: A simulator's address on this machine that is told what each job did.
    tell: str = ""


async def work(settings: Settings, habits: Habits, *, stop: asyncio.Event | None = None) -> None:
    """Until `stop` (without one: until SIGTERM or SIGINT), then finish what is running.

    Raises SalonNotPrepared after the patience. A database that is away is waited for.
    """
    with _metrics(habits):
        if stop is not None:
            await _keep_working(settings, habits, stop)
            return
        with _stopped_by_signals() as told:
            await _keep_working(settings, habits, told)


async def _keep_working(settings: Settings, habits: Habits, stop: asyncio.Event) -> None:
    until = monotonic() + habits.patience.total_seconds()
    while not stop.is_set():
        try:
            await _open_and_work(settings, habits, stop)
        except SalonNotPrepared:
            if monotonic() >= until:
                raise
            await wait(stop, _SALON_WAIT)
        except StorageUnavailable:
            log.warning("worker.waits_for_database")
            await wait(stop, _DATABASE_WAIT)


async def _open_and_work(settings: Settings, habits: Habits, stop: asyncio.Event) -> None:
    async with open_teller(habits.tell) as teller:
        if teller is None:
            async with open_receptionist(settings) as maite:
                await _work(settings, habits, maite, stop)
            return
        async with open_receptionist(settings, around=teller.around) as maite:
            await _work(settings, habits, maite, stop, teller)


async def _work(
    settings: Settings,
    habits: Habits,
    maite: Receptionist,
    stop: asyncio.Event,
    teller: Teller | None = None,
) -> None:
    log.info("worker.starting", count=habits.concurrency)
    jobs = jobs_of(maite)
    async with _making_rounds(settings, habits, maite, stop, teller):
        await run_worker(
            settings.redis_url.get_secret_value(),
            teller.told(jobs) if teller else jobs,
            concurrency=habits.concurrency,
            stop=stop,
            drain=habits.drain,
        )
    log.info("worker.stopped")


@asynccontextmanager
async def _making_rounds(
    settings: Settings,
    habits: Habits,
    maite: Receptionist,
    stop: asyncio.Event,
    teller: Teller | None,
) -> AsyncIterator[None]:
    """The loops beside the queue; a round that is still running at the end is cut off."""
    rounds = [
        Round(name="sweep", do=lambda: sweep(maite), every=habits.sweep_every),
        Round(
            name="catch_up",
            do=lambda: catch_up(maite, habits.catch_up_every),
            every=habits.catch_up_every,
        ),
        Round(name="calendars", do=lambda: read_calendars(maite), every=habits.calendars_every),
    ]
    if habits.metrics_port is not None:
        show = Round(name="backlog", do=lambda: show_what_waits(maite), every=_SHOW_EVERY)
        rounds.append(show)
    if teller is not None:
        rounds.append(Round(name="presence", do=teller.is_here, every=habits.sweep_every))
    async with open_readiness(settings, maite.salon.storage) as readiness:
        if habits.ready_file is not None:
            rounds.append(_telling(readiness, habits.ready_file, habits.sweep_every))
        running = [asyncio.create_task(keep_going(each, stop)) for each in rounds]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            if habits.ready_file is not None:
                _mark(habits.ready_file, is_ready=False)


def _telling(readiness: Readiness, file: Path, every: timedelta) -> Round:
    async def tell() -> None:
        report = await readiness.report()
        _mark(file, is_ready=all(each == "ready" for each in report.values()))

    return Round(name="readiness", do=tell, every=every)


def _mark(file: Path, *, is_ready: bool) -> None:
    if is_ready:
        file.touch()
    else:
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
