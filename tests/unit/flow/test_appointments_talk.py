"""What exists already: moved, amended, cancelled, late for, reminded of, had as usual."""

from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.booking import AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Book,
    BookUsual,
    CancelAppointment,
    ChangeAppointment,
    ChooseSlot,
    ChooseWhen,
    ConfirmAttendance,
    DropServices,
    GiveName,
    Refuse,
    RunLate,
    Thank,
    UnclearService,
    When,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import DepositStatus, Movement
from atrevete_core.ports.language_model import Question
from tests.builders import CARMEN, FRIDAY, a_booking, madrid
from tests.unit.flow.talking import Talk, on, wants
from tests.unit.flow.test_booking_talk import at_home

MONDAY, TOMORROW, TODAY = date(2026, 12, 21), date(2026, 12, 17), date(2026, 12, 16)
NOON = on(MONDAY, at=time(12))


async def with_appointment(*services: str, when: When = NOON) -> Talk:
    """Laura has paid for an appointment."""
    talk = await at_home()
    await talk.says(*wants(*services, when=when))
    await talk.salon.pay()
    talk.person.reads()
    assert talk.bookings[-1].hold.status is HoldStatus.CONFIRMED
    return talk


def local_start(talk: Talk) -> Any:
    return talk.salon.seed.salon.local(talk.bookings[0].appointments[0].start)


def status(talk: Talk) -> AppointmentStatus:
    return talk.bookings[0].appointments[0].status


async def test_an_appointment_moves_and_keeps_its_deposit() -> None:
    talk = await with_appointment()
    asked = await talk.says(ChangeAppointment())
    assert asked.endswith("¿Para cuándo te la cambio?")
    reply = await talk.says(ChooseWhen(when=on(MONDAY, at=time(17))))
    assert "He cambiado tu cita de corte" in reply
    assert "Tu anticipo de 5,24 € sigue valiendo" in reply
    assert local_start(talk) == madrid(2026, 12, 21, 17)
    assert len(talk.bookings) == len(talk.salon.gateway.checkouts) == 1


async def test_day_and_hour_in_the_same_message_move_it_at_once() -> None:
    talk = await with_appointment()
    await talk.says(ChangeAppointment(), ChooseWhen(when=When(at=time(17))))
    assert local_start(talk) == madrid(2026, 12, 21, 17)


async def test_without_an_appointment_there_is_nothing_to_change() -> None:
    talk = await at_home()
    assert "No encuentro ninguna cita tuya" in await talk.says(ChangeAppointment())
    assert "No encuentro ninguna cita tuya" in await talk.says(CancelAppointment())


@pytest.mark.parametrize("command", [ChangeAppointment(), CancelAppointment()])
async def test_of_several_appointments_she_asks_which(command: Any) -> None:
    talk = await with_appointment()
    await talk.says(*wants("BARRO", when=on(date(2026, 12, 22), at=time(12))))
    await talk.salon.pay()
    talk.person.reads()
    reply = await talk.says(command)
    assert reply.endswith("¿De cuál hablamos?")
    assert talk.dialogue.question is Question.WHICH_APPOINTMENT
    named = await talk.says(ChooseWhen(when=on(MONDAY)))
    assert "lunes 21" in named


async def test_a_slot_that_is_taken_is_not_moved_to() -> None:
    talk = await with_appointment()
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        for name in ("Pilar", "Harol", "Víctor", "Marta"):
            at = madrid(2026, 12, 22, 12)
            await records.bookings.add(a_booking(guest=CARMEN, stylist=name, at=at))
    reply = await talk.says(
        ChangeAppointment(), ChooseWhen(when=on(date(2026, 12, 22), at=time(12)))
    )
    assert "no me queda nada" in reply
    assert local_start(talk) == madrid(2026, 12, 21, 12)


async def test_a_service_is_added_when_it_fits() -> None:
    talk = await with_appointment()
    reply = await talk.says(AddServices(services=("BARRO",)))
    assert "tienes corte y barro: 62,70 € en total" in reply
    assert talk.bookings[0].appointments[0].service_names == ("CORTAR", "BARRO")
    dropped = await talk.says(DropServices(services=("BARRO",)))
    assert "tienes corte" in dropped


async def test_with_enough_notice_it_is_cancelled_and_paid_back_after_one_question() -> None:
    talk = await with_appointment()
    asked = await talk.says(CancelAppointment())
    assert "te devolvemos los 5,24 €" in asked
    assert status(talk) is AppointmentStatus.CONFIRMED
    done = await talk.says(Accept())
    assert "queda cancelada" in done
    assert status(talk) is AppointmentStatus.CANCELLED
    refund = [e for e in talk.salon.storage.tables.deposits if e.movement is Movement.REFUND]
    assert [each.status for each in refund] == [DepositStatus.SUCCEEDED]


async def test_an_explicit_cancellation_is_not_asked_about() -> None:
    talk = await with_appointment()
    assert "queda cancelada" in await talk.says(CancelAppointment(explicit=True))


async def test_whoever_thinks_better_of_it_keeps_the_appointment() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment())
    assert "la dejo como está" in await talk.says(Refuse())
    assert status(talk) is AppointmentStatus.CONFIRMED


async def test_short_notice_offers_to_move_and_then_cancels_without_refund() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    first = await talk.says(CancelAppointment(explicit=True))
    assert "ya no se pueden devolver" in first
    assert status(talk) is AppointmentStatus.CONFIRMED
    second = await talk.says(Refuse())
    assert second == "¿La cancelo entonces, sin devolución?"
    third = await talk.says(Accept())
    assert "no se devuelve" in third
    assert talk.salon.gateway.refunds == {}
    assert EscalationReason.LATE_CANCELLATION in [each.reason for each in talk.escalations]
    assert talk.conversation.human_since is None


async def test_short_notice_may_be_moved_instead() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    await talk.says(CancelAppointment())
    reply = await talk.says(ChooseWhen(when=on(FRIDAY, at=time(12))))
    assert "sigue valiendo" in reply
    assert local_start(talk) == madrid(2026, 12, 18, 12)


async def test_a_booking_in_the_making_can_be_stopped() -> None:
    talk = await at_home()
    await talk.says(*wants(when=on(FRIDAY)))
    assert "lo dejamos" in await talk.says(CancelAppointment())
    held = await at_home()
    await held.says(*wants())
    assert "ya no te guardo la hora" in await held.says(CancelAppointment())
    assert held.bookings[0].hold.status is HoldStatus.RELEASED


async def test_once_it_has_begun_only_a_person_can_help() -> None:
    talk = await with_appointment(when=on(TODAY, at=time(12, 30)))
    talk.salon.clock.set(madrid(2026, 12, 16, 12, 35))
    reply = await talk.says(CancelAppointment())
    assert "No encuentro" in reply or talk.conversation.human_since is not None
    assert status(talk) is AppointmentStatus.CONFIRMED


def _paid_by_carmen(stylist: str, at: datetime) -> Booking:
    return a_booking(guest=CARMEN, stylist=stylist, at=at, status=HoldStatus.CONFIRMED)


async def test_who_is_late_hears_both_times_and_the_stylist_is_told() -> None:
    talk = await with_appointment(when=on(TODAY, at=time(18)))
    stylist = talk.bookings[0].appointments[0].stylist_id
    name = talk.salon.seed.catalogue.stylist(stylist).name
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        at = madrid(2026, 12, 16, 18, 40)
        await records.bookings.add(_paid_by_carmen(name, at))
    talk.salon.clock.set(madrid(2026, 12, 16, 17, 40))
    reply = await talk.says(RunLate(minutes=20))
    assert "Llegarías a las 18:20" in reply
    assert "otra cita a las 18:40" in reply
    assert EscalationReason.DELAY in [each.reason for each in talk.escalations]
    assert status(talk) is AppointmentStatus.CONFIRMED
    assert any("llega tarde" in mail.subject for mail in talk.salon.notifier.emails)


@pytest.mark.parametrize(
    ("late", "part"),
    [
        (RunLate(), "¿A qué hora crees que llegas?"),
        (RunLate(minutes=5), "Ven con calma"),
        (RunLate(arrives=time(18, 10)), "18:10"),
    ],
)
async def test_a_few_minutes_with_time_to_spare_trouble_nobody(late: RunLate, part: str) -> None:
    talk = await with_appointment(when=on(TODAY, at=time(18)))
    assert part in await talk.says(late)
    assert EscalationReason.DELAY not in [each.reason for each in talk.escalations]


async def test_late_for_nothing() -> None:
    talk = await at_home()
    assert "no encuentro ninguna cita tuya para hoy" in await talk.says(RunLate(minutes=20))
    stranger = Talk("✨")
    await stranger.says(RunLate(minutes=20))
    assert stranger.conversation.human_since is not None


async def test_minutes_from_now_are_a_delay_too() -> None:
    talk = await with_appointment(when=on(TODAY, at=time(18)))
    talk.salon.clock.set(madrid(2026, 12, 16, 17, 50))
    assert "18:20" in await talk.says(RunLate(arrives_in=30))


@pytest.mark.parametrize("answer", [ConfirmAttendance(), Accept(), Thank()])
async def test_a_reminder_comes_once_and_its_answer_is_recorded(answer: Any) -> None:
    talk = await with_appointment()
    talk.salon.clock.set(madrid(2026, 12, 19, 12))
    await talk.salon.settle()
    (reminder,) = talk.person.reads()
    assert "¿Nos vemos?" in reminder
    assert "IA" not in reminder
    await talk.salon.advance(minutes=5)
    reply = await talk.says(answer)
    assert "hasta el lunes" in reply
    (appointment,) = talk.bookings[0].appointments
    assert appointment.attendance_confirmed_at is not None
    assert sum("¿Nos vemos?" in each.text for each in talk.person.replies) == 1


async def test_a_no_to_the_reminder_is_a_cancellation() -> None:
    talk = await with_appointment()
    talk.salon.clock.set(madrid(2026, 12, 19, 12))
    await talk.salon.settle()
    talk.person.reads()
    assert "¿Cancelo corte" in await talk.says(Refuse())


async def test_the_usual_is_what_was_had_last_with_the_same_stylist() -> None:
    talk = await with_appointment(when=on(FRIDAY, at=time(12)))
    (booking,) = talk.bookings
    done = booking.appointments[0].become(AppointmentStatus.COMPLETED)
    async with talk.salon.storage.transaction() as records:
        await records.bookings.save(Booking(hold=booking.hold, appointments=(done,)))
    talk.salon.clock.set(madrid(2026, 12, 28, 11))
    name = talk.salon.seed.catalogue.stylist(done.stylist_id).name
    reply = await talk.says(BookUsual(), ChooseWhen(when=on(date(2026, 12, 31))))
    assert f"Lo de siempre: corte con {name}." in reply
    assert talk.dialogue.question is Question.SLOT


async def test_without_a_history_there_is_no_usual() -> None:
    talk = await at_home()
    assert "Todavía no tengo apuntado" in await talk.says(BookUsual())
    assert talk.dialogue.question is Question.SERVICE


MOTHER_AND_DAUGHTER = (
    Book(services=("CORTAR",)),
    Book(services=("PEINADO LARGO",), for_whom="mi hija"),
)


async def test_two_people_at_once_have_one_deposit() -> None:
    talk = await at_home()
    offer = await talk.says(*MOTHER_AND_DAUGHTER, ChooseWhen(when=on(FRIDAY)))
    assert "a la vez" in offer
    assert "un solo anticipo" in offer
    assert await talk.says(ChooseSlot(position=1)) == "¿Y cómo se llama tu hija?"
    await talk.says(GiveName(first_name="Vega"))
    (booking,) = talk.bookings
    assert len({each.start for each in booking.appointments}) == 1
    assert len({each.stylist_id for each in booking.appointments}) == 2
    assert len({each.customer_id for each in booking.appointments}) == 2
    assert len(talk.salon.gateway.checkouts) == 1


async def test_a_group_without_the_same_hour_comes_one_after_the_other() -> None:
    talk = await at_home()
    async with talk.salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        for name in ("Harol", "Víctor", "Marta"):
            for hour in range(10, 20):
                busy = a_booking(guest=CARMEN, stylist=name, at=madrid(2026, 12, 18, hour))
                await records.bookings.add(busy)
    reply = await talk.says(*MOTHER_AND_DAUGHTER, ChooseWhen(when=on(FRIDAY)))
    assert "A la vez no me queda hueco" in reply


async def test_somebody_may_join_later() -> None:
    talk = await at_home()
    await talk.says(Book(services=("CORTAR",)))
    await talk.says(Book(services=("PEINADO LARGO",), for_whom="mi hija"))
    await talk.says(ChooseWhen(when=on(FRIDAY, at=time(17))))
    await talk.says(Accept())
    assert len(talk.bookings[0].appointments) == 2


async def test_a_group_on_a_closed_day_is_told_why() -> None:
    talk = await at_home()
    reply = await talk.says(*MOTHER_AND_DAUGHTER, ChooseWhen(when=on(date(2026, 12, 20))))
    assert "cerramos" in reply


async def test_too_many_people_go_to_the_team() -> None:
    talk = await at_home()
    friends = ("mi hija", "mi madre", "mi hermana", "mi amiga", "mi tía")
    five = [Book(services=("CORTAR",), for_whom=who) for who in friends]
    await talk.says(*five, ChooseWhen(when=on(FRIDAY)))
    assert talk.conversation.human_since is not None


async def test_what_one_of_a_group_wants_is_asked() -> None:
    talk = await at_home()
    unclear = UnclearService(words="barro", candidates=("BARRO", "BARRO GOLD"))
    group = (Book(services=("CORTAR",)), Book(for_whom="mi madre", unclear=(unclear,)))
    assert "¿Cuál sería" in await talk.says(*group, ChooseWhen(when=on(FRIDAY)))


async def test_a_surname_is_asked_for_a_group_too() -> None:
    talk = Talk()
    await talk.says(Accept())
    await talk.says(Accept())
    await talk.says(*MOTHER_AND_DAUGHTER, ChooseWhen(when=on(FRIDAY, at=time(17))))
    for _ in range(2):
        if talk.dialogue.question is not Question.SURNAME:
            await talk.says(Accept())
    assert talk.dialogue.question is Question.SURNAME
    assert "Os guardo" in await talk.says(GiveName(last_name="García"))
