"""Questions that the salon's texts do not answer: said so, and nothing is booked by them."""

import pytest

from atrevete_core.domain.commands import (
    Ask,
    AskOther,
    Book,
    CallPerson,
    ChooseWhen,
    NotUnderstood,
)
from atrevete_core.ports.language_model import Question

from .conversation import SLOTS, understood


@pytest.mark.parametrize(
    "asked",
    [
        "¿duele la cera?",
        "¿puedo llevar al perro?",
        "¿cuál dura más?",
        "¿tengo que ir con el pelo lavado?",
        "¿qué marca de tinte usáis?",
        "¿el champú es vegano?",
        "¿mi marido puede esperar dentro?",
    ],
)
def test_an_open_question_is_a_question_and_no_booking(asked: str) -> None:
    said = understood(asked, question=Question.SLOT, offered=SLOTS, services=("CORTAR",))
    assert said == (AskOther(),)


def test_what_is_wished_beside_it_is_kept() -> None:
    said = understood("cejas el viernes a las 12, ¿duele mucho?")
    assert [type(each) for each in said] == [Book, ChooseWhen, AskOther]


def test_what_the_salon_has_a_text_about_is_answered_by_it() -> None:
    assert understood("teneis wifi?") == (Ask(topics=("wifi",)),)


def test_to_have_it_asked_is_to_call_a_person() -> None:
    assert isinstance(understood("sí, pregúntaselo")[0], CallPerson)


def test_noise_with_a_question_mark_is_none() -> None:
    assert understood("q?") == (NotUnderstood(),)
