"""Google Calendar: a mirror of the salon's appointments, and the stylists' own busy time.

CONTRACTS C. Google's client is synchronous and httplib2 is not safe between threads: each call
runs in a thread with connections of its own.
"""

import asyncio
import http.client
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import google.oauth2.credentials
import google.oauth2.service_account
import httplib2
from google.auth.exceptions import GoogleAuthError
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build
from googleapiclient.errors import Error as GoogleClientError
from googleapiclient.errors import HttpError
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from atrevete_core.domain.interval import Interval
from atrevete_core.ports.stylist_calendar import (
    BusyTime,
    CalendarEntry,
    CalendarLook,
    CalendarRefused,
    CalendarUnreachable,
    Look,
    OwnEntry,
)

Json = dict[str, Any]

#: Enough for insert, get, list, patch and delete, and for nothing else.
SCOPES: Final = ("https://www.googleapis.com/auth/calendar.events",)
#: Our events carry their own id under this private key: a copy made by hand has another id.
MARK: Final = "atrevete"
#: Banana while it waits for the deposit, basil once confirmed (R12).
COLOURS: Final = {Look.PROVISIONAL: "5", Look.CONFIRMED: "10"}
TIMEOUT_SECONDS: Final = 10.0
_MOST_PAGES: Final = 100
_MOST_PER_PAGE: Final = 2500
# Titles and descriptions of the stylists' own events are none of our business.
_FIELDS: Final = (
    "nextPageToken,nextSyncToken,timeZone,items(id,status,transparency,start,end,extendedProperties/private,"
    "attendees(self,responseStatus))"
)
_RATE_REASONS: Final = frozenset({
    "rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded",
})  # fmt: skip
_SIMULATED_TOKEN: Final = "simulated-google-token"  # noqa: S105 - opens only the simulator


class Shape(BaseModel):
    """The parts of Google's JSON that we read; everything else is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class Moment(Shape):
    """Either an instant or, for an all-day event, a date."""

    date_time: datetime | None = Field(default=None, alias="dateTime")
    day: date | None = Field(default=None, alias="date")
    time_zone: str | None = Field(default=None, alias="timeZone")


class Properties(Shape):
    private: dict[str, str] = {}


class Attendee(Shape):
    is_self: bool = Field(default=False, alias="self")
    response: str = Field(default="", alias="responseStatus")


class Event(Shape):
    id: str
    status: str = "confirmed"
    transparency: str = "opaque"
    start: Moment | None = None
    end: Moment | None = None
    properties: Properties = Field(default=Properties(), alias="extendedProperties")
    attendees: tuple[Attendee, ...] = ()

    @property
    def is_ours(self) -> bool:
        return self.properties.private.get(MARK) == self.id

    @property
    def is_busy(self) -> bool:
        declined = any(each.is_self and each.response == "declined" for each in self.attendees)
        return self.status != "cancelled" and self.transparency == "opaque" and not declined


class EventPage(Shape):
    items: tuple[Event, ...] = ()
    time_zone: str = Field(alias="timeZone")
    next_page: str | None = Field(default=None, alias="nextPageToken")
    next_sync: str = Field(default="", alias="nextSyncToken")


class ChangedPage(Shape):
    items: tuple[Json, ...] = ()
    next_page: str | None = Field(default=None, alias="nextPageToken")


class ErrorDetail(Shape):
    reason: str = ""


class ErrorPart(Shape):
    errors: tuple[ErrorDetail, ...] = ()


class ErrorBody(Shape):
    error: ErrorPart


class _Refusal(Exception):
    """An HTTP error: which of them are bad news depends on what was asked."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(status, reason)
        self.status = status
        self.reason = reason


def open_google_calendar(credentials_file: Path | None, *, url: str) -> "GoogleCalendar":
    """The calendars that are shared with the service account; without a file, the simulator's.

    Raises CalendarRefused when the file is no service account's.
    """
    return GoogleCalendar(_credentials(credentials_file), url=url)


def _credentials(file: Path | None) -> object:
    if file is None:
        return google.oauth2.credentials.Credentials(  # type: ignore[no-untyped-call] # half typed
            _SIMULATED_TOKEN
        )
    try:
        return google.oauth2.service_account.Credentials.from_service_account_file(  # type: ignore[no-untyped-call] # half typed
            str(file), scopes=SCOPES
        )
    except (ValueError, OSError, GoogleAuthError) as error:
        raise CalendarRefused(
            "ATREVETE_GOOGLE_CREDENTIALS_FILE is not the JSON key of a service account"
        ) from error


class GoogleCalendar:
    """The port StylistCalendar."""

    def __init__(
        self, credentials: object, *, url: str, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        self._credentials = credentials
        self._timeout = timeout_seconds
        # Built from the description that comes with the library; nothing is asked here.
        service = build(
            "calendar",
            "v3",
            http=httplib2.Http(),
            static_discovery=True,
            cache_discovery=False,
            client_options={"api_endpoint": f"{url.rstrip('/')}/"},
        )
        self._events = service.events()

    async def put(self, entry: CalendarEntry) -> None:
        where = {"calendarId": entry.calendar_id}
        body = event_body(entry)
        try:
            _understood(Event, await self._ask(self._events.insert(**where, body=body)))
        except _Refusal as refusal:
            if refusal.status != HTTPStatus.CONFLICT:
                raise _translated(refusal) from refusal
            await self._adopt(entry, body)

    async def remove(self, calendar_id: str, entry_id: str) -> None:
        try:
            answer = await self._ask(self._events.delete(calendarId=calendar_id, eventId=entry_id))
        except _Refusal as refusal:
            if refusal.status not in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
                raise _translated(refusal) from refusal
            return
        if answer:
            raise CalendarUnreachable("Google answered a deletion with words")

    async def look(
        self, calendar_id: str, window: Interval, *, token: str = ""
    ) -> CalendarLook | None:
        if token and not await self._has_changed(calendar_id, token):
            return None
        pages = await self._pages(calendar_id, window)
        return CalendarLook(
            busy=[each for page in pages for each in _busy_times(page)],
            ours=[each for page in pages for each in _own_entries(page)],
            token=pages[-1].next_sync,
        )

    async def busy(self, calendar_id: str, window: Interval) -> Sequence[BusyTime]:
        pages = await self._pages(calendar_id, window)
        return [each for page in pages for each in _busy_times(page)]

    async def _has_changed(self, calendar_id: str, token: str) -> bool:
        """With a sync token Google tells only what changed; 410 means: look at everything."""
        request = self._events.list(
            calendarId=calendar_id,
            syncToken=token,
            singleEvents=True,
            fields="nextPageToken,nextSyncToken,items(id)",
        )
        try:
            page = _understood(ChangedPage, await self._ask(request))
        except _Refusal as refusal:
            if refusal.status == HTTPStatus.GONE:
                return True
            raise _translated(refusal) from refusal
        return bool(page.items) or page.next_page is not None

    async def _pages(self, calendar_id: str, window: Interval) -> list[EventPage]:
        pages: list[EventPage] = []
        page_token: str | None = None
        for _ in range(_MOST_PAGES):
            pages.append(await self._page(calendar_id, window, page_token))
            page_token = pages[-1].next_page
            if page_token is None:
                return pages
        raise CalendarUnreachable("Google's pages do not end")

    async def _adopt(self, entry: CalendarEntry, body: Json) -> None:
        """The id is taken: by an earlier try of ours, or by an entry that somebody deleted."""
        where = {"calendarId": entry.calendar_id, "eventId": entry.id}
        changes = {key: value for key, value in body.items() if key != "id"}
        try:
            existing = _understood(Event, await self._ask(self._events.get(**where)))
            if existing.status == "cancelled":
                raise CalendarRefused(
                    "the entry was deleted in Google, which keeps its id for ever: "
                    "mirror the appointment under a new revision"
                )
            _understood(Event, await self._ask(self._events.patch(**where, body=changes)))
        except _Refusal as refusal:
            raise _translated(refusal) from refusal

    async def _page(self, calendar_id: str, window: Interval, token: str | None) -> EventPage:
        request = self._events.list(
            calendarId=calendar_id,
            timeMin=window.start.astimezone(UTC).isoformat(),
            timeMax=window.end.astimezone(UTC).isoformat(),
            singleEvents=True,
            maxResults=_MOST_PER_PAGE,
            fields=_FIELDS,
            **({"pageToken": token} if token else {}),
        )
        try:
            return _understood(EventPage, await self._ask(request))
        except _Refusal as refusal:
            raise _translated(refusal) from refusal

    async def _ask(self, request: Any) -> object:  # noqa: ANN401 - Google's client is untyped
        """One request in a thread. Raises _Refusal for an HTTP error, else the port's errors."""
        return await asyncio.to_thread(_carefully, lambda: self._execute(request))

    def _execute(self, request: Any) -> object:  # noqa: ANN401 - likewise
        connection = AuthorizedHttp(self._credentials, http=httplib2.Http(timeout=self._timeout))
        try:
            answer: object = request.execute(http=connection, num_retries=0)
            return answer
        finally:
            connection.close()


def event_body(entry: CalendarEntry) -> Json:
    """The entry as Google's Event. Its wall time is shown in the salon's zone, wherever it is."""
    return {
        "id": entry.id,
        "summary": entry.title,
        "description": entry.description,
        "start": _moment(entry.during.start, entry.zone),
        "end": _moment(entry.during.end, entry.zone),
        "colorId": COLOURS[entry.look],
        "transparency": "opaque",
        "extendedProperties": {"private": {MARK: entry.id}},
    }


def _moment(instant: datetime, zone: str) -> Json:
    return {"dateTime": instant.astimezone(ZoneInfo(zone)).isoformat(), "timeZone": zone}


def _carefully(call: Callable[[], object]) -> object:
    try:
        return call()
    except HttpError as error:
        raise _Refusal(int(error.status_code), _reason(error)) from error
    except GoogleAuthError as error:
        if getattr(error, "retryable", False) or type(error).__name__ == "TransportError":
            raise CalendarUnreachable("Google gives no access token just now") from error
        raise CalendarRefused(
            "Google gives no access token for ATREVETE_GOOGLE_CREDENTIALS_FILE"
        ) from error
    except (
        OSError,
        ValueError,  # a body that is no JSON, or not even text
        http.client.HTTPException,
        httplib2.HttpLib2Error,
        GoogleClientError,
    ) as error:
        raise CalendarUnreachable(f"Google: {type(error).__name__}") from error


def _reason(error: HttpError) -> str:
    try:
        details = ErrorBody.model_validate_json(error.content).error.errors
    except ValidationError:
        return ""
    return details[0].reason if details else ""


def _translated(refusal: _Refusal) -> CalendarRefused | CalendarUnreachable:
    told = f"Google answered {refusal.status} {refusal.reason}".rstrip()
    passing = refusal.status in {
        HTTPStatus.REQUEST_TIMEOUT,
        HTTPStatus.PRECONDITION_FAILED,
        HTTPStatus.TOO_MANY_REQUESTS,
    }
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        return CalendarRefused(f"{told}: look at ATREVETE_GOOGLE_CREDENTIALS_FILE")
    if passing or refusal.reason in _RATE_REASONS:
        return CalendarUnreachable(told)
    if HTTPStatus.BAD_REQUEST <= refusal.status < HTTPStatus.INTERNAL_SERVER_ERROR:
        return CalendarRefused(told)
    return CalendarUnreachable(told)


Shaped = TypeVar("Shaped", bound=Shape)


def _understood(kind: type[Shaped], answer: object) -> Shaped:
    try:
        return kind.model_validate(answer)
    except ValidationError as error:
        raise CalendarUnreachable("Google answered what cannot be read") from error


def _busy_times(page: EventPage) -> list[BusyTime]:
    calendar_zone = _zone(page.time_zone)
    busy = [event for event in page.items if event.is_busy and not event.is_ours]
    times = [(event, _span(event, calendar_zone)) for event in busy]
    return [BusyTime(event_id=event.id, during=span) for event, span in times if span is not None]


def _own_entries(page: EventPage) -> list[OwnEntry]:
    calendar_zone = _zone(page.time_zone)
    ours = [event for event in page.items if event.is_ours and event.status != "cancelled"]
    times = [(event, _span(event, calendar_zone)) for event in ours]
    return [OwnEntry(entry_id=event.id, during=span) for event, span in times if span is not None]


def _span(event: Event, calendar_zone: ZoneInfo) -> Interval | None:
    """When it is; None for an event without any length, which takes no time."""
    if event.start is None or event.end is None:
        raise CalendarUnreachable("Google answered an event without its times")
    start, end = _instant(event.start, calendar_zone), _instant(event.end, calendar_zone)
    return Interval(start, end) if start < end else None


def _instant(moment: Moment, calendar_zone: ZoneInfo) -> datetime:
    """All-day events run from midnight to midnight where the calendar lives."""
    zone = _zone(moment.time_zone) if moment.time_zone else calendar_zone
    if moment.date_time is not None:
        given = moment.date_time
        return given if given.tzinfo else given.replace(tzinfo=zone)
    if moment.day is not None:
        return datetime.combine(moment.day, time.min, tzinfo=calendar_zone)
    raise CalendarUnreachable("Google answered an event without its times")


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CalendarUnreachable("Google named a time zone that nobody knows") from error
