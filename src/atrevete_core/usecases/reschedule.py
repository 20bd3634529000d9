"""Moving an appointment: the same appointment, its deposit carried over (R20, S2, S14)."""

from dataclasses import dataclass, replace
from datetime import datetime

from atrevete_core.domain.availability import (
    Slot,
    earliest_start,
    is_bookable_day,
    without_own,
)
from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    IllegalStep,
    as_sold,
)
from atrevete_core.domain.deposit import Deposit, DepositStatus, Movement
from atrevete_core.domain.effects import MirrorAppointment, Planned, TellStylist, calendar_lane
from atrevete_core.domain.ids import (
    AppointmentId,
    DepositId,
    ServiceId,
    StylistId,
    derived_id,
)
from atrevete_core.domain.interval import Interval, after, has_come
from atrevete_core.domain.money import Money
from atrevete_core.phrases import staff
from atrevete_core.ports.storage import Records, SlotTaken

from .cancel import deposit_of
from .lapse import lapse_in_the_way
from .place_hold import NotBookable
from .speaking import mirror, tell_stylist
from .telling import visit_of


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """Which appointment goes where. Its services stay unless `services` says others (R44): their
    price and minutes are today's, the deposit stays as it is. `intent` makes it one step.
    """

    appointment_id: AppointmentId
    stylist_id: StylistId
    start: datetime
    intent: str
    services: tuple[ServiceId, ...] | None = None
    #: Whom neither the lead time nor R20's limits bind.
    by_person: bool = False


class OnlyByPerson(Exception):
    """Maite may not move it: it has begun, or its deposit was carried over before (R20)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    before: Appointment
    appointment: Appointment
    deposit: Money


async def may_move(records: Records, appointment: Appointment, *, at: datetime) -> bool:
    """Before its start, and inside the free hours only once (R20)."""
    if has_come(appointment.start, at=at) or appointment.status is not AppointmentStatus.CONFIRMED:
        return False
    policy = await records.salons.policy(appointment.salon_id, version=appointment.policy_version)
    if at < after(appointment.start, hours=-policy.free_cancellation_hours):
        return True
    ledger = await records.ledger.of_hold(appointment.hold_id)
    return not any(
        each.movement is Movement.CARRIED_OVER and each.reason == str(appointment.id)
        for each in ledger
    )


async def reschedule(records: Records, move: Move, *, at: datetime) -> Moved:
    """Take the new slot and give up the old one, in one step.

    Raises SlotTaken, NotBookable, OnlyByPerson, IllegalStep, NotFound.
    """
    found = await records.bookings.of_appointment(move.appointment_id)
    await records.bookings.lock_stylists(
        {move.stylist_id, *(each.stylist_id for each in found.appointments)}
    )
    booking = await records.bookings.lock(found.hold.id)
    before = next(each for each in booking.appointments if each.id == move.appointment_id)
    moved = await _as_wanted(records, before, move)
    if _same(before, moved):
        return Moved(before=before, appointment=before, deposit=before.deposit)
    if before.status is not AppointmentStatus.CONFIRMED:
        raise IllegalStep(before.status, "rescheduled")
    if not (move.by_person or await may_move(records, before, at=at)):
        raise OnlyByPerson
    moved = replace(moved, reminded_at=await _reminded_at(records, before, moved, at=at))
    await _check(records, booking, before, moved, at=at, by_person=move.by_person)
    await records.bookings.save(
        replace(
            booking,
            appointments=tuple(
                moved if each.id == moved.id else each for each in booking.appointments
            ),
        )
    )
    deposit = await _carry_over(records, before, moved, move, at=at)
    await _show(records, before, moved, move, at=at)
    await _tell_stylists(records, before, moved, move, at=at)
    return Moved(before=before, appointment=moved, deposit=deposit)


async def _reminded_at(
    records: Records, before: Appointment, moved: Appointment, *, at: datetime
) -> datetime | None:
    """A new day wants a new reminder, unless it is so near that there is none (SCENARIOS)."""
    if moved.start == before.start:
        return before.reminded_at
    policy = await records.salons.policy(moved.salon_id, version=moved.policy_version)
    return None if at < after(moved.start, hours=-policy.reminder_hours) else at


def _same(before: Appointment, moved: Appointment) -> bool:
    return (before.during, before.stylist_id, before.services) == (
        moved.during,
        moved.stylist_id,
        moved.services,
    )


async def _as_wanted(records: Records, before: Appointment, move: Move) -> Appointment:
    """The appointment as it is to be."""
    if move.services is None:
        return _moved(before, move)
    policy = await records.salons.policy(before.salon_id)
    catalogue = await records.salons.catalogue(before.salon_id)
    work = catalogue.work(move.services, policy=policy)
    changed = replace(
        before,
        services=as_sold(work),
        total=work.price,
        pack_id=work.pack.id if work.pack else None,
        during=Interval.lasting(before.start, work.minutes),
    )
    return _moved(changed, move)


def _moved(before: Appointment, move: Move) -> Appointment:
    """A new stylist means a new calendar entry."""
    return replace(
        before,
        stylist_id=move.stylist_id,
        during=Interval.lasting(move.start, before.during.minutes),
        revision=before.revision + (move.stylist_id != before.stylist_id),
        attendance_confirmed_at=None,
    )


async def _check(
    records: Records,
    booking: Booking,
    before: Appointment,
    moved: Appointment,
    *,
    at: datetime,
    by_person: bool,
) -> None:
    """The new time must be free but for the appointment itself."""
    salon = await records.salons.get(booking.hold.salon_id)
    policy = await records.salons.policy(booking.hold.salon_id)
    day = salon.today(moved.start)
    earliest = at if by_person else earliest_start(day, salon=salon, policy=policy, at=at)
    too_soon = moved.start < earliest
    if too_soon or not is_bookable_day(day, salon=salon, policy=policy, at=at):
        raise NotBookable(moved.start)
    agenda = await records.bookings.agenda(
        salon.id, day, day, stylists=[moved.stylist_id], policy=policy
    )
    slot = Slot(moved.during, moved.stylist_id)
    agenda = await lapse_in_the_way(records, agenda, [slot], at=at)
    if not without_own(agenda, [before]).is_free(slot, at=at):
        raise SlotTaken([slot])


async def _carry_over(
    records: Records, before: Appointment, moved: Appointment, move: Move, *, at: datetime
) -> Money:
    """Inside the free hours the deposit is carried over, once; the ledger remembers it (R20).

    Other services or another stylist at the same hour carry nothing over.
    """
    ledger = await records.ledger.of_hold(before.hold_id)
    amount = deposit_of(before, ledger)
    policy = await records.salons.policy(before.salon_id, version=before.policy_version)
    if moved.start == before.start or at < after(
        before.start, hours=-policy.free_cancellation_hours
    ):
        return amount
    await records.ledger.save(
        Deposit(
            id=DepositId(derived_id("carried-over", before.id, move.intent)),
            salon_id=before.salon_id,
            hold_id=before.hold_id,
            movement=Movement.CARRIED_OVER,
            status=DepositStatus.SETTLED,
            amount=amount,
            number=1 + sum(each.movement is Movement.CARRIED_OVER for each in ledger),
            key=f"carried-{before.id}-{move.intent}",
            created_at=at,
            settled_at=at,
            reason=str(before.id),
        )
    )
    return amount


async def _show(
    records: Records, before: Appointment, moved: Appointment, move: Move, *, at: datetime
) -> None:
    """The old stylist's calendar loses the entry, the new one gets it."""
    # The intent: an appointment that moves back to where it was looks as it once looked.
    await mirror(records, moved, because=move.intent, at=at)
    if before.stylist_id == moved.stylist_id:
        return
    await records.outbox.plan(
        Planned(
            key=f"mirror:{before.id}:left:{before.revision}",
            lane=calendar_lane(before.stylist_id),
            effect=MirrorAppointment(
                appointment_id=before.id,
                stylist_id=before.stylist_id,
                revision=before.revision,
            ),
            due_at=at,
            salon_id=before.salon_id,
        )
    )


async def _tell_stylists(
    records: Records, before: Appointment, moved: Appointment, move: Move, *, at: datetime
) -> None:
    salon = await records.salons.get(moved.salon_id)
    catalogue = await records.salons.catalogue(moved.salon_id)
    customer = await records.people.customer(moved.customer_id)
    told = [(moved, "cambiada")]
    if before.stylist_id != moved.stylist_id:
        told.append((before, "cancelada"))
    for appointment, change in told:
        visit = visit_of(appointment, salon=salon, catalogue=catalogue)
        notice = TellStylist(
            stylist_id=appointment.stylist_id,
            subject=staff.stylist_subject(change, visit),
            text=staff.stylist_text(change, visit, customer=customer.full_name),
        )
        key = f"stylist:{change}:{moved.id}:{move.intent}:{appointment.stylist_id}"
        await tell_stylist(records, salon.id, notice, key=key, at=at)
