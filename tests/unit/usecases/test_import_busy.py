"""Stylists' own calendars: their time is respected, and never overrules a booking."""

from datetime import datetime

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.availability import Agenda
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.stylist_calendar import BusyTime, CalendarUnreachable
from atrevete_core.usecases.import_busy import import_busy, stylists_with_calendars
from tests.builders import FRIDAY, NOW, POLICY, SALON, madrid, stylist
from tests.unit.usecases.at_work import a_salon, holds, now_of, tasks

MARTA = stylist("Marta")


def dentist(start: datetime, *, event_id: str = "dentist", minutes: int = 60) -> BusyTime:
    return BusyTime(event_id=event_id, during=Interval.lasting(start, minutes))


async def agenda(salon: MemorySalon) -> Agenda:
    async with salon.storage.transaction() as records:
        return await records.bookings.agenda(
            SALON.id, FRIDAY, FRIDAY, stylists=[MARTA.id], policy=POLICY
        )


async def pull(salon: MemorySalon) -> None:
    await import_busy(salon.ports, MARTA, at=await salon.clock.now())


async def test_a_stylists_own_time_is_no_longer_offered_until_she_takes_it_back() -> None:
    salon = a_salon()
    free = await agenda(salon)
    salon.calendar.put_own(MARTA.calendar_id, dentist(madrid(2026, 12, 18, 12)))
    await pull(salon)
    assert await agenda(salon) != free
    salon.calendar.own.clear()
    await pull(salon)
    assert await agenda(salon) == free
    assert tasks(salon) == []


async def test_own_time_over_a_booking_is_one_task_and_the_booking_stays() -> None:
    salon = a_salon()
    booking = await holds(salon)
    salon.calendar.put_own(MARTA.calendar_id, dentist(madrid(2026, 12, 18, 12)))
    for _ in range(3):
        await pull(salon)
    assert await now_of(salon, booking) == booking
    (task,) = tasks(salon)
    assert (task.reason, task.silences) == (EscalationReason.AGENDA_CONFLICT, False)
    assert "calendario de Google" in task.summary


async def test_own_time_beside_a_booking_is_no_task() -> None:
    salon = a_salon()
    booking = await holds(salon)
    end = booking.appointments[0].during.end
    salon.calendar.put_own(MARTA.calendar_id, dentist(end))
    await pull(salon)
    assert tasks(salon) == []


async def test_an_event_that_moves_over_the_booking_from_another_hour_is_told_again() -> None:
    salon = a_salon()
    await holds(salon)
    for start in (madrid(2026, 12, 18, 12), madrid(2026, 12, 18, 17), madrid(2026, 12, 18, 12, 15)):
        salon.calendar.own[MARTA.calendar_id] = [dentist(start)]
        await pull(salon)
    assert len(tasks(salon)) == 2


async def test_a_calendar_that_cannot_be_read_leaves_what_was_known() -> None:
    salon = a_salon()
    salon.calendar.put_own(MARTA.calendar_id, dentist(madrid(2026, 12, 18, 12)))
    await pull(salon)
    known = await agenda(salon)
    salon.calendar.trouble.fail(CalendarUnreachable("Google does not answer"))
    with pytest.raises(CalendarUnreachable):
        await pull(salon)
    assert await agenda(salon) == known


async def test_every_stylist_with_a_calendar_is_read() -> None:
    names = {each.name for each in await stylists_with_calendars(a_salon(NOW).ports)}
    assert names == {"Pilar", "Harol", "Víctor", "Marta", "Rosa"}
