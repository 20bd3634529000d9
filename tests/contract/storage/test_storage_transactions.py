from collections.abc import Awaitable, Callable

import pytest

from atrevete_core.ports.storage import NotFound, Records, Storage
from tests.builders import CARMEN, LAURA, a_booking, a_planned_effect, store_booking


class _ChangedMind(Exception):
    pass


async def _change_mind(storage: Storage, decide: Callable[[Records], Awaitable[None]]) -> None:
    """Decide, and then fail."""

    async def attempt() -> None:
        async with storage.transaction() as records:
            await decide(records)
            raise _ChangedMind

    with pytest.raises(_ChangedMind):
        await attempt()


async def test_what_was_decided_is_there_afterwards(storage: Storage) -> None:
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
    async with storage.transaction() as records:
        assert await records.people.customer(LAURA.customer.id) == LAURA.customer


async def test_an_exception_undoes_everything(storage: Storage) -> None:
    booking = a_booking()

    async def decide(records: Records) -> None:
        await store_booking(records, booking)
        await records.outbox.plan(a_planned_effect(key="say"))

    await _change_mind(storage, decide)
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
        turn = await records.conversations.begin_turn(conversation.id)
        await records.conversations.close_turn(
            conversation.id, turn=turn, dialogue={"question": "day"}
        )

    async def decide(records: Records) -> None:
        turn = await records.conversations.begin_turn(conversation.id)
        await records.conversations.close_turn(
            conversation.id, turn=turn, dialogue={"question": "slot"}
        )

    await _change_mind(storage, decide)
    async with storage.transaction() as records:
        known = await records.conversations.get(conversation.id)
    assert (known.dialogue, known.turn) == ({"question": "day"}, 1)


async def test_a_transaction_after_a_failed_one_goes_on(storage: Storage) -> None:
    with pytest.raises(NotFound):
        async with storage.transaction() as records:
            await records.people.customer(CARMEN.customer.id)
    async with storage.transaction() as records:
        await records.people.save(CARMEN.customer)
