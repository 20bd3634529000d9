"""Messages that are lost, doubled, late, or not for Maite (faults 1, 17-21, 44, 45, 53, 55)."""

import pytest

from tests.chaos.faults import fault
from tests.chaos.scene import Scene, until

pytestmark = pytest.mark.timeout(150)


@fault(1, "Kill after the request is read, before the message is stored", holds="I14", quick=True)
async def test_what_was_never_stored_is_asked_for(scene: Scene) -> None:
    ana = scene.person()
    async with scene.dies_at("before:commit:inbox.add"):
        await ana.sends("hola, quería una cita")
        await until(lambda: told(scene, ana.number), seconds=20)
    assert len(await ana.reads()) == 1


@fault(17, "One message delivered twenty times at once", holds="I5", quick=True)
async def test_a_message_that_comes_twenty_times_is_one(scene: Scene) -> None:
    ana = scene.person()
    await scene.fails("chatwoot", "message_created", "duplicate", copies=20)
    assert len(await ana.writes("hola, quería una cita")) == 1


@fault(18, "Messages out of order, and two within an instant", holds="I5 I7", quick=True)
async def test_a_burst_in_the_wrong_order_is_one_turn_in_the_right_order(scene: Scene) -> None:
    ana = scene.person()
    await scene.fails("chatwoot", "message_created", "reorder", seconds=1.0)
    answers = await ana.writes("hola soy Ana Gómez Ruiz", "quiero un corte con Pilar el viernes")
    assert 1 <= len(answers) <= 2
    heard = await scene.rows(
        "SELECT h.text FROM conversation_history h JOIN conversations v ON v.id = h.conversation_id"
        " JOIN contacts c ON c.id = v.contact_id WHERE c.channel_id = :who"
        " AND speaker = 'customer' ORDER BY h.id",
        who=ana.number.removeprefix("+"),
    )
    assert len(heard) == 2


@fault(19, "A message delivered two hours late, after a newer turn", holds="I5 I7", quick=True)
async def test_no_answer_is_given_to_the_past(scene: Scene) -> None:
    ana = scene.person()
    await scene.simulation.send_webhooks_to(chatwoot="")
    old = await scene.simulation.write_as(ana.number, "hola, a qué hora abrís?", name="Ana")
    # The desk cannot be asked either, so that the message is still unknown two hours later.
    await scene.fails("chatwoot", "GET */conversations", "503", times=None)
    await scene.simulation.send_webhooks_to(chatwoot=f"{scene.house.webhook_url}/webhooks/chatwoot")
    await scene.wait(minutes=120)
    await ana.writes("hola, quería una cita")
    await scene.simulation.clear_failures()
    await until(lambda: known(scene, old.message_id), seconds=20)
    assert await ana.reads() == []
    [row] = await scene.rows(
        "SELECT disposition FROM inbox WHERE external_id = :id", id=f"message:{old.message_id}"
    )
    assert row.disposition == "stale"


@fault(20, "A webhook that is never delivered", holds="I5", quick=True)
async def test_a_message_whose_webhook_was_lost_is_found(scene: Scene) -> None:
    ana = scene.person()
    await scene.fails("chatwoot", "message_created", "lost")
    await ana.sends("hola, quería una cita")
    await until(lambda: told(scene, ana.number), seconds=20)
    await scene.recovers()
    assert len(await ana.reads()) == 1


@fault(21, "Our own messages echoed, private notes, a bot that answers", holds="I5 I15", quick=True)
async def test_only_customers_start_turns(scene: Scene) -> None:
    ana = scene.person()
    await ana.writes("hola, quería una cita")
    await scene.simulation.team("note", ana.number, "cliente nueva")
    assert await ana.reads() == []
    # Somebody's own bot: more messages a minute than a person writes are answered together.
    for number in range(25):
        await ana.sends(f"mensaje automático {number}")

    async def all_delivered() -> bool:
        return await scene.simulation.pending() == 0

    await until(all_delivered)
    # What came after the tenth of a minute is answered a minute later.
    await scene.wait(minutes=1.1)
    turns = await scene.value(
        "SELECT turn FROM conversations v JOIN contacts c ON c.id = v.contact_id"
        " WHERE c.channel_id = :who",
        who=ana.number.removeprefix("+"),
    )
    assert isinstance(turns, int)
    assert turns <= 12


@fault(44, "Chatwoot fails after it has accepted a message", holds="I5 I8", quick=True)
@pytest.mark.parametrize("answer", ["close", "500"])
async def test_what_was_accepted_is_not_sent_again(scene: Scene, answer: str) -> None:
    ana = scene.person()
    await scene.fails(
        "chatwoot", "POST */messages", "drop_after_commit", times=1, answer=answer, seconds=0.1
    )
    await ana.sends("hola, quería una cita")
    await until(lambda: noted_failure(scene), seconds=20)
    # A request that was cut off is given its time before anything is read back.
    await scene.simulation.advance_clock(20)
    await scene.recovers()
    assert len(await ana.reads()) == 1


@fault(45, "Chatwoot refuses: conversation deleted, window closed", holds="I5", quick=True)
async def test_a_message_that_cannot_arrive_becomes_a_template_or_a_task(scene: Scene) -> None:
    ana = scene.person()
    await ana.holds()
    page = (await scene.simulation.payments())[-1]
    await scene.simulation.pay(page.id)
    await ana.reads()
    [last] = [e for e in await scene.simulation.messages_of(ana.number) if "confirmada" in e.text]
    await scene.simulation.fail_message(last.id)
    await scene.recovers()
    said = await scene.simulation.messages_of(ana.number)
    assert [
        each.template for each in said if each.template
    ] or "delivery" in await ana.escalations()


@fault(
    53, "A person answers at the same time, in Chatwoot or from the phone", holds="I6", quick=True
)
@pytest.mark.parametrize("way", ["reply", "reply-from-phone"])
async def test_maite_is_silent_beside_a_person(scene: Scene, way: str) -> None:
    ana = scene.person()
    await ana.writes("hola, quería una cita")
    async with scene.nobody_reads("faqs"):
        await ana.sends("un corte el viernes")
        await until(lambda: scene.is_waited_for("faqs"), seconds=20)
        await scene.simulation.team(way, ana.number, "Hola Ana, te atiendo yo")  # type: ignore[arg-type] # one of its words
        await until(lambda: with_person(scene, ana.number), seconds=20)
    assert [each for each in await ana.reads() if "te atiendo yo" not in each] == []
    assert await ana.writes("vale, gracias") == []


@fault(55, "Human mode outlives a Redis that forgets everything", holds="I6", quick=True)
async def test_a_person_keeps_the_word_when_redis_forgets(scene: Scene) -> None:
    ana = scene.person()
    await ana.writes("quiero hablar con una persona")
    scene.redis.stop()
    scene.redis.start()
    scene.note("Redis comes back empty")
    assert await ana.writes("hola?") == []


async def noted_failure(scene: Scene) -> bool:
    """A send has failed and waits for its retry."""
    return bool(
        await scene.value(
            "SELECT count(*) FROM outbox WHERE status = 'pending' AND last_error <> ''"
        )
    )


async def told(scene: Scene, number: str) -> bool:
    return bool(
        await scene.value(
            "SELECT count(*) FROM inbox i JOIN conversations v ON v.id = i.conversation_id"
            " JOIN contacts c ON c.id = v.contact_id WHERE c.channel_id = :who",
            who=number.removeprefix("+"),
        )
    )


async def known(scene: Scene, number: int) -> bool:
    return bool(
        await scene.value(
            "SELECT count(*) FROM inbox WHERE external_id = :id AND disposition IS NOT NULL",
            id=f"message:{number}",
        )
    )


async def with_person(scene: Scene, number: str) -> bool:
    return bool(
        await scene.value(
            "SELECT count(*) FROM conversations v JOIN contacts c ON c.id = v.contact_id"
            " WHERE c.channel_id = :who AND v.human_since IS NOT NULL",
            who=number.removeprefix("+"),
        )
    )
