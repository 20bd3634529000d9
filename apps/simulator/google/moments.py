"""Google's `start` and `end`: an instant with a zone, or a whole day."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .refusal import GoogleRefusal


def instant(moment: Mapping[str, Any], calendar_zone: str) -> datetime:
    """The aware instant; a whole day begins at the calendar's own midnight.

    Raises `GoogleRefusal` (400) where Google does: neither or both forms, or a wall time with
    neither offset nor zone.
    """
    whole_day, at = moment.get("date"), moment.get("dateTime")
    if (whole_day is None) == (at is None):
        raise GoogleRefusal(400, "required", "Missing end time.")
    zone = ZoneInfo(moment.get("timeZone") or calendar_zone)
    try:
        if at is None:
            day = date.fromisoformat(str(whole_day))
            return datetime(day.year, day.month, day.day, tzinfo=zone)
        read = datetime.fromisoformat(str(at))
    except ValueError as error:
        raise GoogleRefusal(400, "invalid", "Bad Request") from error
    if read.tzinfo is not None:
        return read
    if not moment.get("timeZone"):
        raise GoogleRefusal(400, "required", "Missing time zone definition for start time.")
    return read.replace(tzinfo=zone)


def query_instant(text: str, name: str) -> datetime:
    """A `timeMin` or the like: RFC 3339 with an offset."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise GoogleRefusal(400, "badRequest", f"Bad Request: {name}") from error
    if read.tzinfo is None:
        raise GoogleRefusal(400, "badRequest", f"Bad Request: {name}")
    return read


def in_zone(moment: Mapping[str, Any], calendar_zone: str) -> dict[str, Any]:
    """The moment as Google answers it: with its offset, in the zone it was given in."""
    if moment.get("date") is not None:
        return {"date": str(moment["date"])}
    zone = moment.get("timeZone") or calendar_zone
    local = instant(moment, calendar_zone).astimezone(ZoneInfo(zone))
    return {"dateTime": local.isoformat(), "timeZone": zone}
