"""Two appointments that are to be on one day: one goes to the day of the other (R37)."""

from datetime import datetime

import pytest

from atrevete_core.domain.commands import CancelAppointment, ChangeAppointment, ChooseWhen, Command
from atrevete_core.ports.language_model import Question, Upcoming
from tests.unit.reglas.conversation import MADRID, understood

#: A Thursday and a Friday.
CUT = Upcoming(start=datetime(2026, 12, 3, 18, tzinfo=MADRID), services=("CORTAR",))
BROWS = Upcoming(start=datetime(2026, 12, 4, 11, tzinfo=MADRID), services=("CEJAS",))


def says(text: str, question: Question | None = None) -> tuple[Command, ...]:
    return understood(text, has_upcoming=True, upcoming=(CUT, BROWS), question=question)


@pytest.mark.parametrize(
    "text",
    [
        "oye ¿y no me podríais juntar las dos citas el mismo día? es que vivo lejos",
        "¿me las podéis poner las dos el mismo día?",
    ],
)
def test_which_one_moves_is_asked(text: str) -> None:
    assert says(text) == (ChangeAppointment(),)


@pytest.mark.parametrize(
    "text",
    [
        "¿me las podéis poner las dos el jueves, así hago un solo viaje, el mismo día vaya?",
        "la del jueves me la dejas pero la del viernes me la pones el jueves, después del corte",
    ],
)
def test_the_other_one_goes_to_the_day_that_is_named(text: str) -> None:
    changed, when = says(text)
    assert isinstance(changed, ChangeAppointment)
    assert isinstance(when, ChooseWhen)
    assert changed.which is not None
    assert changed.which.days is not None
    assert changed.which.days.first == BROWS.start.date()
    assert when.when.days is not None
    assert when.when.days.first == CUT.start.date()


def test_one_of_the_two_is_not_both() -> None:
    said = says("de las dos citas que tengo, la de las cejas la quiero quitar")
    [gone] = [each for each in said if isinstance(each, CancelAppointment)]
    assert gone.which is not None
    assert gone.which.days is not None
    assert gone.which.days.first == BROWS.start.date()


def test_only_one_of_those_that_were_asked_about() -> None:
    [gone] = says("no espera, solo la de las cejas", Question.CANCEL)
    assert isinstance(gone, CancelAppointment)
    assert gone.which is not None
    assert gone.which.at == BROWS.start.time()
