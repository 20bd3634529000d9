"""The salon itself, and what it offers."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Table, delete, func, insert, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.dialects.postgresql import insert as upsert

from atrevete_core.domain.catalogue import Catalogue, Category, Gender, Pack, Service, Stylist
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import OpeningHours, Salon, TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.ports.storage import LastLook, NotFound

from .calendar_rows import HOURS, day_lines, opening_hours_of, week_lines
from .repository import Repository, Values
from .tables import (
    absences,
    busy_times,
    calendar_syncs,
    closures,
    faqs,
    opening_hours,
    pack_services,
    packs,
    policies,
    salons,
    services,
    special_days,
    stylists,
    working_hours,
)


class PostgresSalons(Repository):
    async def get(self, salon_id: SalonId) -> Salon:
        row = await self._row(select(salons).where(salons.c.id == salon_id))
        if row is None:
            raise NotFound(salon_id)
        return salon_of(row)

    async def policy(self, salon_id: SalonId, *, version: int | None = None) -> SalonPolicy:
        query = select(policies).where(policies.c.salon_id == salon_id)
        if version is not None:
            query = query.where(policies.c.version == version)
        row = await self._row(query.order_by(policies.c.version.desc()).limit(1))
        if row is None:
            raise NotFound((salon_id, version))
        return _policy(row)

    async def change_policy(self, salon_id: SalonId, policy: SalonPolicy) -> SalonPolicy:
        # Two people who change the terms at once get two versions, one after the other.
        lock = select(salons.c.id).where(salons.c.id == salon_id).with_for_update(key_share=True)
        if await self._row(lock) is None:
            raise NotFound(salon_id)
        of_salon = policies.c.salon_id == salon_id
        newest = await self._value(select(func.max(policies.c.version)).where(of_salon))
        new = replace(policy, version=(newest or 0) + 1)
        await self._run(insert(policies).values(policy_values(salon_id, new)))
        return new

    async def catalogue(self, salon_id: SalonId) -> Catalogue:
        return Catalogue(
            services=tuple(map(_service, await self._rows(_in_position(services, salon_id)))),
            packs=tuple(map(_pack, await self._rows(_packs_query(salon_id)))),
            stylists=tuple(map(_stylist, await self._rows(_in_position(stylists, salon_id)))),
        )

    async def hours(self, salon_id: SalonId, first: date, last: date) -> OpeningHours:
        salon = await self.get(salon_id)
        lines = await self._rows(HOURS, {"salon_id": salon_id, "first": first, "last": last})
        return opening_hours_of(salon, lines, first, last)

    async def set_week(self, salon_id: SalonId, weekly: WeeklyHours) -> None:
        await self._run(delete(opening_hours).where(opening_hours.c.salon_id == salon_id))
        await self._add(opening_hours, {"salon_id": salon_id}, week_lines(weekly))

    async def set_working_week(
        self, salon_id: SalonId, stylist_id: StylistId, weekly: WeeklyHours
    ) -> None:
        await self._run(delete(working_hours).where(working_hours.c.stylist_id == stylist_id))
        whose = {"salon_id": salon_id, "stylist_id": stylist_id}
        await self._add(working_hours, whose, week_lines(weekly))

    async def set_special_day(
        self, salon_id: SalonId, day: date, spans: Sequence[TimeSpan] | None
    ) -> None:
        which = (special_days.c.salon_id == salon_id, special_days.c.day == day)
        await self._run(delete(special_days).where(*which))
        if spans is not None:
            await self._add(special_days, {"salon_id": salon_id}, day_lines(day, spans))

    async def _add(self, table: Table, whose: Values, lines: Sequence[Values]) -> None:
        if lines:
            await self._write(insert(table), [whose | each for each in lines])

    async def faqs(self, salon_id: SalonId) -> Sequence[Faq]:
        rows = await self._rows(_in_position(faqs, salon_id))
        return tuple(Faq(topic=row.topic, text=row.text, words=tuple(row.words)) for row in rows)

    async def add_closure(self, closure: Closure) -> None:
        added = upsert(closures).values(
            id=closure.id, salon_id=closure.salon_id, day=closure.day, reason=closure.reason
        )
        await self._run(
            added.on_conflict_do_update(
                index_elements=["salon_id", "day"], set_={"reason": added.excluded.reason}
            )
        )

    async def remove_closure(self, salon_id: SalonId, day: date) -> None:
        which = (closures.c.salon_id == salon_id, closures.c.day == day)
        removed = delete(closures).where(*which).returning(closures.c.id)
        if await self._value(removed) is None:
            raise NotFound((salon_id, day))

    async def add_absence(self, absence: Absence) -> None:
        added = upsert(absences).values(
            id=absence.id,
            salon_id=absence.salon_id,
            stylist_id=absence.stylist_id,
            starts_at=absence.during.start,
            ends_at=absence.during.end,
            reason=absence.reason,
        )
        await self._run(added.on_conflict_do_nothing(index_elements=["id"]))

    async def remove_absence(self, salon_id: SalonId, absence_id: UUID) -> None:
        which = (absences.c.salon_id == salon_id, absences.c.id == absence_id)
        removed = delete(absences).where(*which).returning(absences.c.id)
        if await self._value(removed) is None:
            raise NotFound(absence_id)

    async def last_look(self, stylist_id: StylistId) -> LastLook | None:
        query = select(calendar_syncs).where(calendar_syncs.c.stylist_id == stylist_id)
        row = await self._row(query)
        known = row is not None and row.synced_at is not None
        return LastLook(at=row.synced_at, token=row.sync_token) if row and known else None

    async def save_look(self, stylist_id: StylistId, look: LastLook) -> None:
        salon_id = select(stylists.c.salon_id).where(stylists.c.id == stylist_id)
        seen = {"sync_token": look.token, "synced_at": look.at}
        added = upsert(calendar_syncs).values(
            salon_id=salon_id.scalar_subquery(), stylist_id=stylist_id, **seen
        )
        await self._run(added.on_conflict_do_update(index_elements=["stylist_id"], set_=seen))

    async def replace_busy(
        self, stylist_id: StylistId, window: Interval, busy: Sequence[tuple[str, Interval]]
    ) -> None:
        await self._run(
            delete(busy_times).where(
                busy_times.c.stylist_id == stylist_id,
                busy_times.c.starts_at < window.end,
                busy_times.c.ends_at > window.start,
            )
        )
        if not busy:
            return
        salon_id = select(stylists.c.salon_id).where(stylists.c.id == stylist_id)
        salon = await self._value(salon_id)
        rows = [
            {
                "salon_id": salon,
                "stylist_id": stylist_id,
                "event_id": event_id,
                "starts_at": during.start,
                "ends_at": during.end,
            }
            for event_id, during in busy
        ]
        added = upsert(busy_times)
        await self._connection.execute(
            added.on_conflict_do_update(
                index_elements=["stylist_id", "event_id", "starts_at"],
                set_={"ends_at": added.excluded.ends_at},
            ),
            rows,
        )


def salon_of(row: Row[Any]) -> Salon:
    return Salon(
        id=row.id,
        name=row.name,
        zone=ZoneInfo(row.zone),
        country=row.country,
        region=row.region,
        municipality=row.municipality,
        address=row.address,
        phone=row.phone,
    )


def policy_values(salon_id: SalonId, policy: SalonPolicy) -> dict[str, Any]:
    """Columns are named as the policy's fields; money says that it is cents."""
    values = asdict(policy)
    minimum = values.pop("min_deposit")
    return {"salon_id": salon_id, "min_deposit_cents": minimum["cents"], **values}


def _policy(row: Row[Any]) -> SalonPolicy:
    names = [each.name for each in fields(SalonPolicy) if each.name != "min_deposit"]
    values = {name: getattr(row, name) for name in names}
    return SalonPolicy(min_deposit=Money(row.min_deposit_cents), **values)


def _in_position(table: Any, salon_id: SalonId) -> Any:  # noqa: ANN401 - any table with positions
    return select(table).where(table.c.salon_id == salon_id).order_by(table.c.position, table.c.id)


def _packs_query(salon_id: SalonId) -> Any:  # noqa: ANN401 - a select of many types
    members = (
        select(
            func.array_agg(aggregate_order_by(pack_services.c.service_id, pack_services.c.position))
        )
        .where(pack_services.c.pack_id == packs.c.id)
        .scalar_subquery()
    )
    return _in_position(packs, salon_id).add_columns(members.label("members"))


def _service(row: Row[Any]) -> Service:
    return Service(
        id=row.id,
        name=row.name,
        category=Category(row.category),
        minutes=row.minutes,
        price=Money(row.price_cents),
        bookable=row.bookable,
        description=row.description,
    )


def _pack(row: Row[Any]) -> Pack:
    return Pack(
        id=row.id,
        name=row.name,
        services=tuple(row.members or ()),
        minutes=row.minutes,
        price=Money(row.price_cents),
        description=row.description,
    )


def _stylist(row: Row[Any]) -> Stylist:
    return Stylist(
        id=row.id,
        salon_id=row.salon_id,
        name=row.name,
        categories=frozenset(map(Category, row.categories)),
        gender=Gender(row.gender),
        email=row.email,
        calendar_id=row.calendar_id,
    )
