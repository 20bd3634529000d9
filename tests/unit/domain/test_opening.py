"""When the salon is open: whose word is last, holidays by name, days of 23 and 25 hours."""

from datetime import date, time

import pytest

from atrevete_core.domain.holidays import public_holidays
from atrevete_core.domain.opening import (
    Closed,
    OpeningHours,
    TimeSpan,
    WeeklyHours,
    intervals_on,
)
from tests.builders import MADRID, REFERENCE, SALON, madrid, opening_hours

XMAS_EVE = date(2026, 12, 24)
SHORT = (TimeSpan(time(10), time(13)),)


def test_the_week_of_the_salon() -> None:
    hours = opening_hours()
    assert hours.spans(date(2026, 12, 18)) == (TimeSpan(time(10), time(20)),)
    assert hours.spans(date(2026, 12, 19)) == (TimeSpan(time(10), time(14)),)
    assert hours.on(date(2026, 12, 20)) == Closed("")
    assert not hours.is_open(date(2026, 12, 20))


def test_a_day_opens_before_it_closes() -> None:
    with pytest.raises(ValueError, match="comes before"):
        TimeSpan(time(20), time(10))


def test_staffs_word_is_last() -> None:
    weekly = REFERENCE.weekly
    holiday = {XMAS_EVE: "Nochebuena"}
    closure = {XMAS_EVE: "obras"}
    special = {XMAS_EVE: SHORT}
    assert OpeningHours(weekly=weekly, holidays=holiday).on(XMAS_EVE) == Closed("Nochebuena")
    closed = OpeningHours(weekly=weekly, holidays=holiday, closures=closure)
    assert closed.on(XMAS_EVE) == Closed("obras")
    opened = OpeningHours(weekly=weekly, holidays=holiday, closures=closure, special=special)
    assert opened.on(XMAS_EVE) == SHORT


def test_a_special_day_without_hours_is_closed() -> None:
    hours = OpeningHours(weekly=REFERENCE.weekly, special={XMAS_EVE: ()})
    assert hours.on(XMAS_EVE) == Closed("")
    assert hours.spans(XMAS_EVE) == ()


def test_the_next_open_days_jump_over_sunday_and_holidays() -> None:
    hours = opening_hours(holidays={date(2026, 12, 25): "Navidad"})
    assert hours.next_open_days(date(2026, 12, 24), count=2) == [
        date(2026, 12, 26),
        date(2026, 12, 28),
    ]


def test_a_salon_that_never_opens_has_no_next_day() -> None:
    assert OpeningHours(weekly=WeeklyHours({})).next_open_days(XMAS_EVE, count=2) == []


@pytest.mark.parametrize(
    ("day", "part"),
    [
        (date(2026, 12, 8), "Inmaculada"),
        (date(2026, 5, 15), "San Isidro"),
        (date(2026, 11, 9), "Almudena"),
        (date(2026, 5, 2), "Comunidad de Madrid"),
        (date(2026, 12, 25), "Natividad"),
    ],
)
def test_the_holidays_of_madrid_have_names(day: date, part: str) -> None:
    assert part in public_holidays("ES", "MD", "Madrid", day.year)[day]


def test_every_town_has_its_own_feasts() -> None:
    barcelona = public_holidays("ES", "CT", "Barcelona", 2026)
    assert barcelona[date(2026, 9, 24)] == "la Mercè"
    assert date(2026, 5, 15) not in barcelona
    assert date(2026, 12, 8) in public_holidays("ES", "", "Nowhere", 2026)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2027, 3, 28), 23),
        (date(2027, 10, 31), 25),
        (date(2026, 10, 25), 25),
        (date(2026, 12, 18), 24),
    ],
)
def test_a_local_day_has_the_hours_it_has(day: date, hours: int) -> None:
    assert SALON.day(day).minutes == hours * 60


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2026, 10, 25)])
def test_opening_hours_are_wall_clock_hours_on_clock_change_days_too(day: date) -> None:
    (during,) = intervals_on(day, (TimeSpan(time(10), time(20)),), MADRID)
    assert during.minutes == 600
    assert (during.start.hour, during.end.hour) == (10, 20)


def test_today_is_the_salons_date() -> None:
    late = madrid(2026, 12, 19, 0, 30)
    assert SALON.today(late) == date(2026, 12, 19)
    assert SALON.local(late).utcoffset() == late.utcoffset()
