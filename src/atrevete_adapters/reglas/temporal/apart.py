"""Two days, each with hours of its own: «el viernes por la tarde o el sábado temprano»."""

from collections.abc import Sequence

from atrevete_core.domain.commands import PartOfDay

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
