"""What was moved a moment ago goes back; what was only about to move stays (R20, R37)."""

from datetime import date, datetime, time
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    Command,
    ConfirmAttendance,
)
from atrevete_core.ports.language_model import OfferedSlot, Question, Upcoming

from .conversation import MADRID, understood

FRIDAY = datetime(2026, 12, 4, 10, tzinfo=MADRID)
SATURDAY = datetime(2026, 12, 12, 12, tzinfo=MADRID)
MOVED = Upcoming(
    start=SATURDAY,
    services=("CORTAR",),
    stylist="Marta",
    spoken_of=True,
    before=OfferedSlot(start=FRIDAY, stylist="Marta"),
)


def says(text: str, own: Upcoming = MOVED, **facts: Any) -> tuple[Command, ...]:
    return understood(text, has_upcoming=True, upcoming=(own,), **facts)


@pytest.mark.parametrize(
    "text",
    [
        "no deja, como estaba",
        "uy no, deja el viernes como estaba",
        "uy no, deja el viernes",
        "mejor déjala como estaba",
        "perdone, déjela como estaba antes",
        "ay perdona, vuelve a ponerla donde estaba",
        "prefiero la de antes",
        "deshaz el cambio porfa",
        "che no, dejala como la tenía",
    ],
)
def test_it_goes_back_to_its_day_and_hour(text: str) -> None:
    move, to = says(text)
    assert move == ChangeAppointment()
    assert isinstance(to, ChooseWhen)
    assert to.when.days is not None
    assert (to.when.days.first, to.when.at) == (date(2026, 12, 4), time(10))


def test_it_goes_back_to_whom_it_was_with() -> None:
    before = OfferedSlot(start=SATURDAY, stylist="Pilar")
    own = Upcoming(start=SATURDAY, stylist="Marta", spoken_of=True, before=before)
    assert ChooseStylist(stylist="Pilar") in says("no, mejor como estaba", own)


@pytest.mark.parametrize(
    "text", ["perfecto, déjala así", "gracias", "uy no, el viernes no puedo, déjala", "vale"]
)
def test_what_is_well_as_it_is_does_not_go_back(text: str) -> None:
    assert not any(isinstance(each, ChooseWhen) and each.when.at == time(10) for each in says(text))


@pytest.mark.parametrize("question", [Question.NEW_DAY, Question.SLOT])
def test_what_was_only_about_to_move_stays(question: Question) -> None:
    own = Upcoming(start=FRIDAY, services=("CORTAR",), stylist="Marta", asked_about=True)
    offered = (OfferedSlot(start=SATURDAY, stylist="Marta"),) if question is Question.SLOT else ()
    said = says(
        "uy no, deja el viernes como estaba", own, question=question, offered=offered,
        services=("CORTAR",),
    )  # fmt: skip
    assert said == (ConfirmAttendance(),)
