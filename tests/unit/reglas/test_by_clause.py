"""Each clause has its subject, and what is named in it is that subject's (R27)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Book
from atrevete_core.ports.language_model import Coming, Question

from .conversation import understood


def booked(text: str, **situation: Any) -> dict[str, tuple[str, ...]]:
    said = [each for each in understood(text, **situation) if isinstance(each, Book)]
    return {
        each.for_whom or "": (*each.services, *(one.candidates[0] for one in each.unclear))
        for each in said
    }


@pytest.mark.parametrize(
    ("text", "of_each"),
    [
        (
            (
                "mi hijo lleva unos pelos… pensé en un corte de niño para él y yo de paso corte"
                " de caballero y que me arreglen la barba"
            ),
            {"mi hijo": ("CORTE NIÑO",), "": ("CORTE CABALLERO", "BARBA")},
        ),
        (
            (
                "para mi esposo, corte de caballero y barba, porque tiene una boda el sábado y ese"
                " día yo ya voy a otra peluquería"
            ),
            {"mi esposo": ("CORTE CABALLERO", "BARBA")},
        ),
        (
            "quiero un corte. y mi hermana quiere otro. y mi madre mechas",
            {"": ("CORTAR",), "mi hermana": ("CORTAR",), "mi madre": ("MECHAS",)},
        ),
        (
            (
                "corte para mí el viernes y peinado para mi madre, por la mañana. ay no, mejor por"
                " la tarde que ella va al médico"
            ),
            {"": ("CORTAR",), "mi madre": ("PEINADO",)},
        ),
    ],
)
def test_each_gets_what_is_named_in_their_own_clause(
    text: str, of_each: dict[str, tuple[str, ...]]
) -> None:
    assert booked(text) == of_each


@pytest.mark.parametrize(
    "text",
    [
        "pa mi hija y yo: yo me quiero hacer unas mechas y la niña pues su corte de niña",
        "mi hija y yo, la niña corte de niña y yo mechas",
        "para mi hija y para mí, yo mechas y para la niña corte de niña",
    ],
)
def test_a_child_that_is_called_otherwise_is_the_one_who_was_named(text: str) -> None:
    assert booked(text) == {"": ("MECHAS",), "mi hija": ("CORTE NIÑA",)}


def test_whoever_it_is_for_comes_though_nothing_was_named_for_them() -> None:
    assert booked("hora para mi madre, unas mechas, y para mi hermana") == {
        "mi madre": ("MECHAS",),
        "mi hermana": (),
    }


def test_what_is_answered_is_for_the_one_of_whom_it_was_asked() -> None:
    group = (Coming(services=("MECHAS",)), Coming(whom="mi hermana"))
    now = {"question": Question.SERVICE, "services": ("MECHAS",), "group": group}
    assert booked("pues un peinado", **now) == {"mi hermana": ("PEINADO",)}
