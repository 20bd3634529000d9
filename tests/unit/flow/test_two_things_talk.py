"""Two appointments in one message: the second is done once the first is settled."""

from datetime import date, time

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.commands import (
    Accept,
    Book,
    CallPerson,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    Command,
    Refuse,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.ports.language_model import Question
from tests.unit.flow.talking import Talk, on
from tests.unit.flow.test_appointments_talk import MONDAY
from tests.unit.flow.test_cancel_talk import TUESDAY, cancelled, with_two

WEDNESDAY = date(2026, 12, 23)


def both() -> tuple[Command, ...]:
    """«Cancela la del lunes y la del martes pásala al miércoles a las 17:00»."""
    return (
        CancelAppointment(which=on(MONDAY)),
        ChangeAppointment(which=on(TUESDAY)),
        ChooseWhen(when=on(WEDNESDAY, at=time(17))),
    )


def starts(talk: Talk) -> dict[tuple[str, ...], str]:
    return {
        each.service_names: each.start.strftime("%d")
        for each in talk.salon.storage.tables.appointments
        if each.status is AppointmentStatus.CONFIRMED
    }


async def test_the_move_follows_the_cancellation() -> None:
    talk = await with_two()
    assert "¿Cancelo corte con" in await talk.says(*both())
    done = await talk.says(Accept())
    assert "queda cancelada" in done
    assert "He cambiado tu cita de barro" in done
    assert cancelled(talk) == {("CORTAR",)}
    assert starts(talk) == {("BARRO",): "23"}


async def test_the_move_follows_though_nothing_is_cancelled_after_all() -> None:
    talk = await with_two()
    await talk.says(*both())
    done = await talk.says(Refuse())
    assert "la dejo como está" in done
    assert starts(talk) == {("CORTAR",): "21", ("BARRO",): "23"}


async def test_both_move_in_one_turn() -> None:
    talk = await with_two()
    done = await talk.says(
        ChangeAppointment(which=on(MONDAY)), ChooseWhen(when=on(WEDNESDAY, at=time(11))),
        ChangeAppointment(which=on(TUESDAY)), ChooseWhen(when=on(WEDNESDAY, at=time(17))),
    )  # fmt: skip
    assert done.count("He cambiado tu cita") == 2
    assert starts(talk) == {("CORTAR",): "23", ("BARRO",): "23"}


async def test_what_is_said_again_counts_once() -> None:
    talk = await with_two()
    await talk.says(*both())
    again = await talk.says(
        CancelAppointment(which=on(MONDAY)),
        ChangeAppointment(which=on(TUESDAY)),
        ChooseWhen(when=on(WEDNESDAY, at=time(18))),
    )
    assert again.count("He cambiado tu cita") == 1
    assert talk.dialogue.errands == []


async def test_a_move_to_where_it_is_moves_nothing() -> None:
    talk = await with_two()
    said = await talk.says(
        ChangeAppointment(which=on(TUESDAY)), ChooseWhen(when=on(TUESDAY, at=time(12)))
    )
    assert "ya está así" in said


async def test_whoever_turns_to_the_other_one_is_not_held_to_the_first() -> None:
    talk = await with_two()
    await talk.says(CancelAppointment(which=on(MONDAY)))
    await talk.says(
        ChangeAppointment(which=on(TUESDAY)), ChooseWhen(when=on(WEDNESDAY, at=time(17)))
    )
    assert talk.dialogue.question is not Question.CANCEL
    assert starts(talk) == {("CORTAR",): "21", ("BARRO",): "23"}


async def test_a_person_who_is_called_takes_what_was_still_to_be_done() -> None:
    talk = await with_two()
    await talk.says(*both())
    await talk.says(CallPerson(reason=EscalationReason.MANUAL_REQUEST))
    assert talk.dialogue.errands == []


async def test_two_on_two_days_are_booked_one_after_the_other() -> None:
    """«Yo corte el lunes a las 12 y mi madre peinado el martes»."""
    talk = Talk()
    said = await talk.says(
        Book(services=("CORTAR",)),
        ChooseWhen(when=on(MONDAY, at=time(12))),
        Book(services=("PEINADO",), for_whom="mi madre"),
        ChooseWhen(when=on(TUESDAY)),
    )
    assert "son dos citas" in said
    assert "tu madre" not in said
    names = [each.service_names for each in talk.salon.storage.tables.appointments]
    assert ("CORTAR", "PEINADO") not in names
