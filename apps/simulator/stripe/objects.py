"""Stripe's objects as JSON, in the shape of API 2026-10-28.endive."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import uuid4

Json = dict[str, Any]
RefundStatus = Literal["pending", "succeeded", "failed", "requires_action", "canceled"]
EVIDENCE_SECONDS = 9 * 24 * 3600
ADDRESS = ("city", "country", "line1", "line2", "postal_code", "state")


# What a Checkout Session of the salon's never uses, as Stripe shows it then.
UNUSED_SESSION_FIELDS: Json = {
    **dict.fromkeys(
        (
            *("after_expiration", "allow_promotion_codes", "billing_address_collection"),
            *("client_secret", "collected_information", "consent", "consent_collection"),
            *("currency_conversion", "customer", "invoice", "invoice_creation", "payment_link"),
            *("payment_method_collection", "payment_method_configuration_details"),
            *("permissions", "recovered_from", "saved_payment_method_options", "setup_intent"),
            *("shipping_address_collection", "shipping_cost", "subscription", "wallet_options"),
        )
    ),
    "adaptive_pricing": {"enabled": False},
    "automatic_tax": {"enabled": False, "liability": None, "provider": None, "status": None},
    "custom_fields": [],
    "custom_text": dict.fromkeys(
        ("after_submit", "shipping_address", "submit", "terms_of_service_acceptance")
    ),
    "discounts": [],
    "payment_method_options": {"card": {"request_three_d_secure": "automatic"}},
    "phone_number_collection": {"enabled": False},
    "shipping_options": [],
    "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
}


def new_id(prefix: str) -> str:
    return f"{prefix}_{uuid4().hex[:24]}"


@dataclass(kw_only=True)
class Refund:
    id: str
    charge: str
    payment_intent: str
    amount: int
    created: int
    currency: str
    reason: str | None
    metadata: dict[str, str]
    status: RefundStatus
    failure_reason: str | None = None

    def body(self) -> Json:
        body: Json = {
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": None,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "reason": self.reason,
            "receipt_number": None,
            "source_transfer_reversal": None,
            "status": self.status,
            "transfer_reversal": None,
        }
        if self.failure_reason is not None:
            body["failure_reason"] = self.failure_reason
        if self.status == "pending":
            body["pending_reason"] = "processing"
        return body


@dataclass(kw_only=True)
class Payment:
    """A PaymentIntent with its one charge."""

    id: str
    charge_id: str
    amount: int
    currency: str
    created: int
    description: str | None
    metadata: dict[str, str]
    status: Literal["processing", "succeeded", "requires_payment_method"]
    payer: str
    disputed: bool = False
    refunds: list[Refund] = field(default_factory=list)

    @property
    def refunded(self) -> int:
        """Cents that went back or are on their way."""
        return sum(r.amount for r in self.refunds if r.status not in {"failed", "canceled"})

    def intent_body(self) -> Json:
        paid = self.status == "succeeded"
        return {
            "id": self.id,
            "object": "payment_intent",
            "amount": self.amount,
            "amount_capturable": 0,
            "amount_received": self.amount if paid else 0,
            "application": None,
            "application_fee_amount": None,
            "automatic_payment_methods": None,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic_async",
            "client_secret": None,
            "confirmation_method": "automatic",
            "created": self.created,
            "currency": self.currency,
            "customer": None,
            "description": self.description,
            "last_payment_error": None,
            "latest_charge": self.charge_id if paid else None,
            "livemode": False,
            "metadata": self.metadata,
            "next_action": None,
            "payment_method": None,
            "payment_method_options": {},
            "payment_method_types": ["card", "bizum"],
            "processing": None,
            "receipt_email": None,
            "setup_future_usage": None,
            "shipping": None,
            "statement_descriptor": None,
            "statement_descriptor_suffix": None,
            "status": self.status,
            "transfer_data": None,
            "transfer_group": None,
        }

    def charge_body(self) -> Json:
        return {
            "id": self.charge_id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": self.amount,
            "amount_refunded": self.refunded,
            "application": None,
            "application_fee": None,
            "application_fee_amount": None,
            "balance_transaction": None,
            "billing_details": {
                "address": dict.fromkeys(ADDRESS),
                "email": None,
                "name": self.payer,
                "phone": None,
                "tax_id": None,
            },
            "calculated_statement_descriptor": "ATREVETE",
            "captured": True,
            "created": self.created,
            "currency": self.currency,
            "customer": None,
            "description": self.description,
            "disputed": self.disputed,
            "failure_code": None,
            "failure_message": None,
            "fraud_details": {},
            "livemode": False,
            "metadata": self.metadata,
            "outcome": None,
            "paid": self.status == "succeeded",
            "payment_intent": self.id,
            "payment_method": None,
            "payment_method_details": None,
            "receipt_email": None,
            "receipt_number": None,
            "receipt_url": None,
            "refunded": self.refunded >= self.amount,
            "status": "succeeded" if self.status == "succeeded" else "pending",
            "transfer_group": None,
        }


def dispute_body(payment: Payment, created: int) -> Json:
    """A chargeback over all of a payment, as it begins."""
    return {
        "id": new_id("du"),
        "object": "dispute",
        "amount": payment.amount,
        "balance_transactions": [],
        "charge": payment.charge_id,
        "created": created,
        "currency": payment.currency,
        "enhanced_eligibility_types": [],
        "evidence": {"enhanced_evidence": {}},
        "evidence_details": {
            "due_by": created + EVIDENCE_SECONDS,
            "enhanced_eligibility": {},
            "has_evidence": False,
            "past_due": False,
            "submission_count": 0,
        },
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": payment.id,
        "reason": "fraudulent",
        "status": "needs_response",
    }


@dataclass(frozen=True, kw_only=True)
class LineItem:
    id: str
    name: str
    quantity: int
    unit_amount: int
    currency: str

    @property
    def total(self) -> int:
        return self.quantity * self.unit_amount

    def body(self) -> Json:
        return {
            "id": self.id,
            "object": "item",
            "amount_discount": 0,
            "amount_subtotal": self.total,
            "amount_tax": 0,
            "amount_total": self.total,
            "currency": self.currency,
            "description": self.name,
            "price": None,
            "quantity": self.quantity,
        }


@dataclass(kw_only=True)
class Session:
    """A Checkout Session in `payment` mode. Times are epoch seconds of the salon's clock."""

    id: str
    url: str
    items: tuple[LineItem, ...]
    currency: str
    created: int
    expires_at: int
    success_url: str
    cancel_url: str | None
    client_reference_id: str | None
    metadata: dict[str, str]
    intent_metadata: dict[str, str]
    description: str | None
    locale: str | None
    submit_type: str | None
    customer_email: str | None
    status: Literal["open", "complete", "expired"] = "open"
    payment_status: Literal["unpaid", "paid"] = "unpaid"
    payment: Payment | None = None
    declines: int = 0

    @property
    def amount(self) -> int:
        return sum(item.total for item in self.items)

    def body(self) -> Json:
        return {
            **copy.deepcopy(UNUSED_SESSION_FIELDS),
            "id": self.id,
            "object": "checkout.session",
            "amount_subtotal": self.amount,
            "amount_total": self.amount,
            "cancel_url": self.cancel_url,
            "client_reference_id": self.client_reference_id,
            "created": self.created,
            "currency": self.currency,
            "customer_creation": "if_required",
            "customer_details": self._customer_details(),
            "customer_email": self.customer_email,
            "expires_at": self.expires_at,
            "livemode": False,
            "locale": self.locale,
            "metadata": self.metadata,
            "mode": "payment",
            "payment_intent": self.payment.id if self.payment else None,
            "payment_method_types": ["card", "bizum"],
            "payment_status": self.payment_status,
            "status": self.status,
            "submit_type": self.submit_type,
            "success_url": self.success_url,
            "ui_mode": "hosted_page",
            "url": self.url if self.status == "open" else None,
        }

    def _customer_details(self) -> Json | None:
        if self.payment is None:
            return None
        return {
            "address": dict.fromkeys(ADDRESS),
            "business_name": None,
            "email": self.customer_email,
            "individual_name": None,
            "name": self.payment.payer,
            "phone": None,
            "tax_exempt": "none",
            "tax_ids": [],
        }


@dataclass(kw_only=True)
class Event:
    """What happened, with its objects as they were at that moment."""

    id: str
    type: str
    created: int
    object: Json
    previous: Mapping[str, Any] | None
    request_id: str | None
    idempotency_key: str | None
    api_version: str
    delivered: bool = False

    def body(self) -> Json:
        data: Json = {"object": self.object}
        if self.previous is not None:
            data["previous_attributes"] = dict(self.previous)
        return {
            "id": self.id,
            "object": "event",
            "api_version": self.api_version,
            "created": self.created,
            "data": data,
            "livemode": False,
            "pending_webhooks": 0 if self.delivered else 1,
            "request": {"id": self.request_id, "idempotency_key": self.idempotency_key},
            "type": self.type,
        }
