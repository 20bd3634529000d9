"""What is said as the whole wish is all of it, and what joins it stays beside it (R9, R37)."""

import pytest

from atrevete_core.domain.commands import AddServices, ChoosePack, DropServices
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import UPCOMING, left, understood

CHOSEN = ("CORTAR", "CULTURA DE COLOR", "SECADO")


@pytest.mark.parametrize(
    "text",
    [
        "entonces quedamos en corte y barro, el viernes a las 18",
        "resumiendo: corte y barro",
        "solo el corte y el barro",
        "ponme corte y barro, lo demás quítalo",
        "olvida lo anterior: corte y barro",
        "mejor corte y barro y nada más",
        "me quedo con corte y barro",
    ],
)
def test_the_whole_wish_leaves_nothing_over_from_before(text: str) -> None:
    assert left(text, CHOSEN) == {"CORTAR", "BARRO"}


@pytest.mark.parametrize(
    "text",
    [
        "y un barro",
        "además quiero un barro",
        "ponme también barro",
        "y barro gold no, barro normal",
    ],
)
def test_what_is_added_joins_what_is_there(text: str) -> None:
    assert left(text, CHOSEN) == {*CHOSEN, "BARRO"}


def test_the_rest_stays_when_it_is_said_to_stay() -> None:
    said = left("en vez del secado ponme solo un barro, el resto igual", CHOSEN)

    assert said == {"CORTAR", "CULTURA DE COLOR", "BARRO"}


@pytest.mark.parametrize(
    "text",
    [
        "quita todo menos el corte",
        "quítame todo y deja el corte",
        "la cultura de color y el secado no",
        "corte sí, cultura de color y secado no",
        "solo el corte",
    ],
)
def test_all_but_one_goes(text: str) -> None:
    assert left(text, CHOSEN) == {"CORTAR"}


def test_all_but_one_goes_from_an_appointment() -> None:
    own = Upcoming(start=UPCOMING, services=CHOSEN)

    said = understood("quita todo menos el corte", upcoming=(own,))

    assert said == (DropServices(services=("CULTURA DE COLOR", "SECADO")),)


def test_what_is_added_after_the_price_joins_what_was_asked_about() -> None:
    said = understood("y un peinado", question=Question.ANYTHING_ELSE, choices=("CORTAR",))

    assert said == (AddServices(services=("PEINADO",)),)


@pytest.mark.parametrize(
    "text",
    [
        "el pack no, mechas solas",
        "no quiero el pack, ponme las mechas sueltas",
        "Gómez Ruiz, y quítame el corte del pack",
    ],
)
def test_a_pack_that_was_taken_is_refused(text: str) -> None:
    assert left(text, ("MECHAS", "CORTAR"), Question.SURNAME) == {"MECHAS"}


def test_a_pack_that_was_refused_is_taken_beside_a_name() -> None:
    said = understood(
        "Gómez Ruiz. Y lo he pensado mejor: ponme el pack",
        services=("MECHAS",),
        question=Question.SURNAME,
    )

    assert ChoosePack(pack="Mechas + Corte") in said
