"""Waking the worker. Tasks only wake: PostgreSQL decides what there is to do, and guards it."""

from datetime import datetime
from typing import Protocol

from atrevete_core.domain.ids import AppointmentId, ConversationId, HoldId, InboxId


class Tasks(Protocol):
    """At least once, in any order, perhaps never: the sweep finds what was forgotten.

    No method raises when the queue is down, and none waits for it longer than 250 ms.
    """

    async def wake(self, conversation_id: ConversationId, *, at: datetime) -> None:
        """Look at the conversation at `at`: its messages may be due for an answer."""
        ...

    async def deliver(self, lane: str, *, at: datetime) -> None:
        """Send what is due in this lane of the outbox."""
        ...

    async def read_event(self, inbox_id: InboxId) -> None:
        """Apply this stored event (a payment, a change at the messaging desk)."""
        ...

    async def check_hold(self, hold_id: HoldId) -> None:
        """Warn about the hold, or ask the gateway about it and let it lapse, as is due."""
        ...

    async def remind(self, appointment_id: AppointmentId) -> None:
        """Remind of this appointment, if nobody has yet."""
        ...
