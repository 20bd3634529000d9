"""Trying an effect again that was given up, once what kept it from going out is mended."""

from atrevete_core.domain.effects import Delivery, DeliveryStatus
from atrevete_core.ports.storage import Records

from .auditing import Act, note_change


async def retry_delivery(records: Records, delivery_id: int, act: Act) -> Delivery:
    """Due again now, as if it had never been tried; whoever delivers it reads back first what may
    have arrived. One that was sent stays as it is. Raises NotFound.
    """
    delivery = await records.outbox.get(delivery_id)
    if delivery.status is DeliveryStatus.SENT:
        return delivery
    await records.outbox.again(delivery_id, at=act.at)
    await note_change(
        records,
        delivery.salon_id,
        act,
        action="delivery.retried",
        subject=f"outbox:{delivery_id}",
        effect=delivery.effect.kind,
    )
    return await records.outbox.get(delivery_id)
