"""The Messages API alone on a port of its own, for tests and evaluations in one process."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn
from litestar import Litestar

from . import clever
from .desk import MessagesDesk
from .routes import messages_control, messages_router

KEY = "simulated-anthropic-key"
_POLL_SECONDS = 0.01
_START_SECONDS = 20.0


class NotStarted(Exception):
    """The server did not come up."""


@dataclass(frozen=True)
class Served:
    """A desk that answers at `url` until it is stopped."""

    desk: MessagesDesk
    url: str
    _server: uvicorn.Server = field(repr=False)
    _thread: threading.Thread = field(repr=False)

    def stop(self) -> None:
        """From now on nobody answers; what is under way is cut."""
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()


@contextmanager
def served_messages(desk: MessagesDesk | None = None) -> Iterator[Served]:
    """Serve in a thread of its own until the context ends."""
    desk = desk or MessagesDesk()
    clever.learn()
    app = Litestar(
        [messages_router(desk, KEY), messages_control(desk)],
        logging_config=None,
        openapi_config=None,
    )
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, access_log=False, log_level="warning", lifespan="off"
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        _until_started(server)
        port = server.servers[0].sockets[0].getsockname()[1]
        served = Served(desk, f"http://127.0.0.1:{port}/anthropic", server, thread)
        yield served
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


def _until_started(server: uvicorn.Server) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not server.started:
        if time.monotonic() > deadline:
            raise NotStarted
        time.sleep(_POLL_SECONDS)
