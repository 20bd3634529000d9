"""A question of two words, and a name that looks like something else."""

from datetime import date

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskMyAppointments,
    Book,
    CallPerson,
    ChooseWhen,
    DayRange,
    GiveName,
    Greet,
)
from atrevete_core.ports.language_model import Question

from .conversation import understood
from .test_added_to_own import CUT


@pytest.mark.parametrize("text", ["ah vale, ¿y con quién?", "ok, ¿y a qué hora?", "¿cuándo?"])
def test_what_is_asked_after_an_appointment_was_told_is_of_it(text: str) -> None:
    assert understood(text, **CUT) == (AskMyAppointments(),)


@pytest.mark.parametrize("text", ["hola? hay alguien?", "¿hay alguien ahí?", "¿estáis ahí?"])
def test_whoever_knocks_is_greeted(text: str) -> None:
    assert understood(text) == (Greet(),)


def test_whoever_asks_for_somebody_to_talk_to_wants_a_person() -> None:
    assert isinstance(understood("¿hay alguien con quien hablar?")[0], CallPerson)


@pytest.mark.parametrize("text", ["¿y en efectivo?", "¿y el resto en metálico?"])
def test_how_the_rest_is_paid_may_be_asked_in_three_words(text: str) -> None:
    assert understood(text, question=Question.NAME_CHECK) == (Ask(topics=("payment",)),)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Olga Navas", "Olga", "Navas"),
        ("Pilar Ramos", "Pilar", "Ramos"),
        ("inés baeza", "Inés", "Baeza"),
    ],
)
def test_a_whole_name_is_told_though_only_the_surname_was_asked(
    text: str, first: str, last: str
) -> None:
    said = understood(text, question=Question.SURNAME, first_name="Laura", services=("CORTAR",))
    assert said == (GiveName(first_name=first, last_name=last),)


@pytest.mark.parametrize("text", ["a men's haircut, please", "a man's haircut on Friday"])
def test_a_mans_cut_is_asked_for_in_english(text: str) -> None:
    assert [e.services for e in understood(text) if isinstance(e, Book)] == [("CORTE CABALLERO",)]


@pytest.mark.parametrize("text", ["yo Eva Mateo", "yo soy Eva Mateo"])
def test_whoever_says_i_tells_their_own_name(text: str) -> None:
    said = understood(text, question=Question.THIRD_NAME, companions=("mi amiga",))
    assert GiveName(first_name="Eva", last_name="Mateo", of="yo") in said


@pytest.mark.parametrize(
    "text",
    ["quiero otra cita para hacerme las cejas ese mismo día", "cita para las cejas el mismo día"],
)
def test_that_same_day_is_the_day_of_the_only_appointment(text: str) -> None:
    [when] = [each.when for each in understood(text, **CUT) if isinstance(each, ChooseWhen)]
    assert when.days == DayRange(first=date(2026, 12, 4), last=date(2026, 12, 4))
