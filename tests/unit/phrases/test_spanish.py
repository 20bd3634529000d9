"""Dates, hours, money and lists as a Spaniard writes them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.money import Money
from atrevete_core.phrases.services import is_plural, spoken, spoken_list
from atrevete_core.phrases.spanish import (
    at_hour,
    button,
    day,
    duration,
    hour,
    listed,
    money,
    sentence,
    short_day,
)
from atrevete_core.phrases.variants import variant
from tests.builders import CATALOGUE, FRIDAY, madrid
from tests.unit.domain.rules import EXAMPLES
from tests.unit.phrases.voice import moments


@pytest.mark.parametrize(
    ("cents", "written"),
    [(1600, "16,00 €"), (101600, "1.016,00 €"), (5, "0,05 €"), (123456789, "1.234.567,89 €")],
)
def test_money(cents: int, written: str) -> None:
    assert money(Money(cents)) == written


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(15, "15 min"), (60, "60 min"), (90, "90 min"), (105, "1 h 45 min"), (120, "2 h")],
)
def test_durations(minutes: int, written: str) -> None:
    assert duration(minutes) == written


def test_days_and_hours() -> None:
    assert day(FRIDAY) == "viernes 18 de diciembre"
    assert short_day(FRIDAY) == "viernes 18"
    assert day(date(2028, 1, 3), today=FRIDAY) == "lunes 3 de enero de 2028"
    assert day(date(2027, 1, 4), today=FRIDAY) == "lunes 4 de enero"
    assert hour(madrid(2026, 12, 18, 9, 5)) == "9:05"
    assert at_hour(madrid(2026, 12, 18, 12, 30)) == "a las 12:30"
    assert at_hour(madrid(2026, 12, 18, 1)) == "a la 1:00"


@pytest.mark.parametrize(
    ("words", "last", "written"),
    [
        ([], "y", ""),
        (["a"], "y", "a"),
        (["a", "b"], "y", "a y b"),
        (["a", "b", "c"], "o", "a, b o c"),
        (["Pilar", "Inés"], "y", "Pilar e Inés"),
        (["mechas", "hidratación"], "y", "mechas e hidratación"),
        (["agua", "hielo"], "y", "agua y hielo"),
        (["siete", "ocho"], "o", "siete u ocho"),
    ],
)
def test_lists(words: list[str], last: str, written: str) -> None:
    assert listed(words, last=last) == written


def test_buttons_say_day_hour_and_stylist() -> None:
    assert button(madrid(2026, 12, 18, 12, 30), "Marta") == "Vie 18 12:30 Marta"


@EXAMPLES
@given(moments, st.text("abcdefghij ", min_size=1, max_size=30))
def test_buttons_are_never_too_long(start: object, stylist: str) -> None:
    assert 0 < len(button(start, stylist)) <= 20  # type: ignore[arg-type]


def test_a_sentence_begins_with_a_capital_and_keeps_names() -> None:
    assert sentence("óleo y Barro Gold") == "Óleo y Barro Gold"
    assert sentence("") == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("CORTAR", "corte"),
        ("BARRO GOLD", "Barro Gold"),
        ("MECHAS", "mechas"),
        ("Masaje Japonés", "Masaje Japonés"),
        ("RADIO 30 min", "radio 30 min"),
    ],
)
def test_services_are_called_as_people_call_them(name: str, said: str) -> None:
    assert spoken(name) == said


def test_no_service_of_the_salon_is_shouted() -> None:
    assert not [each.name for each in CATALOGUE.services if spoken(each.name).isupper()]
    assert spoken_list(["MECHAS", "CORTAR"]) == "mechas y corte"
    assert is_plural("MECHAS")
    assert not is_plural("CORTAR")


@given(st.text(max_size=10))
def test_the_same_seed_says_the_same(seed: str) -> None:
    assert variant(seed, "a", "b") == variant(seed, "a", "b")
    assert {variant(str(number), "a", "b") for number in range(20)} == {"a", "b"}
