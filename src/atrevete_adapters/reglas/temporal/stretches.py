"""Rules for more than one day: weeks, months, "del 3 al 7", "el 18 o el 19"."""

from datetime import date, timedelta

from . import arithmetic as count
from .feasts import feast, long_weekend
from .items import Days, NoSuchDay, Sign, Unit
from .rules import Rules, Said, Spot

rules = Rules("stretches")

_MOST_WEEKS = 5
_WORKDAYS = (0, 1, 2, 3, 4)


@rules.on("[en|de|durante|por] (esta|la) [misma] semana", "a lo largo de la semana")
def _this_week(spot: Spot) -> Said:
    if spot.after in {"santa", "del", "de"} and spot.following not in {"despues", "antes"}:
        return None
    if spot.before in {"una", "fin", "a", "cada", "entre"}:
        return None
    return count.this_week(spot.moment.today)


@rules.on("semana")
def _bare_week(spot: Spot) -> Said:
    """«a finales de semana»."""
    return count.week_of(spot.moment.today) if spot.before in {"de", "del"} else None


@rules.on(
    "[en] [la] <ordinal> semana (de|del) [mes] [de] <month>",
    "[en] [la] <ordinal> semana (del mes que viene|del proximo mes)",
    "[en] [la] <ordinal> semana (del|de|de este) mes",
    "[en] [la] <n> semana (de|del) [mes] [de] <month>",
    "en <month> [,] [en] la <ordinal> semana",
)
def _nth_week(spot: Spot) -> Said:
    """«la última semana de enero»: seven days from the month's start, or its last seven."""
    today = spot.moment.today
    said = spot.held.get("ordinal")
    nth = spot.moment.words.ordinals[said] if said else spot.number("n")
    if nth > _MOST_WEEKS:
        return None
    ahead = int(bool({"viene", "proximo"} & {*spot.text.split()}))
    month = count.month_of(*count.months_later(today, ahead))
    if spot.has("month"):
        month = count.coming_month(spot.moment.words.months[spot.held["month"]], today)
    if not (month.first and month.last):
        return None
    if nth < 0:
        return Days(month.last - timedelta(days=6), month.last, Unit.WEEK)
    first = month.first + timedelta(days=7 * (nth - 1))
    return Days(first, first + timedelta(days=6), Unit.WEEK)


@rules.on(
    "[en|para|de|durante|ya] [la] (proxima|siguiente|otra) semana",
    "[para|de] [la|esta] semana (que viene|que entra|proxima|siguiente|entrante)",
    "[en|para|de] la semana [de] despues",
    "[en|para|de] la semana siguiente",
    "la que viene",
    "la otra semana",
)
def _next_week(spot: Spot) -> Said:
    counted_from = spot.after in {"de", "del", "a", "al"} and spot.following != "las"
    if counted_from and spot.text.endswith(("despues", "siguiente")):
        return None
    return count.next_week(spot.moment.today)


@rules.on(
    "esta [semana] (o|u) (la|en la) (siguiente|que viene|otra|proxima|de despues) [semana]",
)
def _this_week_or_the_next(spot: Spot) -> Said:
    today = spot.moment.today
    return Days(count.this_week(today).first, count.next_week(today).last, Unit.WEEK)


@rules.on("esta semana no [puedo] [,] [mejor] (la que viene|la siguiente|la otra|la proxima)")
def _not_this_week(spot: Spot) -> Said:
    return count.next_week(spot.moment.today)


@rules.on(
    "[el] <weekday> pasado",
    "[la] semana pasada",
    "[el] (mes|año|fin de semana|puente) pasado",
    "[la] semana anterior",
)
def _gone(spot: Spot) -> Said:
    """A story, no wish."""
    return None if spot.after in {"mañana", "el", "los"} else ()


@rules.on(
    "(la semana que viene|la proxima semana|la proxima|la que viene) no [puedo] [,] [mejor|sino] "
    "(la siguiente|la otra|la de despues)",
    "la semana siguiente a la (que viene|proxima)",
    "(la semana|la) que viene no la (otra|siguiente)",
)
def _week_after_next(spot: Spot) -> Said:
    return count.next_week(spot.moment.today, 2)


@rules.on(
    "[la] semana (del|de|de el|que empieza el) [dia] <day> [de|del] <month>",
    "[la] semana (del|de) <date>",
)
def _week_of_date(spot: Spot) -> Said:
    if spot.has("date"):
        day, month = [int(part) for part in spot.held["date"].split("/")][:2]
    else:
        day, month = spot.number("day"), spot.moment.words.months[spot.held["month"]]
    found = count.coming_date(day, month, spot.moment.today)
    return count.week_of(found) if found else NoSuchDay()


@rules.on("[en|durante] [la] semana (de|del) [la|el|los|las] [dia] [de] <feast>")
def _week_of_feast(spot: Spot) -> Said:
    day = feast(spot.held["feast"], spot.moment)
    return count.week_of(day) if day else None


@rules.on("[en|durante] [la] semana (de|del) puente")
def _week_of_long_weekend(spot: Spot) -> Said:
    found = long_weekend(spot.moment).last
    return count.week_of(found) if found else None


@rules.on("[la] semana (del|de el|de) [dia] <day>")
def _week_of_day(spot: Spot) -> Said:
    found = count.coming_day(spot.number("day"), spot.moment.today)
    return count.week_of(found) if found else NoSuchDay()


@rules.on("[en|el|este|al|para el|del|de|un|los] [mismo] (fin|fines) de semana", "[el|este] finde")
def _weekend(spot: Spot) -> Said:
    if spot.before == "los" or spot.after == "del":
        return Days(spot.moment.today, None, Unit.OPEN, weekdays=(5, 6))
    return count.weekend_of(spot.moment.today)


@rules.on(
    "[en|el|este|para el|al] (proximo|siguiente) fin de semana",
    "[en|el|este|al|para el] fin de semana (que viene|que entra|proximo|siguiente)",
)
def _next_weekend(spot: Spot) -> Said:
    today = spot.moment.today
    return count.weekend_of(today + timedelta(days=7) if today.weekday() >= 5 else today)


@rules.on(
    "[el] (otro fin de semana|fin de semana siguiente al que viene)",
    "[el] fin de semana de la semana (que viene|proxima|siguiente)",
    "[este|el] (fin de semana|finde) [que viene] no [puedo] [,] [mejor|sino] el "
    "(que viene|siguiente|otro|proximo)",
)
def _weekend_after(spot: Spot) -> Said:
    return count.weekend_of(count.days_after(spot.moment.today, 7))


@rules.on("[el|en el] fin de semana (de|del) [la|los|el] <feast>")
def _weekend_of_feast(spot: Spot) -> Said:
    day = feast(spot.held["feast"], spot.moment)
    return count.weekend_of(day) if day else None


@rules.on("[el] fin de semana (del|de) [dia] <day> [[de|del] <month>]")
def _weekend_of_day(spot: Spot) -> Said:
    today, day = spot.moment.today, spot.number("day")
    month = spot.moment.words.months.get(spot.held.get("month", ""))
    found = count.coming_date(day, month, today) if month else count.coming_day(day, today)
    return count.weekend_of(found) if found else NoSuchDay()


@rules.on(
    "entre semana",
    "[de|un] [dia] (entre semana|laborable)",
    "dias (laborables|de diario)",
    "a diario",
    "de diario",
)
def _workdays(spot: Spot) -> Said:
    return Days(spot.moment.today, None, Unit.OPEN, weekdays=_WORKDAYS)


@rules.on(
    "[los|en los] (proximos|siguientes) <n> dias",
    "[en] los <n> (proximos|siguientes) dias",
    "[en] estos <n> dias",
)
def _coming_days(spot: Spot) -> Said:
    today = spot.moment.today
    return Days(today + timedelta(days=1), count.days_after(today, spot.number("n")), Unit.WEEK)


@rules.on("estos dias", "[en] (los proximos|unos) dias", "un dia de estos", "algun dia de estos")
def _these_days(spot: Spot) -> Said:
    return Days(spot.moment.today, count.days_after(spot.moment.today, 6), Unit.WEEK)


@rules.on("[en|para|durante|todo|a lo largo de] <month> [de <year>]", "(mes de|el mes de) <month>")
def _month(spot: Spot) -> Said:
    if spot.before in {"soy", "llamo", "llama", "san"} or spot.text in {"ago", "dic"}:
        return None
    month = spot.moment.words.months[spot.held["month"]]
    if spot.has("year"):
        return count.month_of(int(spot.held["year"]) % 100 + 2000, month)
    return count.coming_month(month, spot.moment.today)


@rules.on(
    "[en|de|para|durante] este [mismo] mes",
    "(a|de|del|dentro del|en el) mes",
    "de mes",
    "el mes",
    "mes",
)
def _this_month(spot: Spot) -> Said:
    if spot.text == "mes" and spot.before not in {"de", "del"}:
        return None
    return count.month_of(spot.moment.today.year, spot.moment.today.month)


@rules.on(
    "[en|para|a|de|durante] [el] mes (que viene|proximo|siguiente|que entra)",
    "[en|para|de|del|durante] [el] (proximo|siguiente) mes",
    "del mes (que viene|proximo|siguiente|que entra)",
)
def _next_month(spot: Spot) -> Said:
    return count.month_of(*count.months_later(spot.moment.today, 1))


@rules.on(
    (
        "[los|desde el|del|entre el|el|de] [dias|dia] <day> [de <month>] (al|hasta el|a|-|y el|y|"
        "o|o el|,) [dia] <day2> [de|del] <month2> [de|del <year>]"
    ),
)
def _days_and_month(spot: Spot) -> Said:
    months, today = spot.moment.words.months, spot.moment.today
    last_month = months[spot.held["month2"]]
    if {"treinta", "veinte"} & {spot.held["day"]} and spot.number("day2") < 10:
        return None
    first_month = months[spot.held["month"]] if spot.has("month") else last_month
    if spot.has("year"):
        year = int(spot.held["year"]) % 100 + 2000
        last = count.day_of_month(year, last_month, spot.number("day2"))
    else:
        last = count.coming_date(spot.number("day2"), last_month, today)
    return _ending(spot, first_month, last)


def _ending(spot: Spot, first_month: int, last: date | None) -> Said:
    """From the first day named to `last`, in the same year unless that would run backwards."""
    if last is None:
        return NoSuchDay()
    first = count.day_of_month(last.year, first_month, spot.number("day"))
    if first is not None and first > last:
        first = count.day_of_month(last.year - 1, first_month, spot.number("day"))
    return Days(first, last, Unit.WEEK) if first else NoSuchDay()


@rules.on(
    "(del|desde el|entre el) [dia] <day> (al|hasta el|y el) [dia] <day2>",
    "los dias <day> (y|o|al|a|-) [el] <day2>",
    "(el|del) [dia] <day> (o|y) (el|) [dia] <day2>",
)
def _days_of_month(spot: Spot) -> Said:
    if spot.after in {"horas", "h", "años", "personas", "menos", "am", "pm"}:
        return None
    first = count.coming_day(spot.number("day"), spot.moment.today)
    if first is None or spot.number("day2") > 31:
        return NoSuchDay()
    last = count.coming_day(spot.number("day2"), first)
    if last is None:
        return NoSuchDay()
    return Days(first, last, Unit.WEEK)


@rules.on("[el|los] [dia|dias] <day> , [el] <day2> (o|y|u) [el] <day3>")
def _three_days(spot: Spot) -> Said:
    """«el 3, 4 o 5»."""
    numbers = [spot.number(name) for name in ("day", "day2", "day3")]
    if spot.after in spot.moment.words.months or not spot.text.startswith(("el ", "los ", "dia")):
        return None
    first = count.coming_day(min(numbers), spot.moment.today)
    last = count.coming_day(max(numbers), first) if first else None
    if not (first and last):
        return NoSuchDay()
    gap = [count.days_after(first, ahead) for ahead in range((last - first).days)]
    return Days(first, last, Unit.WEEK, not_on=tuple(day for day in gap if day.day not in numbers))


@rules.on("(del|desde [el]|entre [el]|de) <date> (al|a|hasta [el]|y [el]|-) <date2>")
def _dates(spot: Spot) -> Said:
    day, month = [int(part) for part in spot.held["date"].split("/")][:2]
    last_day, last_month = [int(part) for part in spot.held["date2"].split("/")][:2]
    last = count.coming_date(last_day, last_month, spot.moment.today)
    first = count.day_of_month(last.year, month, day) if last else None
    if first and last and first > last:
        first = count.day_of_month(last.year - 1, month, day)
    return Days(first, last, Unit.WEEK) if first and last else NoSuchDay()


@rules.on("(entre|de|desde) (hoy|ahora) (y|a|hasta) [el|la]", "hoy hasta", "de aqui (a|al)")
def _from_now_until(spot: Spot) -> Said:
    """«de hoy al viernes»; but «lo de hoy a las 12» is today."""
    return None if spot.before in {"lo", "la", "cita", "hora", "reserva"} else Sign.UNTIL


@rules.on(
    "[a] (primeros|principios|comienzos|inicios|principio|comienzo) (de|del)",
    "[los|en los] primeros dias (de|del)",
    "nada mas empezar",
    "empezando",
    "a primeros",
    "a principios",
)
def _early(spot: Spot) -> Said:
    return Sign.EARLY


@rules.on("[a] (mediados|mitad|mitades) (de|del)", "a mediados", "hacia mediados (de|del)")
def _middle(spot: Spot) -> Said:
    return Sign.MIDDLE


@rules.on(
    "[a] (finales|ultimos|final|fines|fin) (de|del)",
    "[los|en los] ultimos dias (de|del)",
    "a finales",
    "a ultimos",
    "a fin de",
    "acabando",
)
def _late(spot: Spot) -> Said:
    return Sign.LATE


@rules.on(
    "[en|durante|para] [el] resto (de|del)",
    "[en] lo que queda (de|del)",
    "lo que resta (de|del)",
    "[en] lo que queda",
)
def _rest(spot: Spot) -> Said:
    return Sign.REST
