"""Learning who writes: once, without renaming anybody."""

from dataclasses import replace

from atrevete_core.usecases.know_customer import (
    correct_name,
    know_customer,
    know_relative,
    learn_surname,
    owner_of,
)
from tests.builders import LAURA, NOW, SALON, a_booking, a_storage


async def test_a_name_makes_a_customer_once() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        await records.conversations.receive(SALON.id, LAURA.says(sent_at=NOW))
        contact = await records.people.contact(LAURA.contact.id)
        assert await owner_of(records, contact) is None
        first = await know_customer(records, contact, first_name="laura", last_name="garcía ruiz")
        contact = await records.people.contact(LAURA.contact.id)
        again = await know_customer(records, contact, first_name="Carmen")
    assert (first.full_name, str(first.phone)) == ("Laura García Ruiz", "+34600111222")
    assert again == first


async def test_a_profile_name_is_corrected_until_something_was_booked_under_it() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        laura = replace(LAURA.customer, last_name="")
        await records.people.save(laura)
        assert await correct_name(records, laura, "LAURA") == laura
        assert await correct_name(records, laura, "") == laura
        laia = await correct_name(records, laura, "laia")
        assert (laia.first_name, laia.id) == ("Laia", LAURA.customer.id)
        await records.bookings.add(a_booking())
        assert (await correct_name(records, laia, "Carmen")).first_name == "Laia"


async def test_whoever_is_known_by_name_and_surname_is_never_renamed() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        assert await correct_name(records, LAURA.customer, "Pilar") == LAURA.customer


async def test_a_surname_that_is_known_stays() -> None:
    storage = a_storage()
    nameless = replace(LAURA.customer, last_name="")
    async with storage.transaction() as records:
        await records.people.save(nameless)
        assert await learn_surname(records, nameless, "  ") == nameless
        named = await learn_surname(records, nameless, "garcía")
        assert (await learn_surname(records, named, "otra")).last_name == "García"


async def test_a_relative_has_a_profile_linked_to_whoever_books() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
        for _ in range(2):
            await know_relative(
                records, LAURA.customer, first_name="maría", last_name="lópez", relation="tu madre"
            )
        (mother,) = await records.people.linked_to(LAURA.customer.id)
    assert mother.full_name == "María López"
    assert mother.relation == "tu madre"
    assert mother.phone is None
