"""Rules for days with a number: «el 15», «el viernes 18 de diciembre», «18/12»."""

from datetime import date

from ..text.words import listed
from ..vocabulary.kinds import words_of_kind
from . import arithmetic as count
from .arithmetic import single
from .items import Clock, Days, NoSuchDay, Unit
from .rules import Rules, Said, Spot

rules = Rules("dates")

_NEXT_MONTH = (
    "(el [mes] (que viene|que entra|proximo|siguiente)|[el] (proximo|siguiente) mes|mes que viene)"
)


def _named(day: date | None) -> Said:
    return single(day) if day else NoSuchDay()


#: After a number these make it an hour or an amount, not a day.
_NO_DAY_IF_NEXT = listed(
    "años año euros euro personas horas hora h minutos veces % por semanas dias y menos am pm"
)
_COUNTED = words_of_kind("counted")
_AMOUNT = _NO_DAY_IF_NEXT - {"y", "por"}


def _counts(spot: Spot) -> bool:
    """«el viernes un tinte», «el sábado dos cortes», «el jueves 2 niñas»: no day of the month."""
    number = spot.held["day"]
    spelled_out = not number.isdecimal() and spot.after.endswith("s")
    return number in {"un", "una"} or spelled_out or spot.after in _COUNTED


@rules.on("[el|este|al|del|para el] [mismo] <weekday> [,] <hour> de la (tarde|mañana|noche)")
def _weekday_with_hour(spot: Spot) -> Said:
    """«jueves 5 de la tarde»: the figure is the hour."""
    hour = spot.held["hour"]
    if not hour.isdecimal() or not 1 <= int(hour) <= _NOON:
        return None
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    day = count.coming(weekday, spot.moment.today)
    later = spot.text.endswith(("tarde", "noche")) and int(hour) < _NOON
    clock = Clock(int(hour) + _NOON * later, 0, fixed=True)
    return (Days(day, day, Unit.WEEKDAY, (weekday,)), clock)


_NOON = 12


@rules.on(
    "[el|este|al|del|para el] [mismo|proximo|siguiente] <weekday> [que viene|proximo] [,] [el|dia] "
    "[dia] <day>"
)
def _weekday_with_number(spot: Spot) -> Said:
    if spot.after in _AMOUNT or not 1 <= spot.number("day") <= 31 or _counts(spot):
        return None
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return _named(count.weekday_with_number(weekday, spot.number("day"), spot.moment.today))


@rules.on(
    (
        "[el|al|del] [<weekday>] [el|al|del|dia] [dia] <day> del (mes que viene|proximo mes|mes "
        "proximo|mes siguiente|que viene)"
    ),
)
def _day_of_next_month(spot: Spot) -> Said:
    year, month = count.months_later(spot.moment.today, 1)
    return _checked(spot, count.day_of_month(year, month, spot.number("day")))


@rules.on("[el|al|del] [dia] <day> de este [mismo] mes", "este mes el [dia] <day>")
def _day_of_this_month(spot: Spot) -> Said:
    today = spot.moment.today
    return _checked(spot, count.day_of_month(today.year, today.month, spot.number("day")))


_WEEKDAY = "[el|al|del|este] [proximo] [<weekday>] [que viene|proximo] [,]"


@rules.on(
    f"{_WEEKDAY} [el|al|del|dia|de] [dia] <day> [de|del] <month>",
    f"{_WEEKDAY} [el|al|del|dia] [dia] <day> [de|del] [mes] [de] <month> [de|del] <year>",
    f"{_WEEKDAY} <month> <day>",
)
def _day_and_month(spot: Spot) -> Said:
    day, month = spot.number("day"), spot.moment.words.months[spot.held["month"]]
    if spot.has("year"):
        return _checked(spot, count.day_of_month(_year(spot.held["year"]), month, day))
    return _checked(spot, count.coming_date(day, month, spot.moment.today))


@rules.on(f"{_WEEKDAY} [el|al|dia] [dia] <day> del <day2>")
def _day_of_numbered_month(spot: Spot) -> Said:
    """«el 10 del 12»; «a las 10 del 12» is an hour of the twelfth."""
    day, month = spot.number("day"), spot.number("day2")
    if spot.before in {"las", "la"} or not 1 <= month <= _MONTHS or spot.after in _AMOUNT:
        return None
    return _checked(spot, count.coming_date(day, month, spot.moment.today))


_MONTHS = 12


@rules.on(f"{_WEEKDAY} [el|al|del|dia] [dia] <date>")
def _figures(spot: Spot) -> Said:
    parts = [int(part) for part in spot.held["date"].split("/")]
    if len(parts) == 3:
        return _checked(spot, count.day_of_month(_year(str(parts[2])), parts[1], parts[0]))
    return _checked(spot, count.coming_date(parts[0], parts[1], spot.moment.today))


@rules.on(f"{_WEEKDAY} [el|al|del] <iso>")
def _iso(spot: Spot) -> Said:
    year, month, day = map(int, spot.held["iso"].split("-"))
    return _checked(spot, count.day_of_month(year, month, day))


def _year(figures: str) -> int:
    return int(figures) + (2000 if len(figures) <= 2 else 0)


def _checked(spot: Spot, day: date | None) -> Said:
    """That date, when its weekday is the one that was said with it."""
    if day is None:
        return NoSuchDay()
    if spot.has("weekday") and spot.moment.words.weekdays[spot.held["weekday"]] != day.weekday():
        return NoSuchDay()
    return single(day)


@rules.on(
    "(el|al|del) <day>",
    "[el|al|del|de] dia <day>",
    "[el|al|del] (proximo|siguiente) [dia] <day>",
)
def _number(spot: Spot) -> Said:
    day = spot.number("day")
    if spot.after in _NO_DAY_IF_NEXT - {"por", "y"} or spot.held["day"] in {"un", "una", "uno"}:
        return None
    if not 1 <= day <= 31:
        return NoSuchDay() if 31 < day < 40 or "dia" in spot.text.split() else None
    return _named(count.coming_day(day, spot.moment.today))


@rules.on("[el|al|del] [dia] primero (de|del) <month>", "[el] primer dia (de|del) [mes de] <month>")
def _first_of_month(spot: Spot) -> Said:
    month = spot.moment.words.months[spot.held["month"]]
    return _named(count.coming_date(1, month, spot.moment.today))


_IN_MONTH = "(de|del) [este] [mes] [de] (<month>|mes|que viene|proximo mes|mes que viene)"


@rules.on(f"[el] <ordinal> dia {_IN_MONTH}")
def _ordinal_day(spot: Spot) -> Said:
    """«el último día del mes»; the first of this month, when it is over, is the next one's."""
    nth, today = spot.moment.words.ordinals[spot.held["ordinal"]], spot.moment.today
    year, month = _said_month(spot)
    if not spot.has("month") and (nth > 0 or "viene" in spot.text or "proximo" in spot.text):
        year, month = count.months_later(today, 1)
    last = count.month_of(year, month).last
    return _named(last if nth < 0 else count.day_of_month(year, month, nth))


@rules.on("[el|al|del|dia] <day> - <day2>")
def _hyphen(spot: Spot) -> Said:
    """«18-12» is a date when it cannot be two hours."""
    day, month = spot.number("day"), spot.number("day2")
    two_hours = day <= 12 and _in_the_salon(day) < _in_the_salon(month) <= 21
    if two_hours or not (day <= 31 and 1 <= month <= 12) or spot.after in {"de", "h", "horas"}:
        return None
    return _named(count.coming_date(day, month, spot.moment.today))


def _in_the_salon(hour: int) -> int:
    """An hour as it is meant where nobody works at night."""
    return hour if hour >= 9 else hour + 12


@rules.on("<day>")
def _number_alone(spot: Spot) -> Said:
    """«15», as the whole answer to «¿qué día?»."""
    if not spot.is_answer or spot.before or spot.after:
        return None
    return _number(spot)


@rules.on(
    "[el] <ordinal> <weekday> (del mes|de este mes|de mes)", "[el] <ordinal> <weekday> de <month>"
)
def _ordinal_weekday(spot: Spot) -> Said:
    return _nth(spot, *_said_month(spot))


@rules.on(
    (
        "[el] <ordinal> <weekday> ... (de|del) [el] (mes que viene|proximo mes|mes proximo|mes "
        "siguiente)"
    ),
    f"{_NEXT_MONTH} [,] [el] <ordinal> <weekday>",
)
def _ordinal_weekday_of_next_month(spot: Spot) -> Said:
    return _nth(spot, *count.months_later(spot.moment.today, 1))


def _said_month(spot: Spot) -> tuple[int, int]:
    today = spot.moment.today
    if spot.has("month"):
        first = (
            count.coming_month(spot.moment.words.months[spot.held["month"]], today).first or today
        )
        return first.year, first.month
    return today.year, today.month


def _nth(spot: Spot, year: int, month: int) -> Said:
    nth = spot.moment.words.ordinals[spot.held["ordinal"]]
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    day = count.nth_weekday(nth, weekday, year, month)
    if day is not None and day < spot.moment.today and not spot.has("month"):
        later = count.months_later(spot.moment.today, 1)
        day = count.nth_weekday(nth, weekday, *later)
    return _named(day)


_FROM_TODAY = "[a (partir|contar) de (hoy|ahora)|desde (hoy|ahora)]"


@rules.on(
    f"(en|dentro de|de aqui a|pasados|de aqui en|de aqui|a) [unos|otros] <n> dias {_FROM_TODAY}",
    "<n> dias (a partir|a contar|despues) de (hoy|ahora)",
    "(en|dentro de) un dia",
)
def _in_days(spot: Spot) -> Said:
    return single(count.days_after(spot.moment.today, spot.number("n") if spot.has("n") else 1))


@rules.on("(en|dentro de|de aqui a) [unos|unas] <n> (o|u|a) <n2> (dias|semanas)")
def _in_some_days(spot: Spot) -> Said:
    """«en 3 o 4 días»."""
    unit = 7 if "semanas" in spot.text else 1
    first, last = sorted((spot.number("n") * unit, spot.number("n2") * unit))
    today = spot.moment.today
    return Days(count.days_after(today, first), count.days_after(today, last), Unit.WEEK)


@rules.on("(en|dentro de|de aqui a) una quincena")
def _in_a_fortnight(spot: Spot) -> Said:
    return single(count.days_after(spot.moment.today, 15))


@rules.on(f"(en|dentro de|de aqui a|pasadas) [unas|otras] <n> (semanas|semana) {_FROM_TODAY}")
def _in_weeks(spot: Spot) -> Said:
    return single(count.days_after(spot.moment.today, 7 * spot.number("n")))


@rules.on(f"(en|dentro de|de aqui a) <n> (meses|mes) {_FROM_TODAY}")
def _in_months(spot: Spot) -> Said:
    year, month = count.months_later(spot.moment.today, spot.number("n"))
    last = count.month_of(year, month).last or spot.moment.today
    return single(last.replace(day=min(last.day, spot.moment.today.day)))


@rules.on("de hoy en <n> [dias]", "de aqui en <n>", "hoy en <n> dias")
def _from_today_in(spot: Spot) -> Said:
    popular = {8: 7, 15: 14}
    days = spot.number("n")
    return single(count.days_after(spot.moment.today, popular.get(days, days)))


@rules.on("de mañana en (ocho|8) [dias]")
def _from_tomorrow_in_eight(spot: Spot) -> Said:
    return single(count.days_after(spot.moment.today, 8))
