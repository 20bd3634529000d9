"""What Prometheus is told of a salon at work: seen at its ports, so that no rule knows of it.

Nothing here is personal, and every label takes one of a few known values.
"""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from typing import Any, Final, cast

from prometheus_client import Counter, Gauge, Histogram

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking
from atrevete_core.domain.conversation import Disposition, Escalation
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.ids import InboxId
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Backlog, NotFound, Records, Storage

_QUICK: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

MESSAGES: Final = Counter(
    "atrevete_messages_settled", "Messages and events by what became of them.", ["disposition"]
)
NODE_SECONDS: Final = Histogram(
    "atrevete_node_seconds", "How long a step of a turn took.", ["node"], buckets=_QUICK
)
VENDOR_SECONDS: Final = Histogram(
    "atrevete_vendor_seconds",
    "How long a vendor took to answer; `outcome` is ok or the port's error.",
    ["vendor", "operation", "outcome"],
    buckets=_QUICK,
)
BOOKINGS: Final = Counter(
    "atrevete_bookings", "Bookings that were placed, confirmed, released, or lapsed.", ["step"]
)
APPOINTMENTS: Final = Counter(
    "atrevete_appointments", "Appointments that were moved or came to an end.", ["step"]
)
DEPOSITS: Final = Counter(
    "atrevete_deposits", "Payments, refunds and what was kept.", ["movement", "status"]
)
DEPOSIT_CENTS: Final = Counter(
    "atrevete_deposit_cents", "The money of those, in cents.", ["movement", "status"]
)
ESCALATIONS: Final = Counter(
    "atrevete_escalations", "Tasks for people; a hand-over silences Maite.", ["reason", "kind"]
)
OUTBOX_AGE: Final = Gauge(
    "atrevete_outbox_age_seconds", "For how long the oldest effect that is due has been waiting."
)
OUTBOX: Final = Gauge("atrevete_outbox", "Effects that have not gone out.", ["status"])

#: The name of a port in an open salon, and who stands behind it.
_VENDORS: Final = {
    "messenger": "chatwoot",
    "gateway": "stripe",
    "calendar": "google",
    "notifier": "mail",
    "model": "language_model",
    "transcriber": "transcriber",
}
_ENDED: Final = (
    AppointmentStatus.CANCELLED,
    AppointmentStatus.COMPLETED,
    AppointmentStatus.NO_SHOW,
)


def watched(salon: OpenSalon) -> OpenSalon:
    """The salon with an eye on its storage and on every vendor."""
    ports = {
        name: _Timed(vendor, getattr(salon, name))
        for name, vendor in _VENDORS.items()
        if getattr(salon, name) is not None
    }
    return replace(salon, storage=WatchedStorage(salon.storage), **cast("dict[str, Any]", ports))


@contextmanager
def node_seconds(node: str) -> Iterator[None]:
    """Around one step of a turn."""
    with NODE_SECONDS.labels(node).time():
        yield


def show_backlog(backlog: Backlog, *, waits_seconds: float) -> None:
    """What has not gone out, at this moment."""
    OUTBOX_AGE.set(waits_seconds)
    OUTBOX.labels("pending").set(backlog.pending)
    OUTBOX.labels("dead").set(backlog.dead)


class _Timed:
    """A port whose calls are measured."""

    def __init__(self, vendor: str, port: object) -> None:
        self._vendor, self._port = vendor, port

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call: Callable[..., Awaitable[Any]] = getattr(self._port, name)

        async def timed(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any port's method
            began, outcome = time.monotonic(), "cut_off"
            try:
                answer = await call(*given, **named)
                outcome = "ok"
            except Exception as error:
                outcome = type(error).__name__
                raise
            finally:
                seconds = time.monotonic() - began
                VENDOR_SECONDS.labels(self._vendor, name, outcome).observe(seconds)
            return answer

        return timed


class WatchedStorage:
    """Counts what a transaction changed, once it is committed."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Records]:
        seen: list[Callable[[], None]] = []
        async with self._storage.transaction() as records:
            yield cast("Records", _Records(records, seen))
        for count in seen:
            count()


class _Seen:
    """A repository of which some methods are watched; the others are its own."""

    def __init__(self, own: Any, seen: list[Callable[[], None]]) -> None:  # noqa: ANN401
        self._own, self._seen = own, seen

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what the repository has
        return getattr(self._own, name)


class _Records(_Seen):
    @property
    def bookings(self) -> "_Bookings":
        return _Bookings(self._own.bookings, self._seen)

    @property
    def ledger(self) -> "_Ledger":
        return _Ledger(self._own.ledger, self._seen)

    @property
    def escalations(self) -> "_Escalations":
        return _Escalations(self._own.escalations, self._seen)

    @property
    def inbox(self) -> "_Inbox":
        return _Inbox(self._own.inbox, self._seen)


class _Bookings(_Seen):
    async def add(self, booking: Booking) -> None:
        await self._own.add(booking)
        self._seen.append(BOOKINGS.labels("placed").inc)

    async def save(self, booking: Booking) -> None:
        before: Booking = await self._own.get(booking.hold.id)
        await self._own.save(booking)
        if booking.hold.status is not before.hold.status:
            self._seen.append(BOOKINGS.labels(booking.hold.status.value).inc)
        known = {each.id: each for each in before.appointments}
        for each in booking.appointments:
            self._see(known[each.id], each)

    def _see(self, before: Appointment, after: Appointment) -> None:
        if after.status is not before.status and after.status in _ENDED:
            self._seen.append(APPOINTMENTS.labels(after.status.value).inc)
        elif (after.during, after.stylist_id) != (before.during, before.stylist_id):
            self._seen.append(APPOINTMENTS.labels("moved").inc)


class _Ledger(_Seen):
    async def save(self, deposit: Deposit) -> None:
        before = await self._known(deposit)
        await self._own.save(deposit)
        if before is None or before.status is not deposit.status:
            labels = (deposit.movement.value, deposit.status.value)
            cents = deposit.amount.cents
            self._seen.append(DEPOSITS.labels(*labels).inc)
            self._seen.append(lambda: DEPOSIT_CENTS.labels(*labels).inc(cents))

    async def _known(self, deposit: Deposit) -> Deposit | None:
        try:
            found: Deposit = await self._own.get(deposit.id)
        except NotFound:
            return None
        return found


class _Escalations(_Seen):
    async def add(self, escalation: Escalation) -> bool:
        is_new: bool = await self._own.add(escalation)
        if is_new:
            kind = "hand_over" if escalation.silences else "notice"
            self._seen.append(ESCALATIONS.labels(escalation.reason.value, kind).inc)
        return is_new


class _Inbox(_Seen):
    async def settle(
        self, ids: Iterable[InboxId], disposition: Disposition, **told: object
    ) -> None:
        settled = list(ids)
        await self._own.settle(settled, disposition, **told)
        self._seen.append(lambda: MESSAGES.labels(disposition.value).inc(len(settled)))
