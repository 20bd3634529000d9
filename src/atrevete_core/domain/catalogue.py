"""What the salon sells and who does it: services, packs, stylists, and what a choice costs."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from .ids import PackId, SalonId, ServiceId, StylistId
from .money import Money, total
from .policy import SalonPolicy
from .text import plain


class Category(StrEnum):
    """The two crafts; they are never mixed in one appointment (R11)."""

    HAIR = "peluqueria"
    BEAUTY = "estetica"


class Gender(StrEnum):
    FEMALE = "f"
    MALE = "m"


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    id: ServiceId
    name: str
    category: Category
    minutes: int
    price: Money
    #: What is not bookable is explained in the chat and sold by a person.
    bookable: bool = True
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    """Services sold together: price and minutes are the pack's, never the sum."""

    id: PackId
    name: str
    services: tuple[ServiceId, ...]
    minutes: int
    price: Money
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stylist:
    id: StylistId
    salon_id: SalonId
    name: str
    categories: frozenset[Category]
    gender: Gender = Gender.FEMALE
    email: str = ""
    calendar_id: str = ""


_COLOURING = ("color", "mechas", "tinte", "pigmento")


def colours(service_name: str) -> bool:
    """Whether the first time wants the salon's word on the allergy test (R50)."""
    return any(word in plain(service_name) for word in _COLOURING)


def is_variant(name: str, other: str) -> bool:
    """One craft in two forms: BARRO and BARRO GOLD, or a massage of 30 and of 60 minutes."""
    first, second = _words_of(name), _words_of(other)
    return name != other and (
        first <= second or second <= first or _without_figures(first) == _without_figures(second)
    )


def are_alternatives(names: Sequence[str]) -> bool:
    """Whether they are one service and its variants, of which nobody has two at once."""
    return len(names) > 1 and any(
        all(is_variant(plainest, each) for each in names if each != plainest) for plainest in names
    )


def parts_of(name: str, names: Iterable[str]) -> tuple[str, ...]:
    """The two services that another is made of: TINTE+PERMANENTE DE PESTAÑAS; else nothing."""
    whole = _words_of(name) if "+" in name else frozenset()
    inside = [each for each in names if _words_of(each) < whole]
    pairs = combinations(inside, 2)
    return next((pair for pair in pairs if _words_of(pair[0]) | _words_of(pair[1]) == whole), ())


def _words_of(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", plain(name)))


def _without_figures(words: frozenset[str]) -> frozenset[str]:
    return frozenset(each for each in words if not each[0].isdecimal())


class MixedCategories(Exception):
    """Hair and beauty do not share an appointment (R11)."""

    def __init__(self, services: Sequence[Service]) -> None:
        super().__init__("hair and beauty services cannot share an appointment")
        self.services = tuple(services)


class TooManyServices(Exception):
    """More services than one appointment takes (SCENARIOS, services together)."""

    def __init__(self, asked: int, most: int) -> None:
        super().__init__(f"{asked} services were asked for; one appointment takes {most}")
        self.asked, self.most = asked, most


class NotSoldByChat(Exception):
    """A person sells this service (`bookable=false`)."""

    def __init__(self, service: Service) -> None:
        super().__init__(f"{service.name} is sold by a person")
        self.service = service


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """What one appointment is for, as sold: services in order, on their pack's terms if any."""

    services: tuple[Service, ...]
    pack: Pack | None = None

    @property
    def category(self) -> Category:
        return self.services[0].category

    @property
    def minutes(self) -> int:
        return self.pack.minutes if self.pack else sum(each.minutes for each in self.services)

    @property
    def price(self) -> Money:
        return self.pack.price if self.pack else total(each.price for each in self.services)


@dataclass(frozen=True)
class Catalogue:
    """Services, packs and stylists of one salon, as they are now."""

    services: tuple[Service, ...]
    packs: tuple[Pack, ...] = ()
    stylists: tuple[Stylist, ...] = ()

    @cached_property
    def _by_id(self) -> dict[ServiceId, Service]:
        return {service.id: service for service in self.services}

    @cached_property
    def _by_name(self) -> dict[str, Service]:
        return {plain(service.name): service for service in self.services}

    def service(self, id: ServiceId) -> Service:  # noqa: A002
        """Raises KeyError for a service that the salon does not have."""
        return self._by_id[id]

    def named(self, name: str) -> Service | None:
        """The service of exactly that name, case and accents aside."""
        return self._by_name.get(plain(name))

    def stylist(self, id: StylistId) -> Stylist:  # noqa: A002
        """Raises KeyError for somebody who does not work here."""
        return next(each for each in self.stylists if each.id == id)

    def stylist_named(self, name: str) -> Stylist | None:
        return next((each for each in self.stylists if plain(each.name) == plain(name)), None)

    def pack_named(self, name: str) -> Pack | None:
        return next((each for each in self.packs if plain(each.name) == plain(name)), None)

    def stylists_of(self, category: Category) -> tuple[Stylist, ...]:
        return tuple(each for each in self.stylists if category in each.categories)

    def work(
        self, services: Iterable[ServiceId], *, policy: SalonPolicy, pack: PackId | None = None
    ) -> Work:
        """Price these services as one appointment (R7, R11).

        A pack is given by its id or recognised when the services are exactly the pack's.
        Raises MixedCategories, TooManyServices, NotSoldByChat, KeyError; ValueError for none.
        """
        chosen = tuple(self.service(each) for each in services)
        if not chosen:
            msg = "an appointment needs a service"
            raise ValueError(msg)
        if len({each.category for each in chosen}) > 1:
            raise MixedCategories(chosen)
        if len(chosen) > policy.max_services:
            raise TooManyServices(len(chosen), policy.max_services)
        for each in chosen:
            if not each.bookable:
                raise NotSoldByChat(each)
        return Work(services=chosen, pack=self._pack_of(chosen, pack))

    def _pack_of(self, chosen: Sequence[Service], pack: PackId | None) -> Pack | None:
        ids = sorted(each.id for each in chosen)
        return next(
            (
                each
                for each in self.packs
                if sorted(each.services) == ids and pack in (None, each.id)
            ),
            None,
        )

    def separate_price(self, pack: Pack) -> Money:
        """What the pack's services cost one by one."""
        return total(self.service(each).price for each in pack.services)

    def best_pack_for(self, services: Iterable[ServiceId]) -> Pack | None:
        """The pack worth suggesting to one person who asked for these services (R9).

        Its extra cost must be less than what is being paid already, and what was asked for must be
        part of it; of several the highest saving in percent, then the shortest.
        """
        asked = list(services)
        paying = total(self.service(each).price for each in asked)
        worth = [
            pack
            for pack in self.packs
            if set(asked) < set(pack.services)
            and pack.price - paying < paying
            and pack.price < self.separate_price(pack)
        ]
        return max(worth, key=lambda pack: (self._saving(pack), -pack.minutes), default=None)

    def _saving(self, pack: Pack) -> float:
        separate = self.separate_price(pack).cents
        return (separate - pack.price.cents) / separate
