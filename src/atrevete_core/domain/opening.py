"""When the salon is open and a stylist works: weekly hours, own days, closures, holidays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .ids import SalonId
from .interval import Interval, common


@dataclass(frozen=True, order=True, slots=True)
class TimeSpan:
    """Wall-clock hours of one day, [opens, closes)."""

    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            msg = f"opening {self.opens} comes before closing {self.closes}"
            raise ValueError(msg)

    def on(self, day: date, zone: ZoneInfo) -> Interval:
        """These hours on that date, as instants of the zone."""
        return Interval(
            datetime.combine(day, self.opens, zone), datetime.combine(day, self.closes, zone)
        )


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """Hours by weekday, Monday 0 … Sunday 6; a missing day is closed."""

    spans: Mapping[int, tuple[TimeSpan, ...]]

    def on(self, day: date) -> tuple[TimeSpan, ...]:
        return self.spans.get(day.weekday(), ())


@dataclass(frozen=True, kw_only=True, slots=True)
class Salon:
    """One salon: the partition of everything else."""

    id: SalonId
    name: str
    zone: ZoneInfo
    #: ISO 3166 country and region, and the municipality, whose public holidays close the salon.
    country: str = "ES"
    region: str = "MD"
    municipality: str = "Madrid"
    address: str = ""
    #: Guarded texts: the phone number and addresses that Maite may say.
    phone: str = ""

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.zone)

    def today(self, at: datetime) -> date:
        return self.local(at).date()

    def day(self, day: date) -> Interval:
        """The whole local day: 23, 24 or 25 hours."""
        midnight = datetime.combine(day, time(), self.zone)
        return Interval(midnight, datetime.combine(day + timedelta(days=1), time(), self.zone))


@dataclass(frozen=True, slots=True)
class Closed:
    """A day without hours; the reason is said to the customer (R21): "la Inmaculada", "domingo"."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class OpeningHours:
    """The salon's hours on any date.

    Staff's word is last: a special day's own hours beat a closure, a closure beats a holiday,
    a holiday beats the week. A special day without spans is closed.
    """

    weekly: WeeklyHours
    special: Mapping[date, tuple[TimeSpan, ...]] = field(default_factory=dict)
    closures: Mapping[date, str] = field(default_factory=dict)
    holidays: Mapping[date, str] = field(default_factory=dict)

    def on(self, day: date) -> tuple[TimeSpan, ...] | Closed:
        if day in self.special:
            return self.special[day] or Closed("")
        if day in self.closures:
            return Closed(self.closures[day])
        if day in self.holidays:
            return Closed(self.holidays[day])
        return self.weekly.on(day) or Closed("")

    def spans(self, day: date) -> tuple[TimeSpan, ...]:
        hours = self.on(day)
        return () if isinstance(hours, Closed) else hours

    def is_open(self, day: date) -> bool:
        return bool(self.spans(day))

    def closings(self, days: Sequence[date]) -> list[tuple[date, str]]:
        """Of these dates, those that are closed though the week is open then; with the reason."""
        told = ((day, self.on(day)) for day in days if self.weekly.on(day))
        return [(day, hours.reason) for day, hours in told if isinstance(hours, Closed)]

    def next_open_days(self, after: date, *, count: int, horizon_days: int = 60) -> list[date]:
        """The next dates with hours, after that day (R21)."""
        days = (after + timedelta(days=ahead) for ahead in range(1, horizon_days + 1))
        return [day for day in days if self.is_open(day)][:count]


def opening_minutes(
    hours: OpeningHours, zone: ZoneInfo, *, since: datetime, until: datetime
) -> int:
    """Minutes that the salon was open between two instants (R59); `hours` knows the dates."""
    if until <= since:
        return 0
    first, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    open_time = [span.on(day, zone) for day in days for span in hours.spans(day)]
    return sum(each.minutes for each in common(open_time, [Interval(since, until)]))


def intervals_on(day: date, spans: Sequence[TimeSpan], zone: ZoneInfo) -> tuple[Interval, ...]:
    """Wall-clock spans of a date as instants."""
    return tuple(span.on(day, zone) for span in spans)
