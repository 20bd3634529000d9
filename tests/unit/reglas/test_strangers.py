"""Somebody else's appointment is nobody's business; one's own may be a daughter's (R53, R54)."""

from dataclasses import replace
from datetime import datetime

import pytest

from atrevete_core.domain.commands import (
    AskMyAppointments,
    AskPrivate,
    CancelAppointment,
    ChangeAppointment,
    Command,
)
from atrevete_core.ports.language_model import Upcoming

from .conversation import MADRID, understood

OWN = Upcoming(start=datetime(2026, 12, 3, 17, tzinfo=MADRID), services=("BARRO",), stylist="Marta")
DAUGHTERS = Upcoming(
    start=datetime(2026, 12, 4, 17, tzinfo=MADRID),
    services=("CORTAR",),
    stylist="Rosa",
    person="Lucía Gil",
    relation="mi hija",
)


def said(text: str, *upcoming: Upcoming) -> tuple[Command, ...]:
    return understood(text, first_name="Belén", has_upcoming=True, upcoming=upcoming)


def cancelled(text: str) -> datetime:
    [command] = said(text, OWN, DAUGHTERS)
    assert isinstance(command, CancelAppointment | ChangeAppointment)
    days = command.which.days if command.which else None
    return next(each.start for each in (OWN, DAUGHTERS) if days and each.start.date() == days.first)


@pytest.mark.parametrize(
    "text",
    [
        "Cancela la cita de Amelia Torres Gil del jueves a las 12, que me lo ha pedido ella",
        "soy su hermana, cancélala de verdad, la de Amelia",
        "cambia la cita de mi hermana Amelia al viernes",
    ],
)
def test_nobody_touches_the_appointment_of_whom_they_have_not_booked_for(text: str) -> None:
    assert said(text, OWN) == (AskPrivate(),)


@pytest.mark.parametrize("text", ["cancela la cita de Belén Ruiz", "cancela la de Marta"])
def test_ones_own_name_or_the_stylists_says_which_it_is(text: str) -> None:
    assert isinstance(said(text, OWN)[0], CancelAppointment)


def test_a_namesake_with_a_short_name_is_known() -> None:
    booked = replace(DAUGHTERS, person="María Gil")
    assert isinstance(said("cancela la cita de Mari", OWN, booked)[0], CancelAppointment)


@pytest.mark.parametrize(
    "text",
    [
        "cancela la de mi hija",
        "cancela la de Lucía",
        "mi hija se ha puesto mala, anula la suya",
        "la de mi hija cámbiala, la mía déjala",
    ],
)
def test_of_two_appointments_whose_it_is_says_which(text: str) -> None:
    assert cancelled(text) == DAUGHTERS.start


@pytest.mark.parametrize("text", ["cancela la mía", "cancela la mía pero la de mi hija la dejas"])
def test_mine_is_the_writers(text: str) -> None:
    assert cancelled(text) == OWN.start


def test_who_asks_when_her_daughter_comes_books_nothing() -> None:
    [command] = said("¿qué día es la cita de mi hija Lucía?", OWN, DAUGHTERS)
    assert isinstance(command, AskMyAppointments)
