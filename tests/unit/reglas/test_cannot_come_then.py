"""A time at which somebody cannot come is refused, and no appointment is given up (R8, R37)."""

from datetime import date, datetime, time

import pytest

from atrevete_core.domain.commands import CancelAppointment, ChooseSlot, ChooseWhen, PartOfDay, When
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.unit.reglas.conversation import MADRID, understood

THURSDAY = date(2026, 12, 3)
OFFERED = tuple(
    OfferedSlot(start=datetime(2026, 12, 3, hour, tzinfo=MADRID), stylist=name)
    for hour, name in ((10, "Pilar"), (17, "Ana"), (19, "Ana"))
)


def wish(text: str) -> When:
    """What is understood of it while the day of a cut is looked for; nothing is cancelled."""
    said = understood(text, services=("CORTAR",), question=Question.DAY)
    assert not any(isinstance(each, CancelAppointment) for each in said), said
    return next(each.when for each in said if isinstance(each, ChooseWhen))


@pytest.mark.parametrize(
    "text",
    [
        "no puedo ir por la mañana",
        "no me puedo pasar por la mañana",
        "por la mañana me es imposible ir",
        "el jueves por la mañana tengo reunión",
    ],
)
def test_who_cannot_come_in_the_morning_comes_in_the_afternoon(text: str) -> None:
    assert wish(text).part is PartOfDay.AFTERNOON


@pytest.mark.parametrize(
    "text",
    [
        "no puedo ir el jueves",
        "no voy a poder ir el jueves",
        "no quiero ir el jueves",
        "el jueves no quiero ir",
        "no quiero que sea el jueves",
        "no puedo, el jueves tengo examen",
        "el jueves tengo guardia",
    ],
)
def test_a_day_on_which_they_cannot_come_is_not_offered(text: str) -> None:
    assert THURSDAY in wish(text).not_on


@pytest.mark.parametrize(
    "text",
    [
        "no puedo llegar antes de las 5",
        "no puedo pasarme antes de las 5",
        "no salgo antes de las 5",
        "tengo clase hasta las 5",
        "estoy ocupada hasta las 5",
    ],
)
def test_who_is_free_from_an_hour_on_comes_after_it(text: str) -> None:
    assert wish(text).earliest == time(17)


def test_the_hour_of_another_appointment_is_no_wish() -> None:
    said = understood("tengo médico a las 4", services=("CORTAR",), question=Question.DAY)
    assert not any(isinstance(each, ChooseWhen) for each in said)


@pytest.mark.parametrize("text", ["no puedo ir antes de las 6", "antes de las 6 no puedo ir"])
def test_of_the_slots_on_offer_the_one_they_can_come_at_is_taken(text: str) -> None:
    [choice] = understood(text, offered=OFFERED, question=Question.SLOT, services=("CORTAR",))
    assert isinstance(choice, ChooseSlot)
    assert choice.position == len(OFFERED)


def test_another_day_takes_the_place_of_the_half_that_was_left() -> None:
    text = "el jueves tampoco puedo por la tarde. ¿El viernes 4 a las 16:00?"
    four = OfferedSlot(start=datetime(2026, 12, 3, 16, tzinfo=MADRID), stylist="Ana")
    [said] = understood(text, offered=(four,), question=Question.SLOT, services=("CORTAR",))
    assert isinstance(said, ChooseWhen)
    assert said.when.days is not None
    assert (said.when.days.first, said.when.at) == (date(2026, 12, 4), time(16))
