"""What has been said about when, and the `When` that it makes."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from atrevete_core.domain.commands import DayRange, PartOfDay, When

from ..text.words import Text
from . import joining
from .edges import bounds_of
from .items import Clock, Days, Edge, Hours, Item, Moment, Unit
from .openings import edge_hours, resolve, resolve_span, spans_of

_MOST_DAYS = 31


@dataclass
class Wish:
    """What has been said so far about when."""

    days: Days | None = None
    no_such_day: bool = False
    not_on: list[date] = field(default_factory=list)
    not_weekdays: list[int] = field(default_factory=list)
    hours: Clock | Hours | None = None
    edges: list[Edge] = field(default_factory=list)
    part: PartOfDay | None = None
    soonest: bool = False
    done_by: Clock | None = None

    @property
    def empty(self) -> bool:
        return not (
            self.days or self.no_such_day or self.not_on or self.hours or self.edges or self.part
            or self.soonest or self.not_weekdays or self.done_by
        )  # fmt: skip


def when_of(wish: Wish, items: Sequence[Item], text: Text, moment: Moment) -> When:
    days = _trimmed(_without_refused(wish, moment), wish, moment)
    day = days.single if days else None
    words = text.written(items[0].start, items[-1].end) if items else ""
    said = When(
        days=DayRange(first=days.first, last=days.last) if days else None,
        no_such_day=wish.no_such_day,
        # «el resto de la semana trabajo, el sábado»: the one day that is wished is not refused.
        not_on=tuple(sorted({*wish.not_on, *(days.not_on if days else ())} - {day})),
        weekdays=days.weekdays if days and days.unit is Unit.OPEN else (),
        part=wish.part,
        soonest=wish.soonest,
        words=words[:200],
    )
    hours = _hours(wish, day, moment)
    if hours.get("at") is None:
        bounds = bounds_of(wish.edges, wish.part, day, moment)
        hours |= {key: hours.get(key) or at for key, at in bounds.items()}
    if wish.done_by:
        hours["done_by"] = _end(wish.done_by, day, moment)
    said = said.model_copy(update=hours)
    if said.part and said.at and (said.part is PartOfDay.MORNING) == (said.at >= _AFTER_LUNCH):
        return said.model_copy(update={"part": None})  # «a las 10, porque por la tarde viajo»
    return said


_AFTER_LUNCH = time(15)


def _end(clock: Clock, day: date | None, moment: Moment) -> time:
    """An hour by which something is over lies after the opening: a dinner «a las 9» is at 21:00."""
    said = resolve(clock, None, day, moment)
    opens = min((span.opens for span in spans_of(day, moment)), default=time())
    later = said.hour + _HALF_DAY
    return said.replace(hour=later) if said <= opens and later < _DAY else said


_HALF_DAY, _DAY = 12, 24


def _trimmed(days: Days | None, wish: Wish, moment: Moment) -> Days | None:
    not_on = [*wish.not_on, *days.not_on] if days else []
    return joining.trimmed(days, not_on, moment.today, moment.hours) if days else None


def _without_refused(wish: Wish, moment: Moment) -> Days | None:
    """Refused days narrow an open wish; with no day said they leave "any other day"."""
    days = wish.days
    if days is None and (wish.not_on or wish.not_weekdays):
        days = Days(moment.today, None, Unit.OPEN)
    if days is None or not wish.not_weekdays:
        return days
    if days.first and days.last:  # «de lunes a miércoles no, el resto de la semana»
        length = min((days.last - days.first).days + 1, _MOST_DAYS) if not days.single else 0
        among = (days.first + timedelta(days=ahead) for ahead in range(length))
        wish.not_on += [day for day in among if day.weekday() in wish.not_weekdays]
        return days
    others = tuple(day for day in range(7) if day not in wish.not_weekdays)
    kept = tuple(day for day in days.weekdays if day in others) if days.weekdays else others
    return replace(days, weekdays=kept)


def _hours(wish: Wish, day: date | None, moment: Moment) -> dict[str, time | None]:
    if isinstance(wish.hours, Clock):
        return {"at": resolve(wish.hours, wish.part, day, moment)}
    if isinstance(wish.hours, Hours):
        earliest, latest = resolve_span(wish.hours, wish.part, day, moment)
        return {"earliest": earliest, "latest": latest}
    wished = [each for each in wish.edges if each in (Edge.FIRST, Edge.LAST)]
    if wished:
        earliest, latest = edge_hours(wished[-1], day, moment)
        return {"earliest": earliest, "latest": latest}
    return {}
