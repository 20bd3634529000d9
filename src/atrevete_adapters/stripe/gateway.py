"""The port DepositGateway: Checkout Sessions, one for each attempt (CONTRACTS B)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Final, TypeVar

import httpx
import stripe
from pydantic import ValidationError

from atrevete_core.ports.deposit_gateway import (
    Checkout,
    CheckoutRequest,
    CheckoutState,
    GatewayNews,
    GatewayRefused,
    GatewayUnreachable,
    RefundAnswer,
    RefundRequest,
    RefundState,
)

from .connections import Connections
from .events import TELLING, news_of
from .shapes import EventBody, RefundShape, SessionShape, Shape, checkout_of, refund_of

TIMEOUT_SECONDS: Final = 10.0
RETRIES: Final = 2
#: For all tries together: less than the lease that a delivery holds meanwhile.
BUDGET_SECONDS: Final = 45.0
#: A page lives 30 minutes to 24 hours on Stripe's clock: leave some slack on both sides.
SHORTEST_PAGE: Final = timedelta(minutes=32)
LONGEST_PAGE: Final = timedelta(hours=23, minutes=50)
#: How many idempotency keys one request may use up.
_MOST_KEYS: Final = 3
_PAGE: Final = 100

Answer = TypeVar("Answer")


@asynccontextmanager
async def open_stripe(
    api_key: str, *, url: str, success_url: str, cancel_url: str
) -> AsyncIterator["StripeGateway"]:
    """The gateway on connections of its own."""
    async with httpx.AsyncClient(timeout=TIMEOUT_SECONDS) as http:
        client = stripe.StripeClient(
            api_key,
            base_addresses={"api": url.rstrip("/")},
            http_client=Connections(http),
            max_network_retries=RETRIES,
        )
        yield StripeGateway(client, success_url=success_url, cancel_url=cancel_url)


class StripeGateway:
    """The port DepositGateway. Customers come back to `success_url` or `cancel_url`."""

    def __init__(self, client: stripe.StripeClient, *, success_url: str, cancel_url: str) -> None:
        self._client = client
        self._success_url = success_url
        self._cancel_url = cancel_url

    async def open_checkout(self, request: CheckoutRequest) -> Checkout:
        async def create(key: str) -> Checkout:
            params = self._session_params(request)
            session = await self._client.v1.checkout.sessions.create_async(
                params, {"idempotency_key": key}
            )
            return checkout_of(_shape(SessionShape, session))

        async def find() -> Checkout | None:
            return await _guarded(self._find_session(request))

        return await _once(request.key, create, find)

    async def read_checkout(self, checkout_id: str) -> Checkout:
        session = await _guarded(self._client.v1.checkout.sessions.retrieve_async(checkout_id))
        return checkout_of(_shape(SessionShape, session))

    async def expire_checkout(self, checkout_id: str) -> Checkout:
        """Only an open page can be expired; else it is what it has become meanwhile."""
        try:
            session = await self._client.v1.checkout.sessions.expire_async(checkout_id)
        except stripe.InvalidRequestError as error:
            now = await self.read_checkout(checkout_id)
            if now.state is CheckoutState.OPEN:
                raise GatewayRefused("Stripe does not close an open page") from error
            return now
        except stripe.StripeError as error:
            raise _translated(error) from error
        return checkout_of(_shape(SessionShape, session))

    async def refund(self, request: RefundRequest) -> RefundAnswer:
        async def create(key: str) -> RefundAnswer:
            refund = await self._client.v1.refunds.create_async(
                {
                    "payment_intent": request.payment_id,
                    "amount": request.amount.cents,
                    "reason": "requested_by_customer",
                    "metadata": {"deposit_id": request.deposit_id, "key": request.key},
                },
                {"idempotency_key": key},
            )
            return refund_of(_shape(RefundShape, refund))

        async def find() -> RefundAnswer | None:
            return await _guarded(self._find_refund(request))

        try:
            return await _once(request.key, create, find)
        except GatewayRefused as error:
            if not _is_given_back(error.__cause__):
                raise
        return await _guarded(self._refund_made_before(request))

    async def read_refund(self, refund_id: str) -> RefundAnswer:
        refund = await _guarded(self._client.v1.refunds.retrieve_async(refund_id))
        return refund_of(_shape(RefundShape, refund))

    async def news(self, *, since: datetime) -> Sequence[GatewayNews]:
        """Stripe keeps its events for 30 days, and lists them newest first."""
        return await _guarded(self._news(since))

    async def _news(self, since: datetime) -> list[GatewayNews]:
        params: stripe.params.EventListParams = {
            "created": {"gte": int(since.timestamp())}, "types": list(TELLING), "limit": _PAGE,
        }  # fmt: skip
        found = await self._client.v1.events.list_async(params)
        told = [news_of(_shape(EventBody, event)) async for event in _listed(found)]
        return [each for each in reversed(told) if each is not None]

    async def check(self) -> None:
        """Look whether the key is accepted; nothing is changed. Raises as the port does."""
        await _guarded(self._client.v1.checkout.sessions.list_async({"limit": 1}))

    def _session_params(
        self, request: CheckoutRequest
    ) -> stripe.params.checkout.SessionCreateParams:
        """No payment_method_types: Stripe removed them; it offers card and Bizum by itself."""
        metadata = {
            "deposit_id": request.deposit_id,
            "hold_id": request.hold_id,
            "conversation_id": request.conversation_id,
            "key": request.key,
        }
        return {
            "mode": "payment",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "eur",
                        "unit_amount": request.amount.cents,
                        "product_data": {"name": request.description},
                    },
                }
            ],
            "success_url": self._success_url,
            "cancel_url": self._cancel_url,
            "client_reference_id": request.deposit_id,
            "metadata": metadata,
            # Not inherited from the session: refunds and disputes are found through it.
            "payment_intent_data": {"metadata": metadata, "description": request.description},
            "expires_at": _closing(request),
            "locale": "es",
            "customer_creation": "if_required",
            # Else Stripe may charge in the customer's own currency, and the sum would not match.
            "adaptive_pricing": {"enabled": False},
        }

    async def _find_session(self, request: CheckoutRequest) -> Checkout | None:
        since = int((request.at - timedelta(hours=1)).timestamp())
        found = await self._client.v1.checkout.sessions.list_async(
            {"created": {"gte": since}, "limit": _PAGE}
        )
        async for session in _listed(found):
            shape = _shape(SessionShape, session)
            if (shape.metadata or {}).get("key") == request.key:
                return checkout_of(shape)
        return None

    async def _find_refund(self, request: RefundRequest) -> RefundAnswer | None:
        for shape in await self._refunds_of(request.payment_id):
            if (shape.metadata or {}).get("key") == request.key:
                return refund_of(shape)
        return None

    async def _refund_made_before(self, request: RefundRequest) -> RefundAnswer:
        """By us under another key, or by the team in Stripe's own pages."""
        standing = [
            answer
            for answer in map(refund_of, await self._refunds_of(request.payment_id))
            if answer.state is not RefundState.FAILED
        ]
        if standing:
            return standing[0]
        return RefundAnswer(
            id="",
            state=RefundState.SUCCEEDED,
            amount=request.amount,
            payment_id=request.payment_id,
            deposit_id=request.deposit_id,
        )

    async def _refunds_of(self, payment_id: str) -> list[RefundShape]:
        found = await self._client.v1.refunds.list_async(
            {"payment_intent": payment_id, "limit": _PAGE}
        )
        return [_shape(RefundShape, refund) async for refund in _listed(found)]


async def _once(
    key: str,
    create: Callable[[str], Awaitable[Answer]],
    find: Callable[[], Awaitable[Answer | None]],
) -> Answer:
    """Create it under its key; when Stripe has used the key up, look whether it was made.

    A key is used up when Stripe replays a failure that it saved (fault 24): then no repetition
    helps, and only what stands at Stripe tells whether it happened.
    """
    try:
        async with asyncio.timeout(BUDGET_SECONDS):
            return await _under_some_key(key, create, find)
    except TimeoutError as error:
        raise GatewayUnreachable("Stripe took too long") from error


async def _under_some_key(
    key: str,
    create: Callable[[str], Awaitable[Answer]],
    find: Callable[[], Awaitable[Answer | None]],
) -> Answer:
    for number in range(_MOST_KEYS):
        try:
            return await create(f"{key}-again-{number}" if number else key)
        except stripe.StripeError as error:
            if not _has_used_up_its_key(error):
                raise _translated(error) from error
        found = await find()
        if found is not None:
            return found
    raise GatewayUnreachable("Stripe keeps failing under every key")


def _has_used_up_its_key(error: stripe.StripeError) -> bool:
    if isinstance(error, stripe.IdempotencyError):
        return True
    headers = {name.lower(): value for name, value in _headers(error).items()}
    replayed = headers.get("idempotent-replayed") == "true"
    return replayed and (error.http_status or 0) >= HTTPStatus.INTERNAL_SERVER_ERROR


def _headers(error: stripe.StripeError) -> Mapping[str, str]:
    return error.headers or {}


async def _guarded(call: Awaitable[Answer]) -> Answer:
    try:
        return await call
    except stripe.StripeError as error:
        raise _translated(error) from error


def _translated(error: stripe.StripeError) -> GatewayRefused | GatewayUnreachable:
    """Stripe's errors in the core's words. Its messages stay out: they may quote what was sent."""
    kind = type(error).__name__
    match error:
        case stripe.AuthenticationError() | stripe.PermissionError():
            return GatewayRefused(
                f"Stripe does not accept the key in ATREVETE_STRIPE_API_KEY ({kind})"
            )
        case stripe.RateLimitError() | stripe.APIConnectionError():
            return GatewayUnreachable(kind)
        case stripe.InvalidRequestError() | stripe.CardError() | stripe.IdempotencyError():
            return GatewayRefused(f"{kind}: {error.code or error.http_status}")
        case _:
            return GatewayUnreachable(f"{kind}: {error.http_status}")


def _is_given_back(error: BaseException | None) -> bool:
    return isinstance(error, stripe.StripeError) and error.code == "charge_already_refunded"


def _closing(request: CheckoutRequest) -> int:
    """Unix seconds, from the request alone: a repeated request must be the same request."""
    earliest, latest = request.at + SHORTEST_PAGE, request.at + LONGEST_PAGE
    return int(min(max(request.closes_at, earliest), latest).timestamp())


Listed = TypeVar("Listed", bound=stripe.StripeObject)


def _listed(found: stripe.ListObject[Listed]) -> AsyncIterator[Listed]:
    if not isinstance(found, stripe.ListObject):
        raise GatewayUnreachable("Stripe answered what cannot be read")
    return found.auto_paging_iter()


Shaped = TypeVar("Shaped", bound=Shape)


def _shape(kind: type[Shaped], found: object) -> Shaped:
    """Stripe's answer as far as we know it. Raises GatewayUnreachable for anything else."""
    if not isinstance(found, stripe.StripeObject):
        raise GatewayUnreachable("Stripe answered what cannot be read")
    try:
        return kind.model_validate(found.to_dict())
    except ValidationError as error:
        raise GatewayUnreachable("Stripe answered what cannot be read") from error
