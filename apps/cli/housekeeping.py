"""Keeping the demonstration's house: the people it knows, and a new beginning when wished."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

import httpx

from atrevete_adapters.assembly.parts import open_storage
from atrevete_adapters.seeds import REFERENCE_SALON
from atrevete_adapters.settings import load_settings
from atrevete_adapters.simulation import Simulation
from atrevete_core.domain.opening import OpeningHours

from .acquaintances import acquainted, enter_plans
from .databases import forget_everybody
from .display import ZONE
from .house import House
from .past import know_of, settings_of

_DAYS_AHEAD: Final = 40
_TIMEOUT_SECONDS: Final = 5.0


class Housekeeper:
    """Looks now and then whether the page wishes to begin anew; the first look makes ready."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._done = -1

    def look(self) -> None:
        """Fulfil what is wished. Raises SimulationRefused, SQLAlchemyError."""
        url = f"{self._house.simulator_url}/control/renewals"
        with httpx.Client(trust_env=False, timeout=_TIMEOUT_SECONDS) as client:
            wished = int(client.get(url).raise_for_status().json()["wished"])
            if wished > self._done:
                asyncio.run(self._prepare(anew=self._done >= 0))
                self._done = wished
                client.put(url, json={"done": wished}).raise_for_status()

    async def _prepare(self, *, anew: bool) -> None:
        async with Simulation(self._house.simulator_url) as simulation:
            if anew:
                await simulation.reset()
                await forget_everybody(self._house.database_url)
            now = await simulation.now()
            hours = await self._hours(now.astimezone(ZONE))
            await know_of(acquainted(now, hours), self._house, simulation)
            await enter_plans(simulation, now, hours)

    async def _hours(self, now: datetime) -> OpeningHours:
        settings = load_settings(**settings_of(self._house.environment))
        first = now.date()
        async with open_storage(settings) as storage, storage.transaction() as records:
            last = first + timedelta(days=_DAYS_AHEAD)
            return await records.salons.hours(REFERENCE_SALON, first, last)
