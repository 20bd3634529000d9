"""Payments: confirmed once in any order, given back when there is nothing to confirm."""

from dataclasses import replace
from itertools import permutations

import pytest

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import DepositStatus, Movement, RefundReason, attached
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.ports.deposit_gateway import CheckoutState, RefundAnswer, RefundState
from atrevete_core.ports.events import CheckoutNews, DisputeNews, RefundNews
from atrevete_core.ports.stylist_calendar import Look
from atrevete_core.usecases.payment_trouble import report_payment_trouble
from tests.builders import CARMEN, NOW, madrid
from tests.unit.usecases.at_work import a_salon, holds, ledger_of, now_of, tasks, told


async def lapsed(salon: MemorySalon) -> tuple[Booking, str]:
    """A hold whose time is over, and its page, which can still be paid at the gateway's side."""
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    await salon.advance(minutes=31)
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED
    return booking, page.id


async def test_a_payment_confirms_the_appointment_and_everybody_is_told() -> None:
    salon = a_salon()
    booking = await holds(salon, "MECHAS", "CORTAR")
    await salon.pay()
    paid = await now_of(salon, booking)
    assert paid.hold.status is HoldStatus.CONFIRMED
    assert paid.appointments[0].status is AppointmentStatus.CONFIRMED
    assert "Cita confirmada" in told(salon)[-1]
    assert "64,00 €" in told(salon)[-1]
    (mail,) = salon.notifier.emails
    assert mail.subject == "Cita confirmada: viernes 18 de diciembre a las 12:30"
    (entry,) = salon.calendar.shown("marta@calendario.example")
    assert entry.look is Look.CONFIRMED


async def test_the_same_news_twice_confirms_once() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    news = salon.gateway.pay(page.id)
    await salon.apply(news)
    await salon.apply(news)
    await salon.apply(replace(news, external_id="told again"))
    assert len(told(salon)) == 2
    assert len(salon.notifier.emails) == 1
    assert attached(await ledger_of(salon, booking)) == Money(524)


@pytest.mark.parametrize("order", list(permutations(range(4))))
async def test_whatever_the_order_of_the_news_the_end_is_the_same(order: tuple[int, ...]) -> None:
    salon = a_salon()
    booking = await holds(salon)
    page = salon.gateway.open_pages[0]
    promised = salon.gateway.promise(page.id)
    paid = salon.gateway.settle(page.id)
    closed = replace(paid, checkout=replace(paid.checkout, state=CheckoutState.EXPIRED))
    news = [promised, paid, closed, paid]
    for number, index in enumerate(order):
        await salon.apply(replace(news[index], external_id=f"event {number}"))
    assert (await now_of(salon, booking)).hold.status is HoldStatus.CONFIRMED
    (deposit,) = await ledger_of(salon, booking)
    assert deposit.status is DepositStatus.PAID
    assert salon.gateway.refunds == {}
    assert sum("confirmada" in text for text in told(salon)) == 1


async def test_a_same_day_appointment_is_told_to_the_team_at_once() -> None:
    salon = a_salon()
    await holds(salon, start=madrid(2026, 12, 16, 18))
    await salon.pay()
    (notice,) = tasks(salon)
    assert (notice.reason, notice.silences) == (EscalationReason.SAME_DAY, False)
    assert "a las 18:00" in salon.team_thread[0]


async def test_a_second_payment_of_the_same_deposit_is_given_back() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (first,) = salon.gateway.open_pages
    await _customer_says_it_fails(salon, booking)
    second = salon.gateway.open_pages[-1]
    late = salon.gateway.settle(first.id)
    await salon.pay(second.id)
    await salon.apply(late)
    ledger = await ledger_of(salon, booking)
    refunds = [each for each in ledger if each.movement is Movement.REFUND]
    assert [each.reason for each in refunds] == [RefundReason.PAID_TWICE]
    assert attached(ledger) == booking.hold.deposit
    assert len(salon.gateway.refunds) == 1
    assert "dos pagos" in told(salon)[-1]
    assert (await now_of(salon, booking)).hold.status is HoldStatus.CONFIRMED


async def _customer_says_it_fails(salon: MemorySalon, booking: Booking) -> None:
    """As the flow would say it."""
    at = await salon.clock.now()
    async with salon.storage.transaction() as records:
        await report_payment_trouble(records, booking.hold.conversation_id, intent="says so", at=at)
    await salon.settle()


async def test_a_late_payment_takes_the_slot_again_when_it_is_free() -> None:
    salon = a_salon()
    booking, page = await lapsed(salon)
    assert salon.calendar.shown("marta@calendario.example") == []
    await salon.apply(salon.gateway.settle(page))
    again = await now_of(salon, booking)
    assert again.hold.status is HoldStatus.CONFIRMED
    assert again.appointments[0].revision == 2
    assert "Cita confirmada" in told(salon)[-1]
    (entry,) = salon.calendar.shown("marta@calendario.example")
    assert entry.id.endswith("r2")


async def test_a_late_payment_for_a_slot_that_is_gone_is_given_back() -> None:
    salon = a_salon()
    booking, page = await lapsed(salon)
    await holds(salon, guest=CARMEN, intent="carmen")
    await salon.apply(salon.gateway.settle(page))
    assert (await now_of(salon, booking)).hold.status is HoldStatus.LAPSED
    ledger = await ledger_of(salon, booking)
    assert attached(ledger) == NOTHING
    assert ledger[-1].reason == RefundReason.PAID_TOO_LATE
    assert ledger[-1].status is DepositStatus.SUCCEEDED
    assert "¿Te busco otra hora?" in told(salon)[-1]
    assert "confirmada" not in told(salon)[-1]


async def test_a_payment_after_the_start_of_the_appointment_is_given_back() -> None:
    salon = a_salon()
    booking = await holds(salon, start=madrid(2026, 12, 16, 18))
    (page,) = salon.gateway.open_pages
    await salon.advance(hours=7)
    await salon.apply(salon.gateway.settle(page.id))
    assert attached(await ledger_of(salon, booking)) == NOTHING


async def test_a_payment_for_what_the_customer_gave_up_is_given_back() -> None:
    salon = a_salon()
    first = await holds(salon)
    (page,) = salon.gateway.open_pages
    await holds(salon, "BARRO", intent="second", instead_of=first.hold.id)
    await salon.apply(salon.gateway.settle(page.id))
    assert (await now_of(salon, first)).hold.status is HoldStatus.RELEASED
    assert attached(await ledger_of(salon, first)) == NOTHING


@pytest.mark.parametrize("wrong", [{"amount": Money(1)}, {"currency": "usd"}])
async def test_the_wrong_amount_or_currency_confirms_nothing(wrong: dict[str, object]) -> None:
    salon = a_salon()
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    news = salon.gateway.pay(page.id)
    checkout = replace(news.checkout, **wrong)  # type: ignore[arg-type]
    await salon.apply(replace(news, checkout=checkout))
    assert (await now_of(salon, booking)).hold.status is HoldStatus.HELD
    (task,) = tasks(salon)
    assert task.reason is EscalationReason.MONEY
    assert "payment_1" in task.summary


@pytest.mark.parametrize("deposit_id", ["", "not an id", "5b1d1f0a-6f0e-5c55-9a3e-a7e7e7e00009"])
async def test_a_payment_that_nobody_asked_for_is_a_persons_task(deposit_id: str) -> None:
    salon = a_salon()
    await holds(salon)
    (page,) = salon.gateway.open_pages
    stranger = replace(page, id="checkout_x", state=CheckoutState.PAID, deposit_id=deposit_id)
    await salon.apply(CheckoutNews(external_id="stranger", checkout=stranger))
    (task,) = tasks(salon)
    assert "checkout_x" in task.summary
    open_one = replace(stranger, id="checkout_y", state=CheckoutState.OPEN)
    await salon.apply(CheckoutNews(external_id="nothing", checkout=open_one))
    assert len(tasks(salon)) == 1


async def test_a_page_whose_id_was_never_stored_is_known_by_our_own_row() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (deposit,) = await ledger_of(salon, booking)
    async with salon.storage.transaction() as records:
        await records.ledger.save(replace(deposit, checkout_id=""))
    await salon.pay()
    assert (await now_of(salon, booking)).hold.status is HoldStatus.CONFIRMED


async def test_a_page_that_has_run_out_is_noted() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    await salon.apply(salon.gateway.lapse(page.id))
    (deposit,) = await ledger_of(salon, booking)
    assert deposit.status is DepositStatus.EXPIRED
    assert (await now_of(salon, booking)).hold.status is HoldStatus.HELD


async def test_a_delayed_payment_that_fails_gets_a_new_link_once() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    news = salon.gateway.fail(page.id)
    await salon.apply(news)
    await salon.apply(replace(news, external_id="again"))
    assert (await now_of(salon, booking)).hold.failed_payments == 1
    assert len(salon.gateway.checkouts) == 2
    assert "qué rabia" in told(salon)[-1]


async def test_one_failed_attempt_counts_once_whoever_reports_it() -> None:
    salon = a_salon()
    booking = await holds(salon)
    (page,) = salon.gateway.open_pages
    await _customer_says_it_fails(salon, booking)
    await salon.apply(salon.gateway.fail(page.id))
    now = (await now_of(salon, booking)).hold
    assert (now.failed_payments, now.with_person) == (1, False)


async def test_a_failure_after_the_end_changes_nothing() -> None:
    salon = a_salon()
    booking, page = await lapsed(salon)
    await salon.apply(salon.gateway.fail(page))
    assert (await now_of(salon, booking)).hold.failed_payments == 0


async def test_a_refund_that_fails_is_a_persons_task() -> None:
    salon = a_salon()
    salon.gateway.refunds_start_as = RefundState.PENDING
    booking, page = await lapsed(salon)
    await holds(salon, guest=CARMEN, intent="carmen")
    await salon.apply(salon.gateway.settle(page))
    (refund,) = salon.gateway.refunds.values()
    assert (await ledger_of(salon, booking))[-1].status is DepositStatus.PENDING
    await salon.apply(salon.gateway.end_refund(refund.id, RefundState.FAILED))
    assert (await ledger_of(salon, booking))[-1].status is DepositStatus.FAILED
    (task,) = tasks(salon)
    assert task.reason is EscalationReason.MONEY
    assert "5,24 €" in task.summary


async def test_news_of_a_refund_may_come_late() -> None:
    salon = a_salon()
    booking, page = await lapsed(salon)
    await holds(salon, guest=CARMEN, intent="carmen")
    await salon.apply(salon.gateway.settle(page))
    (refund,) = salon.gateway.refunds.values()
    await salon.apply(salon.gateway.end_refund(refund.id, RefundState.PENDING))
    assert (await ledger_of(salon, booking))[-1].status is DepositStatus.SUCCEEDED


async def test_a_refund_by_hand_is_recorded_so_that_nobody_refunds_twice() -> None:
    salon = a_salon()
    booking = await holds(salon)
    await salon.pay()
    answer = RefundAnswer(
        id="refund_by_hand",
        state=RefundState.SUCCEEDED,
        amount=Money(524),
        payment_id="payment_1",
    )
    await salon.apply(RefundNews(external_id="by hand", refund=answer))
    ledger = await ledger_of(salon, booking)
    assert attached(ledger) == NOTHING
    assert ledger[-1].reason == "by_hand"


@pytest.mark.parametrize("deposit_id", ["", "not an id"])
async def test_a_refund_of_somebody_elses_money_is_not_ours(deposit_id: str) -> None:
    salon = a_salon()
    booking = await holds(salon)
    stranger = RefundAnswer(
        id="r",
        state=RefundState.SUCCEEDED,
        amount=Money(1),
        payment_id="nobody's",
        deposit_id=deposit_id,
    )
    await salon.apply(RefundNews(external_id="stranger", refund=stranger))
    assert len(await ledger_of(salon, booking)) == 1


async def test_a_dispute_is_a_persons_task_while_it_is_open() -> None:
    salon = a_salon()
    await salon.apply(DisputeNews(external_id="d1", payment_id="payment_1", open=True))
    await salon.apply(DisputeNews(external_id="d2", payment_id="payment_1", open=False))
    (task,) = tasks(salon)
    assert "payment_1" in task.summary
    assert task.raised_at == NOW
