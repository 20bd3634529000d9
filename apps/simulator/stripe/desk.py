"""Checkout Sessions, payments, refunds and the events that tell of them.

`at` is the salon's clock: Stripe's `created` and `expires_at` follow it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from .keys import API_VERSION
from .objects import (
    Event,
    Json,
    LineItem,
    Payment,
    Refund,
    RefundStatus,
    Session,
    dispute_body,
    new_id,
)
from .params import EXPIRE, REFUND, SESSION, check_known, required, whole
from .refusal import StripeRefusal, not_found

SHORTEST, LONGEST = 30 * 60, 24 * 3600
REASONS = frozenset({None, "duplicate", "fraudulent", "requested_by_customer"})
PAYER = "Clienta de Prueba"


class StripeDesk:
    """One Stripe account in test mode. `announce` puts an event on its way to the salon."""

    def __init__(self, base_url: str, announce: Callable[[Event], None]) -> None:
        self._base_url = base_url
        self._announce = announce
        self.sessions: dict[str, Session] = {}
        self.payments: dict[str, Payment] = {}
        self.refunds: dict[str, Refund] = {}
        self.events: dict[str, Event] = {}
        self.next_refund_status: RefundStatus = "succeeded"

    def clear(self) -> None:
        for shelf in (self.sessions, self.payments, self.refunds, self.events):
            shelf.clear()
        self.next_refund_status = "succeeded"

    # --- sessions ---------------------------------------------------------------------------

    def create_session(self, params: Mapping[str, Any], at: datetime) -> Session:
        check_known(params, SESSION)
        if required(params, "mode") != "payment":
            raise StripeRefusal("Only `payment` mode is simulated", param="mode")
        now = _epoch(at)
        number = new_id("cs_test")
        items = _line_items(params)
        intent = params.get("payment_intent_data") or {}
        session = Session(
            id=number,
            url=f"{self._base_url}/checkout/{number}",
            items=items,
            currency=items[0].currency,
            created=now,
            expires_at=_expiry(params, now),
            success_url=required(params, "success_url"),
            cancel_url=params.get("cancel_url"),
            client_reference_id=params.get("client_reference_id"),
            metadata=params.get("metadata") or {},
            intent_metadata=intent.get("metadata") or {},
            description=intent.get("description"),
            locale=params.get("locale"),
            submit_type=params.get("submit_type"),
            customer_email=params.get("customer_email"),
        )
        self.sessions[number] = session
        return session

    def session(self, number: str) -> Session:
        try:
            return self.sessions[number]
        except KeyError as error:
            raise not_found("checkout.session", number, "session") from error

    def expire(
        self, number: str, params: Mapping[str, Any], at: datetime, *, key: str | None = None
    ) -> Session:
        check_known(params, EXPIRE)
        session = self.session(number)
        if session.status != "open":
            raise StripeRefusal(
                'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout '
                f"Session has a status of `{session.status}`."
            )
        self._end(session, at, key=key)
        return session

    def expire_overdue(self, at: datetime) -> None:
        """Stripe's own clock: every open session past its `expires_at` expires."""
        for session in self.sessions.values():
            if session.status == "open" and session.expires_at <= _epoch(at):
                self._end(session, at)

    def _end(self, session: Session, at: datetime, *, key: str | None = None) -> None:
        session.status = "expired"
        self._happened("checkout.session.expired", session.body(), at, key=key)

    # --- the customer at the payment page ---------------------------------------------------

    def pay(self, number: str, at: datetime) -> Session:
        """A card payment that succeeds at once."""
        return self._complete(number, at, paid=True)

    def pay_later(self, number: str, at: datetime) -> Session:
        """A delayed method: the session is complete, the money is not there yet."""
        return self._complete(number, at, paid=False)

    def decline(self, number: str, at: datetime) -> Session:
        """A refused card leaves the session open and sends no event about it."""
        session = self._open_session(number, at)
        session.declines += 1
        return session

    def settle(self, number: str, at: datetime, *, succeeded: bool) -> Session:
        """The end of a delayed payment."""
        session = self.session(number)
        payment = session.payment
        if payment is None or payment.status != "processing":
            raise StripeRefusal("This session has no payment under way.")
        payment.status = "succeeded" if succeeded else "requires_payment_method"
        session.payment_status = "paid" if succeeded else "unpaid"
        word = "succeeded" if succeeded else "failed"
        self._happened(f"checkout.session.async_payment_{word}", session.body(), at)
        return session

    def _open_session(self, number: str, at: datetime) -> Session:
        self.expire_overdue(at)
        session = self.session(number)
        if session.status != "open":
            raise StripeRefusal(f"This Checkout Session is {session.status}.")
        return session

    def _complete(self, number: str, at: datetime, *, paid: bool) -> Session:
        session = self._open_session(number, at)
        payment = Payment(
            id=new_id("pi"),
            charge_id=new_id("ch"),
            amount=session.amount,
            currency=session.currency,
            created=_epoch(at),
            description=session.description,
            metadata=dict(session.intent_metadata),
            status="succeeded" if paid else "processing",
            payer=PAYER,
        )
        self.payments[payment.id] = payment
        session.payment = payment
        session.status = "complete"
        session.payment_status = "paid" if paid else "unpaid"
        self._happened("checkout.session.completed", session.body(), at)
        return session

    # --- money back -------------------------------------------------------------------------

    def create_refund(
        self, params: Mapping[str, Any], at: datetime, *, key: str | None = None
    ) -> Refund:
        check_known(params, REFUND)
        payment = self._payment_to_refund(params)
        amount = _refundable(payment, params)
        if params.get("reason") not in REASONS:
            raise StripeRefusal("Invalid reason", param="reason")
        refund = Refund(
            id=new_id("re"),
            charge=payment.charge_id,
            payment_intent=payment.id,
            amount=amount,
            created=_epoch(at),
            currency=payment.currency,
            reason=params.get("reason"),
            metadata=params.get("metadata") or {},
            status=self.next_refund_status,
        )
        before = {"amount_refunded": payment.refunded, "refunded": False}
        if refund.status == "failed":
            refund.failure_reason = "expired_or_canceled_card"
        payment.refunds.append(refund)
        self.refunds[refund.id] = refund
        self._happened("refund.created", refund.body(), at, key=key)
        self._happened("charge.refunded", payment.charge_body(), at, key=key, previous=before)
        if refund.status == "failed":
            self._happened("refund.failed", refund.body(), at)
        return refund

    def refund(self, number: str) -> Refund:
        try:
            return self.refunds[number]
        except KeyError as error:
            raise not_found("refund", number, "refund") from error

    def settle_refund(self, number: str, status: RefundStatus, at: datetime) -> Refund:
        """A refund that was pending ends well or badly, perhaps days later."""
        refund = self.refund(number)
        before = {"status": refund.status}
        refund.status = status
        if status == "failed":
            refund.failure_reason = "expired_or_canceled_card"
        self._happened("refund.updated", refund.body(), at, previous=before)
        if status == "failed":
            self._happened("refund.failed", refund.body(), at)
        return refund

    def dispute(self, number: str, at: datetime) -> Session:
        """The customer's bank takes the payment back; it cannot be refunded meanwhile."""
        session = self.session(number)
        if session.payment is None or session.payment.status != "succeeded":
            raise StripeRefusal("This session has no payment to dispute.")
        session.payment.disputed = True
        body = dispute_body(session.payment, _epoch(at))
        self._happened("charge.dispute.created", body, at)
        return session

    def payment(self, number: str) -> Payment:
        try:
            return self.payments[number]
        except KeyError as error:
            raise not_found("payment_intent", number, "intent") from error

    def _payment_to_refund(self, params: Mapping[str, Any]) -> Payment:
        if params.get("charge"):
            for payment in self.payments.values():
                if payment.charge_id == params["charge"]:
                    return payment
            raise not_found("charge", params["charge"], "charge")
        return self.payment(required(params, "payment_intent"))

    # --- events -----------------------------------------------------------------------------

    def event(self, number: str) -> Event:
        try:
            return self.events[number]
        except KeyError as error:
            raise not_found("event", number, "id") from error

    def _happened(
        self,
        kind: str,
        body: Json,
        at: datetime,
        *,
        key: str | None = None,
        previous: Mapping[str, Any] | None = None,
    ) -> None:
        event = Event(
            id=new_id("evt"),
            type=kind,
            created=_epoch(at),
            object=body,
            previous=previous,
            request_id=new_id("req") if key else None,
            idempotency_key=key,
            api_version=API_VERSION,
        )
        self.events[event.id] = event
        self._announce(event)


def _epoch(at: datetime) -> int:
    return int(at.timestamp())


def _line_items(params: Mapping[str, Any]) -> tuple[LineItem, ...]:
    given = required(params, "line_items")
    if not isinstance(given, list):
        raise StripeRefusal("Invalid array", param="line_items")
    return tuple(_line_item(item, number) for number, item in enumerate(given))


def _line_item(item: Mapping[str, Any], number: int) -> LineItem:
    path = f"line_items[{number}]"
    price = required(item, "price_data", path=f"{path}[price_data]")
    product = required(price, "product_data", path=f"{path}[price_data][product_data]")
    amount = required(price, "unit_amount", path=f"{path}[price_data][unit_amount]")
    quantity = whole(item.get("quantity", "1"), f"{path}[quantity]")
    unit_amount = whole(amount, f"{path}[price_data][unit_amount]")
    if quantity < 1 or unit_amount < 0:
        raise StripeRefusal("This value must be greater than or equal to 1.", param=path)
    return LineItem(
        id=new_id("li"),
        name=required(product, "name", path=f"{path}[price_data][product_data][name]"),
        quantity=quantity,
        unit_amount=unit_amount,
        currency=required(price, "currency", path=f"{path}[price_data][currency]").lower(),
    )


def _expiry(params: Mapping[str, Any], now: int) -> int:
    if params.get("expires_at") in (None, ""):
        return now + LONGEST
    expires_at = whole(params["expires_at"], "expires_at")
    if expires_at < now + SHORTEST:
        raise StripeRefusal(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session "
            "creation.",
            param="expires_at",
        )
    if expires_at > now + LONGEST:
        raise StripeRefusal(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
            param="expires_at",
        )
    return expires_at


def _refundable(payment: Payment, params: Mapping[str, Any]) -> int:
    if payment.status != "succeeded":
        raise StripeRefusal("This PaymentIntent does not have a successful charge to refund.")
    if payment.disputed:
        raise StripeRefusal(
            f"Charge {payment.charge_id} has been charged back; cannot issue a refund.",
            code="charge_disputed",
        )
    left = payment.amount - payment.refunded
    if left == 0:
        raise StripeRefusal(
            f"Charge {payment.charge_id} has already been refunded.",
            code="charge_already_refunded",
        )
    amount = whole(params["amount"], "amount") if params.get("amount") else left
    if not 0 < amount <= left:
        raise StripeRefusal(
            f"Refund amount ({amount}) is greater than unrefunded amount on charge ({left})",
            param="amount",
        )
    return amount
