"""What is said, to whom, by whom; who was called; who changed what."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from atrevete_core.domain.conversation import (
    Conversation,
    Escalation,
    Utterance,
)
from atrevete_core.domain.ids import (
    ContactId,
    ConversationId,
    EscalationId,
    SalonId,
)
from atrevete_core.ports.events import MessageArrived


class Conversations(Protocol):
    """What is said, to whom, and whose turn it is."""

    async def receive(self, salon_id: SalonId, message: MessageArrived) -> Conversation:
        """The contact's conversation: found or made, with contact, name, phone and thread as the
        message says. Does not touch the turn or the dialogue.
        """
        ...

    async def get(self, conversation_id: ConversationId) -> Conversation:
        """Raises NotFound."""
        ...

    async def lock(self, conversation_id: ConversationId) -> Conversation:
        """The present state, locked until the transaction ends. Raises NotFound."""
        ...

    async def of_channel(self, salon_id: SalonId, channel_id: str) -> Conversation | None: ...

    async def of_contact(self, contact_id: ContactId) -> Conversation | None: ...

    async def begin_turn(self, conversation_id: ConversationId) -> int:
        """Raise the turn's number and return it: the fence of this turn."""
        ...

    async def close_turn(
        self, conversation_id: ConversationId, *, turn: int, dialogue: dict[str, Any]
    ) -> None:
        """Store the dialogue, only if `turn` is still the newest. Raises TurnLost."""
        ...

    async def set_human(self, conversation_id: ConversationId, since: datetime) -> None:
        """A person has the word since then; when one has it already, nothing changes."""
        ...

    async def give_back(self, conversation_id: ConversationId, *, at: datetime) -> None:
        """Maite has the word again: clears `human_since`, sets `given_back_at`."""
        ...

    async def remember(self, conversation_id: ConversationId, lines: Sequence[Utterance]) -> None:
        """Add to the transcript."""
        ...

    async def transcript(
        self, conversation_id: ConversationId, *, last: int
    ) -> Sequence[Utterance]:
        """The last lines, oldest first."""
        ...


class Escalations(Protocol):
    """Tasks for people: hand-overs and notices."""

    async def add(self, escalation: Escalation) -> bool:
        """False when its id is there already."""
        ...

    async def get(self, escalation_id: EscalationId) -> Escalation:
        """Raises NotFound."""
        ...

    async def open_for(self, conversation_id: ConversationId) -> Sequence[Escalation]:
        """Those of the conversation that nobody has closed, oldest first."""
        ...

    async def save(self, escalation: Escalation) -> None: ...


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """Who changed what, and why: for staff and support."""

    id: UUID
    salon_id: SalonId
    actor: str
    action: str
    subject: str
    at: datetime
    details: dict[str, Any] = field(default_factory=dict)


class Audit(Protocol):
    """Who changed what, for ever."""

    async def add(self, entry: AuditEntry) -> None: ...
