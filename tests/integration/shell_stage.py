"""A salon on real servers as the shells meet it: settings, rows to look at, and its webhooks."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import httpx
from atrevete_apps.webhook.app import create_app
from litestar import Litestar
from pydantic import SecretStr
from sqlalchemy import text

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.settings import Settings, load_settings
from tests.builders import REFERENCE
from tests.unit.adapters.chatwoot_samples import ACCOUNT, INBOX
from tests.unit.adapters.stripe_samples import SECRET, signature

DESK_SECRETS = ("of-the-bot", "of-the-webhook")
NOBODY = "http://127.0.0.1:9"


def shell_settings(database_url: str, redis_url: str, **changes: object) -> Settings:
    """Every vendor simulated, and nobody there unless a test says so."""
    given: dict[str, object] = {
        "database_url": SecretStr(database_url),
        "redis_url": SecretStr(redis_url),
        "chatwoot_url": f"{NOBODY}/chatwoot",
        "chatwoot_account_id": ACCOUNT,
        "chatwoot_inbox_id": INBOX,
        "chatwoot_webhook_secrets": DESK_SECRETS,
        "stripe_api_url": f"{NOBODY}/stripe",
        "stripe_webhook_secrets": (SECRET,),
        "google_calendar_url": f"{NOBODY}/google/calendar/v3",
        "smtp_url": SecretStr("smtp://127.0.0.1:9"),
        "smtp_from": "maite@salon.example",
        "public_url": "http://127.0.0.1:9",
        "settle_seconds": 0.1,
    }
    return load_settings(**(given | changes))


def environment(settings: Settings) -> dict[str, str]:
    """The same settings for a process of its own."""
    return {
        "ATREVETE_DATABASE_URL": settings.database_url.get_secret_value(),
        "ATREVETE_REDIS_URL": settings.redis_url.get_secret_value(),
        "ATREVETE_CHATWOOT_URL": settings.chatwoot_url,
        "ATREVETE_CHATWOOT_ACCOUNT_ID": str(settings.chatwoot_account_id),
        "ATREVETE_CHATWOOT_INBOX_ID": str(settings.chatwoot_inbox_id),
        "ATREVETE_CHATWOOT_WEBHOOK_SECRETS": ",".join(DESK_SECRETS),
        "ATREVETE_STRIPE_API_URL": settings.stripe_api_url,
        "ATREVETE_STRIPE_WEBHOOK_SECRETS": SECRET,
        "ATREVETE_GOOGLE_CALENDAR_URL": settings.google_calendar_url,
        "ATREVETE_SMTP_URL": settings.smtp_url.get_secret_value(),
        "ATREVETE_SMTP_FROM": settings.smtp_from,
        "ATREVETE_PUBLIC_URL": settings.public_url,
        "ATREVETE_SETTLE_SECONDS": str(settings.settle_seconds),
    }


async def sow(database_url: str) -> None:
    """Give the database the reference salon."""
    engine = open_engine(database_url)
    await seed(engine, REFERENCE)
    await engine.dispose()


async def rows(database_url: str, query: str) -> list[Any]:
    engine = open_engine(database_url)
    try:
        async with engine.connect() as connection:
            return list((await connection.execute(text(query))).all())
    finally:
        await engine.dispose()


async def tidy(database_url: str) -> None:
    """Forget every event and conversation: cheaper than another database."""
    engine = open_engine(database_url)
    async with engine.begin() as connection:
        await connection.execute(text("TRUNCATE inbox, conversations, contacts CASCADE"))
    await engine.dispose()


@dataclass(frozen=True)
class Door:
    """The webhooks, answering in this process."""

    http: httpx.AsyncClient
    settings: Settings

    async def desk(
        self, body: bytes, *, secret: str = DESK_SECRETS[0], age: float = 0, **headers: str
    ) -> httpx.Response:
        """What Chatwoot posts."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        signed = desk_headers(body, secret=secret, age=age)
        return await self.http.post("/webhooks/chatwoot", content=body, headers={**signed, **named})

    async def gateway(self, body: bytes, *, secret: str = SECRET, age: int = 0) -> httpx.Response:
        """What Stripe posts."""
        headers = {"Stripe-Signature": signature(body, int(time.time()) - age, secret)}
        return await self.http.post("/webhooks/stripe", content=body, headers=headers)

    async def inbox(self, columns: str = "kind") -> list[Any]:
        url = self.settings.database_url.get_secret_value()
        return [
            each[0] if len(each) == 1 else tuple(each)
            for each in await rows(url, f"SELECT {columns} FROM inbox")  # noqa: S608 - ours
        ]


def desk_headers(
    body: bytes, *, secret: str = DESK_SECRETS[0], age: float = 0
) -> Mapping[str, str]:
    at = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return {
        "content-type": "application/json",
        "X-Chatwoot-Timestamp": at,
        "X-Chatwoot-Signature": f"sha256={digest}",
    }


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Door]:
    app = create_app(settings)
    transport = httpx.ASGITransport(app=cast("Any", app))
    async with (
        _living(app),
        httpx.AsyncClient(transport=transport, base_url="http://salon.example") as http,
    ):
        yield Door(http, settings)


@asynccontextmanager
async def _living(app: Litestar) -> AsyncIterator[None]:
    """A task of its own: a fixture is left in another one than it was entered in."""
    ready, leave = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with app.lifespan():
            ready.set()
            await leave.wait()

    life, started = asyncio.create_task(live()), asyncio.create_task(ready.wait())
    await asyncio.wait({life, started}, return_when=asyncio.FIRST_COMPLETED)
    started.cancel()
    try:
        yield
    finally:
        leave.set()
        await life


def nested(depth: int) -> bytes:
    return b'{"event":' * depth + b"1" + b"}" * depth
