"""Rules for days and hours in English, Catalan and Galician that the word list cannot turn.

The words themselves are normal Spanish by now (vocabulary/languages.toml).
"""

from . import arithmetic as count
from .arithmetic import single
from .clocks import read
from .items import Clock, Days, Hours, NoSuchDay
from .rules import Rules, Said, Spot

rules = Rules("languages")

_ENDING = "(st|nd|rd|th|rd.|th.)"
#: Names of months that are other words as well.
_AMBIGUOUS = {"march": 3, "marc": 3, "may": 5}
_WEEKDAY = "[<weekday>] [,]"


@rules.on(
    f"{_WEEKDAY} <month> [the] <day> {_ENDING}",
    f"{_WEEKDAY} [the|on the|el|o] <day> [{_ENDING}] [of|de|d'] [the] <month>",
    f"{_WEEKDAY} (march|may) [the] <day> [{_ENDING}]",
    f"{_WEEKDAY} [the|on the|el|o] <day> [{_ENDING}] (of|de|del|) (march|may|marc)",
)
def _day_and_month(spot: Spot) -> Said:
    """«june 3rd», «the 3rd of September», «el 3 de març»."""
    if spot.number("day") > 31:
        return None
    named = next((word for word in spot.text.split() if word in _AMBIGUOUS), "")
    month = spot.moment.words.months.get(spot.held.get("month", ""), _AMBIGUOUS.get(named, 0))
    day = count.coming_date(spot.number("day"), month, spot.moment.today)
    if day is None:
        return NoSuchDay()
    weekday = spot.moment.words.weekdays.get(spot.held.get("weekday", ""), day.weekday())
    return single(day) if weekday == day.weekday() else NoSuchDay()


@rules.on(f"{_WEEKDAY} [on] [the] <day> {_ENDING}")
def _day(spot: Spot) -> Said:
    """«on the 15th»."""
    number, today = spot.number("day"), spot.moment.today
    if spot.has("weekday"):
        weekday = spot.moment.words.weekdays[spot.held["weekday"]]
        day = count.weekday_with_number(weekday, number, today)
    else:
        day = count.coming_day(number, today)
    return single(day) if day else NoSuchDay()


@rules.on("in <n> (dias|semanas|meses|dia|semana|mes)", "<n> (dias|semanas) de aqui")
def _ahead(spot: Spot) -> Said:
    """«in two weeks»."""
    today, amount, unit = spot.moment.today, spot.number("n"), spot.text
    if "mes" in unit:
        year, month = count.months_later(today, amount)
        last = count.month_of(year, month).last or today
        return single(last.replace(day=min(last.day, today.day)))
    return single(count.days_after(today, amount * (7 if "seman" in unit else 1)))


@rules.on("[a las] [a] (half|cuarto) (past|to|after) <hour>")
def _parts_of_the_hour(spot: Spot) -> Said:
    """«half past five», «quarter to six»."""
    hour, words = _hour(spot), spot.text.split()
    if hour is None:
        return None
    minutes = hour * 60 + {("half", "past"): 30, ("cuarto", "past"): 15}.get(
        (words[-3], words[-2]), -15
    )
    return Clock(minutes // 60 % 24, minutes % 60)


@rules.on("[desde|entre] [a las] <hour> [<meridiem>] (to|till) <hour2> [<meridiem2>]")
def _span(spot: Spot) -> Said:
    """«from 4 to 6»."""
    first, last = read(spot), read(spot, "2")
    return Hours(first, last) if first and last else None


@rules.on("[a] (un cuarto|dos cuartos|tres cuartos) (de|d') <hour>")
def _quarters(spot: Spot) -> Said:
    """«dos quarts de sis» is half past five: Catalan counts the quarters of the hour to come."""
    hour, words = _hour(spot), spot.text.split()
    if hour is None or not 1 <= hour <= 12:
        return None
    quarters = {"un": 1, "dos": 2, "tres": 3}[next(word for word in words if word != "a")]
    minutes = (hour - 1) % 12 * 60 + 15 * quarters
    return Clock(minutes // 60, minutes % 60)


@rules.on("weekend de despues", "(semana|the semana) despues de (proximo|la semana que viene)")
def _week_after_next(spot: Spot) -> Said:
    """«the week after next»."""
    return count.next_week(spot.moment.today, 2)


@rules.on("(mon|tue|tues|wed|thu|thur|thurs|fri|sat)")
def _short_weekday(spot: Spot) -> Said:
    """«fri 5pm», only as part of an answer to "¿cuándo?"."""
    if not spot.is_answer:
        return None
    weekday = ("mon", "tue", "wed", "thu", "fri", "sat").index(spot.text[:3])
    found = count.coming(weekday, spot.moment.today)
    return Days(found, found)


def _hour(spot: Spot) -> int | None:
    held = spot.held["hour"]
    number = spot.moment.words.numbers.get(held)
    return number if number is not None else int(held) if held.isdecimal() else None
