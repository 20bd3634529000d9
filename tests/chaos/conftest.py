"""One house for all faults of a run; after each, every invariant is checked.

make chaos              the fastest faults of each group and one seed
make chaos ALL=1        every fault once, and docs/reliability.md anew
make chaos SEEDS=200    that many random stories
"""

import asyncio
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from atrevete_apps.cli.display import ZONE
from atrevete_apps.cli.house import House, Plan, open_house
from atrevete_apps.cli.wiring import Wiring

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.seeds import reference_salon
from atrevete_adapters.simulation import Simulation
from tests.chaos import table
from tests.chaos.invariants import broken
from tests.chaos.rehearsal import NOW, Rehearsal
from tests.chaos.scene import Scene
from tests.chaos.servers import Server, postgres_in, redis_in
from tests.conftest import NewDatabase

SETTLE_SECONDS = 0.2
SWEEP_SECONDS = 0.5
#: A Wednesday; each test has a week of its own, of which no Friday is a holiday.
FIRST = datetime(2027, 1, 13, 11, 15, tzinfo=ZONE)
#: How often the worker asks the vendors for what it was not told (real time).
COUNTED = ("seeds", "storm", "kills")
HABITS = ("--calendar-seconds", "2", "--catch-up-seconds", "1")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("chaos")
    group.addoption("--every-fault", action="store_true", help="not only the fastest")
    group.addoption("--seeds", type=int, default=1, help="random stories to play")
    group.addoption("--first-seed", type=int, default=1, help="the first of them")
    group.addoption("--storm", type=int, default=5_000, help="booking attempts")
    group.addoption("--kills", type=int, default=10, help="programs killed at random moments")
    group.addoption("--table", type=Path, help="write the table of faults here")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "fault(fault): proves that a fault of the list is survived")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        table.describe(item)
    # One of two workers opens the house at once, the other when it has rehearsed everything.
    items.sort(key=lambda item: "scene" not in getattr(item, "fixturenames", ()))
    if config.getoption("--every-fault", default=False):
        return
    slow = [item for item in items if any(not each.quick for each in table.faults_of(item))]
    config.hook.pytest_deselected(items=slow)
    items[:] = [item for item in items if item not in slow]


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    table.RESULTS.add(report)


def pytest_sessionfinish(session: pytest.Session) -> None:
    path = session.config.getoption("--table", default=None)
    is_worker = hasattr(session.config, "workerinput")
    if path is not None and not is_worker:
        counted = {name: session.config.getoption(f"--{name}") for name in COUNTED}
        table.write(path, counted)


@dataclass(frozen=True, kw_only=True)
class CrashingWiring(Wiring):
    """The salon's programs are told where their crash points are ordered."""

    crash_file: Path

    def salon(
        self, *, database_url: str, redis_url: str, google_file: Path, settle_seconds: float
    ) -> dict[str, str]:
        told = super().salon(
            database_url=database_url,
            redis_url=redis_url,
            google_file=google_file,
            settle_seconds=settle_seconds,
        )
        return told | {"ATREVETE_CRASH_FILE": str(self.crash_file)}


@dataclass(frozen=True, kw_only=True)
class Grounds:
    """The house, what it stands on, and its calendar of weeks."""

    house: House
    postgres: Server
    redis: Server
    crash_file: Path


@pytest.fixture(scope="session")
def grounds() -> Iterator[Grounds]:
    # /tmp: PostgreSQL's own user must reach it.
    with tempfile.TemporaryDirectory(prefix="atrevete-chaos-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        crash_file = folder / "crash.order"
        postgres, redis = postgres_in(folder), redis_in(folder)
        try:
            urls = {"ATREVETE_DATABASE_URL": postgres.start(), "ATREVETE_REDIS_URL": redis.start()}
            plan = Plan(
                now=FIRST,
                settle_seconds=SETTLE_SECONDS,
                sweep_seconds=SWEEP_SECONDS,
                wiring=CrashingWiring(crash_file=crash_file),
                habits=HABITS,
            )
            with patch.dict(os.environ, urls), open_house(plan) as house:
                house.until_at_work(house.add_worker())
                yield Grounds(house=house, postgres=postgres, redis=redis, crash_file=crash_file)
        finally:
            redis.stop()
            postgres.stop()


@pytest.fixture(scope="session")
def weeks() -> Iterator[datetime]:
    holidays = {(3, 17), (3, 24), (3, 31)}
    every = (FIRST + timedelta(weeks=number) for number in range(500))
    return (
        week
        for week in every
        if (week.month, week.day) not in holidays and _ordinary(week + timedelta(days=2))
    )


def _ordinary(friday: datetime) -> bool:
    from atrevete_core.domain.holidays import public_holidays  # noqa: PLC0415

    return friday.date() not in public_holidays("ES", "MD", "", friday.year)


@pytest.fixture
async def scene(
    grounds: Grounds, weeks: Iterator[datetime], request: pytest.FixtureRequest
) -> AsyncIterator[Scene]:
    house = grounds.house
    house.check()
    engine = open_engine(house.database_url)
    async with Simulation(house.simulator_url) as simulation:
        now = next(weeks)
        await simulation.clear_failures()
        await simulation.set_clock(now)
        scene = Scene(
            house,
            simulation,
            engine,
            now,
            crash_file=grounds.crash_file,
            postgres=grounds.postgres,
            redis=grounds.redis,
        )
        try:
            yield scene
            await simulation.clear_failures()
            await scene.rest()
            wrong = await broken(engine, simulation, house)
            request.node.user_properties.append(("recoveries", scene.recoveries))
            request.node.user_properties.append(("notes", scene.notes))
            assert wrong == [], "\n".join([*wrong, "the story:", *scene.story])
        finally:
            grounds.crash_file.unlink(missing_ok=True)
            await engine.dispose()


@pytest.fixture(scope="session")
def rehearsal_database(new_database: NewDatabase) -> Iterator[str]:
    with new_database() as url:
        asyncio.run(_sow(url))
        yield url


async def _sow(url: str) -> None:
    engine = open_engine(url)
    await seed(engine, reference_salon())
    await engine.dispose()


@pytest.fixture
async def rehearsal(
    rehearsal_database: str, request: pytest.FixtureRequest
) -> AsyncIterator[Rehearsal]:
    """A salon in this process on a real PostgreSQL; all invariants are checked at its end."""
    engine = open_engine(rehearsal_database)
    it = Rehearsal.on(engine, now=NOW)
    await it.empty()
    try:
        yield it
        await it.settle()
        wrong = await it.broken()
        request.node.user_properties.append(("notes", it.notes))
        assert wrong == [], "\n".join([*wrong, "the story:", *it.story])
    finally:
        await engine.dispose()
