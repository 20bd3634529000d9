"""Everything that is kept about a person, as a document for them (GDPR art. 15 and 20)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from atrevete_core.ports.storage import Dossier, Records

from .auditing import Act, note_change

_DOSSIER: TypeAdapter[Dossier] = TypeAdapter(Dossier)

#: The bodies are what the payloads say, in the vendors' words; a lease is a worker's.
_OURS_ALONE: dict[str, Any] = {
    "events": {"__all__": {"body"}},
    "deliveries": {"__all__": {"lease", "leased_until"}},
}


async def export_customer(
    records: Records, subject: UUID, *, actor: str, at: datetime
) -> dict[str, Any]:
    """Plain JSON: the person, those they book for, what was said, booked, paid and sent.

    `subject` is a customer, or a contact that never gave a name. That it was handed out is
    audited. Raises NotFound.
    """
    dossier = await records.privacy.dossier(subject)
    act = Act(actor=actor, at=at)
    await note_change(
        records, dossier.salon_id, act, action="customer.exported", subject=f"customer:{subject}"
    )
    plain: dict[str, Any] = _DOSSIER.dump_python(dossier, mode="json", exclude=_OURS_ALONE)
    return {"about": str(subject), "exported_at": at.isoformat(), **plain}
