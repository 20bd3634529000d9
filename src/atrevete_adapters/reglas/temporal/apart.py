"""Two days, each with hours of its own: «el viernes por la tarde o el sábado temprano»."""

from atrevete_core.domain.commands import PartOfDay

from .items import Clock, Edge, Hours
from .wish import Wish

HoursSaid = tuple[PartOfDay | None, Clock | Hours | None, Edge | None]


def take_hours(wish: Wish) -> HoursSaid:
    """What was said of the first day's hours; what follows is the second's."""
    said = (wish.part, wish.hours, wish.edge)
    wish.part, wish.hours, wish.edge = None, None, None
    return said


def settle(wish: Wish, first: HoursSaid | None) -> None:
    """Hours said once are of both days; two that differ bind none: all of them are shown."""
    second = (wish.part, wish.hours, wish.edge)
    if first is None or not any(first):
        return
    if not any(second):
        wish.part, wish.hours, wish.edge = first
    elif first != second:
        wish.part = wish.part if wish.part is first[0] else None
        wish.hours, wish.edge = None, None
