"""Stretches of time: half-open, aware, and of elapsed minutes whatever the clock does."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given

from atrevete_core.domain.interval import Interval, after, common, union, without
from tests.builders import MADRID, madrid
from tests.unit.domain.rules import EXAMPLES, day_intervals, instants, minutes_in


def test_an_interval_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="aware"):
        Interval(datetime(2026, 12, 18, 10), datetime(2026, 12, 18, 11))  # noqa: DTZ001


@pytest.mark.parametrize("minutes", [0, -30])
def test_an_interval_runs_forward(minutes: int) -> None:
    start = madrid(2026, 12, 18, 10)
    with pytest.raises(ValueError, match="forward"):
        Interval(start, start + timedelta(minutes=minutes))


def test_one_appointment_may_begin_when_another_ends() -> None:
    first = Interval.lasting(madrid(2026, 12, 18, 10), 30)
    second = Interval.lasting(madrid(2026, 12, 18, 10, 30), 30)
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert union([second, first]) == (Interval(first.start, second.end),)


def test_whoever_is_inside_is_contained() -> None:
    day = Interval.lasting(madrid(2026, 12, 18, 10), 600)
    assert day.contains(Interval.lasting(madrid(2026, 12, 18, 19, 30), 30))
    assert not day.contains(Interval.lasting(madrid(2026, 12, 18, 19, 45), 30))


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        (madrid(2027, 3, 28), madrid(2027, 3, 29), 23 * 60),
        (madrid(2027, 10, 31), madrid(2027, 11, 1), 25 * 60),
        (madrid(2026, 10, 25), madrid(2026, 10, 26), 25 * 60),
        (madrid(2026, 12, 18), madrid(2026, 12, 19), 24 * 60),
    ],
)
def test_two_days_a_year_have_another_length(start: datetime, end: datetime, minutes: int) -> None:
    assert Interval(start, end).minutes == minutes


@pytest.mark.parametrize("start", [madrid(2026, 10, 25, 2, 50), madrid(2027, 10, 31, 2, 50)])
def test_half_an_hour_from_ten_to_three_ends_in_the_repeated_hour(start: datetime) -> None:
    end = after(start, minutes=30)
    assert (end.hour, end.minute, end.fold) == (2, 20, 1)
    assert end.timestamp() - start.timestamp() == 1800


def test_an_hour_in_the_night_of_spring_jumps_over_the_hour_that_does_not_exist() -> None:
    end = after(madrid(2027, 3, 28, 1, 30), hours=1)
    assert (end.hour, end.minute) == (3, 30)


def test_the_two_half_past_twos_of_autumn_are_different_times() -> None:
    first = Interval.lasting(madrid(2027, 10, 31, 2, 10), 30)
    second = Interval.lasting(madrid(2027, 10, 31, 2, 10).replace(fold=1), 30)
    assert not first.overlaps(second)
    assert union([second, first]) == (first, second)
    assert without([first, second], [second]) == (first,)


@EXAMPLES
@given(instants)
def test_after_keeps_the_zone_and_counts_elapsed_time(instant: datetime) -> None:
    later = after(instant, hours=1, minutes=20, seconds=5)
    assert later.tzinfo is instant.tzinfo
    assert later.timestamp() - instant.timestamp() == 4805


@EXAMPLES
@given(day_intervals())
def test_a_union_covers_the_same_time_without_overlaps(intervals: list[Interval]) -> None:
    joined = union(intervals)
    assert minutes_in(joined) == minutes_in(intervals)
    assert sum(each.minutes for each in joined) == 15 * len(minutes_in(intervals))
    ends = [each.end.timestamp() for each in joined[:-1]]
    starts = [each.start.timestamp() for each in joined[1:]]
    assert all(end < start for end, start in zip(ends, starts, strict=True))


@EXAMPLES
@given(day_intervals(), day_intervals())
def test_what_is_cut_out_is_gone_and_the_rest_stays(
    whole: list[Interval], taken: list[Interval]
) -> None:
    left = without(whole, taken)
    assert minutes_in(left) == minutes_in(whole) - minutes_in(taken)
    assert sum(each.minutes for each in left) == 15 * len(minutes_in(left))


@EXAMPLES
@given(day_intervals(), day_intervals())
def test_common_time_lies_in_both(first: list[Interval], second: list[Interval]) -> None:
    both = common(first, second)
    assert minutes_in(both) == minutes_in(first) & minutes_in(second)
    assert minutes_in(both) | minutes_in(without(first, second)) == minutes_in(first)


def test_zones_do_not_matter() -> None:
    here = Interval.lasting(madrid(2026, 12, 18, 12), 60)
    there = Interval.lasting(datetime(2026, 12, 18, 11, 30, tzinfo=UTC), 60)
    assert here.overlaps(there)
    assert without([here], [there]) == (Interval.lasting(madrid(2026, 12, 18, 12), 30),)
    assert madrid(2026, 12, 18, 12).tzinfo is MADRID
