"""The day of each stylist, as their simulated Google calendars have it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from ..google.desk import GoogleDesk
from ..google.store import Calendar, CalendarEvent
from .books import Day, Worker
from .wording import hour, long_day

#: The private key under which our own events carry their id, and the colours that we give them.
_MARK: Final = "atrevete"
_HELD: Final = "5"
_DEFAULT_HOURS: Final = (time(9), time(20))
_HOUR: Final = 60
_REMARK: Final = re.compile(r"^\([^)]*\)\s*")


class Kind(StrEnum):
    HELD = "held"
    CONFIRMED = "confirmed"
    BUSY = "busy"
    FREE = "free"
    AWAY = "away"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One block of a column; `first` and `last` in minutes of the day."""

    id: str
    kind: Kind
    title: str
    description: str
    start: str
    end: str
    first: int
    last: int
    until: datetime | None = None
    until_hour: str = ""
    #: Blocks at the same time lie side by side.
    lane: int = 0
    lanes: int = 1

    @property
    def short_title(self) -> str:
        """Without the remark in front, which the colour makes as well."""
        return _REMARK.sub("", self.title)

    @property
    def is_event(self) -> bool:
        """Whether it stands in the calendar, where staff may change it."""
        return self.kind is not Kind.AWAY


@dataclass(frozen=True, kw_only=True)
class Column:
    name: str
    calendar_id: str
    entries: Sequence[Entry]


@dataclass(frozen=True, kw_only=True)
class Agenda:
    day: date
    title: str
    before: date
    after: date
    is_today: bool
    closed: str
    is_closed: bool
    #: Shown from and to these hours.
    opens: int
    closes: int
    hours: Sequence[int]
    columns: Sequence[Column]
    holds: int
    confirmed: int


def agenda_of(day: Day, google: GoogleDesk, at: datetime) -> Agenda:
    """The day's columns; without a salon beside it, one for each calendar that was asked for."""
    workers = list(day.workers) or [
        Worker(name=number.split("@")[0].capitalize(), calendar_id=number)
        for number in google.calendars
    ]
    columns = [_column(each, day, google) for each in workers]
    entries = [each for column in columns for each in column.entries]
    opens, closes = _shown(day, entries)
    return Agenda(
        day=day.date,
        title=long_day(day.date),
        before=day.date - timedelta(days=1),
        after=day.date + timedelta(days=1),
        is_today=day.date == at.astimezone(day.zone).date(),
        closed=day.closed,
        is_closed=not day.spans,
        opens=opens,
        closes=closes,
        hours=range(opens, closes + 1),
        columns=columns,
        holds=sum(each.kind is Kind.HELD for each in entries),
        confirmed=sum(each.kind is Kind.CONFIRMED for each in entries),
    )


def newest_booking(google: GoogleDesk) -> tuple[datetime, datetime] | None:
    """When our newest event was written or deleted, and when it begins: what one wants to see."""
    ours = [
        (event.updated, event.starts(calendar.zone))
        for calendar in google.calendars.values()
        for event in calendar.events.values()
        if _is_ours(event)
    ]
    return max(ours, default=None)


def _shown(day: Day, entries: Iterable[Entry]) -> tuple[int, int]:
    """Whole hours around the opening hours and everything that stands outside of them."""
    spans = day.spans or (_DEFAULT_HOURS,)
    events = [each for each in entries if each.is_event]
    first = min([spans[0][0].hour, *(each.first // _HOUR for each in events)])
    last = max([spans[-1][1].hour, *(-(-each.last // _HOUR) for each in events)])
    return first, last


def _column(worker: Worker, day: Day, google: GoogleDesk) -> Column:
    midnight = datetime.combine(day.date, time(), day.zone)
    whole = (midnight, datetime.combine(day.date + timedelta(days=1), time(), day.zone))
    calendar = google.calendars.get(worker.calendar_id)
    found = list(_events(calendar, day, whole)) if calendar else []
    found += [
        _block(each.start, each.end, whole, day.zone, kind=Kind.AWAY, title=each.reason)
        for each in day.away
        if each.calendar_id == worker.calendar_id
    ]
    entries = _side_by_side(sorted(found, key=lambda each: (each.first, each.last)))
    return Column(name=worker.name, calendar_id=worker.calendar_id, entries=entries)


def _events(calendar: Calendar, day: Day, whole: tuple[datetime, datetime]) -> Iterable[Entry]:
    for event in list(calendar.events.values()):
        if event.cancelled or not event.overlaps(*whole, calendar.zone):
            continue
        until = day.deadlines.get(event.id)
        block = _block(
            event.starts(calendar.zone),
            event.ends(calendar.zone),
            whole,
            day.zone,
            kind=_kind(event),
            title=str(event.fields.get("summary") or "Ocupado"),
        )
        yield replace(
            block,
            id=event.id,
            description=str(event.fields.get("description") or ""),
            until=until,
            until_hour=hour(until.astimezone(day.zone)) if until else "",
        )


def _block(
    start: datetime,
    end: datetime,
    whole: tuple[datetime, datetime],
    zone: ZoneInfo,
    *,
    kind: Kind,
    title: str,
) -> Entry:
    first, last = max(start, whole[0]).astimezone(zone), min(end, whole[1]).astimezone(zone)
    ends_at_midnight = last.date() > first.date()
    return Entry(
        id="",
        kind=kind,
        title=title,
        description="",
        start=hour(first),
        end=hour(last),
        first=first.hour * _HOUR + first.minute,
        last=24 * _HOUR if ends_at_midnight else last.hour * _HOUR + last.minute,
    )


def _is_ours(event: CalendarEvent) -> bool:
    properties: Mapping[str, Any] = event.fields.get("extendedProperties") or {}
    return (properties.get("private") or {}).get(_MARK) == event.id


def _kind(event: CalendarEvent) -> Kind:
    if _is_ours(event):
        return Kind.HELD if event.fields.get("colorId") == _HELD else Kind.CONFIRMED
    return Kind.BUSY if event.busy else Kind.FREE


def _side_by_side(entries: Sequence[Entry]) -> list[Entry]:
    """Give each block of a crowd its lane; `entries` in order of time."""
    placed: list[Entry] = []
    crowd: list[Entry] = []
    for entry in entries:
        if crowd and entry.first >= max(each.last for each in crowd):
            placed += _with_lanes(crowd)
            crowd = []
        taken = {each.lane for each in crowd if each.last > entry.first}
        lane = next(number for number in range(len(crowd) + 1) if number not in taken)
        crowd.append(replace(entry, lane=lane))
    return placed + _with_lanes(crowd)


def _with_lanes(crowd: Sequence[Entry]) -> list[Entry]:
    lanes = max((each.lane for each in crowd), default=0) + 1
    return [replace(each, lanes=lanes) for each in crowd]
