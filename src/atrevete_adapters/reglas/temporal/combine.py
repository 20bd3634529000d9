"""Puts the words of a date together: ranges, refusals, corrections, the bare hour's half of day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from atrevete_core.domain.commands import PartOfDay, When

from ..text.words import Text, listed
from . import apart, joining
from .background import without_background
from .edges import of_the_afternoon, without_refused_edges
from .items import (
    Clock,
    Days,
    Edge,
    Hours,
    Item,
    Moment,
    NoSuchDay,
    Shift,
    Sign,
    Soonest,
    Unit,
)
from .left_free import without_if_closed
from .place import Place
from .wish import Wish, when_of

_DAY = timedelta(days=1)
_OTHER_HALF = {PartOfDay.MORNING: PartOfDay.AFTERNOON, PartOfDay.AFTERNOON: PartOfDay.MORNING}
_WORKING = listed("trabajo curro trabajando")
#: «cambio el viernes por el lunes», «pasarla del martes al jueves».
_MOVING = ("cambi", "mover", "muev", "pasar", "pasam", "pasal", "traslad")
_BARE_WEEKS = ("semana", "fin de semana", "el fin de semana", "finde", "el finde")
_NONE = -9
#: What is left of the days when these are refused.
_TURNED = {
    Sign.UNTIL: Sign.FROM,
    Sign.BEFORE: Sign.FROM,
    Sign.FROM: Sign.BEFORE,
    Sign.AFTER: Sign.UNTIL,
}


def combine(items: Sequence[Item], text: Text, moment: Moment) -> When | None:
    """One wish from all items; None when they say nothing about when."""
    told = without_background(without_if_closed(items, text, moment), text, moment.today)
    told = without_refused_edges(told, text)
    told = apart.at_their_hours(of_the_afternoon(told, text), text)
    kept = _Reader(told, text, moment).read()
    return None if kept.empty else when_of(kept, items, text, moment)


class _Reader:
    """Reads the items from left to right, each with the signs beside it."""

    def __init__(self, items: Sequence[Item], text: Text, moment: Moment) -> None:
        self._items, self._text, self._moment = list(items), text, moment
        self._wish = Wish()
        #: What a correction ("mejor…") may still take the place of.
        self._corrected: set[str] = set()
        self._index = 0
        self._here = Place(self._items, 0, text)
        #: Items whose days were taken alone, or refused: what follows may belong to them.
        self._alone = self._last_refused = self._narrowed = self._excepted = _NONE
        #: The days that were said before those of the last item.
        self._days_before: Days | None = None
        #: The hours of the first of two days: «el viernes por la tarde o el sábado temprano».
        self._of_first: apart.HoursSaid | None = None
        #: Of a day that was named, only the other half was left.
        self._half_left = False

    def read(self) -> Wish:
        while self._index < len(self._items):
            item = self._items[self._index]
            self._here = Place(self._items, self._index, self._text)
            for value in item.values:
                self._take(value, item)
            self._index += 1
        apart.settle(self._wish, self._of_first)
        return self._wish

    def _take(self, value: object, item: Item) -> None:
        match value:
            case Sign():
                self._take_sign(value)
            case Days():
                self._take_days(value, item)
            case NoSuchDay():
                self._wish.no_such_day = not self._here.is_refused() or self._wish.no_such_day
            case Hours(done_by=Clock() as end):  # beside it any other hours may be wished
                self._wish.done_by = end
            case Clock() | Hours():
                self._take_hours(value)
            case PartOfDay():
                self._take_part(value)
            case Edge():
                self._wish.edges.append(value)
            case Soonest():
                self._wish.soonest = True

    def _take_sign(self, sign: Sign) -> None:
        if sign is Sign.CORRECTION:
            self._corrected = set() if self._wish.empty else {"days", "hours"}

    def _take_part(self, part: PartOfDay) -> None:
        if self._here.is_refused():
            other = _OTHER_HALF.get(part, PartOfDay.MORNING)
            self._wish.part = self._wish.part or other
            self._half_left = self._wish.days is not None
            return
        both = self._wish.part not in (None, part) and self._here.joined_by(-1) in {
            "o",
            "y",
            "o por",
        }
        self._wish.part = None if both else part
        if "hours" in self._corrected:
            self._wish.hours = None

    def _take_hours(self, hours: Clock | Hours) -> None:
        if self._here.is_refused():
            works = self._index > 0 and self._text.word(self._items[self._index - 1].end - 1)
            complement = joining.complement(hours, works=works in _WORKING)
            self._half_left = self._wish.days is not None
            if complement is None:
                self._wish.hours = None if self._wish.hours == hours else self._wish.hours
                return
            hours = complement
        said = self._wish.hours
        vague = isinstance(hours, Hours) and hours.vague
        replaces = "hours" in self._corrected or (isinstance(said, Hours) and said.vague)
        if said is None or replaces:
            self._wish.hours = self._bound(hours)
            self._corrected.discard("hours")
            return
        if not vague:
            self._wish.hours = joining.both(said, hours, self._here.joined_by(-1))

    def _bound(self, hours: Clock | Hours) -> Clock | Hours:
        """«antes de» or «desde» that was read as a sign of its own."""
        sign = Sign.ONWARDS if self._here.sign(1) is Sign.ONWARDS else self._here.sign(-1)
        return joining.beyond(hours, sign)

    def _take_days(self, days: Days, item: Item) -> None:
        beside = self._here.beside(-1)
        if isinstance(beside, Shift):
            days = joining.shifted(days, beside.days)
        turned = self._turned()
        if turned is not None:
            self._wish.days = joining.open_end(days, turned, self._moment.today)
            return
        if self._here.is_refused() or self._goes_on_refusing(item):
            self._refuse(days, item)
            return
        if self._half_left:  # «el jueves por la tarde tampoco puedo. ¿El viernes a las 4?»
            self._wish.days = self._wish.part = None
            self._half_left = False
        said = self._days_before = self._wish.days
        related = self._related(days) or self._bounded(said, days)
        if related is not None:
            self._wish.days = related
            return
        days = self._open_end(self._portion(days))
        corrected = "days" in self._corrected or self._wish.no_such_day or self._moved_here()
        if said is None or corrected:
            self._wish.days = days
            self._corrected.discard("days")
            self._wish.no_such_day = False
            self._alone = self._index
            return
        self._wish.days = self._joined(said, days, item)
        self._narrowed = self._index

    def _turned(self) -> Sign | None:
        """«hasta el jueves no puedo», «no puedo a partir del 20»: the sign of what is left."""
        sign = self._here.sign(-1)
        if sign not in _TURNED or self._index == 0:
            return None
        beyond = self._items[self._index - 2] if self._index > 1 else None
        before = self._items[self._index - 1]
        negated = (
            beyond is not None
            and beyond.end == before.start
            and beyond.values[0] in (Sign.NOT, Sign.EXCEPT)
        )
        return _TURNED[sign] if negated or self._here.sign(1) is Sign.NOT else None

    def _related(self, days: Days) -> Days | None:
        """«el lunes | después de | Reyes»: a weekday or a week counted from a day."""
        sign = self._here.sign(-1)
        if sign not in (Sign.AFTER, Sign.BEFORE) or self._index < 2:
            return None
        anchor, between = self._items[self._index - 2 : self._index]
        named = anchor.values[-1]
        if self._text.words(anchor.end, between.start) not in ([], ["de"]):
            return None
        if not isinstance(named, Days) or days.unit is Unit.WEEKDAY:
            return None
        plain = self._text.between(anchor.start, anchor.end).removeprefix("la ") in _BARE_WEEKS
        if named.unit is not Unit.WEEKDAY and not plain:
            return None
        found = joining.beside(named, sign, days)
        # «el lunes antes de mañana» is over.
        over = found is not None and found.last is not None and found.last < self._moment.today
        return None if over else found

    def _bounded(self, said: Days | None, days: Days) -> Days | None:
        """«la semana que viene | a partir de | miércoles»."""
        sign = Sign.FROM if self._here.sign(1) is Sign.ONWARDS else self._here.sign(-1)
        day = joining.day_within(said, days)
        if said is None or day is None or day < self._moment.today:
            return None
        if sign not in (Sign.FROM, Sign.AFTER, Sign.BEFORE, Sign.UNTIL):
            return None
        return joining.bounded(said, sign, day)

    def _goes_on_refusing(self, item: Item) -> bool:
        """«trabajo de lunes a viernes», «menos el lunes y el martes»."""
        return self._last_refused == self._index - 1 and self._goes_with_the_last(item)

    def _goes_with_the_last(self, item: Item) -> bool:
        return self._is_range(item) or self._here.joined_by(-1) in {"y", "o", "ni", "y el", "o el"}

    def _moved_here(self) -> bool:
        """«cambio el viernes por el lunes»: the second day is the wish."""
        if self._index == 0 or self._alone != self._index - 1:
            return False
        between = self._here.joined_by(-1) or self._text.word(self._items[self._index].start)
        start = self._items[self._index - 1].start
        verbs = self._text.words(max(0, start - 5), start)
        return between in {"por", "al", "a", "para"} and any(
            verb.startswith(_MOVING) for verb in verbs
        )

    def _refuse(self, days: Days, item: Item) -> None:
        """Days that do not suit, with those said in the same breath."""
        before = self._items[self._index - 1].values[-1] if self._index else None
        if isinstance(before, Days) and self._goes_with_the_last(item):
            if self._alone == self._index - 1 or self._narrowed == self._index - 1:
                # «la semana que viene; lunes y martes no puedo»: it was no day of that week
                self._wish.days = None if self._alone == self._index - 1 else self._days_before
                self._refuse_one(before)
            if self._is_range(item):
                days = joining.span(before, days) or days
                self._wish.not_weekdays += days.weekdays
        self._last_refused = self._index
        self._refuse_one(days)

    def _refuse_one(self, days: Days) -> None:
        """A day that does not suit: out of the days said so far, and of those still to be said."""
        if self._here.sign(-1) is Sign.INSTEAD_OF:
            return
        within = joining.day_within(self._wish.days, days)
        if within is not None:
            self._wish.not_on.append(within)
        elif days.unit is Unit.OPEN and days.weekdays:
            self._wish.not_weekdays += days.weekdays
        elif days.first and days.last and (days.last - days.first).days <= 31:
            length = (days.last - days.first).days + 1
            self._wish.not_on += [days.first + ahead * _DAY for ahead in range(length)]
        if days.unit is Unit.WEEKDAY and self._is_excepted():
            self._wish.not_weekdays += days.weekdays

    def _is_excepted(self) -> bool:
        """«menos lunes y miércoles»: every Monday, and every Wednesday."""
        item = self._items[self._index]
        also = self._excepted == self._index - 1 and self._goes_with_the_last(item)
        if also or self._here.sign(-1) is Sign.EXCEPT:
            self._excepted = self._index
        return self._excepted == self._index

    def _portion(self, days: Days) -> Days:
        """«a finales de», «lo que queda de»; or after it: «el mes que viene a primeros»."""
        after = self._here.neighbour(1)
        ends = self._text.word(after.end - 1) if after else "de"
        sign = self._here.sign(-1) if ends in {"de", "del"} else self._here.sign(1)
        if sign not in (Sign.EARLY, Sign.MIDDLE, Sign.LATE):
            sign = self._here.sign(-1)
        if sign is Sign.REST and days.first and days.last:
            return replace(days, first=max(days.first, self._moment.today))
        if sign not in (Sign.EARLY, Sign.MIDDLE, Sign.LATE) or not (days.first and days.last):
            return days
        if days.unit is Unit.MONTH:
            return joining.month_portion(days, sign, self._moment.today)
        return joining.week_portion(days, sign, self._moment.today)

    def _open_end(self, days: Days) -> Days:
        """«a partir del martes», «antes del jueves», «del jueves en adelante»."""
        sign = self._sign_before_portion()
        if self._here.sign(1) is Sign.ONWARDS:
            sign = Sign.FROM
        if sign is None or (sign is Sign.UNTIL and self._said_just_before()):
            return days
        return joining.open_end(days, sign, self._moment.today)

    def _sign_before_portion(self) -> Sign | None:
        """«antes de | fin de | mes»: to its end, as «hasta final de mes»."""
        sign = self._here.sign(-1)
        if sign not in (Sign.EARLY, Sign.MIDDLE, Sign.LATE) or self._index < 2:
            return sign
        outer, portion = self._items[self._index - 2 : self._index]
        value = outer.values[0]
        if outer.end != portion.start or not isinstance(value, Sign):
            return sign
        ends = "fin" in self._text.words(portion.start, portion.end)
        return Sign.UNTIL if ends and value is Sign.BEFORE else value

    def _said_just_before(self) -> bool:
        return self._index >= 2 and any(
            isinstance(value, Days) for value in self._items[self._index - 2].values
        )

    def _joined(self, said: Days, days: Days, item: Item) -> Days:
        """Two stretches: a range, alternatives, one inside the other, or the first alone."""
        span = joining.span(said, days) if self._is_range(item) else None
        if span is not None:
            return replace(span, weekdays=())
        if self._here.joined_by(-1) == "," and joining.day_within(said, days):
            return joining.inside(said, days)
        if self._are_alternatives(said, days):
            if item.rule == "days.weekday_of_next_week":
                said = joining.in_that_week(said, days)
            days = joining.after_it(days, said)
            if said.last and days.last:
                self._of_first = apart.take_hours(self._wish)
            return joining.either(said, days)
        return joining.inside(said, days)

    def _is_range(self, item: Item) -> bool:
        if self._here.sign(-1) is Sign.UNTIL:
            return True
        between = self._here.joined_by(-1)
        last = self._items[self._index - 1] if self._index else item
        begun = self._text.word(last.start - 1) == "entre"
        al = not between and self._text.word(item.start) == "al"
        return al or between in {"a", "-", "al"} or (between == "y" and begun)

    def _are_alternatives(self, said: Days, days: Days) -> bool:
        """«el lunes o el jueves», «lunes miércoles»."""
        listed_so = said.unit is days.unit is Unit.WEEKDAY and said.weekdays != days.weekdays
        beside = isinstance(self._items[self._index - 1].values[-1], Days)
        between = self._here.joined_by(-1)
        return joining.is_or(between) or (listed_so and beside and not between)
