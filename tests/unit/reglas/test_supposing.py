"""What is only supposed cancels nothing and makes nobody late: the rule is asked (R29)."""

from typing import Any

import pytest

from atrevete_core.domain.commands import Ask, AskOther, CancelAppointment
from tests.unit.reglas.conversation import UPCOMING, understood
from tests.unit.reglas.own_visit import booked


@pytest.mark.parametrize("situation", [{}, booked(UPCOMING)])
@pytest.mark.parametrize(
    "text",
    [
        "¿y si una se pone mala y tiene que anular, con cuánto tiempo hay que avisarles?",
        "si luego me surge algo en el trabajo y no puedo ir, ¿me devolvéis la señal o la pierdo?",
        "¿cuánto antes hay que avisar para cancelar sin perder la plata?",
        "¿me devolvéis algo si al final no puedo ir porque me cambian el turno?",
        "si aviso el día antes, ¿me devuelven el dinero?",
    ],
)
def test_who_asks_what_cancelling_would_cost_hears_the_rule(text: str, situation: Any) -> None:
    said = understood(text, **situation)
    assert Ask(topics=("cancellation",)) in said
    assert not any(isinstance(each, CancelAppointment) for each in said), said


@pytest.mark.parametrize(
    "text",
    ["¿y si llego tarde me cobráis algo?", "si me retraso diez minutos, ¿pierdo la cita?"],
)
def test_who_asks_about_coming_late_some_day_is_not_late(text: str) -> None:
    assert understood(text) == (AskOther(),)


@pytest.mark.parametrize(
    "text",
    [
        "si me podéis cancelar la cita del jueves, por favor",
        "sí, anúlala aunque pierda el dinero",
    ],
)
def test_who_asks_for_it_politely_supposes_nothing(text: str) -> None:
    said = understood(text, **booked(UPCOMING))
    assert any(isinstance(each, CancelAppointment) for each in said), said


def test_who_only_asks_what_if_they_were_late_is_not() -> None:
    assert understood("¿y si llego tarde?") == (AskOther(),)
    assert understood("¿y si llego tarde?", **booked(UPCOMING)) == (AskOther(),)
