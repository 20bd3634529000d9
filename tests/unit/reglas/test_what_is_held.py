"""While a link waits, or has just lapsed: when it will be paid, and by whom (R15, R16, R37)."""

import pytest

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskMyAppointments,
    Book,
    ChooseWhen,
    ClaimPaid,
    Command,
    GiveName,
)
from atrevete_core.ports.language_model import Question
from tests.unit.reglas.conversation import understood


def waiting(text: str) -> tuple[Command, ...]:
    """By somebody whose cut is held and waits for the deposit."""
    return understood(text, waits_for_payment=True, services=("CORTAR",))


@pytest.mark.parametrize(
    "text",
    [
        "es que ahora estoy trabajando, luego a la noche te lo pago",
        "esta noche te hago el pago sin falta",
        "cuando salga a las 6 te lo pago, vale?",
        "cobro el viernes, ¿te lo puedo pagar entonces?",
        "ya voy ya voy, estoy buscando la tarjeta",
    ],
)
def test_the_hour_of_paying_moves_nothing(text: str) -> None:
    said = waiting(text)
    assert len(said) == 1
    assert isinstance(said[0], Accept | ClaimPaid)


@pytest.mark.parametrize(
    "text",
    ["mi marido va a pagarlo con su tarjeta, ¿pasa algo?", "mi madre lo paga, que es mi regalo"],
)
def test_whoever_pays_is_not_booked_for(text: str) -> None:
    assert not any(isinstance(each, Book | ChooseWhen) for each in waiting(text))


def test_surnames_told_once_more_are_no_trouble() -> None:
    assert waiting("Ibáñez Cano") == (GiveName(last_name="Ibáñez Cano"),)


def test_something_more_on_the_same_day_is_no_other_way_of_paying() -> None:
    assert waiting("y aparte quiero las cejas el mismo día") == (AddServices(services=("CEJAS",)),)


def test_the_hour_that_was_said_is_told_again() -> None:
    assert waiting("¿a qué hora me dijiste?") == (AskMyAppointments(),)


@pytest.mark.parametrize(
    "text",
    [
        "ay que no me ha dado tiempo, lo siento, sí por favor",
        "no me dio tiempo, ¿me la guardas?",
        "no pude, mírame si sigue",
    ],
)
def test_an_excuse_for_not_paying_refuses_nothing(text: str) -> None:
    assert understood(text, question=Question.LOOK_AGAIN, services=("CORTAR",)) == (Accept(),)
