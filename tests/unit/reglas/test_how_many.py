"""How many come is told in other words than «somos dos» (R27)."""

import pytest

from atrevete_core.domain.commands import Book
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood

FOR_BOTH = [
    Book(services=("CORTAR",)),
    Book(services=("CORTAR",), for_whom="mi acompañante"),
]


@pytest.mark.parametrize(
    "text",
    [
        "somos una pareja, queremos cortarnos los dos",
        "queremos cortarnos el pelo las dos",
        "somos pareja y queríamos cortarnos el pelo",
        "un corte para dos",
    ],
)
def test_both_have_what_is_named(text: str) -> None:
    assert list(understood(text)) == FOR_BOTH


@pytest.mark.parametrize("text", ["somos dos", "al final somos dos"])
def test_both_have_what_was_chosen(text: str) -> None:
    said = understood(text, services=("CORTAR",), offered=SLOTS, question=Question.SLOT)
    assert list(said) == FOR_BOTH


@pytest.mark.parametrize(
    "text",
    [
        "queremos cortarnos el pelo a las dos",
        "un corte para dos horas antes de la boda",
        "quiero depilarme las dos piernas",
        "para el viernes a las dos un corte",
    ],
)
def test_a_number_of_something_else_brings_nobody(text: str) -> None:
    assert not any(isinstance(each, Book) and each.for_whom for each in understood(text))
