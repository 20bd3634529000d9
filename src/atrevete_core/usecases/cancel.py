"""Cancelling an appointment, on both sides of the free hours (R19, R20)."""

from dataclasses import dataclass, replace
from datetime import datetime

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking, IllegalStep
from atrevete_core.domain.cancellation import GiveBack, Keep, LeaveToPerson, on_cancel
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import (
    Deposit,
    DepositStatus,
    Movement,
    RefundReason,
    attached,
    left_of,
)
from atrevete_core.domain.effects import TellStylist
from atrevete_core.domain.ids import AppointmentId, ConversationId, DepositId, derived_id
from atrevete_core.domain.interval import has_come
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.phrases import staff
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.storage import Records

from .confirm_deposit import ask_for_refund
from .escalate import give_notice
from .speaking import mirror, tell_stylist
from .telling import visit_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancelled:
    """It is cancelled; `refund` is on its way back, `kept` stays with the salon."""

    appointment: Appointment
    refund: Money
    kept: Money


def deposit_of(appointment: Appointment, ledger: tuple[Deposit, ...]) -> Money:
    """The part of what was paid that stands behind this appointment."""
    return min(appointment.deposit, attached(ledger))


async def terms_of_cancelling(
    records: Records, appointment: Appointment, *, at: datetime, by_salon: bool = False
) -> GiveBack | Keep | LeaveToPerson:
    """What cancelling now would mean, so that it can be said before it is done."""
    ledger = await records.ledger.of_hold(appointment.hold_id)
    if by_salon and not has_come(appointment.start, at=at):
        return GiveBack(deposit_of(appointment, ledger))
    policy = await records.salons.policy(appointment.salon_id, version=appointment.policy_version)
    return on_cancel(appointment.start, deposit_of(appointment, ledger), policy, at=at)


async def cancel_appointment(
    records: Records,
    appointment_id: AppointmentId,
    *,
    conversation_id: ConversationId | None,
    at: datetime,
    by_salon: bool = False,
) -> Cancelled | LeaveToPerson:
    """Cancel a confirmed appointment: refund or keep the deposit as the terms say, free the time,
    tell the stylist; with short notice the team gets a notice too. Again changes nothing.

    When the salon itself cannot keep it (`by_salon`) the whole deposit goes back at any hour.

    Raises IllegalStep for one that is neither confirmed nor cancelled, NotFound for none.
    """
    booking = await records.bookings.of_appointment(appointment_id)
    booking = await records.bookings.lock(booking.hold.id)
    appointment = _in(booking, appointment_id)
    if appointment.status is AppointmentStatus.CANCELLED:
        return Cancelled(appointment=appointment, refund=NOTHING, kept=NOTHING)
    if appointment.status is not AppointmentStatus.CONFIRMED:
        raise IllegalStep(appointment.status, AppointmentStatus.CANCELLED)
    terms = await terms_of_cancelling(records, appointment, at=at, by_salon=by_salon)
    if isinstance(terms, LeaveToPerson):
        return terms
    cancelled = appointment.become(AppointmentStatus.CANCELLED)
    await _store(records, booking, cancelled)
    await mirror(records, cancelled, at=at)
    await _tell_stylist(records, cancelled, at=at)
    if isinstance(terms, GiveBack):
        reason = RefundReason.SALON if by_salon else RefundReason.CANCELLED_IN_TIME
        await _give_back(records, booking, cancelled, terms.amount, reason, at=at)
        return Cancelled(appointment=cancelled, refund=terms.amount, kept=NOTHING)
    await _keep(records, cancelled, terms.amount, conversation_id=conversation_id, at=at)
    return Cancelled(appointment=cancelled, refund=NOTHING, kept=terms.amount)


def _in(booking: Booking, appointment_id: AppointmentId) -> Appointment:
    return next(each for each in booking.appointments if each.id == appointment_id)


async def _store(records: Records, booking: Booking, changed: Appointment) -> None:
    others = tuple(changed if each.id == changed.id else each for each in booking.appointments)
    await records.bookings.save(replace(booking, appointments=others))


async def _give_back(
    records: Records,
    booking: Booking,
    cancelled: Appointment,
    amount: Money,
    reason: RefundReason,
    *,
    at: datetime,
) -> None:
    """Out of the payments that came in, newest first, until the amount is reached."""
    ledger = await records.ledger.of_hold(booking.hold.id)
    paid = [
        each
        for each in reversed(ledger)
        if each.movement is Movement.PAYMENT and each.status is DepositStatus.PAID
    ]
    for payment in paid:
        part = min(amount, left_of(payment, ledger))
        if part:
            await ask_for_refund(
                records,
                booking,
                payment,
                reason,
                amount=part,
                of=str(cancelled.id),
                at=at,
            )
        amount -= part


async def _keep(
    records: Records,
    cancelled: Appointment,
    amount: Money,
    *,
    conversation_id: ConversationId | None,
    at: datetime,
) -> None:
    if amount:
        await records.ledger.save(
            Deposit(
                id=DepositId(derived_id("kept", cancelled.id)),
                salon_id=cancelled.salon_id,
                hold_id=cancelled.hold_id,
                movement=Movement.KEPT,
                status=DepositStatus.SETTLED,
                amount=amount,
                number=1,
                key=f"kept-{cancelled.id}",
                created_at=at,
                settled_at=at,
                reason="short_notice",
            )
        )
    customer = await records.people.customer(cancelled.customer_id)
    visit = await _visit(records, cancelled)
    await give_notice(
        records,
        cancelled.salon_id,
        EscalationReason.LATE_CANCELLATION,
        staff.late_cancellation(visit, customer=customer.full_name, kept=amount),
        intent=f"late-cancellation:{cancelled.id}",
        conversation_id=conversation_id,
        customer_id=cancelled.booked_by,
        at=at,
    )


async def _visit(records: Records, appointment: Appointment) -> Visit:
    salon = await records.salons.get(appointment.salon_id)
    catalogue = await records.salons.catalogue(appointment.salon_id)
    return visit_of(appointment, salon=salon, catalogue=catalogue)


async def _tell_stylist(records: Records, cancelled: Appointment, *, at: datetime) -> None:
    customer = await records.people.customer(cancelled.customer_id)
    visit = await _visit(records, cancelled)
    notice = TellStylist(
        stylist_id=cancelled.stylist_id,
        subject=staff.stylist_subject("cancelada", visit),
        text=staff.stylist_text("cancelada", visit, customer=customer.full_name),
    )
    key = f"stylist:cancelled:{cancelled.id}"
    await tell_stylist(records, cancelled.salon_id, notice, key=key, at=at)
