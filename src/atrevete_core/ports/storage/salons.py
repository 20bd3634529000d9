"""The salon, what it offers, and its people."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol
from uuid import UUID

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.customer import Contact, Customer
from atrevete_core.domain.faq import Faq
from atrevete_core.domain.ids import (
    ContactId,
    CustomerId,
    SalonId,
    StylistId,
)
from atrevete_core.domain.interval import Interval
from atrevete_core.domain.opening import OpeningHours, Salon, TimeSpan, WeeklyHours
from atrevete_core.domain.policy import SalonPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class LastLook:
    """When a stylist's whole calendar was read last, and the calendar's token of that reading."""

    at: datetime
    token: str


class Salons(Protocol):
    """The salon itself, and what it offers."""

    async def get(self, salon_id: SalonId) -> Salon:
        """Raises NotFound."""
        ...

    async def policy(self, salon_id: SalonId, *, version: int | None = None) -> SalonPolicy:
        """The terms in force, or those of a version. Raises NotFound."""
        ...

    async def change_policy(self, salon_id: SalonId, policy: SalonPolicy) -> SalonPolicy:
        """Store new terms under the next version and return them."""
        ...

    async def catalogue(self, salon_id: SalonId) -> Catalogue: ...

    async def hours(self, salon_id: SalonId, first: date, last: date) -> OpeningHours:
        """Weekly hours, and what differs on the dates from `first` to `last`, inclusive."""
        ...

    async def set_week(self, salon_id: SalonId, weekly: WeeklyHours) -> None:
        """The salon's weekly hours, anew."""
        ...

    async def set_working_week(
        self, salon_id: SalonId, stylist_id: StylistId, weekly: WeeklyHours
    ) -> None:
        """The stylist's weekly hours, anew."""
        ...

    async def set_special_day(
        self, salon_id: SalonId, day: date, spans: Sequence[TimeSpan] | None
    ) -> None:
        """The date's own hours, anew: none closes it, None gives it back to the week."""
        ...

    async def faqs(self, salon_id: SalonId) -> Sequence[Faq]: ...

    async def add_closure(self, closure: Closure) -> None: ...

    async def remove_closure(self, salon_id: SalonId, day: date) -> None:
        """Raises NotFound."""
        ...

    async def add_absence(self, absence: Absence) -> None: ...

    async def remove_absence(self, salon_id: SalonId, absence_id: UUID) -> None:
        """Raises NotFound."""
        ...

    async def replace_busy(
        self, stylist_id: StylistId, window: Interval, busy: Sequence[tuple[str, Interval]]
    ) -> None:
        """The busy time (event id, when) of the stylist's own calendar within the window, anew."""
        ...

    async def last_look(self, stylist_id: StylistId) -> LastLook | None: ...

    async def save_look(self, stylist_id: StylistId, look: LastLook) -> None: ...


class People(Protocol):
    """Contacts and customers."""

    async def contact(self, contact_id: ContactId) -> Contact:
        """Raises NotFound."""
        ...

    async def name_contact(self, contact_id: ContactId, customer_id: CustomerId) -> None:
        """Remember who owns the phone; an owner is never replaced (R54)."""
        ...

    async def customer(self, customer_id: CustomerId) -> Customer:
        """Raises NotFound."""
        ...

    async def linked_to(self, customer_id: CustomerId) -> Sequence[Customer]:
        """Those for whom this customer books."""
        ...

    async def save(self, customer: Customer) -> None:
        """Add, or replace what is known."""
        ...

    async def find(self, salon_id: SalonId, text: str) -> Sequence[Customer]:
        """By phone in any spelling, by name, or by the first characters of the id."""
        ...
