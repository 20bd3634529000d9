"""A whole salon on real servers: simulator, webhooks, and as many workers as a test wants."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

import uvicorn
from atrevete_apps.simulator.app import create_app as create_simulator
from atrevete_apps.simulator.database_clock import DatabaseTime
from atrevete_apps.simulator.serving import server
from atrevete_apps.simulator.settings import SimulatorSettings
from atrevete_apps.webhook.app import create_app as create_webhooks
from atrevete_apps.worker.work import Habits, work

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.settings import Settings
from atrevete_adapters.simulation import PhoneMessage, Simulation
from tests.contract.simulator_stage import free_port, serving, until
from tests.integration.shell_stage import rows, shell_settings, sow
from tests.unit.adapters.stripe_samples import SECRET

QUICK = Habits(
    sweep_every=timedelta(milliseconds=200),
    calendars_every=timedelta(milliseconds=200),
    drain=timedelta(seconds=5),
)


@dataclass(frozen=True)
class WorkingSalon:
    settings: Settings
    customers: Simulation

    async def rows(self, query: str) -> list[Any]:
        return await rows(self.settings.database_url.get_secret_value(), query)

    async def told(self, phone: str) -> list[PhoneMessage]:
        """What Maite has said on that phone."""
        found = await self.customers.messages_of(phone, everything=True)
        return [each for each in found if each.direction == "to_customer"]

    async def comes_to_rest(self) -> None:
        """Until nothing is unanswered, unsent or on its way."""

        async def is_resting() -> bool:
            # The road first: what is on it when the rows are read would be missed by both.
            if await self.customers.pending():
                return False
            [(waiting,)] = await self.rows(
                "SELECT (SELECT count(*) FROM inbox WHERE disposition IS NULL)"
                " + (SELECT count(*) FROM outbox WHERE status = 'pending')"
            )
            return not waiting

        await until(is_resting, seconds=40)

    @asynccontextmanager
    async def worker(self, habits: Habits = QUICK) -> AsyncIterator[asyncio.Event]:
        """A worker in this process."""
        stop = asyncio.Event()
        working = asyncio.create_task(work(self.settings, habits, stop=stop))
        try:
            yield stop
        finally:
            stop.set()
            await working


@asynccontextmanager
async def working_salon(
    database_url: str, redis_url: str, *, redis_of_the_webhooks: str | None = None
) -> AsyncIterator[WorkingSalon]:
    """Simulator and webhooks on ports of their own; no worker yet."""
    await sow(database_url)
    simulated, salon_port = _simulator_settings()
    settings = shell_settings(
        database_url, redis_url,
        chatwoot_url=f"{simulated.base_url}/chatwoot",
        chatwoot_webhook_secrets=(simulated.chatwoot_webhook_secret,),
        stripe_api_url=f"{simulated.base_url}/stripe",
        google_calendar_url=f"{simulated.base_url}/google/calendar/v3",
        public_url=f"http://127.0.0.1:{salon_port}",
    )  # fmt: skip
    webhooks = settings
    if redis_of_the_webhooks:
        webhooks = shell_settings(
            database_url, redis_of_the_webhooks,
            chatwoot_webhook_secrets=(simulated.chatwoot_webhook_secret,),
        )  # fmt: skip
    async with AsyncExitStack() as stack:
        engine = open_engine(database_url)
        stack.push_async_callback(engine.dispose)
        vendors = server(create_simulator(simulated, DatabaseTime(engine)), simulated)
        await stack.enter_async_context(serving(vendors))
        await stack.enter_async_context(serving(_listening(webhooks, salon_port)))
        customers = await stack.enter_async_context(Simulation(simulated.base_url))
        yield WorkingSalon(settings, customers)


def _simulator_settings() -> tuple[SimulatorSettings, int]:
    salon_port = free_port()
    return SimulatorSettings(
        port=free_port(),
        smtp_port=-1,
        chatwoot_webhook_url=f"http://127.0.0.1:{salon_port}/webhooks/chatwoot",
        stripe_webhook_url=f"http://127.0.0.1:{salon_port}/webhooks/stripe",
        stripe_webhook_secrets=(SECRET,),
        chatwoot_status_seconds=0.01,
    ), salon_port


def _listening(settings: Settings, port: int) -> uvicorn.Server:
    config = uvicorn.Config(
        cast("Any", create_webhooks(settings)),
        host="127.0.0.1",
        port=port,
        log_level="warning",
        access_log=False,
    )
    return uvicorn.Server(config)
