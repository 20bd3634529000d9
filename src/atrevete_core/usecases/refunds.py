"""What becomes of a refund that was asked for, and of money that others move (fault 30, 31)."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.ids import CustomerId, DepositId, SalonId, derived_id
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import Money, total
from atrevete_core.phrases import staff
from atrevete_core.phrases.spanish import money
from atrevete_core.ports.deposit_gateway import RefundAnswer, RefundState
from atrevete_core.ports.events import DisputeNews
from atrevete_core.ports.storage import NotFound, Records

from .escalate import give_notice

_STATUS = {
    RefundState.PENDING: DepositStatus.PENDING,
    RefundState.SUCCEEDED: DepositStatus.SUCCEEDED,
    RefundState.FAILED: DepositStatus.FAILED,
}


async def asked_back(records: Records, customer_id: CustomerId, *, at: datetime) -> Money:
    """What of the customer's deposits was asked back in the last day, and has not failed."""
    found = await records.bookings.appointments_of(customer_id, since=at)
    holds = dict.fromkeys(each.hold_id for each in found if each.deposit)
    ledgers = [await records.ledger.of_hold(each) for each in holds]
    return total(
        each.amount
        for ledger in ledgers
        for each in ledger
        if each.movement is Movement.REFUND
        and each.status is not DepositStatus.FAILED
        and each.created_at > after(at, hours=-_RECENT_HOURS)
    )


#: So long ago it is still spoken of.
_RECENT_HOURS = 24


async def apply_refund(
    records: Records, salon_id: SalonId, answer: RefundAnswer, *, at: datetime
) -> None:
    """Bring the ledger in line with the gateway's word on a refund.

    A refund that failed becomes a task for a person; one that the team made by hand is recorded, so
    that nobody refunds twice.
    """
    refund = await _refund_of(records, answer)
    if refund is None:
        await _made_by_hand(records, answer, at=at)
        return
    if refund.status is DepositStatus.SUCCEEDED and answer.state is RefundState.PENDING:
        return
    updated = replace(refund, refund_id=answer.id).become(_STATUS[answer.state], at=at)
    await records.ledger.save(updated)
    if answer.state is RefundState.FAILED:
        summary = f"No se ha podido devolver un anticipo de {money(refund.amount)} ({answer.id})."
        intent = f"refund-failed:{refund.id}"
        await give_notice(records, salon_id, EscalationReason.MONEY, summary, intent=intent, at=at)


async def alert_late_refund(records: Records, refund_id: DepositId, *, at: datetime) -> bool:
    """A refund that nobody has confirmed ten minutes after it was asked for is a person's task
    (I3); once. It goes on: should it succeed later, the ledger says so.
    """
    refund = await records.ledger.get(refund_id)
    if refund.status not in (DepositStatus.REQUESTED, DepositStatus.PENDING):
        return False
    return await give_notice(
        records,
        refund.salon_id,
        EscalationReason.MONEY,
        staff.refund_late(refund.amount, refund.refund_id or refund.payment_id),
        intent=f"refund-late:{refund.id}",
        at=at,
    )


async def _refund_of(records: Records, answer: RefundAnswer) -> Deposit | None:
    found = await records.ledger.by_refund(answer.id)
    if found is not None or not answer.deposit_id:
        return found
    try:
        return await records.ledger.get(DepositId(UUID(answer.deposit_id)))
    except (NotFound, ValueError):
        return None


async def _made_by_hand(records: Records, answer: RefundAnswer, *, at: datetime) -> None:
    payment = await records.ledger.by_payment(answer.payment_id)
    if payment is None:
        return
    ledger = await records.ledger.of_hold(payment.hold_id)
    number = 1 + sum(each.movement is Movement.REFUND for each in ledger)
    await records.ledger.save(
        Deposit(
            id=DepositId(derived_id("refund-by-hand", answer.id)),
            salon_id=payment.salon_id,
            hold_id=payment.hold_id,
            movement=Movement.REFUND,
            status=_STATUS[answer.state],
            amount=answer.amount,
            number=number,
            key=f"by-hand-{answer.id}",
            created_at=at,
            payment_id=answer.payment_id,
            refund_id=answer.id,
            reason="by_hand",
        )
    )


async def apply_dispute(
    records: Records, salon_id: SalonId, event: DisputeNews, *, at: datetime
) -> None:
    """A bank takes the money back: a task for a person."""
    if not event.open:
        return
    summary = f"El banco ha abierto una disputa sobre el pago {event.payment_id}."
    intent = f"dispute:{event.payment_id}"
    await give_notice(records, salon_id, EscalationReason.MONEY, summary, intent=intent, at=at)
