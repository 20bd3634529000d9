"""The simulator as one Litestar application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from litestar import Litestar
from litestar.middleware import DefineMiddleware

from .chatwoot.routes import chatwoot_router
from .clock import SimulatedTime
from .control.routes import control_router
from .gateway import Gateway
from .google.routes import google_router, token_route
from .media import media_router
from .settings import SimulatorSettings
from .stripe.page import checkout_router
from .stripe.routes import stripe_router
from .world import World


def create_app(settings: SimulatorSettings, time: SimulatedTime) -> Litestar:
    """All vendors on one port: `/chatwoot`, `/stripe`, `/checkout`, `/google`, `/control`."""
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
            checkout_router(world.stripe, time),
            google_router(world.google, settings.google_access_token, time),
            token_route(settings.google_access_token),
            media_router,
            control_router(world),
        ],
        middleware=[gateway],
        lifespan=[running],
        logging_config=None,
        openapi_config=None,
    )
