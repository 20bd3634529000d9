"""Tasks for people."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert as upsert

from atrevete_core.domain.conversation import Escalation, EscalationReason
from atrevete_core.domain.ids import ConversationId, EscalationId
from atrevete_core.ports.storage import NotFound

from .repository import Repository, putting
from .tables import escalations

_PUT = putting(escalations)


class PostgresEscalations(Repository):
    async def add(self, escalation: Escalation) -> bool:
        added = upsert(escalations).values(_values(escalation))
        return bool(await self._run(added.on_conflict_do_nothing(index_elements=["id"])))

    async def get(self, escalation_id: EscalationId) -> Escalation:
        row = await self._row(select(escalations).where(escalations.c.id == escalation_id))
        if row is None:
            raise NotFound(escalation_id)
        return escalation_of(row)

    async def open_for(self, conversation_id: ConversationId) -> Sequence[Escalation]:
        query = select(escalations).where(
            escalations.c.conversation_id == conversation_id, escalations.c.closed_at.is_(None)
        )
        rows = await self._rows(query.order_by(escalations.c.raised_at, escalations.c.id))
        return list(map(escalation_of, rows))

    async def save(self, escalation: Escalation) -> None:
        await self._write(_PUT, _values(escalation))


def _values(escalation: Escalation) -> dict[str, Any]:
    return {
        "id": escalation.id,
        "salon_id": escalation.salon_id,
        "reason": escalation.reason.value,
        "silences": escalation.silences,
        "summary": escalation.summary,
        "raised_at": escalation.raised_at,
        "conversation_id": escalation.conversation_id,
        "customer_id": escalation.customer_id,
        "taken_at": escalation.taken_at,
        "closed_at": escalation.closed_at,
    }


def escalation_of(row: Row[Any]) -> Escalation:
    return Escalation(
        id=row.id,
        salon_id=row.salon_id,
        reason=EscalationReason(row.reason),
        silences=row.silences,
        summary=row.summary,
        raised_at=row.raised_at,
        conversation_id=row.conversation_id,
        customer_id=row.customer_id,
        taken_at=row.taken_at,
        closed_at=row.closed_at,
    )
