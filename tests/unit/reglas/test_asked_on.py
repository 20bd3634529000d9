"""A question that only goes on where the last one ended: «¿y el domingo?» (R29, R37)."""

from datetime import date

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskDiscount,
    AskOpening,
    AskOther,
    Book,
    ChooseStylist,
    ChooseWhen,
    Command,
    GiveName,
)
from atrevete_core.ports.language_model import Question

from .conversation import understood


def of_kind(kind: type[Command], said: tuple[Command, ...]) -> list[Command]:
    return [each for each in said if isinstance(each, kind)]


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("¿abrís el sábado?", "¿y el domingo?"),
        ("a qué hora abrís mañana?", "y el viernes 25?"),
        ("trabajáis en nochebuena?", "vale, ¿y nochevieja?"),
    ],
)
def test_another_day_is_asked_about_not_wished(before: str, text: str) -> None:
    said = understood(text, history=[before])
    assert of_kind(AskOpening, said)
    assert not any(isinstance(each, ChooseWhen) for each in said)


def test_whoever_says_their_name_and_asks_on_is_heard_in_both() -> None:
    said = understood(
        "soy Toñi, ¿y el viernes 25?", history=["¿abrís el 7 de enero?"], question=Question.NAME
    )
    assert isinstance(said[0], GiveName)
    assert of_kind(AskOpening, said)


@pytest.mark.parametrize(
    ("before", "text", "services"),
    [
        ("¿cuánto cuesta el corte?", "¿y el de niño?", ("CORTE NIÑO",)),
        ("qué vale un corte de mujer?", "y el de caballero?", ("CORTE CABALLERO",)),
        ("¿cuánto cuesta el corte?", "¿y el secado?", ("SECADO",)),
        ("¿cuánto cuesta el corte?", "¿y con mechas?", ("CORTAR", "MECHAS")),
    ],
)
def test_another_price_is_asked_not_booked(
    before: str, text: str, services: tuple[str, ...]
) -> None:
    [asked] = understood(text, history=[before], question=Question.ANYTHING_ELSE)
    assert isinstance(asked, AskAboutServices)
    assert asked.services == services


def test_the_metro_is_asked_about_after_the_parking() -> None:
    assert understood("¿y metro?", history=["¿tenéis parking?"]) == (Ask(topics=("address",)),)
    assert understood("¿y perros?", history=["¿tenéis wifi?"]) == (AskOther(),)


@pytest.mark.parametrize(
    "text", ["¿y el viernes tenéis hueco?", "y el viernes a las 5 un corte?", "y el viernes"]
)
def test_a_wish_stays_a_wish_after_a_question(text: str) -> None:
    said = understood(text, history=["¿cuánto cuesta el corte?"], question=Question.ANYTHING_ELSE)
    assert not of_kind(AskOpening, said)
    assert not of_kind(AskAboutServices, said)


def test_while_a_day_is_looked_for_another_one_is_wished() -> None:
    said = understood("¿y el jueves?", history=["¿abrís el sábado?"], services=("CORTAR",))
    assert not of_kind(AskOpening, said)


@pytest.mark.parametrize(
    "text",
    ["el martes 8 no trabajo, ¿abrís ese día?", "el martes 8 es la Inmaculada. ¿Abrís ese día?"],
)
def test_that_day_is_the_day_that_was_named(text: str) -> None:
    [asked] = of_kind(AskOpening, understood(text))
    assert isinstance(asked, AskOpening)
    assert asked.when.days
    assert asked.when.days.first == date(2026, 12, 8)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("¿y con tarjeta?", Ask(topics=("payment",))),
        ("¿y con Pilar?", ChooseStylist(stylist="Pilar")),
        ("¿y con descuento?", AskDiscount()),
    ],
)
def test_with_what_is_no_service_is_a_question_of_its_own(text: str, said: Command) -> None:
    asked = {"payment": ("tarjeta",)}
    assert understood(text, history=["¿cuánto cuesta un corte?"], topics=asked) == (said,)


def test_for_whom_the_price_is_asked_is_kept() -> None:
    said = understood("¿y para mi marido?", history=["¿cuánto cuesta un corte?"])
    assert Book(for_whom="mi marido") in said
