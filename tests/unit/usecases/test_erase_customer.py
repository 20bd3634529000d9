"""Forgetting a person: never while something of theirs is to come, and then for good."""

import json
from uuid import UUID

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import Booking
from atrevete_core.domain.ids import CustomerId
from atrevete_core.ports.deposit_gateway import RefundState
from atrevete_core.ports.storage import NotFound
from atrevete_core.usecases.cancel import cancel_appointment
from atrevete_core.usecases.erase_customer import Erased, StillInTheBooks, erase_customer
from atrevete_core.usecases.export_customer import export_customer
from tests.builders import LAURA, stylist
from tests.unit.usecases.at_work import a_salon, holds
from tests.unit.usecases.booked import NEXT_WEEK, decides, has_paid, only

PSEUDONYM = CustomerId(UUID("00000000-0000-4000-8000-000000000001"))


async def _erases(salon: MemorySalon) -> Erased:
    at = await salon.clock.now()
    return await decides(
        salon,
        lambda records: erase_customer(
            records, LAURA.customer.id, pseudonym=PSEUDONYM, actor="cli:ana", at=at
        ),
    )


async def _cancels(salon: MemorySalon, booking: Booking) -> None:
    at, visit = await salon.clock.now(), only(booking).id
    await decides(
        salon, lambda records: cancel_appointment(records, visit, conversation_id=None, at=at)
    )


async def test_nobody_is_forgotten_before_their_appointment() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    with pytest.raises(StillInTheBooks) as refused:
        await _erases(salon)
    assert refused.value.appointments == (only(booking),)


async def test_nobody_is_forgotten_while_a_hold_waits_for_their_payment() -> None:
    salon = a_salon()
    booking = await holds(salon)
    with pytest.raises(StillInTheBooks) as refused:
        await _erases(salon)
    assert refused.value.holds == (booking.hold,)


async def test_nobody_is_forgotten_while_their_money_is_on_its_way_back() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    salon.gateway.refunds_start_as = RefundState.PENDING
    await _cancels(salon, booking)
    with pytest.raises(StillInTheBooks) as refused:
        await _erases(salon)
    assert len(refused.value.refunds) == 1


async def test_the_receipt_says_what_is_gone_and_what_stays() -> None:
    salon = a_salon()
    await _cancels(salon, await has_paid(salon))
    receipt = await _erases(salon)
    assert (receipt.people, receipt.appointments, receipt.movements) == (1, 1, 2)
    assert receipt.messages > 0
    assert receipt.lines > 0
    assert receipt.conversations == (LAURA.conversation_id,)
    assert receipt.desk_ids == (LAURA.contact.desk_id,)
    [entry] = [each for each in salon.storage.tables.audit if each.action == "customer.erased"]
    assert (entry.actor, entry.subject) == ("cli:ana", f"customer:{PSEUDONYM}")
    with pytest.raises(NotFound):
        await _erases(salon)


async def test_the_calendar_forgets_the_name_of_whoever_came() -> None:
    salon = a_salon()
    await has_paid(salon)
    marta = stylist("Marta").calendar_id
    assert [each.title for each in salon.calendar.shown(marta)] == ["Laura: corte"]
    await salon.advance(hours=24 * 8)
    assert await salon.clock.now() > NEXT_WEEK
    await _erases(salon)
    assert "Laura" not in str(salon.calendar.entries)


async def test_an_export_is_plain_json_with_everything_and_is_written_down() -> None:
    salon = a_salon()
    await has_paid(salon)
    at = await salon.clock.now()
    document = await decides(
        salon,
        lambda records: export_customer(records, LAURA.customer.id, actor="cli:ana", at=at),
    )
    told = json.dumps(document, ensure_ascii=False)
    assert {"customers", "talks", "bookings", "ledger", "events", "deliveries"} <= set(document)
    assert "Cita confirmada" in told
    assert "600111222" in told
    assert [each.action for each in salon.storage.tables.audit] == ["customer.exported"]
