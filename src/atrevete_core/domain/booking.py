"""The life of a booking: a hold over one or more appointments, with one deadline and one deposit.

held → confirmed → completed | no-show | cancelled; a hold that is not paid lapses.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .catalogue import Work
from .ids import (
    AppointmentId,
    ContactId,
    ConversationId,
    CustomerId,
    HoldId,
    PackId,
    SalonId,
    ServiceId,
    StylistId,
)
from .interval import Interval, after, has_come
from .money import Money
from .opening import Salon
from .policy import SalonPolicy


class AppointmentStatus(StrEnum):
    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class HoldStatus(StrEnum):
    """`HELD` waits for the deposit; the others are ends of the waiting, not of the appointment."""

    HELD = "held"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"
    RELEASED = "released"


_NEXT: dict[AppointmentStatus, frozenset[AppointmentStatus]] = {
    AppointmentStatus.PROVISIONAL: frozenset(
        {AppointmentStatus.CONFIRMED, AppointmentStatus.EXPIRED, AppointmentStatus.CANCELLED}
    ),
    AppointmentStatus.CONFIRMED: frozenset(
        {AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW, AppointmentStatus.CANCELLED}
    ),
    # A payment that lands after the lapse takes the slot again when it is free (decision 4).
    AppointmentStatus.EXPIRED: frozenset({AppointmentStatus.CONFIRMED}),
    AppointmentStatus.COMPLETED: frozenset({AppointmentStatus.NO_SHOW}),
    AppointmentStatus.NO_SHOW: frozenset({AppointmentStatus.COMPLETED}),
    AppointmentStatus.CANCELLED: frozenset(),
}


class IllegalStep(Exception):
    """The booking is not in a state from which that can happen."""

    def __init__(self, now: str, wanted: str) -> None:
        super().__init__(f"a booking that is {now} cannot become {wanted}")
        self.now, self.wanted = now, wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceAsSold:
    """A service with the price and minutes it was sold at."""

    service_id: ServiceId
    name: str
    minutes: int
    price: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Appointment:
    """One person with one stylist. In a group several share a hold."""

    id: AppointmentId
    salon_id: SalonId
    hold_id: HoldId
    customer_id: CustomerId
    booked_by: CustomerId
    stylist_id: StylistId
    during: Interval
    services: tuple[ServiceAsSold, ...]
    total: Money
    #: This appointment's share of the booking's deposit.
    deposit: Money
    status: AppointmentStatus = AppointmentStatus.PROVISIONAL
    pack_id: PackId | None = None
    policy_version: int = 1
    #: Counts the times its calendar entry had to be created anew (moved to another stylist).
    revision: int = 1
    reminded_at: datetime | None = None
    #: The customer said that they will come (R24).
    attendance_confirmed_at: datetime | None = None

    @property
    def start(self) -> datetime:
        return self.during.start

    @property
    def is_active(self) -> bool:
        return self.status in {AppointmentStatus.PROVISIONAL, AppointmentStatus.CONFIRMED}

    @property
    def service_names(self) -> tuple[str, ...]:
        return tuple(each.name for each in self.services)

    def become(self, status: AppointmentStatus) -> "Appointment":
        """The next step of its life. Raises IllegalStep."""
        if status not in _NEXT[self.status]:
            raise IllegalStep(self.status, status)
        return replace(self, status=status)


@dataclass(frozen=True, kw_only=True, slots=True)
class Hold:
    """Slots kept for a customer until a deadline, while one deposit for all of them is paid."""

    id: HoldId
    salon_id: SalonId
    customer_id: CustomerId
    contact_id: ContactId
    conversation_id: ConversationId
    #: What asked for it: unique, so that a repeated turn gets the same hold.
    intent: str
    placed_at: datetime
    deadline: datetime
    #: Minutes that the customer was told.
    minutes: int
    same_day: bool
    total: Money
    deposit: Money
    status: HoldStatus = HoldStatus.HELD
    warned_at: datetime | None = None
    #: Payments that failed so far (R16).
    failed_payments: int = 0
    #: A person looks after the payment (R31).
    with_person: bool = False
    policy_version: int = 1

    def lapsed(self, at: datetime) -> bool:
        """Past its deadline and still unpaid."""
        return self.status is HoldStatus.HELD and has_come(self.deadline, at=at)

    def blocks_until(self, policy: SalonPolicy) -> datetime:
        return after(self.deadline, minutes=policy.lapse_grace_minutes)

    def warning_due(self, policy: SalonPolicy) -> datetime:
        return after(self.deadline, minutes=-policy.warn_minutes)

    def become(self, status: HoldStatus) -> "Hold":
        """Raises IllegalStep: only a hold that is still held can end; a lapsed one may be paid
        late.
        """
        late_payment = self.status is HoldStatus.LAPSED and status is HoldStatus.CONFIRMED
        if self.status is not HoldStatus.HELD and not late_payment:
            raise IllegalStep(self.status, status)
        return replace(self, status=status)

    def extended(self, to: datetime, *, not_past: datetime) -> "Hold":
        """A later deadline, never earlier than the present one and never past the appointment."""
        return replace(self, deadline=max(self.deadline, min(to, not_past)), warned_at=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Booking:
    """A hold with its appointments: what was asked for together, whatever has become of it."""

    hold: Hold
    appointments: tuple[Appointment, ...]

    @property
    def start(self) -> datetime:
        return min(each.start for each in self.appointments)


def hold_minutes(*, start: datetime, at: datetime, salon: Salon, policy: SalonPolicy) -> int:
    """30, or 15 when the appointment is the same local day; decided once, when it is placed."""
    same_day = salon.today(start) == salon.today(at)
    return policy.same_day_hold_minutes if same_day else policy.hold_minutes


def as_sold(work: Work) -> tuple[ServiceAsSold, ...]:
    """The services of a work with the prices and minutes of today's catalogue."""
    return tuple(
        ServiceAsSold(service_id=each.id, name=each.name, minutes=each.minutes, price=each.price)
        for each in work.services
    )


def as_it_went(appointment: Appointment, status: AppointmentStatus, *, at: datetime) -> Appointment:
    """How the visit went, said by staff: completed or no-show (R60), and corrected when it was said
    wrongly. Raises IllegalStep before its start, and for every other step.
    """
    outcomes = {AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW}
    if status not in outcomes or not has_come(appointment.start, at=at):
        raise IllegalStep(appointment.status, status)
    return appointment.become(status)
