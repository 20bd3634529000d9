"""The reminder: 48 hours before, once, to whoever booked; and what is answered (R24, R61, R66)."""

from dataclasses import replace
from datetime import datetime

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Appointment, Booking
from atrevete_core.domain.interval import after
from atrevete_core.usecases.cancel import cancel_appointment
from atrevete_core.usecases.remind import confirm_attendance, remind
from atrevete_core.usecases.reschedule import Move, reschedule
from tests.builders import LAURA, NOW, madrid
from tests.unit.usecases.at_work import a_part, a_salon, now_of, told
from tests.unit.usecases.booked import (
    DAUGHTER,
    NEXT_WEEK,
    before,
    decides,
    has_paid,
    have_paid_together,
    mother_and_daughter,
    only,
)

DUE = before(NEXT_WEEK, hours=48)


def reminders(salon: MemorySalon) -> list[str]:
    return [text for text in told(salon) if "¿Nos vemos?" in text]


async def at(salon: MemorySalon, moment: datetime) -> None:
    """Time passes until then, and what is due is done."""
    salon.clock.set(moment)
    await salon.settle()


async def to(salon: MemorySalon, appointment: Appointment, start: datetime) -> None:
    move = Move(
        appointment_id=appointment.id,
        stylist_id=appointment.stylist_id,
        start=start,
        intent=f"to {start}",
    )
    now = await salon.clock.now()
    await decides(salon, lambda records: reschedule(records, move, at=now))


async def test_it_comes_48_hours_before_and_only_once() -> None:
    salon = a_salon()
    await has_paid(salon)
    await at(salon, after(DUE, seconds=-1))
    assert reminders(salon) == []
    await at(salon, DUE)
    (said,) = reminders(salon)
    for fact in ("Laura", "miércoles 23 de diciembre a las 12:00", "Marta", "corte", "5,24 €"):
        assert fact in said
    assert "antes del martes a las 12:00" in said
    await at(salon, after(DUE, hours=20))
    assert len(reminders(salon)) == 1


async def test_outside_the_24_hour_window_it_goes_as_a_template() -> None:
    salon = a_salon()
    await has_paid(salon)
    await at(salon, DUE)
    reply = salon.messenger.said[-1].reply
    assert reply.template is not None
    assert reply.template.name == "recordatorio_48h"
    assert "miércoles 23 de diciembre a las 12:00" in reply.template.parameters


async def test_booked_inside_the_48_hours_there_is_none() -> None:
    salon = a_salon()
    await has_paid(salon, start=madrid(2026, 12, 17, 17))
    await at(salon, madrid(2026, 12, 17, 16))
    assert reminders(salon) == []


async def test_nobody_is_reminded_of_what_was_cancelled() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    await decides(
        salon,
        lambda r: cancel_appointment(r, only(booking).id, conversation_id=None, at=NOW),
    )
    await at(salon, DUE)
    assert reminders(salon) == []
    assert not await decides(salon, lambda r: remind(r, only(booking).id, at=DUE))


async def test_a_reminder_that_was_late_for_a_move_says_nothing() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    await to(salon, only(booking), madrid(2026, 12, 29, 12))
    assert not await decides(salon, lambda r: remind(r, only(booking).id, at=DUE))
    assert reminders(salon) == []
    await at(salon, madrid(2026, 12, 27, 12))
    assert "martes 29" in reminders(salon)[0]


async def test_moved_after_its_reminder_the_new_day_has_its_own() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    await at(salon, DUE)
    await to(salon, only(booking), madrid(2026, 12, 29, 12))
    await at(salon, madrid(2026, 12, 27, 12))
    assert len(reminders(salon)) == 2


async def test_moved_to_within_48_hours_there_is_none() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    await to(salon, only(booking), madrid(2026, 12, 17, 17))
    await at(salon, madrid(2026, 12, 17, 16))
    assert reminders(salon) == []


async def test_who_wants_no_reminders_gets_none() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    async with salon.storage.transaction() as records:
        await records.people.save(replace(LAURA.customer, wants_reminders=False))
    await at(salon, DUE)
    assert reminders(salon) == []
    assert not await decides(salon, lambda r: remind(r, only(booking).id, at=DUE))


async def test_a_group_of_one_day_has_one_reminder() -> None:
    salon = a_salon()
    later = after(NEXT_WEEK, hours=1)
    booking = await have_paid_together(salon, *mother_and_daughter(daughter_start=later))
    await at(salon, after(DUE, hours=2))
    (said,) = reminders(salon)
    assert "Marta y Pilar" in said
    assert "Lucía García, peinado largo" in said
    assert all(each.reminded_at for each in (await now_of(salon, booking)).appointments)


async def test_of_a_group_on_two_days_each_day_has_its_own() -> None:
    salon = a_salon()
    booking = await have_paid_together(salon, *mother_and_daughter())
    await to(salon, booking.appointments[1], madrid(2026, 12, 29, 12))
    await at(salon, DUE)
    (first,) = reminders(salon)
    assert "Lucía" not in first
    await at(salon, madrid(2026, 12, 27, 12))
    assert "Lucía García" in reminders(salon)[1]
    assert "martes 29" in reminders(salon)[1]


async def test_what_one_of_a_group_got_back_is_not_said_to_be_paid() -> None:
    salon = a_salon()
    booking = await have_paid_together(salon, *mother_and_daughter())
    mother, daughter = booking.appointments
    await decides(salon, lambda r: cancel_appointment(r, daughter.id, conversation_id=None, at=NOW))
    await at(salon, DUE)
    (said,) = reminders(salon)
    assert mother.deposit.cents == 524
    assert "Anticipo pagado: 5,24 €" in said


async def test_a_third_persons_reminder_goes_to_whoever_booked() -> None:
    salon = a_salon()
    await have_paid_together(salon, a_part("CORTAR", start=NEXT_WEEK, customer=DAUGHTER))
    await at(salon, DUE)
    (said,) = reminders(salon)
    assert said.startswith("¡Hola, Laura!")
    assert "Lucía García" in said


async def test_without_a_deposit_none_is_spoken_of() -> None:
    salon = a_salon()
    await has_paid(salon, "CONSULTA GRATUITA")
    await at(salon, DUE)
    assert "€" not in reminders(salon)[0]


async def while_reminded(salon: MemorySalon) -> Booking:
    booking = await has_paid(salon)
    await at(salon, DUE)
    return booking


async def comes(salon: MemorySalon, *, at: datetime) -> Appointment | None:
    return await decides(salon, lambda r: confirm_attendance(r, LAURA.customer.id, at=at))


async def test_who_says_they_come_is_written_down_once() -> None:
    salon = a_salon()
    booking = await while_reminded(salon)
    first = await comes(salon, at=after(DUE, minutes=5))
    assert first is not None
    assert first.attendance_confirmed_at == after(DUE, minutes=5)
    again = await comes(salon, at=after(DUE, minutes=9))
    assert again == first == only(await now_of(salon, booking))


async def test_without_a_reminder_there_is_nothing_to_confirm() -> None:
    salon = a_salon()
    await has_paid(salon)
    assert await comes(salon, at=NOW) is None


async def test_who_comes_with_others_answers_for_all_that_were_reminded() -> None:
    salon = a_salon()
    booking = await have_paid_together(salon, *mother_and_daughter())
    await to(salon, booking.appointments[1], madrid(2026, 12, 29, 12))
    await at(salon, DUE)
    await comes(salon, at=DUE)
    mother, daughter = (await now_of(salon, booking)).appointments
    assert mother.attendance_confirmed_at == DUE
    assert daughter.attendance_confirmed_at is None


@pytest.mark.parametrize("start", [madrid(2027, 3, 29, 12), madrid(2027, 11, 2, 12)])
async def test_48_hours_are_elapsed_hours(start: datetime) -> None:
    salon = a_salon()
    await has_paid(salon, start=start)
    due = before(start, hours=48)
    await at(salon, after(due, seconds=-1))
    assert reminders(salon) == []
    await at(salon, due)
    assert len(reminders(salon)) == 1
