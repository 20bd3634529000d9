"""A program dies, or stands still, at the worst moment (faults 1 to 16, 52)."""

import pytest

from tests.chaos.faults import fault
from tests.chaos.scene import Scene

pytestmark = pytest.mark.timeout(150)


@fault(2, "Kill after the message is stored, before 200", holds="I5", quick=True)
async def test_a_message_is_answered_when_the_webhook_dies_before_it_says_so(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("after:commit:inbox.add"):
        await ana.sends("hola, quería una cita")
    assert len(await ana.reads()) == 1


@fault(3, "Kill before the wake-up is queued", holds="I5")
async def test_the_sweep_wakes_for_what_nobody_queued(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("before:tasks.wake"):
        await ana.sends("hola, quería una cita")
    assert len(await ana.reads()) == 1


@fault(4, "Kill after the task was claimed, before work", holds="I5 I7")
async def test_another_worker_takes_what_a_dead_one_had_claimed(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("before:commit:conversations.begin_turn"):
        await ana.sends("hola, quería una cita")
    assert len(await ana.reads()) == 1


@fault(5, "Kill while the message is being understood", holds="I5 I15", quick=True)
async def test_a_turn_cut_off_while_understanding_is_answered_once(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("after:model.reason"):
        await ana.sends("hola, quería una cita")
    assert len(await ana.reads()) == 1


@fault(6, "Kill after the booking's commit, before the checkpoint", holds="I1 I8", quick=True)
async def test_a_turn_cut_off_after_its_hold_finds_the_same_hold(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("after:commit:bookings.add"):
        await ana.sends(ana.wish())
    said = "\n".join(await ana.reads())
    assert said.count("checkout") == 1
    assert len(await ana.bookings()) == 1


@fault(7, "Kill after the turn, before its answer is sent", holds="I5")
async def test_an_answer_is_sent_by_whoever_is_left(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("before:messenger.send"):
        await ana.sends("hola, quería una cita")
    assert len(await ana.reads()) == 1


@fault(8, "Kill after Chatwoot accepted, before it is marked sent", holds="I5 I8", quick=True)
async def test_what_was_said_before_the_death_is_not_said_again(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("after:messenger.send"):
        await ana.sends("hola, quería una cita")
    assert len(await ana.reads()) == 1
