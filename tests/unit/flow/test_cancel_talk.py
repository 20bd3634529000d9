"""Talking of cancelling: the right appointment, the terms said, asked once (R19, R20, S3)."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.commands import (
    Accept,
    Ask,
    CancelAppointment,
    ChooseWhen,
    Refuse,
    When,
)
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import Movement
from atrevete_core.ports.language_model import Question
from tests.builders import madrid
from tests.unit.flow.talking import Talk, on, wants
from tests.unit.flow.test_appointments_talk import MONDAY, TOMORROW, with_appointment

TUESDAY = date(2026, 12, 22)

BOTH = (CancelAppointment(which=on(MONDAY)), CancelAppointment(which=on(TUESDAY)))


async def with_two() -> Talk:
    """A cut on Monday and a mask on Tuesday, both at noon, both paid."""
    talk = await with_appointment()
    await talk.says(*wants("BARRO", when=on(TUESDAY, at=time(12))))
    await talk.salon.pay()
    talk.person.reads()
    return talk


def states(talk: Talk) -> dict[tuple[str, ...], AppointmentStatus]:
    return {each.service_names: each.status for each in talk.salon.storage.tables.appointments}


def cancelled(talk: Talk) -> set[tuple[str, ...]]:
    return {names for names, state in states(talk).items() if state is AppointmentStatus.CANCELLED}


async def test_the_question_names_appointment_and_money_and_has_buttons() -> None:
    talk = await with_appointment()
    asked = await talk.says(CancelAppointment())
    assert "Como faltan más de 24 horas, te devolvemos los 5,24 €" in asked
    assert "¿Cancelo corte con" in asked
    assert "el lunes 21 a las 12:00?" in asked
    assert talk.person.replies[-1].buttons == ("Sí, cancélala", "No, la dejo")
    assert talk.dialogue.question is Question.CANCEL


async def test_a_yes_that_was_asked_for_makes_the_next_one_no_misunderstanding() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment())
    await talk.says(Accept())
    assert "no te he entendido" not in await talk.says(Accept())


async def test_saying_it_again_is_a_yes() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment())
    assert "queda cancelada" in await talk.says(CancelAppointment())
    assert (
        len([e for e in talk.salon.storage.tables.deposits if e.movement is Movement.REFUND]) == 1
    )


async def test_a_no_leaves_it_and_the_next_yes_means_something_else() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment())
    await talk.says(Refuse())
    await talk.says(Accept())
    assert cancelled(talk) == set()


@pytest.mark.parametrize(
    ("which", "gone"),
    [(on(MONDAY), ("CORTAR",)), (on(TUESDAY), ("BARRO",))],
)
async def test_the_named_one_of_two_is_cancelled(which: When, gone: tuple[str, ...]) -> None:
    talk = await with_two()
    await talk.says(CancelAppointment(which=which))
    await talk.says(Accept())
    assert cancelled(talk) == {gone}


async def test_the_answer_to_which_one_may_be_a_day() -> None:
    talk = await with_two()
    reply = await talk.says(CancelAppointment())
    assert reply.startswith("Tienes corte con")
    asked = await talk.says(ChooseWhen(when=on(TUESDAY)))
    assert "¿Cancelo barro" in asked
    await talk.says(Accept())
    assert cancelled(talk) == {("BARRO",)}


async def test_no_the_tuesday_one_is_not_a_yes_to_the_monday_one() -> None:
    talk = await with_two()
    await talk.says(CancelAppointment(which=on(MONDAY)))
    asked = await talk.says(CancelAppointment(which=on(TUESDAY)))
    assert "¿Cancelo barro" in asked
    assert cancelled(talk) == set()
    await talk.says(Accept())
    assert cancelled(talk) == {("BARRO",)}


async def test_an_explicit_order_about_another_day_is_asked_about() -> None:
    talk = await with_appointment()
    asked = await talk.says(CancelAppointment(which=on(TUESDAY), explicit=True))
    assert "¿Cancelo corte" in asked
    assert cancelled(talk) == set()


async def test_an_explicit_order_that_names_it_is_enough() -> None:
    talk = await with_two()
    done = await talk.says(CancelAppointment(which=on(TUESDAY), explicit=True))
    assert "queda cancelada" in done
    assert cancelled(talk) == {("BARRO",)}


@pytest.mark.parametrize("answer", [Refuse(), Ask(topics=("parking",))])
async def test_asked_which_one_she_does_not_insist_for_ever(answer: Any) -> None:
    talk = await with_two()
    await talk.says(CancelAppointment())
    reply = await talk.says(answer)
    assert "¿De cuál hablamos?" not in reply
    assert "lo dejamos" in reply or "aparcamiento" in reply
    assert cancelled(talk) == set()


async def test_with_short_notice_moving_is_offered_and_asked_once_more() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    first = await talk.says(CancelAppointment())
    assert "Faltan menos de 24 horas y los 5,24 € ya no se pueden devolver" in first
    assert first.endswith("¿Qué día te vendría bien?")
    second = await talk.says(CancelAppointment(explicit=True))
    assert second == "¿La cancelo entonces, sin devolución?"
    assert cancelled(talk) == set()
    third = await talk.says(CancelAppointment())
    assert "El anticipo de 5,24 € no se devuelve" in third
    assert "😊" not in third
    notices = [e for e in talk.escalations if e.reason is EscalationReason.LATE_CANCELLATION]
    assert [each.silences for each in notices] == [False]
    assert await talk.says(Ask(topics=("parking",))) != ""


async def test_who_thinks_better_of_losing_the_deposit_keeps_the_appointment() -> None:
    talk = await with_appointment(when=on(TOMORROW, at=time(10)))
    await talk.says(CancelAppointment())
    await talk.says(Refuse())
    assert "la dejo como está" in await talk.says(Refuse())
    assert cancelled(talk) == set()
    assert talk.dialogue.draft is None


async def test_24_hours_to_the_second_is_short_notice() -> None:
    talk = await with_appointment(when=on(date(2026, 12, 18), at=time(12)))
    talk.salon.clock.set(madrid(2026, 12, 17, 11, 59))
    assert "te devolvemos" in await talk.says(CancelAppointment())
    late = await with_appointment(when=on(date(2026, 12, 18), at=time(12)))
    # She answers two seconds after the last word.
    late.salon.clock.set(madrid(2026, 12, 17, 11, 59).replace(second=58))
    assert "ya no se pueden devolver" in await late.says(CancelAppointment())


async def test_what_costs_nothing_is_cancelled_without_a_word_of_money() -> None:
    talk = Talk()
    await talk.says(Accept(), *wants("CONSULTA GRATUITA", when=on(MONDAY, at=time(12))))
    await talk.says(Accept())
    asked = await talk.says(CancelAppointment())
    assert "€" not in asked
    done = await talk.says(Accept())
    assert "queda cancelada" in done
    assert "€" not in done


async def test_free_of_charge_and_near_there_is_nothing_to_lose() -> None:
    talk = Talk()
    await talk.says(Accept(), *wants("CONSULTA GRATUITA", when=on(TOMORROW, at=time(10))))
    await talk.says(Accept())
    assert "la cambiamos de día" in await talk.says(CancelAppointment())
    assert await talk.says(Refuse()) == "¿La cancelo entonces?"
    assert (await talk.says(Accept())).endswith("queda cancelada.")


async def test_after_the_question_a_day_of_silence_makes_yes_mean_nothing() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment())
    await talk.salon.advance(hours=25)
    await talk.says(Accept())
    assert cancelled(talk) == set()


async def test_two_that_are_cancelled_at_once_are_asked_about_together() -> None:
    talk = await with_two()
    asked = await talk.says(*BOTH)
    assert "¿Cancelo corte con" in asked
    assert " y barro con" in asked
    done = await talk.says(Accept())
    assert cancelled(talk) == {("CORTAR",), ("BARRO",)}
    assert "las dos quedan canceladas" in done


async def test_of_two_that_were_asked_about_one_may_stay() -> None:
    talk = await with_two()
    await talk.says(*BOTH)
    await talk.says(Refuse(), CancelAppointment(which=on(TUESDAY)))
    assert cancelled(talk) == {("BARRO",)}


async def test_of_two_that_were_asked_about_both_may_stay() -> None:
    talk = await with_two()
    await talk.says(*BOTH)
    assert "las dejo como están" in await talk.says(Refuse())
    assert cancelled(talk) == set()
    assert talk.dialogue.question is None


async def test_asked_for_the_money_she_says_that_it_is_asked_for_already() -> None:
    talk = await with_appointment()
    await talk.says(CancelAppointment(explicit=True))
    said = await talk.says(Ask(topics=("cancellation", "payment")))
    assert said.startswith("Ya he pedido la devolución de los 5,24 €")
    assert "Puedes cancelar gratis" not in said


async def test_of_what_is_only_being_booked_she_tells_the_terms() -> None:
    talk = await with_appointment()
    assert "Puedes cancelar gratis" in await talk.says(Ask(topics=("cancellation",)))
