"""The truth: everything that the salon knows, behind transactions.

One transaction is one decision. Nothing inside it waits for the network of a vendor. A use case
opens it, reads, decides, writes state and outbox together, and leaves; an exception undoes all.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from atrevete_core.domain.availability import Agenda, Slot
from atrevete_core.domain.booking import Appointment, Booking, Hold
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.conversation import (
    Conversation,
    CustomerMessage,
    Disposition,
    Escalation,
    Utterance,
)
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.effects import Delivery, Planned
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import (
    AppointmentId,
    ContactId,
    ConversationId,
    CustomerId,
    DepositId,
    HoldId,
    InboxId,
    SalonId,
    StylistId,
)
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.opening import OpeningHours, Salon
from atrevete_core.domain.policy import SalonPolicy

from .events import MessageArrived, Source


class NotFound(LookupError):
    """There is no such row in this salon."""


class SlotTaken(Exception):
    """Somebody else has that time of the stylist."""

    def __init__(self, slots: Sequence[Slot] = ()) -> None:
        super().__init__("the slot is taken")
        self.slots = tuple(slots)


class TurnLost(Exception):
    """Another worker has begun a newer turn of this conversation: nothing of this one counts."""


class LeaseLost(Exception):
    """Another worker has this delivery now: nothing of this one is recorded."""


class StorageUnavailable(Exception):
    """The database cannot be reached, or would not commit after several tries."""


class Salons(Protocol):
    """The salon itself, and what it offers."""

    async def get(self, salon_id: SalonId) -> Salon:
        """Raises NotFound."""
        ...

    async def policy(self, salon_id: SalonId, *, version: int | None = None) -> SalonPolicy:
        """The terms in force, or those of a version. Raises NotFound."""
        ...

    async def change_policy(self, salon_id: SalonId, policy: SalonPolicy) -> SalonPolicy:
        """Store new terms under the next version and return them."""
        ...

    async def catalogue(self, salon_id: SalonId) -> Catalogue: ...

    async def hours(self, salon_id: SalonId, first: date, last: date) -> OpeningHours:
        """Weekly hours with the special days, closures and holidays between the dates, inclusive."""
        ...

    async def faqs(self, salon_id: SalonId) -> Sequence[Faq]: ...

    async def add_closure(self, closure: Closure) -> None: ...

    async def add_absence(self, absence: Absence) -> None: ...

    async def replace_busy(
        self, stylist_id: StylistId, window: Interval, busy: Sequence[tuple[str, Interval]]
    ) -> None:
        """The busy time (event id, when) of the stylist's own calendar within the window, anew."""
        ...


class People(Protocol):
    """Contacts and customers."""

    async def contact(self, contact_id: ContactId) -> Contact:
        """Raises NotFound."""
        ...

    async def name_contact(self, contact_id: ContactId, customer_id: CustomerId) -> None:
        """Remember who owns the phone; an owner is never replaced (R54)."""
        ...

    async def customer(self, customer_id: CustomerId) -> Customer:
        """Raises NotFound."""
        ...

    async def linked_to(self, customer_id: CustomerId) -> Sequence[Customer]:
        """Those for whom this customer books."""
        ...

    async def save(self, customer: Customer) -> None:
        """Add, or replace what is known."""
        ...

    async def find(self, salon_id: SalonId, text: str) -> Sequence[Customer]:
        """By phone in any spelling, by name, or by the first characters of the id."""
        ...


class Bookings(Protocol):
    """Holds and appointments, and the time they occupy."""

    async def lock_stylists(self, stylist_ids: Iterable[StylistId]) -> None:
        """Wait for and take these stylists' locks, in id order, until the transaction ends."""
        ...

    async def agenda(
        self,
        salon_id: SalonId,
        first: date,
        last: date,
        *,
        stylists: Iterable[StylistId],
        policy: SalonPolicy,
    ) -> Agenda:
        """Everything that says which time is free between these local dates, in one read."""
        ...

    async def add(self, booking: Booking) -> None:
        """Store a new hold with its appointments, and occupy their time. Raises SlotTaken."""
        ...

    async def save(self, booking: Booking) -> None:
        """Store what changed. Active appointments occupy their time, others free it.

        Raises SlotTaken when an appointment (again) wants time that somebody else has; the
        transaction can go on after that.
        """
        ...

    async def lock(self, hold_id: HoldId) -> Booking:
        """Take its stylists' locks, then the hold's row; return the present state. NotFound."""
        ...

    async def get(self, hold_id: HoldId) -> Booking:
        """Without a lock. Raises NotFound."""
        ...

    async def by_intent(self, salon_id: SalonId, intent: str) -> Booking | None: ...

    async def of_appointment(self, appointment_id: AppointmentId) -> Booking:
        """Raises NotFound."""
        ...

    async def live_holds(self, customer_id: CustomerId) -> Sequence[Hold]:
        """Holds of whoever booked that still wait for the deposit, oldest first."""
        ...

    async def latest_hold(self, conversation_id: ConversationId) -> Hold | None:
        """The newest one placed in this conversation, whatever became of it."""
        ...

    async def appointments_of(
        self, customer_id: CustomerId, *, since: datetime
    ) -> Sequence[Appointment]:
        """Theirs or booked by them, that start at `since` or later, in order of time."""
        ...

    async def past_appointments(
        self, customer_id: CustomerId, *, count: int
    ) -> Sequence[Appointment]:
        """The last completed ones for this very person, latest first (R26)."""
        ...

    async def appointments_in(
        self, stylist_ids: Iterable[StylistId], window: Interval
    ) -> Sequence[Appointment]:
        """Active ones that overlap the window, in order of time."""
        ...

    async def has_confirmed(self, customer_id: CustomerId) -> bool:
        """Whether any appointment of this person was ever confirmed."""
        ...


class Ledger(Protocol):
    """Deposits: every attempt and movement, never deleted."""

    async def of_hold(self, hold_id: HoldId) -> tuple[Deposit, ...]:
        """In order of creation."""
        ...

    async def get(self, deposit_id: DepositId) -> Deposit:
        """Raises NotFound."""
        ...

    async def by_checkout(self, checkout_id: str) -> Deposit | None: ...

    async def by_payment(self, payment_id: str) -> Deposit | None:
        """The payment row with that payment id."""
        ...

    async def by_refund(self, refund_id: str) -> Deposit | None: ...

    async def save(self, deposit: Deposit) -> None:
        """Add, or replace its state."""
        ...


class Conversations(Protocol):
    """What is said, to whom, and whose turn it is."""

    async def receive(self, salon_id: SalonId, message: MessageArrived) -> Conversation:
        """The contact's conversation: found or made, with contact, name, phone and thread as the
        message says. Does not touch the turn or the dialogue."""
        ...

    async def get(self, conversation_id: ConversationId) -> Conversation:
        """Raises NotFound."""
        ...

    async def lock(self, conversation_id: ConversationId) -> Conversation:
        """The present state, locked until the transaction ends. Raises NotFound."""
        ...

    async def of_channel(self, salon_id: SalonId, channel_id: str) -> Conversation | None: ...

    async def of_contact(self, contact_id: ContactId) -> Conversation | None: ...

    async def begin_turn(self, conversation_id: ConversationId) -> int:
        """Raise the turn's number and return it: the fence of this turn."""
        ...

    async def close_turn(
        self, conversation_id: ConversationId, *, turn: int, dialogue: dict[str, Any]
    ) -> None:
        """Store the dialogue, only if `turn` is still the newest. Raises TurnLost."""
        ...

    async def set_human(self, conversation_id: ConversationId, since: datetime) -> None:
        """A person has the word since then; when one has it already, nothing changes."""
        ...

    async def give_back(self, conversation_id: ConversationId, *, at: datetime) -> None:
        """Maite has the word again: clears `human_since`, sets `given_back_at`."""
        ...

    async def remember(self, conversation_id: ConversationId, lines: Sequence[Utterance]) -> None:
        """Add to the transcript."""
        ...

    async def transcript(
        self, conversation_id: ConversationId, *, last: int
    ) -> Sequence[Utterance]:
        """The last lines, oldest first."""
        ...


class Inbox(Protocol):
    """Every accepted event, once."""

    async def add(self, event: "StoredEvent") -> bool:
        """Store it. False when (source, external id) was there already: nothing is changed."""
        ...

    async def get(self, inbox_id: InboxId) -> "StoredEvent":
        """Locked until the transaction ends. Raises NotFound."""
        ...

    async def unanswered(self, conversation_id: ConversationId) -> Sequence[CustomerMessage]:
        """Messages without a disposition, in the channel's order."""
        ...

    async def settle(
        self,
        ids: Iterable[InboxId],
        disposition: Disposition,
        *,
        turn: int | None = None,
        note: str = "",
    ) -> None:
        """Say what became of them; those that have a disposition keep it."""
        ...

    async def count_try(self, ids: Iterable[InboxId]) -> int:
        """One more attempt at these; returns the highest count among them."""
        ...

    async def latest_number(self, conversation_id: ConversationId) -> int:
        """The highest message number received so far; 0 for none."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredEvent:
    """A row of the inbox. `kind` is the name of the event's class; `body` is as it came, with
    card numbers masked; `payload` is the event as plain JSON (empty when it was unreadable)."""

    id: InboxId
    salon_id: SalonId
    source: Source
    external_id: str
    kind: str
    body: bytes
    payload: dict[str, Any]
    received_at: datetime
    conversation_id: ConversationId | None = None
    disposition: Disposition | None = None
    tries: int = 0
    note: str = ""


class Outbox(Protocol):
    """Every effect that was decided, on its way out."""

    async def plan(self, effect: Planned) -> bool:
        """Store it. False when its key was planned before: nothing is changed."""
        ...

    async def claim(
        self, lane: str, *, at: datetime, lease: str, real_now: datetime, seconds: float
    ) -> Delivery | None:
        """The lane's oldest pending row, if it is due at `at` and nobody else has it.

        Strictly in order: a row that waits for a retry holds back the rows behind it. The lease
        counts in real time; a passed lease may be claimed by others. Counts an attempt.
        """
        ...

    async def sent(self, delivery_id: int, *, lease: str, receipt: str, at: datetime) -> None:
        """Raises LeaseLost."""
        ...

    async def failed(self, delivery_id: int, *, lease: str, error: str, retry_at: datetime) -> None:
        """Try again then. Raises LeaseLost."""
        ...

    async def dead(self, delivery_id: int, *, lease: str, error: str) -> None:
        """Give up: the lane goes on without it. Raises LeaseLost."""
        ...

    async def due_lanes(self, *, at: datetime, real_now: datetime) -> Sequence[str]:
        """Lanes whose oldest pending row is due at `at` and leased by nobody; some hundreds at most."""
        ...

    async def next_due(self, lane: str) -> datetime | None:
        """When the lane's oldest pending row is due; None when the lane is empty."""
        ...


class Escalations(Protocol):
    async def add(self, escalation: Escalation) -> bool:
        """False when its id is there already."""
        ...

    async def open_for(self, conversation_id: ConversationId) -> Sequence[Escalation]:
        """Those of the conversation that nobody has closed, oldest first."""
        ...

    async def save(self, escalation: Escalation) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Forgotten:
    """What the sweep found to do at that time. Ids only: each is looked at again when its task runs."""

    conversations: tuple[ConversationId, ...] = ()
    events: tuple[InboxId, ...] = ()
    lanes: tuple[str, ...] = ()
    #: Holds to warn about or to let lapse.
    holds: tuple[HoldId, ...] = ()
    #: Confirmed appointments whose reminder is due.
    reminders: tuple[AppointmentId, ...] = ()

    def __bool__(self) -> bool:
        return any((self.conversations, self.events, self.lanes, self.holds, self.reminders))


class Sweep(Protocol):
    async def try_lock(self) -> bool:
        """Whether this worker may sweep now; held until the transaction ends."""
        ...

    async def find(self, *, at: datetime, real_now: datetime) -> Forgotten:
        """Unanswered messages, unread events, lanes with something due and unleased, holds whose
        warning or deadline has come, reminders due. Bounded: at most some hundreds of each."""
        ...

    async def swept(self, at: datetime) -> None:
        """Note that the sweep has run at this (application) time."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """Who changed what, and why: for staff and support."""

    id: UUID
    salon_id: SalonId
    actor: str
    action: str
    subject: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)


class Audit(Protocol):
    async def add(self, entry: AuditEntry) -> None: ...


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


class Storage(Protocol):
    """Transactions over the salon's records."""

    def transaction(self) -> AbstractAsyncContextManager[Records]:
        """Commit on leaving, undo on an exception.

        Raises StorageUnavailable when the database cannot be reached. A serialization failure or
        a deadlock surfaces as StorageBusy: `retrying` runs a whole decision again.
        """
        ...


class StorageBusy(Exception):
    """The database broke a tie against this transaction (40001, 40P01): do it again."""
