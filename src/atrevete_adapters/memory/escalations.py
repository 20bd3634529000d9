"""Tasks for people, and who changed what."""

import json
from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.conversation import Escalation
from atrevete_core.domain.ids import ConversationId, EscalationId
from atrevete_core.domain.text import storable
from atrevete_core.ports.storage import AuditEntry, NotFound

from .tables import Tables


class MemoryEscalations:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def add(self, escalation: Escalation) -> bool:
        if escalation.id in self._tables.escalations:
            return False
        await self.save(escalation)
        return True

    async def get(self, escalation_id: EscalationId) -> Escalation:
        found = self._tables.escalations.get(escalation_id)
        if found is None:
            raise NotFound(escalation_id)
        return found

    async def open_for(self, conversation_id: ConversationId) -> Sequence[Escalation]:
        still_open = [
            each
            for each in self._tables.escalations
            if each.conversation_id == conversation_id and each.closed_at is None
        ]
        return sorted(still_open, key=lambda each: each.raised_at)

    async def save(self, escalation: Escalation) -> None:
        kept = replace(escalation, summary=storable(escalation.summary))
        self._tables.escalations.put(kept.id, kept)


class MemoryAudit:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def add(self, entry: AuditEntry) -> None:
        details = json.loads(json.dumps(entry.details))
        self._tables.audit.put(entry.id, replace(entry, details=details))
