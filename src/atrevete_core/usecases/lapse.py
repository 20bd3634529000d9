"""The end of a hold that was not paid: by its deadline, for somebody else, or on request."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.availability import Agenda, Slot
from atrevete_core.domain.booking import AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.deposit import DepositStatus, Movement
from atrevete_core.domain.effects import ExpireCheckout, Planned, payment_lane
from atrevete_core.domain.ids import DepositId, HoldId
from atrevete_core.phrases import payment
from atrevete_core.ports.storage import Records

from .speaking import mirror_all, say
from .telling import facts_of


async def lapse_if_due(records: Records, hold_id: HoldId, *, at: datetime) -> bool:
    """Let the hold lapse if its deadline has passed and it is still unpaid; tell the customer.

    The row is locked and looked at again: whoever confirmed or released it first has won.
    Ask the gateway before calling this (decision 4).
    """
    booking = await records.bookings.lock(hold_id)
    if not booking.hold.lapsed(at):
        return False
    await _end(records, booking, HoldStatus.LAPSED, at=at)
    conversation = await records.conversations.get(booking.hold.conversation_id)
    facts = await facts_of(records, booking, at=at)
    key = f"lapsed:{hold_id}:{booking.hold.deadline.isoformat()}"
    await say(records, conversation, payment.lapsed(facts), key=key, at=at)
    return True


async def release(records: Records, hold_id: HoldId, *, at: datetime) -> bool:
    """Give the slots free because the customer wants something else. Nothing is said."""
    booking = await records.bookings.lock(hold_id)
    if booking.hold.status is not HoldStatus.HELD:
        return False
    await _end(records, booking, HoldStatus.RELEASED, at=at)
    return True


async def lapse_in_the_way(
    records: Records, agenda: Agenda, slots: Sequence[Slot], *, at: datetime
) -> Agenda:
    """Let holds lapse that are past deadline and grace and stand where these slots want to be.

    Their stylists must be locked. Returns the agenda without them.
    """
    passed = {
        each.hold_id
        for each in agenda.occupied
        for slot in slots
        if each.stylist_id == slot.stylist_id
        and each.during.overlaps(slot.during)
        and not each.blocks(at)
    }
    for hold_id in sorted(passed):
        await lapse_if_due(records, hold_id, at=at)
    return replace(
        agenda, occupied=tuple(each for each in agenda.occupied if each.hold_id not in passed)
    )


async def _end(records: Records, booking: Booking, status: HoldStatus, *, at: datetime) -> None:
    ended = Booking(
        hold=booking.hold.become(status),
        appointments=tuple(each.become(AppointmentStatus.EXPIRED) for each in booking.appointments),
    )
    await records.bookings.save(ended)
    await mirror_all(records, ended, at=at)
    await close_payment_pages(records, ended, at=at)


async def close_payment_pages(
    records: Records, booking: Booking, *, at: datetime, but: DepositId | None = None
) -> None:
    """Ask the gateway to close every page of this booking that may still be paid."""
    open_states = (DepositStatus.REQUESTED, DepositStatus.OPEN)
    for deposit in await records.ledger.of_hold(booking.hold.id):
        if deposit.movement is not Movement.PAYMENT or deposit.id == but:
            continue
        if deposit.status in open_states:
            await close_page(records, booking, deposit.id, at=at)


async def close_page(
    records: Records, booking: Booking, deposit_id: DepositId, *, at: datetime
) -> None:
    await records.outbox.plan(
        Planned(
            key=f"expire:{deposit_id}",
            lane=payment_lane(booking.hold.id),
            effect=ExpireCheckout(deposit_id=deposit_id),
            due_at=at,
            salon_id=booking.hold.salon_id,
        )
    )
