"""The payment gateway: pages that a test can pay, and refunds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from atrevete_core.domain.money import Money, total
from atrevete_core.ports.deposit_gateway import (
    Checkout,
    CheckoutRequest,
    CheckoutState,
    GatewayNews,
    GatewayRefused,
    RefundAnswer,
    RefundRequest,
    RefundState,
)
from atrevete_core.ports.events import CheckoutNews, RefundNews

from .trouble import Trouble


class MemoryGateway:
    """The port `DepositGateway`, and what customers and banks do at the other side of it."""

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.checkouts: dict[str, Checkout] = {}
        self.requests: dict[str, CheckoutRequest] = {}
        self.refunds: dict[str, RefundAnswer] = {}
        #: What a refund is right after it was asked for.
        self.refunds_start_as = RefundState.SUCCEEDED
        #: What `news` tells.
        self.told: list[GatewayNews] = []
        self._checkout_by_key: dict[str, str] = {}
        self._refund_by_key: dict[str, str] = {}

    @property
    def open_pages(self) -> list[Checkout]:
        """The payment pages that can still be paid, oldest first."""
        return [each for each in self.checkouts.values() if each.state is CheckoutState.OPEN]

    def pay(self, checkout_id: str) -> CheckoutNews:
        """The customer pays. Raises GatewayRefused when the page is closed."""
        if self._known(checkout_id).state is not CheckoutState.OPEN:
            raise GatewayRefused(f"{checkout_id} is closed")
        return self._news(checkout_id, CheckoutState.PAID)

    def promise(self, checkout_id: str) -> CheckoutNews:
        """The customer chooses a delayed way to pay: complete, but nothing has come yet."""
        return self._news(checkout_id, CheckoutState.UNPAID)

    def settle(self, checkout_id: str) -> CheckoutNews:
        """The delayed payment arrives."""
        return self._news(checkout_id, CheckoutState.PAID)

    def fail(self, checkout_id: str) -> CheckoutNews:
        """The delayed payment fails."""
        return replace(self._news(checkout_id, CheckoutState.UNPAID), failed=True)

    def lapse(self, checkout_id: str) -> CheckoutNews:
        """The page reaches its own end."""
        return self._news(checkout_id, CheckoutState.EXPIRED)

    def end_refund(self, refund_id: str, state: RefundState) -> RefundNews:
        """The bank says what became of a refund."""
        answer = replace(self.refunds[refund_id], state=state)
        self.refunds[refund_id] = answer
        return RefundNews(external_id=f"event-{refund_id}-{state}", refund=answer)

    def _news(self, checkout_id: str, state: CheckoutState) -> CheckoutNews:
        number = checkout_id.rpartition("_")[2]
        paying = state in {CheckoutState.PAID, CheckoutState.UNPAID}
        checkout = replace(
            self._known(checkout_id), state=state, payment_id=f"payment_{number}" if paying else ""
        )
        self.checkouts[checkout_id] = checkout
        return CheckoutNews(external_id=f"event-{checkout_id}-{state}", checkout=checkout)

    async def open_checkout(self, request: CheckoutRequest) -> Checkout:
        with self.trouble.around_effect():
            checkout_id = self._checkout_by_key.get(request.key) or self._open(request)
        return self.checkouts[checkout_id]

    def _open(self, request: CheckoutRequest) -> str:
        checkout_id = f"checkout_{len(self.checkouts) + 1}"
        self.checkouts[checkout_id] = Checkout(
            id=checkout_id,
            url=f"https://pay.example/checkout/{checkout_id}",
            state=CheckoutState.OPEN,
            amount=request.amount,
            deposit_id=request.deposit_id,
        )
        self.requests[checkout_id] = request
        self._checkout_by_key[request.key] = checkout_id
        return checkout_id

    async def read_checkout(self, checkout_id: str) -> Checkout:
        with self.trouble.around_effect():
            return self._known(checkout_id)

    async def expire_checkout(self, checkout_id: str) -> Checkout:
        with self.trouble.around_effect():
            if self._known(checkout_id).state is CheckoutState.OPEN:
                self._news(checkout_id, CheckoutState.EXPIRED)
        return self.checkouts[checkout_id]

    def _known(self, checkout_id: str) -> Checkout:
        if checkout_id not in self.checkouts:
            raise GatewayRefused(f"there is no {checkout_id}")
        return self.checkouts[checkout_id]

    async def refund(self, request: RefundRequest) -> RefundAnswer:
        with self.trouble.around_effect():
            refund_id = self._refund_by_key.get(request.key) or self._give_back(request)
        return self.refunds[refund_id]

    def _give_back(self, request: RefundRequest) -> str:
        earlier = [
            each
            for each in self.refunds.values()
            if each.payment_id == request.payment_id and each.state is not RefundState.FAILED
        ]
        left = self._paid(request.payment_id) - total(each.amount for each in earlier)
        if not left and earlier:
            return earlier[-1].id
        if request.amount > left:
            raise GatewayRefused(f"more than was paid with {request.payment_id}")
        refund_id = f"refund_{len(self.refunds) + 1}"
        self.refunds[refund_id] = RefundAnswer(
            id=refund_id,
            state=self.refunds_start_as,
            amount=request.amount,
            payment_id=request.payment_id,
            deposit_id=request.deposit_id,
        )
        self._refund_by_key[request.key] = refund_id
        return refund_id

    def _paid(self, payment_id: str) -> Money:
        for each in self.checkouts.values():
            if each.payment_id == payment_id and each.state is CheckoutState.PAID:
                return each.amount
        raise GatewayRefused(f"there is no paid {payment_id}")

    async def news(self, *, since: datetime) -> Sequence[GatewayNews]:
        with self.trouble.around_effect():
            return list(self.told)

    async def read_refund(self, refund_id: str) -> RefundAnswer:
        with self.trouble.around_effect():
            if refund_id not in self.refunds:
                raise GatewayRefused(f"there is no {refund_id}")
        return self.refunds[refund_id]
