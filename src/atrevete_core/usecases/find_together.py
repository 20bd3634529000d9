"""Slots for a group: at the same time with different stylists, else one after the other (R27)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from atrevete_core.domain.availability import (
    Agenda,
    Slot,
    TimeWish,
    free_slots,
    is_bookable_day,
    simultaneous,
    without_own,
)
from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.catalogue import Work
from atrevete_core.domain.commands import When
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.opening import Closed
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import Records

from .find_slots import NothingFree, SalonCloses, TooFar, suits, time_wish, window_of

_SEARCH_DAYS = 45
#: Two moments to choose from are enough for a group.
_MOMENTS = 2


@dataclass(frozen=True, kw_only=True, slots=True)
class Companion:
    """One person's work and who can do it."""

    work: Work
    able: tuple[StylistId, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Together:
    """One or two moments: a slot for each person, in the order asked for."""

    moments: tuple[tuple[Slot, ...], ...]
    #: They start together; else one after the other.
    at_once: bool
    #: The day that was asked for has no room for all.
    full_day: date | None = None


async def find_together(
    records: Records,
    salon_id: SalonId,
    people: Sequence[Companion],
    when: When,
    *,
    policy: SalonPolicy,
    at: datetime,
    own: Sequence[Appointment] = (),
) -> Together | SalonCloses | TooFar | NothingFree:
    """What to propose to a group; `own` is held for this very booking. Reads only."""
    salon = await records.salons.get(salon_id)
    first, last = window_of(when, salon=salon, policy=policy, at=at)
    if not is_bookable_day(first, salon=salon, policy=policy, at=at):
        return TooFar(first)
    until = min(
        max(first, last) + timedelta(days=_SEARCH_DAYS),
        salon.today(at) + timedelta(days=policy.max_days_ahead),
    )
    able = {stylist for person in people for stylist in person.able}
    agenda = await records.bookings.agenda(salon_id, first, until, stylists=able, policy=policy)
    if first == last and not agenda.hours.is_open(first):
        hours = agenda.hours.on(first)
        reason = hours.reason if isinstance(hours, Closed) else ""
        following = tuple(agenda.hours.next_open_days(first, count=2))
        return SalonCloses(day=first, reason=reason, next_days=following)
    agenda = without_own(agenda, own)
    look = _Look(agenda, tuple(people), when, policy, at)
    return _propose(look, first, last, until)


@dataclass(frozen=True, slots=True)
class _Look:
    agenda: Agenda
    people: tuple[Companion, ...]
    when: When
    policy: SalonPolicy
    at: datetime

    def slots(self, day: date, *, hours: TimeWish) -> list[list[Slot]]:
        """Each person's free slots of the day."""
        return [
            free_slots(
                self.agenda,
                day,
                person.able,
                lasting=person.work.minutes,
                policy=self.policy,
                at=self.at,
                wish=hours,
            )
            for person in self.people
        ]


def _propose(look: _Look, first: date, last: date, until: date) -> Together | NothingFree:
    wished = [day for day in _days(first, last) if suits(day, look.when)]
    for find, at_once in ((_at_once, True), (_in_turn, False)):
        for day in wished:
            moments = find(look, day)
            if moments:
                return Together(moments=moments, at_once=at_once)
    for day in _days(last + timedelta(days=1), until):
        moments = _at_once(look, day) if suits(day, look.when) else ()
        if moments:
            return Together(moments=moments, at_once=True, full_day=wished[0] if wished else None)
    return NothingFree()


def _at_once(look: _Look, day: date) -> tuple[tuple[Slot, ...], ...]:
    found = simultaneous(look.slots(day, hours=time_wish(look.when)))
    return _apart(found)


def _in_turn(look: _Look, day: date) -> tuple[tuple[Slot, ...], ...]:
    """The smallest waits: the first person as early as wished, the others as near as they can."""
    hours = time_wish(look.when)
    open_end = TimeWish(earliest=hours.earliest or hours.exact, done_by=hours.done_by)
    firsts, *others = look.slots(day, hours=open_end)
    found = []
    for first in firsts:
        chosen = [first]
        for slots in others:
            free = [slot for slot in slots if not _clash(slot, chosen)]
            if not free:
                break
            chosen.append(min(free, key=lambda slot: abs(slot.start - first.start)))
        if len(chosen) == len(look.people):
            found.append(tuple(chosen))
    found.sort(key=lambda moment: (_spread(moment), moment[0].start))
    return _apart(found)


def _clash(slot: Slot, chosen: Sequence[Slot]) -> bool:
    return any(
        slot.stylist_id == other.stylist_id and slot.during.overlaps(other.during)
        for other in chosen
    )


def _spread(moment: Sequence[Slot]) -> timedelta:
    starts = [slot.start for slot in moment]
    return max(starts) - min(starts)


def _apart(found: Sequence[tuple[Slot, ...]]) -> tuple[tuple[Slot, ...], ...]:
    """The first moment, and one from the middle of the rest."""
    if len(found) <= _MOMENTS:
        return tuple(found)
    return (found[0], found[len(found) // 2])


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=ahead) for ahead in range((last - first).days + 1))
