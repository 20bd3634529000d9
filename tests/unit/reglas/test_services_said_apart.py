"""Services that are wanted, not wanted after all, on another day, or not sold here."""

from datetime import date

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    AskAboutServices,
    AskOther,
    Book,
    ChooseWhen,
    Command,
    DropServices,
    OutOfScope,
    Refuse,
    UnclearService,
)
from atrevete_core.ports.language_model import Question

from .conversation import understood

HANDS = ("LIMAR Y PINTAR MANOS", "LIMAR Y PINTAR MANOS PERMANENTE")
FEET = ("LIMAR Y PINTAR PIES", "LIMAR Y PINTAR PIES PERMANENTE")
BOTH = (
    UnclearService(words="manicura", candidates=HANDS),
    UnclearService(words="pedicura", candidates=FEET),
)


def booked(said: tuple[Command, ...]) -> list[tuple[str, ...]]:
    return [each.services for each in said if isinstance(each, Book)]


@pytest.mark.parametrize(
    "text",
    ["mechas este viernes y el corte el sábado 12", "el viernes mechas y el sábado 12 corte"],
)
def test_two_services_on_two_days_are_two_visits(text: str) -> None:
    said = understood(text)
    days = [each.when.days for each in said if isinstance(each, ChooseWhen)]
    assert booked(said) == [("MECHAS",), ("CORTAR",)]
    assert [each.first for each in days if each] == [date(2026, 12, 4), date(2026, 12, 12)]


def test_what_is_for_next_month_is_not_booked_now() -> None:
    said = understood("mechas y corte por separado, el corte el mes que viene")
    assert booked(said) == [("MECHAS",)]


def test_two_services_on_one_of_two_days_are_one_visit() -> None:
    assert booked(understood("quiero corte y peinado, el viernes o el sábado 12")) == [
        ("CORTAR", "PEINADO")
    ]


@pytest.mark.parametrize(
    "texts",
    [
        ("tenéis algo ya hoy?", "corte caballero y barba", "cuanto antes que tengo comida"),
        ("corte caballero hoy y barba cuanto antes",),
        ("tenéis algo el viernes?", "corte caballero y barba", "el sábado tengo cena"),
    ],
)
def test_two_services_without_a_day_each_are_one_visit(texts: tuple[str, ...]) -> None:
    assert booked(understood(*texts)) == [("CORTE CABALLERO", "BARBA")]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("permanente las dos", (HANDS[1], FEET[1])), ("las dos normales", (HANDS[0], FEET[0]))],
)
@pytest.mark.parametrize("question", [Question.NAME_CHECK, Question.WHICH_SERVICE])
def test_one_word_for_both_that_are_still_to_be_asked(
    text: str, chosen: tuple[str, ...], question: Question
) -> None:
    choices = HANDS if question is Question.WHICH_SERVICE else ()
    assert booked(understood(text, question=question, choices=choices, unclear=BOTH)) == [chosen]


def test_feet_that_are_not_permanent_are_plain_ones() -> None:
    said = understood("uñas de los pies normales, nada de permanente")
    assert booked(said) == [("LIMAR Y PINTAR PIES",)]


def test_which_of_them_it_is_takes_the_place_of_the_plain_one() -> None:
    (book,) = understood("bioterapia facial, la de la radiofrecuencia")
    assert isinstance(book, Book)
    assert not book.services
    assert all("RADIOF" in name for name in book.unclear[0].candidates)


@pytest.mark.parametrize(
    "text",
    [
        "quiero corte el viernes y si eso ya allí decido si me hago las cejas",
        "corte el viernes, y las cejas ya veré allí si me las hago",
        "¿puedo pedir corte y allí mismo añadir un peinado si me apetece?",
    ],
)
def test_what_is_decided_in_the_salon_is_not_booked(text: str) -> None:
    assert booked(understood(text)) == [("CORTAR",)]


@pytest.mark.parametrize(
    "text",
    [
        "quítame el secado… bueno no, déjalo",
        "sin el secado mejor... bueno sí, pónmelo",
        "no quiero el secado al final... bah sí, que hace frío",
    ],
)
def test_a_service_that_stays_after_all_is_not_dropped(text: str) -> None:
    said = understood(text, services=("CORTAR", "SECADO"), question=Question.DAY)
    assert said == (AddServices(services=("SECADO",)),)


def test_a_service_is_dropped_when_another_one_stays() -> None:
    said = understood("quita el secado, el corte déjalo", services=("CORTAR", "SECADO"))
    assert said == (DropServices(services=("SECADO",)),)


def test_the_pack_without_what_was_asked_for_is_its_other_half() -> None:
    said = understood("el pack pero sin las mechas", question=Question.PACK, services=("MECHAS",))
    assert said == (Refuse(), Book(services=("CORTAR",)))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¿hacéis depilación láser? ¿y cuánto cuesta el corte?", AskAboutServices),
        ("quiero unas extensiones y un corte el viernes", Book),
    ],
)
def test_what_is_not_done_is_answered_beside_the_rest(text: str, kind: type[Command]) -> None:
    said = understood(text)
    assert any(isinstance(each, kind) for each in said)
    assert any(isinstance(each, OutOfScope) and each.elsewhere for each in said)


def test_what_somebody_has_already_is_not_asked_for() -> None:
    said = understood("tengo extensiones y quería un peinado el viernes")
    assert not any(isinstance(each, OutOfScope) for each in said)


def test_of_several_questions_the_one_nobody_knows_is_answered_too() -> None:
    said = understood("¿Tenéis ascensor? ¿y cuánto cuesta el barro gold?")
    assert {type(each) for each in said} == {AskOther, AskAboutServices}
