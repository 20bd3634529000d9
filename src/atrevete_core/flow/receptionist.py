"""Maite at work: what a worker does when it is woken. Every step looks at the truth again first."""

from collections.abc import Callable
from datetime import datetime, timedelta

from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId, InboxId
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Forgotten
from atrevete_core.usecases.apply_event import apply_event
from atrevete_core.usecases.catch_up import catch_up_desk, catch_up_payments
from atrevete_core.usecases.check_hold import check_hold
from atrevete_core.usecases.deliver import deliver, keep_lease
from atrevete_core.usecases.remind import remind
from atrevete_core.usecases.retrying import decide
from atrevete_core.usecases.sweep import sweep, wake_lanes

from .turn import Flow, take_turn


class Receptionist:
    """One salon's work, task by task. The salon's clock is read once per task.

    `real_now` (aware) and `new_lease` (unique texts) come from the shell: leases count in real
    time, whatever the salon's clock says.
    """

    def __init__(
        self,
        salon: OpenSalon,
        flow: Flow,
        *,
        real_now: Callable[[], datetime],
        new_lease: Callable[[], str],
    ) -> None:
        self.salon = salon
        self._flow = flow
        self._real_now = real_now
        self._new_lease = new_lease

    async def take_turn(self, conversation_id: ConversationId) -> None:
        """Answer a conversation whose messages are due, and come back when more may be."""
        at = await self.salon.clock.now()
        again = await take_turn(self.salon, self._flow, conversation_id, at=at)
        await self._wake_lanes(at)
        if again is not None:
            await self.salon.tasks.wake(conversation_id, at=again)

    async def deliver(self, lane: str) -> None:
        """Send what is due in a lane of the outbox; come back for what has to wait."""
        at, lease = await self.salon.clock.now(), self._new_lease()
        async with keep_lease(self.salon.storage, lease, real_now=self._real_now):
            again = await deliver(self.salon, lane, at=at, real_now=self._real_now(), lease=lease)
        await self._wake_lanes(at)
        if again is not None and again > at:
            await self.salon.tasks.deliver(lane, at=again)

    async def read_event(self, inbox_id: InboxId) -> None:
        """Apply a stored event."""
        at = await self.salon.clock.now()
        await apply_event(self.salon.storage, inbox_id, at=at)
        await self._wake_lanes(at)

    async def check_hold(self, hold_id: HoldId) -> None:
        """Warn about a hold or let it lapse, as is due."""
        at = await self.salon.clock.now()
        await check_hold(self.salon.storage, self.salon.gateway, hold_id, at=at)
        await self._wake_lanes(at)

    async def remind(self, appointment_id: AppointmentId) -> None:
        """Send a reminder that is due."""
        at = await self.salon.clock.now()
        await decide(self.salon.storage, lambda records: remind(records, appointment_id, at=at))
        await self._wake_lanes(at)

    async def catch_up_desk(self, *, every: timedelta) -> int:
        """Ask the messaging desk what we were not told; 0 when another worker has just asked."""
        at = await self.salon.clock.now()
        return await catch_up_desk(self.salon, at=at, real_now=self._real_now(), every=every)

    async def catch_up_payments(self, *, every: timedelta) -> int:
        """Ask the gateway likewise."""
        at = await self.salon.clock.now()
        return await catch_up_payments(self.salon, at=at, real_now=self._real_now(), every=every)

    async def sweep(self) -> Forgotten | None:
        """Find and wake whatever was forgotten; None when another worker is at it."""
        at = await self.salon.clock.now()
        return await sweep(self.salon, at=at, real_now=self._real_now())

    async def _wake_lanes(self, at: datetime) -> None:
        await wake_lanes(self.salon, at=at, real_now=self._real_now())
