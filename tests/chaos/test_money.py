"""Payments that are late, double, wrong or out of order; refunds that fail (faults 9-13, 22-32)."""

from dataclasses import replace
from itertools import permutations

import pytest

from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import (
    CheckoutState,
    GatewayRefused,
    GatewayUnreachable,
    RefundAnswer,
    RefundState,
)
from atrevete_core.ports.events import CheckoutNews, DisputeNews, RefundNews
from tests.chaos.faults import fault
from tests.chaos.rehearsal import Guest, Rehearsal

CONFIRMED = "confirmed"


@fault(9, "Kill after Stripe made the page, before its id is stored", holds="I8", quick=True)
async def test_a_page_that_nobody_noted_is_asked_for_again_and_is_the_same(
    rehearsal: Rehearsal,
) -> None:
    ana = rehearsal.guest()
    async with rehearsal.dies_at("after:gateway.open_checkout"):
        await ana.writes(ana.wish())
    assert len(rehearsal.salon.gateway.checkouts) == 1
    assert "\n".join(ana.reads()).count("checkout_1") == 1


@fault(11, "Kill after the payment is applied, before its words", holds="I2 I5", quick=True)
async def test_the_confirmation_survives_whoever_decided_it(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    async with rehearsal.dies_at("after:commit:inbox.settle"):
        await ana.pays(page)
    assert sum("confirmada" in each for each in ana.reads()) == 1


@fault(12, "Kill after the refund is made, before it is noted", holds="I3 I4", quick=True)
async def test_money_goes_back_once(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await lapsed_but_payable(rehearsal, ana)
    await rehearsal.guest("Berta").books()
    async with rehearsal.dies_at("after:gateway.refund"):
        await ana.pays(page)
    assert len(rehearsal.salon.gateway.refunds) == 1


@fault(13, "Kill between a hold's end and the closing of its page", holds="I3", quick=True)
async def test_a_page_is_closed_by_whoever_is_left(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    async with rehearsal.dies_at("before:gateway.expire_checkout"):
        await rehearsal.salon.advance(minutes=31)
    assert rehearsal.salon.gateway.checkouts[page].state is CheckoutState.EXPIRED


@fault(22, "Payment events twice and in every order", holds="I2 I3", quick=True)
@pytest.mark.parametrize("order", list(permutations(range(4)))[::5], ids=str)
async def test_whatever_the_order_of_events_the_end_is_the_same(
    rehearsal: Rehearsal, order: tuple[int, ...]
) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    paid = rehearsal.salon.gateway.pay(page)
    events = [
        CheckoutNews(external_id="e1", checkout=paid.checkout),
        CheckoutNews(
            external_id="e2", checkout=replace(paid.checkout, state=CheckoutState.EXPIRED)
        ),
        CheckoutNews(external_id="e3", checkout=replace(paid.checkout, state=CheckoutState.UNPAID)),
        CheckoutNews(external_id="e1", checkout=paid.checkout),
    ]
    for number in order:
        await rehearsal.salon.apply(events[number])
    [booked] = await ana.bookings()
    assert booked.status == CONFIRMED
    assert sum("confirmada" in each for each in ana.reads()) == 1


@fault(23, "Stripe times out after it has made the page", holds="I8", quick=True)
async def test_a_lost_answer_makes_no_second_page(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    rehearsal.salon.gateway.trouble.fail(GatewayUnreachable("cut off"), after_effect=True)
    await ana.writes(ana.wish())
    await rehearsal.wait(seconds=5)
    assert len(rehearsal.salon.gateway.checkouts) == 1
    assert len([each for each in ana.reads() if "checkout" in each]) == 1


@fault(24, "Stripe clearly refuses a page: a person takes over", holds="I3 I15", quick=True)
async def test_a_gateway_that_never_works_becomes_a_task(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    rehearsal.salon.gateway.trouble.fail(GatewayRefused("no"), times=1)
    await ana.writes(ana.wish())
    assert any("página de pago" in each for each in await rehearsal.tasks())


@fault(25, "Payment after the hold lapsed, the slot is free", holds="I2 I3", quick=True)
async def test_a_late_payment_takes_its_slot_again(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    await ana.pays(await lapsed_but_payable(rehearsal, ana))
    [booked] = await ana.bookings()
    assert booked.status == CONFIRMED


@fault(26, "Payment after the hold lapsed, the slot is gone", holds="I1 I3", quick=True)
async def test_a_late_payment_for_a_lost_slot_goes_back(rehearsal: Rehearsal) -> None:
    ana, berta = rehearsal.guest(), rehearsal.guest("Berta")
    page = await lapsed_but_payable(rehearsal, ana)
    await berta.books()
    said = "\n".join(await ana.pays(page))
    assert "devuel" in said
    [refund] = rehearsal.salon.gateway.refunds.values()
    assert refund.state is RefundState.SUCCEEDED


@fault(27, "Double payment: the old page and the new one", holds="I3 I4", quick=True)
async def test_a_second_payment_goes_back(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    old = await ana.holds()
    await ana.writes("me da error el pago")
    [_, new] = rehearsal.salon.gateway.checkouts
    gateway = rehearsal.salon.gateway
    # The old page is paid in the moment in which it should have been closed; so is the new one.
    for page in (old, new):
        gateway.checkouts[page] = replace(gateway.checkouts[page], state=CheckoutState.OPEN)
        await ana.pays(page)
    [booked] = await ana.bookings()
    assert booked.status == CONFIRMED
    [refund] = gateway.refunds.values()
    assert refund.payment_id == gateway.checkouts[new].payment_id


@fault(28, "A delayed method: complete, unpaid, and failed later", holds="I2", quick=True)
async def test_a_promise_confirms_nothing(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    await rehearsal.salon.apply(rehearsal.salon.gateway.promise(page))
    [booked] = await ana.bookings()
    assert booked.status == "provisional"
    await rehearsal.salon.apply(
        replace(rehearsal.salon.gateway.fail(page), external_id="event-failed")
    )
    [booked] = await ana.bookings()
    assert booked.status == "provisional"


@fault(29, "Wrong amount or currency, or an unknown appointment", holds="I2 I3", quick=True)
async def test_a_payment_that_does_not_fit_is_a_task(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    gateway = rehearsal.salon.gateway
    gateway.checkouts[page] = replace(gateway.checkouts[page], amount=Money(1))
    await ana.pays(page)
    [booked] = await ana.bookings()
    assert booked.status == "provisional"
    assert any(str(gateway.checkouts[page].payment_id) in each for each in await rehearsal.tasks())
    stranger = replace(gateway.checkouts[page], id="cs_stranger", deposit_id="", payment_id="pi_x")
    await rehearsal.salon.apply(CheckoutNews(external_id="stranger", checkout=stranger))
    assert any("pi_x" in each for each in await rehearsal.tasks())


@fault(30, "A refund is pending, fails, or never ends", holds="I3", quick=True)
@pytest.mark.parametrize("state", [RefundState.PENDING, RefundState.FAILED])
async def test_a_refund_that_does_not_arrive_is_a_task(
    rehearsal: Rehearsal, state: RefundState
) -> None:
    ana = rehearsal.guest()
    rehearsal.salon.gateway.refunds_start_as = state
    page = await lapsed_but_payable(rehearsal, ana)
    await rehearsal.guest("Berta").books()
    said = "\n".join(await ana.pays(page))
    assert "ya te hemos devuelto" not in said
    await rehearsal.wait(minutes=11)
    assert any("devol" in each.lower() for each in await rehearsal.tasks())


@fault(31, "A dispute, and a refund by hand in Stripe's pages", holds="I4", quick=True)
async def test_what_others_move_is_recorded_and_not_moved_twice(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.books()
    gateway = rehearsal.salon.gateway
    payment = gateway.checkouts[page].payment_id
    await rehearsal.salon.apply(DisputeNews(external_id="d1", payment_id=payment, open=True))
    assert any(payment in each for each in await rehearsal.tasks())
    by_hand = replace_refund(rehearsal, page)
    await rehearsal.salon.apply(RefundNews(external_id="r1", refund=by_hand))
    await rehearsal.salon.apply(RefundNews(external_id="r2", refund=by_hand))
    await ana.writes("quiero cancelar mi cita")
    await ana.writes("sí, cancélala")
    assert len(gateway.refunds) == 1


@fault(32, "Cancelled or given up while the payment is on its way", holds="I1 I2 I3 I4", quick=True)
async def test_a_payment_for_what_was_given_up_goes_back(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    paid = rehearsal.salon.gateway.pay(page)
    await ana.writes("mejor el viernes a las 12:00 con Pilar")
    await rehearsal.salon.apply(paid)
    for booked in await ana.bookings():
        assert booked.hold_status in {"confirmed", "released", "held", "lapsed"}


async def lapsed_but_payable(rehearsal: Rehearsal, ana: Guest) -> str:
    """A hold that has lapsed while its page could not be closed."""
    page = await ana.holds()
    gateway = rehearsal.salon.gateway
    await rehearsal.wait(minutes=33)
    gateway.checkouts[page] = replace(gateway.checkouts[page], state=CheckoutState.OPEN)
    ana.reads()
    return page


def replace_refund(rehearsal: Rehearsal, page: str) -> RefundAnswer:
    """Staff give the deposit back in Stripe's pages."""
    gateway = rehearsal.salon.gateway
    checkout = gateway.checkouts[page]
    answer = RefundAnswer(
        id="refund_by_hand",
        state=RefundState.SUCCEEDED,
        amount=checkout.amount,
        payment_id=checkout.payment_id,
    )
    gateway.refunds[answer.id] = answer
    return answer
