"""A program dies, or stands still, at the worst moment (faults 1 to 16, 52)."""

import signal

import pytest

from tests.chaos.faults import fault
from tests.chaos.rehearsal import Rehearsal
from tests.chaos.scene import Scene, until

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


@fault(5, "Kill while the message is being understood", holds="I5 I15")
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


@fault(14, "Kill after the reminder is sent, before it is marked", holds="I10", quick=True)
async def test_a_reminder_is_said_once(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds_on("martes 22")
    await ana.pays(page)
    rehearsal.salon.clock.advance(hours=4 * 24)
    rehearsal.orders.append("after:messenger.send")
    await rehearsal.settle()
    reminders = [each for each in rehearsal.markers() if each.startswith("reminder:")]
    await rehearsal.wait(hours=1)
    assert len(reminders) == 1


@fault(15, "Kill between the closing transaction and the pruning", holds="I5 I12", quick=True)
async def test_a_closed_turn_is_not_taken_again(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    async with rehearsal.dies_at("after:commit:conversations.close_turn"):
        await ana.writes("hola, quería una cita")
    assert len(ana.reads()) == 1
    lines = await rehearsal.value(
        "SELECT count(*) FROM conversation_history WHERE speaker='customer'"
    )
    assert lines == 1
    assert await ana.writes("sí")


@fault(16, "Deploy: SIGTERM in mid-turn, old and new code together", holds="I5 I7", quick=True)
async def test_a_worker_that_is_told_to_leave_finishes_its_turn(scene: Scene) -> None:
    ana = scene.person()
    async with scene.nobody_reads("faqs"):
        await ana.sends("hola, quería una cita")
        await until(lambda: scene.is_waited_for("faqs"), seconds=20)
        for worker in scene.workers:
            worker.send(signal.SIGTERM)
        scene.note("SIGTERM to all workers")
    leaving = scene.workers
    for worker in leaving:
        worker.wait(seconds=25)
        scene.replace(worker)
    await scene.recovers(seconds=60)
    assert len(await ana.reads()) == 1


@fault(16, "A row of newer code waits for it", holds="I5 I7", quick=True)
async def test_old_code_leaves_the_rows_of_newer_code(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    await ana.writes("hola")
    await rehearsal.change(
        "INSERT INTO outbox (salon_id, key, lane, effect, planned_at, due_at, schema_number)"
        " SELECT id, 'newer', 'conversation:newer', '{\"kind\": \"dance\"}', now(), '2026-01-01', 2"
        " FROM salons"
    )
    await rehearsal.wait(minutes=1)
    assert await rehearsal.value("SELECT attempts FROM outbox WHERE key = 'newer'") == 0
    await rehearsal.change("DELETE FROM outbox WHERE key = 'newer'")


@fault(52, "A worker stands still in mid-turn and wakes up later", holds="I6 I7 I8", quick=True)
async def test_a_zombie_says_nothing(scene: Scene) -> None:
    ana = scene.person()
    scene.order("stop", "after:model.reason")
    await ana.sends("hola, quería una cita")
    zombie = await scene.struck()
    await scene.recovers()
    assert len(await ana.reads()) == 1
    zombie.send(signal.SIGCONT)
    scene.note(f"{zombie.name} goes on")
    await scene.rest()
    assert await ana.reads() == []


@fault(52, "A worker stands still with a message in its hand", holds="I6 I7 I8")
async def test_a_zombie_that_was_about_to_speak_looks_again(scene: Scene) -> None:
    ana = scene.person()
    scene.order("stop", "after:commit:outbox.claim")
    await ana.sends("hola, quería una cita")
    zombie = await scene.struck()
    await scene.recovers()
    assert len(await ana.reads()) == 1
    zombie.send(signal.SIGCONT)
    scene.note(f"{zombie.name} goes on")
    await scene.rest()
    assert await ana.reads() == []
