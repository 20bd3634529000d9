"""A slot on offer is named, and something of it is to be otherwise."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.commands import ChooseSlot, ChooseStylist, ChooseWhen, RefuseSlots
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.builders import madrid

from .conversation import understood

OFFERED = (
    OfferedSlot(start=madrid(2026, 12, 4, 17), stylist="Pilar"),
    OfferedSlot(start=madrid(2026, 12, 4, 18, 30), stylist="Marta"),
    OfferedSlot(start=madrid(2026, 12, 5, 11), stylist="Harol"),
)


def said(text: str) -> tuple[Any, ...]:
    return understood(text, question=Question.SLOT, offered=OFFERED, services=("CORTAR",))


@pytest.mark.parametrize(
    ("text", "day", "at"),
    [
        ("la última pero media hora más tarde", 5, time(11, 30)),
        ("a las 5 llego justísima, ¿y cuarto?", 4, time(17, 15)),
        ("la segunda pero un cuarto de hora antes", 4, time(18, 15)),
        ("¿la de Pilar se puede retrasar media hora?", 4, time(17, 30)),
        ("el sábado mejor pero una hora más tarde", 5, time(12)),
    ],
)
def test_a_named_slot_at_another_time_is_looked_for_on_its_day(
    text: str, day: int, at: time
) -> None:
    wish = said(text)[0]
    assert isinstance(wish, ChooseWhen)
    assert wish.when.days is not None
    assert wish.when.days.first == wish.when.days.last == date(2026, 12, day)
    assert wish.when.at == at


@pytest.mark.parametrize(
    "text", ["la de las 5 pero con Marta", "me quedo con la de las 5 pero que me lo haga Marta"]
)
def test_the_hour_of_one_with_the_stylist_of_another(text: str) -> None:
    wish, stylist = said(text)
    assert wish.when.at == time(17)
    assert stylist == ChooseStylist(stylist="Marta")


def test_another_kind_of_stylist_at_the_hour_that_was_named() -> None:
    wish, stylist = said("la tercera pero con una chica, que con chicos me da corte")
    assert wish.when.days.first == date(2026, 12, 5)
    assert stylist == ChooseStylist(gender="f")


@pytest.mark.parametrize(
    "text",
    [
        "la primera, que más tarde no puedo",
        "la primera, y media hora antes te aviso",
        "la de las 5, llego cinco minutos más tarde",
    ],
)
def test_a_slot_with_a_word_about_the_time_around_it_is_taken(text: str) -> None:
    (choice,) = said(text)
    assert isinstance(choice, ChooseSlot)
    assert choice.position == 1


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("la de las 5, que los lunes nunca se sabe", 1),
        ("a las 5 no llego, la siguiente", 2),
    ],
)
def test_what_is_told_beside_the_choice_changes_nothing(text: str, position: int) -> None:
    (choice,) = said(text)
    assert isinstance(choice, ChooseSlot)
    assert choice.position == position


def test_errands_at_every_hour_on_offer_refuse_them_all() -> None:
    text = "a las 5 recojo a la cría, a las 6 y media tiene piscina y a las 11 tengo médico"
    assert [type(each) for each in said(text)] == [RefuseSlots]
