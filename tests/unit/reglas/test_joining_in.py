"""Two come where one was spoken of (R27)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Book, ChooseWhen
from atrevete_core.ports.language_model import Coming, Question
from tests.unit.reglas.conversation import SLOTS, understood

MINE = Book(services=("CORTAR",))
HERS = Book(services=("CORTAR",), for_whom="mi hermana")


def books(commands: tuple[Any, ...]) -> set[Book]:
    return {each for each in commands if isinstance(each, Book)}


@pytest.mark.parametrize(
    "text",
    ["somos mi hermana y yo", "para mi hermana y para mí", "para las dos, mi hermana y yo"],
)
def test_what_was_chosen_is_for_both(text: str) -> None:
    said = understood(text, question=Question.SLOT, offered=SLOTS, services=("CORTAR",))
    assert books(said) == {MINE, HERS}
    assert not any(isinstance(each, ChooseWhen) for each in said)  # «las dos» is no hour


@pytest.mark.parametrize(
    ("text", "mine"),
    [
        ("y para mí también", MINE),
        ("y yo también corte", MINE),
        ("y para mí unas mechas", Book(services=("MECHAS",))),
    ],
)
def test_the_writer_comes_beside_whom_it_was_for(text: str, mine: Book) -> None:
    said = understood(
        text,
        question=Question.SLOT,
        offered=SLOTS,
        services=("CORTAR",),
        companions=("mi hermana",),
    )
    assert books(said) == {HERS, mine}


def test_those_who_come_are_heard_before_what_they_want() -> None:
    said = understood("mi hermana y yo queremos cita", question=Question.SERVICE)
    assert books(said) == {Book(), Book(for_whom="mi hermana")}
    group = (Coming(), Coming(whom="mi hermana"))
    said = understood("corte", question=Question.SERVICE, group=group, companions=("mi hermana",))
    assert books(said) == {MINE, HERS}
