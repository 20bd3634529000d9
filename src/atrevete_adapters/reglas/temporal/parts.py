"""Rules for parts of the day: «por la tarde», «a última hora», «antes de comer»."""

from atrevete_core.domain.commands import PartOfDay

from ..text.words import listed
from .arithmetic import single
from .items import EARLY_AFTERNOON, Clock, Edge, Hours
from .rules import Rules, Said, Spot

rules = Rules("parts")

_LUNCH_ENDS, _LUNCH_BEGINS = 15, 14


@rules.on(
    "[por|de|en|a|para|durante] (la|las) (mañana|mañanas)",
    "de mañanas",
    "turno de mañana",
    "mañanas",
    "por mañana",
    "mañanera",
    "matinal",
)
def _morning(spot: Spot) -> Said:
    return PartOfDay.MORNING


@rules.on(
    "[por|de|en|a|para|durante] (la|las) (tarde|tardes) [noche]",
    "[por|de|en|a|para] (esa|la) misma tarde",
    "[por|de|en|a|para] esa tarde",
    "(cualquier|alguna|una) tarde",
    "de tardes",
    "turno de tarde",
    "tardes",
    "por tarde",
    "tarde noche",
)
def _afternoon(spot: Spot) -> Said:
    if spot.text == "tardes" and spot.before.startswith("buen"):
        return None
    if spot.text.endswith("noche"):
        return PartOfDay.EVENING
    return PartOfDay.AFTERNOON


_SHIFT = (
    "(voy|vamos|estoy|ando|trabajo|curro|[me] toca"
    "|(tengo|hago|llevo|estoy con|[me] toca) [el|un] turno)"
    " de (mañana|mañanas|tarde|tardes|noche|noches)"
)


@rules.on(_SHIFT)
def _shift_at_work(spot: Spot) -> Said:
    """«esta semana voy de tardes»: the other half of the day is free."""
    if "noche" in spot.text:
        return ()
    return PartOfDay.AFTERNOON if "mañana" in spot.text else PartOfDay.MORNING


#: «más tarde», «es muy tarde», «salgo tarde»: late, and no part of the day.
_LATE_AFTER = listed(
    "mas muy demasiado tan super algo poco es son ya hace salgo sale salimos acabo acabamos "
    "termino terminamos llego llega llegamos voy va vamos"
)


@rules.on("tarde")
def _bare_afternoon(spot: Spot) -> Said:
    """«viernes tarde»; but not «voy tarde» or «más tarde»."""
    if spot.before in _LATE_AFTER:
        return None
    named = {*spot.moment.words.weekdays, "mañana", "hoy", "finde", "preferiblemente",
             "preferentemente"}  # fmt: skip
    if spot.before in named or spot.is_answer:
        return PartOfDay.AFTERNOON
    return None


@rules.on("[por|de|en|a] (la|las) (noche|noches)", "de noche")
def _evening(spot: Spot) -> Said:
    return PartOfDay.EVENING


@rules.on(
    "[a] primera hora",
    "[a] primeras horas",
    "a primera",
    "[muy] temprano",
    "tempranito",
    "prontito",
    "pronto",
    "a primerisima hora",
    "(lo primero|al abrir|a la apertura)",
    "(nada mas|en cuanto|apenas) (abrir|abris|abrais|abran|abren|abras|abra)",
    "cuando (abrais|abran|abras|abra)",
    "[a] [la] 1 [a] hora [de la mañana]",
)
def _first_hour(spot: Spot) -> Said:
    if spot.before in {"mas", "hasta", "lo", "tan"}:
        return None
    return (PartOfDay.MORNING, Edge.FIRST)


@rules.on(
    "[a] (primera hora|primeras horas) (de|de la|por la) (tarde|mediodia)",
    "(pronto|temprano|prontito|tempranito) [por|a|de|en] (la|esta) tarde",
    "a primera de la tarde",
    "nada mas comer",
)
def _early_afternoon(spot: Spot) -> Said:
    if "esta" in spot.text.split():
        return (single(spot.moment.today), PartOfDay.AFTERNOON)
    return (PartOfDay.AFTERNOON, EARLY_AFTERNOON)


@rules.on(
    "[a] (primera hora|primeras horas) (de|por) la mañana",
    "(pronto|temprano|tempranito|prontito) [por|a|de|en] la mañana",
    "bien temprano",
)
def _early_morning(spot: Spot) -> Said:
    return (PartOfDay.MORNING, Edge.FIRST)


@rules.on(
    "[a] (ultima hora|ultimas horas) [(de|por) (la tarde|el dia|la noche)]",
    "[a] ultima hora del dia",
    "[mas|ya|mas bien] (hacia|a|al|sobre|por) [el] final (de|de la|de esa) (tarde|dia)",
    "a ultima",
    "(lo mas tarde posible|lo ultimo que tengas|lo ultimo|la ultima hora que tengas)",
    "[un poco|poco|justo] antes de (cerrar|que cerreis|que cierren|que cierres|que cierre)",
    "antes del cierre",
    "(al cierre|al cerrar)",
    "cuando (vayais a cerrar|cerreis)",
)
def _last_hour(spot: Spot) -> Said:
    if spot.text.endswith(("tarde", "noche")):
        return (PartOfDay.AFTERNOON, Edge.LAST) if spot.text.endswith("tarde") else Edge.LAST
    return Edge.LAST


@rules.on("a ultima hora de la mañana", "ultima hora de la mañana", "a ultima hora por la mañana")
def _late_morning(spot: Spot) -> Said:
    return (PartOfDay.MORNING, Hours(Clock(12, 0, fixed=True), Clock(14, 0, fixed=True)))


@rules.on(
    "[a|de|en|al|por el|el] [el] (mediodia|mediodias)",
    "[a|en] la hora (de comer|de la comida|del almuerzo|de almuerzo|de almorzar)",
    "en mi hora de comer",
)
def _noon(spot: Spot) -> Said:
    return Hours(Clock(13, 0, fixed=True), Clock(16, 0, fixed=True))


@rules.on("[a] media mañana")
def _mid_morning(spot: Spot) -> Said:
    return (PartOfDay.MORNING, Hours(Clock(11, 0, fixed=True), Clock(13, 0, fixed=True)))


@rules.on("[a] media tarde")
def _mid_afternoon(spot: Spot) -> Said:
    return (PartOfDay.AFTERNOON, Hours(Clock(17, 0, fixed=True), Clock(19, 0, fixed=True)))


@rules.on(
    "antes de [ir|irme|irnos] [a] (comer|la comida|almorzar|el almuerzo)",
    "antes de que (coma|me vaya a comer|vaya a comer|comamos)",
    "antes del (almuerzo|mediodia)",
    "antes de mediodia",
)
def _before_lunch(spot: Spot) -> Said:
    return Hours(None, Clock(_LUNCH_BEGINS, 0, fixed=True))


@rules.on(
    "(despues de|tras) [ir a] (comer|la comida|almorzar|el almuerzo|la siesta)",
    "despues del (almuerzo|mediodia)",
    "(recien comida|nada mas comer)",
    "en la sobremesa",
)
def _after_lunch(spot: Spot) -> Said:
    return Hours(Clock(_LUNCH_ENDS, 0, fixed=True), None)


@rules.on(
    (
        "(despues|al salir|cuando salga|cuando salgo|saliendo|a la salida) (del|de) [mi|la] "
        "(trabajo|trabajar|curro|currar|oficina|curre|clase|clases|uni|universidad|cole|colegio|"
        "instituto)"
    ),
    "cuando (salga|termine|acabe) [de trabajar|del trabajo]",
    "fuera del horario de trabajo",
    "despues de la oficina",
)
def _after_work(spot: Spot) -> Said:
    hour = 17 if spot.text.endswith(("cole", "colegio", "clase", "clases", "instituto")) else 18
    return Hours(Clock(hour, 0, fixed=True), None, vague=True)


@rules.on(
    "[a] cualquier hora",
    "(a|me da igual) la hora [que sea|que quieras|me da igual]",
    "a la hora que (sea|quieras|puedas|tengas|querais|podais|tengais)",
    "me da igual la hora",
    "todo el dia",
    "en cualquier momento del dia",
)
def _any_hour(spot: Spot) -> Said:
    return Hours(None, None)
