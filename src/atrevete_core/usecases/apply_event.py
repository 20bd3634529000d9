"""Applying a stored event that is not a customer's message: payments, refunds, the team's doings."""

from datetime import datetime

from atrevete_core.domain.conversation import Disposition
from atrevete_core.domain.ids import InboxId, SalonId
from atrevete_core.ports.events import (
    CheckoutNews,
    DisputeNews,
    Incoming,
    PersonSpoke,
    RefundNews,
    ThreadChanged,
)
from atrevete_core.ports.storage import Records, Storage

from .confirm_deposit import apply_checkout
from .follow_team import follow_person, follow_thread
from .receive import event_of
from .refunds import apply_dispute, apply_refund
from .retrying import decide


async def apply_event(storage: Storage, inbox_id: InboxId, *, at: datetime) -> None:
    """Do what the event means, and mark it applied, in one transaction. Again is harmless."""

    async def apply(records: Records) -> None:
        stored = await records.inbox.get(inbox_id)
        if stored.disposition is not None:
            return
        await _apply(records, stored.salon_id, event_of(stored), at=at)
        await records.inbox.settle([inbox_id], Disposition.APPLIED)

    await decide(storage, apply)


async def _apply(records: Records, salon_id: SalonId, event: Incoming, *, at: datetime) -> None:
    match event:
        case CheckoutNews():
            await apply_checkout(records, salon_id, event.checkout, failed=event.failed, at=at)
        case RefundNews():
            await apply_refund(records, salon_id, event.refund, at=at)
        case DisputeNews():
            await apply_dispute(records, salon_id, event, at=at)
        case PersonSpoke():
            await follow_person(records, salon_id, event, at=at)
        case ThreadChanged():
            await follow_thread(records, salon_id, event, at=at)
        case _:
            return
