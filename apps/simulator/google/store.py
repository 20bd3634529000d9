"""Calendars and their events, with tombstones, etags and a counter of changes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any
from uuid import uuid4

from .moments import in_zone, instant
from .refusal import GoogleRefusal, not_found

Json = dict[str, Any]
CLIENT_ID = re.compile(r"[a-v0-9]{5,1024}")
SERVICE_ACCOUNT = "maite@atrevete.example"
READ_ONLY = frozenset({"kind", "etag", "htmlLink", "created", "updated", "creator", "organizer"})


@dataclass
class CalendarEvent:
    """One event. `change` is when it last changed, counted over the whole calendar."""

    id: str
    fields: Json
    created: datetime
    updated: datetime
    change: int

    @property
    def cancelled(self) -> bool:
        return bool(self.fields.get("status") == "cancelled")

    @property
    def etag(self) -> str:
        return f'"{self.change}{int(self.updated.timestamp() * 1000)}"'

    def starts(self, zone: str) -> datetime:
        return instant(self.fields["start"], zone)

    def ends(self, zone: str) -> datetime:
        return instant(self.fields["end"], zone)

    @property
    def busy(self) -> bool:
        return not self.cancelled and self.fields.get("transparency") != "transparent"

    def overlaps(self, after: datetime | None, before: datetime | None, zone: str) -> bool:
        return (after is None or self.ends(zone) > after) and (
            before is None or self.starts(zone) < before
        )


Listener = Callable[[str], None]


@dataclass
class Calendar:
    """One stylist's calendar. `oldest_token` is the first change a sync token may name."""

    id: str
    zone: str
    changed: Listener
    events: dict[str, CalendarEvent] = field(default_factory=dict)
    oldest_token: int = 0
    shared: bool = True
    _changes: "count[int]" = field(default_factory=lambda: count(1))
    last_change: int = 0

    def insert(self, body: Mapping[str, Any], at: datetime) -> CalendarEvent:
        number = str(body.get("id") or _fresh_id())
        if not CLIENT_ID.fullmatch(number):
            raise GoogleRefusal(400, "invalid", "Invalid resource id value.")
        if number in self.events:
            raise GoogleRefusal(409, "duplicate", "The requested identifier already exists.")
        event = CalendarEvent(number, {}, at, at, 0)
        self._write(event, {"status": "confirmed", **dict(body)}, at)
        self.events[number] = event
        self._notify()
        return event

    def event(self, number: str) -> CalendarEvent:
        try:
            return self.events[number]
        except KeyError as error:
            raise not_found() from error

    def patch(
        self, number: str, body: Mapping[str, Any], at: datetime, *, if_match: str | None
    ) -> CalendarEvent:
        """Merge: nested mappings are merged, lists replaced, nulls removed."""
        event = self._writable(number, if_match)
        self._write(event, _merged(event.fields, body), at)
        self._notify()
        return event

    def update(
        self, number: str, body: Mapping[str, Any], at: datetime, *, if_match: str | None
    ) -> CalendarEvent:
        event = self._writable(number, if_match)
        self._write(event, {"status": "confirmed", **dict(body)}, at)
        self._notify()
        return event

    def delete(self, number: str, at: datetime, *, if_match: str | None) -> None:
        """Leaves a tombstone; a second time is 410."""
        event = self.event(number)
        if event.cancelled:
            raise GoogleRefusal(410, "deleted", "Resource has been deleted")
        _check_etag(event, if_match)
        self._write(event, event.fields | {"status": "cancelled"}, at)
        self._notify()

    def forget_tokens(self) -> None:
        """From now on every sync token that is out is too old (410)."""
        self.oldest_token = self.last_change + 1
        self.last_change = next(self._changes)

    def _writable(self, number: str, if_match: str | None) -> CalendarEvent:
        event = self.event(number)
        _check_etag(event, if_match)
        return event

    def _write(self, event: CalendarEvent, fields: Json, at: datetime) -> None:
        kept = {k: v for k, v in fields.items() if k not in READ_ONLY and k != "id"}
        _check_times(kept, self.zone)
        event.fields = kept
        event.updated = at
        self.last_change = event.change = next(self._changes)

    def _notify(self) -> None:
        self.changed(self.id)

    def body(self, event: CalendarEvent) -> Json:
        body = {
            "kind": "calendar#event",
            "etag": event.etag,
            "id": event.id,
            "htmlLink": f"https://www.google.com/calendar/event?eid={event.id}",
            "created": _stamp(event.created),
            "updated": _stamp(event.updated),
            "creator": {"email": SERVICE_ACCOUNT},
            "organizer": {"email": self.id, "self": True},
            "iCalUID": f"{event.id}@google.com",
            "sequence": 0,
            "reminders": {"useDefault": True},
            "eventType": "default",
            **event.fields,
        }
        body["start"] = in_zone(event.fields["start"], self.zone)
        body["end"] = in_zone(event.fields["end"], self.zone)
        return body


def _fresh_id() -> str:
    return uuid4().hex


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _check_etag(event: CalendarEvent, if_match: str | None) -> None:
    if if_match not in {None, "*", event.etag}:
        raise GoogleRefusal(412, "conditionNotMet", "Precondition Failed")


def _check_times(fields: Json, zone: str) -> None:
    for edge in ("start", "end"):
        if not isinstance(fields.get(edge), dict):
            raise GoogleRefusal(400, "required", f"Missing {edge} time.")
    start, end = fields["start"], fields["end"]
    if ("date" in start) != ("date" in end):
        raise GoogleRefusal(400, "invalid", "Start and end times must either both be dates.")
    if instant(end, zone) <= instant(start, zone):
        raise GoogleRefusal(400, "timeRangeEmpty", "The specified time range is empty.")


def _merged(old: Mapping[str, Any], new: Mapping[str, Any]) -> Json:
    merged = dict(old)
    for name, value in new.items():
        if value is None:
            merged.pop(name, None)
        elif name in {"start", "end"} and isinstance(value, dict):
            # A day and an instant exclude each other: patching one form drops the other.
            merged[name] = {k: v for k, v in value.items() if v is not None}
        elif isinstance(value, dict) and isinstance(merged.get(name), dict):
            merged[name] = _merged(merged[name], value)
        else:
            merged[name] = value
    return merged
