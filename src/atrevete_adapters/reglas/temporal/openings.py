"""Hours as said meet the salon's opening hours: "a las 5" is 17:00 where nobody works at 5:00."""

from datetime import date, time
from itertools import product

from atrevete_core.domain.commands import PartOfDay
from atrevete_core.domain.opening import TimeSpan

from .items import Clock, Edge, Hours, Moment

_HALF_DAY, _DAY = 12 * 60, 24 * 60


def spans_of(day: date | None, moment: Moment) -> tuple[TimeSpan, ...]:
    """The hours of that day; without a day, or on a closed one, those of the week."""
    if day is not None and (spans := moment.hours.spans(day)):
        return spans
    return tuple(
        span for weekday in range(7) for span in moment.hours.weekly.spans.get(weekday, ())
    )


def resolve(clock: Clock, part: PartOfDay | None, day: date | None, moment: Moment) -> time:
    """The hour that was meant: of the two halves of the day the one that lies nearer.

    An hour at which the salon is closed that day is read as on other days: "el sábado a las 7"
    is 19:00, even where Saturdays end at 14:00.
    """
    readings = _readings(clock, part)
    spans, week = spans_of(day, moment), spans_of(None, moment)
    if all(_distance(minutes, spans) for minutes in readings):
        spans = week
    return _time(min(readings, key=lambda minutes: _distance(minutes, spans)))


def resolve_span(
    hours: Hours, part: PartOfDay | None, day: date | None, moment: Moment
) -> tuple[time | None, time | None]:
    """Both ends, read so that the first comes before the last."""
    if hours.earliest is None or hours.latest is None:
        return (
            _edge_of(hours.earliest, part, day, moment) if hours.earliest else None,
            _edge_of(hours.latest, part, day, moment) if hours.latest else None,
        )
    spans = spans_of(day, moment)
    pairs = [
        (first, last)
        for first, last in product(_readings(hours.earliest, part), _readings(hours.latest, part))
        if first < last
    ]
    if not pairs:
        pairs = [(min(_readings(hours.earliest, None)), max(_readings(hours.latest, None)))]
    first, last = min(pairs, key=lambda pair: (sum(_distance(each, spans) for each in pair), pair))
    return _time(first), _time(last)


def _edge_of(clock: Clock, part: PartOfDay | None, day: date | None, moment: Moment) -> time:
    """«entro a las 3, así que por la mañana»: the edge need not lie in that part of the day."""
    week = spans_of(None, moment)
    closed = all(_distance(minutes, week) for minutes in _readings(clock, part))
    return resolve(clock, None if closed else part, day, moment)


def _readings(clock: Clock, part: PartOfDay | None) -> list[int]:
    """Minutes of the day that the words may mean."""
    if clock.fixed or clock.hour > 12:
        return [clock.minutes]
    morning = clock.minutes % _HALF_DAY
    if part is PartOfDay.MORNING:
        return [clock.minutes if clock.hour == 12 else morning]
    if part in (PartOfDay.AFTERNOON, PartOfDay.EVENING):
        return [morning + _HALF_DAY]
    return [morning, morning + _HALF_DAY]


def _distance(minutes: int, spans: tuple[TimeSpan, ...]) -> int:
    """How far from being a moment at which the salon is open."""
    return min((_outside(minutes, span) for span in spans), default=0)


def _outside(minutes: int, span: TimeSpan) -> int:
    opens, closes = _minutes(span.opens), _minutes(span.closes)
    return max(opens - minutes, minutes - closes, 0)


def edge_hours(edge: Edge, day: date | None, moment: Moment) -> tuple[time | None, time | None]:
    """The first hour of the day, or its last two."""
    spans = spans_of(day, moment)
    if not spans:
        return None, None
    opens = min(_minutes(span.opens) for span in spans)
    closes = max(_minutes(span.closes) for span in spans)
    if edge is Edge.LAST:
        return _time(closes - 120), None
    return _time(opens), _time(opens + 60)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)
