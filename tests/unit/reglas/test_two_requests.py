"""«Cancela el corte y resérvame unas cejas el lunes a las 11»: one is given up, one is new."""

from datetime import date, datetime, time

import pytest

from atrevete_core.domain.commands import (
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
)
from atrevete_core.ports.language_model import Upcoming
from tests.unit.reglas.conversation import MADRID, understood

MONDAY = date(2026, 12, 14)
CUT = Upcoming(start=datetime(2026, 12, 3, 12, tzinfo=MADRID), services=("CORTAR",))
NAILS = Upcoming(
    start=datetime(2026, 12, 9, 17, tzinfo=MADRID), services=("MANICURA PERMANENTE+BIOTERAPIA",)
)


@pytest.mark.parametrize(
    "text",
    [
        "cancela la del corte y resérvame unas cejas el lunes 14 a las 11",
        "quiero cancelar el corte y pedir cejas para el lunes 14 a las 11",
        "no puedo ir el jueves, cancélala. Y quería unas cejas el lunes 14 a las 11",
        "resérvame unas cejas el lunes 14 a las 11 y cancela el corte",
        "cancelo el corte. En su lugar quiero unas cejas el lunes 14 a las 11",
    ],
)
@pytest.mark.parametrize("upcoming", [(CUT,), (CUT, NAILS)])
def test_what_is_new_is_booked_beside_what_is_cancelled(
    text: str, upcoming: tuple[Upcoming, ...]
) -> None:
    first, *others = understood(text, has_upcoming=True, upcoming=upcoming)
    assert isinstance(first, CancelAppointment)
    assert Book(services=("CEJAS",)) in others
    [when] = [each.when for each in others if isinstance(each, ChooseWhen)]
    assert (when.days and when.days.first, when.at) == (MONDAY, time(11))


@pytest.mark.parametrize(
    "text",
    [
        "cancélala y hazme una para el lunes 14 a las 11",
        "anula la cita y dame otra el lunes 14 a las 11",
        "cancela el corte y resérvame otro corte para el lunes 14 a las 11",
    ],
)
def test_the_same_at_another_time_only_moves(text: str) -> None:
    said = understood(text, has_upcoming=True, upcoming=(CUT,))
    assert isinstance(said[0], ChangeAppointment)
    assert not any(isinstance(each, Book | CancelAppointment) for each in said)


def test_a_new_service_has_its_own_day_beside_one_that_moves() -> None:
    said = understood(
        "quiero cambiar mi cita al lunes 14 a las 12 y reservar unas cejas el martes 15 a las 10",
        has_upcoming=True,
        upcoming=(CUT,),
    )
    days = [
        each.when.days.first for each in said if isinstance(each, ChooseWhen) and each.when.days
    ]
    assert isinstance(said[0], ChangeAppointment)
    assert days == [MONDAY, date(2026, 12, 15)]


def test_another_service_of_the_same_craft_is_not_the_appointment_that_exists() -> None:
    said = understood(
        "cancela la manicura y resérvame un peinado el lunes 14 a las 11",
        has_upcoming=True,
        upcoming=(CUT, NAILS),
    )
    assert Book(services=("PEINADO",)) in said
    assert not any(isinstance(each, ChangeAppointment) for each in said)
