"""Where each cent is: our ledger beside the gateway's word, payment by payment (issue 6)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.ids import HoldId, SalonId
from atrevete_core.domain.money import NOTHING, Money, total
from atrevete_core.ports.deposit_gateway import (
    CheckoutNews,
    CheckoutState,
    DepositGateway,
    GatewayRefused,
    RefundState,
)
from atrevete_core.ports.storage import Storage


class Difference(StrEnum):
    """How our ledger and the gateway disagree about a payment."""

    PAID_THERE_ONLY = "paid at the gateway, not here"
    PAID_HERE_ONLY = "paid here, not at the gateway"
    AMOUNT = "another amount at the gateway"
    REFUND = "its refund stands otherwise at the gateway"
    UNKNOWN = "paid at the gateway for nothing that is known here"


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One payment. `paid` = `refunded` + `kept` + `open`, always: open is what stands behind an
    appointment that has not been yet, or still has to go somewhere.
    """

    payment_id: str
    paid: Money
    refunded: Money = NOTHING
    kept: Money = NOTHING
    booking: Booking | None = None
    #: Money on its way back, within what is open.
    going_back: Money = NOTHING
    differences: tuple[Difference, ...] = ()

    @property
    def open(self) -> Money:
        return self.paid - self.refunded - self.kept


@dataclass(frozen=True, kw_only=True, slots=True)
class Reconciliation:
    lines: tuple[Line, ...]

    @property
    def paid(self) -> Money:
        return total(each.paid for each in self.lines)

    @property
    def refunded(self) -> Money:
        return total(each.refunded for each in self.lines)

    @property
    def kept(self) -> Money:
        return total(each.kept for each in self.lines)

    @property
    def open(self) -> Money:
        return total(each.open for each in self.lines)

    @property
    def agrees(self) -> bool:
        return not any(each.differences for each in self.lines)


async def reconcile(
    storage: Storage, gateway: DepositGateway, salon_id: SalonId, *, since: datetime
) -> Reconciliation:
    """Every payment of a booking whose money has moved since then, and every payment that the
    gateway has told of since then. Nothing is changed. Raises GatewayUnreachable.
    """
    async with storage.transaction() as records:
        moved = await records.ledger.moved_since(salon_id, since)
    lines: list[Line] = []
    known: set[str] = set()
    for hold_id in moved:
        booking, ledger = await _read(storage, hold_id)
        lines.extend(await _lines(gateway, booking, ledger))
        known.update(each.checkout_id for each in ledger if each.checkout_id)
    lines.extend(await _unknown(gateway, known, since=since))
    return Reconciliation(lines=tuple(lines))


async def _read(storage: Storage, hold_id: HoldId) -> tuple[Booking, tuple[Deposit, ...]]:
    async with storage.transaction() as records:
        return await records.bookings.get(hold_id), await records.ledger.of_hold(hold_id)


async def _lines(
    gateway: DepositGateway, booking: Booking, ledger: tuple[Deposit, ...]
) -> list[Line]:
    payments = [each for each in ledger if each.movement is Movement.PAYMENT and each.checkout_id]
    kept = _kept(booking, ledger)
    lines: list[Line] = []
    for payment in payments:
        line = await _line(gateway, booking, payment, ledger, kept)
        if line is not None:
            kept -= line.kept
            lines.append(line)
    return lines


async def _line(
    gateway: DepositGateway,
    booking: Booking,
    payment: Deposit,
    ledger: Sequence[Deposit],
    kept: Money,
) -> Line | None:
    """None for a page that nobody has paid, here or there."""
    try:
        page = await gateway.read_checkout(payment.checkout_id)
    except GatewayRefused:
        page = None
    paid_there = page is not None and page.state is CheckoutState.PAID
    paid_here = payment.status is DepositStatus.PAID
    if not (paid_here or paid_there):
        return None
    refunds = [each for each in ledger if _is_refund_of(each, payment)]
    differences = [] if paid_here else [Difference.PAID_THERE_ONLY]
    if not paid_there:
        differences.append(Difference.PAID_HERE_ONLY)
    elif page is not None and page.amount != payment.amount:
        differences.append(Difference.AMOUNT)
    if await _refunds_differ(gateway, refunds):
        differences.append(Difference.REFUND)
    back = _sum(refunds, DepositStatus.SUCCEEDED)
    return Line(
        payment_id=payment.payment_id or payment.checkout_id,
        paid=payment.amount,
        refunded=back,
        kept=min(kept, payment.amount - back),
        booking=booking,
        going_back=_sum(refunds, DepositStatus.REQUESTED, DepositStatus.PENDING),
        differences=tuple(differences),
    )


def _is_refund_of(each: Deposit, payment: Deposit) -> bool:
    return each.movement is Movement.REFUND and each.payment_id == payment.payment_id


def _sum(rows: Iterable[Deposit], *statuses: DepositStatus) -> Money:
    return total(each.amount for each in rows if each.status in statuses)


_OURS = {
    RefundState.SUCCEEDED: DepositStatus.SUCCEEDED,
    RefundState.FAILED: DepositStatus.FAILED,
    RefundState.PENDING: DepositStatus.PENDING,
}


async def _refunds_differ(gateway: DepositGateway, refunds: Iterable[Deposit]) -> bool:
    for refund in refunds:
        if not refund.refund_id:
            continue
        try:
            answer = await gateway.read_refund(refund.refund_id)
        except GatewayRefused:
            return True
        if _OURS[answer.state] is not refund.status or answer.amount != refund.amount:
            return True
    return False


def _kept(booking: Booking, ledger: Iterable[Deposit]) -> Money:
    """What the salon keeps: of late cancellations, and of appointments that have been or were
    missed.
    """
    said = total(each.amount for each in ledger if each.movement is Movement.KEPT)
    if booking.hold.status is not HoldStatus.CONFIRMED:
        return said
    return said + total(each.deposit for each in booking.appointments if _is_over(each))


def _is_over(appointment: Appointment) -> bool:
    return appointment.status in (AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW)


async def _unknown(gateway: DepositGateway, known: set[str], *, since: datetime) -> list[Line]:
    found: dict[str, Line] = {}
    for news in await gateway.news(since=since):
        if not isinstance(news, CheckoutNews) or news.checkout.state is not CheckoutState.PAID:
            continue
        if news.checkout.id not in known:
            name = news.checkout.payment_id or news.checkout.id
            found[news.checkout.id] = Line(
                payment_id=name,
                paid=news.checkout.amount,
                differences=(Difference.UNKNOWN,),
            )
    return list(found.values())
