"""Words beside a wish that are none of it: a day of writing, an amount, whoever does not come."""

from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AddServices,
    Ask,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    DayRange,
    DropServices,
    ReportPaymentTrouble,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, UPCOMING, understood

CUT = Upcoming(start=UPCOMING, services=("CORTAR",), stylist="Pilar")


def says(text: str, **facts: Any) -> tuple[Any, ...]:
    """By somebody whose only appointment is on Thursday 3 at 10:30."""
    return understood(text, has_upcoming=True, upcoming=(CUT,), **facts)


def when_in(commands: tuple[Any, ...]) -> Any:
    return next(each.when for each in commands if isinstance(each, ChooseWhen))


@pytest.mark.parametrize(
    "said",
    [
        "disculpe que le escriba en domingo. ¿Me cambia lo del jueves a las cuatro de la tarde?",
        "siento molestar en festivo, ¿me pasáis la cita del jueves a las 16:00?",
        "Os escribo en fin de semana, perdonad. El jueves a las 10:30 no puedo, ¿a las cuatro?",
        "hoy es martes, ya lo sé. Quería pasar la cita del jueves a las 16:00",
    ],
)
def test_the_day_on_which_one_writes_is_no_day_of_a_visit(said: str) -> None:
    when = when_in(says(said))
    assert when.at == time(16)
    assert when.days in (None, DayRange(first=UPCOMING.date(), last=UPCOMING.date()))


@pytest.mark.parametrize(
    "said",
    [
        "al viernes 4 a las 13:00... no, calla, que el viernes viajo: al sábado 5 a las 10:30",
        "al viernes 4 a las 13:00... quita, quita, que ese día viajo. Al sábado 5 a las 10:30",
        "pásala al viernes a las 13:00... calla, que el viernes no puedo: el sábado a las 10:30",
    ],
)
def test_a_day_taken_back_goes_with_its_hour(said: str) -> None:
    when = when_in(says(said, question=Question.NEW_DAY))
    assert when.days == DayRange(first=date(2026, 12, 5), last=date(2026, 12, 5))
    assert when.at == time(10, 30)


def test_an_amount_that_was_paid_is_no_hour() -> None:
    now = datetime(2026, 12, 3, 9, tzinfo=MADRID)
    said = understood(
        "lo de hoy a las 10:30 con Pilar no va a poder ser",
        "¿me devolvéis los 9,20 que pagué, no?",
        now=now,
        has_upcoming=True,
        upcoming=(CUT,),
    )
    assert [type(each) for each in said] == [CancelAppointment]


@pytest.mark.parametrize(
    "said",
    [
        "no es para mi madre, es para mi suegra",
        "es para mi suegra, no para mi madre",
        "en realidad es para mi suegra, mi madre no puede",
        "que sea para mi suegra en vez de mi madre",
    ],
)
def test_whoever_comes_instead_takes_the_place_of_the_other(said: str) -> None:
    commands = understood(said, services=("BIOTERAPIA FACIAL",), question=Question.THIRD_NAME)
    assert [each.for_whom for each in commands if isinstance(each, Book)] == ["mi suegra"]


def test_another_person_with_another_facial_is_still_one_booking() -> None:
    commands = understood(
        "me he liado: no es para mi madre, es para mi suegra, Begoña Larrea",
        "y que sea la facial con radiofrecuencia de 30 minutos",
        services=("BIOTERAPIA FACIAL",),
        question=Question.THIRD_NAME,
    )
    assert Book(for_whom="mi suegra") in commands
    assert AddServices(services=("BIOTERAPIA FACIAL+RADIOF. (30MIN)",)) in commands
    assert DropServices(services=("BIOTERAPIA FACIAL",)) in commands


@pytest.mark.parametrize(
    "joins",
    [
        "y se apunta mi suegra, Conchi Vela Ramos, que quiere un secado",
        "y mi suegra (Conchi Vela Ramos) un secado",
        "y mi suegra Conchi Vela Ramos un secado",
    ],
)
def test_each_of_those_who_come_has_their_own_name(joins: str) -> None:
    said = understood(f"mi hija Lola Pardo un peinado, yo un corte {joins}")
    names = {each.for_whom: each.for_name for each in said if isinstance(each, Book)}
    assert names == {"mi hija": "Lola Pardo", None: None, "mi suegra": "Conchi Vela Ramos"}


def test_whoever_could_come_on_thursday_moves_nothing() -> None:
    assert not any(
        isinstance(each, ChangeAppointment) for each in understood("me podría pasar el jueves")
    )


@pytest.mark.parametrize(
    "said",
    [
        "Tampoco con esta, me la vuelve a declinar",
        "no me agarra la tarjeta",
        "tampoco, me la declina otra vez",
        "la app del banco me la botó",
    ],
)
def test_a_card_that_is_declined_again_in_any_spanish(said: str) -> None:
    commands = understood(said, waits_for_payment=True, services=("PEINADO",))
    assert commands == (ReportPaymentTrouble(),)


@pytest.mark.parametrize(
    "said",
    [
        "¿hay algún sitio para dejar el coche cerca?",
        "¿tenéis sitio para el coche?",
        "¿se puede dejar el carro cerca?",
        "voy en coche, ¿hay algún sitio?",
    ],
)
def test_where_the_car_may_stay_is_asked_without_the_word_parking(said: str) -> None:
    assert understood(said) == (Ask(topics=("parking",)),)
