"""The simulator as one Litestar application."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.middleware import DefineMiddleware
from litestar.response import Response

from .chatwoot.routes import chatwoot_router
from .clock import SimulatedTime
from .control.routes import control_router
from .gateway import Gateway
from .google.routes import google_router, token_route
from .media import media_router
from .messages.routes import messages_control, messages_router
from .page.books import Books, NoBooks
from .page.checkout import checkout_router
from .page.routes import page_router
from .settings import SimulatorSettings
from .stripe.routes import stripe_router
from .transcriber import transcriber_router
from .world import World

logger = logging.getLogger(__name__)


def _answer_bug(request: Request[Any, Any, Any], bug: Exception) -> Response[dict[str, Any]]:
    """A mistake of the simulator's own: say so aloud, without the request (phone numbers)."""
    logger.error("The simulator failed at a %s request.", request.method, exc_info=bug)
    return Response({"detail": "The simulator itself failed; see its log."}, status_code=500)


def create_app(
    settings: SimulatorSettings, time: SimulatedTime, books: Books | None = None
) -> Litestar:
    """All vendors on one port, `/chatwoot`, `/stripe`, `/google`, and so on; the page at `/`.

    `books` are the salon's own, which the page shows where it shares its database.
    """
    world = World.of(settings, time)

    @asynccontextmanager
    async def running(_: Litestar) -> AsyncIterator[None]:
        async with world.running():
            yield

    gateway = DefineMiddleware(
        Gateway, time=time, ledger=world.ledger, faults=world.faults, rules=world.rules
    )
    return Litestar(
        route_handlers=[
            chatwoot_router(world.chatwoot, world.targets, time),
            stripe_router(world.stripe, settings.stripe_api_key, time),
            checkout_router(world),
            google_router(world.google, settings.google_access_token, time),
            token_route(settings.google_access_token),
            transcriber_router(settings.transcriber_key),
            messages_router(world.messages, settings.anthropic_api_key),
            messages_control(world.messages),
            media_router,
            control_router(world),
            page_router(world, books or NoBooks()),
        ],
        middleware=[gateway],
        lifespan=[running],
        exception_handlers={500: _answer_bug},
        logging_config=None,
        openapi_config=None,
    )
