"""Everything that says which time is free: read in few queries, made into the core's values.

The queries are made once, with named values: making one takes longer than running it.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Date,
    Integer,
    Row,
    Select,
    Time,
    Uuid,
    bindparam,
    case,
    cast,
    func,
    null,
    select,
    union_all,
)

from atrevete_core.domain.availability import Occupied
from atrevete_core.domain.booking import HoldStatus
from atrevete_core.domain.holidays import public_holidays
from atrevete_core.domain.ids import StylistId
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.opening import OpeningHours, Salon, TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy

from .columns import Instant, Words
from .tables import (
    absences,
    busy_times,
    closures,
    holds,
    occupied,
    opening_hours,
    special_days,
    working_hours,
)

_SALON = bindparam("salon_id", type_=Uuid)
_STYLISTS = bindparam("stylists", type_=Uuid, expanding=True)


def _hours() -> CompoundSelect[Any]:
    """Weekly hours, special days and closures between the dates, as lines of one kind."""
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    week = select(
        cast(null(), Date).label("day"),
        opening_hours.c.weekday,
        opening_hours.c.opens,
        opening_hours.c.closes,
        cast(null(), Words).label("reason"),
    ).where(opening_hours.c.salon_id == _SALON)
    special = select(
        special_days.c.day,
        cast(null(), Integer),
        special_days.c.opens,
        special_days.c.closes,
        cast(null(), Words),
    ).where(special_days.c.salon_id == _SALON, special_days.c.day.between(first, last))
    closed = select(
        closures.c.day,
        cast(null(), Integer),
        cast(null(), Time),
        cast(null(), Time),
        closures.c.reason,
    ).where(closures.c.salon_id == _SALON, closures.c.day.between(first, last))
    return union_all(week, special, closed).order_by("opens")


def opening_hours_of(
    salon: Salon, lines: Iterable[Row[Any]], first: date, last: date
) -> OpeningHours:
    weekly: dict[int, tuple[TimeSpan, ...]] = defaultdict(tuple)
    special: dict[date, tuple[TimeSpan, ...]] = defaultdict(tuple)
    closed: dict[date, str] = {}
    for line in lines:
        if line.weekday is not None:
            weekly[line.weekday] += (TimeSpan(line.opens, line.closes),)
        elif line.reason is not None:
            closed[line.day] = line.reason
        elif line.opens is None:
            special[line.day] += ()
        else:
            special[line.day] += (TimeSpan(line.opens, line.closes),)
    return OpeningHours(
        weekly=WeeklyHours(dict(weekly)),
        special=dict(special),
        closures=closed,
        holidays=_holidays(salon, first, last),
    )


def _holidays(salon: Salon, first: date, last: date) -> dict[date, str]:
    place = (salon.country, salon.region, salon.municipality)
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in public_holidays(*place, year).items()
        if first <= day <= last
    }


def _working() -> Select[Any]:
    table = working_hours
    return (
        select(table.c.stylist_id, table.c.weekday, table.c.opens, table.c.closes)
        .where(table.c.salon_id == _SALON, table.c.stylist_id.in_(_STYLISTS))
        .order_by(table.c.opens)
    )


def working_of(rows: Iterable[Row[Any]]) -> dict[StylistId, WeeklyHours]:
    spans: dict[StylistId, dict[int, tuple[TimeSpan, ...]]] = defaultdict(
        lambda: defaultdict(tuple)
    )
    for row in rows:
        spans[row.stylist_id][row.weekday] += (TimeSpan(row.opens, row.closes),)
    return {stylist: WeeklyHours(dict(days)) for stylist, days in spans.items()}


def week_lines(weekly: WeeklyHours) -> list[dict[str, Any]]:
    """What is stored of a week."""
    return [
        {"weekday": weekday, "opens": span.opens, "closes": span.closes}
        for weekday, spans in weekly.spans.items()
        for span in spans
    ]


def day_lines(day: date, spans: Iterable[TimeSpan]) -> list[dict[str, Any]]:
    """What is stored of a date with hours of its own; a closed one is a line without hours."""
    return [
        {"day": day, "opens": span and span.opens, "closes": span and span.closes}
        for span in (tuple(spans) or (None,))
    ]


def _taken() -> CompoundSelect[Any]:
    """Absences, busy time and what is ours, as lines of one kind; ours have a hold."""
    start, end = bindparam("start", type_=Instant), bindparam("end", type_=Instant)
    foreign = [
        select(
            table.c.stylist_id,
            table.c.starts_at,
            table.c.ends_at,
            cast(null(), Uuid).label("hold_id"),
            cast(null(), Instant).label("deadline"),
        ).where(
            table.c.salon_id == _SALON,
            table.c.stylist_id.in_(_STYLISTS),
            table.c.starts_at < end,
            table.c.ends_at > start,
        )
        for table in (absences, busy_times)
    ]
    unpaid = case((holds.c.status == HoldStatus.HELD, holds.c.deadline), else_=null())
    ours = (
        select(
            occupied.c.stylist_id,
            func.lower(occupied.c.during, type_=Instant),
            func.upper(occupied.c.during, type_=Instant),
            occupied.c.hold_id,
            cast(unpaid, Instant),
        )
        .join(holds, holds.c.id == occupied.c.hold_id)
        .where(
            occupied.c.salon_id == _SALON,
            occupied.c.stylist_id.in_(_STYLISTS),
            occupied.c.during.op("&&")(func.tstzrange(start, end)),
        )
    )
    return union_all(*foreign, ours).order_by("starts_at", "ends_at")


def blocked_of(
    rows: Iterable[Row[Any]], stylists: Iterable[StylistId]
) -> dict[StylistId, tuple[Interval, ...]]:
    blocked: dict[StylistId, tuple[Interval, ...]] = dict.fromkeys(stylists, ())
    for row in rows:
        if row.hold_id is None:
            blocked[row.stylist_id] += (Interval(row.starts_at, row.ends_at),)
    return blocked


def occupied_of(rows: Iterable[Row[Any]], policy: SalonPolicy) -> tuple[Occupied, ...]:
    """An unpaid hold keeps others out until its grace has passed (decision 4)."""
    return tuple(
        Occupied(
            stylist_id=row.stylist_id,
            during=Interval(row.starts_at, row.ends_at),
            hold_id=row.hold_id,
            until=row.deadline and after(row.deadline, minutes=policy.lapse_grace_minutes),
        )
        for row in rows
        if row.hold_id is not None
    )


#: Named values: `salon_id`, `first`, `last`.
HOURS = _hours()
#: Named values: `salon_id`, `stylists`.
WORKING = _working()
#: Named values: `salon_id`, `stylists`, `start`, `end`.
TAKEN = _taken()
