"""Bookings that stand where time was taken away: each becomes a person's task (decision 2)."""

from collections.abc import Callable, Iterable
from datetime import datetime

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.ids import SalonId
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.storage import Records

from .escalate import give_notice
from .telling import visit_of


async def tell_of_conflicts(
    records: Records,
    salon_id: SalonId,
    appointments: Iterable[Appointment],
    *,
    cause: str,
    told: Callable[[Visit, str], str],
    at: datetime,
) -> None:
    """One task for each appointment, once for each `cause`; nothing is moved or cancelled.

    `told` says to the team, of a visit and whose it is, what stands in its way.
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
            told(visit, customer.full_name),
            intent=f"{cause}:{appointment.id}",
            customer_id=customer.id,
            at=at,
        )
