"""Staff take time away: absences and closures. Bookings in the way become a person's task."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from uuid import UUID

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.phrases import staff
from atrevete_core.ports.storage import Records, Storage

from .auditing import Act, note_change
from .conflicts import tell_of_conflicts
from .retrying import decide


async def enter_absence(
    storage: Storage, absence: Absence, *, at: datetime, actor: str = "salon"
) -> Sequence[Appointment]:
    """Store the absence under the stylist's lock. Returns the bookings in the way: each is a task
    for a person; none is refused, moved or cancelled (decision 2).
    """

    async def enter(records: Records) -> Sequence[Appointment]:
        await records.bookings.lock_stylists([absence.stylist_id])
        await records.salons.add_absence(absence)
        hit = await in_the_way(records, absence.stylist_id, absence.during)
        told = partial(staff.absence_conflict, reason=absence.reason)
        cause = f"absence:{absence.id}"
        await tell_of_conflicts(records, absence.salon_id, hit, cause=cause, told=told, at=at)
        await note_change(
            records,
            absence.salon_id,
            Act(actor=actor, at=at, reason=absence.reason),
            action="absence.entered",
            subject=f"absence:{absence.id}",
            stylist=str(absence.stylist_id),
            start=absence.during.start.isoformat(),
            end=absence.during.end.isoformat(),
            in_the_way=len(hit),
        )
        return hit

    return await decide(storage, enter)


async def close_day(
    storage: Storage, closure: Closure, *, at: datetime, actor: str = "salon"
) -> Sequence[Appointment]:
    """Close the salon on a date, under every stylist's lock. Returns the bookings in the way."""

    async def close(records: Records) -> Sequence[Appointment]:
        catalogue = await records.salons.catalogue(closure.salon_id)
        await records.bookings.lock_stylists([stylist.id for stylist in catalogue.stylists])
        await records.salons.add_closure(closure)
        hit = await in_the_way_on(records, closure.salon_id, closure.day)
        told = partial(staff.absence_conflict, reason=closure.reason)
        cause = f"closure:{closure.id}"
        await tell_of_conflicts(records, closure.salon_id, hit, cause=cause, told=told, at=at)
        await note_change(
            records,
            closure.salon_id,
            Act(actor=actor, at=at, reason=closure.reason),
            action="day.closed",
            subject=f"day:{closure.day}",
            in_the_way=len(hit),
        )
        return hit

    return await decide(storage, close)


async def in_the_way(
    records: Records, stylist_id: StylistId, during: Interval
) -> Sequence[Appointment]:
    """The active appointments that an absence would touch, so that they are seen before."""
    return await records.bookings.appointments_in([stylist_id], during)


async def in_the_way_on(records: Records, salon_id: SalonId, day: date) -> Sequence[Appointment]:
    """The active appointments that a closed day would touch."""
    salon = await records.salons.get(salon_id)
    catalogue = await records.salons.catalogue(salon_id)
    stylists = [stylist.id for stylist in catalogue.stylists]
    return await records.bookings.appointments_in(stylists, salon.day(day))


async def withdraw_absence(records: Records, salon_id: SalonId, absence_id: UUID, act: Act) -> None:
    """The stylist comes after all: the time can be booked again. Raises NotFound."""
    await records.salons.remove_absence(salon_id, absence_id)
    subject = f"absence:{absence_id}"
    await note_change(records, salon_id, act, action="absence.withdrawn", subject=subject)


async def reopen_day(records: Records, salon_id: SalonId, day: date, act: Act) -> None:
    """The salon opens on that date after all. Raises NotFound when it was not closed."""
    await records.salons.remove_closure(salon_id, day)
    await note_change(records, salon_id, act, action="day.reopened", subject=f"day:{day}")
