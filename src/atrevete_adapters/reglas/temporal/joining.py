"""How two stretches of days, or two hours, become one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from atrevete_core.domain.opening import OpeningHours

from . import arithmetic as count
from .items import Clock, Days, Hours, Sign, Unit

_DAY = timedelta(days=1)
#: Longer stretches are not looked through: bookings end at 400 days (policy).
_HORIZON = 400


def both(said: Clock | Hours, hours: Clock | Hours, between: str) -> Clock | Hours:
    """A second hour: alternatives become a span, an open end closes."""
    if isinstance(said, Hours) and isinstance(hours, Hours):
        if between in {"o", ", o"} and (said.earliest is None) != (hours.earliest is None):
            return Hours()  # «antes de las 12 o después de las 5»: no stretch says it
        if between in _SAID_CLOSER and _is_named(said) and not _is_named(hours):
            return hours  # «a la hora de comer, de 2 a 3»
        return Hours(said.earliest or hours.earliest, said.latest or hours.latest)
    if isinstance(said, Clock) and isinstance(hours, Clock) and between in {"o", "o a", "y", "u"}:
        return Hours(said, hours)
    if isinstance(said, Clock) and isinstance(hours, Clock) and not _same(said, hours):
        return Hours()  # two hours, and nobody knows which is meant: none is taken for granted
    return said if isinstance(said, Clock) else hours if isinstance(hours, Clock) else said


_SAID_CLOSER = frozenset({"", ",", "o sea", ", o sea", "es decir", ", es decir"})


def _is_named(hours: Hours) -> bool:
    """«a media mañana»: a stretch that is no more exact than its name."""
    ends = (hours.earliest, hours.latest)
    return all(each is not None and each.fixed and not each.minute for each in ends)


def beyond(hours: Clock | Hours, sign: Sign | None) -> Clock | Hours:
    """«a partir de | las 5», «desde | media tarde», «hasta | el mediodía»."""
    low, high = (hours, hours) if isinstance(hours, Clock) else (hours.earliest, hours.latest)
    if sign in (Sign.FROM, Sign.ONWARDS) or (sign is Sign.AFTER and isinstance(hours, Clock)):
        return Hours(low, None)
    if sign is Sign.UNTIL or (sign is Sign.BEFORE and isinstance(hours, Clock)):
        return Hours(None, high)
    return hours


#: «el 12, si es posible, o el 14».
_OR = re.compile(
    r"(?:(?:,? ?(?:si (?:es|fuera) posible|si puede ser|si se puede|a poder ser|como mucho)),? ?)?"
    r"(?:o|y|u|, o|o si no|o bien|,|o ya|/|o incluso|o sino|y si no|o en su defecto)"
)


def is_or(between: str) -> bool:
    """Whether these words between two days leave the choice of them."""
    return _OR.fullmatch(between) is not None


def complement(hours: Clock | Hours, *, works: bool = False) -> Hours | None:
    """«antes de las 5 no puedo», «trabajo de 9 a 6», «de 9 a 2 tengo clase», «de 5 a 8 no»: the
    hours that are left; both before and after it are no one stretch.
    """
    if not isinstance(hours, Hours):
        return None
    if hours.earliest is None or hours.latest is None:
        return Hours(hours.latest, hours.earliest)
    first, last = hours.earliest.minutes, hours.latest.minutes
    first += 0 if first >= _OPENS else _HALF_DAY
    last += 0 if last > first else _HALF_DAY
    if last >= _EVENING and first > _MORNING:
        return Hours(None, hours.earliest)
    return Hours(hours.latest, None) if works or first <= _MORNING else None


_OPENS, _HALF_DAY = 8 * 60, 12 * 60
#: Before the one, and after the other, there is hardly an hour left.
_MORNING, _EVENING = 10 * 60, 19 * 60


def _same(one: Clock, other: Clock) -> bool:
    """«a las 5, a las 17:00»."""
    return (one.hour % 12, one.minute) == (other.hour % 12, other.minute)


def span(said: Days, days: Days) -> Days | None:
    """«de lunes a miércoles»; its weekdays when both ends are one."""
    if not (said.first and days.last):
        return None
    last = days.last + 7 * _DAY if days.last < said.first else days.last
    weekdays: tuple[int, ...] = ()
    if said.unit is Unit.WEEKDAY and days.unit is Unit.WEEKDAY:
        length = min((last - said.first).days, 6) + 1
        weekdays = tuple((said.first.weekday() + ahead) % 7 for ahead in range(length))
    return Days(said.first, last, Unit.WEEK, weekdays)


def either(said: Days, days: Days) -> Days:
    """«el lunes o el jueves»: from one to the other, without the days between."""
    if not (said.first and said.last and days.first and days.last):
        return said
    low, high = sorted((said, days), key=lambda each: each.first or date.min)
    if days.single in said.not_on:  # «lunes, miércoles o viernes»: between the two
        return replace(said, not_on=tuple(each for each in said.not_on if each != days.single))
    if _within(days, said) or _within(said, days):
        return inside(said, days)
    if not (low.last and high.first):
        return said
    gap = (high.first - low.last).days - 1
    if gap > 31:
        return said
    missing = tuple(low.last + (ahead + 1) * _DAY for ahead in range(gap))
    return Days(low.first, high.last, Unit.WEEK, not_on=(*said.not_on, *days.not_on, *missing))


def after_it(days: Days, said: Days) -> Days:
    """«la semana que viene el jueves o el viernes»: the Friday of that week."""
    later = said.unit is Unit.DAY and said.single and days.first and days.first < said.single
    if not (later and said.single and days.unit is Unit.WEEKDAY):
        return days
    return count.single(count.coming_or(days.weekdays[0], said.single))


def _within(inner: Days, outer: Days) -> bool:
    low, high = outer.first or date.min, outer.last or date.max
    return low <= (inner.first or date.min) and (inner.last or date.max) <= high


def inside(said: Days, days: Days) -> Days:
    """«la semana que viene, el jueves» is one day; the first stands when they do not fit."""
    for outer, inner in ((said, days), (days, said)):
        if inner.unit is Unit.WEEKDAY and outer.single is None and outer.first:
            found = count.coming_or(inner.weekdays[0], outer.first)
            if outer.last is None or found <= outer.last:
                return count.single(found)
    if said.unit is Unit.WEEKDAY and days.single and days.single.weekday() == said.weekdays[0]:
        return days
    if said.unit is days.unit is Unit.WEEK and days.first and not days.first.weekday():
        said = in_that_week(said, days)
    if _within(days, said):
        return replace(days, weekdays=days.weekdays or said.weekdays)
    if said.unit is Unit.OPEN and not said.weekdays and not said.last:
        return replace(days, first=max(filter(None, (days.first, said.first)), default=None))
    if days.unit is Unit.OPEN and days.weekdays:
        return replace(said, weekdays=days.weekdays)
    return said


def in_that_week(said: Days, later: Days) -> Days:
    """«el lunes o el martes | de la semana del 14», «el jueves o | el viernes de la semana que
    viene»: weekdays of the week that is told after them.
    """
    if not (said.first and said.last and later.first) or said.last >= later.first:
        return said
    if said.unit not in (Unit.WEEKDAY, Unit.WEEK) or said.last - said.first >= 6 * _DAY:
        return said
    by = later.first - said.first + (said.first.weekday() - later.first.weekday()) * _DAY
    gone = tuple(each + by for each in said.not_on)
    return replace(said, first=said.first + by, last=said.last + by, not_on=gone)


def month_portion(days: Days, sign: Sign, today: date) -> Days:
    first, last = days.first or today, days.last or today
    spans = {Sign.EARLY: (1, 10), Sign.MIDDLE: (10, 20), Sign.LATE: (21, last.day)}
    low, high = spans[sign]
    if first.replace(day=high) < today:
        return month_portion(count.month_of(*count.months_later(first, 1)), sign, today)
    return Days(first.replace(day=low), first.replace(day=high), Unit.WEEK)


def week_portion(days: Days, sign: Sign, today: date) -> Days:
    """«a principios de semana»: of the next week when this one's are over."""
    monday = days.first or today
    low, high = {Sign.EARLY: (0, 2), Sign.MIDDLE: (1, 3), Sign.LATE: (3, 5)}[sign]
    if monday + high * _DAY < today:
        monday = count.days_after(monday, 7)
    return Days(monday + low * _DAY, monday + high * _DAY, Unit.WEEK)


def shifted(days: Days, by: int) -> Days:
    """«el día antes de Nochebuena», «dos días después del puente»."""
    end = days.first if by < 0 else days.last
    return count.single(count.days_after(end, by)) if end else days


def beside(anchor: Days, sign: Sign, days: Days) -> Days | None:
    """«el lunes después del puente», «la semana antes de Navidad»: the nearest such one."""
    if not (anchor.first and anchor.last and days.first and days.last):
        return None
    step = 7 if sign is Sign.AFTER else -7
    if anchor.unit is Unit.WEEKDAY:
        weekday = anchor.weekdays[0]
        if sign is Sign.AFTER:
            return count.single(count.coming(weekday, days.last))
        return count.single(count.coming_or(weekday, days.first - 7 * _DAY))
    edge = days.last if sign is Sign.AFTER else days.first
    length = (anchor.last - anchor.first).days
    first = edge - edge.weekday() * _DAY + anchor.first.weekday() * _DAY
    while not (first > edge if sign is Sign.AFTER else first + length * _DAY < edge):
        first += step * _DAY
    return Days(first, first + length * _DAY, Unit.WEEK)


def open_end(days: Days, sign: Sign, today: date) -> Days:
    """«a partir del martes», «antes del jueves»; the same days for any other sign."""
    if sign is Sign.FROM:
        return Days(days.first, None, Unit.OPEN)
    if sign is Sign.AFTER:
        return Days(days.last + _DAY if days.last else None, None, Unit.OPEN)
    if sign is Sign.BEFORE and days.first:
        return Days(today, max(days.first - _DAY, today), Unit.OPEN)
    if sign is Sign.UNTIL and days.last:
        return Days(today, days.last, Unit.OPEN)
    return days


def day_within(stretch: Days | None, days: Days) -> date | None:
    """The day of the stretch that a weekday, or a date inside it, stands for."""
    if stretch is None or not stretch.first or stretch.single:
        return None
    if stretch.last is None and days.unit is not Unit.WEEKDAY:
        return None
    day = days.single
    if days.unit is Unit.WEEKDAY:
        day = count.coming_or(days.weekdays[0], stretch.first)
    return day if day and stretch.first <= day <= (stretch.last or day) else None


def bounded(stretch: Days, sign: Sign, day: date) -> Days | None:
    """«la semana que viene a partir del miércoles»."""
    first, last = {
        Sign.FROM: (day, stretch.last),
        Sign.AFTER: (day + _DAY, stretch.last),
        Sign.BEFORE: (stretch.first, day - _DAY),
        Sign.UNTIL: (stretch.first, day),
    }[sign]
    if not (first and last) or first > last:
        return None
    return replace(stretch, first=first, last=last)


def trimmed(days: Days, not_on: Sequence[date], today: date, hours: OpeningHours) -> Days:
    """Without refused days at either end: «esta semana menos hoy» begins tomorrow."""
    if not (days.first and days.last):
        return days
    first, last = max(days.first, today), days.last
    refused = [day for day in not_on if first <= day <= last]
    if not refused or not 0 < (last - first).days <= _HORIZON:
        return days
    free = [first + ahead * _DAY for ahead in range((last - first).days + 1)]
    free = [day for day in free if day not in refused]
    kept = [day for day in free if hours.is_open(day)] or free
    if not kept:
        return days
    return replace(
        days,
        first=kept[0] if min(refused) < kept[0] else days.first,
        last=kept[-1] if max(refused) > kept[-1] else last,
    )
