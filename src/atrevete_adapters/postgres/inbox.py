"""Every accepted event, once."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from atrevete_core.domain.conversation import CustomerMessage, Disposition, MessageKind
from atrevete_core.domain.ids import ConversationId, InboxId, SalonId
from atrevete_core.domain.text import storable
from atrevete_core.ports.events import MessageArrived, Source
from atrevete_core.ports.storage import NotFound, StoredEvent

from .flow_tables import SHAPE
from .repository import Repository
from .tables import inbox

#: What a turn answers; all other events are applied one by one.
MESSAGE = MessageArrived.__name__


class PostgresInbox(Repository):
    async def add(self, event: StoredEvent) -> bool:
        added = upsert(inbox).values(_values(event)).on_conflict_do_nothing()
        return bool(await self._run(added))

    async def get(self, inbox_id: InboxId) -> StoredEvent:
        row = await self._row(select(inbox).where(inbox.c.id == inbox_id).with_for_update())
        if row is None:
            raise NotFound(inbox_id)
        return event_of(row)

    async def unanswered(self, conversation_id: ConversationId) -> Sequence[CustomerMessage]:
        query = select(inbox).where(
            inbox.c.conversation_id == conversation_id,
            inbox.c.kind == MESSAGE,
            inbox.c.disposition.is_(None),
            inbox.c.schema_number <= SHAPE,
        )
        in_order = query.order_by(inbox.c.message_number, inbox.c.received_at, inbox.c.id)
        return [_message(row) for row in await self._rows(in_order)]

    async def settle(
        self,
        ids: Iterable[InboxId],
        disposition: Disposition,
        *,
        turn: int | None = None,
        note: str = "",
    ) -> None:
        await self._run(
            update(inbox)
            .where(inbox.c.id.in_(set(ids)), inbox.c.disposition.is_(None))
            .values(disposition=disposition.value, turn=turn, note=note)
        )

    async def count_try(self, ids: Iterable[InboxId]) -> int:
        counted = (
            update(inbox)
            .where(inbox.c.id.in_(set(ids)))
            .values(tries=inbox.c.tries + 1)
            .returning(inbox.c.tries)
        )
        return max((row.tries for row in await self._rows(counted)), default=0)

    async def latest_number(self, conversation_id: ConversationId) -> int:
        highest = select(func.max(inbox.c.message_number)).where(
            inbox.c.conversation_id == conversation_id
        )
        return await self._value(highest) or 0

    async def latest_answered(self, conversation_id: ConversationId) -> int:
        highest = select(func.max(inbox.c.message_number)).where(
            inbox.c.conversation_id == conversation_id, inbox.c.turn.is_not(None)
        )
        return await self._value(highest) or 0

    async def unknown(
        self, salon_id: SalonId, source: Source, external_ids: Iterable[str]
    ) -> frozenset[str]:
        asked = set(external_ids)
        query = select(inbox.c.external_id).where(
            inbox.c.salon_id == salon_id,
            inbox.c.source == source.value,
            inbox.c.external_id.in_(asked),
        )
        return frozenset(asked - {row.external_id for row in await self._rows(query)})


def _values(event: StoredEvent) -> dict[str, Any]:
    return {
        "id": event.id,
        "salon_id": event.salon_id,
        "source": event.source.value,
        "external_id": event.external_id,
        "kind": event.kind,
        "body": event.body,
        "payload": event.payload,
        "received_at": event.received_at,
        "conversation_id": event.conversation_id,
        "message_number": event.payload["number"] if event.kind == MESSAGE else None,
        "disposition": event.disposition and event.disposition.value,
        "tries": event.tries,
        "note": event.note,
    }


def event_of(row: Row[Any]) -> StoredEvent:
    return StoredEvent(
        id=row.id,
        salon_id=row.salon_id,
        source=Source(row.source),
        external_id=row.external_id,
        kind=row.kind,
        body=row.body,
        payload=row.payload,
        received_at=row.received_at,
        conversation_id=row.conversation_id,
        disposition=Disposition(row.disposition) if row.disposition else None,
        tries=row.tries,
        note=row.note,
    )


def _message(row: Row[Any]) -> CustomerMessage:
    payload = row.payload
    return CustomerMessage(
        id=row.id,
        conversation_id=row.conversation_id,
        number=row.message_number,
        kind=MessageKind(payload["kind"]),
        text=storable(payload["text"]),
        received_at=row.received_at,
        thread_id=payload["thread_id"],
        attachment_url=payload.get("attachment_url", ""),
        sent_at=datetime.fromisoformat(payload["sent_at"]),
    )
