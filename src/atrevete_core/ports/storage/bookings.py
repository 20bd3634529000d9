"""Holds, appointments, and where the money is."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Protocol

from atrevete_core.domain.availability import Agenda
from atrevete_core.domain.booking import Appointment, Booking, Hold
from atrevete_core.domain.deposit import Deposit
from atrevete_core.domain.ids import (
    AppointmentId,
    ConversationId,
    CustomerId,
    DepositId,
    HoldId,
    SalonId,
    StylistId,
)
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.policy import SalonPolicy


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

    async def moved_since(self, salon_id: SalonId, since: datetime) -> Sequence[HoldId]:
        """Bookings of which a row was made since then, oldest first."""
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
