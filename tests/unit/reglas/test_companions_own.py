"""Two come at one hour: whose appointment is spoken of is told by who they are (R19, R28)."""

from datetime import date, datetime
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Book,
    CancelAppointment,
    ChangeAppointment,
    Command,
    LeaveOut,
)
from atrevete_core.ports.language_model import Coming, Upcoming

from .conversation import MADRID, understood

AT = datetime(2026, 12, 4, 10, tzinfo=MADRID)
MINE = Upcoming(start=AT, services=("CORTAR",), stylist="Marta", spoken_of=True)
HERS = Upcoming(
    start=AT, services=("MECHAS",), stylist="Pilar", person="Rocio Gil", relation="mi hermana"
)


def says(text: str, **facts: Any) -> tuple[Command, ...]:
    return understood(text, has_upcoming=True, upcoming=(MINE, HERS), **facts)


def told(commands: tuple[Command, ...]) -> list[str]:
    """What is done, to the appointment with which stylist."""
    acts = [each for each in commands if isinstance(each, CancelAppointment | ChangeAppointment)]
    done = {CancelAppointment: "cancel", ChangeAppointment: "move"}
    return [f"{done[type(each)]} {each.which.stylist if each.which else None}" for each in acts]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cancela la cita de mi hermana", ["cancel Pilar"]),
        ("cancela la de Rocio", ["cancel Pilar"]),
        ("mi hermana no puede, quita lo suyo", ["cancel Pilar"]),
        ("che, mi hermana no va a poder ir, dale de baja", ["cancel Pilar"]),
        ("cancela mi cita", ["cancel Marta"]),
        ("quita lo mío", ["cancel Marta"]),
        ("cancela mi cita, la de mi hermana la dejas", ["cancel Marta"]),
        ("cancela las dos", ["cancel Marta", "cancel Pilar"]),
        ("cambia la de Rocio al lunes", ["move Pilar"]),
        ("lo mío cancélalo y lo de Rocio pásalo al lunes", ["cancel Marta", "move Pilar"]),
    ],
)
def test_the_one_of_whoever_is_named_is_meant(text: str, meant: list[str]) -> None:
    assert told(says(text)) == meant


@pytest.mark.parametrize(
    "text",
    [
        "mi hermana al final no va",
        "quita a Rocio de la reserva",
        "no va a ir Rocio",
        "mi hermana no va a la cita",
    ],
)
def test_whoever_does_not_come_gives_hers_up_and_books_nothing(text: str) -> None:
    said = says(text)
    assert told(said) == ["cancel Pilar"]
    assert not any(isinstance(each, Book) for each in said)


def test_another_day_for_her_moves_hers() -> None:
    assert told(says("mi hermana no puede el viernes, ¿puede el sábado?")) == ["move Pilar"]


def test_what_is_hers_is_taken_out_of_what_is_being_booked() -> None:
    said = understood(
        "mi hermana no puede, quita lo suyo",
        services=("CORTAR", "MECHAS"),
        companions=("mi hermana",),
        group=(Coming(services=("CORTAR",)), Coming(whom="mi hermana", services=("MECHAS",))),
    )
    assert said == (LeaveOut(people=("mi hermana",)),)


def test_hers_at_an_hour_of_its_own_needs_no_more_than_that() -> None:
    alone = Upcoming(
        start=datetime(2026, 12, 9, 12, tzinfo=MADRID), services=("MECHAS",), stylist="Pilar",
        person="Rocio Gil", relation="mi hermana",
    )  # fmt: skip
    (said,) = understood("cancela la de Rocio", has_upcoming=True, upcoming=(MINE, alone))
    assert isinstance(said, CancelAppointment)
    assert said.which is not None
    assert said.which.days is not None
    assert (said.which.days.first, said.which.stylist) == (date(2026, 12, 9), None)
