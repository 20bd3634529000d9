"""«Voy tarde»: who waits, and who comes next (R32, S11)."""

from dataclasses import dataclass
from datetime import datetime, time

from atrevete_core.domain.booking import Appointment, AppointmentStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.effects import TellStylist
from atrevete_core.domain.ids import ConversationId, CustomerId, SalonId
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.opening import Salon
from atrevete_core.phrases import staff
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.storage import Records

from .escalate import give_notice
from .speaking import tell_stylist
from .telling import visit_of

#: The team is told when the start is this near, or the delay this long (R32).
_NEAR_MINUTES = 60
_LONG_MINUTES = 30
#: A late customer may write after the appointment began, but not hours after it.
_LATEST_HOURS = 3
#: Nobody knows further ahead that they will be late.
_AHEAD_HOURS = 72


@dataclass(frozen=True, kw_only=True, slots=True)
class Lateness:
    """What the customer said: minutes of delay, minutes until they come, or the hour of it."""

    minutes: int | None = None
    arrives_in: int | None = None
    arrives: time | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Delay:
    """What a delay means. Times are local. `told` says that stylist and team know."""

    visit: Visit
    minutes: int
    arrives: datetime
    next_start: datetime | None
    told: bool


@dataclass(frozen=True, slots=True)
class NoAppointmentToday:
    pass


async def report_delay(
    records: Records,
    salon_id: SalonId,
    customer_id: CustomerId,
    *,
    lateness: Lateness,
    conversation_id: ConversationId,
    intent: str,
    at: datetime,
) -> Delay | NoAppointmentToday:
    """Work out the delay of today's appointment and tell whoever has to know."""
    salon = await records.salons.get(salon_id)
    appointment = await _todays(records, salon, customer_id, at=at)
    if appointment is None and lateness.arrives_in is None:
        appointment = await _next(records, customer_id, at=at)
    if appointment is None:
        return NoAppointmentToday()
    late = delay_minutes(salon.local(appointment.start), lateness, now=salon.local(at))
    following = await _following(records, salon, appointment)
    catalogue = await records.salons.catalogue(salon_id)
    visit = visit_of(appointment, salon=salon, catalogue=catalogue)
    near = appointment.start <= after(at, minutes=_NEAR_MINUTES)
    told = late > _LONG_MINUTES or (late > 0 and near)
    delay = Delay(
        visit=visit,
        minutes=late,
        arrives=after(visit.start, minutes=late),
        next_start=salon.local(following.start) if following else None,
        told=told,
    )
    if told:
        await _tell(records, salon_id, appointment, delay, conversation_id=conversation_id,
                    intent=intent, at=at)  # fmt: skip
    return delay


def delay_minutes(start: datetime, lateness: Lateness, *, now: datetime) -> int:
    """Minutes after the start at which they come; 0 when they are not late at all. Times local."""
    if lateness.minutes is not None:
        return max(0, lateness.minutes)
    if lateness.arrives_in is not None:
        arrival = after(now, minutes=lateness.arrives_in)
    elif lateness.arrives is not None:
        arrival = datetime.combine(start.date(), lateness.arrives, start.tzinfo)
    else:
        return 0
    return max(0, round((arrival - start).total_seconds() / 60))


async def _todays(
    records: Records, salon: Salon, customer_id: CustomerId, *, at: datetime
) -> Appointment | None:
    since = after(at, hours=-_LATEST_HOURS)
    found = await records.bookings.appointments_of(customer_id, since=since)
    today = [
        each
        for each in found
        if each.status is AppointmentStatus.CONFIRMED and salon.today(each.start) == salon.today(at)
    ]
    # Nobody is late for what is over, unless there is nothing else.
    not_over = [each for each in today if each.during.end > at]
    return next(iter(not_over or today[-1:]), None)


async def _next(records: Records, customer_id: CustomerId, *, at: datetime) -> Appointment | None:
    """«Igual llego cinco minutos tarde», days before: to the one that comes next."""
    found = await records.bookings.appointments_of(customer_id, since=at)
    ahead = [each for each in found if each.status is AppointmentStatus.CONFIRMED]
    return next((each for each in ahead if each.start <= after(at, hours=_AHEAD_HOURS)), None)


async def _following(
    records: Records, salon: Salon, appointment: Appointment
) -> Appointment | None:
    rest = Interval(appointment.during.end, salon.day(salon.today(appointment.start)).end)
    found = await records.bookings.appointments_in([appointment.stylist_id], rest)
    return next((each for each in found if each.id != appointment.id), None)


async def _tell(
    records: Records,
    salon_id: SalonId,
    appointment: Appointment,
    delay: Delay,
    *,
    conversation_id: ConversationId,
    intent: str,
    at: datetime,
) -> None:
    customer = await records.people.customer(appointment.customer_id)
    summary = staff.delay(
        delay.visit,
        customer=customer.full_name,
        minutes=delay.minutes,
        next_start=delay.next_start,
    )
    await give_notice(
        records,
        salon_id,
        EscalationReason.DELAY,
        summary,
        intent=intent,
        conversation_id=conversation_id,
        customer_id=customer.id,
        at=at,
    )
    notice = TellStylist(
        stylist_id=appointment.stylist_id,
        subject=staff.delay_subject(delay.visit, customer=customer.first_name),
        text=summary,
    )
    await tell_stylist(records, salon_id, notice, key=f"stylist:delay:{intent}", at=at)
