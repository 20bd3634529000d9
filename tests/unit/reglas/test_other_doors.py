"""Whether the salon opens is asked: «el martes abren el colegio» asks nothing (R29)."""

import pytest

from atrevete_core.domain.commands import Ask, AskOpening
from tests.unit.reglas.conversation import understood


def asks_opening(text: str) -> bool:
    return any(isinstance(each, AskOpening | Ask) for each in understood(text))


@pytest.mark.parametrize(
    "text",
    [
        "el martes abren el colegio, quiero un corte",
        "el lunes abre el gimnasio y voy, ¿me dais hora el martes?",
    ],
)
def test_other_doors_are_only_told_of(text: str) -> None:
    assert not asks_opening(text)


@pytest.mark.parametrize(
    "text",
    ["¿abren el sábado?", "¿abre la peluquería el sábado?", "quiero saber si abren el sábado"],
)
def test_the_salons_are_asked_about(text: str) -> None:
    assert asks_opening(text)
