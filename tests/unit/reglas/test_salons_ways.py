"""How the salon works: with appointments, and with a reminder before each (R29)."""

import pytest

from atrevete_core.domain.commands import Ask, AskMyAppointments, Book, BookUsual, StopReminders
from tests.unit.reglas.conversation import understood


@pytest.mark.parametrize(
    "text",
    [
        "¿se puede ir mañana sin cita?",
        "¿atendéis sin cita previa?",
        "hola, hay que pedir cita o se puede ir sin más?",
        "¿hay que pedir cita para la manicura?",
    ],
)
def test_whether_one_may_come_without_an_appointment(text: str) -> None:
    assert Ask(topics=("walk_ins",)) in understood(text)


@pytest.mark.parametrize(
    "text", ["¿me podéis mandar un recordatorio?", "quería saber si me avisáis el día antes"]
)
def test_whether_one_is_reminded(text: str) -> None:
    assert understood(text) == (Ask(topics=("reminders",)),)


def test_what_only_sounds_like_these() -> None:
    assert understood("¿tengo cita previa?") == (AskMyAppointments(),)
    assert understood("no me mandéis recordatorio") == (StopReminders(),)


@pytest.mark.parametrize("text", ["quiero lo de la última vez", "lo de la vez anterior"])
def test_what_one_had_last_time_is_the_usual(text: str) -> None:
    said = understood(text)
    assert BookUsual() in said
    assert not any(isinstance(each, Book) for each in said)
