"""Holds and appointments, and the time they occupy."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from atrevete_core.domain.availability import Agenda, Occupied, Slot
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

from .salons import opening_hours
from .tables import Tables

_WAS_CONFIRMED = frozenset(
    {AppointmentStatus.CONFIRMED, AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW}
)


class MemoryBookings:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def lock_stylists(self, stylist_ids: Iterable[StylistId]) -> None:
        """Nothing to wait for: there is one transaction at a time."""

    async def agenda(
        self,
        salon_id: SalonId,
        first: date,
        last: date,
        *,
        stylists: Iterable[StylistId],
        policy: SalonPolicy,
    ) -> Agenda:
        salon = self._tables.salons.get(salon_id)
        if salon is None:
            raise NotFound(salon_id)
        window = Interval(salon.day(first).start, salon.day(last).end)
        wanted = tuple(stylists)
        return Agenda(
            salon=salon,
            hours=opening_hours(self._tables, salon, first, last),
            working={
                each: self._tables.working[each] for each in wanted if each in self._tables.working
            },
            blocked={each: tuple(sorted(self._blocked(each, window))) for each in wanted},
            occupied=tuple(
                self._as_it_blocks(each, policy)
                for each in self._tables.occupied
                if each.stylist_id in wanted and each.during.overlaps(window)
            ),
        )

    def _blocked(self, stylist: StylistId, window: Interval) -> Iterator[Interval]:
        for absence in self._tables.absences:
            if absence.stylist_id == stylist and absence.during.overlaps(window):
                yield absence.during
        for (owner, _, _), during in self._tables.busy.items():
            if owner == stylist and during.overlaps(window):
                yield during

    def _as_it_blocks(self, occupied: Occupied, policy: SalonPolicy) -> Occupied:
        hold = self._tables.holds[occupied.hold_id]
        until = hold.blocks_until(policy) if hold.status is HoldStatus.HELD else None
        return Occupied(
            stylist_id=occupied.stylist_id,
            during=occupied.during,
            hold_id=occupied.hold_id,
            until=until,
        )

    async def add(self, booking: Booking) -> None:
        hold = booking.hold
        if hold.id in self._tables.holds or await self.by_intent(hold.salon_id, hold.intent):
            raise StorageBusy("the same intent has just been stored")
        self._store(booking)

    async def save(self, booking: Booking) -> None:
        await self.get(booking.hold.id)
        self._store(booking)

    def _store(self, booking: Booking) -> None:
        """Check first, so that a refusal leaves everything as it was."""
        active = [each for each in booking.appointments if each.is_active]
        ours = {each.id for each in booking.appointments}
        taken = [each for key, each in self._tables.occupied.items() if key not in ours]
        for each in active:
            if any(_collide(each, other) for other in taken):
                raise SlotTaken([Slot(each.during, each.stylist_id)])
            taken.append(_occupying(each))
        self._tables.holds.put(booking.hold.id, booking.hold)
        for each in booking.appointments:
            self._tables.appointments.put(each.id, each)
            if each.is_active:
                self._tables.occupied.put(each.id, _occupying(each))
            elif each.id in self._tables.occupied:
                self._tables.occupied.remove(each.id)

    async def lock(self, hold_id: HoldId) -> Booking:
        return await self.get(hold_id)

    async def get(self, hold_id: HoldId) -> Booking:
        hold = self._tables.holds.get(hold_id)
        if hold is None:
            raise NotFound(hold_id)
        return self._booking(hold)

    def _booking(self, hold: Hold) -> Booking:
        return Booking(
            hold=hold,
            appointments=tuple(
                each for each in self._tables.appointments if each.hold_id == hold.id
            ),
        )

    async def by_intent(self, salon_id: SalonId, intent: str) -> Booking | None:
        for hold in self._tables.holds:
            if hold.salon_id == salon_id and hold.intent == intent:
                return self._booking(hold)
        return None

    async def of_appointment(self, appointment_id: AppointmentId) -> Booking:
        appointment = self._tables.appointments.get(appointment_id)
        if appointment is None:
            raise NotFound(appointment_id)
        return await self.get(appointment.hold_id)

    async def live_holds(self, customer_id: CustomerId) -> Sequence[Hold]:
        live = [
            each
            for each in self._tables.holds
            if each.customer_id == customer_id and each.status is HoldStatus.HELD
        ]
        return sorted(live, key=lambda hold: hold.placed_at)

    async def latest_hold(self, conversation_id: ConversationId) -> Hold | None:
        found: Hold | None = None
        for each in self._tables.holds:
            if each.conversation_id == conversation_id and (
                found is None or each.placed_at >= found.placed_at
            ):
                found = each
        return found

    async def appointments_of(
        self, customer_id: CustomerId, *, since: datetime
    ) -> Sequence[Appointment]:
        return self._in_order(
            each
            for each in self._tables.appointments
            if customer_id in (each.customer_id, each.booked_by) and each.start >= since
        )

    async def past_appointments(
        self, customer_id: CustomerId, *, count: int
    ) -> Sequence[Appointment]:
        done = self._in_order(
            each
            for each in self._tables.appointments
            if each.customer_id == customer_id and each.status is AppointmentStatus.COMPLETED
        )
        return done[::-1][:count]

    async def appointments_in(
        self, stylist_ids: Iterable[StylistId], window: Interval
    ) -> Sequence[Appointment]:
        wanted = frozenset(stylist_ids)
        return self._in_order(
            each
            for each in self._tables.appointments
            if each.stylist_id in wanted and each.is_active and each.during.overlaps(window)
        )

    async def has_confirmed(self, customer_id: CustomerId) -> bool:
        return any(
            each.status in _WAS_CONFIRMED
            or self._tables.holds[each.hold_id].status is HoldStatus.CONFIRMED
            for each in self._tables.appointments
            if each.customer_id == customer_id
        )

    @staticmethod
    def _in_order(appointments: Iterable[Appointment]) -> list[Appointment]:
        return sorted(appointments, key=lambda each: (each.start, str(each.id)))


def _occupying(appointment: Appointment) -> Occupied:
    return Occupied(
        stylist_id=appointment.stylist_id, during=appointment.during, hold_id=appointment.hold_id
    )


def _collide(appointment: Appointment, other: Occupied) -> bool:
    return appointment.stylist_id == other.stylist_id and appointment.during.overlaps(other.during)
