"""What is told of other days and other people, and what is only asked, is no wish."""

from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskOpening,
    Book,
    CallPerson,
    CancelAppointment,
    ChooseSlot,
    ChooseWhen,
    GiveName,
    RunLate,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, SLOTS, understood


def day(text: str) -> date | None:
    [when] = [each.when for each in understood(text) if isinstance(each, ChooseWhen)]
    return when.days.first if when.days else None


@pytest.mark.parametrize(
    ("text", "wished"),
    [
        ("yo el sábado cumplo años y el viernes 11 a las diez quiero agua lluvia", 11),
        ("mi madre llega el lunes y quisiera cogerle un secado para el miércoles 9", 9),
        ("mi madre llega el lunes, no, miento, el domingo: un secado para el miércoles 9", 9),
        ("el viernes me acaban de poner una reunión, mejor cejas el sábado 5", 5),
        ("el domingo tengo un bautizo pero las mechas me las quiero hacer es este viernes", 4),
    ],
)
def test_of_two_days_the_one_that_is_told_of_is_none(text: str, wished: int) -> None:
    assert day(text) == date(2026, 12, wished)


@pytest.mark.parametrize(
    "text",
    [
        "una vecina que se peina con ustedes los lunes me dijo que viniera, quiero mechas",
        "mi prima se corta con vosotras, quiero unas mechas",
        "mi hija dice que me haga mechas, ¿me dais hora?",
        "quería mechas, que mi marido descansa ese día y me cuida a los niños",
    ],
)
def test_who_is_only_told_of_does_not_come(text: str) -> None:
    assert [each for each in understood(text) if isinstance(each, Book)] == [
        Book(services=("MECHAS",))
    ]


def test_whoever_books_for_somebody_is_not_meant() -> None:
    [book] = [
        each
        for each in understood("mi mamá llega el lunes, yo quisiera agendarle un secado")
        if isinstance(each, Book)
    ]
    assert book == Book(services=("SECADO",), for_whom="mi mamá")


@pytest.mark.parametrize(
    "text",
    ["¿Me pasás los precios de mechas?", "me pasas el precio de las mechas?"],
)
def test_prices_are_passed_and_nothing_is_moved(text: str) -> None:
    assert understood(text) == (AskAboutServices(services=("MECHAS",)),)


def test_of_two_lash_treatments_each_has_its_price() -> None:
    [asked] = understood("¿cuánto valen la permanente de pestañas y el tinte de pestañas?")
    assert isinstance(asked, AskAboutServices)
    assert {"PERMANENTE DE PESTAÑAS", "TINTE DE PESTAÑAS"} < {*asked.services}


@pytest.mark.parametrize(
    "text",
    ["¿Y si uno cancela la cita le devuelven la plata?", "¿qué pasa si no puedo ir?"],
)
def test_an_if_about_cancelling_books_nothing(text: str) -> None:
    assert understood(text) == (Ask(topics=("cancellation",)),)


def test_other_countries_ask_whether_one_attends() -> None:
    assert isinstance(understood("¿atienden el 8 de diciembre?")[0], AskOpening)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("Como no me devolváis el dinero voy al salón y lo quemo con vosotros dentro", "threat"),
        ("os meto una paliza", "threat"),
        ("te voy a matar", "threat"),
        ("me voy a matar", "self_harm"),
    ],
)
def test_whom_somebody_threatens(text: str, about: str) -> None:
    [command] = understood(text)
    assert isinstance(command, CallPerson)
    assert command.about == about


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("soy Lola, bueno no, ponme Olga, que es mi nombre de verdad", "Olga"),
        ("Lola… digo Olga", "Olga"),
        ("Hugo me llamo", "Hugo"),
        ("Estela. y otra cosa, si cancelo me devolvéis el anticipo?", "Estela"),
    ],
)
def test_the_name_is_the_last_one_that_stands(text: str, name: str) -> None:
    said: Any = understood(text, question=Question.NAME)
    assert [each.first_name for each in said if isinstance(each, GiveName)] == [name]


def test_the_first_hour_that_was_said_is_no_hour_of_the_morning() -> None:
    said = understood(
        "La primera hora que me dices.", question=Question.SLOT, offered=SLOTS, services=("CEJAS",)
    )
    assert said == (ChooseSlot(position=1),)


@pytest.mark.parametrize(
    "text",
    [
        "el sábado se casa mi prima y llevo unas raíces que da pena, quiero mechas",
        "el viernes vienen mis padres a cenar, mechas el jueves",
        "operan a mi madre el lunes, así que mechas el martes",
        "ha nacido mi sobrina y quiero ir guapa: mechas",
    ],
)
def test_whoever_is_told_of_first_wants_nothing(text: str) -> None:
    books = [each for each in understood(text) if isinstance(each, Book)]
    assert books == [Book(services=("MECHAS",))]


def test_how_long_it_takes_is_no_delay() -> None:
    said = understood("si me hago corte y secado, ¿cuánto me demoro y en cuánto me sale?")
    assert not any(isinstance(each, RunLate) for each in said)


def test_what_takes_something_back_is_no_delay() -> None:
    said = understood(
        "perdona, que me he liado: no es para mí, es para mi hermana Leire",
        services=("MAQUILLAJE",),
    )
    assert Book(services=("MAQUILLAJE",), for_whom="mi hermana", for_name="Leire") in said


def test_a_broken_car_is_no_complaint() -> None:
    own = Upcoming(start=datetime(2026, 12, 2, 16, 30, tzinfo=MADRID), services=("CERA ENTERAS",))
    text = "se me ha estropeado el coche y estoy esperando la grúa, así que bórramela"
    said = understood(text, upcoming=(own,), has_upcoming=True)
    assert any(isinstance(each, CancelAppointment) for each in said)


def test_a_double_shift_is_a_day_that_does_not_suit() -> None:
    said = understood("ay no, que el jueves doblo turno. El viernes 4 a las 12:30", offered=SLOTS)
    [choice] = [each for each in said if isinstance(each, ChooseSlot)]
    assert isinstance(choice, ChooseSlot)
    assert (choice.day, choice.at) == (date(2026, 12, 4), time(12, 30))


@pytest.mark.parametrize(
    "text",
    [
        "mi cuñada dice que me haga el óleo pigmento y una compañera, que la cultura de color",
        "mi madre opina que el óleo pigmento y mi hermana, que mejor la cultura de color",
        "mi prima recomienda el óleo pigmento, y una amiga que la cultura de color",
    ],
)
def test_whoever_only_gives_advice_does_not_come(text: str) -> None:
    assert not [each for each in understood(text) if isinstance(each, Book) and each.for_whom]


def test_somebody_who_wants_it_comes_whatever_another_says() -> None:
    said = understood("mi prima dice que me haga mechas y mi hermana, que quiere un corte, viene")
    whom = [each.for_whom for each in said if isinstance(each, Book)]
    assert whom == [None, "mi hermana"]
