"""Whose service it is: the writer's past, names, and what is left out for each of several (R40)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Book

from .conversation import understood

MENS = "CORTE CABALLERO"


def booked(text: str, **facts: Any) -> dict[str, tuple[str, ...]]:
    """For whom → the services that are clear."""
    books = [each for each in understood(text, **facts) if isinstance(each, Book)]
    return {each.for_whom or "": each.services for each in books}


def left_open(text: str, **facts: Any) -> list[tuple[str, ...]]:
    books = [each for each in understood(text, **facts) if isinstance(each, Book)]
    return [unclear.candidates for each in books for unclear in each.unclear]


@pytest.mark.parametrize("text", ["un corte el viernes", "pa cortarme cn victor", "URGE corte hoy"])
def test_corte_is_the_mens_for_whom_has_always_had_that(text: str) -> None:
    assert booked(text, had=(MENS, "BARBA")) == {"": (MENS,)}


def test_corte_is_the_plain_one_for_whom_has_had_that_last() -> None:
    assert booked("un corte el viernes", had=("CORTAR", MENS)) == {"": ("CORTAR",)}


def test_a_womans_cut_is_one_whatever_the_writer_has_had() -> None:
    assert booked("un corte de mujer el viernes", had=(MENS,)) == {"": ("CORTAR",)}


def test_the_past_is_the_writers_and_nobody_elses() -> None:
    assert booked("mi mujer y yo, corte los dos, el viernes", had=(MENS,)) == {
        "mi mujer": ("CORTAR",),
        "": (MENS,),
    }


def test_a_mans_name_makes_her_ask_and_guess_nothing() -> None:
    assert left_open("hola, soy Óscar, quiero un corte") == [("CORTAR", MENS)]
    assert left_open("un corte el viernes", first_name="Álex") == []
    assert left_open("quiero cortarme. Corte de caballero", first_name="Óscar") == []
    assert left_open("un corte el viernes", first_name="Óscar", had=("CORTAR",)) == []


def test_so_does_the_mans_name_of_whoever_it_is_for() -> None:
    assert left_open("mi pareja Óscar quiere un corte") == [("CORTAR", MENS)]


@pytest.mark.parametrize(
    ("text", "mine", "theirs"),
    [
        ("mi novio y yo: yo corte de mujer y él de caballero", "CORTAR", MENS),
        ("corte para mí y para mi hija, yo de mujer y ella de niña", "CORTAR", "CORTE NIÑA"),
        ("mi madre y yo: yo peinado largo y ella corto", "PEINADO LARGO", "PEINADO"),
        (
            "mi hermana y yo queremos masaje, yo de media hora y ella de una hora",
            "MASAJE CORPORAL (30MIN)",
            "MASAJE CORPORAL (60MIN)",
        ),
    ],
)
def test_each_leaves_out_what_was_said_of_the_other(text: str, mine: str, theirs: str) -> None:
    assert sorted(booked(text).values()) == sorted([(mine,), (theirs,)])
    assert booked(text)[""] == (mine,)


def test_each_begins_with_whose_it_is() -> None:
    assert booked("mi marido y yo: yo corte y peinado y él solo corte") == {
        "": ("CORTAR", "PEINADO"),
        "mi marido": (MENS,),
    }


def test_he_and_she_are_whoever_can_be_called_so() -> None:
    assert booked("corte para mi hijo y mi hija, él de niño y ella de niña") == {
        "mi hijo": ("CORTE NIÑO",),
        "mi hija": ("CORTE NIÑA",),
    }


def test_who_comes_along_is_whom_was_spoken_of_before() -> None:
    said = "yo mechas y él corte"
    assert booked(said, companions=("mi novio",)) == {"": ("MECHAS",), "mi novio": (MENS,)}
    assert booked(said) == {"": ("MECHAS",), "mi acompañante": (MENS,)}
