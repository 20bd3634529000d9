"""Where each cent is: paid = kept + refunded + open, whatever has become of the bookings."""

from dataclasses import replace

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.ports.deposit_gateway import CheckoutNews, CheckoutState
from atrevete_core.usecases.cancel import cancel_appointment
from atrevete_core.usecases.reconcile import Difference, Reconciliation, reconcile
from tests.builders import NOW, SALON, madrid
from tests.unit.usecases.at_work import a_salon, now_of
from tests.unit.usecases.booked import decides, has_paid


async def compared(salon: MemorySalon) -> Reconciliation:
    found = await reconcile(salon.storage, salon.gateway, SALON.id, since=NOW)
    assert found.paid == found.kept + found.refunded + found.open
    return found


async def test_a_deposit_stands_open_behind_its_appointment() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    found = await compared(salon)
    [line] = found.lines
    assert (line.paid, line.open) == (booking.hold.deposit, booking.hold.deposit)
    assert found.agrees


async def test_what_was_cancelled_in_time_is_refunded() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    [appointment] = booking.appointments
    await decides(
        salon, lambda r: cancel_appointment(r, appointment.id, conversation_id=None, at=NOW)
    )
    [line] = (await compared(salon)).lines
    assert (line.refunded, line.kept, line.open) == (line.paid, NOTHING, NOTHING)


async def test_what_was_cancelled_late_is_kept() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=madrid(2026, 12, 18, 12, 30))
    [appointment] = booking.appointments
    late = madrid(2026, 12, 18, 9)
    await decides(
        salon, lambda r: cancel_appointment(r, appointment.id, conversation_id=None, at=late)
    )
    [line] = (await compared(salon)).lines
    assert (line.kept, line.refunded, line.open) == (line.paid, NOTHING, NOTHING)


async def test_a_payment_that_only_the_gateway_has_is_a_difference() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    ledger = [e for e in salon.storage.tables.deposits if e.hold_id == booking.hold.id]
    page = salon.gateway.checkouts[ledger[0].checkout_id]
    salon.gateway.checkouts[page.id] = replace(page, amount=Money(1))
    stranger = replace(page, id="cs_x", payment_id="pi_x", state=CheckoutState.PAID)
    salon.gateway.told.append(CheckoutNews(external_id="e", checkout=stranger))
    found = await compared(salon)
    assert [each.differences for each in found.lines] == [
        (Difference.AMOUNT,),
        (Difference.UNKNOWN,),
    ]
    assert not found.agrees


async def test_a_payment_that_the_gateway_does_not_know_is_a_difference() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    assert (await now_of(salon, booking)).hold.status == "confirmed"
    salon.gateway.checkouts.clear()
    [line] = (await compared(salon)).lines
    assert line.differences == (Difference.PAID_HERE_ONLY,)
