"""From a WhatsApp message to a paid appointment, with every program up."""

import asyncio
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import reference_salon
from atrevete_core.domain.closing import Absence
from atrevete_core.domain.interval import Interval
from atrevete_core.usecases.close_time import enter_absence
from tests.e2e.stage import Stage

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)


async def test_the_same_message_twenty_times_at_once_is_answered_once(stage: Stage) -> None:
    await stage.simulation.fail("chatwoot", "message_created", "duplicate", copies=20)
    ana = stage.person("Ana")
    answers = await ana.writes("hola")
    assert len(answers) == 1
    assert (
        await stage.value(
            "SELECT count(*) FROM inbox WHERE payload ->> 'channel_id' = :channel",
            channel=ana.number.removeprefix("+"),
        )
        == 1
    )
    ledger = await stage.simulation.ledger("chatwoot")
    delivered = [each for each in ledger.webhooks if each.fault == "duplicate"]
    assert [each.status for each in delivered] == [200] * 20


async def test_of_two_customers_after_one_slot_one_gets_it_and_the_other_is_offered_others(
    stage: Stage,
) -> None:
    ana, berta = stage.person("Ana"), stage.person("Berta")
    said = await asyncio.gather(ana.asks_for(), berta.asks_for())
    held = [*await ana.bookings(), *await berta.bookings()]
    assert [each.status for each in held] == ["provisional"]
    winner, loser = sorted(
        ("\n".join(each) for each in said), key=lambda each: "checkout" not in each
    )
    assert "Te guardo" in winner
    assert "checkout" not in loser
    assert "10:00" in loser
    assert re.search("puedo (con Pilar )?a las", loser)


async def test_an_absence_over_a_booking_is_a_task_for_a_person_and_moves_nothing(
    stage: Stage,
) -> None:
    ana = stage.person("Ana")
    await ana.pays(await ana.holds("12:00", "Harol"))
    before = await ana.booking()
    salon = reference_salon()
    [harol] = [each for each in salon.catalogue.stylists if each.name == "Harol"]
    morning = Interval(stage.friday, stage.friday + timedelta(hours=3))
    absence = Absence(
        id=uuid4(), salon_id=salon.salon.id, stylist_id=harol.id, during=morning, reason="médico"
    )
    [hit] = await enter_absence(PostgresStorage(stage.engine), absence, at=stage.now)
    await stage.wait(minutes=0.1)
    assert hit.id == before.id
    assert await ana.booking() == before
    assert before.status == "confirmed"
    assert await ana.escalations() == ["agenda_conflict"]
    assert await ana.reads() == []
