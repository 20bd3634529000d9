from dataclasses import replace
from uuid import uuid4

import pytest

from atrevete_core.domain.booking import Booking
from atrevete_core.domain.deposit import DepositStatus, Movement, attached
from atrevete_core.domain.ids import DepositId
from atrevete_core.domain.money import Money
from atrevete_core.ports.storage import NotFound, Storage
from tests.builders import NOW, a_booking, a_deposit, store_booking


@pytest.fixture
async def booking(storage: Storage) -> Booking:
    async with storage.transaction() as records:
        return await store_booking(records, a_booking())


async def test_the_ledger_keeps_every_movement_in_order(storage: Storage, booking: Booking) -> None:
    failed = a_deposit(booking, status=DepositStatus.FAILED)
    paid = a_deposit(booking, number=2, status=DepositStatus.PAID)
    refund = a_deposit(booking, movement=Movement.REFUND, status=DepositStatus.PENDING)
    async with storage.transaction() as records:
        for each in (failed, paid, refund):
            await records.ledger.save(each)
    async with storage.transaction() as records:
        ledger = await records.ledger.of_hold(booking.hold.id)
    assert ledger == (failed, paid, refund)
    assert attached(ledger) == Money(0)


async def test_a_row_changes_its_state_and_keeps_its_place(
    storage: Storage, booking: Booking
) -> None:
    first, second = a_deposit(booking), a_deposit(booking, number=2)
    paid = replace(
        first,
        status=DepositStatus.PAID,
        settled_at=NOW,
        checkout_id="checkout_1",
        checkout_url="https://pay.example/checkout/1",
        payment_id="payment_1",
        reason="",
    )
    async with storage.transaction() as records:
        for each in (first, second, paid):
            await records.ledger.save(each)
    async with storage.transaction() as records:
        assert await records.ledger.get(first.id) == paid
        assert await records.ledger.of_hold(booking.hold.id) == (paid, second)


async def test_a_row_is_found_by_the_gateways_names(storage: Storage, booking: Booking) -> None:
    payment = a_deposit(booking, checkout_id="checkout_1", payment_id="payment_1")
    refund = a_deposit(
        booking, movement=Movement.REFUND, payment_id="payment_1", refund_id="refund_1"
    )
    async with storage.transaction() as records:
        await records.ledger.save(refund)
        await records.ledger.save(payment)
        assert await records.ledger.by_checkout("checkout_1") == payment
        assert await records.ledger.by_payment("payment_1") == payment
        assert await records.ledger.by_refund("refund_1") == refund


async def test_no_name_finds_nothing(storage: Storage, booking: Booking) -> None:
    async with storage.transaction() as records:
        await records.ledger.save(a_deposit(booking))
        assert await records.ledger.by_checkout("") is None
        assert await records.ledger.by_payment("") is None
        assert await records.ledger.by_refund("") is None
        assert await records.ledger.by_checkout("checkout_9") is None
        with pytest.raises(NotFound):
            await records.ledger.get(DepositId(uuid4()))
