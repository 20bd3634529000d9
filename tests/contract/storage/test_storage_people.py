from dataclasses import replace
from uuid import uuid4

import pytest

from atrevete_core.domain.ids import ContactId, CustomerId
from atrevete_core.ports.storage import NotFound, Storage
from tests.builders import CARMEN, LAURA, SALON, a_customer, a_guest, stylist


async def test_a_customer_is_kept_in_whole(storage: Storage) -> None:
    fussy = replace(LAURA.customer, preferred_stylist_id=stylist("Rosa").id, wants_reminders=False)
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
        await records.people.save(fussy)
        assert await records.people.customer(fussy.id) == fussy


async def test_who_is_not_there_is_not_found(storage: Storage) -> None:
    async with storage.transaction() as records:
        with pytest.raises(NotFound):
            await records.people.customer(CustomerId(uuid4()))
        with pytest.raises(NotFound):
            await records.people.contact(ContactId(uuid4()))
        with pytest.raises(NotFound):
            await records.people.name_contact(ContactId(uuid4()), CustomerId(uuid4()))


async def test_the_owner_of_a_phone_is_never_replaced(storage: Storage) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.people.save(CARMEN.customer)
        await records.people.name_contact(LAURA.contact.id, CARMEN.customer.id)
        assert await records.people.contact(LAURA.contact.id) == LAURA.contact


async def test_a_contact_may_have_no_phone(storage: Storage) -> None:
    hidden = a_guest("Ana", channel_id="bsuid.123", phone=None)
    async with storage.transaction() as records:
        await hidden.arrives(records)
        assert await records.people.contact(hidden.contact.id) == hidden.contact


async def test_linked_profiles_are_found_by_who_books_for_them(storage: Storage) -> None:
    mother = a_customer("María", "González", phone=None, linked_to=LAURA.customer.id)
    child = a_customer("Álex", "García", phone=None, linked_to=LAURA.customer.id)
    async with storage.transaction() as records:
        for each in (LAURA.customer, CARMEN.customer, mother, child):
            await records.people.save(each)
        assert list(await records.people.linked_to(LAURA.customer.id)) == [child, mother]
        assert list(await records.people.linked_to(CARMEN.customer.id)) == []


@pytest.mark.parametrize(
    "text",
    ["600 11 12 13", "+34600111213", "begoña", "MUÑIZ", "ángel", "Begoña Muñiz Ángel", "muniz "],
)
async def test_people_are_found_by_phone_and_name_in_any_spelling(
    storage: Storage, text: str
) -> None:
    begona = a_customer("Begoña", "Muñiz Ángel", phone="+34600111213")
    async with storage.transaction() as records:
        await records.people.save(begona)
        await records.people.save(CARMEN.customer)
        found = list(await records.people.find(SALON.id, text))
    # The ñ is a letter of its own, not an n with an ornament.
    assert found == ([] if text == "muniz " else [begona])


async def test_people_are_found_by_the_beginning_of_their_id(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
        assert list(await records.people.find(SALON.id, str(LAURA.customer.id)[:8])) == [
            LAURA.customer
        ]


@pytest.mark.parametrize("text", ["", "  ", "%", "_____", "\x00"])
async def test_nothing_and_wildcards_find_nobody(storage: Storage, text: str) -> None:
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
        assert list(await records.people.find(SALON.id, text)) == []


async def test_names_that_no_database_holds_are_kept_readable(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.people.save(replace(LAURA.customer, first_name="Lau\x00ra\ud800"))
        known = await records.people.customer(LAURA.customer.id)
    assert known.first_name == "Lau�ra�"
