"""What is particular to memory; all else is in tests/contract/storage."""

import asyncio

import pytest

from atrevete_adapters.memory import MemoryStorage
from tests.builders import LAURA, NOW, SALON, a_booking, a_storage, store_booking


async def test_a_transaction_inside_another_is_refused_instead_of_waiting_for_ever() -> None:
    storage = a_storage()

    async def nest() -> None:
        async with storage.transaction(), storage.transaction():
            pass

    with pytest.raises(RuntimeError, match="inside a transaction"):
        await nest()
    async with storage.transaction() as records:
        assert await records.salons.get(SALON.id) == SALON


async def test_transactions_wait_for_each_other() -> None:
    storage, order = a_storage(), []

    async def second() -> None:
        async with storage.transaction():
            order.append("second")

    async with storage.transaction():
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0)
        order.append("first")
    await waiting
    assert order == ["first", "second"]


async def test_a_cancelled_transaction_is_undone() -> None:
    storage, begun = a_storage(), asyncio.Event()

    async def decide() -> None:
        async with storage.transaction() as records:
            await records.people.save(LAURA.customer)
            begun.set()
            await asyncio.Event().wait()

    deciding = asyncio.create_task(decide())
    await begun.wait()
    deciding.cancel()
    with pytest.raises(asyncio.CancelledError):
        await deciding
    assert LAURA.customer.id not in storage.tables.customers


async def test_the_facts_are_open_to_whoever_looks() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        booking = await store_booking(records, a_booking())
        await records.sweep.swept(NOW)
    assert [each.id for each in storage.tables.holds] == [booking.hold.id]
    assert len(tuple(storage.tables.occupied)) == 1
    assert storage.last_sweep == NOW


async def test_a_storage_without_a_salon_is_empty() -> None:
    storage = MemoryStorage()
    assert storage.last_sweep is None
    async with storage.transaction() as records:
        assert (await records.salons.catalogue(SALON.id)).services == ()
