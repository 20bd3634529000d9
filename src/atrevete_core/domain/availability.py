"""Free slots by interval arithmetic over one agenda that was read from storage (decision 2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise, product

from .booking import Appointment
from .ids import HoldId, StylistId
from .interval import Interval, after, common, union, without
from .opening import OpeningHours, Salon, WeeklyHours, intervals_on
from .policy import SalonPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Occupied:
    """Time of ours. `until` is when an unpaid hold stops keeping others out."""

    stylist_id: StylistId
    during: Interval
    hold_id: HoldId
    #: Deadline plus grace of an unpaid hold; None once it is confirmed.
    until: datetime | None = None

    def blocks(self, at: datetime) -> bool:
        return self.until is None or at < self.until


@dataclass(frozen=True, kw_only=True, slots=True)
class Agenda:
    """What is needed to say which time is free, for a window of dates and some stylists.

    `blocked` holds absences and the busy time of their own calendars; it may overlap anything.
    """

    salon: Salon
    hours: OpeningHours
    working: Mapping[StylistId, WeeklyHours]
    blocked: Mapping[StylistId, tuple[Interval, ...]] = field(default_factory=dict)
    occupied: tuple[Occupied, ...] = ()

    def in_hours(self, stylist: StylistId, day: date) -> tuple[Interval, ...]:
        """The time on that local date at which the salon is open and the stylist works."""
        spans = self.hours.spans(day)
        works = self.working[stylist].on(day) if stylist in self.working else ()
        zone = self.salon.zone
        return common(intervals_on(day, spans, zone), intervals_on(day, works, zone))

    def is_in_hours(self, stylist: StylistId, during: Interval) -> bool:
        day = self.salon.today(during.start)
        return any(present.contains(during) for present in self.in_hours(stylist, day))

    def free(self, stylist: StylistId, day: date, *, at: datetime) -> tuple[Interval, ...]:
        """The stylist's free time on that local date."""
        ours = (
            each.during for each in self.occupied if each.stylist_id == stylist and each.blocks(at)
        )
        return without(self.in_hours(stylist, day), (*self.blocked.get(stylist, ()), *ours))

    def is_free(self, slot: "Slot", *, at: datetime) -> bool:
        day = self.salon.today(slot.during.start)
        return any(gap.contains(slot.during) for gap in self.free(slot.stylist_id, day, at=at))


def without_own(agenda: Agenda, own: Sequence[Appointment]) -> Agenda:
    """The agenda as if these appointments were not there: they may move within their own time."""
    mine = {(each.stylist_id, each.during) for each in own}
    return replace(
        agenda, occupied=tuple(e for e in agenda.occupied if (e.stylist_id, e.during) not in mine)
    )


@dataclass(frozen=True, order=True, slots=True)
class Slot:
    """Time that a stylist could give to an appointment."""

    during: Interval
    stylist_id: StylistId

    @property
    def start(self) -> datetime:
        return self.during.start


@dataclass(frozen=True, kw_only=True, slots=True)
class TimeWish:
    """Wall-clock hours in which an appointment should start; `exact` names one minute. It ends
    by `done_by`.
    """

    earliest: time | None = None
    latest: time | None = None
    exact: time | None = None
    done_by: time | None = None

    def allows(self, start: time) -> bool:
        if self.exact is not None:
            return start == self.exact
        return (self.earliest is None or self.earliest <= start) and (
            self.latest is None or start <= self.latest
        )

    def ends_in_time(self, end: time) -> bool:
        return self.done_by is None or end <= self.done_by


ANY_TIME = TimeWish()


def earliest_start(day: date, *, salon: Salon, policy: SalonPolicy, at: datetime) -> datetime:
    """A same-day slot keeps the lead time (R22); other days begin at midnight."""
    return max(salon.day(day).start, after(salon.local(at), minutes=policy.lead_minutes))


def is_bookable_day(day: date, *, salon: Salon, policy: SalonPolicy, at: datetime) -> bool:
    """Today or later, within the horizon of bookings."""
    today = salon.today(at)
    return today <= day <= today + timedelta(days=policy.max_days_ahead)


def free_slots(
    agenda: Agenda,
    day: date,
    stylists: Iterable[StylistId],
    *,
    lasting: int,
    policy: SalonPolicy,
    at: datetime,
    wish: TimeWish = ANY_TIME,
) -> list[Slot]:
    """Every slot of `lasting` minutes on that local date, in order of time (R6, R8, R22).

    Slots start on the salon's grid; another minute only when it was asked for exactly.
    They end by closing and within the stylist's hours.
    """
    if not is_bookable_day(day, salon=agenda.salon, policy=policy, at=at):
        return []
    first = earliest_start(day, salon=agenda.salon, policy=policy, at=at)
    found = [
        Slot(Interval.lasting(start, lasting), stylist)
        for stylist in stylists
        for gap in agenda.free(stylist, day, at=at)
        for start in _starts(gap, day, agenda.salon, lasting=lasting, policy=policy, wish=wish)
        if start >= first
    ]
    return sorted(found, key=lambda slot: (slot.start, str(slot.stylist_id)))


def _starts(
    gap: Interval,
    day: date,
    salon: Salon,
    *,
    lasting: int,
    policy: SalonPolicy,
    wish: TimeWish,
) -> list[datetime]:
    if wish.exact is not None:
        candidates = [datetime.combine(day, wish.exact, salon.zone)]
    else:
        candidates = [
            datetime.combine(day, time(minute // 60, minute % 60), salon.zone)
            for minute in range(0, 24 * 60, policy.slot_step_minutes)
        ]
    return [
        start
        for start in candidates
        if gap.start <= start
        and after(start, minutes=lasting) <= gap.end
        and wish.allows(start.time())
        and wish.ends_in_time(after(start, minutes=lasting).time())
    ]


def offers(slots: Sequence[Slot], *, most: int) -> list[Slot]:
    """Two or three of the slots, of different hours, and of different stylists where there are.

    The first is the earliest; the others prefer an hour and a stylist not yet offered and are
    spread over the day, so that a choice means something (SCENARIOS, slots offered).
    """
    chosen: list[Slot] = []
    by_hour = {slot.start: slot for slot in reversed(slots)}
    hours = sorted(by_hour)
    for start in _spread(hours, most):
        here = [slot for slot in slots if slot.start == start]
        used = [slot.stylist_id for slot in chosen]
        chosen.append(min(here, key=lambda slot: (used.count(slot.stylist_id), slot)))
    if len(chosen) < min(most, 2):
        chosen += [slot for slot in slots if slot not in chosen][: 2 - len(chosen)]
    return sorted(chosen)


def _spread(hours: Sequence[datetime], most: int) -> list[datetime]:
    if len(hours) <= most:
        return list(hours)
    last = len(hours) - 1
    return (
        [hours[round(step * last / (most - 1))] for step in range(most)] if most > 1 else [hours[0]]
    )


def simultaneous(
    slots_by_person: Sequence[Sequence[Slot]],
) -> list[tuple[Slot, ...]]:
    """For a group: one slot each, same start, all with different stylists (R27)."""
    if not slots_by_person:
        return []
    starts = set.intersection(*({slot.start for slot in slots} for slots in slots_by_person))
    return [
        combination
        for start in sorted(starts)
        if (combination := _at_once([_at(slots, start) for slots in slots_by_person]))
    ]


def _at(slots: Sequence[Slot], start: datetime) -> list[Slot]:
    return [slot for slot in slots if slot.start == start]


def _at_once(choices: Sequence[Sequence[Slot]]) -> tuple[Slot, ...]:
    for combination in product(*choices):
        if len({slot.stylist_id for slot in combination}) == len(combination):
            return combination
    return ()


def overlapping(intervals: Iterable[Interval]) -> bool:
    """Whether any two of them share time."""
    return any(one.overlaps(other) for one, other in pairwise(sorted(intervals)))


__all__ = [
    "ANY_TIME",
    "Agenda",
    "Occupied",
    "Slot",
    "TimeWish",
    "earliest_start",
    "free_slots",
    "is_bookable_day",
    "offers",
    "overlapping",
    "simultaneous",
    "union",
]
