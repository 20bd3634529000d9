"""Which days are left by what is told of others: «el finde me voy fuera, así que antes», «los
martes tengo inglés y los jueves pilates, cualquier otro día».
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from ..text.words import Text, listed
from ..vocabulary.kinds import words_of_kind
from . import joining
from .items import Days, Item, Moment, NoSuchDay, Sign

#: All days but those that are told.
_ANOTHER = re.compile(
    r"(?<!\bo )(?<!\bu )(?<!\bni )(?<!\bsi no )(?<!\bsino )\b"
    r"(?:otr[oa] (?:dia|fecha)|(?:los|las) (?:demas|otr[oa]s|restantes)(?: dias)?"
    r"|(?:el )?resto(?: de (?:los|la|las) (?:dias|semana))?) "
    r"(?!no\b|imposible|del mes|de (?!los|la|las))"
)
#: Between two days of which the same is told: «los martes y los jueves», «de lunes a miércoles».
_AND = listed("a al y e o ni , el la los las de")
_MORE = listed("y e , tambien ni")
_BETWEEN = listed("el la los las a para que ni de del")
_CUTS = listed(", . ? ! | y e pero asi conque entonces necesito quiero tiene tendria")
_NEVER = words_of_kind("free_time")
_FAR = 6
_ENDS = frozenset({".", "?", "!", "|", ","})


def without_closed(items: Sequence[Item], text: Text) -> list[Item]:
    """«libro el lunes, pero los lunes cerráis: ¿el martes?»: of two days the other."""
    days = [each for each in items if isinstance(each.values[0], Days)]
    shut = {weekday for each in days if _is_shut(each, text) for weekday in _weekdays(each)}
    others = [each for each in days if not {*_weekdays(each)} & shut]
    gone = [each for each in days if each not in others] if others else []
    return [each for each in items if each not in gone]


def without_if_closed(items: Sequence[Item], text: Text, moment: Moment) -> list[Item]:
    """«si el lunes está cerrado, el martes a las seis»: whether it is, the salon knows."""
    days = [each for each in items if isinstance(each.values[0], Days)]
    return [each for each in items if each not in days[:-1] or not _is_if_shut(each, text, moment)]


def _is_if_shut(item: Item, text: Text, moment: Moment) -> bool:
    value = item.values[0]
    day = value.single if isinstance(value, Days) else None
    before = text.words(max(0, item.start - 2), item.start + 1)
    said = "si" in before and _IF_SHUT.match(f"{text.between(item.end, item.end + _FAR)} ")
    return bool(said) and day is not None and not moment.hours.is_open(day)


_IF_SHUT = re.compile(
    r"(?:ya )?(?:(?:esta|estais|estan) cerrad\w+|(?:es|cae en) (?:fiesta|festivo)|cerrais|cierran"
    r"|no (?:abris|abren|trabajais|hay nadie|puede ser|se puede)) "
)


def _weekdays(item: Item) -> tuple[int, ...]:
    value = item.values[0]
    return value.weekdays if isinstance(value, Days) else ()


def _is_shut(item: Item, text: Text) -> bool:
    return recurs(item) and bool(_SHUT.match(f"{text.between(item.end, item.end + _FAR)} "))


_SHUT = re.compile(
    r"(?:ya |no se si )?(?:cerrais|cierran|cierra|no abr\w+|estais cerrad\w+) (?!\?)"
)


def also_told(told: Sequence[Item], items: Sequence[Item], text: Text) -> list[Item]:
    """With those of which the same is told: «los martes tengo inglés y los jueves pilates»."""
    found = list(told)
    days = [each for each in items if isinstance(each.values[0], Days)]
    for place, each in enumerate(days):
        follows = days[place + 1] if place + 1 < len(days) else None
        if follows in found and {*text.words(each.end, follows.start)} <= _AND:
            found.append(each)
    pairs = [*pairwise(days)]
    for first, then in (*pairs, *((then, first) for first, then in reversed(pairs))):
        later = max(first, then, key=lambda each: each.start)
        again = recurs(first) and recurs(then) and text.word(later.start - 1) in _MORE
        if first in found and then not in found and again and _something(then, text, items):
            found.append(then)
    return found


def left_free(
    items: Sequence[Item], told: Sequence[Item], keeps_away: Sequence[Item], text: Text, today: date
) -> list[Item]:
    """The told days refused, or bounds, when the words say so; else as they were."""
    bound = _bounded(items, told, text, today)
    if bound is not None:
        return bound
    wished = [each for each in items if isinstance(each.values[0], Days) and each not in told]
    gone = [each for each in keeps_away if recurs(each) and not wished]
    if _ANOTHER.search(text.line):
        gone = [*told]
        items = [each for each in items if not _is_rest(each, gone, items)]
    return _refused(items, gone, text)


def _is_rest(item: Item, gone: Sequence[Item], items: Sequence[Item]) -> bool:
    """«el resto | de la semana»: all that is left."""
    at = items.index(item)
    rest = item.values[0] is Sign.REST
    return bool(gone) and rest and at + 1 < len(items)


def _refused(items: Sequence[Item], gone: Sequence[Item], text: Text) -> list[Item]:
    left: list[Item] = []
    for place, each in enumerate(items):
        left.append(each)
        after = items[place + 1] if place + 1 < len(items) else None
        goes_on = after in gone and after and {*text.words(each.end, after.start)} <= _AND
        if each in gone and not goes_on and not (after and after.values[0] is Sign.NOT):
            left.append(Item(each.end, each.end, each.rule, (Sign.NOT,)))
    return left


def _bounded(
    items: Sequence[Item], told: Sequence[Item], text: Text, today: date
) -> list[Item] | None:
    """«el finde me voy fuera, tendría que ser antes»: until that day."""
    days = [each for each in items if isinstance(each.values[0], Days | NoSuchDay)]
    if len(days) != 1 or days[0] not in told:
        return None
    value = days[0].values[0]
    sign = next((each for each in items if _is_bare(each, items, text)), None)
    if sign is None or not isinstance(value, Days):
        return None
    between = {*text.words(days[0].end, sign.start)}
    if sign.start > days[0].end and not between & _CUTS:
        return None  # «el viernes salgo antes»
    if not isinstance(sign.values[0], Sign) or value.first is None:
        return None
    bound = joining.open_end(value, sign.values[0], today)
    left = [each for each in items if each is not sign]
    return [replace(each, values=(bound,)) if each is days[0] else each for each in left]


def _is_bare(item: Item, items: Sequence[Item], text: Text) -> bool:
    """«antes», of nothing that follows it: not «antes de las 5», «antes de trabajar»."""
    if item.values[0] not in (Sign.BEFORE, Sign.AFTER) or item.end != item.start + 1:
        return False
    after = [each for each in items if each.start >= item.end]
    near = after and {*text.words(item.end, after[0].start)} <= _BETWEEN
    return not near and text.word(item.end) not in {"de", "del", "que"}


def recurs(item: Item) -> bool:
    value = item.values[0]
    return isinstance(value, Days) and value.last is None and bool(value.weekdays)


def _something(item: Item, text: Text, items: Sequence[Item]) -> bool:
    """«y los jueves pilates»: something is told of them too, nothing wished."""
    end = min([item.end + _FAR, *(each.start for each in items if each.start >= item.end)])
    after = text.words(item.end, end)
    after = after[: next((at for at, word in enumerate(after) if word in _ENDS), len(after))]
    return bool(after) and not _NEVER & {*after} and not {"puedo", "si", "bien"} & {*after}
