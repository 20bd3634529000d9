"""Questions about an appointment that exists change nothing (R43)."""

from dataclasses import replace
from datetime import datetime

import pytest

from atrevete_core.domain.commands import AskMyAppointments, ChangeAppointment, Command
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import MADRID, understood

#: A Thursday at noon.
CUT = Upcoming(
    start=datetime(2026, 12, 3, 12, tzinfo=MADRID),
    services=("CORTAR",),
    stylist="Pilar",
    spoken_of=True,
)


def said(text: str, question: Question | None = None) -> tuple[Command, ...]:
    return understood(text, has_upcoming=True, upcoming=(CUT,), question=question)


@pytest.mark.parametrize(
    "text",
    [
        "¿quién me atiende?",
        "con quién tengo el corte?",
        "¿con quién me toca?",
        "es con Pilar, no?",
        "a nombre de quién está?",
        "qué tengo el jueves?",
        "a qué hora es lo del pelo?",
        "¿no era a las 11?",
        "no era el viernes?",
        "el jueves a las 12, no?",
        "a las 12 ¿verdad?",
    ],
)
@pytest.mark.parametrize("question", [None, Question.ATTENDANCE])
def test_it_is_told_and_nothing_moves(text: str, question: Question | None) -> None:
    assert said(text, question) == (AskMyAppointments(),)


@pytest.mark.parametrize(
    "text",
    [
        "¿puede ser a las 11?",
        "me equivoqué, era el viernes, ¿me la cambias?",
        "mi cita es el jueves, ¿puede ser el viernes?",
        "¿mejor el viernes a las 11?",
    ],
)
def test_a_wish_in_a_question_still_moves_it(text: str) -> None:
    assert any(isinstance(each, ChangeAppointment) for each in said(text))


def test_somebody_without_an_appointment_is_asked_nothing_of_it() -> None:
    assert AskMyAppointments() not in understood("¿quién me atiende el viernes?")


def test_while_a_link_waits_al_final_no_puedo_gives_the_hour_up() -> None:
    [command] = understood("al final no puedo", waits_for_payment=True, services=("CORTAR",))
    assert command.do == "cancel_appointment"


@pytest.mark.parametrize(
    "text",
    [
        "en lugar de corte quiero mechas",
        "no quiero corte, mejor peinado",
        "al final no quiero corte sino peinado",
    ],
)
def test_another_service_in_the_place_of_the_one_that_is_booked(text: str) -> None:
    assert [each.do for each in said(text)] == ["add_services", "drop_services"]


@pytest.mark.parametrize("text", ["me temo que no", "lamentablemente no", "creo que no"])
def test_a_polite_no_to_the_reminder_is_a_no(text: str) -> None:
    assert [each.do for each in said(text, Question.ATTENDANCE)] == ["refuse"]


MOTHERS = Upcoming(
    start=datetime(2026, 12, 9, 12, tzinfo=MADRID),
    services=("PEINADO",),
    stylist="Marta",
    person="Ana Pons",
    relation="mi madre",
)


def test_mine_and_hers_each_go_their_way() -> None:
    commands = understood(
        "la mía al viernes 11 a las 10:30 y la suya al martes 15 a las 12",
        has_upcoming=True,
        upcoming=(CUT, MOTHERS),
    )
    moved = [each.which for each in commands if isinstance(each, ChangeAppointment)]
    assert [each.days.first for each in moved if each and each.days] == [
        CUT.start.date(),
        MOTHERS.start.date(),
    ]


def test_of_an_appointment_that_is_named_the_services_change() -> None:
    [change, added] = understood(
        "a mi peinado le añades un secado?",
        has_upcoming=True,
        upcoming=(CUT, replace(MOTHERS, person="", relation="")),
    )
    assert isinstance(change, ChangeAppointment)
    assert change.which is not None
    assert change.which.days is not None
    assert change.which.days.first == MOTHERS.start.date()
    assert added.do == "add_services"


@pytest.mark.parametrize("text", ["ahora sí", "ahora ya me deja", "pago luego en casa"])
def test_while_a_link_waits_ahora_is_no_day(text: str) -> None:
    commands = understood(text, waits_for_payment=True, services=("CORTAR",))
    assert [each.do for each in commands] == ["accept"]


def test_without_a_link_tampoco_puedo_is_no_payment() -> None:
    commands = understood(
        "el viernes tampoco puedo",
        has_upcoming=True,
        upcoming=(CUT,),
        question=Question.NEW_DAY,
    )
    assert "report_payment_trouble" not in [each.do for each in commands]
