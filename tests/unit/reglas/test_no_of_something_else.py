"""A "no" while hours are offered that refuses none of them (R8, R37)."""

import pytest

from atrevete_core.domain.commands import Book, Command, RefuseSlots, Thank
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood


def to_the_hours(text: str) -> tuple[Command, ...]:
    return understood(text, services=("CORTAR",), offered=SLOTS, question=Question.SLOT)


@pytest.mark.parametrize(
    "text",
    [
        "no uséis laca",
        "no me cortéis mucho",
        "no me lo dejes muy corto",
        "no hace falta que me lavéis el pelo",
    ],
)
def test_how_it_is_not_to_be_done_refuses_no_hour(text: str) -> None:
    assert to_the_hours(text) == (Thank(),)


@pytest.mark.parametrize(
    "text",
    [
        "nada más que el corte",
        "no, nada más que el corte",
        "nada más, solo el corte",
        "el corte y nada más",
        "no quiero nada más que el corte",
    ],
)
def test_nothing_but_what_was_chosen_refuses_no_hour(text: str) -> None:
    assert to_the_hours(text) == (Book(services=("CORTAR",)),)


@pytest.mark.parametrize("text", ["no me des esa", "no, no me va bien", "no puedo a esas horas"])
def test_an_hour_that_does_not_suit_is_refused(text: str) -> None:
    assert to_the_hours(text) == (RefuseSlots(),)
