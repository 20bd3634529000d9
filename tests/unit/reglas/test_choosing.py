"""Choosing among the slots on offer, and days that are taken back."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.commands import ChooseSlot, ChooseWhen
from atrevete_core.ports.language_model import Question

from .conversation import SLOTS, understood


def offered(text: str) -> tuple[Any, ...]:
    """Said when Friday 4 at 10:30, 12:30 and 17:00 are on offer."""
    return understood(text, question=Question.SLOT, offered=SLOTS, services=("CORTAR",))


def asked_for_a_day(text: str) -> tuple[Any, ...]:
    return understood(text, question=Question.DAY, services=("CORTAR",))


@pytest.mark.parametrize(
    ("said", "position"),
    [
        ("la primera de la mañana que tengas el viernes 4, con quien sea", 1),
        ("la primera que haya por la tarde", 3),
        ("el viernes 4 por la tarde, la primera hora que tenga después del almuerzo", 3),
    ],
)
def test_the_first_is_the_first_of_those_that_fit(said: str, position: int) -> None:
    (choice,) = offered(said)
    assert isinstance(choice, ChooseSlot)
    assert choice.position == position


def test_a_first_that_is_not_on_offer_is_looked_for() -> None:
    (wish,) = offered("el lunes 7 por la tarde, a la primera hora que haya")
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == date(2026, 12, 7)


def test_a_stylist_who_may_not_be_able_is_no_refused_day() -> None:
    wish = offered("el jueves 10 por la tarde, y si Víctor no puede, con quien sea")[0]
    assert wish.when.days.first == date(2026, 12, 10)


def test_a_day_named_again_after_a_no_is_out() -> None:
    (wish,) = asked_for_a_day(
        "al lunes 7... no, el lunes 7 cierro trimestre: el miércoles 9 a las 18:00"
    )
    assert (wish.when.days.first, wish.when.at) == (date(2026, 12, 9), time(18))


def test_a_tag_asks_nothing() -> None:
    (wish,) = asked_for_a_day("el sábado 5 a las 11:00, que es lo primero que abrís, ¿no?")
    assert (wish.when.days.first, wish.when.at) == (date(2026, 12, 5), time(11))
