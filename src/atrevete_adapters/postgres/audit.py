"""Who changed what, and why."""

from sqlalchemy.dialects.postgresql import insert

from atrevete_core.ports.storage import AuditEntry

from .repository import Repository
from .tables import audit_log


class PostgresAudit(Repository):
    async def add(self, entry: AuditEntry) -> None:
        await self._run(
            insert(audit_log)
            .values(
                id=entry.id,
                salon_id=entry.salon_id,
                actor=entry.actor,
                action=entry.action,
                subject=entry.subject,
                at=entry.at,
                details=entry.details,
            )
            .on_conflict_do_nothing()
        )
