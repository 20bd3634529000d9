"""A salon as a file of cases describes it: what is absent stays as in the reference salon."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import time
from typing import Literal

from atrevete_adapters.seeds import SalonSeed
from atrevete_core.domain.catalogue import Catalogue, Category, Gender, Pack, Service, Stylist
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import PackId, SalonId, ServiceId, StylistId, derived_id
from atrevete_core.domain.money import Money
from atrevete_core.domain.opening import TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy
from atrevete_core.domain.text import plain

from .case import Written

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_WEEK: Sequence[Weekday] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OwnStylist(Written):
    name: str
    categories: tuple[Literal["peluqueria", "estetica"], ...]
    gender: Literal["f", "m"] = "f"
    working_hours: dict[Weekday, tuple[str, ...]] | None = None


class OwnService(Written):
    name: str
    category: Literal["peluqueria", "estetica"]
    minutes: int
    price_eur: float
    description: str = ""
    bookable: bool = True


class OwnPack(Written):
    name: str
    services: tuple[str, ...]
    minutes: int
    price_eur: float
    description: str = ""


class OwnFaq(Written):
    topic: str
    text: str


class OwnPolicy(Written):
    """The salon's terms; what is absent stays as in the seed."""

    deposit_percent: int | None = None
    min_deposit_eur: float | None = None
    hold_minutes: int | None = None
    same_day_hold_minutes: int | None = None
    warn_minutes: int | None = None
    lapse_grace_minutes: int | None = None
    retry_minutes: int | None = None
    person_minutes: int | None = None
    lead_minutes: int | None = None
    free_cancellation_hours: int | None = None
    reminder_hours: int | None = None
    slot_step_minutes: int | None = None
    max_holds: int | None = None
    max_services: int | None = None
    max_group: int | None = None
    max_days_ahead: int | None = None
    adult_age: int | None = None


class OwnSalon(Written):
    """What replaces the reference salon's."""

    stylists: tuple[OwnStylist, ...] | None = None
    services: tuple[OwnService, ...] | None = None
    packs: tuple[OwnPack, ...] | None = None
    opening_hours: dict[Weekday, tuple[str, ...]] | None = None
    policy: OwnPolicy | None = None
    faqs: tuple[OwnFaq, ...] | None = None


def seed_of(own: OwnSalon, seed: SalonSeed) -> SalonSeed:
    """The seed with what the file replaces. Raises ValueError for what does not fit together."""
    salon = seed.salon.id
    services = _services(own, seed)
    stylists = _stylists(own, seed)
    weekly = seed.weekly if own.opening_hours is None else _weekly(own.opening_hours)
    return replace(
        seed,
        policy=_policy(own.policy, seed.policy),
        catalogue=Catalogue(
            services=services, packs=_packs(own, seed, services, salon), stylists=stylists
        ),
        weekly=weekly,
        working=_working(own, stylists, weekly),
        faqs=seed.faqs if own.faqs is None else tuple(_faq(each, seed.faqs) for each in own.faqs),
    )


def _money(euros: float) -> Money:
    return Money.from_euros(f"{euros:.2f}")


def _services(own: OwnSalon, seed: SalonSeed) -> tuple[Service, ...]:
    if own.services is None:
        return seed.catalogue.services
    return tuple(
        Service(
            id=ServiceId(derived_id("service", seed.salon.id, each.name)),
            name=each.name,
            category=Category(each.category),
            minutes=each.minutes,
            price=_money(each.price_eur),
            bookable=each.bookable,
            description=each.description,
        )
        for each in own.services
    )


def _packs(
    own: OwnSalon, seed: SalonSeed, services: Iterable[Service], salon: SalonId
) -> tuple[Pack, ...]:
    """The file's packs; else those of the seed whose services are still sold."""
    named = {plain(each.name): each.id for each in services}
    if own.packs is None:
        return tuple(
            each for each in seed.catalogue.packs if set(each.services) <= set(named.values())
        )
    return tuple(_pack(each, named, salon) for each in own.packs)


def _pack(own: OwnPack, named: Mapping[str, ServiceId], salon: SalonId) -> Pack:
    missing = [name for name in own.services if plain(name) not in named]
    if missing:
        msg = f"the pack {own.name!r} has a service that is not sold: {missing[0]!r}"
        raise ValueError(msg)
    return Pack(
        id=PackId(derived_id("pack", salon, own.name)),
        name=own.name,
        services=tuple(named[plain(name)] for name in own.services),
        minutes=own.minutes,
        price=_money(own.price_eur),
        description=own.description,
    )


def _stylists(own: OwnSalon, seed: SalonSeed) -> tuple[Stylist, ...]:
    """Who is in the seed keeps what the file does not say of them."""
    if own.stylists is None:
        return seed.catalogue.stylists
    return tuple(_stylist(each, seed) for each in own.stylists)


def _stylist(own: OwnStylist, seed: SalonSeed) -> Stylist:
    known = seed.catalogue.stylist_named(own.name)
    gender = known.gender if known and "gender" not in own.model_fields_set else Gender(own.gender)
    word = plain(own.name).replace(" ", ".")
    return Stylist(
        id=StylistId(derived_id("stylist", seed.salon.id, own.name)),
        salon_id=seed.salon.id,
        name=own.name,
        categories=frozenset(map(Category, own.categories)),
        gender=gender,
        email=f"{word}@salon.example",
        calendar_id=f"{word}@calendario.example",
    )


def _working(
    own: OwnSalon, stylists: Iterable[Stylist], weekly: WeeklyHours
) -> dict[StylistId, WeeklyHours]:
    """All opening hours, unless the file says otherwise."""
    hours = {plain(each.name): each.working_hours for each in own.stylists or ()}
    return {
        each.id: weekly if (said := hours.get(plain(each.name))) is None else _weekly(said)
        for each in stylists
    }


def _weekly(hours: Mapping[Weekday, Sequence[str]]) -> WeeklyHours:
    """A day that is not named is closed."""
    return WeeklyHours(
        {_WEEK.index(day): tuple(map(_span, spans)) for day, spans in hours.items() if spans}
    )


def _span(text: str) -> TimeSpan:
    opens, _, closes = text.partition("-")
    return TimeSpan(time.fromisoformat(opens.strip()), time.fromisoformat(closes.strip()))


def _policy(own: OwnPolicy | None, policy: SalonPolicy) -> SalonPolicy:
    if own is None:
        return policy
    said = own.model_dump(exclude_none=True)
    minimum = said.pop("min_deposit_eur", None)
    if minimum is not None:
        said["min_deposit"] = _money(minimum)
    return replace(policy, **said)


def _faq(own: OwnFaq, known: Iterable[Faq]) -> Faq:
    """A topic of the seed keeps the words that customers use for it."""
    topic = plain(own.topic)
    words = next(
        (
            each.words
            for each in known
            if topic == plain(each.topic) or topic in map(plain, each.words)
        ),
        (),
    )
    return Faq(topic=own.topic, text=own.text, words=words or (own.topic,))
