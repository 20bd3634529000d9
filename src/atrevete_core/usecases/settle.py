"""A booking becomes an appointment: shown green, told to customer, stylist and team (R14, R23)."""

from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.catalogue import Catalogue, colours
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.effects import TellStylist
from atrevete_core.domain.opening import Salon
from atrevete_core.phrases import payment, staff
from atrevete_core.ports.storage import Records

from .escalate import give_notice
from .speaking import mirror_all, say, tell_stylist
from .telling import facts_of, visit_of


async def confirm_booking(records: Records, booking: Booking, *, at: datetime) -> Booking:
    """Confirm a held (or late paid) booking and tell everybody. Its row must be locked or new.

    Raises SlotTaken when a lapsed booking's time has gone to somebody else.
    """
    is_new = not await records.bookings.has_confirmed(booking.hold.customer_id)
    confirmed = Booking(
        hold=booking.hold.become(HoldStatus.CONFIRMED),
        appointments=tuple(
            _again(each).become(AppointmentStatus.CONFIRMED) for each in booking.appointments
        ),
    )
    await records.bookings.save(confirmed)
    await mirror_all(records, confirmed, at=at)
    await _tell_customer(records, confirmed, is_new=is_new, at=at)
    salon = await records.salons.get(confirmed.hold.salon_id)
    catalogue = await records.salons.catalogue(confirmed.hold.salon_id)
    for appointment in confirmed.appointments:
        await _tell_staff(records, confirmed, appointment, salon, catalogue, at=at)
    return confirmed


def _again(appointment: Appointment) -> Appointment:
    """A lapsed appointment was deleted from the calendar: it comes back as a new entry."""
    lapsed = appointment.status is AppointmentStatus.EXPIRED
    return replace(appointment, revision=appointment.revision + lapsed)


async def _tell_customer(records: Records, booking: Booking, *, is_new: bool, at: datetime) -> None:
    conversation = await records.conversations.get(booking.hold.conversation_id)
    facts = await facts_of(records, booking, at=at)
    policy = await records.salons.policy(booking.hold.salon_id)
    coloured = any(colours(name) for visit in facts.visits for name in visit.services)
    notices = (policy.allergy_notice,) if is_new and coloured else ()
    reply = payment.confirmed(facts, notices=notices)
    await say(records, conversation, reply, key=f"confirmed:{booking.hold.id}", at=at)


async def _tell_staff(
    records: Records,
    booking: Booking,
    appointment: Appointment,
    salon: Salon,
    catalogue: Catalogue,
    *,
    at: datetime,
) -> None:
    """An e-mail for every booking; for a same-day one the team too (R23, R34)."""
    customer = await records.people.customer(appointment.customer_id)
    visit = visit_of(appointment, salon=salon, catalogue=catalogue)
    same_day = salon.today(appointment.start) == salon.today(at)
    summary = staff.same_day(visit, customer=customer.full_name)
    notice = TellStylist(
        stylist_id=appointment.stylist_id,
        subject=staff.stylist_subject("confirmada", visit),
        text=staff.stylist_text("confirmada", visit, customer=customer.full_name),
        team_instead=staff.team_notice(EscalationReason.SAME_DAY, summary) if same_day else None,
    )
    key = f"stylist:confirmed:{appointment.id}"
    await tell_stylist(records, salon.id, notice, key=key, at=at)
    if same_day:
        await give_notice(
            records,
            salon.id,
            EscalationReason.SAME_DAY,
            summary,
            intent=f"same-day:{appointment.id}",
            conversation_id=booking.hold.conversation_id,
            customer_id=booking.hold.customer_id,
            at=at,
        )
