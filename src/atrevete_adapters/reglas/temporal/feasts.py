"""Days with a name: feasts, long weekends, seasons."""

from collections.abc import Iterable
from datetime import date, timedelta

from .arithmetic import day_of_month, easter, nth_weekday
from .items import Days, Moment, Unit

_SATURDAY, _SUNDAY = 5, 6
#: How far ahead a long weekend is looked for.
_HORIZON = 400


def feast(name: str, moment: Moment) -> date | None:
    """The next day of that name, today included."""
    for year in (moment.today.year, moment.today.year + 1):
        day = _feast_in(name, year, moment)
        if day is not None and day >= moment.today:
            return day
    return None


def _feast_in(name: str, year: int, moment: Moment) -> date | None:
    if name in moment.words.easter:
        return easter(year) + timedelta(days=moment.words.easter[name])
    if name in moment.words.movable:
        month, weekday, nth, later = moment.words.movable[name]
        found = nth_weekday(nth, weekday, year, month)
        return found + timedelta(days=later) if found else None
    return day_of_month(year, *moment.words.feasts[name])


def holy_week(today: date) -> Days:
    """Monday before Easter to Easter Sunday, the next one or the one going on."""
    year = today.year if easter(today.year) >= today else today.year + 1
    return Days(easter(year) - timedelta(days=6), easter(year), Unit.WEEK)


def season(name: str, moment: Moment) -> Days:
    """The next such season, or the one going on."""
    (from_month, from_day), (to_month, to_day) = moment.words.seasons[name]
    over_new_year = (from_month, from_day) > (to_month, to_day)
    for year in range(moment.today.year - 1, moment.today.year + 2):
        last = date(year + over_new_year, to_month, to_day)
        if last >= moment.today:
            return Days(date(year, from_month, from_day), last, Unit.WEEK)
    return Days(moment.today)


def long_weekend(moment: Moment, near: date | None = None) -> Days:
    """«el puente»: the next free days in a row that a holiday makes with a weekend.

    One working day between a holiday and a weekend is bridged, as the word says. `near` asks for
    the one around that date.
    """
    free = _free_days(moment)
    start = near or moment.today
    for ahead in range(_HORIZON):
        day = start + timedelta(days=ahead)
        if day in free and day.weekday() < _SATURDAY:
            first, last = _stretch(day, free)
            if last >= moment.today and (last - first).days >= 2:
                return Days(first, last, Unit.WEEK)
    return Days(moment.today)


def _free_days(moment: Moment) -> set[date]:
    known = set(moment.hours.holidays)
    if not known:
        known = set(_national(moment))
    first = moment.today - timedelta(days=10)
    weekends = {
        first + timedelta(days=ahead)
        for ahead in range(_HORIZON + 20)
        if (first + timedelta(days=ahead)).weekday() >= _SATURDAY
    }
    return known | weekends


_NATIONAL = (
    "año nuevo", "reyes", "jueves santo", "viernes santo", "dia del trabajo", "la asuncion",
    "fiesta nacional", "todos los santos", "la constitucion", "inmaculada", "navidad",
)  # fmt: skip


def _national(moment: Moment) -> Iterable[date]:
    for year in (moment.today.year, moment.today.year + 1):
        for name in _NATIONAL:
            day = _feast_in(name, year, moment)
            if day is not None:
                yield day


def _stretch(day: date, free: set[date]) -> tuple[date, date]:
    one = timedelta(days=1)
    first = last = day
    while first - one in free or (
        first - 2 * one in free and (first - 2 * one).weekday() == _SUNDAY
    ):
        first -= one
    while last + one in free or (
        last + 2 * one in free and (last + 2 * one).weekday() == _SATURDAY
    ):
        last += one
    return first, last
