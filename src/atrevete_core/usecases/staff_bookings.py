"""What staff do to a booking. The customer is told; the audit log knows who did it, and why."""

from dataclasses import replace

from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    HoldStatus,
    IllegalStep,
    as_it_went,
)
from atrevete_core.domain.cancellation import LeaveToPerson
from atrevete_core.domain.ids import AppointmentId, HoldId
from atrevete_core.domain.money import NOTHING
from atrevete_core.phrases import by_staff
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.storage import Records

from .auditing import Act, note_change
from .cancel import Cancelled, cancel_appointment
from .lapse import close_payment_pages, release
from .reschedule import Move, Moved, reschedule
from .settle import confirm_booking
from .speaking import say
from .telling import visit_of


async def cancel_by_staff(
    records: Records, appointment_id: AppointmentId, act: Act, *, by_salon: bool
) -> Cancelled:
    """Cancel a confirmed appointment and tell the customer.

    On the customer's wish the terms decide over the deposit; when it is the salon that cannot
    (`by_salon`) all of it goes back, whatever the hour. Raises IllegalStep, also for one that has
    begun: how it went is recorded instead; NotFound.
    """
    found = await records.bookings.of_appointment(appointment_id)
    before = _one(found, appointment_id)
    outcome = await cancel_appointment(
        records,
        appointment_id,
        conversation_id=found.hold.conversation_id,
        at=act.at,
        by_salon=by_salon,
    )
    if isinstance(outcome, LeaveToPerson):
        raise IllegalStep("begun", AppointmentStatus.CANCELLED)
    if before.status is AppointmentStatus.CANCELLED:
        return outcome
    conversation = await records.conversations.lock(found.hold.conversation_id)
    reply = by_staff.cancelled(
        await _visit(records, before),
        first_name=await _first_name(records, found),
        refund=outcome.refund,
        kept=outcome.kept,
        by_salon=by_salon,
    )
    await say(records, conversation, reply, key=f"cancelled-by-staff:{before.id}", at=act.at)
    await _note(
        records,
        before,
        act,
        "cancelled",
        by_salon=by_salon,
        refund_cents=outcome.refund.cents,
        kept_cents=outcome.kept.cents,
    )
    return outcome


async def move_by_staff(records: Records, move: Move, act: Act) -> Moved:
    """Move a confirmed appointment and tell the customer; Maite's own limits (R20, lead time) do
    not bind a person. Raises SlotTaken, NotBookable, IllegalStep, NotFound.
    """
    found = await records.bookings.of_appointment(move.appointment_id)
    moved = await reschedule(records, replace(move, by_person=True), at=act.at)
    if moved.appointment == moved.before:
        return moved
    conversation = await records.conversations.lock(found.hold.conversation_id)
    reply = by_staff.moved(
        await _visit(records, moved.appointment),
        first_name=await _first_name(records, found),
        deposit=moved.deposit,
    )
    await say(records, conversation, reply, key=f"moved-by-staff:{move.intent}", at=act.at)
    await _note(
        records,
        moved.before,
        act,
        "moved",
        before={"start": moved.before.start.isoformat(), "stylist": str(moved.before.stylist_id)},
        after={"start": move.start.isoformat(), "stylist": str(move.stylist_id)},
    )
    return moved


async def record_visit(
    records: Records, appointment_id: AppointmentId, status: AppointmentStatus, act: Act
) -> Appointment:
    """Say how it went: completed or no-show (R60: a no-show's deposit stays where it is).

    Raises IllegalStep before its start, and for what was never confirmed; NotFound.
    """
    found = await records.bookings.of_appointment(appointment_id)
    booking = await records.bookings.lock(found.hold.id)
    before = _one(booking, appointment_id)
    after = as_it_went(before, status, at=act.at)
    others = tuple(after if each.id == after.id else each for each in booking.appointments)
    await records.bookings.save(replace(booking, appointments=others))
    await _note(records, before, act, status.value)
    return after


async def confirm_without_deposit(records: Records, hold_id: HoldId, act: Act) -> Booking:
    """Waive the deposit of a booking that still waits for it, and confirm it: everybody is told as
    after a payment. The reason is required. Raises ValueError without one, IllegalStep, NotFound.
    """
    if not act.reason.strip():
        raise ValueError("a deposit is waived for a reason")
    booking = await records.bookings.lock(hold_id)
    if booking.hold.status is not HoldStatus.HELD:
        raise IllegalStep(booking.hold.status, HoldStatus.CONFIRMED)
    waived = Booking(
        hold=replace(booking.hold, deposit=NOTHING),
        appointments=tuple(replace(each, deposit=NOTHING) for each in booking.appointments),
    )
    await close_payment_pages(records, booking, at=act.at)
    confirmed = await confirm_booking(records, waived, at=act.at)
    waived_cents = booking.hold.deposit.cents
    for each in booking.appointments:
        await _note(records, each, act, "confirmed_without_deposit", waived_cents=waived_cents)
    return confirmed


async def release_by_staff(records: Records, hold_id: HoldId, act: Act) -> bool:
    """Give the time of an unpaid hold free, and tell the customer. False: it was not held."""
    found = await records.bookings.get(hold_id)
    if not await release(records, hold_id, at=act.at):
        return False
    conversation = await records.conversations.lock(found.hold.conversation_id)
    first = min(found.appointments, key=lambda each: each.start)
    reply = by_staff.hold_ended(
        await _visit(records, first), first_name=await _first_name(records, found)
    )
    await say(records, conversation, reply, key=f"released-by-staff:{hold_id}", at=act.at)
    for each in found.appointments:
        await _note(records, each, act, "released")
    return True


def _one(booking: Booking, appointment_id: AppointmentId) -> Appointment:
    return next(each for each in booking.appointments if each.id == appointment_id)


async def _visit(records: Records, appointment: Appointment) -> Visit:
    salon = await records.salons.get(appointment.salon_id)
    catalogue = await records.salons.catalogue(appointment.salon_id)
    return visit_of(appointment, salon=salon, catalogue=catalogue)


async def _first_name(records: Records, booking: Booking) -> str:
    return (await records.people.customer(booking.hold.customer_id)).first_name


async def _note(
    records: Records, appointment: Appointment, act: Act, action: str, **details: object
) -> None:
    await note_change(
        records,
        appointment.salon_id,
        act,
        action=f"appointment.{action}",
        subject=f"appointment:{appointment.id}",
        **details,
    )
