"""What a cancellation means for the deposit (R19, R20)."""

from dataclasses import dataclass
from datetime import datetime

from .interval import after, has_come
from .money import NOTHING, Money
from .policy import SalonPolicy


@dataclass(frozen=True, slots=True)
class GiveBack:
    """More than the free hours ahead: the deposit is refunded without anyone's help."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Keep:
    """Short notice: no refund; moving keeps the deposit."""

    amount: Money


@dataclass(frozen=True, slots=True)
class LeaveToPerson:
    """It has begun or is over: only a person can do something (R20)."""


def on_cancel(
    start: datetime, deposit: Money, policy: SalonPolicy, *, at: datetime
) -> GiveBack | Keep | LeaveToPerson:
    """Exactly the free hours before the start is short notice already. Hours are elapsed hours."""
    if has_come(start, at=at):
        return LeaveToPerson()
    short_notice = after(start, hours=-policy.free_cancellation_hours)
    return Keep(deposit or NOTHING) if has_come(short_notice, at=at) else GiveBack(deposit)
