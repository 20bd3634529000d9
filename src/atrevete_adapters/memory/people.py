"""Contacts and customers."""

from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.customer import Contact, Customer, NotAPhoneNumber, PhoneNumber
from atrevete_core.domain.ids import ContactId, CustomerId, SalonId
from atrevete_core.domain.text import plain, storable
from atrevete_core.ports.storage import NotFound

from .tables import Tables


class MemoryPeople:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def contact(self, contact_id: ContactId) -> Contact:
        contact = self._tables.contacts.get(contact_id)
        if contact is None:
            raise NotFound(contact_id)
        return contact

    async def name_contact(self, contact_id: ContactId, customer_id: CustomerId) -> None:
        contact = await self.contact(contact_id)
        if contact.customer_id is None:
            self._tables.contacts.put(contact_id, replace(contact, customer_id=customer_id))

    async def customer(self, customer_id: CustomerId) -> Customer:
        customer = self._tables.customers.get(customer_id)
        if customer is None:
            raise NotFound(customer_id)
        return customer

    async def linked_to(self, customer_id: CustomerId) -> Sequence[Customer]:
        linked = [each for each in self._tables.customers if each.linked_to == customer_id]
        return sorted(linked, key=_by_name)

    async def save(self, customer: Customer) -> None:
        kept = replace(
            customer,
            first_name=storable(customer.first_name),
            last_name=storable(customer.last_name),
            relation=storable(customer.relation),
        )
        self._tables.customers.put(kept.id, kept)

    async def find(self, salon_id: SalonId, text: str) -> Sequence[Customer]:
        phone, name = _phone(text), plain(storable(text))
        if not name:
            return ()
        found = [
            each
            for each in self._tables.customers
            if each.salon_id == salon_id
            and (
                (phone is not None and each.phone == phone)
                or name in plain(each.full_name)
                or str(each.id).startswith(name)
            )
        ]
        return sorted(found, key=_by_name)


def _by_name(customer: Customer) -> tuple[str, str]:
    return plain(customer.full_name), str(customer.id)


def _phone(text: str) -> PhoneNumber | None:
    try:
        return PhoneNumber.parse(text)
    except NotAPhoneNumber:
        return None
