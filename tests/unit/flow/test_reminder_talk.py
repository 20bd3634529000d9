"""A reminder and its answer: recorded, one short line, no introduction (R2, R24, R66, S9)."""

from datetime import datetime, time
from typing import Any

import pytest

from atrevete_core.domain.booking import Appointment, AppointmentStatus
from atrevete_core.domain.commands import (
    Accept,
    Ask,
    AskMyAppointments,
    Book,
    ChangeAppointment,
    ChooseWhen,
    ConfirmAttendance,
    Greet,
    Refuse,
    StopReminders,
    Thank,
)
from atrevete_core.flow.errands import apart
from tests.builders import madrid
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_appointments_talk import MONDAY, with_appointment

SATURDAY_NOON = madrid(2026, 12, 19, 12)


async def reminded(at: datetime = SATURDAY_NOON) -> Talk:
    talk = await with_appointment()
    talk.salon.clock.set(at)
    await talk.salon.settle()
    assert "¿Nos vemos?" in talk.person.reads()[-1]
    return talk


def appointment(talk: Talk) -> Appointment:
    return talk.bookings[0].appointments[0]


@pytest.mark.parametrize("answer", [ConfirmAttendance(), Accept(), Thank()])
async def test_the_answer_is_recorded_and_returned_in_one_line(answer: Any) -> None:
    talk = await reminded()
    reply = await talk.says(answer, text="perfecto, gracias")
    assert reply == "¡Genial, Laura, hasta el lunes! 😊"
    assert appointment(talk).attendance_confirmed_at is not None
    assert appointment(talk).status is AppointmentStatus.CONFIRMED


async def test_the_message_after_the_short_answer_carries_the_introduction() -> None:
    talk = await reminded()
    assert "IA" not in await talk.says(ConfirmAttendance())
    later = await talk.says(Ask(topics=("parking",)))
    assert later.startswith("¡Hola otra vez, Laura! 🌸 Soy Maite, la IA del salón")
    assert "aparcamiento" in later
    assert "IA" not in await talk.says(Ask(topics=("parking",)))


async def test_a_question_instead_is_answered() -> None:
    talk = await reminded()
    assert "aparcamiento" in await talk.says(Ask(topics=("parking",)))
    assert appointment(talk).attendance_confirmed_at is None


async def test_a_no_leads_to_the_cancellation_and_its_terms() -> None:
    talk = await reminded()
    asked = await talk.says(Refuse())
    assert "te devolvemos los 5,24 €" in asked
    assert appointment(talk).status is AppointmentStatus.CONFIRMED
    await talk.says(Accept())
    assert appointment(talk).status is AppointmentStatus.CANCELLED


async def test_it_can_be_moved_from_the_reminder() -> None:
    talk = await reminded()
    await talk.says(ChangeAppointment(), ChooseWhen(when=on(MONDAY, at=time(11))))
    assert appointment(talk).start == madrid(2026, 12, 21, 11)
    await talk.salon.advance(hours=20)
    assert [text for text in talk.person.reads() if "¿Nos vemos?" in text] == []


async def test_without_a_reminder_thanks_are_only_thanks() -> None:
    talk = await with_appointment()
    reply = await talk.says(Thank())
    assert "hasta el lunes" not in reply
    assert appointment(talk).attendance_confirmed_at is None


async def test_a_promise_to_come_without_an_appointment_is_kindly_taken() -> None:
    talk = Talk("✨")
    assert "!" in await talk.says(ConfirmAttendance())


async def test_no_more_reminders_is_obeyed_and_said_and_the_booking_stays() -> None:
    talk = await with_appointment()
    reply = await talk.says(StopReminders())
    assert "no te mandaré más recordatorios" in reply
    talk.salon.clock.set(SATURDAY_NOON)
    await talk.salon.settle()
    assert talk.person.reads() == []
    told = await talk.says(AskMyAppointments())
    assert "lunes 21" in told
    (customer,) = talk.salon.storage.tables.customers
    assert not customer.wants_reminders


async def test_somebody_unknown_has_no_reminders_to_stop() -> None:
    talk = Talk("✨")
    assert "no te mandaré más recordatorios" in await talk.says(StopReminders())
    assert list(talk.salon.storage.tables.customers) == []


async def test_yes_a_day_later_no_longer_answers_the_reminder_twice() -> None:
    talk = await reminded()
    await talk.says(ConfirmAttendance())
    first = appointment(talk).attendance_confirmed_at
    await talk.says(Greet())
    await talk.says(Accept())
    assert appointment(talk).attendance_confirmed_at == first


def test_who_comes_along_and_wants_something_is_booked_for_on_that_day() -> None:
    day = ChooseWhen(when=on(MONDAY))
    theirs = Book(services=("PEINADO",), for_whom="mi hija")
    first, then = apart([ConfirmAttendance(), day, theirs])
    assert first == [ConfirmAttendance()]
    assert then == [day, theirs]
