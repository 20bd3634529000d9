"""The webhooks as one Litestar application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog
from litestar import Litestar, MediaType, Request, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from atrevete_adapters.assembly.door import FrontDoor, open_front_door
from atrevete_adapters.settings import Settings

from . import pages, routes

log = structlog.get_logger(__name__)


def create_app(settings: Settings) -> Litestar:
    """The application; it opens its connections when it starts, and starts without servers."""

    @asynccontextmanager
    async def running(app: Litestar) -> AsyncIterator[None]:
        async with open_front_door(settings) as door:
            app.state.door = door
            yield

    return Litestar(
        route_handlers=[*routes.ROUTES, *pages.ROUTES],
        dependencies={"door": Provide(_door, sync_to_thread=False)},
        exception_handlers={HTTP_500_INTERNAL_SERVER_ERROR: _answer_mistake},
        lifespan=[running],
        request_max_body_size=routes.LARGEST_BODY,
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="Atrévete: webhooks",
            version="1",
            path="/schema",
            # Only the description: the pages that show it load scripts from elsewhere.
            render_plugins=[JsonRenderPlugin()],
        ),
    )


def _door(state: State) -> FrontDoor:
    door: FrontDoor = state.door
    return door


def _answer_mistake(_: Request[Any, Any, Any], error: Exception) -> Response[dict[str, str]]:
    """What nobody foresaw is logged where it happened, without foreign words; no body tells it."""
    if not hasattr(error, "status_code"):
        log.error("webhook.failed", exc_info=error)
    return Response(
        {"detail": getattr(error, "detail", "") or "internal error"},
        status_code=HTTP_500_INTERNAL_SERVER_ERROR,
        media_type=MediaType.JSON,
    )
