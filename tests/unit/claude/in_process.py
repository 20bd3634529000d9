"""Claude's adapter against the simulated Messages API without a socket: every byte but the wire."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import anthropic
import httpx2
from atrevete_apps.simulator.messages.desk import MODELS, Canned, MessagesDesk, Refusal
from atrevete_apps.simulator.messages.routes import error_body

from atrevete_adapters.claude.breaker import Breaker
from atrevete_adapters.claude.client import Client
from atrevete_adapters.claude.metering import Budget, Meter
from atrevete_adapters.claude.model import Claude

MODEL = "claude-sonnet-5-5"


@dataclass
class Clock:
    """A monotonic clock that is moved by hand."""

    seconds: float = 1_000.0

    def __call__(self) -> float:
        return self.seconds

    async def pause(self, seconds: float) -> None:
        self.seconds += seconds


class DeskTransport(httpx2.AsyncBaseTransport):
    """Takes requests straight to the desk. A canned `seconds` passes on the test's clock."""

    def __init__(self, desk: MessagesDesk, clock: Clock | None = None) -> None:
        self.desk = desk
        self.clock = clock or Clock()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        body = await request.aread()
        if request.method == "GET":
            return _model(request.url.path.rpartition("/")[2])
        try:
            asked = self.desk.read(body)
            canned = self.desk.next_canned()
            if canned is not None:
                await self._wait(canned)
                if canned.text:
                    return httpx2.Response(200, text=canned.text)
            return httpx2.Response(200, json=self.desk.answer(asked, canned))
        except Refusal as refusal:
            told = refusal.canned
            return httpx2.Response(
                told.status,
                json=error_body(told.error_type, told.message, told.error_code),
                headers=dict(told.headers),
            )

    async def _wait(self, canned: Canned) -> None:
        """Too slow for the client: the SDK would have given up."""
        if canned.seconds:
            self.clock.seconds += canned.seconds
            raise httpx2.ReadTimeout("slow")
        await asyncio.sleep(0)


def _model(name: str) -> httpx2.Response:
    if name not in MODELS:
        return httpx2.Response(404, json=error_body("not_found_error", name))
    found = {
        "type": "model", "id": name, "display_name": name, "lifecycle": MODELS[name],
        "created_at": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    return httpx2.Response(200, json=found)


@dataclass
class Rig:
    """An adapter, the desk behind it and the clock of both."""

    claude: Claude
    desk: MessagesDesk
    clock: Clock
    pauses: list[float] = field(default_factory=list)

    def will_answer(self, *answers: Canned) -> None:
        self.desk.script.extend(answers)

    @property
    def bodies(self) -> Sequence[dict[str, Any]]:
        return list(self.desk.requests)


@asynccontextmanager
async def rig(
    *,
    desk: MessagesDesk | None = None,
    model: str = MODEL,
    budget: Budget | None = None,
    transport: Callable[[httpx2.AsyncBaseTransport], httpx2.AsyncBaseTransport] = lambda it: it,
) -> AsyncIterator[Rig]:
    clock = Clock()
    desk = desk or MessagesDesk(now=clock)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await clock.pause(seconds)

    http = httpx2.AsyncClient(transport=transport(DeskTransport(desk, clock)))
    async with anthropic.AsyncAnthropic(
        api_key="k", base_url="http://claude.test", max_retries=0, http_client=http,
        open_telemetry=False,
    ) as sdk:  # fmt: skip
        waiting: Callable[[float], Awaitable[None]] = pause
        client = Client(
            sdk=sdk,
            model=model,
            meter=Meter(budget=budget or Budget()),
            breaker=Breaker(now=clock),
            now=clock,
            pause=waiting,
        )
        claude = Claude(client)
        yield Rig(claude, desk, clock, pauses)
        await claude.close()
