"""What arrives, once; what goes out, in order; what was forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from atrevete_core.domain.conversation import (
    CustomerMessage,
    Disposition,
)
from atrevete_core.domain.effects import Delivery, Planned
from atrevete_core.domain.ids import (
    AppointmentId,
    ConversationId,
    DepositId,
    EscalationId,
    HoldId,
    InboxId,
    SalonId,
)
from atrevete_core.ports.events import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredEvent:
    """A row of the inbox. `kind` is the name of the event's class; `body` is as it came, with
    card numbers masked; `payload` is the event as plain JSON (empty when it was unreadable).
    """

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

    async def latest_answered(self, conversation_id: ConversationId) -> int:
        """The highest number among the messages that a turn has answered; 0 for none."""
        ...

    async def unknown(
        self, salon_id: SalonId, source: Source, external_ids: Iterable[str]
    ) -> frozenset[str]:
        """Those of them that were never stored."""
        ...


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

    async def renew(self, lease: str, *, real_now: datetime, seconds: float) -> None:
        """What is leased under this name stays so until then."""
        ...

    async def require_lease(self, delivery_id: int, *, lease: str) -> None:
        """Raises LeaseLost when it is not leased under this name any more."""
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

    async def get(self, delivery_id: int) -> Delivery:
        """Raises NotFound."""
        ...

    async def again(self, delivery_id: int, *, at: datetime) -> None:
        """Pending and due again. Of its attempts one counts, so that whoever delivers it reads
        back first what may have arrived. What is sent stays sent.
        """
        ...

    async def rests(self, lane: str, *, since: datetime) -> bool:
        """Whether nothing of the lane waits to be sent, nor was sent since then."""
        ...

    async def by_key(self, salon_id: SalonId, key: str) -> Delivery | None: ...

    async def due_lanes(self, *, at: datetime, real_now: datetime) -> Sequence[str]:
        """Lanes whose oldest pending row is due at `at` and leased by nobody; some hundreds at
        most.
        """
        ...

    async def backlog(self, salon_id: SalonId) -> "Backlog":
        """How much has not gone out."""
        ...

    async def next_due(self, lane: str) -> datetime | None:
        """When the lane's oldest pending row is due; None when the lane is empty."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Backlog:
    """What has not gone out: waiting, and given up. `oldest_due` is when the first was to go."""

    pending: int
    dead: int
    oldest_due: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Forgotten:
    """What the sweep found to do at that time. Ids only: each is looked at again when its task
    runs.
    """

    conversations: tuple[ConversationId, ...] = ()
    events: tuple[InboxId, ...] = ()
    lanes: tuple[str, ...] = ()
    #: Holds to warn about or to let lapse.
    holds: tuple[HoldId, ...] = ()
    #: Confirmed appointments whose reminder is due.
    reminders: tuple[AppointmentId, ...] = ()
    #: Hand-overs that nobody has taken and that the team was not told of again.
    untaken: tuple[EscalationId, ...] = ()
    #: Refunds of the last days that the gateway has not confirmed in time.
    late_refunds: tuple[DepositId, ...] = ()

    def __bool__(self) -> bool:
        return any((self.conversations, self.events, self.lanes, self.holds, self.reminders))


#: After this a refund that is not confirmed is a person's task (I3).
REFUND_PATIENCE = timedelta(minutes=10)

#: Older hand-overs that nobody took are found by nobody any more.
UNTAKEN_FOR = timedelta(days=3)


class Sweep(Protocol):
    """Finding what was forgotten, one worker at a time."""

    async def try_lock(self) -> bool:
        """Whether this worker may sweep now; held until the transaction ends."""
        ...

    async def find(self, *, at: datetime, real_now: datetime) -> Forgotten:
        """Unanswered messages, unread events, lanes with something due and unleased, holds whose
        warning or deadline has come, reminders due, hand-overs of the last days that nobody took.
        Bounded: at most some hundreds of each.
        """
        ...

    async def begin_look(
        self,
        salon_id: SalonId,
        source: Source,
        *,
        real_now: datetime,
        every: timedelta,
        otherwise: datetime,
    ) -> datetime | None:
        """Ask the vendor what we were not told? Since when (`otherwise`: nobody ever asked); None
        when a worker has begun to less than `every` (real time) ago.
        """
        ...

    async def looked(self, salon_id: SalonId, source: Source, *, until: datetime) -> None:
        """Everything that the vendor had told until then (the salon's time) is stored."""
        ...

    async def swept(self, at: datetime) -> None:
        """Note that the sweep has run at this (application) time."""
        ...
