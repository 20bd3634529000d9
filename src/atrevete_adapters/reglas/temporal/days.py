"""Rules for single days: today, weekdays, dates, feasts, "dentro de dos viernes"."""

from datetime import date, timedelta

from atrevete_core.domain.commands import PartOfDay

from . import arithmetic as count
from .arithmetic import single
from .feasts import feast, holy_week, long_weekend, season
from .items import Days, NoSuchDay, Soonest, Unit
from .rules import Rules, Said, Spot

rules = Rules("days")

_COMING = "(que viene|que entra|proximo|siguiente|entrante)"
_NEXT = "(proximo|siguiente)"
_NEXT_WEEK = (
    "(la [semana] (que viene|que entra|proxima|siguiente|entrante)|la (proxima|siguiente) semana"
    "|(proxima|siguiente) semana|la otra semana|la otra)"
)
_NEXT_MONTH = (
    "(el [mes] (que viene|que entra|proximo|siguiente)|[el] (proximo|siguiente) mes|mes que viene)"
)


def _named(day: date | None) -> Said:
    return single(day) if day else NoSuchDay()


@rules.on("hoy [mismo]", "el dia de hoy", "este mismo dia", "en el dia de hoy", "hoy dia")
def _today(spot: Spot) -> Said:
    return single(spot.moment.today)


@rules.on("ahora", "en este momento")
def _now(spot: Spot) -> Said:
    return None if spot.after in {"no", "que", "te", "os", "le"} else single(spot.moment.today)


@rules.on("mañana [mismo]", "el dia de mañana", "dia siguiente", "al dia siguiente")
def _tomorrow(spot: Spot) -> Said:
    return single(spot.moment.today + timedelta(days=1))


@rules.on("pasado mañana", "el dia despues de mañana", "dia siguiente a mañana")
def _day_after_tomorrow(spot: Spot) -> Said:
    return single(spot.moment.today + timedelta(days=2))


@rules.on("pasado")
def _day_after_tomorrow_in_short(spot: Spot) -> Said:
    """ "mañana o pasado"."""
    short = spot.before in {"o", "mejor", "y"} and spot.after not in {"el", "la", "los", "las"}
    return single(spot.moment.today + timedelta(days=2)) if short else None


@rules.on("[el|al|del|de|un|para el] [mismo|dia] <weekday> [mismo]")
def _weekday(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return Days(
        *(count.coming(weekday, spot.moment.today),) * 2, unit=Unit.WEEKDAY, weekdays=(weekday,)
    )


@rules.on(
    "este [mismo] <weekday>",
    "este proximo <weekday>",
    "[el] <weekday> este",
    "este <weekday> que viene",
)
def _this_weekday(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return single(count.coming_or(weekday, spot.moment.today))


@rules.on(
    f"[el|al|este|del] <weekday> {_COMING}",
    f"[el|al|del|para el] {_NEXT} <weekday>",
    f"[el|al|del] <weekday> mas {_NEXT}",
)
def _next_weekday(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return single(count.next_of(weekday, spot.moment.today))


@rules.on(
    "[el|al|del] <weekday> de esta [misma] semana",
    "esta semana el <weekday>",
    "<weekday> esta semana",
)
def _weekday_of_this_week(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    monday = count.week_of(spot.moment.today).first
    return single(count.days_after(monday or spot.moment.today, weekday))


@rules.on(
    f"[el|al|del] <weekday> de {_NEXT_WEEK}",
    f"{_NEXT_WEEK} [el] <weekday>",
    "[el|al|del] <weekday> no (el siguiente|el otro)",
    "[el|al] <weekday> no este [sino] el (otro|siguiente)",
    "[el|al] otro <weekday>",
)
def _weekday_of_next_week(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    monday = count.next_week(spot.moment.today).first
    return single(count.days_after(monday or spot.moment.today, weekday))


@rules.on(
    "[el|al] <weekday> de dentro de <n> semanas",
    "[el|al] <weekday> en <n> semanas",
    "[el|al] <weekday> de aqui a <n> semanas",
)
def _weekday_in_weeks(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    monday = count.next_week(spot.moment.today, spot.number("n")).first
    return single(count.days_after(monday or spot.moment.today, weekday))


@rules.on("[el] <weekday> en (ocho|8) [dias]", "(de|del) <weekday> en (ocho|8) [dias]")
def _weekday_in_eight(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return single(count.days_after(count.coming(weekday, spot.moment.today), 7))


@rules.on("dentro de <n> <weekday>", "de aqui a <n> <weekday>", "en <n> <weekday>")
def _nth_coming_weekday(spot: Spot) -> Said:
    first = count.coming(spot.moment.words.weekdays[spot.held["weekday"]], spot.moment.today)
    return single(count.days_after(first, 7 * (spot.number("n") - 1)))


@rules.on(
    "[todos] los <weekday> [(y|o) los <weekday2>]",
    "(cualquier|algun) <weekday>",
    "los <weekday> (y|o) <weekday2>",
    "un <weekday> (cualquiera|que)",
)
def _recurring(spot: Spot) -> Said:
    days = {
        spot.moment.words.weekdays[spot.held[name]]
        for name in ("weekday", "weekday2")
        if spot.has(name)
    }
    return Days(spot.moment.today, None, Unit.OPEN, weekdays=tuple(sorted(days)))


#: After a number these make it an hour or an amount, not a day.
_NO_DAY_IF_NEXT = frozenset(
    [
        "años",
        "año",
        "euros",
        "euro",
        "personas",
        "horas",
        "hora",
        "h",
        "minutos",
        "veces",
        "%",
        "por",
        "semanas",
        "dias",
        "y",
        "menos",
        "am",
        "pm",
    ]
)


@rules.on("[el|este|al|del|para el] <weekday> [,] [el|dia] [dia] <day>")
def _weekday_with_number(spot: Spot) -> Said:
    if spot.after in _NO_DAY_IF_NEXT - {"y", "por"} or not 1 <= spot.number("day") <= 31:
        return None
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return _named(count.weekday_with_number(weekday, spot.number("day"), spot.moment.today))


@rules.on(
    "[el|al|del] [<weekday>] [el|al|del|dia] [dia] <day> del (mes que viene|proximo mes|mes proximo|mes siguiente|que viene)",
)
def _day_of_next_month(spot: Spot) -> Said:
    year, month = count.months_later(spot.moment.today, 1)
    return _checked(spot, count.day_of_month(year, month, spot.number("day")))


@rules.on("[el|al|del] [dia] <day> de este [mismo] mes", "este mes el [dia] <day>")
def _day_of_this_month(spot: Spot) -> Said:
    today = spot.moment.today
    return _checked(spot, count.day_of_month(today.year, today.month, spot.number("day")))


_WEEKDAY = "[el|al|del|este] [<weekday>] [,]"


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


@rules.on("(el|al|del) <day>", "[el|al|del|de] dia <day>")
def _number(spot: Spot) -> Said:
    day = spot.number("day")
    if spot.after in _NO_DAY_IF_NEXT - {"por", "y"} or spot.held["day"] in {"un", "una", "uno"}:
        return None
    if not 1 <= day <= 31:
        return NoSuchDay() if 31 < day < 40 else None
    return _named(count.coming_day(day, spot.moment.today))


@rules.on("<day>")
def _number_alone(spot: Spot) -> Said:
    """ "15", as the whole answer to "¿qué día?"."""
    if not spot.is_answer or spot.before or spot.after:
        return None
    return _number(spot)


@rules.on(
    "[el] <ordinal> <weekday> (del mes|de este mes|de mes)", "[el] <ordinal> <weekday> de <month>"
)
def _ordinal_weekday(spot: Spot) -> Said:
    return _nth(spot, *_said_month(spot))


@rules.on(
    "[el] <ordinal> <weekday> ... (de|del) [el] (mes que viene|proximo mes|mes proximo|mes siguiente)",
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
    f"(en|dentro de|de aqui a|pasados|de aqui en|a) [unos|otros] <n> dias {_FROM_TODAY}",
    "<n> dias (a partir|a contar|despues) de (hoy|ahora)",
    "(en|dentro de) un dia",
)
def _in_days(spot: Spot) -> Said:
    return single(count.days_after(spot.moment.today, spot.number("n") if spot.has("n") else 1))


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


@rules.on(
    "[el|la|en|para|por|al|del|de|los] [el|la|los|las] [dia|fiesta|festivo] [de|del] [el|la|los|las] <feast>",
)
def _feast(spot: Spot) -> Said:
    day = feast(spot.held["feast"], spot.moment)
    return single(day) if day else None


@rules.on("[en|la|por|para|durante|esta] [la] semana santa")
def _holy_week(spot: Spot) -> Said:
    return holy_week(spot.moment.today)


@rules.on("[en|por|para|durante] [las|la|el|estas] <season>")
def _season(spot: Spot) -> Said:
    return season(spot.held["season"], spot.moment)


@rules.on(
    "[en|el|este|durante|para|del] [el|este] puente",
    "[en|el|durante|del] [el] puente de [la|los] <feast>",
    "[en|el|durante|del] [el] puente (de|del) <month>",
)
def _long_weekend(spot: Spot) -> Said:
    if spot.has("feast"):
        return long_weekend(spot.moment, feast(spot.held["feast"], spot.moment))
    if spot.has("month"):
        month = count.coming_month(spot.moment.words.months[spot.held["month"]], spot.moment.today)
        return long_weekend(spot.moment, max(month.first or spot.moment.today, spot.moment.today))
    return long_weekend(spot.moment)


@rules.on(
    "(cuanto|cuando) antes",
    "lo antes [que] (posible|pueda|puedas|podais|podamos|se pueda)",
    "lo mas (pronto|rapido|antes) (posible|que puedas|que podais|que se pueda)",
    "lo antes que (puedas|podais)",
    "lo primero que (tengas|tengais|haya|tenga|tengan|os quede|te quede|salga)",
    "lo mas pronto",
    "[la|el] (primer|primera) (hueco|hora|cita|dia|rato) [libre|disponible] (que (tengas|tengais|haya|tenga|tengan|os quede|te quede)|libre|disponible)",
    "(la primera|el primero|el primer hueco) (que (tengas|tengais|haya|tenga|tengan|os quede|te quede)|libre|disponible)",
    "[el] primer (hueco|dia) [que] (libre|disponible|tengas|tengais|haya)",
    "ya mismo",
    "ahora mismo",
    "urgente",
    "con urgencia",
    "lo antes posible",
    "es urgente",
    "me urge",
    "cuanto mas pronto mejor",
    "el primer dia que tengas",
)
def _soonest(spot: Spot) -> Said:
    return (Days(spot.moment.today, None, Unit.OPEN), Soonest())


@rules.on(
    "cualquier dia",
    "cualquiera de esos dias",
    "(el dia|cuando) (que sea|quieras|sea|querais|quiera|prefieras|te venga bien|os venga bien|mejor te venga)",
    "cuando (puedas|podais|tengas|tengais|haya) [un|algun|algo] [hueco|sitio|libre|hora|rato]",
    "(me da|da) igual el dia",
    "el dia me da igual",
    "cualquier momento",
    "un dia cualquiera",
    "el dia es lo de menos",
    "dia me da igual",
)
def _any_day(spot: Spot) -> Said:
    return Days(spot.moment.today, None, Unit.OPEN)


@rules.on("esta mañana", "hoy por la mañana", "hoy a la mañana")
def _this_morning(spot: Spot) -> Said:
    return (single(spot.moment.today), PartOfDay.MORNING)


@rules.on(
    "esta [misma] tarde", "[luego] a la tarde de hoy", "luego por la tarde", "luego a la tarde"
)
def _this_afternoon(spot: Spot) -> Said:
    return (single(spot.moment.today), PartOfDay.AFTERNOON)


@rules.on("esta noche", "esta tarde noche", "hoy por la noche")
def _this_evening(spot: Spot) -> Said:
    return (single(spot.moment.today), PartOfDay.EVENING)
