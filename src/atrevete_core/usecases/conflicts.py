"""Bookings that stand where time was taken away: each becomes a person's task (decision 2)."""

from collections.abc import Iterable
from datetime import datetime

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.ids import SalonId
from atrevete_core.phrases import staff
from atrevete_core.ports.storage import Records

from .escalate import give_notice
from .telling import visit_of


async def tell_of_conflicts(
    records: Records,
    salon_id: SalonId,
    appointments: Iterable[Appointment],
    *,
    cause: str,
    reason: str,
    at: datetime,
) -> None:
    """One task for each appointment, once for each `cause`; nothing is moved or cancelled.

    `reason` is said to the team.
    """
    salon = await records.salons.get(salon_id)
    catalogue = await records.salons.catalogue(salon_id)
    for appointment in appointments:
        customer = await records.people.customer(appointment.customer_id)
        visit = visit_of(appointment, salon=salon, catalogue=catalogue)
        await give_notice(
            records,
            salon_id,
            EscalationReason.AGENDA_CONFLICT,
            staff.absence_conflict(visit, customer=customer.full_name, reason=reason),
            intent=f"{cause}:{appointment.id}",
            customer_id=customer.id,
            at=at,
        )
