"""One house for all end-to-end tests of a run: all of them run in one process, in this order."""

from collections.abc import AsyncIterator, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from atrevete_apps.cli.display import ZONE
from atrevete_apps.cli.house import House, Plan, open_house
from atrevete_apps.cli.script import load_play, play_names
from atrevete_apps.cli.wiring import Wiring

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.simulation import Simulation
from tests.e2e.stage import Stage

SETTLE_SECONDS = 0.1
SWEEP_SECONDS = 0.3
#: A Wednesday after all plays; each test has a week of its own, of which no Friday is a holiday.
FIRST = datetime(2027, 5, 26, 11, 15, tzinfo=ZONE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Plays first: the salon's time only moves on."""
    ours = [each for each in items if each.path.is_relative_to(Path(__file__).parent)]
    played_first = sorted(ours, key=lambda each: "test_scenarios" not in each.nodeid)
    at = {id(each) for each in ours}
    following = iter(played_first)
    items[:] = [next(following) if id(each) in at else each for each in items]


@pytest.fixture(scope="session")
def house() -> Iterator[House]:
    """A salon that opens on the day of the first play, with Claude's understudy listening."""
    now = min(load_play(name).now for name in play_names()).replace(tzinfo=ZONE)
    plan = Plan(
        now=now,
        settle_seconds=SETTLE_SECONDS,
        sweep_seconds=SWEEP_SECONDS,
        wiring=Wiring(language_model="claude"),
    )
    with open_house(plan) as opened:
        yield opened


@pytest.fixture(scope="session")
def weeks() -> Iterator[datetime]:
    return (FIRST + timedelta(weeks=number) for number in range(24))


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
