"""The composition root: the only module that names adapters and hands them their settings.

    async with open_salon(load_settings()) as salon: …          # every port: for the admin, a shell
    async with open_receptionist(load_settings()) as maite: …   # Maite at work: for the worker
    async with open_front_door(load_settings()) as door: …      # what the webhooks need

Each closes what it opened. Shells know vendors only through what is opened here.
"""

import asyncio
import hashlib
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import langsmith
from docket import Docket
from pydantic import SecretStr
from redis.exceptions import RedisError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_core.domain.ids import SalonId
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.clock import Clock
from atrevete_core.ports.events import Incoming
from atrevete_core.ports.language_model import LanguageModel
from atrevete_core.ports.salon import OpenSalon, Pace
from atrevete_core.ports.storage import NotFound, Storage, StorageUnavailable
from atrevete_core.ports.tasks import Tasks
from atrevete_core.ports.transcriber import Transcriber

from . import chatwoot, stripe
from .clock import SystemClock
from .google_calendar import open_google_calendar
from .postgres import schema
from .postgres.engine import open_engine
from .postgres.errors import CANNOT_REACH
from .postgres.simulated_clock import PostgresClock, seed_now
from .postgres.storage import PostgresStorage
from .redis.checkpoints import open_checkpoints
from .redis.docket import open_queue, open_tasks
from .seeds import REFERENCE_SALON
from .settings import BadSettings, Settings
from .smtp import SmtpNotifier
from .transcriber import open_transcriber

#: Where Stripe sends customers back to; the webhook shell serves both.
PAID_PATH: Final = "/pago/hecho"
UNPAID_PATH: Final = "/pago/pendiente"

#: The simulator's keys, known to everyone; settings demand real ones for real vendors.
_SIMULATED: Final = {
    "bot": "simulated-bot-token",
    "user": "simulated-user-token",
    "stripe": "sk_test_simulated",
    "transcriber": "simulated-transcriber-key",
}
_PATIENCE_SECONDS: Final = 2.0


class SalonNotPrepared(Exception):
    """The database lacks its schema or the salon; the text says which command mends that."""


@asynccontextmanager
async def open_storage(settings: Settings) -> AsyncIterator[Storage]:
    """The salon's records alone. Nothing is connected yet."""
    async with _open_engine(settings) as engine:
        yield PostgresStorage(engine)


@asynccontextmanager
async def open_salon(settings: Settings) -> AsyncIterator[OpenSalon]:
    """Every port of one salon.

    Raises SalonNotPrepared for a database without the schema or the salon, StorageUnavailable for
    one that does not answer, and BadSettings for what this release cannot do. Redis and the
    vendors may be away: they are asked when they are needed.
    """
    async with AsyncExitStack() as stack:
        model = _language_model(settings)
        engine = await stack.enter_async_context(_open_engine(settings))
        storage = PostgresStorage(engine)
        await _require_prepared(settings, storage)
        clock = _clock(settings, engine)
        tasks = await stack.enter_async_context(open_tasks(_redis_url(settings), clock=clock))
        yield OpenSalon(
            id=salon_id_of(settings),
            storage=storage,
            clock=clock,
            tasks=tasks,
            messenger=await stack.enter_async_context(_open_messenger(settings)),
            gateway=await stack.enter_async_context(_open_gateway(settings)),
            calendar=open_google_calendar(
                settings.google_credentials_file, url=settings.google_calendar_url
            ),
            notifier=SmtpNotifier(settings.smtp_url.get_secret_value(), sender=settings.smtp_from),
            model=model,
            transcriber=await stack.enter_async_context(_open_transcriber(settings)),
            pace=_pace(settings),
            team_desk_id=str(settings.chatwoot_team_contact_id or ""),
        )


@asynccontextmanager
async def open_receptionist(settings: Settings) -> AsyncIterator[Receptionist]:
    """Maite at work on an open salon, her turns durable in Redis. Raises as `open_salon`."""
    # It comes along with LangGraph, and its variables alone would make it send conversations out.
    langsmith.configure(enabled=False)
    async with (
        open_salon(settings) as salon,
        open_checkpoints(_redis_url(settings)) as checkpoints,
    ):
        yield Receptionist(
            salon,
            MaiteFlow(checkpoints),
            real_now=lambda: datetime.now(UTC),
            new_lease=lambda: uuid4().hex,
        )


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
    redis_url = _redis_url(settings)
    async with _open_engine(settings) as engine:
        storage, clock = PostgresStorage(engine), _clock(settings, engine)
        async with (
            open_tasks(redis_url, clock=clock) as tasks,
            open_readiness(settings, storage) as readiness,
        ):
            yield FrontDoor(
                salon_id=salon_id_of(settings),
                storage=storage,
                tasks=tasks,
                clock=clock,
                real_clock=SystemClock(),
                pace=_pace(settings),
                desk=DeskMail(settings),
                gateway=GatewayMail(settings),
                calendar_token=calendar_token(settings),
                readiness=readiness,
            )


@asynccontextmanager
async def open_readiness(settings: Settings, storage: Storage) -> AsyncIterator["Readiness"]:
    """What tells whether this installation can work; nothing needs to be reachable yet."""
    async with open_queue(_redis_url(settings)) as queue:
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
            await _require_schema(self._settings)
            self._is_migrated = True
        await _require_salon(self._settings, self._storage)

    async def _redis(self) -> str:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS), self._queue.redis() as redis:
                await redis.exists("atrevete")
        except (RedisError, OSError):
            return "unreachable"
        return "ready"


class SimulatedClock:
    """The clock in the database, first set to `ATREVETE_NOW` where nobody has set it yet."""

    def __init__(self, engine: AsyncEngine, start: datetime | None) -> None:
        self._engine = engine
        self._start = start
        self._clock = PostgresClock(engine)

    async def now(self) -> datetime:
        """Raises StorageUnavailable."""
        try:
            if self._start is not None:
                await seed_now(self._engine, self._start)
                self._start = None
            return await self._clock.now()
        except CANNOT_REACH as error:
            raise StorageUnavailable("the clock cannot be read") from error


def salon_id_of(settings: Settings) -> SalonId:
    """The salon that this installation serves."""
    return SalonId(settings.salon_id) if settings.salon_id else REFERENCE_SALON


def calendar_token(settings: Settings) -> str | None:
    """What a push channel of Google's is opened with, so that its pushes are known to be his."""
    key = settings.admin_secret_key
    if key is None:
        return None
    secret = key.get_secret_value().encode()
    return hmac.new(secret, b"google push channel", hashlib.sha256).hexdigest()


@asynccontextmanager
async def _open_engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(settings.database_url.get_secret_value())
    try:
        yield engine
    finally:
        await engine.dispose()


def _open_messenger(settings: Settings) -> AbstractAsyncContextManager[chatwoot.ChatwootMessenger]:
    return chatwoot.open_chatwoot(
        settings.chatwoot_url,
        account_id=settings.chatwoot_account_id,
        inbox_id=settings.chatwoot_inbox_id,
        bot_token=_key(settings.chatwoot_bot_token, "bot"),
        user_token=_key(settings.chatwoot_user_token, "user"),
    )


def _open_gateway(settings: Settings) -> AbstractAsyncContextManager[stripe.StripeGateway]:
    return stripe.open_stripe(
        _key(settings.stripe_api_key, "stripe"),
        url=settings.stripe_api_url,
        success_url=settings.public_url + PAID_PATH,
        cancel_url=settings.public_url + UNPAID_PATH,
    )


def _open_transcriber(settings: Settings) -> AbstractAsyncContextManager[Transcriber | None]:
    if settings.transcriber_url is None:
        return nullcontext()
    return open_transcriber(
        settings.transcriber_url,
        key=_key(settings.transcriber_key, "transcriber"),
        desk_url=settings.chatwoot_url,
        hosts=settings.attachment_hosts,
    )


def _language_model(settings: Settings) -> LanguageModel:
    if settings.uses_claude:
        raise BadSettings(
            ["ATREVETE_LANGUAGE_MODEL is claude, which this release cannot use: set it to reglas."]
        )
    # Only who understands customers loads the vocabulary: the webhook starts without.
    from .reglas import Reglas  # noqa: PLC0415

    return Reglas()


async def _require_prepared(settings: Settings, storage: Storage) -> None:
    """Raises SalonNotPrepared or StorageUnavailable."""
    await _require_schema(settings)
    await _require_salon(settings, storage)


async def _require_schema(settings: Settings) -> None:
    try:
        found = await schema.status(settings.database_url.get_secret_value())
    except CANNOT_REACH as error:
        raise StorageUnavailable("the database cannot be reached") from error
    if found.pending:
        raise SalonNotPrepared("The database lacks its tables: run `atrevete db upgrade`.")


async def _require_salon(settings: Settings, storage: Storage) -> None:
    try:
        async with storage.transaction() as records:
            await records.salons.get(salon_id_of(settings))
    except NotFound as error:
        raise SalonNotPrepared("The database has no salon: run `atrevete db seed`.") from error


def _clock(settings: Settings, engine: AsyncEngine) -> Clock:
    if settings.all_simulated:
        return SimulatedClock(engine, settings.simulated_now)
    return SystemClock()


def _pace(settings: Settings) -> Pace:
    return Pace(settle=settings.settle, patience=settings.patience)


def _redis_url(settings: Settings) -> str:
    return settings.redis_url.get_secret_value()


def _key(given: SecretStr | None, vendor: str) -> str:
    return given.get_secret_value() if given else _SIMULATED[vendor]


def _plain(secrets: tuple[SecretStr, ...]) -> tuple[str, ...]:
    return tuple(each.get_secret_value() for each in secrets)
