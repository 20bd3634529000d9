"""Our own entries in a stylist's calendar: moved, deleted or left behind by somebody (fault 42).

The salon's books are the truth. A move is never taken over nor undone in silence: it is a person's
task. What was deleted is written again, and what stands there for nothing is taken out.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.effects import MirrorAppointment, Planned, calendar_lane
from atrevete_core.domain.ids import AppointmentId
from atrevete_core.domain.interval import Interval
from atrevete_core.phrases import staff
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.storage import NotFound, Records
from atrevete_core.ports.stylist_calendar import OwnEntry

from .deliveries import entry_id
from .escalate import give_notice
from .speaking import mirror
from .telling import visit_of

#: What was written this shortly ago may not have stood there yet when the calendar was read.
_FRESH = timedelta(minutes=2)


async def check_entries(
    records: Records,
    stylist: Stylist,
    ours: Sequence[OwnEntry],
    *,
    window: Interval,
    at: datetime,
) -> bool:
    """Bring the calendar back to the books, or call a person. The stylist must be locked.

    False, and nothing done, while changes of our own are on their way: look again later.
    """
    if not await records.outbox.rests(calendar_lane(stylist.id), since=at - _FRESH):
        return False
    booked = await records.bookings.appointments_in([stylist.id], window)
    expected = {entry_id(each): each for each in booked}
    shown = {each.entry_id: each for each in ours}
    for entry, appointment in expected.items():
        if entry not in shown:
            await _write_again(records, appointment, at=at)
        elif shown[entry].during != appointment.during:
            await _tell_of_move(records, appointment, shown[entry], at=at)
    for entry in shown.keys() - expected.keys():
        await _take_out(records, stylist, entry, at=at)
    return True


async def _write_again(records: Records, appointment: Appointment, *, at: datetime) -> None:
    """Google keeps a deleted entry's id for ever, so it comes back as a new one."""
    booking = await records.bookings.lock(appointment.hold_id)
    renewed = replace(appointment, revision=appointment.revision + 1)
    others = tuple(renewed if e.id == renewed.id else e for e in booking.appointments)
    await records.bookings.save(replace(booking, appointments=others))
    await mirror(records, renewed, at=at)
    visit, customer = await _visit(records, appointment)
    await give_notice(
        records,
        appointment.salon_id,
        EscalationReason.AGENDA_CONFLICT,
        staff.entry_deleted(visit, customer=customer),
        intent=f"entry-deleted:{entry_id(appointment)}",
        customer_id=appointment.customer_id,
        at=at,
    )


async def _tell_of_move(
    records: Records, appointment: Appointment, entry: OwnEntry, *, at: datetime
) -> None:
    salon = await records.salons.get(appointment.salon_id)
    visit, customer = await _visit(records, appointment)
    await give_notice(
        records,
        appointment.salon_id,
        EscalationReason.AGENDA_CONFLICT,
        staff.entry_moved(visit, customer=customer, to=salon.local(entry.during.start)),
        intent=f"entry-moved:{entry.entry_id}:{entry.during.start.timestamp():.0f}",
        customer_id=appointment.customer_id,
        at=at,
    )


async def _take_out(records: Records, stylist: Stylist, entry: str, *, at: datetime) -> None:
    """An entry of what has ended or moved on; one that the books do not know is a person's task."""
    digits, _, revision = entry.partition("r")
    try:
        appointment_id = AppointmentId(UUID(digits))
        await records.bookings.of_appointment(appointment_id)
        number = int(revision)
    except (NotFound, ValueError):
        await give_notice(
            records,
            stylist.salon_id,
            EscalationReason.AGENDA_CONFLICT,
            staff.entry_unknown(stylist.name),
            intent=f"entry-unknown:{entry}",
            at=at,
        )
        return
    await records.outbox.plan(
        Planned(
            key=f"take-out:{entry}:{at.isoformat()}",
            lane=calendar_lane(stylist.id),
            effect=MirrorAppointment(
                appointment_id=appointment_id, stylist_id=stylist.id, revision=number
            ),
            due_at=at,
            salon_id=stylist.salon_id,
        )
    )


async def _visit(records: Records, appointment: Appointment) -> tuple[Visit, str]:
    salon = await records.salons.get(appointment.salon_id)
    catalogue = await records.salons.catalogue(appointment.salon_id)
    customer = await records.people.customer(appointment.customer_id)
    return visit_of(appointment, salon=salon, catalogue=catalogue), customer.full_name
