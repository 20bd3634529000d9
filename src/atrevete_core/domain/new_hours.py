"""New hours of the salon, of a stylist or of one date, and whom they would leave outside."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from .availability import Agenda
from .booking import Appointment
from .ids import StylistId
from .opening import TimeSpan, WeeklyHours


@dataclass(frozen=True, slots=True)
class SalonWeek:
    """The salon opens at these hours from now on."""

    weekly: WeeklyHours


@dataclass(frozen=True, slots=True)
class StylistWeek:
    """A stylist works at these hours from now on."""

    stylist_id: StylistId
    weekly: WeeklyHours


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A date's own hours: none means closed. `spans` None gives the date back to the week."""

    day: date
    spans: tuple[TimeSpan, ...] | None


NewHours = SalonWeek | StylistWeek | SpecialDay


def under(agenda: Agenda, new: NewHours) -> Agenda:
    """The agenda as it would be under the new hours."""
    match new:
        case SalonWeek(weekly):
            return replace(agenda, hours=replace(agenda.hours, weekly=weekly))
        case StylistWeek(stylist_id, weekly):
            return replace(agenda, working={**agenda.working, stylist_id: weekly})
        case SpecialDay(day, spans):
            special = {each: own for each, own in agenda.hours.special.items() if each != day}
            if spans is not None:
                special[day] = spans
            return replace(agenda, hours=replace(agenda.hours, special=special))


def left_outside(
    agenda: Agenda, new: NewHours, appointments: Iterable[Appointment]
) -> list[Appointment]:
    """Those that lie within today's hours and would not lie within the new ones.

    What is outside already was put there, or told of, before: it is not told again.
    """
    changed = under(agenda, new)
    return [
        each
        for each in appointments
        if agenda.is_in_hours(each.stylist_id, each.during)
        and not changed.is_in_hours(each.stylist_id, each.during)
    ]
