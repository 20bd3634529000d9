"""A new salon's first rows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from atrevete_adapters.seeds import SalonSeed
from atrevete_core.domain.opening import Salon

from .calendar_rows import day_lines, week_lines
from .salons import policy_values
from .tables import (
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

Rows = list[dict[str, Any]]


async def seed(engine: AsyncEngine, sown: SalonSeed) -> bool:
    """Give the database this salon, unless it has it: what staff changed is never touched.

    Whether it was added now.
    """
    async with engine.begin() as connection:
        added = upsert(salons).values(_salon(sown.salon)).on_conflict_do_nothing()
        if not (await connection.execute(added)).rowcount:
            return False
        for table, rows in _tables(sown):
            await _add(connection, table, rows)
    return True


async def _add(connection: AsyncConnection, table: Table, rows: Rows) -> None:
    if rows:
        await connection.execute(insert(table), rows)


def _tables(sown: SalonSeed) -> Sequence[tuple[Table, Rows]]:
    of_salon = {"salon_id": sown.salon.id}
    return (
        (policies, [policy_values(sown.salon.id, sown.policy)]),
        (services, _services(sown)),
        (packs, _packs(sown)),
        (pack_services, _pack_services(sown)),
        (stylists, _stylists(sown)),
        (opening_hours, [of_salon | line for line in week_lines(sown.weekly)]),
        (
            working_hours,
            [
                of_salon | {"stylist_id": stylist} | line
                for stylist, hours in sown.working.items()
                for line in week_lines(hours)
            ],
        ),
        (
            special_days,
            [
                of_salon | line
                for day, spans in sown.special_days.items()
                for line in day_lines(day, spans)
            ],
        ),
        (
            faqs,
            [
                of_salon
                | {"topic": faq.topic, "text": faq.text, "words": list(faq.words), "position": at}
                for at, faq in enumerate(sown.faqs)
            ],
        ),
    )


def _salon(salon: Salon) -> dict[str, Any]:
    return {
        "id": salon.id,
        "name": salon.name,
        "zone": salon.zone.key,
        "country": salon.country,
        "region": salon.region,
        "municipality": salon.municipality,
        "address": salon.address,
        "phone": salon.phone,
    }


def _services(sown: SalonSeed) -> Rows:
    return [
        {
            "id": service.id,
            "salon_id": sown.salon.id,
            "name": service.name,
            "category": service.category.value,
            "minutes": service.minutes,
            "price_cents": service.price.cents,
            "bookable": service.bookable,
            "description": service.description,
            "position": at,
        }
        for at, service in enumerate(sown.catalogue.services)
    ]


def _packs(sown: SalonSeed) -> Rows:
    return [
        {
            "id": pack.id,
            "salon_id": sown.salon.id,
            "name": pack.name,
            "minutes": pack.minutes,
            "price_cents": pack.price.cents,
            "description": pack.description,
            "position": at,
        }
        for at, pack in enumerate(sown.catalogue.packs)
    ]


def _pack_services(sown: SalonSeed) -> Rows:
    return [
        {"salon_id": sown.salon.id, "pack_id": pack.id, "service_id": service, "position": at}
        for pack in sown.catalogue.packs
        for at, service in enumerate(pack.services)
    ]


def _stylists(sown: SalonSeed) -> Rows:
    return [
        {
            "id": stylist.id,
            "salon_id": sown.salon.id,
            "name": stylist.name,
            "gender": stylist.gender.value,
            "categories": sorted(each.value for each in stylist.categories),
            "email": stylist.email,
            "calendar_id": stylist.calendar_id,
            "position": at,
        }
        for at, stylist in enumerate(sown.catalogue.stylists)
    ]
