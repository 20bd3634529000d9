"""Two days, each with hours of its own: «el viernes por la tarde o el sábado temprano»."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from atrevete_core.domain.commands import PartOfDay

from ..text.words import Text, listed
from .items import Clock, Days, Edge, Hours, Item
from .wish import Wish

HoursSaid = tuple[PartOfDay | None, Clock | Hours | None, list[Edge]]


def take_hours(wish: Wish) -> HoursSaid:
    """What was said of the first day's hours; what follows is the second's."""
    said = (wish.part, wish.hours, wish.edges)
    wish.part, wish.hours, wish.edges = None, None, []
    return said


def settle(wish: Wish, first: HoursSaid | None) -> None:
    """Hours said once are of both days; two that differ bind none: all of them are shown."""
    second = (wish.part, wish.hours, wish.edges)
    if first is None or not any(first):
        return
    if not any(second):
        wish.part, wish.hours, wish.edges = first
    elif first != second:
        wish.part = wish.part if wish.part is first[0] else None
        wish.hours, wish.edges = None, []


def at_their_hours(items: Sequence[Item], text: Text) -> list[Item]:
    """«trabajo de lunes a viernes hasta las 6», «trabajo mañana de 9 a 2»: what is told of the days
    is that those hours are not free; of several days only the hours matter.
    """
    left = [*items]
    for at, sign in enumerate(items):
        said = at > 0 and _touch(items[at - 1], sign, text) and _is_day(items[at - 1])
        if sign.rule not in AT_WORK or said:
            continue
        last = at + 1
        for before, each in pairwise(items[at:]):
            if not (_is_day(each) and _touch(before, each, text)):
                break
            last += 1
        days = items[at + 1 : last]
        hours = items[last] if last < len(items) else None
        if not (days and hours and _touch(days[-1], hours, text) and _is_stretch(hours)):
            continue
        place = left.index(sign)
        moved = replace(sign, start=hours.start, end=hours.start)
        left[place : place + len(days) + 1] = [*(days if len(days) == 1 else ()), moved]
    return left


def _touch(one: Item, other: Item, text: Text) -> bool:
    return {*text.words(one.end, other.start)} <= _LIGHT


def _is_day(item: Item) -> bool:
    return isinstance(item.values[0], Days)


def _is_stretch(item: Item) -> bool:
    return isinstance(item.values[0], Hours | PartOfDay)


_LIGHT = listed("el la los las de del a al y hasta solo por")


def refuses_the_next(items: Sequence[Item], here: int) -> bool:
    """«mañana no puedo por la mañana», «los lunes trabajo hasta las 3» refuse those hours, not the
    day.
    """
    if len(items) <= here + 2 or not isinstance(items[here].values[0], Days):
        return False
    sign, following = items[here + 1 : here + 3]
    return (
        sign.end == following.start
        and (sign.end - sign.start > 1 or sign.rule in AT_WORK)
        and isinstance(following.values[0], PartOfDay | Clock | Hours)
    )


#: Of hours that follow them these signs tell that they are not free.
AT_WORK = frozenset({"signs.at_work", "signs.busy"})
