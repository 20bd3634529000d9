"""Staff change hours. Bookings that are then outside stay, and each becomes a person's task."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from atrevete_core.domain.availability import Agenda
from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.new_hours import (
    NewHours,
    SalonWeek,
    SpecialDay,
    StylistWeek,
    left_outside,
)
from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from atrevete_core.phrases import staff
from atrevete_core.ports.storage import Records

from .auditing import Act, note_change
from .conflicts import tell_of_conflicts

#: Nobody books further ahead than this, whatever the terms were when they did.
_FAR_HOURS: Final = 24 * 366 * 3


async def outside_by(
    records: Records, salon_id: SalonId, new: NewHours, *, at: datetime
) -> Sequence[Appointment]:
    """The active appointments to come that the new hours would leave outside, in order of time;
    nothing is changed.
    """
    salon = await records.salons.get(salon_id)
    whole = Interval(at, after(at, hours=_FAR_HOURS))
    window = salon.day(new.day) if isinstance(new, SpecialDay) else whole
    stylists = await _whose(records, salon_id, new)
    found = await records.bookings.appointments_in(stylists, window)
    ahead = [each for each in found if each.start.timestamp() > at.timestamp()]
    if not ahead:
        return ()
    first, last = (salon.today(each.start) for each in (ahead[0], ahead[-1]))
    agenda = await records.bookings.agenda(
        salon_id, first, last, stylists=stylists, policy=await records.salons.policy(salon_id)
    )
    return left_outside(agenda, new, ahead)


async def change_hours(
    records: Records, salon_id: SalonId, new: NewHours, act: Act
) -> Sequence[Appointment]:
    """Store the hours under the locks of the stylists concerned. Returns the bookings that are
    now outside: each is a task for a person; none is refused, moved or cancelled (decision 2).
    The same hours again change nothing.
    """
    stylists = await _whose(records, salon_id, new)
    await records.bookings.lock_stylists(stylists)
    hit = await outside_by(records, salon_id, new, at=act.at)
    before, now = await _told(records, salon_id, new, act.at)
    if before == now:
        return ()
    await _store(records, salon_id, new)
    await tell_of_conflicts(
        records, salon_id, hit, cause=f"hours:{act.at.isoformat()}", told=staff.outside_hours,
        at=act.at,
    )  # fmt: skip
    action, subject = _subject(salon_id, new)
    await note_change(
        records, salon_id, act, action=action, subject=subject, in_the_way=len(hit),
        **await _whose_name(records, salon_id, new),
        before={day: said for day, said in before.items() if now.get(day) != said},
        after={day: said for day, said in now.items() if before.get(day) != said},
    )  # fmt: skip
    return hit


async def _whose_name(records: Records, salon_id: SalonId, new: NewHours) -> Mapping[str, str]:
    if not isinstance(new, StylistWeek):
        return {}
    catalogue = await records.salons.catalogue(salon_id)
    return {"named": next(each.name for each in catalogue.stylists if each.id == new.stylist_id)}


async def _whose(records: Records, salon_id: SalonId, new: NewHours) -> list[StylistId]:
    if isinstance(new, StylistWeek):
        return [new.stylist_id]
    return [each.id for each in (await records.salons.catalogue(salon_id)).stylists]


async def _store(records: Records, salon_id: SalonId, new: NewHours) -> None:
    match new:
        case SalonWeek(weekly):
            await records.salons.set_week(salon_id, weekly)
        case StylistWeek(stylist_id, weekly):
            await records.salons.set_working_week(salon_id, stylist_id, weekly)
        case SpecialDay(day, spans):
            await records.salons.set_special_day(salon_id, day, spans)


def _subject(salon_id: SalonId, new: NewHours) -> tuple[str, str]:
    match new:
        case SalonWeek():
            return "openinghours.changed", f"salon:{salon_id}"
        case StylistWeek(stylist_id):
            return "workinghours.changed", f"stylist:{stylist_id}"
        case SpecialDay(day):
            return "specialday.changed", f"day:{day}"


Told = Mapping[str, list[str]]


async def _told(
    records: Records, salon_id: SalonId, new: NewHours, at: datetime
) -> tuple[Told, Told]:
    """The hours as the audit log keeps them, before and after: by weekday, or by date."""
    day = new.day if isinstance(new, SpecialDay) else at.date()
    agenda = await records.bookings.agenda(
        salon_id, day, day, stylists=await _whose(records, salon_id, new),
        policy=await records.salons.policy(salon_id),
    )  # fmt: skip
    match new:
        case SalonWeek(weekly):
            return _week(agenda.hours.weekly), _week(weekly)
        case StylistWeek(stylist_id, weekly):
            return _week(_works(agenda, stylist_id)), _week(weekly)
        case SpecialDay(_, spans):
            return _date(day.isoformat(), agenda.hours.special.get(day)), _date(
                day.isoformat(), spans
            )


def _works(agenda: Agenda, stylist_id: StylistId) -> WeeklyHours:
    return agenda.working.get(stylist_id, WeeklyHours({}))


def _week(weekly: WeeklyHours) -> Told:
    return {str(day): _spans(weekly.spans.get(day, ())) for day in range(7)}


def _date(day: str, spans: tuple[TimeSpan, ...] | None) -> Told:
    return {} if spans is None else {day: _spans(spans)}


def _spans(spans: Sequence[TimeSpan]) -> list[str]:
    return [f"{each.opens:%H:%M}–{each.closes:%H:%M}" for each in sorted(spans)]
