"""Opening Claude: connections, model, budgets."""

import ipaddress
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import anthropic
import httpx2

from .breaker import Breaker
from .client import Client
from .metering import Budget, Meter
from .model import Claude


@asynccontextmanager
async def open_claude(
    url: str,
    *,
    key: str,
    model: str,
    budget: Budget | None = None,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> AsyncIterator[Claude]:
    """Claude on connections of its own. `transport` records or replays what goes over them."""
    # Our own attempts: the SDK would wait for as long as the API asks it to.
    http = anthropic.DefaultAsyncHttpxClient(
        transport=transport, trust_env=not _is_loopback(url), timeout=None
    )
    async with anthropic.AsyncAnthropic(
        api_key=key, base_url=url, max_retries=0, http_client=http, open_telemetry=False
    ) as sdk:
        claude = Claude(
            Client(
                sdk=sdk,
                model=model,
                meter=Meter(budget=budget or Budget()),
                breaker=Breaker(now=time.monotonic),
            )
        )
        try:
            yield claude
        finally:
            await claude.close()


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
