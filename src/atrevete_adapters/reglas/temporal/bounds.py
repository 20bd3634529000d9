"""An hour that is only told bounds the wish: «a las 4 y media recojo a los niños» (R37)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ..vocabulary.kinds import words_of_kind
from ..words import Text
from .items import Clock, Hours, Item

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
    r"(?:ya )?(?:quiero |debo |necesito |tengo que |he de )?(?:este|estemos|estar|haya) "
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
    rf"|para una? (?:{_FEASTS})) $"
)
_NEAR = 6
_MOST_AHEAD = 9
_ENDS = frozenset({".", "?", "!", "|"})
#: What one must have done before another thing begins takes about so long.
_MINUTES = 60


def as_bounds(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """The hour of something else as an earliest or a latest one, when no other is wished; of two
    such hours the first: «la boda es a las 12 y tengo que salir de casa a las 11».
    """
    clocks = [each for each in items if isinstance(each.values[0], Clock)]
    told = [each for each in clocks if not _another_is_told(each, items, text)]
    bounds = {each.start: bound for each in told if (bound := _bound(each, text))}
    if not bounds or len(bounds) < len(clocks) or len(clocks) > _MOST_TOLD:
        return items
    first = min(clocks, key=lambda each: _in_the_day(each.values[0]))
    left = [each for each in items if each is first or each not in clocks]
    return [replace(e, values=(bounds[e.start],)) if e is first else e for e in left]


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


def _bound(item: Item, text: Text) -> Hours | None:
    clock = item.values[0]
    if not isinstance(clock, Clock):
        return None
    after = text.words(item.end, item.end + _MOST_AHEAD)
    after = after[: next((at for at, word in enumerate(after) if word in _ENDS), len(after))]
    said = text.between(max(0, item.start - 2 * _NEAR), item.start)
    if _BEFORE_ERRAND.search(f"{said} ") or _DONE_THEN.match(" ".join(after)):
        return Hours(None, _before(clock), vague=True)
    ready = _READY.search(f"{said} ") is not None or _FEAST.search(f"{said} ") is not None
    told = ready or bool(set(after[:2]) & (_FREE_THEN | _BUSY_THEN)) or _must_be(item, text)
    if not (told or after[:2] == ["asi", "que"] or after[:3] == [",", "asi", "que"]):
        return None
    if {"despues", "luego", "partir"} & set(after) or (set(after[:2]) & _FREE_THEN):
        return Hours(clock, None, vague=True)
    if "antes" in after or told:
        return Hours(None, _before(clock), vague=True)
    return None


def _must_be(item: Item, text: Text) -> bool:
    """«tengo que estar en casa a las 6»."""
    before = text.words(max(0, item.start - _NEAR), item.start)
    cuts = [at for at, word in enumerate(before) if word in _ENDS or word == ","]
    before = before[max(cuts, default=-1) + 1 :]
    return any(word == "que" and then in _MUST for word, then in pairwise(before))


def _before(clock: Clock) -> Clock:
    return (
        replace(clock, hour=clock.hour - _MINUTES // 60)
        if clock.hour > 1
        else replace(clock, hour=12)
    )
