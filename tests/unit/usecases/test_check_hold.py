"""Looking after a hold: the gateway first, the warning once, the lapse said."""

from dataclasses import replace

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Booking, HoldStatus
from atrevete_core.domain.deposit import DepositStatus
from atrevete_core.domain.interval import after
from atrevete_core.ports.deposit_gateway import GatewayUnreachable
from atrevete_core.usecases.check_hold import check_hold
from atrevete_core.usecases.lapse import lapse_if_due, release
from tests.builders import NOW, madrid
from tests.unit.usecases.at_work import a_salon, holds, ledger_of, now_of, told


async def check(salon: MemorySalon, booking: Booking) -> None:
    at = await salon.clock.now()
    await check_hold(salon.storage, salon.gateway, booking.hold.id, at=at)


async def test_five_minutes_before_the_end_the_customer_is_warned_once() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await salon.advance(minutes=24)
    assert len(told(salon)) == 1
    await salon.advance(minutes=1)
    await salon.advance(minutes=1)
    await check(salon, booking)
    await salon.settle()
    assert len(told(salon)) == 2
    assert told(salon)[-1].startswith("Laura, solo puedo guardarte 5 minutos más")


async def test_after_an_extension_the_warning_comes_again() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await salon.advance(minutes=25)
    now = await now_of(salon, booking)
    longer = now.hold.extended(after(NOW, minutes=45), not_past=booking.start)
    async with salon.storage.transaction() as records:
        await records.bookings.save(replace(now, hold=longer))
    await salon.advance(minutes=5)
    assert len(told(salon)) == 2
    await salon.advance(minutes=10)
    assert [text[:11] for text in told(salon)[1:]] == ["Laura, solo", "Laura, solo"]


async def test_at_the_deadline_the_hold_lapses_and_she_says_so() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await salon.advance(minutes=30)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED
    assert "soltar las 12:30 del viernes 18" in told(salon)[-1]
    assert salon.calendar.shown("marta@calendario.example") == []
    assert salon.gateway.open_pages == []
    (deposit,) = await ledger_of(salon, booking)
    assert deposit.status is DepositStatus.EXPIRED


async def test_before_a_hold_lapses_the_gateway_is_asked_and_its_word_confirms() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    # The gateway's news never arrives.
    salon.gateway.pay(page.id)
    await salon.advance(minutes=31)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.CONFIRMED
    assert "Cita confirmada" in told(salon)[-1]
    assert not any("soltar" in text for text in told(salon))


async def test_while_the_gateway_cannot_be_asked_the_hold_stays() -> None:
    salon = a_salon()
    booking = await holds(salon)
    salon.clock.advance(minutes=31)
    salon.gateway.trouble.fail(GatewayUnreachable("no answer"))
    with pytest.raises(GatewayUnreachable):
        await check(salon, booking)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.HELD
    await check(salon, booking)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED


async def test_a_page_that_was_replaced_but_paid_is_found_too() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (first,) = salon.gateway.open_pages
    async with salon.storage.transaction() as records:
        (deposit,) = await records.ledger.of_hold(booking.hold.id)
        await records.ledger.save(deposit.become(DepositStatus.FAILED, at=NOW))
    salon.gateway.settle(first.id)
    await salon.advance(minutes=31)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.CONFIRMED


async def test_a_hold_that_a_person_looks_after_is_not_warned_about_but_lapses() -> None:
    salon = a_salon()
    booking = await holds(salon)
    async with salon.storage.transaction() as records:
        await records.bookings.save(replace(booking, hold=replace(booking.hold, with_person=True)))
    salon.clock.advance(minutes=27)
    await check(salon, booking)
    await salon.settle()
    assert len(told(salon)) == 1
    await salon.advance(minutes=5)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED


async def test_an_ended_hold_is_neither_warned_about_nor_ended_again() -> None:
    salon = a_salon()
    booking = await holds(salon, start=madrid(2026, 12, 21, 12))
    await salon.pay()
    salon.clock.advance(minutes=40)
    await check(salon, booking)
    at = await salon.clock.now()
    async with salon.storage.transaction() as records:
        assert not await lapse_if_due(records, booking.hold.id, at=at)
        assert not await release(records, booking.hold.id, at=at)
    await salon.settle()
    assert len(told(salon)) == 2


async def test_a_customer_in_a_hurry_is_still_promised_a_minute() -> None:
    salon = a_salon()
    booking = await holds(salon)
    salon.clock.advance(minutes=29, seconds=50)
    await check(salon, booking)
    await salon.settle()
    assert "1 minuto más" in told(salon)[-1]
