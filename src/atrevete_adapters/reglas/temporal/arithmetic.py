"""Date arithmetic as a salon means it: the next Friday, the 5th that comes, Easter."""

import calendar
from datetime import date, timedelta

from .items import Days, Unit

_DAY = timedelta(days=1)


def days_after(day: date, days: int) -> date:
    """The date that many days later; the calendar's last one for numbers without sense."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def single(day: date) -> Days:
    return Days(day, day)


def coming(weekday: int, after: date) -> date:
    """The next such weekday, never that same day: "el jueves" said on a Thursday is in a week."""
    return after + timedelta(days=(weekday - after.weekday() - 1) % 7 + 1)


def coming_or(weekday: int, day: date) -> date:
    """The next such weekday; that same day counts."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def next_of(weekday: int, today: date) -> date:
    """«el jueves que viene»: the coming one, unless that is tomorrow: tomorrow has a name.

    On a Sunday the next week begins tomorrow, so "el lunes que viene" is tomorrow.
    """
    day = coming(weekday, today)
    if day == today + _DAY and weekday != 0:
        return day + timedelta(days=7)
    return day


def week_of(day: date) -> Days:
    """Monday to Sunday around that date."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), Unit.WEEK)


def this_week(today: date) -> Days:
    """The week of that day; on a Sunday nobody means the one that is over."""
    return week_of(today) if today.weekday() < _SUNDAY else next_week(today)


_SUNDAY = 6


def next_week(today: date, weeks: int = 1) -> Days:
    return week_of(days_after(today, 7 * weeks))


def weekend_of(day: date) -> Days:
    """Saturday and Sunday of that date's week."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday + timedelta(days=5), monday + timedelta(days=6), Unit.WEEK)


def month_of(year: int, month: int) -> Days:
    last = calendar.monthrange(year, month)[1]
    return Days(date(year, month, 1), date(year, month, last), Unit.MONTH)


def months_later(day: date, months: int) -> tuple[int, int]:
    """(year, month) that many months later."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


def coming_month(month: int, today: date) -> Days:
    """That month of this year, or of the next when it is over."""
    return month_of(today.year + (month < today.month), month)


def day_of_month(year: int, month: int, day: int) -> date | None:
    """The date, when the calendar has it."""
    if not 1 <= month <= 12 or not date.min.year <= year <= date.max.year - 2:
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def coming_day(day: int, today: date) -> date | None:
    """«el 5»: this month's when it is still to come, else the next month that has one."""
    for ahead in range(4):
        found = day_of_month(*months_later(today, ahead), day)
        if found is not None and found >= today:
            return found
    return None


def coming_date(day: int, month: int, today: date) -> date | None:
    """«el 5 de mayo»: this year's when it is still to come, else next year's."""
    this_year = day_of_month(today.year, month, day)
    if this_year is not None and this_year >= today:
        return this_year
    if this_year is None and (month, 1) >= (today.month, 1):
        return None
    return day_of_month(today.year + 1, month, day)


def weekday_with_number(weekday: int, day: int, today: date) -> date | None:
    """«el martes 6»: where both meet this month or next, from today on."""
    for ahead in range(2):
        found = day_of_month(*months_later(today, ahead), day)
        if found is not None and found >= today and found.weekday() == weekday:
            return found
    return None


def nth_weekday(nth: int, weekday: int, year: int, month: int) -> date | None:
    """«el segundo viernes de mayo»; -1 is the last one."""
    whole = [
        date(year, month, day)
        for day in range(1, calendar.monthrange(year, month)[1] + 1)
        if date(year, month, day).weekday() == weekday
    ]
    index = nth - 1 if nth > 0 else nth
    return whole[index] if -len(whole) <= index < len(whole) else None


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian algorithm)."""
    golden, century = year % 19, year // 100
    skipped = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon = skipped - skipped // 28 * (1 - 29 // (skipped + 1) * ((21 - golden) // 11))
    weekday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    ahead = moon - weekday
    month = 3 + (ahead + 40) // 44
    return date(year, month, ahead + 28 - 31 * (month // 4))
