"""Workers that stand still or die in the middle of a turn."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest
from atrevete_apps.cli.children import Child
from atrevete_apps.cli.house import House

from tests.e2e.stage import Somebody, Stage

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)

#: A turn reads it before it answers: whoever locks it stops every turn in its middle.
READ_BY_EVERY_TURN = "faqs"


@pytest.fixture(autouse=True)
def one_worker(house: House) -> Iterator[None]:
    """Whatever a test did: the next one finds one worker, and it works."""
    yield
    for worker in workers(house)[1:]:
        house.dismiss(worker)
    if not workers(house):
        house.until_at_work(house.add_worker())


async def test_a_worker_that_stands_still_in_mid_turn_is_replaced_and_says_nothing_twice(
    stage: Stage,
) -> None:
    [first] = workers(stage.house)
    second = await another_worker(stage)
    ana = stage.person("Ana")
    second.send(signal.SIGSTOP)
    async with in_mid_turn(stage, ana, "hola, quería una cita"):
        first.send(signal.SIGSTOP)
        second.send(signal.SIGCONT)
    answers = await ana.reads()
    assert len(answers) == 1

    first.send(signal.SIGCONT)
    await at_work(stage, first)
    assert await ana.reads() == []
    assert await stage.value(TURNS, channel=ana.number.removeprefix("+")) == 2


async def test_a_worker_killed_in_mid_turn_loses_and_doubles_nothing(stage: Stage) -> None:
    [first] = workers(stage.house)
    ana = stage.person("Ana")
    async with in_mid_turn(stage, ana, "hola, soy Ana Gómez Ruiz, quiero un corte el viernes"):
        first.send(signal.SIGKILL)
        first.wait(seconds=5)
    stage.house.dismiss(first)
    await another_worker(stage)

    [answer] = await ana.reads()
    assert re.search("puedo (con \\w+ )?a las", answer)
    said = "\n".join(await ana.writes("la primera"))
    link = next(word for word in said.split() if "checkout" in word)
    confirmed = await ana.pays(link)
    assert len([each for each in confirmed if "confirmada" in each]) == 1
    assert (await ana.booking()).status == "confirmed"


TURNS = (
    "SELECT turn FROM conversations JOIN contacts ON contacts.id = contact_id"
    " WHERE channel_id = :channel"
)


def workers(house: House) -> list[Child]:
    return [each for each in house.children if each.name.startswith("worker")]


async def another_worker(stage: Stage) -> Child:
    worker = stage.house.add_worker()
    await asyncio.to_thread(stage.house.until_at_work, worker)
    return worker


@asynccontextmanager
async def in_mid_turn(stage: Stage, somebody: Somebody, text: str) -> AsyncIterator[None]:
    """A worker has begun the turn that answers this message, and cannot end it yet."""
    async with stage.nobody_reads(READ_BY_EVERY_TURN):
        await somebody.sends(text)
        await until(lambda: stage.is_waited_for(READ_BY_EVERY_TURN))
        yield


async def at_work(stage: Stage, worker: Child) -> None:
    """It has swept again, and whatever it still had in hand has ended."""
    ready = stage.house.ready_file_of(worker)
    before = ready.stat().st_mtime_ns
    await until(lambda: asyncio.to_thread(lambda: ready.stat().st_mtime_ns > before))
    await stage.rest()


async def until(found: Callable[[], Awaitable[bool]], seconds: float = 10.0) -> None:
    deadline = asyncio.get_running_loop().time() + seconds
    while not await found():
        assert asyncio.get_running_loop().time() < deadline, "it never happened"
        await asyncio.sleep(0.02)
