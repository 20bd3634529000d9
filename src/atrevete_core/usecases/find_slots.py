"""Which slots to propose for a wish (R6, R8, R21, R22)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from atrevete_core.domain.availability import (
    Agenda,
    Slot,
    TimeWish,
    free_slots,
    is_bookable_day,
    offers,
    without_own,
)
from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Work
from atrevete_core.domain.commands import PartOfDay, When
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.opening import Closed, Salon
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import Records

#: How far ahead dates with room are looked for when the wish has none.
_SEARCH_DAYS = 45
#: A wish wider than this many days is "whenever": hours of the first day are offered.
_WIDE = 14
#: How many later dates are offered when the wish has no room (R8).
_NEXT_DATES = 2
#: Other hours than those that were offered are not the ones right beside them, if there are more.
_APART = timedelta(hours=1)
_PARTS: dict[PartOfDay, TimeWish] = {
    PartOfDay.MORNING: TimeWish(latest=time(13, 59)),
    PartOfDay.AFTERNOON: TimeWish(earliest=time(14, 0)),
    PartOfDay.EVENING: TimeWish(earliest=time(18, 0)),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class SlotWish:
    """What is looked for: the work, when, and with whom. `preferred` are the stylists that the
    customer named (or all), `able` everybody who does this kind of work.
    """

    work: Work
    when: When
    preferred: tuple[StylistId, ...]
    able: tuple[StylistId, ...]
    #: Appointments that would move: their present time counts as free.
    own: tuple[Appointment, ...] = ()
    #: Of several who are free at that very hour, whom the customer prefers (R26).
    usual: StylistId | None = None
    #: Hours that were offered already, when others are asked for.
    passed: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class Fits:
    """The very day and hour that were asked for: taken as they are (R8)."""

    slot: Slot


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """Slots to choose from, and what of the wish they do not meet."""

    slots: tuple[Slot, ...]
    #: The day that was asked for has none of what was asked; the slots may be on others.
    full_day: date | None = None
    #: The hour that was asked for is not free; the slots are near it.
    missed_hour: datetime | None = None
    #: The stylist that was asked for has no room then.
    missed_stylist: StylistId | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonCloses:
    """The day that was asked for is closed; these are the next open dates (R21)."""

    day: date
    reason: str
    next_days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class TooFar:
    """Beyond the horizon of bookings, or in the past."""

    day: date


@dataclass(frozen=True, slots=True)
class NothingFree:
    """Neither in the wish nor in the weeks after it."""


Found = Fits | Choice | SalonCloses | TooFar | NothingFree


def time_wish(when: When) -> TimeWish:
    """The hours in which the appointment should start."""
    if when.at is not None:
        return TimeWish(exact=when.at)
    part = _PARTS[when.part] if when.part else TimeWish()
    return TimeWish(earliest=when.earliest or part.earliest, latest=when.latest or part.latest)


async def find_slots(
    records: Records, salon_id: SalonId, wish: SlotWish, *, policy: SalonPolicy, at: datetime
) -> Found:
    """What to propose for the wish. Reads only."""
    salon = await records.salons.get(salon_id)
    first, last = window_of(wish.when, salon=salon, policy=policy, at=at)
    if not is_bookable_day(first, salon=salon, policy=policy, at=at):
        return TooFar(first)
    until = min(
        max(last, first) + timedelta(days=_SEARCH_DAYS),
        salon.today(at) + timedelta(days=policy.max_days_ahead),
    )
    agenda = await records.bookings.agenda(
        salon_id, first, until, stylists=wish.able, policy=policy
    )
    agenda = without_own(agenda, wish.own)
    return propose(agenda, wish, first=first, last=last, until=until, policy=policy, at=at)


def window_of(when: When, *, salon: Salon, policy: SalonPolicy, at: datetime) -> tuple[date, date]:
    today = salon.today(at)
    days = when.days
    first = max(days.first, today) if days and days.first else today
    if days and days.first and days.last and days.last < today:
        first = days.first
    if days and days.last:
        return first, max(first, days.last)
    return first, min(
        first + timedelta(days=_SEARCH_DAYS), today + timedelta(days=policy.max_days_ahead)
    )


def propose(
    agenda: Agenda,
    wish: SlotWish,
    *,
    first: date,
    last: date,
    until: date,
    policy: SalonPolicy,
    at: datetime,
) -> Found:
    """The decision itself, over an agenda that was read."""
    look = _Look(agenda, wish, policy, at)
    wished = [day for day in _days(first, last) if suits(day, wish.when)]
    single = wished[0] if len(wished) == 1 else None
    if single is not None and not agenda.hours.is_open(single):
        hours = agenda.hours.on(single)
        reason = hours.reason if isinstance(hours, Closed) else ""
        next_days = tuple(agenda.hours.next_open_days(single, count=2))
        return SalonCloses(day=single, reason=reason, next_days=next_days)
    if single is not None:
        found = _on_the_day(look, single)
        if found is not None:
            return found
    else:
        found = _in_the_range(look, wished)
        if found is not None:
            return found
    return _on_later_days(look, wished, until)


@dataclass(frozen=True, slots=True)
class _Look:
    """One agenda, one wish: the slots of a day under different relaxations of the wish."""

    agenda: Agenda
    wish: SlotWish
    policy: SalonPolicy
    at: datetime

    def slots(
        self,
        day: date,
        *,
        stylists: Sequence[StylistId] | None = None,
        hours: TimeWish | None = None,
    ) -> list[Slot]:
        free = free_slots(
            self.agenda,
            day,
            self.wish.preferred if stylists is None else stylists,
            lasting=self.wish.work.minutes,
            policy=self.policy,
            at=self.at,
            wish=time_wish(self.wish.when) if hours is None else hours,
        )
        passed = self.wish.passed
        other = [each for each in free if each.start not in passed]
        apart = [e for e in other if all(abs(e.start - each) >= _APART for each in passed)]
        return apart or other

    def some(self, slots: Sequence[Slot]) -> tuple[Slot, ...]:
        return tuple(offers(slots, most=self.policy.max_offers))


def _on_the_day(look: _Look, day: date) -> Found | None:
    """The wish on its day; else near its hour; else with somebody else."""
    wish = look.wish
    slots = look.slots(day)
    if slots and wish.when.at is not None:
        return Fits(next((each for each in slots if each.stylist_id == wish.usual), slots[0]))
    if slots:
        return Choice(slots=_soonest_first(look, slots))
    if wish.when.at is not None:
        asked = datetime.combine(day, wish.when.at, look.agenda.salon.zone)
        near = _near(look.slots(day, hours=TimeWish()), asked, look.policy.max_offers)
        same_hour = look.slots(day, stylists=wish.able)
        if near or same_hour:
            chosen = tuple(sorted({*same_hour[:1], *near}))[: look.policy.max_offers]
            return Choice(slots=chosen, missed_hour=asked, missed_stylist=_the_one_named(wish))
    if set(wish.preferred) != set(wish.able):
        return _with_somebody_else(look, day)
    return None


def _soonest_first(look: _Look, slots: Sequence[Slot]) -> tuple[Slot, ...]:
    if look.wish.when.soonest:
        return look.some(slots[: look.policy.max_offers])
    return look.some(slots)


def _near(slots: Sequence[Slot], asked: datetime, most: int) -> list[Slot]:
    """The nearest hours, one slot each."""
    by_hour = {slot.start: slot for slot in reversed(slots)}
    nearest = sorted(by_hour, key=lambda start: abs(start - asked))[: min(2, most)]
    return [by_hour[start] for start in sorted(nearest)]


def _with_somebody_else(look: _Look, day: date) -> Found | None:
    """The stylist has no room that day: somebody else that day, and the stylist later (R8)."""
    wish = look.wish
    others = look.slots(day, stylists=wish.able)
    if not others:
        return None
    later = [slot for _, slot in _later(look, day, count=2)]
    return Choice(
        slots=tuple(sorted((*look.some(others)[: 3 - len(later)], *later))),
        full_day=day,
        missed_stylist=_the_one_named(wish),
    )


def _the_one_named(wish: SlotWish) -> StylistId | None:
    """The stylist whom the customer wants and nobody else."""
    named = len(wish.preferred) == 1 and len(wish.able) > 1
    return wish.preferred[0] if named else None


def _later(look: _Look, after: date, *, count: int) -> list[tuple[date, Slot]]:
    found: list[tuple[date, Slot]] = []
    for ahead in range(1, _SEARCH_DAYS):
        day = after + timedelta(days=ahead)
        slots = look.slots(day)
        if slots and suits(day, look.wish.when):
            found.append((day, slots[0]))
        if len(found) == count:
            break
    return found


def _in_the_range(look: _Look, days: Sequence[date]) -> Found | None:
    """From the first day with a real choice, or from the first two days that have something."""
    with_room: list[list[Slot]] = []
    for day in days:
        slots = look.slots(day)
        if not slots:
            continue
        with_room.append(slots)
        if len(slots) > 1 and len(with_room) == 1 and (look.wish.when.soonest or len(days) > _WIDE):
            return Choice(slots=_soonest_first(look, slots))
        if len(with_room) == look.policy.max_offers:
            break
    if not with_room:
        return None
    if len(with_room) == 1:
        return Choice(slots=look.some(with_room[0]))
    return Choice(slots=tuple(slots[0] for slots in with_room))


def _on_later_days(look: _Look, wished: Sequence[date], until: date) -> Found:
    """No room in the wish: say so, and offer the next two dates that have some (R8)."""
    last = wished[-1] if wished else look.agenda.salon.today(look.at)
    found = _nearest_that_day(look, wished[0]) if len(wished) == 1 else []
    most = len(found) + _NEXT_DATES
    for day in _days(last + timedelta(days=1), until):
        slots = look.slots(day)
        if slots and suits(day, look.wish.when):
            found.append(slots[0])
        if len(found) == most:
            break
    if not found:
        return NothingFree()
    return Choice(slots=tuple(found), full_day=wished[0] if wished else None)


def _nearest_that_day(look: _Look, day: date) -> list[Slot]:
    """«hoy, antes de las cuatro», when there is only one at half past: that one, before all."""
    when = look.wish.when
    slots = look.slots(day, hours=TimeWish()) if when.earliest or when.latest else []
    return slots[:1] if when.latest else slots[-1:]


def suits(day: date, when: When) -> bool:
    """Not a day that was excluded, and one of the weekdays if some were named."""
    return day not in when.not_on and (not when.weekdays or day.weekday() in when.weekdays)


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
