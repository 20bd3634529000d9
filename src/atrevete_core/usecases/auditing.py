"""Who changed what, and why: every change by staff leaves one entry, in its own transaction."""

from dataclasses import dataclass
from datetime import datetime

from atrevete_core.domain.ids import SalonId, derived_id
from atrevete_core.ports.storage import AuditEntry, Records


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """A person does something. `actor` names them as the audit log shall ("admin:lola"), `reason`
    is in their own words, `at` is the salon's time.
    """

    actor: str
    at: datetime
    reason: str = ""


async def note_change(
    records: Records, salon_id: SalonId, act: Act, *, action: str, subject: str, **details: object
) -> None:
    """Write down that `actor` did `action` ("appointment.cancelled") to `subject` ("kind:id").

    Details are plain JSON values; the reason joins them when there is one.
    """
    told = details | ({"reason": act.reason} if act.reason else {})
    named = derived_id(
        "audit", act.actor, action, subject, act.at.isoformat(), sorted(told.items())
    )
    await records.audit.add(
        AuditEntry(
            id=named,
            salon_id=salon_id,
            actor=act.actor,
            action=action,
            subject=subject,
            at=act.at,
            details=told,
        )
    )
