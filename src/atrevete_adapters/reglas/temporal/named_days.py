"""Rules for days with a name, and for wishes without one: feasts, «cuanto antes», «esta tarde»."""

from atrevete_core.domain.commands import PartOfDay

from . import arithmetic as count
from .arithmetic import single
from .feasts import feast, holy_week, long_weekend, season
from .items import Days, Soonest, Unit
from .rules import Rules, Said, Spot

rules = Rules("named")


@rules.on(
    (
        "[el|la|en|para|por|al|del|de|los] [el|la|los|las] [dia|fiesta|festivo] [de|del] [el|la|"
        "los|las] <feast>"
    ),
)
def _feast(spot: Spot) -> Said:
    day = feast(spot.held["feast"], spot.moment)
    return single(day) if day else None


@rules.on("[en|la|por|para|durante|esta] [la] semana santa")
def _holy_week(spot: Spot) -> Said:
    return holy_week(spot.moment.today)


@rules.on("[el] jueves [santo] y [el] viernes santo")
def _good_friday_and_the_day_before(spot: Spot) -> Said:
    sunday = holy_week(spot.moment.today).last
    return Days(count.days_after(sunday, -3), count.days_after(sunday, -2)) if sunday else None


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
    "(lo|la|el) [que (tengas|tengais|haya)] mas (proximo|proxima|cercano|inmediato)",
    "lo mas temprano (posible|que puedas|que podais)",
    "[el|en el|vuestro] primer hueco",
    (
        "[la|el] (primer|primera) (cita|dia) [libre|disponible] (que (tengas|"
        "tengais|haya|tenga|tengan|os quede|te quede)|libre|disponible)"
    ),
    "[el] primer dia [que] (libre|disponible|tengas|tengais|haya|se pueda|podais)",
    "ya mismo",
    "ahora mismo",
    "urgente",
    "con urgencia",
    "lo antes posible",
    "es urgente",
    "[tan pronto|en cuanto] como (se pueda|puedas|podais|sea posible|pueda)",
    "en cuanto (puedas|podais|se pueda|tengas [un] hueco|tengais [un] hueco|haya [un] hueco)",
    "con la mayor (brevedad|rapidez)",
    "a la mayor brevedad",
    "me urge",
    "cuanto mas pronto mejor",
    "el primer dia que tengas",
)
def _soonest(spot: Spot) -> Said:
    return (Days(spot.moment.today, None, Unit.OPEN), Soonest())


@rules.on(
    "(el mismo|ese|ese mismo) dia [,] lo (antes|mas pronto|mas temprano) [posible|que puedas]",
    "(el mismo|ese|ese mismo) dia [,] [lo] (cuanto antes|antes posible)",
)
@rules.on(
    (
        "[la|el] (primer|primera) (hueco|hora|rato) [libre|disponible] (que (tengas|"
        "tengais|haya|tenga|tengan|os quede|te quede)|libre|disponible)"
    ),
    (
        "(la primera|el primero|el primer hueco) (que (tengas|tengais|haya|tenga|tengan|os quede|"
        "te quede)|libre|disponible)"
    ),
    "[el] primer hueco [que] (libre|disponible|tengas|tengais|haya)",
)
def _soonest_then(spot: Spot) -> Said:
    """Of the day that was told before, if one was."""
    return Soonest()


@rules.on(
    "cualquier dia",
    "cualquiera de esos dias",
    (
        "(el dia|cuando) (que sea|quieras|sea|querais|quiera|prefieras|te venga bien|os venga "
        "bien|mejor te venga)"
    ),
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
