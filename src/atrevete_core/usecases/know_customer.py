"""Learning who writes (R1, R3, R13, R28, R54)."""

from dataclasses import replace
from datetime import UTC, datetime

from atrevete_core.domain.customer import Contact, Customer, capitalised
from atrevete_core.domain.ids import CustomerId, derived_id
from atrevete_core.domain.text import plain
from atrevete_core.ports.storage import Records

#: Before every appointment.
EVER = datetime(1970, 1, 1, tzinfo=UTC)


async def owner_of(records: Records, contact: Contact) -> Customer | None:
    """The customer whose phone this is, once known."""
    if contact.customer_id is None:
        return None
    return await records.people.customer(contact.customer_id)


async def know_customer(
    records: Records, contact: Contact, *, first_name: str, last_name: str = ""
) -> Customer:
    """The contact's owner gets this name; an owner who is known keeps theirs (R54)."""
    owner = await owner_of(records, contact)
    if owner is not None:
        return owner
    customer = Customer(
        id=CustomerId(derived_id("customer", contact.id)),
        salon_id=contact.salon_id,
        first_name=capitalised(first_name),
        last_name=capitalised(last_name),
        phone=contact.phone,
    )
    await records.people.save(customer)
    await records.people.name_contact(contact.id, customer.id)
    return customer


async def correct_name(records: Records, customer: Customer, first_name: str) -> Customer:
    """A name that was only taken from the profile is corrected by its owner, as long as no surname
    is known and nothing was ever booked under it; later another name is another person (R54).
    """
    if not first_name or capitalised(first_name) == customer.first_name:
        return customer
    if customer.last_name:
        return customer  # whole names are in the books: another name is another person's
    if await records.bookings.appointments_of(customer.id, since=EVER):
        return customer
    renamed = replace(customer, first_name=capitalised(first_name))
    await records.people.save(renamed)
    return renamed


async def learn_surname(records: Records, customer: Customer, last_name: str) -> Customer:
    """Fill in a missing surname, or its second half; one that is known stays."""
    known, said = plain(customer.last_name), plain(last_name)
    if not said or (known and not said.startswith(f"{known} ")):
        return customer
    named = replace(customer, last_name=capitalised(last_name))
    await records.people.save(named)
    return named


def relative_id(booker: Customer, first_name: str, relation: str) -> CustomerId:
    """The profile of somebody for whom this customer books: always the same for the same person."""
    return CustomerId(derived_id("relative", booker.id, capitalised(first_name), relation))


async def know_relative(
    records: Records, booker: Customer, *, first_name: str, last_name: str = "", relation: str = ""
) -> Customer:
    """A profile of their own for somebody for whom this customer books, linked to them (R28)."""
    customer = Customer(
        id=relative_id(booker, first_name, relation),
        salon_id=booker.salon_id,
        first_name=capitalised(first_name),
        last_name=capitalised(last_name),
        linked_to=booker.id,
        relation=relation,
    )
    await records.people.save(customer)
    return customer
