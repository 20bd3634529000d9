"""Staff take time away: absences and closures. Bookings in the way become a person's task."""

from collections.abc import Sequence
from datetime import datetime

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.ports.storage import Records, Storage

from .conflicts import tell_of_conflicts
from .retrying import decide


async def enter_absence(
    storage: Storage, absence: Absence, *, at: datetime
) -> Sequence[Appointment]:
    """Store the absence under the stylist's lock. Returns the bookings in the way: each is a task
    for a person; none is refused, moved or cancelled (decision 2).
    """

    async def enter(records: Records) -> Sequence[Appointment]:
        await records.bookings.lock_stylists([absence.stylist_id])
        await records.salons.add_absence(absence)
        hit = await records.bookings.appointments_in([absence.stylist_id], absence.during)
        await tell_of_conflicts(records, absence.salon_id, hit, cause=f"absence:{absence.id}",
                          reason=absence.reason, at=at)  # fmt: skip
        return hit

    return await decide(storage, enter)


async def close_day(storage: Storage, closure: Closure, *, at: datetime) -> Sequence[Appointment]:
    """Close the salon on a date, under every stylist's lock. Returns the bookings in the way."""

    async def close(records: Records) -> Sequence[Appointment]:
        salon = await records.salons.get(closure.salon_id)
        catalogue = await records.salons.catalogue(closure.salon_id)
        stylists = [stylist.id for stylist in catalogue.stylists]
        await records.bookings.lock_stylists(stylists)
        await records.salons.add_closure(closure)
        hit = await records.bookings.appointments_in(stylists, salon.day(closure.day))
        await tell_of_conflicts(records, closure.salon_id, hit, cause=f"closure:{closure.id}",
                          reason=closure.reason, at=at)  # fmt: skip
        return hit

    return await decide(storage, close)
