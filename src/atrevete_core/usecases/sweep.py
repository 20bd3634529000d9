"""Finding whatever was forgotten. It only finds and wakes; the tasks look again and act."""

from datetime import datetime
from functools import partial

from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Forgotten

from .escalate import alert_again
from .refunds import alert_late_refund
from .retrying import decide


async def sweep(salon: OpenSalon, *, at: datetime, real_now: datetime) -> Forgotten | None:
    """One round, if no other worker is at it (None). Returns what was found and woken."""
    async with salon.storage.transaction() as records:
        if not await records.sweep.try_lock():
            return None
        found = await records.sweep.find(at=at, real_now=real_now)
        await records.sweep.swept(at)
    for escalation_id in found.untaken:
        await decide(salon.storage, partial(alert_again, escalation_id=escalation_id, at=at))
    for refund_id in found.late_refunds:
        await decide(salon.storage, partial(alert_late_refund, refund_id=refund_id, at=at))
    await wake_all(salon, found, at=at)
    return found


async def wake_all(salon: OpenSalon, found: Forgotten, *, at: datetime) -> None:
    """A task for each."""
    for event in found.events:
        await salon.tasks.read_event(event)
    for hold in found.holds:
        await salon.tasks.check_hold(hold)
    for appointment in found.reminders:
        await salon.tasks.remind(appointment)
    for conversation in found.conversations:
        await salon.tasks.wake(conversation, at=at)
    for lane in found.lanes:
        await salon.tasks.deliver(lane, at=at)


async def wake_lanes(salon: OpenSalon, *, at: datetime, real_now: datetime) -> None:
    """Wake the lanes that have something due: called after whatever may have planned effects."""
    async with salon.storage.transaction() as records:
        lanes = await records.outbox.due_lanes(at=at, real_now=real_now)
    for lane in lanes:
        await salon.tasks.deliver(lane, at=at)
