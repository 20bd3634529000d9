"""Taking over what stylists put into their own calendars (fault 42)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.ids import SalonId
from atrevete_core.domain.interval import Interval, after
from atrevete_core.phrases import staff
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import LastLook, Records
from atrevete_core.ports.stylist_calendar import BusyTime

from .check_entries import check_entries
from .conflicts import tell_of_conflicts
from .retrying import decide

_HOURS_A_DAY = 24
#: The window moves on with time, which no token tells.
_WHOLE_LOOK = timedelta(hours=1)


async def stylists_with_calendars(salon: OpenSalon) -> Sequence[Stylist]:
    """Those who have a calendar that can be read."""
    async with salon.storage.transaction() as records:
        catalogue = await records.salons.catalogue(salon.id)
    return [stylist for stylist in catalogue.stylists if stylist.calendar_id]


async def import_busy(salon: OpenSalon, stylist: Stylist, *, at: datetime) -> None:
    """Read the stylist's busy time as far ahead as can be booked, and store it in place of what
    was known. A booking in the way becomes a task for a person, once for each event. What became
    of our own entries is looked at too.

    The calendar is asked before anything is locked, and only whether it has changed while the last
    look is not an hour old. Raises CalendarUnreachable and CalendarRefused; then what was known
    stays.
    """
    async with salon.storage.transaction() as records:
        policy = await records.salons.policy(salon.id)
        last = await records.salons.last_look(stylist.id)
    window = Interval(at, after(at, hours=_HOURS_A_DAY * policy.max_days_ahead))
    token = last.token if last and last.at <= at < last.at + _WHOLE_LOOK else ""
    found = await salon.calendar.look(stylist.calendar_id, window, token=token)
    if found is None:
        return

    async def store(records: Records) -> None:
        await records.bookings.lock_stylists([stylist.id])
        times = [(each.event_id, each.during) for each in found.busy]
        await records.salons.replace_busy(stylist.id, window, times)
        booked = await records.bookings.appointments_in([stylist.id], window)
        await _tell(records, salon.id, found.busy, booked, at=at)
        is_done = await check_entries(records, stylist, found.ours, window=window, at=at)
        look = LastLook(at=at, token=found.token if is_done else "")
        await records.salons.save_look(stylist.id, look)

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
            told = partial(staff.absence_conflict, reason="calendario de Google")
            await tell_of_conflicts(records, salon_id, hit, cause=cause, told=told, at=at)
