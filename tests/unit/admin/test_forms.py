"""The panel's forms: the salon's units, and limits that are said."""

from datetime import time
from typing import Any

import pytest
from atrevete_apps.admin.salon.fields import EurosField, LinesField
from atrevete_apps.admin.salon.screens.terms import GROUPS, TermsForm
from atrevete_apps.admin.salon.spans import WeekForm
from django.core.exceptions import ValidationError

from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy


@pytest.mark.parametrize(
    ("typed", "cents"),
    [("12,50", 1250), ("12.5", 1250), ("0,05", 5), (" 26,20 € ", 2620), ("0", 0), ("80", 8000)],
)
def test_euros_are_read_as_people_type_them(typed: str, cents: int) -> None:
    assert EurosField().clean(typed) == cents


@pytest.mark.parametrize("typed", ["", "doce", "1,005", "-1", "NaN", "inf", "1e9", "10.000,01"])
def test_what_is_no_amount_is_refused_and_never_rounded(typed: str) -> None:
    with pytest.raises(ValidationError):
        EurosField().clean(typed)


def test_a_price_is_shown_as_it_was_typed_and_unchanged_when_nobody_touched_it() -> None:
    field = EurosField()
    assert field.prepare_value(1205) == "12,05"
    assert not field.has_changed(1205, "12,05")
    assert field.has_changed(1205, "12,06")
    assert field.has_changed(1205, "nada")


def test_words_are_one_a_line_without_empty_ones() -> None:
    assert LinesField(required=False).clean(" parking \n\n aparcar\n") == ["parking", "aparcar"]


def a_week(**given: str) -> WeekForm:
    return WeekForm(given, now=WeeklyHours({}))


def test_a_week_is_read_day_by_day_and_a_day_without_hours_is_closed() -> None:
    form = a_week(
        opens_0_0="16:00", closes_0_0="20:00", opens_0_1="9:30", closes_0_1="14:00",
        opens_4_0="10:00", closes_4_0="20:00",
    )  # fmt: skip
    assert form.is_valid()
    monday = (TimeSpan(time(9, 30), time(14)), TimeSpan(time(16), time(20)))
    assert form.weekly == WeeklyHours({0: monday, 4: (TimeSpan(time(10), time(20)),)})


def test_spans_may_touch_and_not_overlap() -> None:
    touching = {"opens_0_0": "10:00", "closes_0_0": "14:00", "opens_0_1": "14:00"}
    assert a_week(**touching, closes_0_1="20:00").is_valid()
    overlapping = a_week(**touching | {"opens_0_1": "13:59"}, closes_0_1="20:00")
    assert not overlapping.is_valid()
    assert [row.error for row in overlapping.rows() if row.error] == [
        "Hay dos tramos que se solapan."
    ]


def test_a_day_of_three_spans_has_room_for_them() -> None:
    three = tuple(TimeSpan(time(hour), time(hour + 1)) for hour in (9, 12, 18))
    [monday, *_] = WeekForm(now=WeeklyHours({0: three})).rows()
    assert [pair[0].initial for pair in monday.pairs] == [time(9), time(12), time(18)]


def answers(**changes: object) -> dict[str, Any]:
    """The form as the reference salon's terms fill it in."""
    form = TermsForm()
    policy = SalonPolicy()
    given = {name: getattr(policy, name) for name in form.fields if hasattr(policy, name)}
    return given | {"min_deposit": "0,50", "waive_deposit_below_minimum": ""} | changes


def test_the_terms_of_the_reference_salon_pass_their_own_form() -> None:
    form = TermsForm(answers())
    assert form.is_valid(), form.errors
    assert form.policy(SalonPolicy()) == SalonPolicy()


def test_every_number_that_a_salon_may_change_is_in_the_form() -> None:
    shown = {name for _, names in GROUPS for name in names}
    assert shown == set(TermsForm().fields)
    assert shown == set(SalonPolicy.__dataclass_fields__) - {"version"}


def test_new_terms_keep_euros_and_units() -> None:
    form = TermsForm(answers(min_deposit="3,00", hold_minutes="45"))
    assert form.is_valid(), form.errors
    changed = form.policy(SalonPolicy(version=4))
    assert (changed.min_deposit, changed.hold_minutes, changed.version) == (Money(300), 45, 4)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("deposit_percent", "101"),
        ("deposit_percent", "-1"),
        ("hold_minutes", "0"),
        ("slot_step_minutes", "1"),
        ("max_offers", "4"),
        ("min_deposit", "0,49"),
        ("warn_minutes", "15"),
        ("free_cancellation_hours", "24,5"),
        ("reminder_hours", ""),
    ],
)
def test_what_would_break_something_is_refused_where_it_stands(field: str, value: str) -> None:
    form = TermsForm(answers(**{field: value}))
    assert not form.is_valid()
    assert list(form.errors) == [field]
