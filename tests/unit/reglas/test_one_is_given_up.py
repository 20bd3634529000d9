"""One is given up and the other stays; the deposit is asked about; what is closed is known."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskOpening,
    AskTotal,
    CallPerson,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    Command,
    PartOfDay,
    RunLate,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, understood

CUT = Upcoming(
    start=datetime(2026, 12, 2, 10, 30, tzinfo=MADRID), services=("CORTAR",), stylist="Pilar"
)
LASHES = Upcoming(
    start=datetime(2026, 12, 3, 18, tzinfo=MADRID), services=("TINTE DE PESTAÑAS",), stylist="Rosa"
)


def says(text: str, *own: Upcoming, **facts: Any) -> tuple[Command, ...]:
    return understood(text, has_upcoming=bool(own), upcoming=own, **facts)


def cancelled(commands: tuple[Command, ...]) -> list[date | None]:
    whiches = [each.which for each in commands if isinstance(each, CancelAppointment)]
    return [each.days.first if each and each.days else None for each in whiches]


@pytest.mark.parametrize(
    "text",
    [
        "cancela el corte, y las pestañas no",
        "sí, anula el corte de mañana sin devolución, y la del jueves no",
        "quítame la de mañana, pero la otra no eh",
        "las pestañas no, cancela el corte",
    ],
)
@pytest.mark.parametrize("question", [None, Question.CANCEL_WITHOUT_REFUND, Question.NEW_DAY])
def test_no_beside_what_is_cancelled_keeps_the_other(text: str, question: Question | None) -> None:
    cut = replace(CUT, asked_about=question is not None)
    assert cancelled(says(text, cut, LASHES, question=question)) == [date(2026, 12, 2)]


@pytest.mark.parametrize("text", ["sí, solo el corte, las pestañas no", "el corte sí, la otra no"])
def test_to_the_question_only_what_is_agreed_to_is_cancelled(text: str) -> None:
    cut = replace(CUT, asked_about=True)
    said = says(text, cut, LASHES, question=Question.CANCEL)
    assert cancelled(said) == [date(2026, 12, 2)]


def test_no_means_to_move_it_no_more_when_cancelling_is_the_last_word() -> None:
    said = says(
        "Cambiarla no, que no sé cuándo podré. Cancela la de mañana aunque pierda el anticipo",
        CUT,
        question=Question.NEW_DAY,
    )
    assert [type(each) for each in said] == [CancelAppointment]


@pytest.mark.parametrize(
    "text",
    [
        "¿y no me lo podéis devolver aunque sea por los niños?",
        "¿entonces pierdo los 4 euros?",
        "¿y no se puede hacer una excepción?",
    ],
)
def test_the_rule_is_told_to_whoever_asks_for_the_deposit(text: str) -> None:
    said = says(text, replace(CUT, asked_about=True), question=Question.NEW_DAY)
    assert said == (Ask(topics=("cancellation",)),)


def test_leaving_work_late_moves_the_appointment_and_nobody_is_late() -> None:
    said = says(
        "que ese día salgo tarde de trabajar, ¿me la pasas al mismo miércoles a las 18:30? "
        "no pierdo el anticipo, ¿no?",
        CUT,
    )
    assert {ChangeAppointment, Ask, ChooseWhen} <= {type(each) for each in said}
    assert not any(isinstance(each, RunLate) for each in said)
    assert Ask(topics=("cancellation",)) in said


@pytest.mark.parametrize(
    "text",
    [
        (
            "nos suspendieron la fiesta porque al novio le agarró una gastroenteritis, un desastre "
            "total, querría cancelar el turno"
        ),
    ],
)
def test_what_happened_to_somebody_else_is_only_why(text: str) -> None:
    assert not any(isinstance(each, CallPerson) for each in says(text, CUT))


def test_what_a_treatment_did_to_somebody_is_no_mere_reason() -> None:
    said = says("mi hija se ha desmayado con el tinte, anula la cita", CUT)
    assert isinstance(said[0], CallPerson)


@pytest.mark.parametrize(
    "text", ["voy seguro!! x cierto cuanto m qda x pagar alli?", "sí, ¿cuánto dinero debo?"]
)
def test_what_is_left_to_pay_is_asked_beside_the_promise_to_come(text: str) -> None:
    assert AskTotal() in says(text, CUT, question=Question.ATTENDANCE)


@pytest.mark.parametrize(
    "text",
    [
        "unas cejas el sábado por la mañana, claro q x la tarde cerrais",
        "cejas el sábado por la mañana porque por la tarde no abrís",
    ],
)
def test_who_knows_the_afternoon_is_closed_wishes_none(text: str) -> None:
    said = says(text)
    (wish,) = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert wish.part is PartOfDay.MORNING
    assert not any(isinstance(each, Ask | AskOpening) for each in said)


def test_the_first_day_after_a_closed_one_is_sought_from_there() -> None:
    said = says("Si el martes 8 no abrís, me vale el primer día que abráis después")
    (wish,) = [each.when for each in said if isinstance(each, ChooseWhen)]
    assert wish.days
    assert wish.days.first in {date(2026, 12, 8), date(2026, 12, 9)}
    assert not wish.not_on
