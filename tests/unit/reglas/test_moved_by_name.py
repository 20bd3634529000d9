"""An appointment moved by the name of its service, and the one beside it that stays (S2, R37)."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from atrevete_core.domain.commands import (
    AskPrivate,
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    RunLate,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import understood
from .own_visit import booked

MADRID = ZoneInfo("Europe/Madrid")
CUT = booked(datetime(2026, 12, 10, 10, 30, tzinfo=MADRID), "CORTAR", stylist="Víctor")
TWO: dict[str, Any] = {
    "has_upcoming": True,
    "upcoming": (
        Upcoming(start=datetime(2026, 12, 1, 12, 30, tzinfo=MADRID), services=("PEINADO",)),
        Upcoming(start=datetime(2027, 4, 14, 12, 30, tzinfo=MADRID), services=("CORTAR",)),
    ),
}


@pytest.mark.parametrize(
    "text",
    [
        "cámbiame el corte con Víctor al jueves 10 a las seis de la tarde",
        "me cambias el corte con Víctor al viernes?",
        "cambiar el corte a las 18:00",
        "cámbiame el corte por el viernes",
        "el corte con Víctor lo podemos pasar a las seis del mismo jueves?",
    ],
)
def test_the_cut_that_is_booked_is_moved_not_booked_again(text: str) -> None:
    said = understood(text, **CUT)
    assert any(isinstance(each, ChangeAppointment) for each in said)
    assert not any(isinstance(each, Book) for each in said)


@pytest.mark.parametrize(
    "text", ["me pasé con el corte, quiero otro el viernes", "cámbiame el corte por unas mechas"]
)
def test_another_service_moves_nothing(text: str) -> None:
    said = understood(text, **CUT)
    assert not any(isinstance(each, ChangeAppointment) for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "no voy a poder ir hoy a las doce y media. Anúlemela. La de abril no, esa déjemela",
        "no puedo ir hoy. anúlemela, la de abril no, esa déjela",
        "anúleme la de hoy aunque pierda lo que pagué, y la de abril la deja como está",
        "cambiarla de día no puedo ahora, anúleme la de hoy y la de abril la deja como está",
    ],
)
def test_the_one_of_april_stays(text: str) -> None:
    [cancelled] = understood(text, **TWO)
    assert isinstance(cancelled, CancelAppointment)
    assert cancelled.which is not None
    assert cancelled.which.days is not None
    assert cancelled.which.days.last == datetime(2026, 12, 1, tzinfo=MADRID).date()


def test_somebody_called_abril_is_a_stranger() -> None:
    assert understood("cancela la cita de Abril Torres", **TWO) == (AskPrivate(),)


@pytest.mark.parametrize("text", ["a las doce ya llego de sobra", "llego bien a la cita"])
def test_whoever_comes_in_time_is_not_late(text: str) -> None:
    assert not any(isinstance(each, RunLate) for each in understood(text, **CUT))


def test_an_hour_told_of_somebody_else_makes_nobody_late() -> None:
    said = understood(
        "gracias, allí estaré. Mi nuera recoge al niño a las doce",
        question=Question.ATTENDANCE,
        **CUT,
    )
    assert not any(isinstance(each, RunLate) for each in said)


NAILS_AND_CUT: dict[str, Any] = {
    "has_upcoming": True,
    "upcoming": (
        Upcoming(
            start=datetime(2026, 12, 3, 10, 30, tzinfo=MADRID),
            services=("LIMAR Y PINTAR MANOS PERMANENTE",),
            stylist="Rosa",
        ),
        Upcoming(
            start=datetime(2026, 12, 3, 16, tzinfo=MADRID), services=("CORTAR",), stylist="Pilar"
        ),
    ),
}


@pytest.mark.parametrize(
    "texts",
    [
        ("¿la cita de las uñas me la pasas a la tarde? a las 5",),
        ("pásame las uñas a las 5, que a las 4 ya tengo el corte",),
        ("como a las 4 tengo el corte, muéveme las uñas a las 5",),
        ("la cita de las uñas me la pasas a la tarde? que a las 4 tengo el corte, a las 5",),
        (
            "la cita d las uñas del jueves x la mañana me la pasas a la tarde?",
            "a las 4 con rosa tb",
            "ay no q a las 4 tengo el corte con pilar jajaj q cabeza",
            "pues a las 5",
        ),
    ],
)
def test_the_one_that_is_named_moves_and_the_other_says_when_not(texts: tuple[str, ...]) -> None:
    moved, *rest = understood(*texts, **NAILS_AND_CUT)
    assert isinstance(moved, ChangeAppointment)
    assert moved.which
    assert moved.which.at == time(10, 30)
    assert [each.when.at for each in rest if isinstance(each, ChooseWhen)] == [time(17)]
    assert not any(isinstance(each, ChangeAppointment) for each in rest)


def test_the_one_that_they_have_may_be_the_one_that_moves() -> None:
    moved, *_ = understood(
        "tengo el corte el jueves a las 4, ¿me lo pasas a las 5?", **NAILS_AND_CUT
    )
    assert isinstance(moved, ChangeAppointment)
    assert moved.which
    assert moved.which.at == time(16)
