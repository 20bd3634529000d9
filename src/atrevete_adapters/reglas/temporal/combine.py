"""Puts the words of a date together: ranges, refusals, corrections, the bare hour's half of day."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta

from atrevete_core.domain.commands import DayRange, PartOfDay, When

from ..words import Text
from . import arithmetic as count
from .items import Clock, Days, Edge, Hours, Item, Moment, NoSuchDay, Sign, Soonest, Unit
from .openings import edge_hours, resolve, resolve_span

_DAY = timedelta(days=1)
_OTHER_HALF = {PartOfDay.MORNING: PartOfDay.AFTERNOON, PartOfDay.AFTERNOON: PartOfDay.MORNING}


@dataclass
class Wish:
    """What has been said so far about when."""

    days: Days | None = None
    no_such_day: bool = False
    not_on: list[date] = field(default_factory=list)
    not_weekdays: list[int] = field(default_factory=list)
    hours: Clock | Hours | None = None
    edge: Edge | None = None
    part: PartOfDay | None = None
    soonest: bool = False

    @property
    def empty(self) -> bool:
        return not (
            self.days or self.no_such_day or self.not_on or self.hours or self.edge or self.part
            or self.soonest or self.not_weekdays
        )  # fmt: skip


def combine(items: Sequence[Item], text: Text, moment: Moment) -> When | None:
    """One wish from all items; None when they say nothing about when."""
    kept = _Reader(items, text, moment).read()
    return None if kept.empty else _when(kept, items, text, moment)


class _Reader:
    """Reads the items from left to right, each with the signs beside it."""

    def __init__(self, items: Sequence[Item], text: Text, moment: Moment) -> None:
        self._items, self._text, self._moment = list(items), text, moment
        self._wish = Wish()
        self._corrected = False
        self._index = 0

    def read(self) -> Wish:
        while self._index < len(self._items):
            item = self._items[self._index]
            for value in item.values:
                self._take(value, item)
            self._index += 1
        return self._wish

    # — what stands beside an item —

    def _neighbour(self, step: int) -> Item | None:
        """The next item in that direction when only small words lie between."""
        place = self._index + step
        if not 0 <= place < len(self._items):
            return None
        here, there = self._items[self._index], self._items[place]
        first, last = (here, there) if step > 0 else (there, here)
        between = self._text.words(first.end, last.start)
        small = {
            "el",
            "la",
            "las",
            "los",
            "a",
            "para",
            "que",
            "ni",
            "de",
            "del",
            "bien",
            "ya",
            "por",
        }
        return there if set(between) <= small else None

    def _sign(self, step: int) -> Sign | None:
        beside = self._neighbour(step)
        if beside is None:
            return None
        value = beside.values[0]
        return value if isinstance(value, Sign) else None

    def _refused(self) -> bool:
        """Whether the item here is what the customer does not want."""
        before, after = self._sign(-1), self._sign(1)
        if after is Sign.NOT and not self._not_is_of_the_next():
            return True
        if before is Sign.EXCEPT:
            return True
        if before is Sign.INSTEAD_OF:
            return True
        return before is Sign.NOT and not self._not_was_of_the_last()

    def _not_is_of_the_next(self) -> bool:
        """«por la tarde no puedo el jueves» is rare: the "no" belongs to what it follows,
        unless a comma or another message stands between.
        """
        return False

    def _not_was_of_the_last(self) -> bool:
        """«el jueves no el viernes»: the «no» was spent on the Thursday."""
        here = self._items[self._index - 1]
        before = self._items[self._index - 2] if self._index >= 2 else None
        spent = (
            before is not None
            and before.end == here.start
            and not isinstance(before.values[0], Sign)
        )
        bare = self._text.between(here.start, here.end) == "no"
        return spent or (bare and not self._something_else_follows())

    def _something_else_follows(self) -> bool:
        return any(
            isinstance(value, Days | Clock | Hours | PartOfDay)
            for item in self._items[self._index + 1 :]
            for value in item.values
        )

    def _joined_by(self, step: int) -> str:
        """The words between this item and its neighbour."""
        place = self._index + step
        if not 0 <= place < len(self._items):
            return "?"
        first, last = sorted((self._index, place))
        return self._text.between(self._items[first].end, self._items[last].start)

    # — taking values —

    def _take(self, value: object, item: Item) -> None:
        match value:
            case Sign():
                self._take_sign(value)
            case Days():
                self._take_days(value, item)
            case NoSuchDay():
                self._wish.no_such_day = not self._refused() or self._wish.no_such_day
            case Clock() | Hours():
                self._take_hours(value)
            case PartOfDay():
                self._take_part(value)
            case Edge():
                self._wish.edge = value
            case Soonest():
                self._wish.soonest = True

    def _take_sign(self, sign: Sign) -> None:
        if sign is Sign.CORRECTION:
            self._corrected = not self._wish.empty

    def _take_part(self, part: PartOfDay) -> None:
        if self._refused():
            other = _OTHER_HALF.get(part, PartOfDay.MORNING)
            self._wish.part = self._wish.part or other
            return
        both = self._wish.part not in (None, part) and self._joined_by(-1) in {"o", "y", "o por"}
        self._wish.part = None if both else part
        if self._corrected:
            self._wish.hours = None

    def _take_hours(self, hours: Clock | Hours) -> None:
        if self._refused():
            return
        said = self._wish.hours
        vague = isinstance(hours, Hours) and hours.vague
        if said is None or self._corrected or (isinstance(said, Hours) and said.vague):
            self._wish.hours = self._bound(hours)
            return
        if not vague:
            self._wish.hours = _both(said, hours, self._joined_by(-1))

    def _bound(self, hours: Clock | Hours) -> Clock | Hours:
        """«antes de» or «desde» that was read as a sign of its own."""
        if not isinstance(hours, Clock):
            return hours
        sign = self._sign(-1)
        if sign in (Sign.FROM, Sign.AFTER) or self._sign(1) is Sign.ONWARDS:
            return Hours(hours, None)
        if sign in (Sign.BEFORE, Sign.UNTIL):
            return Hours(None, hours)
        return hours

    def _take_days(self, days: Days, item: Item) -> None:
        if self._refused():
            self._refuse(days)
            return
        days = self._portion(days)
        days = self._open_end(days)
        said = self._wish.days
        if said is None or self._corrected or self._wish.no_such_day:
            self._wish.days, self._corrected = self._leave_out(days), False
            self._wish.no_such_day = False
            return
        self._wish.days = self._joined(said, days, item)

    def _leave_out(self, days: Days) -> Days:
        return days

    def _refuse(self, days: Days) -> None:
        """A day that does not suit: out of the days said so far, and of those still to be said."""
        if self._sign(-1) is Sign.INSTEAD_OF:
            return
        if days.unit is Unit.OPEN and days.weekdays:
            self._wish.not_weekdays += days.weekdays
        elif days.first and days.last and (days.last - days.first).days <= 31:
            length = (days.last - days.first).days + 1
            self._wish.not_on += [days.first + ahead * _DAY for ahead in range(length)]
        if days.unit is Unit.WEEKDAY and self._sign(-1) is Sign.EXCEPT:
            self._wish.not_weekdays += days.weekdays

    def _portion(self, days: Days) -> Days:
        """«a finales de», «lo que queda de»."""
        sign = self._sign(-1)
        if sign is Sign.REST and days.first and days.last:
            return replace(days, first=max(days.first, self._moment.today))
        if sign not in (Sign.EARLY, Sign.MIDDLE, Sign.LATE) or not (days.first and days.last):
            return days
        if days.unit is Unit.MONTH:
            return _month_portion(days, sign, self._moment.today)
        return _week_portion(days, sign)

    def _open_end(self, days: Days) -> Days:
        """«a partir del martes», «antes del jueves», «del jueves en adelante»."""
        sign, today = self._sign(-1), self._moment.today
        if self._sign(1) is Sign.ONWARDS or sign is Sign.FROM:
            return Days(days.first, None, Unit.OPEN)
        if sign is Sign.AFTER:
            return Days(days.last + _DAY if days.last else None, None, Unit.OPEN)
        if sign is Sign.BEFORE and days.first:
            return Days(today, max(days.first - _DAY, today), Unit.OPEN)
        if sign is Sign.UNTIL and days.last and not self._said_just_before():
            return Days(today, days.last, Unit.OPEN)
        return days

    def _said_just_before(self) -> bool:
        return self._index >= 2 and any(
            isinstance(value, Days) for value in self._items[self._index - 2].values
        )

    def _joined(self, said: Days, days: Days, item: Item) -> Days:
        """Two stretches: a range, alternatives, one inside the other, or the first alone."""
        if self._is_range(item) and said.first and days.last:
            last = days.last
            if last < said.first:
                last += timedelta(days=7)
            return Days(said.first, last, Unit.WEEK)
        if self._are_alternatives():
            return _either(said, days)
        return _inside(said, days)

    def _is_range(self, item: Item) -> bool:
        if self._sign(-1) is Sign.UNTIL:
            return True
        between = self._joined_by(-1)
        last = self._items[self._index - 1] if self._index else item
        begun = self._text.word(last.start - 1) == "entre"
        al = not between and self._text.word(item.start) == "al"
        return al or between in {"a", "-", "al"} or (between == "y" and begun)

    def _are_alternatives(self) -> bool:
        return self._joined_by(-1) in {"o", "y", "u", ", o", "o si no", "o bien", ",", "o ya", "/"}


def _both(said: Clock | Hours, hours: Clock | Hours, between: str) -> Clock | Hours:
    """A second hour: alternatives become a span, an open end closes."""
    if isinstance(said, Hours) and isinstance(hours, Hours):
        return Hours(said.earliest or hours.earliest, said.latest or hours.latest)
    if isinstance(said, Clock) and isinstance(hours, Clock) and between in {"o", "o a", "y", "u"}:
        return Hours(said, hours)
    return said if isinstance(said, Clock) else hours if isinstance(hours, Clock) else said


def _either(said: Days, days: Days) -> Days:
    """«el lunes o el jueves»: from one to the other, without the days between."""
    if not (said.first and said.last and days.first and days.last):
        return said
    low, high = sorted((said, days), key=lambda each: each.first or date.min)
    if _within(days, said) or _within(said, days):
        return _inside(said, days)
    if not (low.last and high.first):
        return said
    gap = (high.first - low.last).days - 1
    if gap > 31:
        return said
    missing = tuple(low.last + (ahead + 1) * _DAY for ahead in range(gap))
    return Days(low.first, high.last, Unit.WEEK, not_on=(*said.not_on, *days.not_on, *missing))


def _within(inner: Days, outer: Days) -> bool:
    low, high = outer.first or date.min, outer.last or date.max
    return low <= (inner.first or date.min) and (inner.last or date.max) <= high


def _inside(said: Days, days: Days) -> Days:
    """«la semana que viene, el jueves» is one day; the first stands when they do not fit."""
    for outer, inner in ((said, days), (days, said)):
        if inner.unit is Unit.WEEKDAY and outer.single is None and outer.first:
            found = count.coming_or(inner.weekdays[0], outer.first)
            if outer.last is None or found <= outer.last:
                return count.single(found)
    if said.unit is Unit.WEEKDAY and days.single and days.single.weekday() == said.weekdays[0]:
        return days
    if _within(days, said):
        return replace(days, weekdays=days.weekdays or said.weekdays)
    if said.unit is Unit.OPEN and not said.weekdays and not said.last:
        return replace(days, first=max(filter(None, (days.first, said.first)), default=None))
    if days.unit is Unit.OPEN and days.weekdays:
        return replace(said, weekdays=days.weekdays)
    return said


def _month_portion(days: Days, sign: Sign, today: date) -> Days:
    first, last = days.first or today, days.last or today
    spans = {Sign.EARLY: (1, 10), Sign.MIDDLE: (10, 20), Sign.LATE: (21, last.day)}
    low, high = spans[sign]
    if first.replace(day=high) < today:
        return _month_portion(count.month_of(*count.months_later(first, 1)), sign, today)
    return Days(first.replace(day=low), first.replace(day=high), Unit.WEEK)


def _week_portion(days: Days, sign: Sign) -> Days:
    monday = days.first or date.min
    low, high = {Sign.EARLY: (0, 2), Sign.MIDDLE: (1, 3), Sign.LATE: (3, 5)}[sign]
    return Days(monday + low * _DAY, monday + high * _DAY, Unit.WEEK)


def _when(wish: Wish, items: Sequence[Item], text: Text, moment: Moment) -> When:
    days = _without_refused(wish, moment)
    day = days.single if days else None
    words = text.written(items[0].start, items[-1].end) if items else ""
    said = When(
        days=DayRange(first=days.first, last=days.last) if days else None,
        no_such_day=wish.no_such_day,
        not_on=tuple(sorted({*wish.not_on, *(days.not_on if days else ())})),
        weekdays=days.weekdays if days and days.unit is Unit.OPEN else (),
        part=wish.part,
        soonest=wish.soonest,
        words=words[:200],
    )
    return said.model_copy(update=_hours(wish, day, moment))


def _without_refused(wish: Wish, moment: Moment) -> Days | None:
    """Refused days narrow an open wish; with no day said they leave "any other day"."""
    days = wish.days
    if days is None and (wish.not_on or wish.not_weekdays):
        days = Days(moment.today, None, Unit.OPEN)
    if days is None or not wish.not_weekdays or days.last is not None:
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
    if wish.edge is not None:
        earliest, latest = edge_hours(wish.edge, wish.part, day, moment)
        return {"earliest": earliest, "latest": latest}
    return {}
