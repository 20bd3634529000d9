"""Google Calendar v3 over HTTP, and the token endpoint of its service account."""

from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from litestar import Request, Router, delete, get, patch, post, put
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency as Given
from litestar.di import Provide
from litestar.handlers.base import BaseRouteHandler
from litestar.params import FromPath, JSONBody
from litestar.response import Response

from ..clock import SimulatedTime
from ..gateway import Answer, Asked, Outcome
from .desk import GoogleDesk
from .listing import listed, read_query
from .refusal import GoogleRefusal, error_body
from .store import Json

Body = JSONBody[Json]

Desk = Given[GoogleDesk]
Now = Given[datetime]
IfMatch = Given[str | None]

TOKEN_LIFE_SECONDS = 3599
EVENTS = "/calendars/{calendar_id:str}/events"
EVENT = EVENTS + "/{event_id:str}"
# The background of each `colorId`; Google's foreground is the same for all.
EVENT_COLORS = {
    "1": "#a4bdfc",
    "2": "#7ae7bf",
    "3": "#dbadff",
    "4": "#ff887c",
    "5": "#fbd75b",
    "6": "#ffb878",
    "7": "#46d6db",
    "8": "#e1e1e1",
    "9": "#5484ed",
    "10": "#51b749",
    "11": "#dc2127",
}
FOREGROUND = "#1d1d1d"
Asking = Request[Any, Any, Any]


class GoogleRules:
    """Google's own failures; it keeps nothing between requests."""

    def before(self, asked: Asked) -> Answer | None:
        del asked
        return None

    def after(self, asked: Asked, outcome: Outcome) -> None:
        """Nothing to remember."""

    def failure(self, status: int) -> object:
        reason = "rateLimitExceeded" if status == 429 else "backendError"  # noqa: PLR2004
        words = "Rate Limit Exceeded" if status == 429 else "Backend Error"  # noqa: PLR2004
        return error_body(status, reason, words)


def answer_refusal(_: Asking, refusal: GoogleRefusal) -> Response[Any]:
    return Response(refusal.body, status_code=refusal.status)


@post(EVENTS, status_code=200)
async def insert_event(
    desk: Desk, calendar_id: FromPath[str], data: Body, now: Now
) -> Response[Json]:
    calendar = desk.calendar(calendar_id)
    event = calendar.insert(data, now)
    return Response(calendar.body(event), headers={"ETag": event.etag})


@get(EVENTS)
async def list_events(desk: Desk, calendar_id: FromPath[str], request: Asking, now: Now) -> Json:
    calendar = desk.calendar(calendar_id)
    query = parse_qs(request.url.query)
    return listed(calendar, read_query(query, calendar), now)


@get(EVENT)
async def show_event(
    desk: Desk, calendar_id: FromPath[str], event_id: FromPath[str]
) -> Response[Json]:
    calendar = desk.calendar(calendar_id)
    event = calendar.event(event_id)
    return Response(calendar.body(event), headers={"ETag": event.etag})


@patch(EVENT)
async def patch_event(
    desk: Desk,
    calendar_id: FromPath[str],
    event_id: FromPath[str],
    data: Body,
    now: Now,
    if_match: IfMatch,
) -> Json:
    calendar = desk.calendar(calendar_id)
    return calendar.body(calendar.patch(event_id, data, now, if_match=if_match))


@put(EVENT)
async def update_event(
    desk: Desk,
    calendar_id: FromPath[str],
    event_id: FromPath[str],
    data: Body,
    now: Now,
    if_match: IfMatch,
) -> Json:
    calendar = desk.calendar(calendar_id)
    return calendar.body(calendar.update(event_id, data, now, if_match=if_match))


@delete(EVENT, status_code=204)
async def delete_event(
    desk: Desk,
    calendar_id: FromPath[str],
    event_id: FromPath[str],
    now: Now,
    if_match: IfMatch,
) -> None:
    desk.calendar(calendar_id).delete(event_id, now, if_match=if_match)


@post(EVENTS + "/watch", status_code=200)
async def watch_events(desk: Desk, calendar_id: FromPath[str], data: Body, now: Now) -> Json:
    return desk.watch(calendar_id, data, now)


@post("/channels/stop", status_code=204)
async def stop_channel(desk: Desk, data: Body) -> None:
    desk.stop(data)


@post("/freeBusy", status_code=200)
async def query_free_busy(desk: Desk, data: Body) -> Json:
    return desk.free_busy(data)


@get("/colors")
async def show_colors() -> Json:
    colors = {
        number: {"background": background, "foreground": FOREGROUND}
        for number, background in EVENT_COLORS.items()
    }
    return {"kind": "calendar#colors", "calendar": {}, "event": colors}


@get("/{rest:path}")
async def nothing_here(rest: FromPath[str]) -> None:
    raise GoogleRefusal(404, "notFound", f"Not Found: {rest}")


def token_route(access_token: str) -> Router:
    """The OAuth endpoint that a service account's signed assertion is sent to."""

    @post("/google/token", status_code=200)
    async def issue_token() -> Json:
        return {
            "access_token": access_token,
            "expires_in": TOKEN_LIFE_SECONDS,
            "token_type": "Bearer",
        }

    return Router("/", route_handlers=[issue_token])


def google_router(desk: GoogleDesk, access_token: str, time: SimulatedTime) -> Router:
    """Calendar's API below `/google/calendar/v3`."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        if connection.headers.get("authorization") != f"Bearer {access_token}":
            raise GoogleRefusal(401, "authError", "Invalid Credentials")

    async def now() -> datetime:
        return await time.now()

    def if_match(request: Asking) -> str | None:
        return request.headers.get("if-match")

    return Router(
        "/google/calendar/v3",
        route_handlers=[
            insert_event,
            list_events,
            show_event,
            patch_event,
            update_event,
            delete_event,
            watch_events,
            stop_channel,
            query_free_busy,
            show_colors,
            nothing_here,
        ],
        guards=[guard],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "now": Provide(now),
            "if_match": Provide(if_match, sync_to_thread=False),
        },
        exception_handlers={GoogleRefusal: answer_refusal},
    )
