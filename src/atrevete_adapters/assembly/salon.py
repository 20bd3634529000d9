"""A whole salon: every port opened, and Maite at work on them."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

import langsmith
from pydantic import SecretStr

from atrevete_adapters import chatwoot, stripe
from atrevete_adapters.circuits import with_circuits
from atrevete_adapters.google_calendar import open_google_calendar
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.redis.checkpoints import open_checkpoints
from atrevete_adapters.redis.docket import open_tasks
from atrevete_adapters.settings import Settings
from atrevete_adapters.smtp import SmtpNotifier
from atrevete_adapters.transcriber import open_transcriber
from atrevete_adapters.watching import node_seconds, watched
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.flow.turn import Flow
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.transcriber import Transcriber

from .parts import (
    PAID_PATH,
    UNPAID_PATH,
    clock_of,
    crash_points_of,
    open_database,
    pace_of,
    redis_url_of,
    require_prepared,
    salon_id_of,
)
from .understanding import open_language_model

#: The simulator's keys, known to everyone; settings demand real ones for real vendors.
_SIMULATED: Final = {
    "bot": "simulated-bot-token",
    "user": "simulated-user-token",
    "stripe": "sk_test_simulated",
    "transcriber": "simulated-transcriber-key",
}


@asynccontextmanager
async def open_salon(settings: Settings) -> AsyncIterator[OpenSalon]:
    """Every port of one salon.

    Raises SalonNotPrepared for a database without the schema or the salon, StorageUnavailable for
    one that does not answer, and BadSettings for a model that there is not. Redis and the vendors
    may be away: they are asked when they are needed.
    """
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(open_language_model(settings))
        engine = await stack.enter_async_context(open_database(settings))
        storage = PostgresStorage(engine)
        await require_prepared(settings, storage)
        clock = clock_of(settings, engine)
        tasks = await stack.enter_async_context(open_tasks(redis_url_of(settings), clock=clock))
        salon = OpenSalon(
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
            pace=pace_of(settings),
            team_desk_id=str(settings.chatwoot_team_contact_id or ""),
        )
        points = crash_points_of(settings)
        yield points.in_salon(salon) if points else salon


@asynccontextmanager
async def open_receptionist(
    settings: Settings, *, around: Callable[[Flow], Flow] = lambda flow: flow
) -> AsyncIterator[Receptionist]:
    """Maite at work on an open salon, her turns durable in Redis, and measured. Raises as
    `open_salon`.

    `around` may put something about her flow, to see what it is given and how it ends.
    """
    # It comes along with LangGraph, and its variables alone would make it send conversations out.
    langsmith.configure(enabled=False)
    async with (
        open_salon(settings) as salon,
        open_checkpoints(redis_url_of(settings)) as checkpoints,
    ):
        yield Receptionist(
            with_circuits(watched(salon)),
            around(MaiteFlow(checkpoints, watch=node_seconds)),
            real_now=lambda: datetime.now(UTC),
            new_lease=lambda: uuid4().hex,
        )


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


def _key(given: SecretStr | None, vendor: str) -> str:
    return given.get_secret_value() if given else _SIMULATED[vendor]
