"""The truth: everything that the salon knows, behind transactions.

One transaction is one decision. Nothing inside it waits for the network of a vendor. A use case
opens it, reads, decides, writes state and outbox together, and leaves; an exception undoes all.
"""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from .bookings import Bookings, Ledger
from .conversations import Audit, AuditEntry, Conversations, Escalations
from .mail import (
    REFUND_PATIENCE,
    UNTAKEN_FOR,
    Backlog,
    Forgotten,
    Inbox,
    Outbox,
    StoredEvent,
    Sweep,
)
from .privacy import Dossier, Mentions, Privacy, Talk
from .refusals import LeaseLost, NotFound, SlotTaken, StorageBusy, StorageUnavailable, TurnLost
from .salons import LastLook, People, Salons


class Records(Protocol):
    """Everything, within one transaction."""

    @property
    def salons(self) -> Salons: ...
    @property
    def people(self) -> People: ...
    @property
    def bookings(self) -> Bookings: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def conversations(self) -> Conversations: ...
    @property
    def inbox(self) -> Inbox: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def escalations(self) -> Escalations: ...
    @property
    def sweep(self) -> Sweep: ...
    @property
    def audit(self) -> Audit: ...
    @property
    def privacy(self) -> Privacy: ...


class Storage(Protocol):
    """Transactions over the salon's records."""

    def transaction(self) -> AbstractAsyncContextManager[Records]:
        """Commit on leaving, undo on an exception.

        Raises StorageUnavailable when the database cannot be reached. A serialization failure or
        a deadlock surfaces as StorageBusy: `retrying` runs a whole decision again.
        """
        ...


__all__ = [
    "REFUND_PATIENCE",
    "UNTAKEN_FOR",
    "Audit",
    "AuditEntry",
    "Backlog",
    "Bookings",
    "Conversations",
    "Dossier",
    "Escalations",
    "Forgotten",
    "Inbox",
    "LastLook",
    "LeaseLost",
    "Ledger",
    "Mentions",
    "NotFound",
    "Outbox",
    "People",
    "Privacy",
    "Records",
    "Salons",
    "SlotTaken",
    "Storage",
    "StorageBusy",
    "StorageUnavailable",
    "StoredEvent",
    "Sweep",
    "Talk",
    "TurnLost",
]
