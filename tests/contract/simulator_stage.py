"""A simulator on a loopback port, a salon that keeps what it is sent, and the vendors' words."""

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import uvicorn
from atrevete_apps.simulator.app import create_app
from atrevete_apps.simulator.clock import StandaloneTime
from atrevete_apps.simulator.serving import server
from atrevete_apps.simulator.settings import SimulatorSettings

from atrevete_adapters.simulation import Simulation

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PROJECT = Path(__file__).resolve().parents[2]


def contract(name: str) -> dict[str, Any]:
    """A vendor's description from the reference texts; skips the test where they are absent."""
    folder = os.environ.get("ATREVETE_CONTRACTS")
    places = [Path(folder)] if folder else []
    places.append(PROJECT.parent / "shared" / "contracts")
    for place in places:
        if (place / name).is_file():
            return cast("dict[str, Any]", json.loads((place / name).read_text("utf-8")))
    pytest.skip(f"{name} is not here: set ATREVETE_CONTRACTS to the folder of contracts")


@dataclass(frozen=True)
class Hook:
    """One webhook as the salon got it."""

    path: str
    headers: dict[str, str]
    raw: bytes

    @property
    def body(self) -> dict[str, Any]:
        return cast("dict[str, Any]", json.loads(self.raw))


@dataclass
class Salon:
    """Stands where the salon's own webhook would; answers with the statuses it is given."""

    url: str = ""
    hooks: list[Hook] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        raw = b""
        more = True
        while more:
            message = await receive()
            raw += message.get("body", b"")
            more = message.get("more_body", False)
        headers = {k.decode(): v.decode() for k, v in scope["headers"]}
        self.hooks.append(Hook(scope["path"], headers, raw))
        status = self.answers.pop(0) if self.answers else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    def heard(self, event: str) -> list[Hook]:
        return [hook for hook in self.hooks if _event_of(hook) == event]


def _event_of(hook: Hook) -> str | None:
    try:
        return cast("str | None", hook.body.get("event") or hook.body.get("type"))
    except ValueError:
        return None


@dataclass(frozen=True)
class Stage:
    """All that a test needs: the simulator's address, its control, and the salon."""

    settings: SimulatorSettings
    control: Simulation
    http: httpx.AsyncClient
    salon: Salon

    @property
    def url(self) -> str:
        return self.settings.base_url

    async def begin(self) -> None:
        """As it was at first, except that no number is used twice."""
        await self.control.reset()
        await self.control.send_webhooks_to(
            chatwoot=self.settings.chatwoot_webhook_url,
            chatwoot_account=self.settings.chatwoot_account_webhook_url,
            stripe=self.settings.stripe_webhook_url,
            google=self.settings.google_push_url,
        )
        await self.control.set_clock(START)
        self.salon.hooks.clear()
        self.salon.answers.clear()

    async def chatwoot(
        self, method: str, path: str, body: Any = None, *, token: str | None = None
    ) -> httpx.Response:
        """Chatwoot's API, as the administrator unless a token is given."""
        return await self.http.request(
            method,
            f"{self.url}/chatwoot/api/v1/accounts/1{path}",
            json=body,
            headers={"api_access_token": token or self.settings.user_token},
        )

    async def stripe(
        self, method: str, path: str, form: dict[str, str] | None = None, *, key: str = ""
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.settings.stripe_api_key}"}
        if key:
            headers["Idempotency-Key"] = key
        return await self.http.request(
            method, f"{self.url}/stripe/v1{path}", data=form, headers=headers
        )

    async def google(
        self, method: str, path: str, body: Any = None, **headers: str
    ) -> httpx.Response:
        bearer = {"Authorization": f"Bearer {self.settings.google_access_token}"}
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.http.request(
            method, f"{self.url}/google/calendar/v3{path}", json=body, headers=bearer | names
        )


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@contextlib.asynccontextmanager
async def serving(running: uvicorn.Server) -> AsyncIterator[None]:
    task = asyncio.create_task(running.serve())
    while not running.started:
        assert not task.done(), "the server did not start"
        await asyncio.sleep(0.01)
    try:
        yield
    finally:
        running.should_exit = True
        await task


@contextlib.asynccontextmanager
async def raised_stage(**changes: Any) -> AsyncIterator[Stage]:
    """A simulator with short pauses, whose webhooks go to a salon of the test's own."""
    salon = Salon()
    salon_port = free_port()
    salon.url = f"http://127.0.0.1:{salon_port}"
    settings = SimulatorSettings(
        **{
            "port": free_port(),
            "smtp_port": -1,
            "chatwoot_webhook_url": f"{salon.url}/webhooks/chatwoot",
            "stripe_webhook_url": f"{salon.url}/webhooks/stripe",
            "chatwoot_retry_seconds": 0.05,
            "chatwoot_status_seconds": 0.01,
            "stripe_retry_seconds": (0.05, 0.05),
            **changes,
        }
    )
    app = create_app(settings, StandaloneTime(START))
    listening = uvicorn.Config(
        cast("Any", salon), host="127.0.0.1", port=salon_port, log_level="warning", lifespan="off"
    )
    async with (
        serving(uvicorn.Server(listening)),
        serving(server(app, settings)),
        Simulation(settings.base_url) as control,
        httpx.AsyncClient(trust_env=False, timeout=5) as http,
    ):
        yield Stage(settings, control, http, salon)


async def until(
    found: Callable[[], Any] | Callable[[], Awaitable[Any]], seconds: float = 5.0
) -> Any:
    """Wait until something is there, and give it back."""
    deadline = asyncio.get_running_loop().time() + seconds
    while True:
        value = found()
        if isinstance(value, Awaitable):
            value = await value
        if value:
            return value
        assert asyncio.get_running_loop().time() < deadline, "it never happened"
        await asyncio.sleep(0.01)
