"""An hour that is only told bounds the wish: «a las 4 y media recojo a los niños» (R37)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..text.words import Text
from ..vocabulary.kinds import words_of_kind
from .items import Clock, Days, Hours, Item

#: After these one is free: the wish is later.
_FREE_THEN = words_of_kind("free_from_then")
#: At that hour something else begins: the wish is earlier.
_BUSY_THEN = words_of_kind("busy_from_then")
_MUST = words_of_kind("must_then")
#: «antes de recoger a los niños, que salen a las dos».
_BEFORE_ERRAND = re.compile(
    r"\bantes (?:de|que) (?:(?:ir|irme|que|tener|volver|a|me|los|la|lo) )*"
    rf"(?:{'|'.join(sorted(words_of_kind('errands') | words_of_kind('looks_after')))}) "
    r"(?:[^,.?!| ]+ ){0,5}(?:, que (?:[^,.?!| ]+ ){1,3})?$"
)
#: «que a las dos esté fuera».
_DONE_THEN = re.compile(
    r"(?:ya )?(?:quiero |debo |necesito |tengo que |he de )?(?:este|estemos|estar|haya|haber) "
    r"(?:fuera|list[ao]s?|libres?|terminad|acabad|salid|de vuelta|saliendo)"
)
#: «necesito estar lista para las 6», «tengo que haber acabado a las 12».
_READY = re.compile(
    r"\b(?:estar|este|quedar|quede|haber|tener\w*|salir|verme|irme) (?:ya |todo |toda )?"
    r"(?:list[ao]s?|fuera|libres?|peinad[ao]s?|arreglad[ao]s?|acabado|acabada|terminado|terminada"
    r"|hech[ao]s?|guap[ao]s?|preparad[ao]s?|maquillad[ao]s?|de alli|de ahi) (?:sobre |antes )?$"
)
_FEASTS = "|".join(sorted(words_of_kind("begins_at_an_hour")))
_GAP = (
    r"(?: (?:de|del|en|con|la|el|mi|los|las|que|ya|justo|civil|tarde|noche|hoy|mañana) ?\w*){0,3}?"
)
#: «tengo una cena a las 9», «la boda es a las 12», «para una boda a las 5».
_FEAST = re.compile(
    rf"\b(?:(?:(?:tengo|tenemos|tiene|hay|voy a|vamos a) (?:una?|mi|el|la) (?:{_FEASTS})"
    rf"|(?:la|el|mi) (?:{_FEASTS}){_GAP} (?:es|son|empieza|comienza|sera|sale|seria)){_GAP}"
    rf"|para una? (?:{_FEASTS})|(?<!no )\bhe quedado(?: con (?!vosotr|usted|ella )\w+"
    r"(?: \w+){0,2}?)?(?: (?:hoy|mañana|el \w+|para (?:comer|cenar|merendar)))?) $"
)
_NEAR = 6
_MOST_AHEAD = 9
_ENDS = frozenset({".", "?", "!", "|"})


def as_bounds(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """The hour of something else as an earliest or a latest one, when no other is wished; of two
    such hours the first: «la boda es a las 12 y tengo que salir de casa a las 11».
    """
    items = [_as_end(each, text) for each in items]
    clocks = [each for each in items if isinstance(each.values[0], Clock)]
    told = [each for each in clocks if not _another_is_told(each, items, text)]
    told = [each for each in told if not _is_of_its_day(each, items, text)]
    bounds = {each.start: bound for each in told if (bound := _bound(each, text))}
    if not bounds or len(bounds) < len(clocks) or len(clocks) > _MOST_TOLD:
        return items
    first = min(clocks, key=lambda each: _in_the_day(each.values[0]))
    left = [each for each in items if each is first or each not in clocks]
    return [replace(e, values=(bounds[e.start],)) if e is first else e for e in left]


def _as_end(item: Item, text: Text) -> Item:
    """«acabada antes de las dos», «fuera a la una»: by then it is over."""
    value = item.values[0]
    latest = value.latest if isinstance(value, Hours) and not value.earliest else None
    clock = value if isinstance(value, Clock) else latest
    said = text.between(max(0, item.start - _NEAR), item.start)
    over = _OVER.search(f"{said} ")
    if over and _FREE_AFTER.match(text.between(item.end, item.end + _NEAR) + " "):
        return replace(item, values=(Hours(clock, None, vague=True),)) if clock else item
    led = over or (latest and _READY.search(f"{said} "))
    return replace(item, values=(Hours(vague=True, done_by=clock),)) if clock and led else item


#: «fuera a la una», «acabando antes de las dos», «que salga a las doce».
_OVER = re.compile(
    r"(?:\bfuera|\bhaber (?:ya )?(?:salido|acabado|terminado)(?: ya)?"
    r"|\b(?:acab|termin)(?:ad[ao]s?|ando|ar|e|emos|eis)"
    r"|\b(?:que|para|tengo que|debo|necesito|quiero) (?:salir|salga|salgamos|irme|marcharme)"
    r"(?: de (?:alli|ahi))?|\bsaliendo) (?:como (?:muy tarde|mucho) |sobre )?$"
)
_LEFT = "|".join(sorted(words_of_kind("left_when_free")))
#: «tengo que salir a las 5 | del trabajo», «…a partir de esa hora»: then one is free.
_FREE_AFTER = re.compile(
    rf"del? (?:(?:el|la|mi|las) )?(?:{_LEFT}) "
    r"|,? ?(?:\w+ ){0,2}a partir de (?:ahi|entonces|esa hora) "
)
_MOST_TOLD = 2
_OPENS = 9


def _in_the_day(value: object) -> int:
    """«a la una» comes after «a las doce»."""
    minutes = value.minutes if isinstance(value, Clock) else 0
    return minutes if minutes >= _OPENS * 60 else minutes + 12 * 60


def _another_is_told(item: Item, items: Sequence[Item], text: Text) -> bool:
    """«a las 6, que salgo a las 5 y media»: what is told has an hour of its own."""
    return any(
        isinstance(each.values[0], Hours) and item.end < each.start <= item.end + _NEAR
        and text.word(item.end) in {"que", ",", "porque"}
        for each in items
    )  # fmt: skip


def _is_of_its_day(item: Item, items: Sequence[Item], text: Text) -> bool:
    """«el miércoles 13 a las seis, que salgo del cole»: with its day, that is the wish."""
    day = any(isinstance(each.values[0], Days) and each.end == item.start for each in items)
    why = text.words(item.end, item.end + 2)
    return day and why[:1] == ["que"] and bool(set(why) & _FREE_THEN)


def _bound(item: Item, text: Text) -> Hours | None:
    clock = item.values[0]
    if not isinstance(clock, Clock):
        return None
    after = text.words(item.end, item.end + _MOST_AHEAD)
    after = after[: next((at for at, word in enumerate(after) if word in _ENDS), len(after))]
    said = text.between(max(0, item.start - 2 * _NEAR), item.start)
    if _DONE_THEN.match(" ".join(after)) or _READY.search(f"{said} "):
        return Hours(vague=True, done_by=clock)
    led = _BEFORE_ERRAND.search(f"{said} ") or _FEAST.search(f"{said} ")
    told = (
        led is not None or bool(set(after[:2]) & (_FREE_THEN | _BUSY_THEN)) or _must_be(item, text)
    )
    if not (told or after[:2] == ["asi", "que"] or after[:3] == [",", "asi", "que"]):
        return None
    if {"despues", "luego", "partir"} & set(after) or (set(after[:2]) & _FREE_THEN):
        return Hours(clock, None, vague=True)
    if "antes" in after or told:
        return Hours(vague=True, done_by=on_the_way(clock))
    return None


def _must_be(item: Item, text: Text) -> bool:
    """«tengo que estar en casa a las 6»."""
    before = text.words(max(0, item.start - _NEAR), item.start)
    cuts = [at for at, word in enumerate(before) if word in _ENDS or word == ","]
    before = before[max(cuts, default=-1) + 1 :]
    return any(word == "que" and then in _MUST for word, then in pairwise(before))


def on_the_way(clock: Clock) -> Clock:
    """When one must leave to be somewhere else at that hour."""
    minutes = clock.minutes - _WAY
    return Clock(*divmod(minutes if minutes > 0 else minutes + _HALF_DAY, 60), fixed=clock.fixed)


_WAY, _HALF_DAY = 30, 12 * 60
