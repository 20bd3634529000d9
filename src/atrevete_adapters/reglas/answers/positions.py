"""Which slot on offer is named by its place: «la segunda», «la siguiente», «esa no, la otra»."""

import re
from collections.abc import Sequence

from atrevete_core.ports.language_model import OfferedSlot

from ..reading import Reading
from ..text.notation import Found
from .refused_slots import is_refused_place, refused_hours

_TWO = 2


def position_of(reading: Reading, offered: Sequence[OfferedSlot]) -> int | None:
    for position, span in reading.positions():
        if position <= len(offered) and not (
            is_refused_position(reading, span) or _is_hour(reading, span)
        ):
            return position
    return _of_the_others(reading, offered) or _of_the_only(reading, offered)


def _of_the_only(reading: Reading, offered: Sequence[OfferedSlot]) -> int | None:
    """«con el chico», when only one of those on offer is a man's."""
    genders = {each.name: each.gender for each in reading.situation.catalogue.stylists}
    for intent, gender in (("the_man", "m"), ("the_woman", "f")):
        said = [each for each in reading.spans(intent) if not is_refused_position(reading, each)]
        told = any(reading.text.word(each.end) in {"de", "del", "que", "no"} for each in said)
        theirs = [at for at, e in enumerate(offered, 1) if genders.get(e.stylist) == gender]
        if said and not told and len(theirs) == 1:
            return theirs[0]
    return None


#: «la de las 4 y media no llego, la siguiente».
_NEXT = re.compile(r"\b(?:la siguiente|la proxima|la que (?:viene|va) despues|la de despues)\b")


def _of_the_others(reading: Reading, offered: Sequence[OfferedSlot]) -> int | None:
    """«esa no, la otra» of two; «cualquiera menos la primera»."""
    gone = {
        position % (len(offered) + 1)
        for position, span in reading.positions()
        if is_refused_position(reading, span)
    }
    left = [place for place in range(1, len(offered) + 1) if place not in gone]
    if _NEXT.search(reading.text.line) and (late := refused_hours(reading)):
        hours = {(each.hour % 12, each.minute) for each in late}
        after = [
            at for at, e in enumerate(offered, 2) if (e.start.hour % 12, e.start.minute) in hours
        ]
        return after[-1] if after and after[-1] <= len(offered) else None
    if len(offered) == _TWO and reading.has("position") and "otra" in reading.text.words():
        return left[-1]
    return left[0] if gone and left and (len(left) == 1 or reading.has("any")) else None


def _is_hour(reading: Reading, span: Found[str]) -> bool:
    """«la de la 1», «a la 1»."""
    before = reading.text.word(span.start - 1)
    return before in {"a", "de", "sobre"} and reading.text.word(span.end - 1).isdecimal()


def is_refused_position(reading: Reading, span: Found[str]) -> bool:
    """«la segunda no», «ni la primera», «cualquiera menos la primera»; not «la primera, ¿no?»."""
    start = span.start - (reading.text.word(span.start - 1) in {"la", "el"})
    before = reading.text.word(start - 1)
    denied = reading.text.word(span.end) == "no" and reading.text.word(span.end + 1) != "?"
    excepted = before in {"ni", "menos", "salvo", "excepto"}
    return denied or excepted or is_refused_place(reading, span.start, span.end)
