"""Holds and appointments, and the time they occupy."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, insert, or_, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from atrevete_core.domain.availability import Agenda, Slot
from atrevete_core.domain.booking import Appointment, AppointmentStatus, Booking, Hold, HoldStatus
from atrevete_core.domain.ids import (
    AppointmentId,
    ConversationId,
    CustomerId,
    HoldId,
    SalonId,
    StylistId,
)
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import NotFound, SlotTaken, StorageBusy

from .booking_rows import (
    appointment_of,
    appointment_values,
    appointments_query,
    hold_of,
    hold_values,
    occupied_values,
    service_values,
)
from .calendar_rows import (
    HOURS,
    TAKEN,
    WORKING,
    blocked_of,
    occupied_of,
    opening_hours_of,
    working_of,
)
from .errors import EXCLUSION_VIOLATION, UNIQUE_VIOLATION, sqlstate
from .repository import Repository, Values, putting
from .salons import salon_of
from .tables import appointment_services, appointments, holds, occupied, salons, stylists

_ACTIVE = (AppointmentStatus.PROVISIONAL, AppointmentStatus.CONFIRMED)
_WAS_CONFIRMED = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.COMPLETED,
    AppointmentStatus.NO_SHOW,
)

_PUT_APPOINTMENT = putting(appointments)
_PUT_SERVICE = putting(appointment_services, key=("appointment_id", "position"))


class PostgresBookings(Repository):
    async def lock_stylists(self, stylist_ids: Iterable[StylistId]) -> None:
        # One order for everybody, so that no two transactions wait for each other. The weaker
        # lock lets rows that only refer to a stylist be written meanwhile.
        await self._rows(
            select(stylists.c.id)
            .where(stylists.c.id.in_(set(stylist_ids)))
            .order_by(stylists.c.id)
            .with_for_update(key_share=True)
        )

    async def agenda(
        self,
        salon_id: SalonId,
        first: date,
        last: date,
        *,
        stylists: Iterable[StylistId],
        policy: SalonPolicy,
    ) -> Agenda:
        row = await self._row(select(salons).where(salons.c.id == salon_id))
        if row is None:
            raise NotFound(salon_id)
        salon, wanted = salon_of(row), tuple(stylists)
        window = Interval(salon.day(first).start, salon.day(last).end)
        when = {"salon_id": salon_id, "first": first, "last": last}
        whose = {"salon_id": salon_id, "stylists": wanted}
        hours = await self._rows(HOURS, when)
        works = await self._rows(WORKING, whose)
        taken = await self._rows(TAKEN, whose | {"start": window.start, "end": window.end})
        return Agenda(
            salon=salon,
            hours=opening_hours_of(salon, hours, first, last),
            working=working_of(works),
            blocked=blocked_of(taken, wanted),
            occupied=occupied_of(taken, policy),
        )

    async def add(self, booking: Booking) -> None:
        try:
            async with self._connection.begin_nested():
                await self._write(insert(holds), hold_values(booking.hold))
                await self._write(insert(appointments), _appointment_rows(booking))
                await self._write(insert(appointment_services), _service_rows(booking))
                await self._occupy(booking)
        except IntegrityError as error:
            # The same intent in another transaction was quicker: running again finds its hold.
            if sqlstate(error) == UNIQUE_VIOLATION:
                raise StorageBusy("the same intent has just been stored") from error
            raise

    async def save(self, booking: Booking) -> None:
        its_hold = holds.c.id == booking.hold.id
        async with self._connection.begin_nested():
            if not await self._run(update(holds).where(its_hold).values(hold_values(booking.hold))):
                raise NotFound(booking.hold.id)
            await self._write(_PUT_APPOINTMENT, _appointment_rows(booking))
            await self._put_services(booking)
            await self._run(delete(occupied).where(occupied.c.hold_id == booking.hold.id))
            await self._occupy(booking)

    async def _put_services(self, booking: Booking) -> None:
        rows = _service_rows(booking)
        sold = appointment_services.c
        ids = [each.id for each in booking.appointments]
        kept = [(row["appointment_id"], row["position"]) for row in rows]
        dropped = tuple_(sold.appointment_id, sold.position).not_in(kept)
        await self._write(_PUT_SERVICE, rows)
        await self._run(delete(appointment_services).where(sold.appointment_id.in_(ids), dropped))

    async def _occupy(self, booking: Booking) -> None:
        """The exclusion constraint is what prevents a double booking, whoever forgot the lock."""
        for each in booking.appointments:
            if not each.is_active:
                continue
            try:
                await self._write(insert(occupied), occupied_values(each))
            except IntegrityError as error:
                if sqlstate(error) == EXCLUSION_VIOLATION:
                    raise SlotTaken([Slot(each.during, each.stylist_id)]) from error
                raise

    async def lock(self, hold_id: HoldId) -> Booking:
        locked = await self._stylists_of(hold_id)
        await self.lock_stylists(locked)
        row = await self._row(select(holds).where(holds.c.id == hold_id).with_for_update())
        if row is None:
            raise NotFound(hold_id)
        booking = await self._booking(hold_of(row))
        if not {each.stylist_id for each in booking.appointments} <= locked:
            raise StorageBusy("the booking has just been moved to another stylist")
        return booking

    async def _stylists_of(self, hold_id: HoldId) -> set[StylistId]:
        query = select(appointments.c.stylist_id).where(appointments.c.hold_id == hold_id)
        return {row.stylist_id for row in await self._rows(query)}

    async def get(self, hold_id: HoldId) -> Booking:
        booking = await self._first(holds.c.id == hold_id)
        if booking is None:
            raise NotFound(hold_id)
        return booking

    async def by_intent(self, salon_id: SalonId, intent: str) -> Booking | None:
        return await self._first(holds.c.salon_id == salon_id, holds.c.intent == intent)

    async def of_appointment(self, appointment_id: AppointmentId) -> Booking:
        its_hold = select(appointments.c.hold_id).where(appointments.c.id == appointment_id)
        booking = await self._first(holds.c.id == its_hold.scalar_subquery())
        if booking is None:
            raise NotFound(appointment_id)
        return booking

    async def _first(self, *wanted: ColumnElement[bool]) -> Booking | None:
        row = await self._row(select(holds).where(*wanted))
        return await self._booking(hold_of(row)) if row else None

    async def _booking(self, hold: Hold) -> Booking:
        query = appointments_query().where(appointments.c.hold_id == hold.id)
        rows = await self._rows(query.order_by(appointments.c.position))
        return Booking(hold=hold, appointments=tuple(map(appointment_of, rows)))

    async def live_holds(self, customer_id: CustomerId) -> Sequence[Hold]:
        query = select(holds).where(
            holds.c.customer_id == customer_id, holds.c.status == HoldStatus.HELD.value
        )
        rows = await self._rows(query.order_by(holds.c.placed_at, holds.c.created))
        return list(map(hold_of, rows))

    async def latest_hold(self, conversation_id: ConversationId) -> Hold | None:
        query = select(holds).where(holds.c.conversation_id == conversation_id)
        newest = query.order_by(holds.c.placed_at.desc(), holds.c.created.desc()).limit(1)
        row = await self._row(newest)
        return hold_of(row) if row else None

    async def appointments_of(
        self, customer_id: CustomerId, *, since: datetime
    ) -> Sequence[Appointment]:
        theirs = or_(
            appointments.c.customer_id == customer_id, appointments.c.booked_by == customer_id
        )
        return await self._in_order(theirs, appointments.c.starts_at >= since)

    async def past_appointments(
        self, customer_id: CustomerId, *, count: int
    ) -> Sequence[Appointment]:
        query = appointments_query().where(
            appointments.c.customer_id == customer_id,
            appointments.c.status == AppointmentStatus.COMPLETED.value,
        )
        latest = query.order_by(appointments.c.starts_at.desc(), appointments.c.id.desc())
        return list(map(appointment_of, await self._rows(latest.limit(count))))

    async def appointments_in(
        self, stylist_ids: Iterable[StylistId], window: Interval
    ) -> Sequence[Appointment]:
        return await self._in_order(
            appointments.c.stylist_id.in_(set(stylist_ids)),
            appointments.c.status.in_([each.value for each in _ACTIVE]),
            appointments.c.starts_at < window.end,
            appointments.c.ends_at > window.start,
        )

    async def _in_order(self, *wanted: ColumnElement[bool]) -> list[Appointment]:
        query = appointments_query().where(*wanted)
        rows = await self._rows(query.order_by(appointments.c.starts_at, appointments.c.id))
        return list(map(appointment_of, rows))

    async def has_confirmed(self, customer_id: CustomerId) -> bool:
        # What was cancelled later was confirmed if its hold was.
        confirmed = or_(
            appointments.c.status.in_([each.value for each in _WAS_CONFIRMED]),
            holds.c.status == HoldStatus.CONFIRMED.value,
        )
        found = (
            select(appointments.c.id)
            .join(holds, holds.c.id == appointments.c.hold_id)
            .where(appointments.c.customer_id == customer_id, confirmed)
        )
        return bool(await self._value(select(found.exists())))


def _appointment_rows(booking: Booking) -> list[Values]:
    return [appointment_values(each, at) for at, each in enumerate(booking.appointments)]


def _service_rows(booking: Booking) -> list[Values]:
    return [row for each in booking.appointments for row in service_values(each)]
