"""`events.list`: filters, pages and sync tokens.

A page token and a sync token are our own notations; a caller must not read them.
"""

from dataclasses import dataclass
from datetime import datetime

from .moments import query_instant
from .refusal import GoogleRefusal
from .store import Calendar, CalendarEvent, Json

DEFAULT_PAGE, MAX_PAGE = 250, 2500
NOT_WITH_SYNC_TOKEN = frozenset(
    {"iCalUID", "orderBy", "privateExtendedProperty", "q", "timeMin", "timeMax", "updatedMin"}
)


@dataclass(frozen=True, kw_only=True)
class ListQuery:
    """The query of one page, read."""

    time_min: datetime | None
    time_max: datetime | None
    updated_min: datetime | None
    since_change: int | None
    properties: tuple[tuple[str, str], ...]
    text: str
    show_deleted: bool
    by_start: bool
    page: int
    offset: int


def read_query(query: dict[str, list[str]], calendar: Calendar) -> ListQuery:
    token = _first(query, "syncToken")
    if token is not None and NOT_WITH_SYNC_TOKEN & set(query):
        raise GoogleRefusal(400, "badRequest", "Sync token cannot be used with these parameters.")
    by_start = _first(query, "orderBy") == "startTime"
    if by_start and _first(query, "singleEvents") != "true":
        raise GoogleRefusal(
            400, "badRequest", "The requested ordering is not available for the particular query."
        )
    properties = [text.partition("=") for text in query.get("privateExtendedProperty", [])]
    return ListQuery(
        time_min=_instant(query, "timeMin"),
        time_max=_instant(query, "timeMax"),
        updated_min=_instant(query, "updatedMin"),
        since_change=None if token is None else _change_of(token, calendar),
        properties=tuple((name, value) for name, _, value in properties),
        text=(_first(query, "q") or "").casefold(),
        show_deleted=_first(query, "showDeleted") == "true" or token is not None,
        by_start=by_start,
        page=min(int(_first(query, "maxResults") or DEFAULT_PAGE), MAX_PAGE),
        offset=int((_first(query, "pageToken") or "p0").removeprefix("p")),
    )


def listed(calendar: Calendar, query: ListQuery, at: datetime) -> Json:
    """One page; the sync token stands on the last one only."""
    found = [event for event in calendar.events.values() if _fits(event, calendar, query)]
    found.sort(key=(lambda e: e.starts(calendar.zone)) if query.by_start else (lambda e: e.updated))
    shown = found[query.offset : query.offset + query.page]
    body: Json = {
        "kind": "calendar#events",
        "etag": f'"{calendar.last_change}"',
        "summary": calendar.id,
        "updated": at.isoformat(),
        "timeZone": calendar.zone,
        "accessRole": "writer",
        "defaultReminders": [],
        "items": [calendar.body(event) for event in shown],
    }
    if query.offset + query.page < len(found):
        return body | {"nextPageToken": f"p{query.offset + query.page}"}
    return body | {"nextSyncToken": f"s{calendar.last_change}"}


def _fits(event: CalendarEvent, calendar: Calendar, query: ListQuery) -> bool:
    if event.cancelled and not query.show_deleted:
        return False
    if query.since_change is not None and event.change <= query.since_change:
        return False
    if query.updated_min is not None and event.updated < query.updated_min:
        return False
    private = (event.fields.get("extendedProperties") or {}).get("private") or {}
    summary = str(event.fields.get("summary", "")).casefold()
    return (
        all(private.get(name) == value for name, value in query.properties)
        and query.text in summary
        and event.overlaps(query.time_min, query.time_max, calendar.zone)
    )


def _change_of(token: str, calendar: Calendar) -> int:
    digits = token.removeprefix("s")
    if not digits.isdecimal() or not calendar.oldest_token <= int(digits) <= calendar.last_change:
        raise GoogleRefusal(
            410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required."
        )
    return int(digits)


def _first(query: dict[str, list[str]], name: str) -> str | None:
    return query.get(name, [None])[0]


def _instant(query: dict[str, list[str]], name: str) -> datetime | None:
    text = _first(query, name)
    return None if text is None else query_instant(text, name)
