"""Of the slots on offer, the one that is refused is never taken (R8)."""

from datetime import datetime

import pytest

from atrevete_core.domain.commands import ChooseSlot, ChooseWhen, Command, RefuseSlots, RunLate
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.unit.reglas.conversation import MADRID, understood

OFFERED = tuple(
    OfferedSlot(start=datetime(2026, 12, 15, hour, minute, tzinfo=MADRID), stylist=name)
    for hour, minute, name in ((14, 0, "Marta"), (16, 30, "Pilar"), (19, 0, "Harol"))
)


def said(text: str) -> tuple[Command, ...]:
    return understood(text, offered=OFFERED, question=Question.SLOT, services=("CORTAR",))


def chosen(text: str) -> str | None:
    """The stylist of the slot that is taken."""
    choice = next((each for each in said(text) if isinstance(each, ChooseSlot)), None)
    if choice is None:
        return None
    if choice.position:
        return OFFERED[choice.position - (choice.position > 0)].stylist
    return choice.stylist


@pytest.mark.parametrize(
    "text",
    [
        "la de las 7 esa no q salgo tarde, mejor la primera",
        "a las 7 es muy tarde, la primera",
        "la primera, que a las 7 es muy tarde",
        "a las 7 ni de broma, la primera",
        "a las 7 ya es de noche, la primera mejor",
        "la de Harol no me cuadra, la primera",
        "con Harol no, la primera",
        "demasiado tarde la de las 7, la primera",
        "la primera, tan tarde no puedo",
        "la primera no?",
    ],
)
def test_the_first_is_taken_beside_one_that_is_refused(text: str) -> None:
    assert chosen(text) == "Marta"


@pytest.mark.parametrize(
    "text",
    [
        "la primera me viene fatal, la última",
        "a las 2 es muy pronto, la última",
        "a las 2 y a las 4 y media no puedo, a las 7",
        "como salgo tarde, la de las siete",
        "y si no, la de las 7",
    ],
)
def test_the_last_is_taken_when_the_others_are_refused(text: str) -> None:
    assert chosen(text) == "Harol"


@pytest.mark.parametrize("text", ["la de las 7 no", "la de las 7 esa no q salgo tarde"])
def test_one_refused_alone_is_not_taken_and_nobody_is_late(text: str) -> None:
    assert chosen(text) is None
    assert any(isinstance(each, RefuseSlots) for each in said(text))
    assert not any(isinstance(each, RunLate) for each in said(text))


def test_too_late_an_hour_leaves_those_before_it() -> None:
    wish = next(each for each in said("a las 7 es muy tarde") if isinstance(each, ChooseWhen))
    assert wish.when.latest is not None
    assert wish.when.latest.hour == 18


@pytest.mark.parametrize(
    "text",
    [
        "a las 16:30 me viene justo bien",
        "a las 4 y media me queda justo al salir de trabajar, genial",
    ],
)
def test_an_hour_that_suits_just_so_is_taken(text: str) -> None:
    assert chosen(text) == "Pilar"


def test_an_hour_that_is_too_tight_is_refused() -> None:
    assert said("a las 16:30 me viene muy justo") == (RefuseSlots(),)


def test_the_one_that_can_be_reached_is_taken() -> None:
    assert chosen("no me da tiempo a llegar a las 14:00, la de las 16:30") == "Pilar"
