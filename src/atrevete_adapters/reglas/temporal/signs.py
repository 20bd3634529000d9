"""Rules for the words between dates: "a partir de", "hasta", "mejor", "menos", "no"."""

from atrevete_core.domain.commands import PartOfDay

from ..vocabulary.kinds import words_of_kind
from .items import FromThere, Shift, Sign
from .rules import Rules, Said, Spot

rules = Rules("signs")

#: «pasado», as people call the day after tomorrow.
_A_DAY = {("pasado", word) for word in ("a", "por", "sobre", "?", ",", ".", "", "|")}


@rules.on("[a] (partir|contar) [de]", "desde")
def _from(spot: Spot) -> Said:
    return Sign.FROM


@rules.on("(despues|pasado|pasada|pasados|pasadas|tras|posterior|siguiente a) [de|a]")
def _after(spot: Spot) -> Said:
    """«después de comer»; but «pasado a las 12» is the day after tomorrow."""
    return None if spot.text == "pasado a" or (spot.text, spot.after) in _A_DAY else Sign.AFTER


@rules.on(
    "siguiente al",
    "posterior al",
    "a la vuelta (de|del)",
    "cuando (acabe|termine|pase|pasen|acaben|terminen)",
    "cuando (salga|salgas|salgamos) de",
)
def _after_it(spot: Spot) -> Said:
    return Sign.AFTER


@rules.on("previo (a|al)", "anterior (a|al)", "previa (a|al)")
def _before_it(spot: Spot) -> Said:
    return Sign.BEFORE


@rules.on("[el|al|un] [mismo] dia (despues|de despues|siguiente|posterior) [de|a]")
def _day_after(spot: Spot) -> Said:
    return Shift(1) if _is_counted(spot) else FromThere(1, 1)


@rules.on(
    (
        "(ese|ese mismo|aquel) dia (no|imposible|fatal|tampoco) ... (al|el|y al) "
        "(siguiente|otro|proximo)"
    ),
    "(dame|dime|ponme|mira|mirame|mejor|prefiero) [para] (el siguiente|el dia siguiente)",
)
def _day_after_that_one(spot: Spot) -> Said:
    """«no puedo ese día, dame el siguiente»."""
    return FromThere(1, 1) if spot.after not in _COUNTED else None


@rules.on("ese [mismo] dia")
def _that_day(spot: Spot) -> Said:
    """«ese día o el viernes»; alone it is the day that is spoken of anyway."""
    return FromThere(0, 0) if spot.after in {"o", "u"} else None


@rules.on(
    (
        "(ese|este) <weekday> (no|imposible|tampoco) [puedo|podre|podemos] [,] "
        "((el|al) (otro|siguiente)|[el] de la semana (siguiente|que viene))"
    ),
)
def _a_week_after_that_one(spot: Spot) -> Said:
    """«ese jueves no, el otro»."""
    return FromThere(7, 13, spot.moment.words.weekdays[spot.held["weekday"]])


@rules.on(
    (
        "(esa|esa misma) semana (no|imposible|fatal|tampoco) ... (a la|la|y la) "
        "(siguiente|otra|proxima|de despues|que viene)"
    ),
)
def _week_after_that_one(spot: Spot) -> Said:
    return FromThere(7, 7, week=True)


@rules.on(
    "[el|un] dia (antes|de antes|anterior|previo) [de|a]",
    "[la|en|por] [la|las] (vispera|visperas) [de]",
)
def _day_before(spot: Spot) -> Said:
    return Shift(-1) if _is_counted(spot) else FromThere(-1, -1)


@rules.on("<n> (dia|dias|semana|semanas) despues [de]")
def _some_days_after(spot: Spot) -> Said:
    days = _days_of(spot)
    return Shift(days) if _is_counted(spot) else FromThere(days, days)


@rules.on("<n> (dia|dias|semana|semanas) antes [de]")
def _some_days_before(spot: Spot) -> Said:
    days = -_days_of(spot)
    return Shift(days) if _is_counted(spot) else FromThere(days, days)


@rules.on("(unos|algunos|un par de|pocos) dias antes", "la semana (de antes|antes|anterior|previa)")
def _shortly_before(spot: Spot) -> Said:
    return None if spot.after in _COUNTED else FromThere(-7, -1)


@rules.on("[el|al] <weekday> (de antes|antes|anterior|previo)")
def _weekday_before(spot: Spot) -> Said:
    weekday = spot.moment.words.weekdays[spot.held["weekday"]]
    return None if spot.after in _COUNTED else FromThere(-7, -1, weekday)


@rules.on("la (tarde|mañana|noche) (de antes|antes|anterior|previa)")
def _part_of_the_day_before(spot: Spot) -> Said:
    part = PartOfDay.MORNING if "mañana" in spot.text else PartOfDay.AFTERNOON
    return None if spot.after in _COUNTED else (FromThere(-1, -1), part)


def _is_counted(spot: Spot) -> bool:
    """Whether the day is named from which is counted."""
    return spot.text.endswith((" de", " a")) or spot.after in _COUNTED


_COUNTED = frozenset({"de", "del", "a", "al", "que"})


def _days_of(spot: Spot) -> int:
    return spot.number("n") * (7 if "seman" in spot.text else 1)


@rules.on("antes [de]", "antes (que|de que sea)")
def _before(spot: Spot) -> Said:
    return Sign.BEFORE


#: «no puedo ir», «no podremos pasarnos».
_CANNOT = (
    "no [me|nos] [puedo|puede|podemos|podre|podremos|podria|podriamos|quiero|queremos|voy a poder|"
    "vamos a poder] [ir|venir|llegar|estar|acudir|asistir|quedar|pasar|pasarme|pasarnos|acercarme|"
    "acercarnos]"
)
_PUT = "|".join(sorted(words_of_kind("not_to_be_put")))
_NOT_PUT = f"no (me|nos) [lo|la|los|las] ({_PUT})"
_NOT_HERE = "no (llego|llegamos|salgo|salimos|acabo|acabamos|termino|estoy|voy|vamos)"


@rules.on(
    "(que no sea|no puede ser|nunca|nada) antes (de|del|de el)",
    f"{_CANNOT} antes (de|del|de el)",
    f"{_NOT_PUT} antes (de|del|de el)",
    f"{_NOT_HERE} antes (de|del|de el)",
)
def _not_before(spot: Spot) -> Said:
    return None if spot.after in _MEALS else Sign.FROM


@rules.on(
    "(que no sea|no puede ser|nunca|nada) (despues|mas tarde) (de|del|de el)",
    f"{_CANNOT} (despues|mas tarde) (de|del|de el)",
    f"{_NOT_PUT} (despues|mas tarde) (de|del|de el)",
)
def _not_after(spot: Spot) -> Said:
    return None if spot.after in _MEALS else Sign.UNTIL


#: «no puedo antes de comer» is a rule of its own.
_MEALS = frozenset({"comer", "comida", "almorzar", "almuerzo", "mediodia", "trabajar"})


@rules.on("hasta", "como (mucho|muy tarde) [para]", "no mas tarde (de|del)")
def _until(spot: Spot) -> Said:
    return Sign.UNTIL


@rules.on(
    "(en|por|para) adelante",
    "o (mas tarde|despues|posterior)",
    "o mas adelante",
    "y (siguientes|posteriores)",
    "o los siguientes",
)
def _onwards(spot: Spot) -> Said:
    return None if spot.after in {"de", "del"} else Sign.ONWARDS


@rules.on("en (vez|lugar) (de|del)", "en (vez|lugar)", "mejor que", "en cambio de")
def _instead_of(spot: Spot) -> Said:
    return Sign.INSTEAD_OF


@rules.on(
    "mejor",
    "perdon",
    "perdona",
    "perdone",
    "(uy|ay|uf|bueno|huy|ah|espera|jo|vaya|no) no",
    "corrijo",
    "me confundi",
    "me he confundido",
    "me he liado",
    "(pensandolo|mirandolo) (mejor|bien)",
    "cambio de (planes|idea|opinion)",
    "digo",
    "quiero decir",
    "rectifico",
    "me equivoque",
    "espera",
    "me he equivocado",
    "sino",
    "prefiero",
    "preferiria",
    "casi mejor",
    "mejor dicho",
    "en realidad",
    "calla [calla]",
    "no , (calla|para|quita|espera)",
    "quita [,] quita",
)
def _correction(spot: Spot) -> Said:
    return Sign.CORRECTION


@rules.on("al final")
def _in_the_end(spot: Spot) -> Said:
    """«corte, barro y que al final me peinen» is said of the last of several things."""
    return Sign.CORRECTION if spot.before != "que" or spot.after in _STILL else None


_STILL = frozenset({"no", "si", "mejor", "prefiero", "solo", "el", "la", "a", "al", "voy", "puedo"})


@rules.on(
    "[a] (primeros|principios|comienzos|inicios|principio|comienzo) (de|del)",
    "a principios",
    "[los|en los] primeros dias (de|del)",
    "a primeros",
)
def _early(spot: Spot) -> Said:
    return Sign.EARLY


@rules.on("[a|hacia] (mediados|mitad|mitades) (de|del)", "a mediados")
def _middle(spot: Spot) -> Said:
    return Sign.MIDDLE


@rules.on(
    "[a|al] (finales|ultimos|final|fines|fin) (de|del)",
    "[los|en los] ultimos dias (de|del)",
    "a finales",
    "a ultimos",
    "a fin de",
)
def _late(spot: Spot) -> Said:
    return Sign.LATE


@rules.on("[en|durante|para] [el] resto (de|del)", "[en] lo que (queda|resta) (de|del)")
def _rest(spot: Spot) -> Said:
    return Sign.REST


@rules.on(
    "(menos|excepto|salvo|quitando|exceptuando|ni|nunca)",
    "que no (sea|caiga|toque|coincida) [en]", "no (quiero|quisiera|me gustaria) que sea",
)  # fmt: skip
def _except(spot: Spot) -> Said:
    return Sign.EXCEPT


@rules.on(
    _CANNOT,
    _NOT_PUT,
    "no voy a poder ni",
    "[a mi] no me (va|viene|iria|vendria) [bien|nada bien]",
    "(me va|me viene) (mal|fatal|regular)",
    "[me] [es|va a ser] imposible [ir|venir|llegar|estar|acudir|asistir|pasarme|acercarme]",
    "descartado",
    "tampoco [puedo] [ir|venir]",
    "ya no [puedo] [ir|venir]",
    "lo tengo (ocupado|fatal|mal|imposible|complicado|lleno)",
    "no tengo libre",
    "no me cuadra",
    "no estoy",
    "estoy fuera",
    "estoy de viaje",
)
def _not(spot: Spot) -> Said:
    """«el jueves no»; but «el jueves, ¿no?» asks for a yes."""
    return None if spot.text == "no" and spot.after == "?" else Sign.NOT


@rules.on("no (puede|podra) ser")
def _asked_with_a_no(spot: Spot) -> Said:
    """«¿a las cinco no puede ser?» asks for it; «a las cinco no puede ser» refuses it."""
    return () if spot.after == "?" else None


@rules.on("(nada|fatal|ni hablar) [que|,|de nada]")
def _never_then(spot: Spot) -> Said:
    """«los sábados nada, que juega mi hijo»."""
    return Sign.NOT if spot.before in spot.moment.words.weekdays else None


@rules.on(
    "[estoy] (trabajo|curro|trabajando|currando|estudio|entreno|duermo)",
    "(doblo|hago doble|tengo doble) [turno]",
)
def _at_work(spot: Spot) -> Said:
    """«el lunes trabajo»; but «salgo del trabajo»."""
    return None if spot.before in {"del", "de", "el", "mi", "al", "un", "por"} else Sign.NOT


@rules.on("(no|tampoco) [me toca] (trabajo|trabajar|curro|currar|estudio|entreno)")
def _off_work(spot: Spot) -> Said:
    """«el viernes no trabajo»: that day is free."""
    return ()


@rules.on(
    "no (vuelvo|volvemos|vengo|regreso|regresamos)",
    "[estoy|estamos|estare|ando|sigo] de (vacaciones|baja|guardia|examenes)",
    "(tengo|tenemos) vacaciones",
)
def _away_until(spot: Spot) -> Said:
    """«no vuelvo hasta el jueves», «hasta el lunes estoy de vacaciones»: from that day on."""
    ends = spot.after == "hasta" or spot.before in spot.moment.words.weekdays
    return Sign.NOT if ends else None


_BUSY_WITH = "|".join(sorted(words_of_kind("keeps_away") | words_of_kind("other_appointments")))


@rules.on(
    f"(tengo|tenemos|estoy en|estoy de) [un|una|el|la] ({_BUSY_WITH})",
    "(estoy|ando|estare) [muy] (ocupada|ocupado|liada|liado|pillada|pillado|reunida|reunido)",
)
def _busy(spot: Spot) -> Said:
    """«tengo clase hasta las 5»: what is told of those hours is that they are not free."""
    return Sign.NOT if spot.after in {"hasta", "de", "desde", "entre"} else None


@rules.on(
    (
        "no (hay|tienes|teneis|habria|queda|quedan|os queda|te queda|tendras|tendriais|seria|"
        "sera) [nada]"
    ),
    (
        "no (podria|podrias|podriais|podrian) (ser|haber|hacerse|hacermelo|darme|ponerme|cogerme|"
        "pasarla|cambiarla|moverla)"
    ),
    "no (puedes|podeis|podrias|podriais) [darme|ponerme|cogerme|hacerme|hacermelo]",
    "antes o despues",
    "mejor que mejor",
    "no se",
    "por que no",
    "no te importa",
    "no pasa nada",
    "como no",
    "no es",
    "mas o menos",
    "[y|o] si no [puede ser|puedes|podeis|hay|tienes|teneis]",
    "por lo menos",
    "al menos",
    "(trabajo|curro) (siempre|cada dia|todos los dias|toda la semana) (menos|salvo|excepto)",
)
def _no_negation(spot: Spot) -> Said:
    """Words with a "no" that refuse no day."""
    return ()
