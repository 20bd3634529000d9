"""Taking over what stylists put into their own calendars (fault 42)."""

from collections.abc import Sequence
from datetime import datetime

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.ids import SalonId
from atrevete_core.domain.interval import Interval, after
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.ports.stylist_calendar import BusyTime

from .conflicts import tell_of_conflicts
from .retrying import decide

_HOURS_A_DAY = 24


async def stylists_with_calendars(salon: OpenSalon) -> Sequence[Stylist]:
    """Those who have a calendar that can be read."""
    async with salon.storage.transaction() as records:
        catalogue = await records.salons.catalogue(salon.id)
    return [stylist for stylist in catalogue.stylists if stylist.calendar_id]


async def import_busy(salon: OpenSalon, stylist: Stylist, *, at: datetime) -> None:
    """Read the stylist's busy time as far ahead as can be booked, and store it in place of what
    was known. A booking in the way becomes a task for a person, once for each event.

    The calendar is asked before anything is locked. Raises CalendarUnreachable and
    CalendarRefused; then what was known stays.
    """
    async with salon.storage.transaction() as records:
        policy = await records.salons.policy(salon.id)
    window = Interval(at, after(at, hours=_HOURS_A_DAY * policy.max_days_ahead))
    busy = await salon.calendar.busy(stylist.calendar_id, window)

    async def store(records: Records) -> None:
        await records.bookings.lock_stylists([stylist.id])
        times = [(each.event_id, each.during) for each in busy]
        await records.salons.replace_busy(stylist.id, window, times)
        booked = await records.bookings.appointments_in([stylist.id], window)
        await _tell(records, salon.id, busy, booked, at=at)

    await decide(salon.storage, store)


async def _tell(
    records: Records,
    salon_id: SalonId,
    busy: Sequence[BusyTime],
    booked: Sequence[Appointment],
    *,
    at: datetime,
) -> None:
    for event in busy:
        hit = [each for each in booked if each.during.overlaps(event.during)]
        if hit:
            # An event that moves away and comes back to another hour is told of again.
            cause = f"busy:{event.event_id}:{event.during.start.timestamp():.0f}"
            await tell_of_conflicts(
                records, salon_id, hit, cause=cause, reason="calendario de Google", at=at
            )
