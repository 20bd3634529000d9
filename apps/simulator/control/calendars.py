"""What the stylists themselves do in Google Calendar."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import delete, get, patch, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, JSONBody

from ..google.desk import GoogleDesk

Desk = Given[GoogleDesk]
Now = Given[datetime]

Json = dict[str, Any]
Body = JSONBody[Json]
EVENT = "/calendars/{calendar:str}/events/{event:str}"


@dataclass(frozen=True)
class Sharing:
    shared: bool


@get("/calendars")
async def calendars(google: Desk) -> dict[str, list[Json]]:
    """Every calendar's events by calendar id, deleted ones with status `cancelled`."""
    return {
        number: [calendar.body(event) for event in calendar.events.values()]
        for number, calendar in google.calendars.items()
    }


@post("/calendars/{calendar:str}/events")
async def add_event(google: Desk, calendar: FromPath[str], data: Body, now: Now) -> Json:
    """A stylist enters something: summary, start and end as Google has them."""
    own = google.calendar(calendar)
    return own.body(own.insert(data, now))


@patch(EVENT)
async def move_event(
    google: Desk, calendar: FromPath[str], event: FromPath[str], data: Body, now: Now
) -> Json:
    own = google.calendar(calendar)
    return own.body(own.patch(event, data, now, if_match=None))


@delete(EVENT, status_code=204)
async def delete_event(
    google: Desk, calendar: FromPath[str], event: FromPath[str], now: Now
) -> None:
    google.calendar(calendar).delete(event, now, if_match=None)


@post("/calendars/{calendar:str}/forget-tokens", status_code=204)
async def forget_tokens(google: Desk, calendar: FromPath[str]) -> None:
    """Every sync token that is out becomes too old: 410, full sync."""
    google.calendar(calendar).forget_tokens()


@post("/calendars/{calendar:str}/sharing", status_code=204)
async def set_sharing(google: Desk, calendar: FromPath[str], data: JSONBody[Sharing]) -> None:
    """The owner takes the share back (404), or gives it again."""
    google.share(calendar, shared=data.shared)
