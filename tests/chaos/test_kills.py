"""kill -9 of any program at random moments under load: nothing is lost, nothing happens twice."""

import asyncio
import random

import pytest

from tests.chaos.faults import fault
from tests.chaos.scene import Customer, Scene

HOURS = ("10:00", "11:00", "12:00", "16:00", "17:00", "18:00")
STYLISTS = ("Pilar", "Marta", "Víctor")


@fault(4, "kill -9 of any program at a random moment under load", holds="I5 I8", quick=True)
@pytest.mark.timeout(36_000)
async def test_programs_that_are_killed_at_random_lose_and_double_nothing(
    scene: Scene, pytestconfig: pytest.Config
) -> None:
    kills: int = pytestconfig.getoption("--kills")
    chance = random.Random(kills)
    for number in range(kills):
        customer = scene.person(f"Clienta{number}")
        await customer.sends(customer.wish(chance.choice(HOURS), chance.choice(STYLISTS)))
        await asyncio.sleep(chance.uniform(0, 1.2))
        victims = [*scene.workers[:1], scene.webhook]
        scene.kill(chance.choice(victims))
        await scene.recovers(seconds=60)
        await answered(customer)
    slowest = max(scene.recoveries)
    scene.notes.append(
        f"{kills} programs killed at random moments; slowest recovery {slowest:.1f} s"
    )


async def answered(customer: Customer) -> None:
    assert len(await customer.reads()) >= 1
