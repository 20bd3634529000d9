"""Looking after a hold: the warning, and the question to the gateway before it lapses."""

from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.deposit import DepositStatus, Movement
from atrevete_core.domain.ids import HoldId
from atrevete_core.phrases import payment
from atrevete_core.ports.deposit_gateway import CheckoutState, DepositGateway, GatewayRefused
from atrevete_core.ports.storage import Records, Storage

from .confirm_deposit import apply_checkout
from .lapse import lapse_if_due
from .retrying import decide
from .speaking import say
from .telling import facts_of


async def check_hold(
    storage: Storage, gateway: DepositGateway, hold_id: HoldId, *, at: datetime
) -> None:
    """Warn, or lapse, whatever is due at `at` (R15). The gateway is asked outside any transaction.

    Raises GatewayUnreachable: then the hold stays, and the sweep asks again.
    """
    async with storage.transaction() as records:
        booking = await records.bookings.get(hold_id)
    if not booking.hold.lapsed(at):
        await decide(storage, lambda records: _warn(records, hold_id, at=at))
        return
    await ask_gateway(storage, gateway, booking, at=at)
    await decide(storage, lambda records: lapse_if_due(records, hold_id, at=at))


async def ask_gateway(
    storage: Storage, gateway: DepositGateway, booking: Booking, *, at: datetime
) -> bool:
    """Ask about every page of the booking that may have been paid; apply what is new.

    Returns whether a payment was found.
    """
    async with storage.transaction() as records:
        ledger = await records.ledger.of_hold(booking.hold.id)
    found = False
    for deposit in ledger:
        unpaid = deposit.status not in (DepositStatus.PAID, DepositStatus.EXPIRED)
        if deposit.movement is Movement.PAYMENT and deposit.checkout_id and unpaid:
            try:
                checkout = await gateway.read_checkout(deposit.checkout_id)
            except GatewayRefused:
                continue  # a page that the gateway does not know has not been paid
            if checkout.state is CheckoutState.PAID:
                found = True
                await decide(
                    storage,
                    lambda records, checkout=checkout: apply_checkout(  # type: ignore[misc]
                        records, booking.hold.salon_id, checkout, at=at
                    ),
                )
    return found


async def _warn(records: Records, hold_id: HoldId, *, at: datetime) -> None:
    booking = await records.bookings.lock(hold_id)
    hold = booking.hold
    policy = await records.salons.policy(hold.salon_id, version=hold.policy_version)
    due = at >= hold.warning_due(policy) and hold.warned_at is None and not hold.with_person
    if hold.status is not HoldStatus.HELD or not due:
        return
    warned = Booking(hold=replace(hold, warned_at=at), appointments=booking.appointments)
    await records.bookings.save(warned)
    conversation = await records.conversations.get(hold.conversation_id)
    facts = await facts_of(records, warned, at=at)
    left = max(1, round((hold.deadline - at).total_seconds() / 60))
    reply = payment.warning(facts, minutes=left)
    await say(
        records, conversation, reply, key=f"warned:{hold.id}:{hold.deadline.isoformat()}", at=at
    )
