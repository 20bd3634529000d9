"""The port DepositGateway: in memory, and as Stripe's adapter against the simulated Stripe."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Protocol

import pytest
import pytest_asyncio

from atrevete_adapters.memory.gateway import MemoryGateway
from atrevete_adapters.stripe import StripeGateway, open_stripe, parse_event
from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import (
    CheckoutRequest,
    CheckoutState,
    DepositGateway,
    GatewayRefused,
    GatewayUnreachable,
    RefundRequest,
    RefundState,
)
from atrevete_core.ports.events import CheckoutNews, Incoming, RefundNews
from tests.contract.simulator_stage import START, Stage, contract, raised_stage, until
from tests.contract.vendor_requests import wrong_in_stripe
from tests.contract.vendor_stage import emptied

pytestmark = pytest.mark.asyncio(loop_scope="module")

ASKED = CheckoutRequest(
    key="dep-1",
    deposit_id="0b6f2f52-6a0e-4c1f-9a0e-3f4b1a2c9d10",
    hold_id="hold-1",
    conversation_id="conversation-1",
    amount=Money(1600),
    description="Anticipo · CORTAR · viernes 27 a las 12:30",
    closes_at=START + timedelta(minutes=90),
    at=START,
)


class Bank(Protocol):
    """A gateway, and a customer who pays at it."""

    gateway: DepositGateway

    async def pay(self, checkout_id: str) -> None: ...
    async def promise(self, checkout_id: str) -> None: ...
    async def refunds_take_time(self) -> None: ...


class MemoryBank:
    def __init__(self) -> None:
        self._memory = MemoryGateway()
        self.gateway: DepositGateway = self._memory

    async def pay(self, checkout_id: str) -> None:
        self._memory.pay(checkout_id)

    async def promise(self, checkout_id: str) -> None:
        self._memory.promise(checkout_id)

    async def refunds_take_time(self) -> None:
        self._memory.refunds_start_as = RefundState.PENDING


class SimulatedBank:
    def __init__(self, stage: Stage, gateway: StripeGateway) -> None:
        self.stage = stage
        self.gateway: DepositGateway = gateway

    async def pay(self, checkout_id: str) -> None:
        await self.stage.control.pay(checkout_id)

    async def promise(self, checkout_id: str) -> None:
        await self.stage.control.pay_later(checkout_id)

    async def refunds_take_time(self) -> None:
        await self.stage.control.next_refunds("pending")

    async def asked(self, operation: str = "*") -> int:
        """How many requests of that kind changed something at Stripe."""
        return len((await self.stage.control.ledger("stripe", operation)).effects)

    async def news(self, kind: str) -> Incoming:
        """The signed event of that kind, read by our own adapter."""
        (hook, *_) = await until(lambda: self.stage.salon.heard(kind))
        secrets = self.stage.settings.stripe_webhook_secrets
        return parse_event(hook.raw, hook.headers["stripe-signature"], secrets, datetime.now(UTC))


def stripe_at(url: str, api_key: str) -> AbstractAsyncContextManager[StripeGateway]:
    return open_stripe(
        api_key,
        url=url,
        success_url="https://salon.example/pago/gracias",
        cancel_url="https://salon.example/pago/cancelado",
    )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def whole() -> AsyncIterator[SimulatedBank]:
    async with (
        raised_stage() as stage,
        stripe_at(f"{stage.url}/stripe", stage.settings.stripe_api_key) as gateway,
    ):
        yield SimulatedBank(stage, gateway)


@pytest_asyncio.fixture(loop_scope="module")
async def simulated(whole: SimulatedBank) -> SimulatedBank:
    await emptied(whole.stage)
    return whole


@pytest.fixture(params=["memory", "stripe"])
def bank(request: pytest.FixtureRequest) -> Bank:
    if request.param == "memory":
        return MemoryBank()
    found: Bank = request.getfixturevalue("simulated")
    return found


async def paid(bank: Bank) -> RefundRequest:
    """A paid deposit; returns the request that would give it back."""
    page = await bank.gateway.open_checkout(ASKED)
    await bank.pay(page.id)
    payment = (await bank.gateway.read_checkout(page.id)).payment_id
    return RefundRequest(
        key="refund-1", payment_id=payment, amount=Money(1600), deposit_id="refund-row-1"
    )


async def test_a_new_page_is_open_and_has_a_link(bank: Bank) -> None:
    page = await bank.gateway.open_checkout(ASKED)
    assert page.state is CheckoutState.OPEN
    assert (page.amount, page.currency, page.deposit_id) == (Money(1600), "eur", ASKED.deposit_id)
    assert "checkout" in page.url
    assert await bank.gateway.read_checkout(page.id) == page


async def test_the_same_key_gives_the_same_page(bank: Bank) -> None:
    first = await bank.gateway.open_checkout(ASKED)
    assert await bank.gateway.open_checkout(ASKED) == first
    assert await bank.gateway.open_checkout(replace(ASKED, key="dep-2")) != first


async def test_a_paid_page_names_its_payment(bank: Bank) -> None:
    page = await bank.gateway.open_checkout(ASKED)
    await bank.pay(page.id)
    now = await bank.gateway.read_checkout(page.id)
    assert now.state is CheckoutState.PAID
    assert now.payment_id


async def test_a_promised_payment_is_not_paid(bank: Bank) -> None:
    page = await bank.gateway.open_checkout(ASKED)
    await bank.promise(page.id)
    assert (await bank.gateway.read_checkout(page.id)).state is CheckoutState.UNPAID


async def test_a_page_can_be_closed_again_and_again(bank: Bank) -> None:
    page = await bank.gateway.open_checkout(ASKED)
    for _ in range(2):
        assert (await bank.gateway.expire_checkout(page.id)).state is CheckoutState.EXPIRED


async def test_closing_a_page_that_was_just_paid_says_so(bank: Bank) -> None:
    page = await bank.gateway.open_checkout(ASKED)
    await bank.pay(page.id)
    assert (await bank.gateway.expire_checkout(page.id)).state is CheckoutState.PAID


async def test_a_payment_is_given_back_once(bank: Bank) -> None:
    request = await paid(bank)
    first = await bank.gateway.refund(request)
    assert (first.state, first.amount) == (RefundState.SUCCEEDED, Money(1600))
    assert (first.payment_id, first.deposit_id) == (request.payment_id, "refund-row-1")
    assert await bank.gateway.refund(request) == first
    assert await bank.gateway.read_refund(first.id) == first


async def test_what_is_given_back_already_counts_as_given_back(bank: Bank) -> None:
    request = await paid(bank)
    await bank.gateway.refund(request)
    again = await bank.gateway.refund(replace(request, key="refund-2"))
    assert again.state is RefundState.SUCCEEDED


async def test_a_refund_may_take_its_time(bank: Bank) -> None:
    request = await paid(bank)
    await bank.refunds_take_time()
    assert (await bank.gateway.refund(request)).state is RefundState.PENDING


async def test_more_than_was_paid_is_refused(bank: Bank) -> None:
    request = await paid(bank)
    with pytest.raises(GatewayRefused):
        await bank.gateway.refund(replace(request, amount=Money(1601)))


async def test_what_does_not_exist_is_refused(bank: Bank) -> None:
    request = RefundRequest(key="r", payment_id="pi_none", amount=Money(1), deposit_id="d")
    with pytest.raises(GatewayRefused):
        await bank.gateway.read_checkout("cs_none")
    with pytest.raises(GatewayRefused):
        await bank.gateway.read_refund("re_none")
    with pytest.raises(GatewayRefused):
        await bank.gateway.refund(request)
    with pytest.raises(GatewayRefused):
        await bank.gateway.expire_checkout("cs_none")


async def test_a_payment_by_hand_back_counts_as_given_back(simulated: SimulatedBank) -> None:
    request = await paid(simulated)
    (page,) = await simulated.stage.control.payments()
    await simulated.stage.control.refund_in_dashboard(page.id)
    answer = await simulated.gateway.refund(request)
    assert (answer.state, answer.deposit_id) == (RefundState.SUCCEEDED, "")


async def test_the_page_remembers_whose_it_is(simulated: SimulatedBank) -> None:
    await simulated.gateway.open_checkout(ASKED)
    (page,) = await simulated.stage.control.payments()
    assert page.client_reference_id == ASKED.deposit_id
    assert page.metadata == {
        "deposit_id": ASKED.deposit_id,
        "hold_id": "hold-1",
        "conversation_id": "conversation-1",
        "key": "dep-1",
    }
    assert page.items == (ASKED.description,)
    assert page.expires_at == int(ASKED.closes_at.timestamp())


@pytest.mark.parametrize("minutes", [0, 15, 30, 24 * 60, 48 * 60])
async def test_a_page_lives_as_long_as_stripe_lets_it(
    simulated: SimulatedBank, minutes: int
) -> None:
    closes_at = START + timedelta(minutes=minutes)
    await simulated.gateway.open_checkout(replace(ASKED, closes_at=closes_at))
    (page,) = await simulated.stage.control.payments()
    life = page.expires_at - START.timestamp()
    assert 30 * 60 < life < 24 * 3600


async def test_a_page_is_made_once_though_the_first_answer_was_lost(
    simulated: SimulatedBank,
) -> None:
    await simulated.stage.control.fail("stripe", "POST */sessions", "drop_after_commit")
    page = await simulated.gateway.open_checkout(ASKED)
    assert page.state is CheckoutState.OPEN
    assert len(await simulated.stage.control.payments()) == 1


async def test_a_failure_that_stripe_replays_is_got_around(simulated: SimulatedBank) -> None:
    """Fault 24: the key is used up by a stored 500, and nothing was made under it."""
    await simulated.stage.control.fail("stripe", "POST */sessions", "500")
    page = await simulated.gateway.open_checkout(ASKED)
    assert await simulated.gateway.open_checkout(ASKED) == page
    assert len(await simulated.stage.control.payments()) == 1


async def test_a_failure_after_the_page_was_made_finds_the_page(simulated: SimulatedBank) -> None:
    await simulated.stage.control.fail(
        "stripe", "POST */sessions", "drop_after_commit", answer="500"
    )
    page = await simulated.gateway.open_checkout(ASKED)
    (made,) = await simulated.stage.control.payments()
    assert page.id == made.id


async def test_a_failed_refund_request_gives_back_once(simulated: SimulatedBank) -> None:
    request = await paid(simulated)
    await simulated.stage.control.fail(
        "stripe", "POST */refunds", "drop_after_commit", answer="500"
    )
    assert (await simulated.gateway.refund(request)).state is RefundState.SUCCEEDED
    assert len(await simulated.stage.control.refunds()) == 1


@pytest.mark.parametrize("mode", ["429", "garbage"])
async def test_no_trustworthy_answer_is_unreachable(simulated: SimulatedBank, mode: str) -> None:
    await simulated.stage.control.fail("stripe", "*", mode, times=None)  # type: ignore[arg-type]
    with pytest.raises(GatewayUnreachable):
        await simulated.gateway.open_checkout(ASKED)
    with pytest.raises(GatewayUnreachable):
        await simulated.gateway.read_checkout("cs_x")
    with pytest.raises(GatewayUnreachable):
        await simulated.gateway.expire_checkout("cs_x")


async def test_a_wrong_key_is_refused_by_the_name_of_its_setting(simulated: SimulatedBank) -> None:
    async with stripe_at(f"{simulated.stage.url}/stripe", "sk_test_wrong") as gateway:
        with pytest.raises(GatewayRefused, match="ATREVETE_STRIPE_API_KEY") as refusal:
            await gateway.open_checkout(ASKED)
    assert "sk_test_wrong" not in str(refusal.value)


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    async with stripe_at("http://127.0.0.1:1", "sk_test") as gateway:
        with pytest.raises(GatewayUnreachable):
            await gateway.read_checkout("cs_x")


async def test_the_event_of_a_payment_says_what_reading_says(simulated: SimulatedBank) -> None:
    page = await simulated.gateway.open_checkout(ASKED)
    await simulated.pay(page.id)
    news = await simulated.news("checkout.session.completed")
    assert isinstance(news, CheckoutNews)
    assert news.checkout == await simulated.gateway.read_checkout(page.id)


async def test_the_event_of_a_refund_says_what_reading_says(simulated: SimulatedBank) -> None:
    answer = await simulated.gateway.refund(await paid(simulated))
    news = await simulated.news("refund.created")
    assert isinstance(news, RefundNews)
    assert news.refund.id == answer.id


async def test_every_request_is_one_that_stripe_describes(simulated: SimulatedBank) -> None:
    description = contract("stripe.json")
    request = await paid(simulated)
    answer = await simulated.gateway.refund(request)
    await simulated.gateway.refund(replace(request, key="refund-2"))
    await simulated.gateway.read_refund(answer.id)
    page = await simulated.gateway.open_checkout(replace(ASKED, key="dep-2"))
    await simulated.gateway.expire_checkout(page.id)
    await simulated.stage.control.fail("stripe", "POST */sessions", "500")
    await simulated.gateway.open_checkout(replace(ASKED, key="dep-3"))
    asked = (await simulated.stage.control.ledger("stripe")).requests
    assert len(asked) >= 10
    assert [wrong for each in asked for wrong in wrong_in_stripe(description, each)] == []


async def test_every_effect_has_a_key_of_ours(simulated: SimulatedBank) -> None:
    await simulated.gateway.refund(await paid(simulated))
    asked = (await simulated.stage.control.ledger("stripe", "POST *")).requests
    assert [each.idempotency_key for each in asked] == ["dep-1", "refund-1"]


async def test_news_are_told_again_however_often_they_were_delivered(
    simulated: SimulatedBank,
) -> None:
    before = datetime.now(UTC) - timedelta(days=400)
    page = await simulated.gateway.open_checkout(ASKED)
    await simulated.pay(page.id)
    told = await simulated.news("checkout.session.completed")
    assert told in await simulated.gateway.news(since=before)
    assert await simulated.gateway.news(since=datetime.now(UTC) + timedelta(days=400)) == []
