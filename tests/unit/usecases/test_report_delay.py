"""«Voy tarde»: by how much, who is told, and who comes next (R32, S11)."""

from datetime import datetime, time

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import AppointmentStatus, HoldStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.interval import after
from atrevete_core.usecases.cancel import cancel_appointment
from atrevete_core.usecases.report_delay import (
    Delay,
    Lateness,
    NoAppointmentToday,
    delay_minutes,
    report_delay,
)
from tests.builders import CARMEN, LAURA, NOW, SALON, a_booking, madrid, stylist
from tests.unit.usecases.at_work import a_salon, conversation_of, now_of, tasks
from tests.unit.usecases.booked import before, decides, has_paid, only

AT_SIX = madrid(2026, 12, 16, 18)


@pytest.mark.parametrize(
    ("lateness", "now", "minutes"),
    [
        (Lateness(minutes=20), madrid(2026, 12, 16, 17), 20),
        (Lateness(arrives_in=20), madrid(2026, 12, 16, 17, 55), 15),
        (Lateness(arrives_in=20), madrid(2026, 12, 16, 18, 10), 30),
        (Lateness(arrives=time(18, 25)), madrid(2026, 12, 16, 17), 25),
        (Lateness(arrives_in=20), madrid(2026, 12, 16, 17, 30), 0),
        (Lateness(arrives=time(17, 50)), madrid(2026, 12, 16, 17), 0),
        (Lateness(minutes=-5), madrid(2026, 12, 16, 17), 0),
        (Lateness(), madrid(2026, 12, 16, 17), 0),
    ],
)
def test_there_are_three_ways_to_say_it(lateness: Lateness, now: datetime, minutes: int) -> None:
    assert delay_minutes(AT_SIX, lateness, now=now) == minutes


async def late(
    salon: MemorySalon, lateness: Lateness, *, at: datetime, intent: str = "message"
) -> Delay | NoAppointmentToday:
    salon.clock.set(at)
    return await decides(
        salon,
        lambda records: report_delay(
            records,
            SALON.id,
            LAURA.customer.id,
            lateness=lateness,
            conversation_id=LAURA.conversation_id,
            intent=intent,
            at=at,
        ),
    )


async def with_laura_at_six() -> MemorySalon:
    salon = a_salon()
    await has_paid(salon, start=AT_SIX)
    return salon


def delays(salon: MemorySalon) -> list[str]:
    return [each.summary for each in tasks(salon) if each.reason is EscalationReason.DELAY]


async def carmen_follows(salon: MemorySalon, at: datetime) -> None:
    async with salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        await records.bookings.add(a_booking(guest=CARMEN, at=at, status=HoldStatus.CONFIRMED))


@pytest.mark.parametrize(
    ("minutes", "hours_before", "told"),
    [
        (5, 2, False),
        (30, 2, False),
        (31, 2, True),
        (5, 1, True),
        (5, 0, True),
    ],
)
async def test_near_or_long_is_told_and_the_rest_only_noted(
    minutes: int, hours_before: int, *, told: bool
) -> None:
    salon = await with_laura_at_six()
    delay = await late(salon, Lateness(minutes=minutes), at=before(AT_SIX, hours=hours_before))
    assert isinstance(delay, Delay)
    assert delay.told is told
    assert len(delays(salon)) == told
    assert sum("llega tarde" in mail.subject for mail in salon.notifier.emails) == told


async def test_one_second_more_than_the_hour_is_not_near() -> None:
    salon = await with_laura_at_six()
    delay = await late(salon, Lateness(minutes=5), at=before(AT_SIX, hours=1, seconds=1))
    assert isinstance(delay, Delay)
    assert not delay.told


async def test_stylist_and_team_know_both_times_and_nothing_is_cancelled() -> None:
    salon = await with_laura_at_six()
    await carmen_follows(salon, madrid(2026, 12, 16, 18, 40))
    delay = await late(salon, Lateness(minutes=20), at=before(AT_SIX, hours=1))
    assert isinstance(delay, Delay)
    assert (delay.arrives, delay.next_start) == (
        madrid(2026, 12, 16, 18, 20),
        madrid(2026, 12, 16, 18, 40),
    )
    (summary,) = delays(salon)
    assert "Laura García" in summary
    assert "llegaría sobre las 18:20" in summary
    assert "siguiente cita de Marta es a las 18:40" in summary
    mail = salon.notifier.emails[-1]
    assert (mail.address, mail.text) == (stylist("Marta").email, summary)
    assert (await conversation_of(salon)).human_since is None
    (laura, *_) = salon.storage.tables.appointments
    assert laura.status is AppointmentStatus.CONFIRMED


async def test_somebody_elses_next_customer_does_not_matter() -> None:
    salon = await with_laura_at_six()
    async with salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        at = madrid(2026, 12, 16, 18, 40)
        await records.bookings.add(a_booking(guest=CARMEN, at=at, stylist="Pilar"))
    delay = await late(salon, Lateness(minutes=20), at=before(AT_SIX, hours=1))
    assert isinstance(delay, Delay)
    assert delay.next_start is None


async def test_tomorrows_customer_is_not_the_next() -> None:
    salon = await with_laura_at_six()
    await carmen_follows(salon, madrid(2026, 12, 17, 10))
    delay = await late(salon, Lateness(minutes=20), at=before(AT_SIX, hours=1))
    assert isinstance(delay, Delay)
    assert delay.next_start is None


async def test_who_is_in_time_after_all_troubles_nobody() -> None:
    salon = await with_laura_at_six()
    delay = await late(salon, Lateness(arrives=time(17, 55)), at=before(AT_SIX, hours=1))
    assert isinstance(delay, Delay)
    assert (delay.minutes, delay.told) == (0, False)
    assert delays(salon) == []


async def test_the_same_message_tells_once_and_a_later_one_again() -> None:
    salon = await with_laura_at_six()
    at = before(AT_SIX, hours=1)
    for _ in range(2):
        await late(salon, Lateness(minutes=10), at=at, intent="first")
    await late(salon, Lateness(minutes=25), at=after(at, minutes=30), intent="second")
    assert len(delays(salon)) == 2
    assert len([mail for mail in salon.notifier.emails if "llega tarde" in mail.subject]) == 2


@pytest.mark.parametrize(
    "start", [madrid(2026, 12, 23, 10), madrid(2026, 12, 16, 12, 30)], ids=["next week", "long ago"]
)
async def test_without_an_appointment_today_nobody_is_late(start: datetime) -> None:
    salon = a_salon()
    await has_paid(salon, start=start)
    at = madrid(2026, 12, 16, 18)
    assert await late(salon, Lateness(minutes=10), at=at) == NoAppointmentToday()
    assert delays(salon) == []


async def test_what_was_cancelled_cannot_be_come_late_to() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=AT_SIX)
    await decides(
        salon, lambda r: cancel_appointment(r, only(booking).id, conversation_id=None, at=NOW)
    )
    assert await late(salon, Lateness(minutes=10), at=NOW) == NoAppointmentToday()


async def test_an_appointment_that_is_over_is_not_the_one_they_are_late_for() -> None:
    salon = a_salon()
    await has_paid(salon, start=madrid(2026, 12, 16, 16), intent="earlier")
    await has_paid(salon, "BARRO", start=AT_SIX, intent="later")
    delay = await late(salon, Lateness(minutes=10), at=madrid(2026, 12, 16, 17, 30))
    assert isinstance(delay, Delay)
    assert delay.visit.services == ("BARRO",)


async def test_but_when_there_is_no_other_it_is() -> None:
    salon = a_salon()
    booking = await has_paid(salon, "CONSULTA GRATUITA", start=AT_SIX)
    delay = await late(salon, Lateness(arrives_in=5), at=after(AT_SIX, minutes=20))
    assert isinstance(delay, Delay)
    assert delay.minutes == 25
    assert only(await now_of(salon, booking)).status is AppointmentStatus.CONFIRMED
