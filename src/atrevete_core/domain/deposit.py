"""The deposit (anticipo): how much it is, and where each cent of it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from .ids import DepositId, HoldId, SalonId
from .money import NOTHING, Money
from .policy import SalonPolicy


def deposit_for(total: Money, policy: SalonPolicy) -> Money:
    """The deposit of a booking, once, on its total, rounded half up (R47 for the minimum)."""
    due = total.percent(policy.deposit_percent)
    if not due or due >= policy.min_deposit:
        return due
    if policy.waive_deposit_below_minimum:
        return NOTHING
    return min(policy.min_deposit, total)


class Movement(StrEnum):
    """What a row of the ledger is about."""

    PAYMENT = "payment"
    REFUND = "refund"
    KEPT = "kept"
    CARRIED_OVER = "carried_over"


class DepositStatus(StrEnum):
    """Payments: requested → open → paid | failed | expired. Refunds: requested → pending →
    succeeded | failed. What is kept or carried over is settled at once.
    """

    REQUESTED = "requested"
    OPEN = "open"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    SETTLED = "settled"


class RefundReason(StrEnum):
    CANCELLED_IN_TIME = "cancelled_in_time"
    PAID_TOO_LATE = "paid_too_late"
    PAID_TWICE = "paid_twice"
    SALON = "salon"


@dataclass(frozen=True, kw_only=True, slots=True)
class Deposit:
    """One row of the ledger: a payment attempt, a refund, or money kept or carried over.

    Amounts are positive; the movement says which way the money went.
    """

    id: DepositId
    salon_id: SalonId
    hold_id: HoldId
    movement: Movement
    status: DepositStatus
    amount: Money
    #: 1, 2, … among the movements of the same kind of one hold.
    number: int
    #: Stored before the gateway is called, so that a repeated call is the same call.
    key: str
    created_at: datetime
    settled_at: datetime | None = None
    #: The gateway's names for it.
    checkout_id: str = ""
    checkout_url: str = ""
    payment_id: str = ""
    refund_id: str = ""
    reason: str = ""

    def become(self, status: DepositStatus, *, at: datetime) -> "Deposit":
        return replace(self, status=status, settled_at=at)


def paid(ledger: tuple[Deposit, ...]) -> Money:
    """Everything that came in for a booking."""
    return _sum(ledger, Movement.PAYMENT, DepositStatus.PAID)


_GOING_BACK = (DepositStatus.REQUESTED, DepositStatus.PENDING, DepositStatus.SUCCEEDED)


def refunded(ledger: tuple[Deposit, ...]) -> Money:
    """Everything that went back or is on its way back."""
    return _sum(ledger, Movement.REFUND, *_GOING_BACK)


def left_of(payment: Deposit, ledger: tuple[Deposit, ...]) -> Money:
    """What of this payment has not been given back: a gateway refunds no more than that."""
    of_it = tuple(each for each in ledger if each.payment_id == payment.payment_id)
    return payment.amount - refunded(of_it)


def attached(ledger: tuple[Deposit, ...]) -> Money:
    """What is paid and not given back: the deposit that stands behind the booking (I4)."""
    return paid(ledger) - refunded(ledger)


def _sum(ledger: tuple[Deposit, ...], movement: Movement, *statuses: DepositStatus) -> Money:
    cents = (e.amount.cents for e in ledger if e.movement is movement and e.status in statuses)
    return Money(sum(cents))


def open_url(ledger: tuple[Deposit, ...]) -> str:
    """The newest payment page that can still be paid; empty when there is none."""
    urls = [
        each.checkout_url
        for each in ledger
        if each.movement is Movement.PAYMENT and each.status is DepositStatus.OPEN
    ]
    return urls[-1] if urls else ""
