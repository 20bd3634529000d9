import pytest

from atrevete_core.ports.storage import NotFound, Storage
from tests.builders import CARMEN, LAURA, a_booking, a_planned_effect, store_booking


class _ChangedMind(Exception):
    pass


async def test_what_was_decided_is_there_afterwards(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
    async with storage.transaction() as records:
        assert await records.people.customer(LAURA.customer.id) == LAURA.customer


async def test_an_exception_undoes_everything(storage: Storage) -> None:
    booking = a_booking()
    with pytest.raises(_ChangedMind):
        async with storage.transaction() as records:
            await store_booking(records, booking)
            await records.outbox.plan(a_planned_effect(key="say"))
            raise _ChangedMind
    async with storage.transaction() as records:
        with pytest.raises(NotFound):
            await records.people.customer(LAURA.customer.id)
        with pytest.raises(NotFound):
            await records.bookings.get(booking.hold.id)
        assert await records.conversations.of_contact(LAURA.contact.id) is None
        assert await records.outbox.plan(a_planned_effect(key="say"))


async def test_an_exception_gives_back_what_was_replaced(storage: Storage) -> None:
    async with storage.transaction() as records:
        conversation = await LAURA.arrives(records)
        await records.conversations.save_dialogue(conversation.id, {"question": "day"})
    with pytest.raises(_ChangedMind):
        async with storage.transaction() as records:
            await records.conversations.save_dialogue(conversation.id, {"question": "slot"})
            await records.conversations.begin_turn(conversation.id)
            raise _ChangedMind
    async with storage.transaction() as records:
        known = await records.conversations.get(conversation.id)
    assert (known.dialogue, known.turn) == ({"question": "day"}, 0)


async def test_a_transaction_after_a_failed_one_goes_on(storage: Storage) -> None:
    with pytest.raises(NotFound):
        async with storage.transaction() as records:
            await records.people.customer(CARMEN.customer.id)
    async with storage.transaction() as records:
        await records.people.save(CARMEN.customer)
