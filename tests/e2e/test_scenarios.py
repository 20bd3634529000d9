"""Every scenario's customer over HTTP, one after another in one salon whose clock moves on."""

from collections.abc import AsyncIterator

import pytest
from atrevete_apps.cli.checking import differences
from atrevete_apps.cli.house import House
from atrevete_apps.cli.playing import rest
from atrevete_apps.cli.script import Play, load_play, play_names
from atrevete_apps.cli.staging import play_in
from atrevete_apps.cli.standing import appointments_of

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.simulation import Simulation

#: The first test also waits for every program to start.
pytestmark = pytest.mark.timeout(150)

#: In the order of their days: the salon's time only moves on.
IN_ORDER = sorted(play_names(), key=lambda name: load_play(name).now)
KEPT_FOR_THE_TEAM_SECONDS = 61 * 60.0


@pytest.fixture
async def simulation(house: House) -> AsyncIterator[Simulation]:
    house.check()
    async with Simulation(house.simulator_url) as opened:
        yield opened


def test_every_scenario_has_a_script() -> None:
    assert play_names() == [f"S{number}" for number in range(1, 19)]


@pytest.mark.parametrize("name", IN_ORDER)
async def test_a_scenario_ends_as_it_must(name: str, house: House, simulation: Simulation) -> None:
    script = load_play(name)
    played, outcome = await play_in(house, script, simulation)
    told = "\n".join(outcome.said)
    assert played.broken_off == "", told
    assert differences(script, outcome) == [], told
    if name == "S5":
        await _the_hour_is_free_when_the_team_had_its_time(script, house, simulation)


async def _the_hour_is_free_when_the_team_had_its_time(
    script: Play, house: House, simulation: Simulation
) -> None:
    engine = open_engine(house.database_url)
    try:
        await simulation.advance_clock(KEPT_FOR_THE_TEAM_SECONDS)
        await rest(simulation, engine)
        [booked] = await appointments_of(engine, script.customer.phone)
    finally:
        await engine.dispose()
    assert booked.status == "expired"
