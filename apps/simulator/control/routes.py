"""The control's routes, below `/control`."""

from datetime import datetime
from typing import Any

from litestar import Request, Router
from litestar.di import Provide
from litestar.handlers import HTTPRouteHandler
from litestar.response import Response

from ..chatwoot.desk import NoSuchContact, NoSuchConversation
from ..google.refusal import GoogleRefusal
from ..settings import SimulatorSettingsWrong
from ..stripe.refusal import StripeRefusal
from ..world import World
from . import backstage, calendars, payments, people, stage


def control_router(world: World) -> Router:
    """Everything that tests, the demo and the web page do behind the vendors' backs."""

    async def now() -> datetime:
        return await world.time.now()

    return Router(
        "/control",
        route_handlers=[
            handler
            for module in (people, payments, calendars, stage, backstage)
            for handler in _of(module)
        ],
        dependencies={
            "world": Provide(lambda: world, sync_to_thread=False),
            "desk": Provide(lambda: world.chatwoot, sync_to_thread=False),
            "stripe": Provide(lambda: world.stripe, sync_to_thread=False),
            "google": Provide(lambda: world.google, sync_to_thread=False),
            "now": Provide(now),
        },
        exception_handlers={
            NoSuchContact: _unknown,
            NoSuchConversation: _unknown,
            SimulatorSettingsWrong: _wrong,
            StripeRefusal: _vendors_own,
            GoogleRefusal: _vendors_own,
        },
    )


def _of(module: object) -> list[HTTPRouteHandler]:
    return [one for one in vars(module).values() if isinstance(one, HTTPRouteHandler)]


def _unknown(_: Request[Any, Any, Any], __: Exception) -> Response[Any]:
    return Response({"detail": "Nobody wrote from that phone."}, status_code=404)


def _wrong(_: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    return Response({"detail": str(error)}, status_code=400)


def _vendors_own(_: Request[Any, Any, Any], error: Any) -> Response[Any]:  # noqa: ANN401 - either vendor's refusal
    return Response(error.body, status_code=error.status)
