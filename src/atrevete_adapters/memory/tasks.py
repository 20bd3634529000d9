"""Wake-ups that are remembered instead of queued."""

from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId, InboxId

Kind = Literal["wake", "deliver", "read_event", "check_hold", "remind"]


class Wake(NamedTuple):
    """`at` is None for what should be done at once."""

    kind: Kind
    id: UUID | str
    at: datetime | None


class MemoryTasks:
    """The port `Tasks`. Whoever drives the salon takes the wake-ups with `drain` and does them."""

    def __init__(self) -> None:
        self.wakes: list[Wake] = []

    def drain(self) -> list[Wake]:
        """Everything that was asked for since the last time, in order."""
        taken, self.wakes = self.wakes, []
        return taken

    async def wake(self, conversation_id: ConversationId, *, at: datetime) -> None:
        self.wakes.append(Wake("wake", conversation_id, at))

    async def deliver(self, lane: str, *, at: datetime) -> None:
        self.wakes.append(Wake("deliver", lane, at))

    async def read_event(self, inbox_id: InboxId) -> None:
        self.wakes.append(Wake("read_event", inbox_id, None))

    async def check_hold(self, hold_id: HoldId) -> None:
        self.wakes.append(Wake("check_hold", hold_id, None))

    async def remind(self, appointment_id: AppointmentId) -> None:
        self.wakes.append(Wake("remind", appointment_id, None))
