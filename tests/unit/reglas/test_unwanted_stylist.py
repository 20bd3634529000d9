"""Anybody but one (R63): «con cualquiera menos Harol»."""

import pytest

from atrevete_core.domain.commands import ChooseStylist
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import SLOTS, understood


def stylists(text: str, **facts: object) -> list[ChooseStylist]:
    said = understood(text, **facts)  # type: ignore[arg-type]
    return [each for each in said if isinstance(each, ChooseStylist)]


@pytest.mark.parametrize(
    "text",
    [
        "un corte el viernes a las 5, pero no con Harol, que me lleva la contraria",
        "un corte el viernes con quien sea menos Harol",
        "un corte el viernes, que no sea con Harol",
        "con Harol no, por favor. Un corte el viernes",
    ],
)
def test_one_stylist_is_not_wanted(text: str) -> None:
    assert stylists(text) == [ChooseStylist(not_with="Harol")]


def test_one_of_those_on_offer_is_not_wanted() -> None:
    said = stylists("el viernes, pero no con Harol", question=Question.SLOT, offered=SLOTS)
    assert said == [ChooseStylist(not_with="Harol")]


@pytest.mark.parametrize("text", ["corte el viernes con Marta, ¿no?", "no, con Marta el viernes"])
def test_a_no_that_is_about_something_else_leaves_the_stylist(text: str) -> None:
    assert stylists(text) == [ChooseStylist(stylist="Marta")]


def test_without_him_nothing_is_wanted() -> None:
    said = understood("pues sin Harol no quiero", services=("CORTAR",), question=Question.DAY)
    assert ChooseStylist(not_with="Harol") not in said


def test_whoever_is_exchanged_is_not_asked_for() -> None:
    said = understood(
        "en vez de a las 12:30 con Pilar, el viernes a las 16:00 con Harol", services=("CORTAR",)
    )
    assert ChooseStylist(stylist="Harol") in said
    assert ChooseStylist(stylist="Pilar") not in said
