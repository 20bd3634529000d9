"""What is asked in the same breath as something else, with or without its mark (R29)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from atrevete_core.domain.commands import (
    Ask,
    Book,
    CallPerson,
    ConfirmAttendance,
    GiveName,
    TakeTime,
)
from atrevete_core.ports.language_model import Question

from .conversation import understood
from .own_visit import booked

THURSDAY = booked(datetime(2026, 12, 17, 10, 30, tzinfo=ZoneInfo("Europe/Madrid")), "PEINADO")


@pytest.mark.parametrize(
    "text", ["allí estaré y dígame una cosa, hay algún parking", "allí estaré, ¿dónde estáis?"]
)
def test_whoever_confirms_and_asks_is_answered_too(text: str) -> None:
    said = understood(text, question=Question.ATTENDANCE, **THURSDAY)
    assert ConfirmAttendance() in said
    assert any(isinstance(each, Ask) for each in said)


def test_who_drives_her_there_is_not_booked_for() -> None:
    said = understood("¿hay parking para mi yerno, que me lleva en el coche?")
    assert not any(isinstance(each, Book) for each in said)


def test_the_hours_are_told_beside_the_rule_on_cancelling() -> None:
    (ask,) = understood(
        "qué horario tienen de lunes a viernes y cuál es la política de cancelación si luego no "
        "puedo acudir?"
    )
    assert isinstance(ask, Ask)
    assert len(ask.topics) == 2


def test_a_name_that_was_asked_for_is_kept_beside_a_goodbye() -> None:
    said = understood("Vanesa, gracias, ya os escribo otro día", question=Question.NAME)
    assert said == (GiveName(first_name="Vanesa"), TakeTime())


def test_who_asks_for_help_with_a_booking_sells_nothing() -> None:
    said = understood("quisiera agendar unas mechas, ¿usted me puede colaborar con eso?")
    assert said == (Book(services=("MECHAS",)),)


@pytest.mark.parametrize(
    ("text", "threatens"),
    [
        ("dile a Rosa que la voy a estar esperando en la puerta", True),
        ("os voy a esperar a la salida", True),
        ("no sé a qué hora sale mi hija del cole", False),
        ("unas mechas y que mi marido ni se va a enterar", False),
    ],
)
def test_to_lie_in_wait_is_a_threat(text: str, *, threatens: bool) -> None:
    assert any(isinstance(each, CallPerson) for each in understood(text)) is threatens
