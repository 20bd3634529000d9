"""What the gateway says about a payment, whether or not the conversation is alive (R17)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from atrevete_core.domain.availability import Slot
from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import (
    Deposit,
    DepositStatus,
    Movement,
    RefundReason,
)
from atrevete_core.domain.effects import Planned, RefundDeposit, payment_lane
from atrevete_core.domain.ids import DepositId, SalonId, derived_id
from atrevete_core.domain.interval import has_come
from atrevete_core.domain.money import Money
from atrevete_core.phrases import payment
from atrevete_core.phrases.spanish import money
from atrevete_core.ports.deposit_gateway import Checkout, CheckoutState
from atrevete_core.ports.storage import NotFound, Records, SlotTaken

from .escalate import give_notice
from .lapse import close_payment_pages, lapse_in_the_way
from .payment_trouble import payment_failed
from .settle import confirm_booking
from .speaking import say
from .telling import facts_of


async def apply_checkout(
    records: Records, salon_id: SalonId, checkout: Checkout, *, failed: bool = False, at: datetime
) -> None:
    """Bring ledger and booking in line with what the gateway says of a payment page.

    Idempotent and in any order: a paid page stays paid. A payment that we cannot match goes to a
    person with its id; it never confirms anything (fault 29).
    """
    found = await _deposit_of(records, checkout)
    if found is None:
        if checkout.state is CheckoutState.PAID:
            await _unmatched(records, salon_id, checkout, "no corresponde a ninguna reserva", at=at)
        return
    booking = await records.bookings.lock(found.hold_id)
    deposit = await records.ledger.get(found.id)
    if checkout.state is CheckoutState.PAID:
        await _paid(records, booking, deposit, checkout, at=at)
    elif failed and deposit.status in _UNPAID:
        await payment_failed(records, booking, deposit, intent=f"failed:{deposit.id}", at=at)
    elif checkout.state is CheckoutState.EXPIRED and deposit.status in _UNPAID:
        await records.ledger.save(deposit.become(DepositStatus.EXPIRED, at=at))


_UNPAID = (DepositStatus.REQUESTED, DepositStatus.OPEN)


async def _deposit_of(records: Records, checkout: Checkout) -> Deposit | None:
    deposit = await records.ledger.by_checkout(checkout.id)
    if deposit is not None or not checkout.deposit_id:
        return deposit
    try:
        return await records.ledger.get(DepositId(UUID(checkout.deposit_id)))
    except (NotFound, ValueError):
        return None


async def _paid(
    records: Records, booking: Booking, deposit: Deposit, checkout: Checkout, *, at: datetime
) -> None:
    if deposit.status is DepositStatus.PAID:
        return
    if checkout.amount != deposit.amount or checkout.currency != "eur":
        await _unmatched(records, deposit.salon_id, checkout, "no es el importe pedido", at=at)
        return
    paid = replace(deposit, checkout_id=checkout.id, payment_id=checkout.payment_id).become(
        DepositStatus.PAID, at=at
    )
    await records.ledger.save(paid)
    if booking.hold.status is HoldStatus.CONFIRMED:
        await give_back(records, booking, paid, RefundReason.PAID_TWICE, at=at)
        return
    try:
        await _seat(records, booking, at=at)
    except SlotTaken:
        await give_back(records, booking, paid, RefundReason.PAID_TOO_LATE, at=at)
        return
    await close_payment_pages(records, booking, at=at, but=paid.id)


async def _seat(records: Records, booking: Booking, *, at: datetime) -> None:
    """Confirm what is held; take a lapsed booking's slots again if they are still free.

    A released booking was given up by the customer, and one that has begun cannot be had any more.
    """
    if booking.hold.status is HoldStatus.HELD:
        await confirm_booking(records, booking, at=at)
        return
    if booking.hold.status is HoldStatus.RELEASED or has_come(booking.start, at=at):
        raise SlotTaken
    await _check_still_free(records, booking, at=at)
    await confirm_booking(records, booking, at=at)


async def _check_still_free(records: Records, booking: Booking, *, at: datetime) -> None:
    salon = await records.salons.get(booking.hold.salon_id)
    policy = await records.salons.policy(booking.hold.salon_id)
    days = [salon.today(each.start) for each in booking.appointments]
    agenda = await records.bookings.agenda(
        salon.id,
        min(days),
        max(days),
        stylists={each.stylist_id for each in booking.appointments},
        policy=policy,
    )
    slots = [Slot(each.during, each.stylist_id) for each in booking.appointments]
    agenda = await lapse_in_the_way(records, agenda, slots, at=at)
    if not all(agenda.is_free(slot, at=at) for slot in slots):
        raise SlotTaken(slots)


async def give_back(
    records: Records, booking: Booking, paid: Deposit, reason: RefundReason, *, at: datetime
) -> Deposit:
    """Ask for the refund of a payment, and tell the customer why."""
    refund = await ask_for_refund(records, booking, paid, reason, at=at)
    conversation = await records.conversations.get(booking.hold.conversation_id)
    facts = await facts_of(records, booking, at=at)
    told = {
        RefundReason.PAID_TWICE: payment.refunded_twice,
        RefundReason.PAID_TOO_LATE: payment.refunded_too_late,
    }[reason]
    reply = told(facts, paid.amount)
    await say(records, conversation, reply, key=f"refund-told:{refund.id}", at=at)
    return refund


async def ask_for_refund(
    records: Records,
    booking: Booking,
    paid: Deposit,
    reason: RefundReason,
    *,
    at: datetime,
    amount: Money | None = None,
    of: str = "",
) -> Deposit:
    """A refund in the ledger, with its key, on its way to the gateway.

    Once per payment, or once per part `of` it (an appointment of a group). `amount` is all of it
    unless said.
    """
    refunds = [
        each
        for each in await records.ledger.of_hold(booking.hold.id)
        if each.movement is Movement.REFUND
    ]
    number = len(refunds) + 1
    refund = Deposit(
        id=DepositId(derived_id("refund", paid.id, of)),
        salon_id=paid.salon_id,
        hold_id=paid.hold_id,
        movement=Movement.REFUND,
        status=DepositStatus.REQUESTED,
        amount=paid.amount if amount is None else amount,
        number=number,
        key=f"refund-{paid.id}-{of}" if of else f"refund-{paid.id}",
        created_at=at,
        payment_id=paid.payment_id,
        reason=reason,
    )
    await records.ledger.save(refund)
    await records.outbox.plan(
        Planned(
            key=f"refund:{refund.id}",
            lane=payment_lane(booking.hold.id),
            effect=RefundDeposit(deposit_id=refund.id),
            due_at=at,
            salon_id=paid.salon_id,
        )
    )
    return refund


async def _unmatched(
    records: Records, salon_id: SalonId, checkout: Checkout, what: str, *, at: datetime
) -> None:
    summary = (
        f"Ha entrado un pago de {money(checkout.amount)} que {what}. "
        f"Pago {checkout.payment_id or checkout.id}: hay que revisarlo en la pasarela."
    )
    intent = f"unmatched:{checkout.id}"
    await give_notice(records, salon_id, EscalationReason.MONEY, summary, intent=intent, at=at)
