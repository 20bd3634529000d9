"""Turning a stored booking into the facts that sentences are made of."""

from datetime import datetime

from atrevete_core.domain.booking import Appointment, Booking
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.money import total
from atrevete_core.domain.opening import Salon
from atrevete_core.phrases.facts import BookingFacts, Visit
from atrevete_core.ports.storage import Records


def visit_of(
    appointment: Appointment, *, salon: Salon, catalogue: Catalogue, who: str = ""
) -> Visit:
    """One appointment as it is told."""
    stylist = catalogue.stylist(appointment.stylist_id)
    pack = next((each for each in catalogue.packs if each.id == appointment.pack_id), None)
    separately = catalogue.separate_price(pack) if pack else None
    return Visit(
        start=salon.local(appointment.start),
        stylist=stylist.name,
        stylist_gender=stylist.gender,
        services=appointment.service_names,
        minutes=appointment.during.minutes,
        total=appointment.total,
        who=who,
        separately=separately if separately and separately > appointment.total else None,
    )


async def facts_of(
    records: Records, booking: Booking, *, at: datetime, url: str = ""
) -> BookingFacts:
    """Everything that is said about this booking, as it is now: of its appointments, or of those
    that the caller left in it.
    """
    hold = booking.hold
    salon = await records.salons.get(hold.salon_id)
    catalogue = await records.salons.catalogue(hold.salon_id)
    policy = await records.salons.policy(hold.salon_id, version=hold.policy_version)
    booker = await records.people.customer(hold.customer_id)
    visits = []
    for appointment in booking.appointments:
        other = appointment.customer_id != hold.customer_id
        who = (await records.people.customer(appointment.customer_id)).full_name if other else ""
        visits.append(visit_of(appointment, salon=salon, catalogue=catalogue, who=who))
    return BookingFacts(
        first_name=booker.first_name,
        visits=tuple(visits),
        total=total(each.total for each in booking.appointments),
        deposit=total(each.deposit for each in booking.appointments),
        deadline=salon.local(hold.deadline),
        hold_minutes=hold.minutes,
        free_hours=policy.free_cancellation_hours,
        today=salon.today(at),
        url=url,
    )
