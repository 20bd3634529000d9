"""New hours, and whom they would leave outside."""

from datetime import date, time

import pytest

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.new_hours import (
    NewHours,
    SalonWeek,
    SpecialDay,
    StylistWeek,
    left_outside,
)
from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from tests.builders import FRIDAY, REFERENCE, a_booking, an_agenda, madrid, opening_hours, stylist

MORNING = (TimeSpan(time(10), time(14)),)
MORNINGS = WeeklyHours(dict.fromkeys(range(5), MORNING))
AT_NOON, AT_FIVE = madrid(2026, 12, 18, 12), madrid(2026, 12, 18, 17)


def appointments() -> list[Appointment]:
    """Marta at noon and at five, Pilar at five."""
    told = (("Marta", AT_NOON), ("Marta", AT_FIVE), ("Pilar", AT_FIVE))
    return [a_booking(stylist=name, at=start).appointments[0] for name, start in told]


@pytest.mark.parametrize(
    ("new", "outside"),
    [
        (SalonWeek(REFERENCE.weekly), []),
        (SalonWeek(MORNINGS), [1, 2]),
        (SalonWeek(WeeklyHours({})), [0, 1, 2]),
        (StylistWeek(stylist("Marta").id, MORNINGS), [1]),
        (StylistWeek(stylist("Pilar").id, WeeklyHours({})), [2]),
        (StylistWeek(stylist("Rosa").id, WeeklyHours({})), []),
        (SpecialDay(FRIDAY, MORNING), [1, 2]),
        (SpecialDay(FRIDAY, ()), [0, 1, 2]),
        (SpecialDay(date(2026, 12, 17), ()), []),
        (SpecialDay(FRIDAY, None), []),
    ],
)
def test_what_no_longer_fits_is_left_outside(new: NewHours, outside: list[int]) -> None:
    booked = appointments()
    assert left_outside(an_agenda(), new, booked) == [booked[each] for each in outside]


def test_an_appointment_across_the_new_closing_time_is_outside() -> None:
    [across] = a_booking(at=madrid(2026, 12, 18, 13, 45)).appointments
    assert left_outside(an_agenda(), SalonWeek(MORNINGS), [across]) == [across]


def test_two_spans_that_touch_hold_what_lies_across_them() -> None:
    touching = (TimeSpan(time(10), time(14)), TimeSpan(time(14), time(20)))
    [across] = a_booking(at=madrid(2026, 12, 18, 13, 45)).appointments
    assert left_outside(an_agenda(), SpecialDay(FRIDAY, touching), [across]) == []


def test_what_was_outside_before_is_not_told_again() -> None:
    closed = an_agenda(hours=opening_hours(closures={FRIDAY: "obras"}))
    assert left_outside(closed, SalonWeek(WeeklyHours({})), appointments()) == []


def test_a_day_of_its_own_does_not_mind_the_week() -> None:
    own = an_agenda()
    festive = opening_hours()
    agenda = an_agenda(hours=type(festive)(weekly=own.hours.weekly, special={FRIDAY: MORNING}))
    [noon, *_] = appointments()
    assert left_outside(agenda, SalonWeek(WeeklyHours({})), [noon]) == []
    back_to_a_closed_week = type(festive)(weekly=WeeklyHours({}), special={FRIDAY: MORNING})
    agenda = an_agenda(hours=back_to_a_closed_week)
    assert left_outside(agenda, SpecialDay(FRIDAY, None), [noon]) == [noon]
