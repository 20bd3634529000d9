"""Contacts and customers."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Text, cast, or_, select, update

from atrevete_core.domain.customer import Contact, Customer, NotAPhoneNumber, PhoneNumber
from atrevete_core.domain.ids import ContactId, CustomerId, SalonId
from atrevete_core.domain.text import plain, storable
from atrevete_core.ports.storage import NotFound

from .repository import Repository, putting
from .tables import contacts, customers

#: A search is for the screen of a person.
_MOST_FOUND = 50
_PUT = putting(customers)


class PostgresPeople(Repository):
    async def contact(self, contact_id: ContactId) -> Contact:
        row = await self._row(select(contacts).where(contacts.c.id == contact_id))
        if row is None:
            raise NotFound(contact_id)
        return contact_of(row)

    async def name_contact(self, contact_id: ContactId, customer_id: CustomerId) -> None:
        named = (
            update(contacts)
            .where(contacts.c.id == contact_id, contacts.c.customer_id.is_(None))
            .values(customer_id=customer_id)
        )
        if not await self._run(named):
            await self.contact(contact_id)

    async def customer(self, customer_id: CustomerId) -> Customer:
        row = await self._row(select(customers).where(customers.c.id == customer_id))
        if row is None:
            raise NotFound(customer_id)
        return customer_of(row)

    async def linked_to(self, customer_id: CustomerId) -> Sequence[Customer]:
        query = select(customers).where(customers.c.linked_to == customer_id)
        return list(map(customer_of, await self._rows(query.order_by(*_BY_NAME))))

    async def save(self, customer: Customer) -> None:
        await self._write(_PUT, _values(customer))

    async def find(self, salon_id: SalonId, text: str) -> Sequence[Customer]:
        name = plain(storable(text))
        if not name:
            return []
        matches = [
            customers.c.search_name.contains(name, autoescape=True),
            cast(customers.c.id, Text).startswith(name, autoescape=True),
        ]
        if phone := phone_of(text):
            matches.append(customers.c.phone == phone.e164)
        query = select(customers).where(customers.c.salon_id == salon_id, or_(*matches))
        rows = await self._rows(query.order_by(*_BY_NAME).limit(_MOST_FOUND))
        return list(map(customer_of, rows))


_BY_NAME = (customers.c.search_name, cast(customers.c.id, Text))


def phone_of(text: str | None) -> PhoneNumber | None:
    """The number, if it is one."""
    try:
        return PhoneNumber.parse(text) if text else None
    except NotAPhoneNumber:
        return None


def _values(customer: Customer) -> dict[str, Any]:
    return {
        "id": customer.id,
        "salon_id": customer.salon_id,
        "first_name": customer.first_name,
        "last_name": customer.last_name,
        "phone": customer.phone.e164 if customer.phone else None,
        "linked_to": customer.linked_to,
        "relation": customer.relation,
        "preferred_stylist_id": customer.preferred_stylist_id,
        "wants_reminders": customer.wants_reminders,
    }


def customer_of(row: Row[Any]) -> Customer:
    return Customer(
        id=row.id,
        salon_id=row.salon_id,
        first_name=row.first_name,
        last_name=row.last_name,
        phone=PhoneNumber(row.phone) if row.phone else None,
        linked_to=row.linked_to,
        relation=row.relation,
        preferred_stylist_id=row.preferred_stylist_id,
        wants_reminders=row.wants_reminders,
    )


def contact_of(row: Row[Any]) -> Contact:
    return Contact(
        id=row.id,
        salon_id=row.salon_id,
        channel_id=row.channel_id,
        desk_id=row.desk_id,
        phone=PhoneNumber(row.phone) if row.phone else None,
        profile_name=row.profile_name,
        customer_id=row.customer_id,
    )
