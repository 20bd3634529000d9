"""Holds and appointments, and the time they occupy."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
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
    blocked_of,
    hours_query,
    occupied_of,
    opening_hours_of,
    taken_query,
    working_of,
    working_query,
)
from .errors import EXCLUSION_VIOLATION, UNIQUE_VIOLATION, sqlstate
from .repository import Repository
from .salons import salon_of
from .tables import appointment_services, appointments, holds, occupied, salons, stylists

_ACTIVE = (AppointmentStatus.PROVISIONAL, AppointmentStatus.CONFIRMED)
_WAS_CONFIRMED = (
    AppointmentStatus.CONFIRMED,
    AppointmentStatus.COMPLETED,
    AppointmentStatus.NO_SHOW,
)


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
        hours = await self._rows(hours_query(salon_id, first, last))
        works = await self._rows(working_query(salon_id, wanted))
        taken = await self._rows(taken_query(salon_id, wanted, window))
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
                await self._run(insert(holds).values(hold_values(booking.hold)))
                await self._store_appointments(booking)
        except IntegrityError as error:
            # The same intent in another transaction was quicker: running again finds its hold.
            if sqlstate(error) == UNIQUE_VIOLATION:
                raise StorageBusy("the same intent has just been stored") from error
            raise

    async def save(self, booking: Booking) -> None:
        values = hold_values(booking.hold)
        async with self._connection.begin_nested():
            changed = update(holds).where(holds.c.id == booking.hold.id).values(values)
            if not await self._run(changed):
                raise NotFound(booking.hold.id)
            await self._store_appointments(booking)

    async def _store_appointments(self, booking: Booking) -> None:
        rows = [appointment_values(each, at) for at, each in enumerate(booking.appointments)]
        await self._put(appointments, rows, key=("id",))
        await self._store_services(booking)
        await self._run(delete(occupied).where(occupied.c.hold_id == booking.hold.id))
        for each in booking.appointments:
            if each.is_active:
                await self._occupy(each)

    async def _store_services(self, booking: Booking) -> None:
        rows = [row for each in booking.appointments for row in service_values(each)]
        table = appointment_services
        ids = [each.id for each in booking.appointments]
        kept = [(row["appointment_id"], row["position"]) for row in rows]
        place = tuple_(table.c.appointment_id, table.c.position)
        await self._put(table, rows, key=("appointment_id", "position"))
        await self._run(delete(table).where(table.c.appointment_id.in_(ids), place.not_in(kept)))

    async def _put(self, table: Any, rows: list[dict[str, Any]], *, key: Sequence[str]) -> None:  # noqa: ANN401
        """Add or replace the rows."""
        added = upsert(table)
        known = {name: added.excluded[name] for name in rows[0] if name not in key}
        await self._connection.execute(
            added.on_conflict_do_update(index_elements=key, set_=known), rows
        )

    async def _occupy(self, appointment: Appointment) -> None:
        """The exclusion constraint is what prevents a double booking, whoever forgot the lock."""
        try:
            await self._run(insert(occupied).values(occupied_values(appointment)))
        except IntegrityError as error:
            if sqlstate(error) == EXCLUSION_VIOLATION:
                slot = Slot(appointment.during, appointment.stylist_id)
                raise SlotTaken([slot]) from error
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
