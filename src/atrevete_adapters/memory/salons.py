"""The salon itself, and what it offers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.holidays import public_holidays
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.opening import OpeningHours, Salon, TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import LastLook, NotFound

from .tables import Tables


class MemorySalons:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def get(self, salon_id: SalonId) -> Salon:
        salon = self._tables.salons.get(salon_id)
        if salon is None:
            raise NotFound(salon_id)
        return salon

    async def policy(self, salon_id: SalonId, *, version: int | None = None) -> SalonPolicy:
        wanted = self._newest_version(salon_id) if version is None else version
        policy = self._tables.policies.get((salon_id, wanted))
        if policy is None:
            raise NotFound((salon_id, version))
        return policy

    async def change_policy(self, salon_id: SalonId, policy: SalonPolicy) -> SalonPolicy:
        await self.get(salon_id)
        new = replace(policy, version=self._newest_version(salon_id) + 1)
        self._tables.policies.put((salon_id, new.version), new)
        return new

    def _newest_version(self, salon_id: SalonId) -> int:
        versions = (
            version for (salon, version), _ in self._tables.policies.items() if salon == salon_id
        )
        return max(versions, default=0)

    async def catalogue(self, salon_id: SalonId) -> Catalogue:
        return self._tables.catalogues.get(salon_id) or Catalogue(services=())

    async def hours(self, salon_id: SalonId, first: date, last: date) -> OpeningHours:
        return opening_hours(self._tables, await self.get(salon_id), first, last)

    async def set_week(self, salon_id: SalonId, weekly: WeeklyHours) -> None:
        self._tables.weekly.put(salon_id, weekly)

    async def set_working_week(
        self, salon_id: SalonId, stylist_id: StylistId, weekly: WeeklyHours
    ) -> None:
        await self.get(salon_id)
        self._tables.working.put(stylist_id, weekly)

    async def set_special_day(
        self, salon_id: SalonId, day: date, spans: Sequence[TimeSpan] | None
    ) -> None:
        if spans is not None:
            self._tables.special_days.put((salon_id, day), tuple(spans))
        elif (salon_id, day) in self._tables.special_days:
            self._tables.special_days.remove((salon_id, day))

    async def faqs(self, salon_id: SalonId) -> Sequence[Faq]:
        return self._tables.faqs.get(salon_id) or ()

    async def add_closure(self, closure: Closure) -> None:
        self._tables.closures.put((closure.salon_id, closure.day), closure.reason)

    async def remove_closure(self, salon_id: SalonId, day: date) -> None:
        if (salon_id, day) not in self._tables.closures:
            raise NotFound((salon_id, day))
        self._tables.closures.remove((salon_id, day))

    async def add_absence(self, absence: Absence) -> None:
        if absence.id not in self._tables.absences:
            self._tables.absences.put(absence.id, absence)

    async def remove_absence(self, salon_id: SalonId, absence_id: UUID) -> None:
        found = self._tables.absences.get(absence_id)
        if found is None or found.salon_id != salon_id:
            raise NotFound(absence_id)
        self._tables.absences.remove(absence_id)

    async def replace_busy(
        self, stylist_id: StylistId, window: Interval, busy: Sequence[tuple[str, Interval]]
    ) -> None:
        for key, during in self._tables.busy.items():
            if key[0] == stylist_id and during.overlaps(window):
                self._tables.busy.remove(key)
        for event_id, during in busy:
            self._tables.busy.put((stylist_id, event_id, during.start), during)

    async def last_look(self, stylist_id: StylistId) -> LastLook | None:
        return self._tables.last_looks.get(stylist_id)

    async def save_look(self, stylist_id: StylistId, look: LastLook) -> None:
        self._tables.last_looks.put(stylist_id, look)


def opening_hours(tables: Tables, salon: Salon, first: date, last: date) -> OpeningHours:
    """The salon's hours with everything special between the dates, inclusive."""
    holidays = {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in public_holidays(
            salon.country, salon.region, salon.municipality, year
        ).items()
        if first <= day <= last
    }
    return OpeningHours(
        weekly=tables.weekly[salon.id],
        special={
            day: spans
            for (owner, day), spans in tables.special_days.items()
            if owner == salon.id and first <= day <= last
        },
        closures={
            day: reason
            for (owner, day), reason in tables.closures.items()
            if owner == salon.id and first <= day <= last
        },
        holidays=holidays,
    )
