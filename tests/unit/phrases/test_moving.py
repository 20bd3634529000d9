"""What she says of changes and cancellations: the facts, the money, one question (VOICE 11–13)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.catalogue import Gender
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.phrases import moving
from atrevete_core.phrases.facts import Visit
from atrevete_core.phrases.spanish import hour, money, short_day
from tests.builders import madrid
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import assert_her_voice, first_names, visits

CUT = Visit(
    start=madrid(2026, 12, 15, 17),
    stylist="Víctor",
    stylist_gender=Gender.MALE,
    services=("CORTAR",),
    minutes=40,
    total=Money(2620),
)
DEPOSIT = Money(524)
amounts = st.sampled_from([NOTHING, DEPOSIT, Money(101600)])


def test_moved_says_the_new_time_in_bold_and_that_the_deposit_counts() -> None:
    assert moving.moved(CUT, first_name="Charo", deposit=DEPOSIT).text == (
        "¡Hecho, Charo! He cambiado tu cita de corte con Víctor al "
        "*martes 15 de diciembre a las 17:00*. Tu anticipo de 5,24 € sigue valiendo 😊"
    )


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (
            replace(CUT, stylist="Marta"),
            "Tu cita de corte del *martes 15 de diciembre a las 17:00* es ahora con Víctor.",
        ),
        (
            replace(CUT, stylist="Marta", start=madrid(2026, 12, 14, 10)),
            (
                "He cambiado tu cita de corte al *martes 15 de diciembre a las 17:00*, "
                "ahora con Víctor."
            ),
        ),
    ],
)
def test_moved_says_who_it_is_with_now_when_that_changes(before: Visit, said: str) -> None:
    text = moving.moved(CUT, first_name="Charo", deposit=DEPOSIT, before=before).text
    assert text == f"¡Hecho, Charo! {said} Tu anticipo de 5,24 € sigue valiendo 😊"


def test_what_is_somebody_elses_is_said_to_be_hers() -> None:
    hers = replace(CUT, who="Ana")
    assert "la cita de corte de Ana con Víctor" in moving.cancelled(
        hers, refund=NOTHING, kept=NOTHING
    )
    assert "La cita de corte de Ana del" in (
        moving.moved(
            hers, first_name="", deposit=NOTHING, before=replace(hers, stylist="Marta")
        ).text
    )


def test_moved_has_a_template_for_later() -> None:
    template = moving.moved(CUT, first_name="Charo", deposit=DEPOSIT).template
    assert template is not None
    assert template.name == "cita_cambiada"
    assert template.parameters == ("Charo", "martes 15 de diciembre a las 17:00")


@EXAMPLES
@given(visits(), first_names)
def test_what_cost_nothing_is_moved_without_a_word_of_money(visit: Visit, name: str) -> None:
    said = moving.moved(visit, first_name=name, deposit=NOTHING)
    assert_her_voice(said)
    assert "€" not in said.text
    assert "anticipo" not in said.text


@EXAMPLES
@given(visits(), first_names, amounts)
def test_before_it_is_cancelled_nothing_is_said_to_be_done(
    visit: Visit, name: str, amount: Money
) -> None:
    said = moving.cancel_question(visit, first_name=name, refund=amount, free_hours=24)
    assert_her_voice(said)
    assert "cancelada" not in said.text
    assert said.text.endswith("?")
    assert f"{short_day(visit.start.date())} a las {hour(visit.start)}" in said.text
    assert (money(amount) in said.text) == bool(amount)
    assert "😢" not in said.text


@EXAMPLES
@given(visits(), amounts)
def test_a_refund_is_asked_for_and_never_called_done(visit: Visit, amount: Money) -> None:
    back = moving.cancelled(visit, refund=amount, kept=NOTHING)
    assert_her_voice(back)
    assert "queda cancelada" in back
    assert "devuelto" not in back
    assert (f"He pedido la devolución de los {money(amount)}" in back) == bool(amount)


@EXAMPLES
@given(visits(), amounts)
def test_money_that_stays_is_said_without_an_emoji(visit: Visit, amount: Money) -> None:
    kept = moving.cancelled(visit, refund=NOTHING, kept=amount)
    assert not set("😊🌸🎉💕") & set(kept)
    assert (f"El anticipo de {money(amount)} no se devuelve" in kept) == bool(amount)


def test_short_notice_says_the_policy_first_and_offers_another_day() -> None:
    assert moving.short_notice(first_name="Inma", kept=DEPOSIT, free_hours=24) == (
        "Vaya, lo siento, Inma. Faltan menos de 24 horas y los 5,24 € ya no se pueden devolver, "
        "pero si la cambiamos de día te los guardo. ¿Qué día te vendría bien?"
    )


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (DEPOSIT, "¿La cancelo entonces, sin devolución?"),
        (NOTHING, "¿La cancelo entonces?"),
    ],
)
def test_the_last_question_says_what_is_lost(kept: Money, said: str) -> None:
    reply = moving.cancel_without_refund_question(kept=kept)
    assert reply.text == said
    assert_her_voice(reply)


def test_free_hours_are_the_salons_own_number() -> None:
    assert "48 horas" in moving.short_notice(first_name="", kept=DEPOSIT, free_hours=48)
    asked = moving.cancel_question(CUT, first_name="", refund=DEPOSIT, free_hours=48)
    assert "más de 48 horas" in asked.text


@EXAMPLES
@given(visits(), first_names, amounts)
def test_amended_says_the_new_total_and_that_the_deposit_stays(
    visit: Visit, name: str, amount: Money
) -> None:
    said = moving.amended(visit, first_name=name, deposit=amount)
    assert_her_voice(said)
    assert f"{money(visit.total)} en total" in said.text
    assert ("se queda como está" in said.text) == bool(amount)


@EXAMPLES
@given(st.lists(visits(), min_size=2, max_size=4))
def test_of_several_each_is_named_by_its_day_and_hour(found: list[Visit]) -> None:
    said = moving.which(found)
    assert_her_voice(said)
    assert all(short_day(each.start.date()) in said for each in found)
    assert said.endswith("¿De cuál hablamos?")
