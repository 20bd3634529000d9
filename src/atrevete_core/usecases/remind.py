"""The reminder, 48 hours before, once, and the customer's answer to it (R24, R61, R66)."""

from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking
from atrevete_core.domain.ids import AppointmentId, CustomerId
from atrevete_core.domain.interval import after, has_come
from atrevete_core.phrases import reminder
from atrevete_core.ports.storage import Records

from .speaking import say
from .telling import facts_of


async def remind(records: Records, appointment_id: AppointmentId, *, at: datetime) -> bool:
    """Remind whoever booked of this appointment and of the others of the same booking and day.

    The row is claimed before anything is said; again, cancelled or moved away: nothing happens.
    Returns whether a reminder was planned.
    """
    found = await records.bookings.of_appointment(appointment_id)
    booking = await records.bookings.lock(found.hold.id)
    if not await _is_due(records, booking, appointment_id, at=at):
        return False
    salon = await records.salons.get(booking.hold.salon_id)
    wanted = next(each for each in booking.appointments if each.id == appointment_id)
    due = tuple(
        each
        for each in booking.appointments
        if _unreminded(each, at=at) and salon.today(each.start) == salon.today(wanted.start)
    )
    reminded = tuple(
        replace(each, reminded_at=at) if each in due else each for each in booking.appointments
    )
    await records.bookings.save(replace(booking, appointments=reminded))
    conversation = await records.conversations.get(booking.hold.conversation_id)
    facts = await facts_of(records, replace(booking, appointments=due), at=at)
    key = f"reminder:{appointment_id}:{due[0].start.isoformat()}"
    return await say(records, conversation, reminder.reminder(facts), key=key, at=at)


async def _is_due(
    records: Records, booking: Booking, appointment_id: AppointmentId, *, at: datetime
) -> bool:
    """It may have been moved, or reminders stopped, since the sweep found it."""
    appointment = next(each for each in booking.appointments if each.id == appointment_id)
    policy = await records.salons.policy(appointment.salon_id, version=appointment.policy_version)
    if at < after(appointment.start, hours=-policy.reminder_hours):
        return False
    booker = await records.people.customer(appointment.booked_by)
    return booker.wants_reminders and _unreminded(appointment, at=at)


def _unreminded(appointment: Appointment, *, at: datetime) -> bool:
    return (
        appointment.status is AppointmentStatus.CONFIRMED
        and appointment.reminded_at is None
        and not has_come(appointment.start, at=at)
    )


async def confirm_attendance(
    records: Records, customer_id: CustomerId, *, at: datetime
) -> Appointment | None:
    """«Allí estaré»: recorded on the next reminded appointment; None when there is none."""
    found = await records.bookings.appointments_of(customer_id, since=at)
    reminded = next(
        (
            each
            for each in found
            if each.status is AppointmentStatus.CONFIRMED and each.reminded_at is not None
        ),
        None,
    )
    if reminded is None or reminded.attendance_confirmed_at is not None:
        return reminded
    booking = await records.bookings.lock(reminded.hold_id)
    confirmed = tuple(
        replace(each, attendance_confirmed_at=at) if each.reminded_at is not None else each
        for each in booking.appointments
    )
    await records.bookings.save(replace(booking, appointments=confirmed))
    return next(each for each in confirmed if each.id == reminded.id)
