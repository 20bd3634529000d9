"""Reglas as a LanguageModel: bursts, memory, safety, and that nothing makes it fail."""

import time
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from atrevete_adapters.reglas import Reglas
from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    Book,
    CallPerson,
    ChoosePack,
    ChooseSlot,
    ChooseWhen,
    GiveName,
    NotUnderstood,
)
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.ports.language_model import Question, Request, Understood
from tests.unit.reglas.conversation import (
    MADRID,
    NOW,
    SLOTS,
    message,
    reglas,
    request,
    situation,
    understood,
)


async def test_it_answers_with_commands_and_asks_for_no_look_up() -> None:
    answer = await Reglas().reason(request("hola"))

    assert isinstance(answer, Understood)
    assert answer.commands
    assert not answer.look_ups


def test_a_new_customer_books_highlights_with_the_pack() -> None:
    """S1, in the words of one customer."""
    assert Book(services=("MECHAS",)) in understood("hola!", "tenéis hueco el viernes para mechas?")
    assert understood("sí, Teresa", question=Question.NAME_CHECK, first_name="Teresa") == (
        Accept(),
    )
    assert understood("vale, el pack", question=Question.PACK, services=("MECHAS",)) == (
        ChoosePack(),
    )
    assert understood("la primera", question=Question.SLOT, offered=SLOTS) == (
        ChooseSlot(position=1),
    )
    assert understood("Muñoz Rey", question=Question.SURNAME, first_name="Teresa") == (
        GiveName(last_name="Muñoz Rey"),
    )


def test_a_burst_is_read_as_one_text() -> None:
    commands = understood("hola", "quería cita", "para un corte", "mañana a las 5")

    assert Book(services=("CORTAR",)) in commands
    assert [each.when.at for each in commands if isinstance(each, ChooseWhen)] == [
        datetime(2026, 12, 2, 17, tzinfo=MADRID).time()
    ]


def test_both_of_them_are_those_whose_prices_were_asked() -> None:
    commands = understood(
        "vale, resérvame las dos", history=["¿cuánto valen las cejas y el labio?", "ah, bien"]
    )

    assert Book(services=("CEJAS", "LABIO")) in commands


def test_what_was_chosen_is_added_to_and_not_asked_again() -> None:
    assert understood("y también unas cejas", services=("LABIO",)) == (
        AddServices(services=("CEJAS",)),
    )


@pytest.mark.parametrize(
    "text",
    ["me quiero morir, y quería unas mechas", "mechas el viernes, pero soy alérgica al tinte"],
)
def test_danger_and_health_leave_nothing_to_sell(text: str) -> None:
    assert [type(each) for each in understood(text)] == [CallPerson]


def test_a_haircut_is_never_a_colour() -> None:
    for text in ("corte de pelo", "cortarme el pelo", "un corte"):
        assert Book(services=("CORTAR",)) in understood(text)


def test_messages_without_words_are_not_understood() -> None:
    silent = Request(messages=[message("", MessageKind.AUDIO)], situation=situation())

    assert reglas().commands(silent) == (NotUnderstood(),)


def test_the_words_of_a_transcribed_voice_note_count() -> None:
    spoken = Request(messages=[message("un corte", MessageKind.AUDIO)], situation=situation())

    assert reglas().commands(spoken) == (Book(services=("CORTAR",)),)


def test_every_step_can_be_explained() -> None:
    explanation = reglas().explain(request("kiero mexas el vierness"))

    assert explanation.normal == "quiero mechas el viernes"
    assert {"service: MECHAS (1.00)", "date: days.weekday"} <= {
        step.rule for step in explanation.steps
    }
    assert Book(services=("MECHAS",)) in explanation.commands


def test_nothing_is_explained_without_words() -> None:
    silent = Request(messages=[message("", MessageKind.IMAGE)], situation=situation())

    assert reglas().explain(silent).commands == (NotUnderstood(),)


_SENTENCE = (
    "el no mejor viernes a las 5 y media mañana pack sí corte mechas de para mi hija , ? | cita"
    " cancelar primera 31 febrero 12:30 soy Laura con Marta hasta desde antes del menos lunes"
)
_WORDS = st.sampled_from(_SENTENCE.split())
_QUESTIONS = st.sampled_from([None, *Question])


@settings(max_examples=150)
@given(text=st.text(max_size=200), question=_QUESTIONS)
def test_no_text_makes_it_fail(text: str, question: Question | None) -> None:
    assert understood(text, question=question, offered=SLOTS, services=("MECHAS",))


@settings(max_examples=200)
@given(words=st.lists(_WORDS, max_size=14), question=_QUESTIONS)
def test_the_same_words_mean_the_same_and_never_a_day_in_the_past(
    words: list[str], question: Question | None
) -> None:
    text = " ".join(words)
    commands = understood(text, question=question, offered=SLOTS)

    assert commands == understood(text, question=question, offered=SLOTS)
    ends = [
        each.when.days.last
        for each in commands
        if isinstance(each, ChooseWhen) and each.when.days and each.when.days.last
    ]
    assert all(last >= NOW.date() for last in ends)


@pytest.mark.parametrize(
    "text",
    ["\ud800 hola \udfff", "a" * 1_000_000, "mechas " * 150_000, "\0\0", "9" * 5_000, "(" * 9_000],
)
def test_broken_and_huge_texts_are_read_in_good_time(text: str) -> None:
    begun = time.perf_counter()

    assert understood(text)
    assert time.perf_counter() - begun < 10
