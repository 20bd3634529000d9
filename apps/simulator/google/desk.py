"""All calendars of the salon's stylists, free/busy over them, and push channels."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

from ..faults import Vendor
from ..posting import Postbox, Webhook
from ..targets import Targets
from .moments import query_instant
from .refusal import GoogleRefusal, not_found
from .store import Calendar, Json

CHANNEL_LIFE = timedelta(seconds=604_800)
MAX_CALENDARS = 50
MAX_RANGE = timedelta(days=90)
PUSH_TIMEOUT = 10.0


@dataclass
class Channel:
    id: str
    token: str | None
    address: str
    calendar: str
    resource_id: str
    expires: datetime
    number: int = 1


class GoogleDesk:
    """Calendars come into being when they are first asked for: every one is shared with us."""

    def __init__(self, zone: str, targets: Targets, postbox: Postbox) -> None:
        self.zone = zone
        self._targets = targets
        self._postbox = postbox
        self.calendars: dict[str, Calendar] = {}
        self.channels: dict[str, Channel] = {}

    def clear(self) -> None:
        self.calendars.clear()
        self.channels.clear()

    def calendar(self, number: str) -> Calendar:
        """Raises 404 for one whose owner took the share back."""
        calendar = self.calendars.setdefault(number, Calendar(number, self.zone, self._changed))
        if not calendar.shared:
            raise not_found()
        return calendar

    def share(self, number: str, *, shared: bool) -> None:
        self.calendars.setdefault(number, Calendar(number, self.zone, self._changed))
        self.calendars[number].shared = shared

    # --- free/busy --------------------------------------------------------------------------

    def free_busy(self, asked: Mapping[str, Any]) -> Json:
        begin = query_instant(str(asked.get("timeMin")), "timeMin")
        end = query_instant(str(asked.get("timeMax")), "timeMax")
        items = asked.get("items") or []
        if end <= begin:
            raise GoogleRefusal(400, "timeRangeEmpty", "The specified time range is empty.")
        if end - begin > MAX_RANGE:
            raise GoogleRefusal(400, "timeRangeTooLong", "The requested time range is too long.")
        if len(items) > MAX_CALENDARS:
            raise GoogleRefusal(400, "tooManyCalendarsRequested", "Too many calendars requested.")
        return {
            "kind": "calendar#freeBusy",
            "timeMin": _stamp(begin),
            "timeMax": _stamp(end),
            "calendars": {item["id"]: self._busy(item["id"], begin, end) for item in items},
        }

    def _busy(self, number: str, begin: datetime, end: datetime) -> Json:
        try:
            calendar = self.calendar(number)
        except GoogleRefusal:
            return {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
        spans = sorted(
            (max(event.starts(calendar.zone), begin), min(event.ends(calendar.zone), end))
            for event in calendar.events.values()
            if event.busy and event.overlaps(begin, end, calendar.zone)
        )
        return {"busy": [{"start": _stamp(a), "end": _stamp(b)} for a, b in _joined(spans)]}

    # --- push -------------------------------------------------------------------------------

    def watch(self, number: str, asked: Mapping[str, Any], at: datetime) -> Json:
        calendar = self.calendar(number)
        identity = str(asked.get("id") or "")
        if not 0 < len(identity) <= 64 or asked.get("type") != "web_hook":  # noqa: PLR2004 - Google's own limit
            raise GoogleRefusal(400, "badRequest", "Bad Request")
        if identity in self.channels:
            raise GoogleRefusal(400, "channelIdNotUnique", f"Channel id {identity} not unique")
        channel = Channel(
            id=identity,
            token=asked.get("token"),
            address=str(asked.get("address") or ""),
            calendar=calendar.id,
            resource_id=uuid4().hex,
            expires=_expiry(asked, at),
        )
        self.channels[identity] = channel
        self._push(channel, "sync")
        return {
            "kind": "api#channel",
            "id": identity,
            "resourceId": channel.resource_id,
            "resourceUri": f"https://www.googleapis.com/calendar/v3/calendars/{number}/events",
            "expiration": str(int(channel.expires.timestamp() * 1000)),
            **({"token": channel.token} if channel.token else {}),
        }

    def stop(self, asked: Mapping[str, Any]) -> None:
        channel = self.channels.get(str(asked.get("id")))
        if channel is None or channel.resource_id != asked.get("resourceId"):
            raise GoogleRefusal(404, "notFound", "Channel not found")
        del self.channels[channel.id]

    def _changed(self, calendar: str) -> None:
        for channel in self.channels.values():
            if channel.calendar == calendar:
                channel.number += 1
                self._push(channel, "exists")

    def _push(self, channel: Channel, state: str) -> None:
        number = channel.number

        def headers(body: bytes, delivery: str) -> dict[str, str]:
            del body, delivery
            return {
                "X-Goog-Channel-ID": channel.id,
                "X-Goog-Resource-State": state,
                "X-Goog-Resource-ID": channel.resource_id,
                "X-Goog-Message-Number": str(number),
                **({"X-Goog-Channel-Token": channel.token} if channel.token else {}),
            }

        self._postbox.post(
            Webhook(
                vendor=Vendor.GOOGLE,
                event=state,
                url=self._targets.google or _loopback_only(channel.address),
                body=b"",
                headers=headers,
                retry_on=lambda _: False,
                pauses=(),
                timeout=PUSH_TIMEOUT,
            )
        )


def _loopback_only(address: str) -> str:
    """Push goes to this machine or nowhere."""
    return address if address.startswith("http://127.0.0.1:") else ""


def _expiry(asked: Mapping[str, Any], at: datetime) -> datetime:
    if asked.get("expiration"):
        return datetime.fromtimestamp(int(asked["expiration"]) / 1000, UTC)
    ttl = (asked.get("params") or {}).get("ttl")
    return at + (timedelta(seconds=int(ttl)) if ttl else CHANNEL_LIFE)


def _joined(spans: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Sorted spans with what touches made one."""
    joined: list[tuple[datetime, datetime]] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((begin, end))
    return joined


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
