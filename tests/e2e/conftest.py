"""One house for all end-to-end tests of a run (of each worker of pytest-xdist)."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta

import pytest
from atrevete_apps.cli.display import ZONE
from atrevete_apps.cli.house import House, Plan, open_house

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.simulation import Simulation
from tests.e2e.stage import Stage

SETTLE_SECONDS = 0.2
SWEEP_SECONDS = 0.5
#: A Wednesday; each test has a week of its own, of which no Friday is a holiday.
FIRST = datetime(2027, 1, 13, 11, 15, tzinfo=ZONE)
HOLIDAYS = {datetime(2027, 3, day, 11, 15, tzinfo=ZONE) for day in (17, 24, 31)}


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    plan = Plan(now=FIRST, settle_seconds=SETTLE_SECONDS, sweep_seconds=SWEEP_SECONDS)
    with open_house(plan) as opened:
        yield opened


@pytest.fixture(scope="session")
def weeks() -> Iterator[datetime]:
    every = (FIRST + timedelta(weeks=number) for number in range(50))
    return (week for week in every if week not in HOLIDAYS)


@pytest.fixture
async def stage(house: House, weeks: Iterator[datetime]) -> AsyncIterator[Stage]:
    house.check()
    now = next(weeks)
    engine = open_engine(house.database_url)
    async with Simulation(house.simulator_url) as simulation:
        await simulation.clear_failures()
        await simulation.set_clock(now)
        yield Stage(house, simulation, engine, now)
        await simulation.clear_failures()
    await engine.dispose()
