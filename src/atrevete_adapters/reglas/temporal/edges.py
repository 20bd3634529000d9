"""«No muy temprano», «a última hora no»: the ends of the day, when they are what is not wanted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time

from atrevete_core.domain.commands import PartOfDay

from ..text.words import Text, listed
from .items import EARLY_AFTERNOON, Days, Edge, Item, Moment, Sign
from .openings import edge_hours
from .rules import Rules, Said, Spot

rules = Rules("edges")

_NOT = "(no|ni|que no sea|no sea|nunca|tampoco)"
_VERY = "(muy|tan|demasiado|super|excesivamente)"
_EARLY, _LATE = "(temprano|tempranito|pronto|prontito)", "(tarde|tardecito|tardisimo)"
_REFUSES = (Sign.NOT, Sign.EXCEPT)
_NOT_THAT = {Edge.FIRST: Edge.NOT_FIRST, Edge.LAST: Edge.NOT_LAST}
_SMALL = listed("el la los las a para que ni de del ya yo me")
_LATER_IN_THE_AFTERNOON = time(17)
#: «por la tarde o a primera hora», «…, así que a primera hora».
_PARTS_THEM = listed("o y asi mejor pero sino no")
#: «a primera hora, que por la tarde trabajo».
_TELLS_WHY = listed("que porque pues ni")


@rules.on(
    f"{_NOT} [a|de] {_VERY} {_EARLY}", f"(ni|que no sea|no sea) [a] ({_EARLY[1:-1]}|primera [hora])"
)
def _not_first(spot: Spot) -> Said:
    return Edge.NOT_FIRST


@rules.on(
    f"{_NOT} [a|de] {_VERY} {_LATE}", f"{_VERY} {_LATE} (no|tampoco)",
    "(ni|que no sea|no sea) [a] ultima [hora]",
)  # fmt: skip
def _not_last(spot: Spot) -> Said:
    """«no muy tarde»; but «no es muy tarde, ¿no?»."""
    return None if spot.after == "?" else Edge.NOT_LAST


@rules.on("(cuanto|mientras|entre) mas (tarde|tardecito) mejor")
def _late(spot: Spot) -> Said:
    return Edge.LAST


@rules.on("(cuanto|mientras|entre) mas (temprano|tempranito|pronto) mejor")
def _early(spot: Spot) -> Said:
    return (PartOfDay.MORNING, Edge.FIRST)


def of_the_afternoon(items: Sequence[Item], text: Text) -> list[Item]:
    """«por la tarde, a primera hora», «la primera hora del jueves por la tarde»: a first hour is
    the morning's, unless the afternoon is said beside it.
    """
    days = [each for each in items if isinstance(each.values[-1], Days)]
    beside = [each for each in items if each not in days or len(days) > 1]
    early: list[Item] = []
    for before, each, after in zip(beside, beside[1:], [*beside[2:], None], strict=False):
        between = {*text.words(before.end, each.start)}
        if Edge.FIRST in each.values and _of_afternoon(before) and not between & _PARTS_THEM:
            early.append(each)
        refused = after is not None and _after(after, each, text)
        goes_on = not refused and not between & (_PARTS_THEM | _TELLS_WHY)
        if Edge.FIRST in before.values and _of_afternoon(each) and goes_on:
            early.append(before)
    return [replace(each, values=(EARLY_AFTERNOON,)) if each in early else each for each in items]


def _of_afternoon(item: Item) -> bool:
    return item.values[-1] is PartOfDay.AFTERNOON


def without_refused_edges(items: Sequence[Item], text: Text) -> list[Item]:
    """«a primera hora no puedo» leaves the rest of the day, not the other half of it."""
    spent: list[Item] = []
    left: dict[int, Item] = {}
    for place, each in enumerate(items):
        left[place] = each
        edge = each.values[-1]
        if not isinstance(edge, Edge) or edge not in _NOT_THAT:
            continue
        refusing = next(
            (one for one in items[place + 1 : place + 2] if _after(one, each, text)), None
        )
        refusing = refusing or next(
            (one for one in items[max(0, place - 1) : place] if _before(one, each, text)), None
        )
        if refusing is not None:
            spent.append(refusing)
            left[place] = replace(each, values=(_NOT_THAT[edge],))
    return [each for each in left.values() if each not in spent]


def _after(sign: Item, item: Item, text: Text) -> bool:
    between = {*text.words(item.end, sign.start)}
    return sign.values[0] in _REFUSES and between <= _SMALL


def _before(sign: Item, item: Item, text: Text) -> bool:
    """«por la tarde, pero no a última hora»; at the beginning «no a última hora» corrects."""
    between = {*text.words(sign.end, item.start)}
    return sign.values[0] in _REFUSES and between <= _SMALL and sign.start > 0


def bounds_of(
    edges: Sequence[Edge], part: PartOfDay | None, day: date | None, moment: Moment
) -> dict[str, time | None]:
    """From when, and until when, if neither the first hour nor the last suits."""
    said: dict[str, time | None] = {}
    if Edge.NOT_FIRST in edges:
        late = part in (PartOfDay.AFTERNOON, PartOfDay.EVENING)
        first = edge_hours(Edge.FIRST, day, moment)[1]
        said["earliest"] = _LATER_IN_THE_AFTERNOON if late else first
    if Edge.NOT_LAST in edges:
        said["latest"] = edge_hours(Edge.LAST, day, moment)[0]
    return said
