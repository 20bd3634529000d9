"""The port `Storage` in memory.

    storage = MemoryStorage(reference_salon())
    async with storage.transaction() as records:
        await records.people.save(customer)

Transactions run one at a time, so the locks of the port need not do anything; an exception undoes
its transaction. It refuses what PostgreSQL refuses: the same contract tests run on both.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

from atrevete_adapters.seeds import SalonSeed

from .bookings import MemoryBookings
from .conversations import MemoryConversations
from .escalations import MemoryAudit, MemoryEscalations
from .inbox import MemoryInbox
from .ledger import MemoryLedger
from .outbox import MemoryOutbox
from .people import MemoryPeople
from .privacy import MemoryPrivacy
from .salons import MemorySalons
from .sweep import MemorySweep
from .tables import Tables


class MemoryRecords:
    """The records of one transaction. `tables` is open to whoever wants to look at the facts."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self.salons = MemorySalons(tables)
        self.people = MemoryPeople(tables)
        self.bookings = MemoryBookings(tables)
        self.ledger = MemoryLedger(tables)
        self.conversations = MemoryConversations(tables)
        self.inbox = MemoryInbox(tables)
        self.outbox = MemoryOutbox(tables)
        self.escalations = MemoryEscalations(tables)
        self.sweep = MemorySweep(tables)
        self.audit = MemoryAudit(tables)
        self.privacy = MemoryPrivacy(tables)


class MemoryStorage:
    """Everything that the given salons know, for as long as this object lives."""

    def __init__(self, *seeds: SalonSeed) -> None:
        self._tables = Tables()
        self._records = MemoryRecords(self._tables)
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None
        for each in seeds:
            _sow(self._tables, each)
        self._tables.keep()

    @property
    def tables(self) -> Tables:
        """The facts as they are, for assertions."""
        return self._tables

    @property
    def last_sweep(self) -> datetime | None:
        return self._tables.swept.get("swept")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[MemoryRecords]:
        """Commit on leaving, undo on an exception. Raises RuntimeError inside another one."""
        if self._holder is not None and self._holder is asyncio.current_task():
            raise RuntimeError("a transaction inside a transaction would wait for itself")
        async with self._lock:
            self._holder = asyncio.current_task()
            try:
                yield self._records
                self._tables.keep()
            finally:
                self._tables.undo()
                self._holder = None


def _sow(tables: Tables, seed: SalonSeed) -> None:
    salon = seed.salon.id
    tables.salons.put(salon, seed.salon)
    tables.policies.put((salon, seed.policy.version), seed.policy)
    tables.catalogues.put(salon, seed.catalogue)
    tables.weekly.put(salon, seed.weekly)
    tables.faqs.put(salon, seed.faqs)
    for stylist, hours in seed.working.items():
        tables.working.put(stylist, hours)
    for day, spans in seed.special_days.items():
        tables.special_days.put((salon, day), spans)
