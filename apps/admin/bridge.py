"""From Django's threads to the salon's use cases, which are asynchronous.

One event loop in a thread of its own and one open salon for the whole process: the connections of
asyncpg belong to the loop that opened them.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, ExitStack
from datetime import datetime
from threading import Lock
from typing import TypeVar

from anyio.from_thread import BlockingPortal, start_blocking_portal

from atrevete_adapters.assembly.office import BackOffice, open_back_office
from atrevete_adapters.settings import Settings
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.retrying import decide

Answer = TypeVar("Answer")


class SalonBridge:
    """Opens the salon when it is first needed; after a failure the next call tries again."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = Lock()
        self._stack = ExitStack()
        self._open: tuple[BlockingPortal, BackOffice] | None = None

    def call(self, work: Callable[[BackOffice], Awaitable[Answer]]) -> Answer:
        """Run this on the salon. Raises what it raises, SalonNotPrepared and StorageUnavailable."""
        portal, salon = self._opened()
        return portal.call(work, salon)

    def decide(self, decision: Callable[[Records, datetime], Awaitable[Answer]]) -> Answer:
        """Run this in one transaction, at the salon's time."""

        async def work(salon: BackOffice) -> Answer:
            at = await salon.clock.now()
            return await decide(salon.storage, lambda records: decision(records, at))

        return self.call(work)

    def now(self) -> datetime:
        """The salon's time."""

        async def ask(salon: BackOffice) -> datetime:
            return await salon.clock.now()

        return self.call(ask)

    def close(self) -> None:
        with self._lock:
            self._open = None
            self._stack.close()

    def _opened(self) -> tuple[BlockingPortal, BackOffice]:
        with self._lock:
            if self._open is None:
                with ExitStack() as stack:
                    portal = stack.enter_context(start_blocking_portal())
                    opening: AbstractContextManager[BackOffice] = portal.wrap_async_context_manager(
                        open_back_office(self._settings)
                    )
                    salon = stack.enter_context(opening)
                    self._stack = stack.pop_all()
                self._open = (portal, salon)
            return self._open
