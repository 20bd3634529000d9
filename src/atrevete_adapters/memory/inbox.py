"""Every accepted event, once."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.conversation import CustomerMessage, Disposition, MessageKind
from atrevete_core.domain.ids import ConversationId, InboxId, SalonId
from atrevete_core.domain.text import storable
from atrevete_core.ports.events import MessageArrived, Source
from atrevete_core.ports.storage import NotFound, StoredEvent

from .tables import Tables


class MemoryInbox:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def add(self, event: StoredEvent) -> bool:
        known = ((each.salon_id, each.source, each.external_id) for each in self._tables.inbox)
        if (
            event.id in self._tables.inbox
            or (event.salon_id, event.source, event.external_id) in known
        ):
            return False
        payload = json.loads(json.dumps(event.payload))
        self._tables.inbox.put(event.id, replace(event, payload=payload))
        return True

    async def get(self, inbox_id: InboxId) -> StoredEvent:
        event = self._tables.inbox.get(inbox_id)
        if event is None:
            raise NotFound(inbox_id)
        return event

    async def unanswered(self, conversation_id: ConversationId) -> Sequence[CustomerMessage]:
        waiting = (
            _message(each) for each in self._messages(conversation_id) if each.disposition is None
        )
        return sorted(waiting, key=lambda each: (each.number, each.received_at, str(each.id)))

    async def settle(
        self,
        ids: Iterable[InboxId],
        disposition: Disposition,
        *,
        turn: int | None = None,
        note: str = "",
    ) -> None:
        for each in ids:
            event = self._tables.inbox.get(each)
            if event is not None and event.disposition is None:
                settled = replace(event, disposition=disposition, note=storable(note))
                self._tables.inbox.put(each, settled)
                if turn is not None:
                    self._tables.answered.put(each, turn)

    async def count_try(self, ids: Iterable[InboxId]) -> int:
        highest = 0
        for each in ids:
            event = self._tables.inbox.get(each)
            if event is not None:
                self._tables.inbox.put(each, replace(event, tries=event.tries + 1))
                highest = max(highest, event.tries + 1)
        return highest

    async def latest_number(self, conversation_id: ConversationId) -> int:
        numbers = (int(each.payload["number"]) for each in self._messages(conversation_id))
        return max(numbers, default=0)

    async def latest_answered(self, conversation_id: ConversationId) -> int:
        numbers = (
            int(each.payload["number"])
            for each in self._messages(conversation_id)
            if each.id in self._tables.answered
        )
        return max(numbers, default=0)

    async def unknown(
        self, salon_id: SalonId, source: Source, external_ids: Iterable[str]
    ) -> frozenset[str]:
        known = {
            each.external_id
            for each in self._tables.inbox
            if (each.salon_id, each.source) == (salon_id, source)
        }
        return frozenset(external_ids) - known

    def _messages(self, conversation_id: ConversationId) -> Iterator[StoredEvent]:
        for each in self._tables.inbox:
            if is_message(each) and each.conversation_id == conversation_id:
                yield each


def is_message(event: StoredEvent) -> bool:
    """Whether a turn answers it; all other events are applied one by one."""
    return event.kind == MessageArrived.__name__ and event.conversation_id is not None


def _message(event: StoredEvent) -> CustomerMessage:
    if event.conversation_id is None:
        raise NotFound(event.id)
    payload = event.payload
    return CustomerMessage(
        id=event.id,
        conversation_id=event.conversation_id,
        number=int(payload["number"]),
        kind=MessageKind(payload["kind"]),
        text=storable(payload["text"]),
        received_at=event.received_at,
        thread_id=payload["thread_id"],
        attachment_url=payload.get("attachment_url", ""),
        sent_at=datetime.fromisoformat(payload["sent_at"]),
    )
