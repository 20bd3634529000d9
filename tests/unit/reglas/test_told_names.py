"""A name is understood however it is told: spelled, whole after a short one, seen already."""

import pytest

from atrevete_core.domain.commands import (
    Accept,
    Book,
    CallPerson,
    CancelAppointment,
    ChooseWhen,
    GiveName,
    LeaveOut,
    TakeTime,
)
from atrevete_core.ports.language_model import Coming, Question, Upcoming

from .conversation import SLOTS, UPCOMING, understood

HERE = {"first_name": "Laura", "services": ("CORTAR",)}
BOTH = (
    Coming(whom="", services=("CORTAR",)),
    Coming(whom="mi madre", name="Rosa", services=("PEINADO",)),
)


def test_both_names_are_told_with_whose_the_appointment_is() -> None:
    told = "Yo soy Nerea Olabarria Gil y mi hermana, q es la de la cita, Irati Olabarria Gil"
    asked = {"question": Question.THIRD_NAME, "companions": ("mi hermana",)}
    names = [each for each in understood(told, **HERE, **asked) if isinstance(each, GiveName)]
    assert [(each.first_name, each.of) for each in names] == [("Nerea", "yo"), ("Irati", None)]


@pytest.mark.parametrize(
    "text", ["adrian luque vega bro", "soy adri, adrian luque vega", "Adrián Luque Vega, guapa"]
)
def test_a_whole_name_ends_before_how_maite_is_called(text: str) -> None:
    [name] = understood(text, question=Question.NAME_CHECK, first_name="Laura")
    assert isinstance(name, GiveName)
    assert (str(name.first_name)[:5], name.last_name) in {
        ("Adria", "Luque Vega"),
        ("Adriá", "Luque Vega"),
    }


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("M A R T I N E Z de apellido", "Martinez"),
        ("b e l t r á n", "Beltrán"),
        ("perez con z y gomes con s", "Perez Gomes"),
        ("Giménez con g", "Giménez"),
    ],
)
def test_a_surname_is_spelled(text: str, surname: str) -> None:
    said = understood(text, question=Question.SURNAME, **HERE)
    assert said == (GiveName(last_name=surname),)


def test_who_introduces_herself_tells_no_surname() -> None:
    said = understood("me llamo Ana pero todos me dicen Nita", question=Question.SURNAME, **HERE)
    assert said == (GiveName(first_name="Ana"),)
    said = understood("Laura te dije", question=Question.SURNAME, **HERE)
    assert not [each for each in said if isinstance(each, GiveName) and each.last_name]


@pytest.mark.parametrize("text", ["el que sale en el whatsapp", "el que pone ahí", "ese mismo"])
def test_the_name_that_they_see_is_hers(text: str) -> None:
    assert understood(text, question=Question.NAME_CHECK, first_name="Laura") == (Accept(),)


def test_a_surname_told_while_the_link_waits_is_no_month() -> None:
    said = understood("los apellidos? Ruiz Mayo", waits_for_payment=True, **HERE)
    assert not [each for each in said if isinstance(each, ChooseWhen)]


@pytest.mark.parametrize(
    "text",
    [
        "que venga ella y yo ya iré otro día",
        "quita lo mío y deja lo de ella",
        "mi madre sí y yo nada",
    ],
)
def test_the_writer_stays_away_and_the_other_comes(text: str) -> None:
    said = understood(
        text, question=Question.SLOT, offered=SLOTS, first_name="Laura",
        services=("CORTAR", "PEINADO"), group=BOTH, companions=("mi madre",),
    )  # fmt: skip
    assert LeaveOut(people=("yo",)) in said
    assert not [each for each in said if isinstance(each, CancelAppointment)]


def test_what_is_changed_of_hers_is_hers() -> None:
    said = understood(
        "cambia lo de mi madre por un secado", question=Question.SLOT, offered=SLOTS,
        first_name="Laura", services=("CORTAR", "PEINADO"), group=BOTH, companions=("mi madre",),
    )  # fmt: skip
    assert {getattr(each, "of", None) for each in said} == {"mi madre"}


def test_who_comes_in_the_writers_place_is_a_persons_business() -> None:
    own = Upcoming(start=UPCOMING, services=("CORTAR",), stylist="Pilar")
    said = understood("en vez de ir yo va a ir mi hermana Lucía", upcoming=(own,))
    assert isinstance(said[0], CallPerson)
    assert not [each for each in said if isinstance(each, Book)]


def test_whoever_asks_somebody_first_takes_time() -> None:
    said = understood(
        "espera que le pregunto a mi hermana si viene", question=Question.SLOT, offered=SLOTS,
        **HERE,
    )  # fmt: skip
    assert said == (TakeTime(),)


@pytest.mark.parametrize(
    "text",
    [
        "la mayor Vera y la pequeña Noa",
        "vera la mayor, noa la chica",
        "una Vera y la otra Noa",
        "Vera (8 años) y Noa (5)",
    ],
)
def test_the_names_of_two_children_are_told_at_once(text: str) -> None:
    girls = (
        Coming(whom="mi niña", services=("CORTE NIÑA",)),
        Coming(whom="mi otra niña", services=("CORTE NIÑA",)),
    )
    said = understood(
        text, question=Question.THIRD_NAME, first_name="Laura", services=("CORTE NIÑA",) * 2,
        group=girls, companions=("mi niña", "mi otra niña"),
    )  # fmt: skip
    assert said == (GiveName(first_name="Vera"), GiveName(first_name="Noa"))


@pytest.mark.parametrize(
    ("text", "surname"),
    [("Soto Leal te dije", "Soto Leal"), ("Acuña también", "Acuña"), ("Prieto a secas", "Prieto")],
)
def test_what_is_said_after_a_surname_is_no_surname(text: str, surname: str) -> None:
    said = understood(text, question=Question.SURNAME, **HERE)
    assert said == (GiveName(last_name=surname),)


def test_a_second_first_name_is_no_surname() -> None:
    check = {"question": Question.NAME_CHECK, "first_name": "Yuliana"}
    said = understood("sí señora, Yuliana Marcela", **check)
    assert said == (GiveName(first_name="Yuliana Marcela"),)


def test_the_own_name_instead_of_another_s_is_for_oneself() -> None:
    asked = {"question": Question.THIRD_NAME, "companions": ("mi mujer",), "first_name": "Laura"}
    said = understood("Laura Aldana Corrales.", **asked)
    assert LeaveOut(alone=True) in said
