"""Doubts about the deposit are questions: nothing is wrong with the payment (R14, R15, R45)."""

from datetime import datetime
from typing import Any

import pytest

from atrevete_core.domain.commands import (
    Accept,
    Ask,
    AskDeposit,
    ClaimPaid,
    PayOtherwise,
    ReportPaymentTrouble,
    TakeTime,
)
from atrevete_core.ports.language_model import OfferedSlot, Question

from .conversation import MADRID, understood

HELD: dict[str, Any] = {"waits_for_payment": True, "services": ("CORTAR",)}
OFFERED = (OfferedSlot(start=datetime(2026, 12, 4, 10, tzinfo=MADRID), stylist="Marta"),)


@pytest.mark.parametrize(
    "text",
    [
        "es obligatorio?",
        "es obligatorio pagar el anticipo?",
        "y si no pago que pasa",
        "¿y si no lo pago?",
        "si no pago pierdo la hora?",
        "hay que pagar el anticipo si o si?",
    ],
)
def test_whether_it_must_be_paid_is_asked_while_the_link_waits(text: str) -> None:
    assert understood(text, **HELD) == (AskDeposit(),)


def test_it_is_asked_before_there_is_a_link_too() -> None:
    asked = understood(
        "es obligatorio el anticipo?", services=("CORTAR",), question=Question.SLOT, offered=OFFERED
    )
    assert asked == (AskDeposit(),)


def test_another_duty_is_no_question_of_the_deposit() -> None:
    assert AskDeposit() not in understood("¿la prueba de alergia es obligatoria?")


def test_the_deposit_in_the_salon_is_another_way_of_paying() -> None:
    assert understood("el anticipo lo puedo pagar en el salon?", **HELD) == (PayOtherwise(),)
    assert understood("el anticipo lo puedo pagar en el salon?") == (PayOtherwise(),)


def test_paying_later_does_not_say_that_it_fails() -> None:
    said = understood("bueno pago luego", question=Question.PAYMENT_TROUBLE, **HELD)
    assert said == (TakeTime(),)


@pytest.mark.parametrize("text", ["no me deja pagar", "no puedo pagar"])
def test_what_fails_still_fails(text: str) -> None:
    assert understood(text, **HELD) == (ReportPaymentTrouble(),)


@pytest.mark.parametrize(
    "text", ["uy se me ha pasado pagar", "perdona, se me olvidó", "ay, no me dio tiempo a pagar"]
)
def test_who_forgot_to_pay_wants_it_looked_at_again(text: str) -> None:
    assert understood(text, question=Question.LOOK_AGAIN, services=("CORTAR",)) == (Accept(),)
    assert understood(text, **HELD) == (TakeTime(),)


@pytest.mark.parametrize(
    "text",
    [
        "¿y me devolvéis el dinero?",
        "y el dinero?",
        "¿cuándo me llega la devolución?",
        "me lo devolvéis?",
    ],
)
def test_the_money_that_comes_back_is_asked_of_the_terms(text: str) -> None:
    assert understood(text) == (Ask(topics=("cancellation",)),)


@pytest.mark.parametrize(
    "text",
    [
        "vale! y el resto lo puedo pagar allí con tarjeta?",
        "lo que falta lo puedo pagar en efectivo en el salón?",
        "¿y lo demás cómo lo pago?",
    ],
)
def test_how_the_rest_is_paid_is_answered_while_the_link_waits(text: str) -> None:
    assert understood(text, services=("CORTAR",), waits_for_payment=True) == (
        Ask(topics=("payment",)),
    )


@pytest.mark.parametrize(
    "text", ["hay que pagar? pues entonces no", "tengo que pagar ya?", "hay que adelantar algo?"]
)
def test_whether_anything_is_to_be_paid(text: str) -> None:
    assert understood(text, **HELD) == (AskDeposit(),)


@pytest.mark.parametrize("text", ["cuánto hay que pagar ahora?", "cómo tengo que pagar?"])
def test_how_much_or_how_is_asked_otherwise(text: str) -> None:
    said = understood(text, **HELD)
    assert not any(isinstance(each, AskDeposit | ClaimPaid) for each in said)


@pytest.mark.parametrize(
    "text",
    [
        "no puedo pagar ahora, estoy en el trabajo",
        "ahora mismo no puedo pagarlo",
        "todavía no puedo pagar",
    ],
)
def test_who_pays_later_has_no_trouble(text: str) -> None:
    said = understood(text, **HELD)
    assert not any(isinstance(each, ReportPaymentTrouble) for each in said)


def test_who_never_pays_in_advance() -> None:
    said = understood("no pago nada por adelantado, eso no lo hago", **HELD)
    assert said == (PayOtherwise(),)


@pytest.mark.parametrize(
    "text",
    [
        "no puedo pagarlo con tarjeta, no tengo",
        "no tengo ninguna tarjeta",
        "no sé pagar por internet",
    ],
)
def test_who_has_no_card_pays_otherwise(text: str) -> None:
    assert understood(text, **HELD) == (PayOtherwise(),)


@pytest.mark.parametrize(
    "text",
    [
        "no encuentro el enlace, me lo mandas otra vez?",
        "se me ha borrado el enlace",
        "perdí el enlace",
    ],
)
def test_who_lost_the_link_gets_another(text: str) -> None:
    assert understood(text, **HELD) == (ReportPaymentTrouble(),)


def test_why_a_deposit_is_explained() -> None:
    text = "por qué tengo que pagar un anticipo? antes no se pagaba"
    assert understood(text, **HELD) == (AskDeposit(),)
