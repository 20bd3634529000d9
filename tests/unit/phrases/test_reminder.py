"""The reminder: all that must be known, until when it is free, one question (VOICE 10)."""

from dataclasses import replace

import pytest
from hypothesis import given

from atrevete_core.domain.catalogue import Gender
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.phrases import reminder
from atrevete_core.phrases.facts import BookingFacts, Visit
from atrevete_core.phrases.spanish import WEEKDAYS, day, duration, hour, money
from tests.builders import madrid
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import assert_her_voice, bookings

NAILS = Visit(
    start=madrid(2027, 2, 11, 16),
    stylist="Rosa",
    stylist_gender=Gender.FEMALE,
    services=("MANICURA PERMANENTE+BIOTERAPIA",),
    minutes=90,
    total=Money(4070),
)
FACTS = BookingFacts(
    first_name="Carmen",
    visits=(NAILS,),
    total=Money(4070),
    deposit=Money(814),
    deadline=madrid(2027, 2, 1, 12),
    hold_minutes=30,
    free_hours=24,
    today=madrid(2027, 2, 9).date(),
)


def test_it_says_all_that_must_be_known() -> None:
    assert reminder.reminder(FACTS).text == (
        "¡Hola, Carmen! 🌸 El jueves 11 de febrero a las 16:00 te espera Rosa: manicura permanente "
        "y bioterapia (90 min). Anticipo pagado: 8,14 €. Si no puedes, avísame con más de 24 horas "
        "(antes del miércoles a las 16:00) y te lo devolvemos. ¿Nos vemos?"
    )


def test_the_template_has_the_same_facts_in_its_order() -> None:
    template = reminder.reminder(FACTS).template
    assert template is not None
    assert template.name == "recordatorio_48h"
    assert template.parameters == (
        "Carmen",
        "jueves 11 de febrero a las 16:00",
        "Rosa",
        "manicura permanente y bioterapia (90 min)",
        "8,14 €",
    )
    nameless = reminder.reminder(replace(FACTS, first_name="")).template
    assert nameless is not None
    assert all(nameless.parameters)


def test_without_a_deposit_there_is_no_word_of_money() -> None:
    text = reminder.reminder(replace(FACTS, deposit=NOTHING)).text
    assert "€" not in text
    assert "devolvemos" not in text
    assert "antes del miércoles" in text


def test_two_stylists_wait_for_two_people() -> None:
    daughter = replace(NAILS, stylist="Marta", who="Lucía Ruiz")
    text = reminder.reminder(replace(FACTS, visits=(NAILS, daughter))).text
    assert "te esperan Rosa y Marta" in text
    assert "Lucía Ruiz, manicura" in text
    both = reminder.reminder(replace(FACTS, visits=(NAILS, replace(daughter, stylist="Rosa"))))
    assert "te espera Rosa:" in both.text


@pytest.mark.parametrize(
    ("start", "limit"),
    [
        (madrid(2027, 3, 28, 12), "antes del sábado a las 11:00"),
        (madrid(2027, 10, 31, 12), "antes del sábado a las 13:00"),
        (madrid(2027, 3, 29, 10), "antes del domingo a las 10:00"),
    ],
)
def test_the_limit_counts_elapsed_hours_across_a_change_of_the_clock(
    start: object, limit: str
) -> None:
    moved = replace(FACTS, visits=(replace(NAILS, start=start),))  # type: ignore[arg-type]
    assert limit in reminder.reminder(moved).text


@EXAMPLES
@given(bookings())
def test_every_fact_is_in_it_and_one_question_at_the_end(facts: BookingFacts) -> None:
    text = reminder.reminder(facts).text
    assert_her_voice(text)
    first = facts.visits[0]
    assert day(first.start.date()) in text
    assert hour(first.start) in text
    assert all(visit.stylist in text for visit in facts.visits)
    assert all(duration(visit.minutes) in text for visit in facts.visits)
    assert (money(facts.deposit) in text) == bool(facts.deposit)
    assert "IA" not in text


@EXAMPLES
@given(bookings())
def test_the_answer_to_the_answer_is_one_line(facts: BookingFacts) -> None:
    said = reminder.attendance_confirmed(facts.start, first_name=facts.first_name)
    assert_her_voice(said, sentences=1)
    assert WEEKDAYS[facts.start.weekday()] in said
    assert len(said) < 60
