"""Several appointments in one message: each is read by itself."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    AskMyAppointments,
    CancelAppointment,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    Command,
    ConfirmAttendance,
    When,
)
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import MADRID, understood

CUT = Upcoming(
    start=datetime(2026, 12, 2, 10, 30, tzinfo=MADRID), services=("CORTAR",), stylist="Pilar"
)
LASHES = Upcoming(
    start=datetime(2026, 12, 3, 18, tzinfo=MADRID), services=("TINTE DE PESTAÑAS",), stylist="Rosa"
)
FRIDAY = date(2026, 12, 4)


def says(text: str, **facts: Any) -> tuple[Command, ...]:
    return understood(text, has_upcoming=True, upcoming=(CUT, LASHES), **facts)


def day_of(when: When | None) -> str:
    return str(when.days.first.day) if when and when.days and when.days.first else "same"


def told(commands: tuple[Command, ...]) -> list[str]:
    """The commands in short: what is done, to which one, when."""
    short = []
    for each in commands:
        match each:
            case CancelAppointment(which=which):
                short.append(f"cancel {day_of(which)}")
            case ChangeAppointment(which=which):
                short.append(f"move {day_of(which)}")
            case ChooseWhen(when=when):
                short.append(f"to {day_of(when)} {when.at or when.part}")
            case ChooseStylist(stylist=stylist):
                short.append(f"with {stylist}")
            case ConfirmAttendance():
                short.append("comes")
            case AskMyAppointments():
                short.append("asks when")
    return short


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "cancela lo de mañana y lo otro pásalo al viernes a las 12 con Rosa",
            ["cancel 2", "move 3", "with Rosa", "to 4 12:00:00"],
        ),
        (
            "la de las pestañas anúlala y el corte pásamelo al viernes tarde",
            ["cancel 3", "move 2", "to 4 afternoon"],
        ),
        (
            "muéveme las dos: corte al viernes 17:00 y pestañas a las 12",
            ["move 2", "to 4 17:00:00", "move 3", "to 4 12:00:00"],
        ),
        (
            "pásame las pestañas al viernes a las 12 y cancélame el corte",
            ["cancel 2", "move 3", "to 4 12:00:00"],
        ),
        (
            "cancela la del miércoles mueve la del jueves al viernes a las 11",
            ["cancel 2", "move 3", "to 4 11:00:00"],
        ),
        ("eso, el corte a las 10 y media y las pestañas a las 6 como estaban", ["comes"]),
        ("entonces el corte mañana a las 10:30 y las pestañas el jueves a las 6, ok", ["comes"]),
        ("el corte a las 10:30 y las pestañas a las 6, ¿no?", ["asks when"]),
        ("el corte a las 12 y las pestañas como estaban", ["move 2", "to same 12:00:00"]),
        ("el corte sí voy, las pestañas no puedo", ["move 3"]),
        ("el corte y las pestañas pásalos al viernes por la tarde",
         ["move 2", "to 4 afternoon", "move 3", "to 4 afternoon"]),
        ("anula el corte y las pestañas", ["cancel 2", "cancel 3"]),
    ],
)  # fmt: skip
def test_each_is_done_what_is_said_of_it(text: str, meant: list[str]) -> None:
    assert told(says(text)) == meant


def test_one_that_the_customer_comes_to_is_confirmed_and_the_other_moves() -> None:
    reminded = Upcoming(start=CUT.start, services=CUT.services, stylist=CUT.stylist, spoken_of=True)
    said = understood(
        "sí, al corte sí. la otra cámbiala al viernes a las 18:00",
        question=Question.ATTENDANCE,
        has_upcoming=True,
        upcoming=(reminded, LASHES),
    )
    assert told(said) == ["comes", "move 3", "to 4 18:00:00"]


def test_the_day_is_said_once_for_both() -> None:
    said = says(
        "sí: viernes 4, pestañas a las 12:00 con Rosa y corte a las 17:00 con Pilar. "
        "no cancelo nada",
        question=Question.CANCEL_WITHOUT_REFUND,
    )
    assert told(said) == [
        "move 3", "with Rosa", "to 4 12:00:00", "move 2", "with Pilar", "to 4 17:00:00",
    ]  # fmt: skip


def test_something_new_beside_it_is_no_matter_of_what_exists() -> None:
    said = says("quiero cejas el viernes a las 12 y el corte déjalo")
    assert not any(isinstance(each, ChangeAppointment | CancelAppointment) for each in said)


def test_the_hours_are_those_that_were_said() -> None:
    *_, wish = says("cancela el corte, y las pestañas a las cinco de la tarde del viernes 4")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.at == time(17)
    assert wish.when.days is not None
    assert wish.when.days.first == FRIDAY


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("cancela todo menos el corte", ["cancel 3"]),
        ("puedes mover las dos citas al viernes?", ["move 2", "to 4 None", "move 3", "to 4 None"]),
        (
            "quisiera anular la cita de peluquería y cambiar la de estética al viernes a las 17:00",
            ["cancel 2", "move 3", "to 4 17:00:00"],
        ),
        ("fuera lo del miércoles y lo otro pal viernes", ["cancel 2", "move 3", "to 4 None"]),
        ("mira que al final el corte no, lo de las pestañas sí voy", ["cancel 2"]),
    ],
)
def test_all_or_all_but_one(text: str, meant: list[str]) -> None:
    assert told(says(text)) == meant


@pytest.mark.parametrize(
    ("text", "question", "meant"),
    [
        (
            "sí, y la otra muévela al viernes a las 12",
            Question.CANCEL,
            ["cancel 2", "move 3", "to 4 12:00:00"],
        ),
        ("no, esa no, la otra", Question.CANCEL, ["cancel 3"]),
        ("sí, las dos", Question.CANCEL, ["cancel 2", "cancel 3"]),
        (
            "al viernes a las 12, y las pestañas al viernes a las 17:00",
            Question.NEW_DAY,
            ["move 2", "to 4 12:00:00", "move 3", "to 4 17:00:00"],
        ),
    ],
)
def test_what_comes_first_is_said_of_the_one_that_was_asked_about(
    text: str, question: Question, meant: list[str]
) -> None:
    said = understood(
        text,
        question=question,
        has_upcoming=True,
        upcoming=(replace(CUT, asked_about=True), LASHES),
    )
    assert told(said) == meant
