"""The webhooks' part of a salon: who knocks, what it means, and whether the house can work."""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from docket import Docket
from pydantic import SecretStr
from redis.exceptions import RedisError

from atrevete_adapters import chatwoot, stripe
from atrevete_adapters.clock import SystemClock
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.redis.docket import open_queue, open_tasks
from atrevete_adapters.settings import Settings
from atrevete_core.domain.ids import SalonId
from atrevete_core.ports.clock import Clock
from atrevete_core.ports.events import Incoming
from atrevete_core.ports.salon import Pace
from atrevete_core.ports.storage import Storage, StorageUnavailable
from atrevete_core.ports.tasks import Tasks

from .parts import (
    SalonNotPrepared,
    clock_of,
    crash_points_of,
    open_database,
    pace_of,
    redis_url_of,
    require_salon,
    require_schema,
    salon_id_of,
)

_PATIENCE_SECONDS: Final = 2.0


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontDoor:
    """What the webhooks need: to know the senders, to store, and to wake the worker.

    It opens while the database or Redis is away, because Chatwoot repeats what was answered with
    500 but not what found nobody listening (CONTRACTS A2).
    """

    salon_id: SalonId
    storage: Storage
    tasks: Tasks
    #: The salon's time; raises StorageUnavailable when it is simulated and cannot be read.
    clock: Clock
    #: Signatures count in real time.
    real_clock: Clock
    pace: Pace
    desk: "DeskMail"
    gateway: "GatewayMail"
    #: What Google repeats in each push; None while no push channel can be opened.
    calendar_token: str | None
    readiness: "Readiness"


@asynccontextmanager
async def open_front_door(settings: Settings) -> AsyncIterator[FrontDoor]:
    """The webhooks' part of the salon; nothing needs to be reachable yet."""
    redis_url = redis_url_of(settings)
    async with open_database(settings) as engine:
        storage, clock = PostgresStorage(engine), clock_of(settings, engine)
        async with (
            open_tasks(redis_url, clock=clock) as tasks,
            open_readiness(settings, storage) as readiness,
        ):
            points = crash_points_of(settings)
            yield FrontDoor(
                salon_id=salon_id_of(settings),
                storage=points.in_storage(storage) if points else storage,
                tasks=points.around("tasks", tasks) if points else tasks,
                clock=clock,
                real_clock=SystemClock(),
                pace=pace_of(settings),
                desk=DeskMail(settings),
                gateway=GatewayMail(settings),
                calendar_token=calendar_token(settings),
                readiness=readiness,
            )


@asynccontextmanager
async def open_readiness(settings: Settings, storage: Storage) -> AsyncIterator["Readiness"]:
    """What tells whether this installation can work; nothing needs to be reachable yet."""
    async with open_queue(redis_url_of(settings)) as queue:
        yield Readiness(settings, storage, queue)


class DeskMail:
    """What Chatwoot sends: who signed it, and what it means."""

    def __init__(self, settings: Settings) -> None:
        self._secrets = _plain(settings.chatwoot_webhook_secrets)
        token = settings.chatwoot_url_token
        self._token = token.get_secret_value() if token else None
        self._account_id = settings.chatwoot_account_id
        self._inbox_id = settings.chatwoot_inbox_id

    @property
    def takes_unsigned(self) -> bool:
        """Whether a word in the address was agreed with a Chatwoot that signs nothing."""
        return self._token is not None

    def verify(self, headers: Mapping[str, str], body: bytes, *, real_now: datetime) -> None:
        """Raises BadSignature."""
        timestamp = headers.get("x-chatwoot-timestamp")
        signature = headers.get("x-chatwoot-signature")
        chatwoot.verify(self._secrets, timestamp, signature, body, real_now)

    def verify_address(self, token: str) -> None:
        """Raises BadSignature."""
        chatwoot.verify_url_token(self._token, token)

    def read(self, headers: Mapping[str, str], body: bytes) -> Incoming:
        """What it means. Raises UnreadableEvent."""
        return chatwoot.parse(
            body,
            delivery=headers.get("x-chatwoot-delivery", ""),
            account_id=self._account_id,
            inbox_id=self._inbox_id,
        )


class GatewayMail:
    """What Stripe sends: who signed it, and what it means."""

    def __init__(self, settings: Settings) -> None:
        self._secrets = _plain(settings.stripe_webhook_secrets)

    def verify(self, headers: Mapping[str, str], body: bytes, *, real_now: datetime) -> None:
        """Raises BadSignature."""
        stripe.verify(self._secrets, headers.get("stripe-signature"), body, real_now)

    def read(self, headers: Mapping[str, str], body: bytes) -> Incoming:  # noqa: ARG002 - as the desk's
        """What it means. Raises UnreadableEvent."""
        return stripe.parse(body)


class Readiness:
    """Whether this installation can work, part by part."""

    def __init__(self, settings: Settings, storage: Storage, queue: Docket) -> None:
        self._settings = settings
        self._storage = storage
        self._queue = queue
        self._is_migrated = False

    async def report(self) -> Mapping[str, str]:
        """Of `database` and `redis`: ready, or what is wrong; takes some seconds at most."""
        database, redis = await asyncio.gather(self._database(), self._redis())
        return {"database": database, "redis": redis}

    async def _database(self) -> str:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await self._require_prepared()
        except (StorageUnavailable, TimeoutError):
            return "unreachable"
        except SalonNotPrepared as error:
            return str(error)
        return "ready"

    async def _require_prepared(self) -> None:
        # The schema only moves forward: once it was there, it is.
        if not self._is_migrated:
            await require_schema(self._settings)
            self._is_migrated = True
        await require_salon(self._settings, self._storage)

    async def _redis(self) -> str:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self._queue.redis() as redis:
                await redis.exists("atrevete")
        except (RedisError, OSError):
            return "unreachable"
        return "ready"


def calendar_token(settings: Settings) -> str | None:
    """What a push channel of Google's is opened with, so that its pushes are known to be his."""
    key = settings.admin_secret_key
    if key is None:
        return None
    secret = key.get_secret_value().encode()
    return hmac.new(secret, b"google push channel", hashlib.sha256).hexdigest()


def _plain(secrets: tuple[SecretStr, ...]) -> tuple[str, ...]:
    return tuple(each.get_secret_value() for each in secrets)
