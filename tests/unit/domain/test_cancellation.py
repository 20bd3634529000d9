"""What a cancellation means for the deposit: elapsed hours decide."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.cancellation import GiveBack, Keep, LeaveToPerson, on_cancel
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import NOTHING, Money
from tests.builders import POLICY, madrid
from tests.unit.domain.rules import EXAMPLES, instants

DEPOSIT = Money(1600)
FRIDAY = madrid(2026, 12, 18, 12, 30)


def test_more_than_a_day_before_the_deposit_is_given_back() -> None:
    at = FRIDAY - timedelta(hours=24, seconds=1)
    assert on_cancel(FRIDAY, DEPOSIT, POLICY, at=at) == GiveBack(DEPOSIT)


def test_exactly_a_day_before_is_short_notice() -> None:
    at = FRIDAY - timedelta(hours=24)
    assert on_cancel(FRIDAY, DEPOSIT, POLICY, at=at) == Keep(DEPOSIT)


def test_without_a_deposit_there_is_nothing_to_keep() -> None:
    assert on_cancel(FRIDAY, NOTHING, POLICY, at=FRIDAY - timedelta(hours=2)) == Keep(NOTHING)


@pytest.mark.parametrize("minutes", [0, 1, 300])
def test_after_the_start_only_a_person_can_help(minutes: int) -> None:
    at = FRIDAY + timedelta(minutes=minutes)
    assert on_cancel(FRIDAY, DEPOSIT, POLICY, at=at) == LeaveToPerson()


@pytest.mark.parametrize(
    ("start", "at", "free"),
    [
        # The day of spring has 23 hours: ten o'clock the day before is only 23 hours ahead.
        (madrid(2027, 3, 28, 10), madrid(2027, 3, 27, 10), False),
        (madrid(2027, 3, 28, 10), madrid(2027, 3, 27, 8, 59), True),
        (madrid(2027, 3, 28, 10), madrid(2027, 3, 27, 9), False),
        # The day of autumn has 25: ten o'clock the day before is 25 hours ahead.
        (madrid(2027, 10, 31, 10), madrid(2027, 10, 30, 10), True),
        (madrid(2027, 10, 31, 10), madrid(2027, 10, 30, 11), False),
        (madrid(2026, 10, 25, 10), madrid(2026, 10, 24, 10), True),
    ],
)
def test_hours_are_elapsed_hours_when_the_clock_changes(
    start: datetime, at: datetime, *, free: bool
) -> None:
    expected = GiveBack(DEPOSIT) if free else Keep(DEPOSIT)
    assert on_cancel(start, DEPOSIT, POLICY, at=at) == expected


def test_in_the_hour_that_autumn_repeats_elapsed_time_counts() -> None:
    second_two_o_clock = madrid(2027, 10, 31, 2).replace(fold=1)
    just_before = madrid(2027, 10, 31, 2, 59)
    assert on_cancel(second_two_o_clock, DEPOSIT, POLICY, at=just_before) == Keep(DEPOSIT)


@EXAMPLES
@given(instants, st.integers(1, 4000))
def test_the_border_lies_where_the_policy_says(start: datetime, minutes: int) -> None:
    at = after(start, minutes=-minutes)
    free = minutes > POLICY.free_cancellation_hours * 60
    assert on_cancel(start, DEPOSIT, POLICY, at=at) == (
        GiveBack(DEPOSIT) if free else Keep(DEPOSIT)
    )
