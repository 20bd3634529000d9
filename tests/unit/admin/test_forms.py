"""The panel's forms: the salon's units, and limits that are said."""

from datetime import time
from typing import Any

import pytest
from atrevete_apps.admin.salon.fields import EurosField, LinesField
from atrevete_apps.admin.salon.screens.hours import check_apart, check_span
from atrevete_apps.admin.salon.screens.terms import GROUPS, TermsForm
from django.core.exceptions import ValidationError

from atrevete_core.domain.money import Money
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


def test_hours_run_forward_and_apart() -> None:
    check_span(time(10), time(14))
    with pytest.raises(ValidationError):
        check_span(time(14), time(14))
    check_apart([(0, time(10), time(14)), (0, time(14), time(20)), (1, time(10), time(20))])
    with pytest.raises(ValidationError, match="lunes"):
        check_apart([(0, time(10), time(14)), (0, time(13), time(20))])


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
