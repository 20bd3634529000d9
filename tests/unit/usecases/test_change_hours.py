"""Staff change hours: bookings that are then outside stay, and each is a person's task."""

from datetime import date, time

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.new_hours import NewHours, SalonWeek, SpecialDay, StylistWeek
from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.change_hours import change_hours, outside_by
from atrevete_core.usecases.retrying import decide
from tests.builders import CARMEN, FRIDAY, NOW, REFERENCE, SALON, madrid, stylist
from tests.unit.usecases.at_work import a_salon, holds, now_of, tasks

MORNING = (TimeSpan(time(10), time(12)),)
MARTA = stylist("Marta").id
LOLA = Act(actor="admin:lola", at=NOW)


async def changes(salon: MemorySalon, new: NewHours, act: Act = LOLA) -> list[Appointment]:
    return list(await decide(salon.storage, lambda r: change_hours(r, SALON.id, new, act)))


async def would_leave_outside(salon: MemorySalon, new: NewHours) -> list[Appointment]:
    async with salon.storage.transaction() as records:
        return list(await outside_by(records, SALON.id, new, at=NOW))


async def test_a_booking_outside_the_new_hours_is_a_task_and_stays() -> None:
    salon = a_salon()
    booking = await holds(salon)
    new = StylistWeek(MARTA, WeeklyHours({4: MORNING}))
    assert await would_leave_outside(salon, new) == list(booking.appointments)
    assert tasks(salon) == []
    assert await changes(salon, new) == list(booking.appointments)
    await salon.settle()
    assert await now_of(salon, booking) == booking
    [task] = tasks(salon)
    assert (task.reason, task.silences) == (EscalationReason.AGENDA_CONFLICT, False)
    assert "Con el horario nuevo queda fuera la cita de Laura García con Marta" in task.summary
    assert "choque en la agenda" in salon.team_thread[-1]


async def test_maite_offers_by_the_new_hours_at_once() -> None:
    salon = a_salon()
    await changes(salon, SalonWeek(WeeklyHours({4: MORNING})))
    await changes(salon, StylistWeek(MARTA, WeeklyHours({})))
    await changes(salon, SpecialDay(date(2026, 12, 20), MORNING))
    async with salon.storage.transaction() as records:
        agenda = await records.bookings.agenda(
            SALON.id, FRIDAY, date(2026, 12, 20), stylists=[MARTA, stylist("Pilar").id],
            policy=await records.salons.policy(SALON.id),
        )  # fmt: skip
    assert agenda.hours.on(FRIDAY) == MORNING
    assert agenda.hours.on(date(2026, 12, 20)) == MORNING
    assert not agenda.in_hours(MARTA, FRIDAY)
    assert agenda.in_hours(stylist("Pilar").id, FRIDAY)


async def test_only_whom_it_concerns_and_only_what_is_to_come() -> None:
    salon = a_salon()
    await holds(salon)
    carmens = await holds(salon, guest=CARMEN, intent="carmen", stylist_name="Pilar")
    nobody = WeeklyHours({})
    assert await would_leave_outside(salon, StylistWeek(stylist("Pilar").id, nobody)) == list(
        carmens.appointments
    )
    assert len(await would_leave_outside(salon, SalonWeek(nobody))) == 2
    assert len(await would_leave_outside(salon, SpecialDay(FRIDAY, ()))) == 2
    assert await would_leave_outside(salon, SpecialDay(date(2026, 12, 17), ())) == []
    later = Act(actor="admin:lola", at=madrid(2026, 12, 18, 13))
    assert await changes(salon, SalonWeek(nobody), later) == []


async def test_a_date_given_back_to_the_week_may_leave_bookings_outside() -> None:
    salon = a_salon()
    sunday = date(2026, 12, 20)
    await changes(salon, SpecialDay(sunday, MORNING))
    await changes(salon, StylistWeek(MARTA, WeeklyHours({6: MORNING})))
    booking = await holds(salon, start=madrid(2026, 12, 20, 10))
    assert await changes(salon, SpecialDay(sunday, None)) == list(booking.appointments)


async def test_the_same_hours_again_change_nothing() -> None:
    salon = a_salon()
    await holds(salon)
    assert await changes(salon, SalonWeek(REFERENCE.weekly)) == []
    assert await changes(salon, SpecialDay(FRIDAY, None)) == []
    assert tasks(salon) == []
    assert list(salon.storage.tables.audit) == []


async def test_what_was_and_what_is_now_is_written_down() -> None:
    salon = a_salon()
    await holds(salon)
    await changes(salon, SalonWeek(WeeklyHours({**REFERENCE.weekly.spans, 4: MORNING})))
    await changes(salon, StylistWeek(MARTA, WeeklyHours({**REFERENCE.weekly.spans, 4: MORNING})))
    await changes(salon, SpecialDay(FRIDAY, ()))
    await changes(salon, SpecialDay(FRIDAY, None))
    entries = list(salon.storage.tables.audit)
    assert [each.action for each in entries] == [
        "openinghours.changed", "workinghours.changed", "specialday.changed", "specialday.changed",
    ]  # fmt: skip
    assert entries[0].details == {
        "before": {"4": ["10:00–20:00"]}, "after": {"4": ["10:00–12:00"]}, "in_the_way": 1,
    }  # fmt: skip
    assert entries[2].details["after"] == {"2026-12-18": []}
    assert entries[3].details["before"] == {"2026-12-18": []}
    assert {each.actor for each in entries} == {"admin:lola"}
