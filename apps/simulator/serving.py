"""Run the simulator on a loopback port, able to cut a connection in mid-request."""

import uvicorn
from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import Receive, Scope, Send

from .gateway import CUT_EXTENSION
from .settings import SimulatorSettings


class CanCut:
    """Lends each request the means to close its own connection (uvicorn's transport)."""

    def __init__(self, app: Litestar) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if scope["type"] == ScopeType.HTTP and transport is not None:
            extensions = dict(scope.get("extensions") or {})
            scope["extensions"] = {**extensions, CUT_EXTENSION: {"abort": transport.abort}}
        await self._app(scope, receive, send)


def server(app: Litestar, settings: SimulatorSettings) -> uvicorn.Server:
    """A server that logs no request lines: they carry phone numbers."""
    return uvicorn.Server(
        uvicorn.Config(
            CanCut(app),
            host=settings.host,
            port=settings.port,
            access_log=False,
            log_level="warning",
            lifespan="on",
            timeout_graceful_shutdown=2,
        )
    )
