"""The reference salon of SCENARIOS "Business facts", read from the files beside this module."""

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from atrevete_core.domain.catalogue import Catalogue, Category, Gender, Pack, Service, Stylist
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import PackId, SalonId, ServiceId, StylistId, derived_id
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import Salon, TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy

#: Ids are derived from names, so that they are the same in every database.
REFERENCE_SALON = SalonId(derived_id("salon", "reference"))


@dataclass(frozen=True, kw_only=True, slots=True)
class SalonSeed:
    """Everything about a salon that is there before its first customer."""

    salon: Salon
    policy: SalonPolicy
    catalogue: Catalogue
    weekly: WeeklyHours
    working: Mapping[StylistId, WeeklyHours]
    faqs: tuple[Faq, ...] = ()
    #: Dates with hours of their own; a date without hours is closed.
    special_days: Mapping[date, tuple[TimeSpan, ...]] = field(default_factory=dict)


@cache
def reference_salon() -> SalonSeed:
    """The reference salon; the same object every time."""
    facts = tomllib.loads(_text("salon.toml"))
    weekly = _weekly(facts["hours"])
    services = _services(csv.DictReader(_text("services.csv").splitlines()))
    stylists = _stylists(facts["stylists"])
    return SalonSeed(
        salon=_salon(facts["salon"]),
        policy=SalonPolicy(**facts["policy"]),
        catalogue=Catalogue(
            services=services, packs=_packs(facts["packs"], services), stylists=stylists
        ),
        weekly=weekly,
        working={stylist.id: weekly for stylist in stylists},
        faqs=tuple(
            Faq(topic=each["topic"], text=each["text"], words=tuple(each["words"]))
            for each in facts["faqs"]
        ),
    )


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def _salon(facts: Mapping[str, Any]) -> Salon:
    return Salon(id=REFERENCE_SALON, **{**facts, "zone": ZoneInfo(facts["zone"])})


def _weekly(facts: Mapping[str, Sequence[str]]) -> WeeklyHours:
    return WeeklyHours({int(day): tuple(map(_span, spans)) for day, spans in facts.items()})


def _span(text: str) -> TimeSpan:
    opens, closes = text.split("-")
    return TimeSpan(time.fromisoformat(opens), time.fromisoformat(closes))


def _services(rows: Iterable[Mapping[str, str]]) -> tuple[Service, ...]:
    return tuple(
        Service(
            id=ServiceId(derived_id("service", REFERENCE_SALON, row["name"])),
            name=row["name"],
            category=Category(row["category"]),
            minutes=int(row["minutes"]),
            price=Money.from_euros(row["euros"]),
            bookable=row["bookable"] == "true",
            description=row["description"],
        )
        for row in rows
    )


def _packs(rows: Iterable[Mapping[str, Any]], services: Sequence[Service]) -> tuple[Pack, ...]:
    ids = {service.name: service.id for service in services}
    return tuple(
        Pack(
            id=PackId(derived_id("pack", REFERENCE_SALON, row["name"])),
            name=row["name"],
            services=tuple(ids[name] for name in row["services"]),
            minutes=row["minutes"],
            price=Money.from_euros(row["euros"]),
            description=row["description"],
        )
        for row in rows
    )


def _stylists(rows: Iterable[Mapping[str, Any]]) -> tuple[Stylist, ...]:
    return tuple(
        Stylist(
            id=StylistId(derived_id("stylist", REFERENCE_SALON, row["name"])),
            salon_id=REFERENCE_SALON,
            name=row["name"],
            categories=frozenset(map(Category, row["categories"])),
            gender=Gender(row["gender"]),
            email=row["email"],
            calendar_id=row["calendar_id"],
        )
        for row in rows
    )
