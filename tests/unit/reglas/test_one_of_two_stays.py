"""Of two appointments one stays as it is: it is neither moved nor cancelled (R19, R37)."""

from datetime import datetime

import pytest

from atrevete_core.domain.commands import CancelAppointment, ChangeAppointment
from atrevete_core.ports.language_model import Upcoming
from tests.unit.reglas.conversation import MADRID, understood

#: A Thursday and a Friday.
TWO = (
    Upcoming(start=datetime(2026, 12, 3, 10, 30, tzinfo=MADRID), services=("CEJAS",)),
    Upcoming(start=datetime(2026, 12, 4, 11, 30, tzinfo=MADRID), services=("CORTAR",)),
)


@pytest.mark.parametrize(
    "text",
    [
        "el corte del viernes déjalo, las cejas pásamelas al miércoles a las 5",
        "la del viernes perfecta, la del jueves muévela al miércoles a las 5",
        "al corte voy seguro, cámbiame las cejas al miércoles a las 5",
        "la del viernes la mantengo, anula la de las cejas",
        "respeta la del viernes, y la del jueves cancélala",
    ],
)
def test_the_one_that_stays_is_not_touched(text: str) -> None:
    said = understood(text, has_upcoming=True, upcoming=TWO)
    [about] = [each for each in said if isinstance(each, CancelAppointment | ChangeAppointment)]
    assert about.which is not None
    assert about.which.days is not None
    assert about.which.days.first == TWO[0].start.date()


def test_leaving_one_for_another_day_moves_it() -> None:
    said = understood("déjame la del viernes para el lunes", has_upcoming=True, upcoming=TWO)
    assert any(isinstance(each, ChangeAppointment) for each in said)
