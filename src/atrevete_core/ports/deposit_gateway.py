"""Taking and giving back deposits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from atrevete_core.domain.money import Money


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckoutRequest:
    """A payment page for one attempt. `key` makes a repeated request the same request."""

    key: str
    deposit_id: str
    hold_id: str
    conversation_id: str
    amount: Money
    #: What the customer reads on the page: «Anticipo · CORTAR · viernes 18 a las 12:30».
    description: str
    #: When the page closes by itself, at the earliest the gateway allows after the deadline.
    closes_at: datetime
    #: The clock's present, for gateways that measure `closes_at` from now.
    at: datetime


class CheckoutState(StrEnum):
    OPEN = "open"
    PAID = "paid"
    #: Complete, but the money comes later or fails (delayed methods).
    UNPAID = "unpaid"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Checkout:
    """A payment page and what the gateway says of it."""

    id: str
    url: str
    state: CheckoutState
    amount: Money
    currency: str = "eur"
    payment_id: str = ""
    #: Our ledger row, as the gateway remembers it.
    deposit_id: str = ""


class RefundState(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundRequest:
    key: str
    payment_id: str
    amount: Money
    deposit_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundAnswer:
    id: str
    state: RefundState
    amount: Money
    payment_id: str = ""
    #: Our ledger row, as the gateway remembers it.
    deposit_id: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckoutNews:
    """The gateway says what a payment page has become. `failed`: a delayed payment failed."""

    external_id: str
    checkout: Checkout
    failed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundNews:
    external_id: str
    refund: RefundAnswer


@dataclass(frozen=True, kw_only=True, slots=True)
class DisputeNews:
    external_id: str
    payment_id: str
    open: bool


GatewayNews = CheckoutNews | RefundNews | DisputeNews


class GatewayUnreachable(Exception):
    """No trustworthy answer: it may or may not have happened. Repeat with the same key."""


class GatewayRefused(Exception):
    """A clear no that repeating will not change."""


class DepositGateway(Protocol):
    """Every method raises GatewayUnreachable or GatewayRefused, nothing else."""

    async def open_checkout(self, request: CheckoutRequest) -> Checkout:
        """Idempotent by `request.key`: the same key gives the same page."""
        ...

    async def read_checkout(self, checkout_id: str) -> Checkout: ...

    async def expire_checkout(self, checkout_id: str) -> Checkout:
        """Close the page. Returns what it is now: PAID when a payment won the race."""
        ...

    async def refund(self, request: RefundRequest) -> RefundAnswer:
        """Idempotent by `request.key`. A payment that is already given back counts as SUCCEEDED."""
        ...

    async def read_refund(self, refund_id: str) -> RefundAnswer: ...

    async def news(self, *, since: datetime) -> Sequence[GatewayNews]:
        """Everything that the gateway has told since then, delivered or not, oldest first, under
        the same ids.
        """
        ...
