"""The page's routes: `/`, its stream, its files, and what people do on it."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from litestar import Request, Router, get
from litestar.connection import ASGIConnection
from litestar.di import NamedDependency as Given
from litestar.di import Provide
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.params import FromQuery, SkipValidation
from litestar.response import Response, ServerSentEvent, ServerSentEventMessage
from litestar.static_files import create_static_files_router

from ..chatwoot.desk import NoSuchContact, NoSuchConversation
from ..google.refusal import GoogleRefusal
from ..settings import LOOPBACK_HOSTS
from ..world import World
from .acting import ACTS
from .books import Books, RememberedBooks
from .reception import Reception
from .rendering import SECURITY_HEADERS, parts, shown
from .view import Looking, Stage

_LOOK_SECONDS: Final = 0.2
_FILES: Final = Path(__file__).parent / "static"
Here = Given[SkipValidation[Stage]]


@get("/")
async def page(
    stage: Here,
    *,
    chat: FromQuery[str] = "",
    name: FromQuery[str] = "",
    day: FromQuery[date | None] = None,
) -> Response[str]:
    """The whole page as it is now."""
    return shown("page", await stage.view(Looking(chat=chat, name=name, day=day)))


@get("/page/events")
async def events(
    stage: Here,
    *,
    chat: FromQuery[str] = "",
    name: FromQuery[str] = "",
    day: FromQuery[date | None] = None,
) -> ServerSentEvent:
    """What changes from now on, part by part."""
    return ServerSentEvent(_changes(stage, Looking(chat=chat, name=name, day=day)))


async def _changes(stage: Stage, looking: Looking) -> AsyncIterator[ServerSentEventMessage]:
    """Everything once, then only the parts that look different."""
    audience, seen = stage.world.audience, dict[str, Any]()
    shown_last: dict[str, str] = {}
    audience.watching += 1
    try:
        while True:
            before, seen = seen, await stage.view(looking)
            # Most of the time nothing happens: then there is nothing to render either.
            now = shown_last if seen == before else parts(seen)
            changed = {name: text for name, text in now.items() if shown_last.get(name) != text}
            if changed:
                shown_last = now
                yield ServerSentEventMessage(event="parts", data=json.dumps(changed))
            await asyncio.sleep(_LOOK_SECONDS)
    finally:
        audience.watching -= 1


def only_this_machine(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """No other site's page may look here or act here, whatever name it gives to this machine."""
    host = connection.headers.get("host", "").rsplit(":", 1)[0].strip("[]")
    site = connection.headers.get("sec-fetch-site", "none")
    looking = connection.scope.get("method") == "GET" and connection.url.path == "/"
    if host not in LOOPBACK_HOSTS or (site == "cross-site" and not looking):
        raise PermissionDeniedException("Esta página es solo de esta máquina.")


def page_router(world: World, books: Books) -> Router:
    """The page over this world; `books` are the salon's, where it shares its database."""
    stage = Stage(world, RememberedBooks(books), Reception(world))
    return Router(
        "/",
        route_handlers=[
            *(page, events),
            Router("/page", route_handlers=ACTS),
            create_static_files_router(
                "/page/static", [_FILES], after_request=_kept_for_a_moment, name="page-static"
            ),
        ],
        dependencies={"stage": Provide(lambda: stage, sync_to_thread=False)},
        guards=[only_this_machine],
        exception_handlers={
            ClientException: _refused,
            NoSuchContact: _nobody,
            NoSuchConversation: _nobody,
            GoogleRefusal: _not_there,
        },
    )


def _kept_for_a_moment(response: Response[Any]) -> Response[Any]:
    response.headers.update(SECURITY_HEADERS | {"Cache-Control": "max-age=60"})
    return response


def _plain(text: str, status: int) -> Response[str]:
    return Response(text, status_code=status, media_type="text/plain; charset=utf-8")


def _refused(_: Request[Any, Any, Any], error: ClientException) -> Response[str]:
    return _plain(error.detail, error.status_code)


def _nobody(_: Request[Any, Any, Any], __: Exception) -> Response[str]:
    return _plain("Desde ese teléfono no ha escrito nadie todavía.", 404)


def _not_there(_: Request[Any, Any, Any], __: GoogleRefusal) -> Response[str]:
    return _plain("Ese evento ya no está en el calendario, o no puede estar ahí.", 409)
