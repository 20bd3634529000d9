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
_NEAR = 6
_MOST_AHEAD = 9
_ENDS = frozenset({".", "?", "!", "|"})
#: What one must have done before another thing begins takes about so long.
_MINUTES = 60


def as_bounds(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """The only hour, when it is that of something else, as an earliest or a latest one."""
    clocks = [each for each in items if isinstance(each.values[0], Clock)]
    if len(clocks) != 1:
        return items
    bound = None if _another_is_told(clocks[0], items, text) else _bound(clocks[0], text)
    if bound is None:
        return items
    return [replace(each, values=(bound,)) if each is clocks[0] else each for each in items]


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
        return Hours(None, clock, vague=True)
    ready = _READY.search(f"{said} ") is not None
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
    before = before[max((at for at, word in enumerate(before) if word in _ENDS), default=-1) + 1 :]
    return any(word == "que" and then in _MUST for word, then in pairwise(before))


def _before(clock: Clock) -> Clock:
    return (
        replace(clock, hour=clock.hour - _MINUTES // 60)
        if clock.hour > 1
        else replace(clock, hour=12)
    )
