"""What the channel could not deliver although the desk had taken it (fault 45)."""

from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.effects import Delivery, Planned, SayToCustomer
from atrevete_core.domain.ids import SalonId
from atrevete_core.phrases import staff
from atrevete_core.ports.events import MessageFailed
from atrevete_core.ports.storage import Records

from .escalate import give_notice

_AGAIN = "again:"


async def follow_failure(
    records: Records, salon_id: SalonId, event: MessageFailed, *, at: datetime
) -> None:
    """Say it once more as its template when it has one; else, and the second time, a person."""
    failed = await records.outbox.by_key(salon_id, event.marker)
    if failed is None:
        return
    match failed.effect:
        case SayToCustomer(reply=reply) as effect:
            first_time = not event.marker.startswith(_AGAIN) and not effect.as_template
            if reply.template is not None and first_time:
                await _again(records, failed, effect, at=at)
                return
            conversation = effect.conversation_id
        case _:
            return
    await give_notice(
        records,
        salon_id,
        EscalationReason.DELIVERY,
        staff.unreached(event.error),
        intent=f"unreached:{event.marker}",
        conversation_id=conversation,
        at=at,
    )


async def _again(
    records: Records, failed: Delivery, effect: SayToCustomer, *, at: datetime
) -> None:
    await records.outbox.plan(
        Planned(
            key=f"{_AGAIN}{failed.key}",
            lane=failed.lane,
            effect=replace(effect, as_template=True),
            due_at=at,
            salon_id=failed.salon_id,
        )
    )
