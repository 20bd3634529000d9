"""Which of the customer's appointments is spoken of, and to when it is to go (S2, R37)."""

import re
from collections.abc import Sequence
from itertools import pairwise

from atrevete_core.domain.commands import PartOfDay
from atrevete_core.ports.language_model import Question, Upcoming

from ..mention import Mention
from ..reading import Reading
from ..temporal.items import Clock, Days, Edge, Hours, Sign
from ..text.notation import Found
from ..text.words import listed
from ..which_and_target import HAVE, MINE, fits, spoken_of, starts_of, target_items
from .somebody_else import is_with_another, wishes_another

_NEAR = 6
#: What takes an appointment out of the book; everything else only says that one cannot come.
_CANCELS = ("cancel", "anul", "borr", "quit", "suspend", "baja", "elimin")
#: Beside these no appointment is to go elsewhere.
_OTHER_BUSINESS = (
    "usual", "how_many", "price", "total", "late", "paid", "receipt", "stop_reminders", "keep",
    "waiting_list", "my_appointments",
)  # fmt: skip
_FEW_WORDS = 3
_ANSWERED = frozenset({Question.NAME, Question.NAME_CHECK, Question.SURNAME, Question.THIRD_NAME})


def moves_own(reading: Reading) -> bool:
    """«lo del martes no puedo, ponme por la tarde»: no word for moving, and yet it is that."""
    now = reading.situation
    if not now.upcoming or now.services or now.offered or reading.question in _ANSWERED:
        return False
    if _names_other_services(reading) and not _speaks_of_own(reading):
        return False
    if really_cancels(reading) or wants_no_other(reading) or _comes_after_all(reading):
        return False
    if _stays_then(reading) or _MUST_COME.search(reading.text.line):
        return False
    if reading.items and not reading.mentions and is_at_a_wrong_time(reading):
        return len(now.upcoming) == 1
    return moves_spoken_of(reading) or _moves_named(reading) or _asks_for_another_hour(reading)


def is_at_a_wrong_time(reading: Reading) -> bool:
    """What was booked is not what was meant, or cannot be reached on that day."""
    line = reading.text.line
    today = any(each.date() == reading.moment.today for each in starts_of(reading))
    return bool(_MISBOOKED.search(line) or (not today and _CANNOT_BE_THERE.search(line)))


#: «el viernes no llego a las cinco, salgo a y media», days before.
_CANNOT_BE_THERE = re.compile(
    r"\bno (?:me da tiempo a llegar|llego|llegare|llegaria|alcanzo|estoy) a las? "
    r".*\b(?:salgo|acabo|termino|hasta|trabajo|curro)\b"
)
#: «me he equivocado de día al reservar, era el jueves».
_MISBOOKED = re.compile(
    r"\bme (?:he |habia )?(?:equivo\w+|confund\w+|liado|lie|colado|cole) (?:de|con) "
    r"(?:el |la )?(?:dia|hora|fecha|semana)\b"
)


#: «¿tengo que llegar 5 minutos antes?».
_MUST_COME = re.compile(
    r"\b(?:tengo|tenemos|hay|habria) que (?:llegar|ir|estar|venir)\b"
    r"|\bhace falta (?:llegar|ir|estar)\b"
)


def _stays_then(reading: Reading) -> bool:
    """«tengo médico el miércoles, pero el jueves voy», «llego de sobra», of the one on Thursday."""
    starts, line = starts_of(reading), reading.text.line
    times = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    days = [each for each in times if isinstance(each.values[0], Days)]
    last = next((each for each in reversed(days)), None)
    said = _IN_TIME.search(line)
    if not said and times and fits(times[-1], starts):
        said = _COMES_THEN.search(line)
    if not times or (last and not fits(last, starts)):
        return False
    return bool(said) and not reading.asks and not reading.has("change", "cancel", "instead")


_IN_TIME = re.compile(
    r"\b(?:llego|llegamos|voy|vamos) (?:de sobra|bien|a tiempo|sin problema|perfect\w+)\b"
)
_COMES_THEN = re.compile(
    r"\b(?:pero|aunque|asi que) (?:\w+ ){0,4}?(?<!no )(?:voy|ire|estare|puedo|genial|perfecto)\b"
    r"|\b(?:alli|ahi) (?:estare|estoy|nos vemos)\b"
)


#: «¿puedo ir…?», «¿podría ser…?», «¿y si voy…?».
_MAY_COME = re.compile(
    r"\b(?:(?:puedo|podria|podemos|podriamos) (?:yo |mejor )?"
    r"(?:ir|llegar|venir|pasar|pasarme|entrar)"
    r"|(?:puede|podria|podra|puedes|podeis) ser|(?:importa|pasa algo|va bien|viene bien|y) si "
    r"(?:yo )?(?:voy|llego|vengo|vamos|me paso)) (?:\w+ ){0,2}$"
)


def _asks_for_another_hour(reading: Reading) -> bool:
    """«vale, ¿pero puedo ir a las 5 y cuarto?», of the only one that there is: no day is named."""
    times = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    starts = starts_of(reading)
    if len(starts) != 1 or not times or not reading.asks or reading.mentions or reading.people:
        return False
    hours = all(isinstance(e.values[0], Clock) and not fits(e, starts) for e in times)
    before = reading.text.between(0, times[0].start)
    new = reading.has(*_OTHER_BUSINESS) or _wants_another(reading)
    new = new or bool(_ON_AN_ERRAND.match(reading.text.between(times[-1].end, len(reading.text))))
    return hours and not new and bool(_MAY_COME.search(f"{before} "))


#: «¿puedo pasar a las 10 a dejar un paquete?».
_ON_AN_ERRAND = re.compile(
    r"(?:a|para) (?:dej|recog|compr|pag|pregunt|llev|busc|devolv|ver)\w*[aei]r"
)
_THAT_DAY = r"(?:ese dia|ese mismo dia|esa (?:fecha|tarde|mañana|hora|semana))"
#: «ese día no puedo», «no puedo a esa hora», of what was told of.
_THEN = re.compile(
    rf"\b{_THAT_DAY} (?:\w+ ){{0,2}}?(?:no|imposible)\b"
    rf"|\bno (?:puedo|podre|podria|voy a poder|me va|me viene) (?:\w+ ){{0,2}}?{_THAT_DAY}\b"
)


def _comes_after_all(reading: Reading) -> bool:
    """«uy, el jueves tengo médico. Ah no, que es el viernes. Perfecto, allí estaré»."""
    said = [each.start for each in reading.spans("attend") if len(each) > 1]
    times = [each.start for each in reading.items if not isinstance(each.values[0], Sign)]
    others = [each.start for each in (*reading.spans("change"), *reading.spans("cannot"))]
    last = said and max(said) > max((*times, *others), default=0)
    return bool(last) and not (reading.asks or reading.has("instead"))


def _moves_named(reading: Reading) -> bool:
    cannot, target = reading.has("cannot", "cancel"), bool(target_items(reading))
    cannot = cannot or _refuses_its_day(reading)
    if not _speaks_of_own(reading) and not _names_its_day(reading):
        another = reading.has("another_day") or "otra hora" in reading.text.line
        another = another or bool(_THEN.search(reading.text.line))
        return (target or another) and reading.has("cannot", "cancel")
    if reading.has("cancel"):
        then = bool(_THEN.search(reading.text.line))  # «no puedo ir a esa hora»
        return (target and reading.has("elsewhere")) or then
    return cannot or (_speaks_of_own(reading) and target and _goes_elsewhere(reading))


def moves_spoken_of(reading: Reading) -> bool:
    """«no, mejor a la 1», right after «cita confirmada»: that one, though nobody names it."""
    own, shifts = spoken_of(reading), reading.has("later", "earlier")
    named = _names_its_day(reading) or _in_its_place(reading)
    instead = reading.has("instead") and not reading.mentions and named
    other = wishes_another(reading, of_its_day=_names_its_day(reading))
    other = other or _names_its_service(reading)
    if own is None and (shifts or other or _speaks_of_own(reading) or instead):
        own = _only_own(reading, other=bool(other))
        but = "pero" in reading.text.words()  # «el viernes puedo, pero más tarde»
        said = reading.asks or (_names_its_day(reading) and (reading.has("elsewhere") or but))
        if shifts and (reading.mentions or not said):
            return False
    if own is None or reading.people or reading.has(*_OTHER_BUSINESS) or _wants_another(reading):
        return False
    corrects = spoken_of(reading) and reading.has("takes_back", "cannot", "another_day", "mistaken")
    somebody_else = is_with_another(reading, own)
    if not spoken_of(reading):
        elsewhere = _is_at_another_hour(reading, own) or _in_its_place(reading)
        return shifts or somebody_else or (instead and elsewhere)
    if not any(not fits(each, [own.start]) for each in target_items(reading)):
        given_up = reading.has("cancel", "stop_booking")
        return bool(corrects or shifts or somebody_else) and not given_up
    cue = bool(corrects) or shifts or reading.has("elsewhere", "instead", "availability")
    if reading.asks or reading.has("book"):
        return cue
    few = len(reading.left_over("greeting", "thanks", "yes", "no")) <= _FEW_WORDS
    return cue or few or reading.text.word(0) == "no"


def _only_own(reading: Reading, *, other: bool) -> Upcoming | None:
    """The only one; of several the one of the day that is named, when it is to be with another."""
    upcoming = reading.situation.upcoming
    days = [each for each in reading.items if isinstance(each.values[0], Days)]
    if len(upcoming) > 1 and len(days) == 1 and (other or reading.stylists):
        upcoming = tuple(each for each in upcoming if fits(days[0], [each.start]))
    return upcoming[0] if len(upcoming) == 1 else None


def _names_its_service(reading: Reading) -> bool:
    """«¿el corte no puede ser con Marta?»; «un corte con Marta» is another one."""
    had = {name for each in reading.situation.upcoming for name in each.services}
    named = [each for each in reading.mentions if had & set(each.names)]
    said = {word for e in named for word in reading.text.words(max(0, e.start - 1), e.end)}
    return bool({"el", "la", "mi"} & said) and reading.has("elsewhere", "instead")


def _is_at_another_hour(reading: Reading, own: Upcoming) -> bool:
    """«¿y si voy el jueves pero a las 7 en vez de a las 6?», «mejor el jueves a última hora»."""
    timed = [each for each in reading.items if isinstance(each.values[0], (Days, *_TIMES))]
    others = [each for each in timed if not fits(each, [own.start])]
    return bool(others) and all(isinstance(each.values[0], _TIMES) for each in others)


_TIMES = (Clock, Hours, PartOfDay, Edge)


def _in_its_place(reading: Reading) -> bool:
    """«¿me ponéis el sábado en vez del viernes?»: instead of the day that it has."""
    signs = {each.end for each in reading.items if each.values[0] is Sign.INSTEAD_OF}
    beside = [each for each in reading.items if each.start in signs]
    return any(isinstance(e.values[0], Days) and fits(e, starts_of(reading)) for e in beside)


def _wants_another(reading: Reading) -> bool:
    """«quiero otra cita el martes»; «a otra hora» is the same one."""
    words = reading.text.words()
    beside = {each.end for each in reading.stylists}  # «a las seis, con Marta también»
    for at, word in enumerate(words):
        if word in {"tambien", "ademas", "aparte"} and at not in beside:
            return True
    return any(
        first in {"otra", "nueva", "segunda"} and then in MINE - {"hora"}
        for first, then in pairwise(words)
    )


def _names_other_services(reading: Reading) -> bool:
    """A service that none of the appointments has is wished anew."""
    had = {name for each in reading.situation.upcoming for name in each.services}
    return any(each.clear and each.names[0] not in had for each in reading.mentions)


def really_cancels(reading: Reading) -> bool:
    """«cancélala», not only «no puedo ir»."""
    return last_cancellation(reading) is not None


def last_cancellation(reading: Reading) -> int | None:
    """Where it is said for the last time."""
    spans = [*reading.spans("cancel"), *reading.spans("cancel_now")]
    return max((each.start for each in spans if takes_out(reading, each)), default=None)


def takes_out(reading: Reading, said: Found[str]) -> bool:
    """«cancela», not «no puedo ir»."""
    return any(word.startswith(_CANCELS) for word in reading.text.words(said.start, said.end))


def wants_no_other(reading: Reading) -> bool:
    """«no podré, y no quiero otra»: nothing moves."""
    said = reading.spans("not_another")
    gives_up = reading.has("cannot", "cancel", "stop_booking")
    gives_up = gives_up or (bool(reading.starts_with("no")) and all(each.start for each in said))
    return bool(said) and gives_up and not reading.has("change", "attend")


def _goes_elsewhere(reading: Reading) -> bool:
    if _pushes(reading) or _has_its_time_told(reading):
        return True
    if not reading.has("elsewhere") or reading.has("confirm"):
        return False
    return not reading.has("my_appointments") or _names_two_days(reading)


def _names_two_days(reading: Reading) -> bool:
    """«mi cita es el jueves, ¿puede ser el viernes?»: its own day, and then another."""
    days = [item for item in reading.items if isinstance(item.values[0], Days)]
    return (
        len(days) > 1
        and fits(days[0], starts_of(reading))
        and not any(fits(each, starts_of(reading)) for each in days[1:])
    )


def _speaks_of_own(reading: Reading) -> bool:
    """«mi cita», «lo de las uñas», «lo del martes»."""
    if reading.has("own"):
        return True
    words = reading.text.words()
    if _has_or_pushes(reading, words):
        return True
    starts = starts_of(reading)
    if any(
        "mismo" in words[each.start : each.end] and fits(each, starts) for each in reading.items
    ):
        return True  # «el mismo miércoles»
    beginnings = {e.start for e in reading.items} | {e.start for e in reading.mentions}
    return any(
        words[index] in {"lo", "la"}
        and words[index + 1] in {"de", "del"}
        and beginnings & {index + 1, index + 2, index + 3}
        for index in range(len(words) - 1)
    )


def _has_or_pushes(reading: Reading, words: Sequence[str]) -> bool:
    """«tengo barro el jueves», «las cejas al martes»: of a service that is booked."""
    had = {name for each in reading.situation.upcoming for name in each.services}
    own = [each for each in reading.mentions if had & set(each.names)]
    return _pushes(reading) or any(is_had(reading, each) for each in own)


def is_had(reading: Reading, named: Mention) -> bool:
    """«tengo masaje», «mi masaje», of one that is booked: it is not wished anew."""
    had = {name for each in reading.situation.upcoming for name in each.services}
    before = reading.text.words(max(0, named.start - 2), named.start)
    first = reading.text.word(named.start)
    mine = bool(HAVE & set(before) or {"mi", "mis", "my"} & {first, *before[-1:]})
    told = reading.text.between(max(0, named.start - _NEAR), named.start + 1)
    mine = mine or _THAT_OF.search(told) is not None  # «la de las cejas»
    return bool(had & set(named.names)) and (mine or _is_told_with_its_time(reading, named))


_THAT_OF = re.compile(r"\b(?:la|lo) (?:del?|de (?:el|la|las|los))(?: \w+)?$")


def _pushes(reading: Reading) -> bool:
    """«las cejas al martes 6 a las 18:30», «cámbiame el corte con Víctor al jueves»: to another
    time.
    """
    had = {name for each in reading.situation.upcoming for name in each.services}
    own = [each for each in reading.mentions if had & set(each.names)]
    return any(reading.text.word(each.end) == "al" or _is_shifted(reading, each) for each in own)


def _is_shifted(reading: Reading, named: Mention) -> bool:
    before = reading.text.words(max(0, named.start - _SHIFTED), named.start)
    verb = next((word for word in reversed(before) if word not in _THE), "")
    return bool(reading.items) and _SHIFTS.match(verb) is not None


_SHIFTED, _THE = 4, listed("el la los las lo de del mi mis este ese esta a")
_SHIFTS = re.compile(
    r"(?:cambi|mov|muev|aplaz|retras|atras|adelant|pospon|pospong|traslad)\w*$"
    r"|pas(?:ar|a|as|ais|ad|en|ame|adme|enme|arme|arnos|arla|arlo)$"
)


def _has_its_time_told(reading: Reading) -> bool:
    """«el corte del jueves 10 lo quiero a las 18:30»: with its own day, and then another time."""
    return any(_is_told_with_its_time(reading, each) for each in reading.mentions)


def _is_told_with_its_time(reading: Reading, named: Mention) -> bool:
    starts = [e.start for e in reading.situation.upcoming if set(e.services) & set(named.names)]
    return any(
        fits(each, starts) and reading.text.word(each.start) in {"del", "de"}
        for each in reading.items
        if each.start == named.end
    )


def _names_its_day(reading: Reading) -> bool:
    """The first day that is named is the day of an appointment."""
    days = [*reading.told, *(each for each in reading.items if isinstance(each.values[0], Days))]
    return bool(days) and fits(days[0], starts_of(reading))


def _refuses_its_day(reading: Reading) -> bool:
    """«el miércoles no», «el miércoles me operan»: the day that they have."""
    if any(fits(each, starts_of(reading)) for each in reading.told):
        return True
    days = {each.date() for each in starts_of(reading)}
    refused = reading.when()
    return refused is not None and bool(days & set(refused.not_on))
