"""A `When` in the shape that evaluations compare: {date, time, part}."""

from collections.abc import Mapping
from datetime import date, time, timedelta
from typing import Any

from atrevete_core.domain.commands import When
from atrevete_core.domain.opening import OpeningHours

#: A day, a range with open ends, or no such day.
Days = str | Mapping[str, str | None] | None

#: Ranges are compared day by day this far; bookings end at 400 days (policy).
_HORIZON = 800


def as_shape(when: When | None) -> dict[str, Any]:
    """`date` is a day, {from, to} or None (no such day); `time` "HH:MM" or {from, to}; `part`.

    What was not said is absent.
    """
    if when is None:
        return {}
    shape: dict[str, Any] = {}
    if when.no_such_day:
        shape["date"] = None
    elif when.days is not None:
        shape["date"] = _range_or_one(_iso(when.days.first), _iso(when.days.last))
    if when.at is not None:
        shape["time"] = _hhmm(when.at)
    elif when.earliest is not None or when.latest is not None:
        shape["time"] = {"from": _hhmm(when.earliest), "to": _hhmm(when.latest)}
    if when.part is not None:
        shape["part"] = str(when.part)
    return shape


def agrees(
    understood: Mapping[str, Any],
    expected: Mapping[str, Any],
    *,
    today: date,
    hours: OpeningHours,
) -> bool:
    """Whether every key that is expected was understood so.

    Two day ranges agree when they hold the same open days from today on; ranges without an open
    day must be equal.
    """
    return all(
        key in understood
        and (
            _same_days(understood[key], value, today, hours)
            if key == "date"
            else understood[key] == value
        )
        for key, value in expected.items()
    )


def _same_days(mine: Days, theirs: Days, today: date, hours: OpeningHours) -> bool:
    if mine == theirs:
        return True
    if mine is None or theirs is None:
        return False
    open_days = _open_days(mine, today, hours)
    return bool(open_days) and open_days == _open_days(theirs, today, hours)


def _open_days(
    said: str | Mapping[str, str | None], today: date, hours: OpeningHours
) -> frozenset[date]:
    begins, ends = (said["from"], said["to"]) if isinstance(said, Mapping) else (said, said)
    first = max(date.fromisoformat(begins), today) if begins else today
    end = today + timedelta(days=_HORIZON)
    last = min(date.fromisoformat(ends), end) if ends else end
    days = (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
    return frozenset(day for day in days if hours.is_open(day))


def _range_or_one(first: str | None, last: str | None) -> Days:
    return first if first == last else {"from": first, "to": last}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _hhmm(at: time | None) -> str | None:
    return at.strftime("%H:%M") if at else None
