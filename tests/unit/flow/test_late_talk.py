"""«Voy tarde» in words: calm, with both times, and nobody is troubled for nothing (R32, S11)."""

from datetime import datetime, time

import pytest

from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.commands import Accept, Ask, AskAboutServices, RunLate
from atrevete_core.domain.conversation import EscalationReason
from tests.builders import CARMEN, a_booking, madrid
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_appointments_talk import TODAY, TOMORROW, status, with_appointment


async def at(moment: datetime) -> Talk:
    """It is then (as she answers), and Laura has a cut at six."""
    talk = await with_appointment(when=on(TODAY, at=time(18)))
    talk.salon.clock.set(moment)
    return talk


def notices(talk: Talk) -> list[str]:
    return [e.summary for e in talk.escalations if e.reason is EscalationReason.DELAY]


@pytest.mark.parametrize(
    ("late", "arrives"),
    [
        (RunLate(minutes=20), "18:20"),
        (RunLate(arrives_in=40), "18:20"),
        (RunLate(arrives=time(18, 20)), "18:20"),
    ],
)
async def test_however_it_is_said_she_works_out_the_hour(late: RunLate, arrives: str) -> None:
    talk = await at(madrid(2026, 12, 16, 17, 40))
    reply = await talk.says(late)
    assert reply.startswith("Gracias por avisar, Laura. Llegarías a las ")
    assert arrives in reply
    assert reply.endswith("Ven con calma.")
    assert len(notices(talk)) == 1
    assert status(talk) is AppointmentStatus.CONFIRMED
    assert talk.conversation.human_since is None


async def test_the_next_customer_is_spoken_of_without_a_name() -> None:
    talk = await at(madrid(2026, 12, 16, 17, 40))
    (appointment,) = talk.bookings[0].appointments
    name = talk.salon.seed.catalogue.stylist(appointment.stylist_id).name
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        start = appointment.during.end
        busy = a_booking(guest=CARMEN, stylist=name, at=start, status=HoldStatus.CONFIRMED)
        await records.bookings.add(busy)
    reply = await talk.says(RunLate(minutes=20))
    assert f"{name} tiene otra cita a las 18:40: se lo digo ya" in reply
    assert "Carmen" not in reply
    assert "Carmen" not in notices(talk)[0]


async def test_without_a_next_customer_the_stylist_is_told_all_the_same() -> None:
    talk = await at(madrid(2026, 12, 16, 17, 40))
    reply = await talk.says(RunLate(minutes=10))
    assert "se lo digo ya a " in reply
    assert "otra cita" not in reply


async def test_a_few_minutes_hours_before_are_only_noted() -> None:
    talk = await at(madrid(2026, 12, 16, 15))
    reply = await talk.says(RunLate(minutes=10))
    assert reply == "Gracias por avisar, Laura: te espero a las 18:10. Ven con calma."
    assert notices(talk) == []


async def test_in_time_after_all_nobody_is_told_of_a_delay() -> None:
    talk = await at(madrid(2026, 12, 16, 17, 30))
    reply = await talk.says(RunLate(arrives_in=20))
    assert "te espero a las 18:00" in reply
    assert notices(talk) == []


async def test_she_asks_when_they_come_if_it_was_not_said() -> None:
    talk = await at(madrid(2026, 12, 16, 17, 40))
    assert await talk.says(RunLate()) == "Gracias por avisar. ¿A qué hora crees que llegas?"
    assert notices(talk) == []


async def test_for_tomorrow_it_is_only_noted_with_its_day() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    assert "te espero el jueves 17 a las 10:20" in await talk.says(RunLate(minutes=20))
    assert notices(talk) == []


async def test_in_minutes_from_now_nobody_comes_tomorrow() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    assert "no encuentro ninguna cita tuya para hoy" in await talk.says(RunLate(arrives_in=20))


async def test_after_it_she_goes_on_as_before() -> None:
    talk = await at(madrid(2026, 12, 16, 17, 40))
    await talk.says(RunLate(minutes=20))
    assert "aparcamiento" in await talk.says(Ask(topics=("parking",)))


async def test_a_price_asked_while_late_is_told_and_offers_nothing() -> None:
    talk = await at(madrid(2026, 12, 16, 17, 40))
    reply = await talk.says(RunLate(minutes=20), AskAboutServices(services=("BARBA",)))
    assert "7,15 €" in reply
    assert "18:20" in reply
    await talk.says(Accept())
    assert len(talk.bookings) == 1
