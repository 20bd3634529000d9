"""«¡Hasta el sábado!» says goodbye; it is no deadline and no day."""

from datetime import datetime

import pytest

from atrevete_core.domain.commands import ChooseSlot, ChooseWhen
from atrevete_core.ports.language_model import OfferedSlot, Question
from tests.unit.reglas.conversation import MADRID, understood

SATURDAY = tuple(
    OfferedSlot(start=datetime(2026, 12, 19, hour, tzinfo=MADRID), stylist=name)
    for hour, name in ((10, "Marta"), (12, "Pilar"))
)


@pytest.mark.parametrize(
    "text",
    [
        "vale pues gracias, hasta el sabado!",
        "hasta el sábado!",
        "ok gracias hasta el sábado",
        "perfecto, nos vemos el sábado",
    ],
)
def test_a_goodbye_wishes_no_other_day(text: str) -> None:
    said = understood(text, offered=SATURDAY, question=Question.SLOT, services=("CORTAR",))
    assert not any(isinstance(each, ChooseWhen | ChooseSlot) for each in said)


@pytest.mark.parametrize("text", ["puedo hasta el sábado", "no puedo hasta el sábado"])
def test_until_when_one_can_is_a_wish(text: str) -> None:
    said = understood(text, offered=SATURDAY, question=Question.SLOT, services=("CORTAR",))
    assert any(isinstance(each, ChooseWhen) for each in said)


def test_a_slot_is_taken_with_a_goodbye() -> None:
    said = understood(
        "la segunda, nos vemos el sábado",
        offered=SATURDAY,
        question=Question.SLOT,
        services=("CORTAR",),
    )
    assert [each.position for each in said if isinstance(each, ChooseSlot)] == [2]
