"""Rules for hours: «a las 5 y media», «de 10 a 1», «a partir de las 6»."""

from datetime import timedelta

from ..text.words import listed
from ..vocabulary.kinds import words_of_kind
from .arithmetic import single
from .bounds import on_the_way
from .items import Clock, Hours
from .rules import Rules, Said, Spot

rules = Rules("clocks")

_NOON = 12


def _clock(index: str = "") -> str:
    """An hour in words or figures, as the notation writes it; `index` tells two of them apart."""
    return (
        f"<hour{index}> [y <plus{index}>|, <half{index}>|menos <less{index}>|<bare{index}>]"
        f" [horas|h|hora] [en punto|y pico|clavadas] [<meridiem{index}>]"
    )


#: «ás 5», «ao mediodía»: Galician.
_AT = "a (las|la|eso de las|eso de la)|as|cara as"
_ABOUT = (
    (
        "(sobre|hacia|como|tipo|en torno|alrededor|cerca|a eso|aproximadamente|por|como a|como "
        "sobre|sobre eso)"
    ),
    " [a|de] (las|la)",
)


def read(spot: Spot, index: str = "") -> Clock | None:
    """The hour that the classes of `_clock(index)` hold."""
    figure = spot.held[f"hour{index}"]
    hour, minute, explicit = _hour_and_minute(spot, figure)
    minute += sum(_minutes(spot, f"{name}{index}") for name in ("plus", "half", "bare"))
    less = _minutes(spot, f"less{index}")
    if hour > 24 or minute > 59:
        return None
    hour %= 24
    fixed = explicit or hour > _NOON or figure.startswith("0")
    total = hour * 60 + minute - less
    said = Clock(total // 60 % 24, total % 60, fixed)
    return _with_meridiem(said, spot.held.get(f"meridiem{index}", ""))


def _hour_and_minute(spot: Spot, figure: str) -> tuple[int, int, bool]:
    if ":" in figure:
        hour, minute = figure.split(":")
        return int(hour), int(minute), len(hour) == 2 and hour[0] == "0"
    return spot.moment.words.number(figure), 0, False


_WORDS = {
    "media": 30,
    "1/2": 30,
    "½": 30,
    "cuarto": 15,
    "un cuarto": 15,
    "1/4": 15,
    "¼": 15,
    "tres cuartos": 45,
    "3/4": 45,
    "pico": 0,
    "algo": 0,
}


def _minutes(spot: Spot, name: str) -> int:
    word = spot.held.get(name, "")
    return _WORDS[word] if word in _WORDS else spot.moment.words.number(word) if word else 0


def _with_meridiem(clock: Clock, meridiem: str) -> Clock:
    """«las 5 de la tarde» → 17:00; «12 de la noche» → 0:00; «12 am» of a salon is noon."""
    if not meridiem or clock.hour > _NOON:
        return clock
    hour = clock.hour % 12
    if meridiem in {"pm", "de la tarde", "por la tarde", "del mediodia", "de mediodia", "tarde"}:
        hour += _NOON if hour < 10 or meridiem == "pm" else 0
    elif meridiem in {"de la noche", "noche"}:
        hour = hour + _NOON if hour else 0
    elif meridiem in {"de la mañana", "por la mañana"} and clock.hour == _NOON:
        hour = _NOON
    if "mediodia" in meridiem and clock.hour in {_NOON, 11, 10}:
        hour = clock.hour
    return Clock(hour, clock.minute, fixed=True)


#: After a number these say that it was an amount.
_AMOUNTS = words_of_kind("amounts")


@rules.on(f"[{_AT}|{_ABOUT}|para las|para la|tipo|tipo a] {_clock()}")
def _hour(spot: Spot) -> Said:
    """An hour needs a sign that it is one: "a las", "y media", "horas", "pm" or 17:30."""
    if spot.after in _AMOUNTS and not spot.has("meridiem"):
        return None
    clock = read(spot)
    if clock is None or not _is_hour(spot):
        return None
    if spot.held.get("plus") in {"pico", "algo"} or "y pico" in spot.text:
        return Hours(clock, Clock(clock.hour + 1, 0, clock.fixed))
    return clock


_FEW_HOURS = frozenset({"1", "2", "3", "dos", "tres", "un par de", "par de"})


def _is_hour(spot: Spot) -> bool:
    if ":" in spot.held["hour"] or spot.has("meridiem") or spot.has("less") or spot.has("half"):
        return True
    first = spot.text.split()[0]
    bare = spot.text.startswith(spot.held["hour"]) and not spot.has("plus")
    if bare and spot.held["hour"] in _FEW_HOURS and not spot.is_answer:
        return False  # «masaje 1h», «retrasarla dos horas»
    if spot.has("plus"):
        return (
            spot.held["plus"] in _WORDS or first != spot.held["hour"].split()[0] or spot.is_answer
        )
    said = set(spot.text.split())
    return bool(said & {"horas", "h", "punto", "pico", "clavadas"}) or (
        first != spot.held["hour"].split()[0] and spot.held["hour"] not in {"un", "uno"}
    )


@rules.on(f"(las|la) {_clock()}")
def _hour_with_article(spot: Spot) -> Said:
    """«las 5» and «las doce»; but «las dos» may be two things."""
    if spot.after in _AMOUNTS and not spot.has("meridiem"):
        return None
    told = (
        any(spot.has(name) for name in ("plus", "half", "less", "bare", "meridiem"))
        or ":" in spot.held["hour"]
    )
    figure = spot.held["hour"]
    after_sign = spot.before in {
        "de",
        "sobre",
        "para",
        "antes",
        "hasta",
        "desde",
        "partir",
        "despues",
        "pasadas",
        "entre",
        "y",
        "a",
        "hacia",
    }
    if not told and figure in {"un", "uno"}:
        return None
    if (
        not told
        and not after_sign
        and (
            figure in {"una", "dos", "tres", "cuatro", "1", "2", "3"}
            or int(spot.moment.words.number(figure)) > 23
        )
    ):
        return None
    clock = read(spot)
    if clock and (spot.held.get("plus") in {"pico", "algo"} or "y pico" in spot.text):
        return Hours(clock, Clock(clock.hour + 1, 0, clock.fixed))
    return clock


@rules.on("<compact> [h|horas]")
def _four_figures(spot: Spot) -> Said:
    """«1030»: only with minutes that people say, so that a year is not an hour."""
    figures = spot.held["compact"].zfill(4)
    hour, minute = int(figures[:2]), int(figures[2:])
    if minute % 5 or spot.before in {"de", "del", "numero", "+"} or hour < 8:
        return None
    return Clock(hour, minute, fixed=hour >= _NOON)


@rules.on(
    "[a|a las|sobre las] [un|faltando] <less> [minutos] (para|pa) [las|la] <hour> [<meridiem>]",
)
def _before_the_hour(spot: Spot) -> Said:
    """«cuarto para las seis», «10 para las 5»: as in Latin America; not «a las 5 para un corte»."""
    hour, told = spot.moment.words.numbers.get(spot.held["hour"]), spot.text.split()
    hour = int(spot.held["hour"]) if hour is None and spot.held["hour"].isdecimal() else hour
    less = _minutes(spot, "less")
    to = max(at for at, word in enumerate(told) if word in {"para", "pa"})
    if hour is None or not 1 <= hour <= 24 or less > 30 or told[to + 1] not in {"las", "la"}:
        return None
    total = (hour * 60 - less) % (24 * 60)
    said = Clock(total // 60, total % 60, fixed=hour > _NOON)
    if not spot.has("meridiem"):
        return said
    whole = _with_meridiem(Clock(hour), spot.held["meridiem"])
    return Clock(*divmod(whole.hour * 60 - less, 60), fixed=True)


@rules.on(
    f"(de|entre|desde) [las|la|a las] {_clock('1')} (a|y|hasta|-) [las|la|a las] {_clock('2')}",
    f"(las|la) {_clock('1')} (a|hasta|-) [las|la] {_clock('2')}",
    f"{_clock('1')} (a|-) [las|la] {_clock('2')}",
)
def _span(spot: Spot) -> Said:
    if spot.after in _AMOUNTS or spot.after in spot.moment.words.months:
        return None
    if spot.after in {"de", "del"} and spot.following in spot.moment.words.months:
        return None
    if _names_day(spot) or _are_ages(spot) or _are_people(spot):
        return None
    first, last = read(spot, "1"), read(spot, "2")
    if first is None or last is None or first.minutes == last.minutes:
        return None
    if spot.text.split()[0] == spot.held["hour1"] and not _looks_like_hours(first, last):
        return None
    if (
        last.fixed
        and not first.fixed
        and last.hour > _NOON
        and first.hour + 12 < last.hour + (last.minute > 0)
    ):
        first = Clock(first.hour + 12, first.minute, fixed=True)
    return Hours(first, last)


def _are_people(spot: Spot) -> bool:
    """«¿podemos las tres a las 11:00?»."""
    if spot.before in {"las", "los"}:  # read with its article before: that was none
        return True
    return spot.text.startswith(("las dos ", "las tres ", "las cuatro ")) and spot.before in _WE


_WE = listed("podemos vamos venimos iriamos iremos vendriamos vendremos juntas queremos seriamos")


def _are_ages(spot: Spot) -> bool:
    """«son dos, de 4 y 7»: no hours are told so."""
    words = spot.text.split()
    return words[0] in {"de", "desde"} and not {"a", "hasta", "-"} & {*words}


def _names_day(spot: Spot) -> bool:
    """«mañana 19 a las cinco», «el sábado 19»: the figure is the day's."""
    first = spot.text.split()[0] == spot.held["hour1"]
    return first and spot.before in {"mañana", "hoy", "dia", "pasado", *spot.moment.words.weekdays}


def _looks_like_hours(first: Clock, last: Clock) -> bool:
    return first.hour > 0 and last.hour > 0


@rules.on(
    (
        "(salgo|acabo|termino|libro|plego|acabamos|salimos|sale|quedo libre|estoy libre|estare "
        "libre) [de|del] [el|la|mi] [trabajar|trabajo|curro|currar|laburo|laburar|chamba|pega|"
        "oficina|tienda|jornada|turno|clase|clases|uni|universidad|instituto|cole|colegio|hospital|alli]"
        f" [a|sobre] [las|la] {_clock()}"
    ),
)
def _free_from(spot: Spot) -> Said:
    """When work ends: an hour that is wished in the same breath counts for more."""
    clock = read(spot)
    return Hours(clock, None, vague=True) if clock else None


@rules.on(
    (
        "(a partir de|desde|despues de|pasadas|no antes de|mas tarde de|como [muy] pronto [a]|"
        f"lo mas pronto [a]) [las|la] {_clock()} [en"
        " adelante]"
    ),
    f"[{_AT}|de] [las|la] {_clock()} (en adelante|o mas tarde|o despues|para arriba)",
    f"[{_AT}] [las|la] {_clock()} como [muy] pronto",
    f"(puedo|libre) (desde|a partir de) [las|la] {_clock()}",
    f"no (llego|salgo|acabo|termino|puedo|estoy|podre) hasta [las|la] {_clock()}",
)
def _from(spot: Spot) -> Said:
    if spot.text.endswith("despues") and spot.after in {"de", "del"}:
        return None
    clock = read(spot)
    return Hours(clock, None) if clock else None


@rules.on(
    (
        "(antes de|hasta|como muy tarde|como mucho|no mas tarde de|maximo) [a|hasta] [las|la] "
        f"{_clock()}"
    ),
    f"[{_AT}] {_clock()} (o antes|como muy tarde|como mucho|maximo)",
)
def _until(spot: Spot) -> Said:
    clock = read(spot)
    return Hours(None, clock) if clock else None


@rules.on(
    "(entro|empiezo|entramos) [a|al|en] [el|la] [trabajar|trabajo|currar|curro|clase|oficina] a "
    f"(las|la) {_clock()}"
)
def _busy_from(spot: Spot) -> Said:
    """«entro a las 12»: the visit is over by then."""
    clock = read(spot)
    return Hours(vague=True, done_by=on_the_way(clock)) if clock else None


@rules.on("dentro de <n> (hora|horas)")
def _hours_ahead(spot: Spot) -> Said:
    """«dentro de dos horas»: today, counted from now."""
    now = spot.moment.now
    then = now + timedelta(hours=spot.number("n"))
    if then.date() != now.date() or spot.before in _ARRIVING:
        return None
    return (single(now.date()), Clock(then.hour, then.minute, fixed=True))


_ARRIVING = frozenset({"llego", "llegare", "llegamos", "estoy", "estare", "tardo", "voy"})
