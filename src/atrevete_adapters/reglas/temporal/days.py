"""Rules for days by their weekday or nearness: «mañana», «el jueves que viene»."""

from datetime import timedelta

from atrevete_core.domain.commands import PartOfDay

from . import arithmetic as count
from .arithmetic import single
from .items import Days, Unit
from .rules import Rules, Said, Spot

rules = Rules("days")

_COMING = "(que viene|que entra|proximo|siguiente|entrante)"
_NEXT = "(proximo|siguiente)"
_NEXT_WEEK = (
    "(la [semana] (que viene|que entra|proxima|siguiente|entrante)|la (proxima|siguiente) semana"
    "|(proxima|siguiente) semana|la otra semana|la otra)"
)


@rules.on("hoy [mismo]", "el dia de hoy", "este mismo dia", "en el dia de hoy", "hoy dia")
def _today(spot: Spot) -> Said:
    return single(spot.moment.today)


@rules.on("ahora", "en este momento")
def _now(spot: Spot) -> Said:
    """«¿me cortáis ahora?»; not «ahora dice mi marido que se apunta»."""
    return single(spot.moment.today) if spot.after in _AFTER_NOW else None


_AFTER_NOW = {"", "en", "a", "por", "si", "o", "y", "con", "para", "puede", "podria", "seria",
              "hay", "tienes", "teneis", "queda", "mismo", *",.?!|"}  # fmt: skip


@rules.on("mañana [mismo]", "el dia de mañana")
def _tomorrow(spot: Spot) -> Said:
    if spot.text == "mañana" and spot.before in {
        "cualquier", "una", "alguna", "cada", "misma", "esa", "aquella",
    }:  # fmt: skip
        return PartOfDay.MORNING
    return single(spot.moment.today + timedelta(days=1))


@rules.on("pasado mañana", "el dia despues de mañana", "dia siguiente a mañana")
def _day_after_tomorrow(spot: Spot) -> Said:
    return single(spot.moment.today + timedelta(days=2))


@rules.on("pasado")
def _day_after_tomorrow_in_short(spot: Spot) -> Said:
    """«mañana o pasado»."""
    begins = spot.is_answer and spot.before in {"", "|", "pues"} and spot.after in {"", "por", "a"}
    short = begins or (
        spot.before in {"o", "mejor", "y", ",", "para"}
        and spot.after not in {"el", "la", "los", "las"}
    )
    return single(spot.moment.today + timedelta(days=2)) if short else None


@rules.on("[el|al|del|de|un|para el] [mismo|dia] <weekday> [mismo]")
def _weekday(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    if spot.text in {"sabados", "domingos"}:  # «¿abrís sábados?»: of all of them
        return Days(spot.moment.today, None, Unit.OPEN, weekdays=(weekday,))
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
    if spot.text.endswith("siguiente") and spot.after in {"a", "al"} and spot.following != "las":
        return None
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return single(count.next_of(weekday, spot.moment.today))


@rules.on(
    "[el|al|del] <weekday> de esta [misma] semana",
    "esta semana el <weekday>",
    "<weekday> esta semana",
)
def _weekday_of_this_week(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    monday = count.this_week(spot.moment.today).first
    return single(count.days_after(monday or spot.moment.today, weekday))


@rules.on(
    f"[el|al|del] <weekday> de {_NEXT_WEEK}",
    f"{_NEXT_WEEK} [el] <weekday>",
    "[el|al] <weekday> [que] no [es|sea] este [,] [sino] el (otro|siguiente)",
    "[el|al] otro <weekday>",
)
def _weekday_of_next_week(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    monday = count.next_week(spot.moment.today).first
    return single(count.days_after(monday or spot.moment.today, weekday))


@rules.on(
    "[el|al|para el] <weekday> de esta [misma] semana no [puedo] [,] [mejor|sino] [el] [de] "
    "(la que viene|la siguiente|la otra|la proxima|la semana que viene|la proxima semana)",
    "este [mismo] <weekday> no [puedo] [,] [mejor|sino] (el|al) que viene",
    "[este|el|al|del|para el] <weekday> [que viene] no [puedo] [,] [mejor|sino] (el|al) "
    "(otro|siguiente)",
    "[el|al] <weekday> siguiente al (proximo|que viene)",
    "[el|al|para el] <weekday> [que viene] [,] [pero] no [el de|el] (este|esta semana|esta) [,] "
    "[sino] (el|al) (otro|siguiente|de la otra|de la siguiente|de la semana que viene)",
)
def _weekday_after_that(spot: Spot) -> Said:
    """«este jueves no, el siguiente»."""
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return single(count.days_after(count.coming(weekday, spot.moment.today), 7))


@rules.on(
    "[el|al] <weekday> de dentro de <n> semanas",
    "[el|al] <weekday> en <n> semanas",
    "[el|al] <weekday> [de] (dentro de|de aqui a) <n> semanas",
    "(dentro de|en|de aqui a) <n> semanas [,] (el|al|un|) <weekday>",
)
def _weekday_in_weeks(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    monday = count.next_week(spot.moment.today, spot.number("n")).first
    return single(count.days_after(monday or spot.moment.today, weekday))


@rules.on("ayer", "anteayer", "antes de ayer", "antier")
def _yesterday(spot: Spot) -> Said:
    """A day that is over, when it is the whole answer: Maite says so."""
    if not spot.is_answer or spot.before or spot.after not in {"", "por"}:
        return None
    return single(spot.moment.today - timedelta(days=1 if spot.text == "ayer" else 2))


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
