"""Whether anybody would answer: the worker has told of itself, and the webhook's door is open."""

import asyncio
import time
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

import httpx

from ..world import World

_LOOK_SECONDS: Final = 0.2
_TIMEOUT_SECONDS: Final = 2.0
_WAIT_SECONDS: Final = 30.0


class Presence(StrEnum):
    ARRIVING = "arriving"
    AT_WORK = "at_work"
    #: She was there, and has not been heard of for a while.
    AWAY = "away"
    #: No salon stands beside this simulator.
    ALONE = "alone"


class Reception:
    """Looks now and then until the salon works; after that the worker's own word is enough."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._door_is_open = False
        self._looked_at = 0.0

    async def presence(self) -> Presence:
        work = self._world.work
        if not self._world.settings.database_url:
            return Presence.ALONE
        if not (work.ever_seen and await self._door()):
            return Presence.ARRIVING
        return Presence.AT_WORK if work.is_at_work else Presence.AWAY

    async def wait(self) -> None:
        """Until somebody would hear a customer: real vendors' webhooks do not wait either."""
        for _ in range(round(_WAIT_SECONDS / _LOOK_SECONDS)):
            if await self.presence() is not Presence.ARRIVING:
                return
            await asyncio.sleep(_LOOK_SECONDS)

    async def _door(self) -> bool:
        now = time.monotonic()
        if not self._door_is_open and now - self._looked_at >= _LOOK_SECONDS:
            self._looked_at = now
            self._door_is_open = await self._knock()
        return self._door_is_open

    async def _knock(self) -> bool:
        address = urlsplit(self._world.targets.chatwoot)
        url = f"{address.scheme}://{address.netloc}/health/ready"
        try:
            async with httpx.AsyncClient(trust_env=False, timeout=_TIMEOUT_SECONDS) as client:
                return (await client.get(url)).is_success
        except (httpx.TransportError, httpx.UnsupportedProtocol):
            return False
