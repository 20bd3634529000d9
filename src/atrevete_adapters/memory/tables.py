"""Tables of frozen rows that can forget a transaction: a journal of what each change replaced."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from atrevete_core.domain.availability import Occupied
from atrevete_core.domain.booking import Appointment, Hold
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.closing import Absence
from atrevete_core.domain.conversation import Conversation, Escalation, Utterance
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.effects import Delivery
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import (
    AppointmentId,
    ContactId,
    ConversationId,
    CustomerId,
    DepositId,
    EscalationId,
    HoldId,
    InboxId,
    SalonId,
    StylistId,
)
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.opening import Salon, TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.events import Source
from atrevete_core.ports.storage import AuditEntry, LastLook, StoredEvent

Key = TypeVar("Key")
Row = TypeVar("Row")

Journal = list[Callable[[], None]]


class Table(Generic[Key, Row]):
    """Rows by key, in order of their first insertion. Rows are frozen: changing is replacing."""

    def __init__(self, journal: Journal) -> None:
        self._rows: dict[Key, Row] = {}
        self._journal = journal

    def __getitem__(self, key: Key) -> Row:
        return self._rows[key]

    def __contains__(self, key: object) -> bool:
        return key in self._rows

    def __iter__(self) -> Iterator[Row]:
        return iter(tuple(self._rows.values()))

    def get(self, key: Key) -> Row | None:
        return self._rows.get(key)

    def items(self) -> tuple[tuple[Key, Row], ...]:
        return tuple(self._rows.items())

    def put(self, key: Key, row: Row) -> None:
        """Add or replace."""
        if key in self._rows:
            before = self._rows[key]
            self._journal.append(lambda: self._rows.__setitem__(key, before))
        else:
            self._journal.append(lambda: self._rows.__delitem__(key))
        self._rows[key] = row

    def remove(self, key: Key) -> None:
        before = self._rows.pop(key)
        self._journal.append(lambda: self._rows.__setitem__(key, before))


class Tables:
    """Everything that a MemoryStorage knows."""

    def __init__(self) -> None:
        journal: Journal = []
        self._journal = journal
        self.salons: Table[SalonId, Salon] = Table(journal)
        self.policies: Table[tuple[SalonId, int], SalonPolicy] = Table(journal)
        self.catalogues: Table[SalonId, Catalogue] = Table(journal)
        self.weekly: Table[SalonId, WeeklyHours] = Table(journal)
        self.working: Table[StylistId, WeeklyHours] = Table(journal)
        self.faqs: Table[SalonId, tuple[Faq, ...]] = Table(journal)
        self.special_days: Table[tuple[SalonId, date], tuple[TimeSpan, ...]] = Table(journal)
        self.closures: Table[tuple[SalonId, date], str] = Table(journal)
        self.absences: Table[UUID, Absence] = Table(journal)
        self.busy: Table[tuple[StylistId, str, datetime], Interval] = Table(journal)
        self.contacts: Table[ContactId, Contact] = Table(journal)
        self.customers: Table[CustomerId, Customer] = Table(journal)
        self.holds: Table[HoldId, Hold] = Table(journal)
        self.appointments: Table[AppointmentId, Appointment] = Table(journal)
        self.occupied: Table[AppointmentId, Occupied] = Table(journal)
        self.deposits: Table[DepositId, Deposit] = Table(journal)
        self.conversations: Table[ConversationId, Conversation] = Table(journal)
        self.history: Table[ConversationId, tuple[Utterance, ...]] = Table(journal)
        self.inbox: Table[InboxId, StoredEvent] = Table(journal)
        #: The turn that answered a message.
        self.answered: Table[InboxId, int] = Table(journal)
        self.outbox: Table[int, Delivery] = Table(journal)
        self.escalations: Table[EscalationId, Escalation] = Table(journal)
        self.audit: Table[UUID, AuditEntry] = Table(journal)
        self.swept: Table[str, datetime] = Table(journal)
        self.last_looks: Table[StylistId, LastLook] = Table(journal)
        #: When a vendor was asked last (real time), and until when (salon's time) all is known.
        self.looks: Table[tuple[SalonId, Source], tuple[datetime, datetime | None]] = Table(journal)

    def keep(self) -> None:
        """Commit: what happened can no longer be undone."""
        self._journal.clear()

    def undo(self) -> None:
        """Take back everything since the last `keep`, newest first."""
        while self._journal:
            self._journal.pop()()
