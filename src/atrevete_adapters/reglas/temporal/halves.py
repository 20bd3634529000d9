"""Rules for halves of months and ends of years: «la segunda quincena de mayo»."""

from datetime import date

from . import arithmetic as count
from .items import Days, Unit
from .rules import Rules, Said, Spot

rules = Rules("halves")

_FORTNIGHT = "[en|durante|para] [la] (<ordinal>|<n>) [a] quincena"


@rules.on(
    f"{_FORTNIGHT} (de|del) [mes de] <month>",
    f"{_FORTNIGHT} [de|del] [este] [mes]",
    f"{_FORTNIGHT} (de|del) [el] (mes que viene|proximo mes|que viene|mes proximo|mes siguiente)",
)
def _fortnight(spot: Spot) -> Said:
    """«la segunda quincena de mayo»: to the 15th, or from the 16th."""
    words, today = spot.moment.words, spot.moment.today
    if spot.held.get("n") in {"un", "una"}:
        return None
    nth = words.ordinals[spot.held["ordinal"]] if spot.has("ordinal") else spot.number("n")
    if spot.has("month"):
        month = count.coming_month(words.months[spot.held["month"]], today)
    else:
        ahead = int(any(word in spot.text.split() for word in ("viene", "proximo", "siguiente")))
        month = count.month_of(*count.months_later(today, ahead))
    if nth not in {1, 2, -1} or not (month.first and month.last):
        return None
    return _half(month.first, month.last, nth, today)


def _half(first: date, last: date, nth: int, today: date) -> Said:
    middle = first.replace(day=15)
    if nth == 1 and middle < today:
        following = count.month_of(*count.months_later(first, 1)).first or first
        return Days(following, following.replace(day=15), Unit.WEEK)
    if nth == 1:
        return Days(first, middle, Unit.WEEK)
    return Days(first.replace(day=16), last, Unit.WEEK)


@rules.on("[en] (esta|la) [misma] quincena", "[en|para] la (proxima|siguiente|otra) quincena")
def _this_fortnight(spot: Spot) -> Said:
    today = spot.moment.today
    month = count.month_of(today.year, today.month)
    first, last = month.first or today, month.last or today
    second = today.day > 15
    if not set(spot.text.split()) & {"proxima", "siguiente", "otra"} and spot.after != "que":
        return _half(first, last, 2 if second else 1, today)
    return _half(first, last, 1 if second else 2, today)


@rules.on("[a|para|hacia] (finales|final|fines|ultimos) (de|del) año", "acabando el año")
def _end_of_year(spot: Spot) -> Said:
    year = spot.moment.today.year
    return Days(date(year, 12, 21), date(year, 12, 31), Unit.WEEK)


@rules.on("[a|para] (principios|primeros|comienzos|inicios) (de|del) año [que viene]")
def _start_of_year(spot: Spot) -> Said:
    month = count.coming_month(1, spot.moment.today).first
    return Days(month, month.replace(day=10), Unit.WEEK) if month else None


@rules.on(
    "[en|para|de|ya] [el|del] año (que viene|que entra|proximo|nuevo ya)",
    "[en|para] [el] proximo año",
)
def _next_year(spot: Spot) -> Said:
    year = spot.moment.today.year + 1
    return Days(date(year, 1, 1), date(year, 12, 31), Unit.WEEK)


@rules.on("[en|de|para|durante|antes de que (acabe|termine)] este [mismo] año")
def _this_year(spot: Spot) -> Said:
    return Days(spot.moment.today, date(spot.moment.today.year, 12, 31), Unit.WEEK)
