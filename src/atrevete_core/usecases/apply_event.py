"""Applying a stored event: payments, refunds, what the team does at the desk."""

from datetime import datetime

from atrevete_core.domain.conversation import Disposition, EscalationReason
from atrevete_core.domain.ids import InboxId, SalonId
from atrevete_core.phrases import staff
from atrevete_core.ports.events import (
    CheckoutNews,
    DisputeNews,
    Incoming,
    MessageFailed,
    PersonSpoke,
    RefundNews,
    ThreadChanged,
)
from atrevete_core.ports.storage import Records, Storage

from .confirm_deposit import apply_checkout
from .escalate import give_notice
from .follow_team import follow_person, follow_thread
from .receive import event_of
from .refunds import apply_dispute, apply_refund
from .retrying import decide
from .undelivered import follow_failure

_MOST_TRIES = 5


async def apply_event(storage: Storage, inbox_id: InboxId, *, at: datetime) -> None:
    """Do what the event means, and mark it applied, in one transaction. Again is harmless.

    An event that broke five attempts is parked, and a person is told (fault 60).
    """
    if not await decide(storage, lambda records: _may_try(records, inbox_id, at=at)):
        return

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
        case MessageFailed():
            await follow_failure(records, salon_id, event, at=at)
        case PersonSpoke():
            await follow_person(records, salon_id, event, at=at)
        case ThreadChanged():
            await follow_thread(records, salon_id, event, at=at)
        case _:
            return


async def _may_try(records: Records, inbox_id: InboxId, *, at: datetime) -> bool:
    stored = await records.inbox.get(inbox_id)
    if stored.disposition is not None:
        return False
    if await records.inbox.count_try([inbox_id]) <= _MOST_TRIES:
        return True
    await records.inbox.settle(
        [inbox_id], Disposition.PARKED, note="broke every attempt to apply it"
    )
    await give_notice(
        records,
        stored.salon_id,
        EscalationReason.DELIVERY,
        staff.unreadable_event(stored.source),
        intent=f"parked:{inbox_id}",
        at=at,
    )
    return False
