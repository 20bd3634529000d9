"""Stripe's webhooks: who signed them, and what they mean (CONTRACTS B2)."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from pydantic import ValidationError

from atrevete_core.ports.deposit_gateway import GatewayNews
from atrevete_core.ports.events import (
    CheckoutNews,
    DisputeNews,
    Incoming,
    NoNews,
    RefundNews,
    UnreadableEvent,
)

from .shapes import (
    DisputeShape,
    EventBody,
    EventHead,
    RefundShape,
    SessionShape,
    checkout_of,
    refund_of,
)
from .signature import verify


def parse_event(
    body: bytes, signature: str | None, secrets: Iterable[str], now: datetime
) -> Incoming:
    """What a signed event means. `now` is real time.

    Raises BadSignature; and UnreadableEvent for a signed body of another shape.
    """
    verify(secrets, signature, body, now)
    return parse(body)


def parse(body: bytes) -> Incoming:
    """The event in the salon's words. Raises UnreadableEvent."""
    try:
        head = EventHead.model_validate_json(body)
        reader = _READERS.get(head.type)
        if reader is None:
            return NoNews(external_id=head.id, reason="another_event")
        return reader(head, EventBody.model_validate_json(body).data.object)
    except ValidationError as error:
        raise UnreadableEvent("Stripe sent what cannot be read") from error


def _checkout_news(head: EventHead, found: dict[str, Any]) -> Incoming:
    if found.get("mode", "payment") != "payment":
        return NoNews(external_id=head.id, reason="not_a_deposit")
    checkout = checkout_of(SessionShape.model_validate(found))
    failed = head.type == "checkout.session.async_payment_failed"
    return CheckoutNews(external_id=head.id, checkout=checkout, failed=failed)


def _refund_news(head: EventHead, found: dict[str, Any]) -> Incoming:
    return RefundNews(external_id=head.id, refund=refund_of(RefundShape.model_validate(found)))


def _dispute_news(head: EventHead, found: dict[str, Any]) -> Incoming:
    dispute = DisputeShape.model_validate(found)
    return DisputeNews(
        external_id=head.id,
        payment_id=dispute.payment_intent or dispute.charge or "",
        open=head.type == "charge.dispute.created",
    )


def _charge_refunded(head: EventHead, _: dict[str, Any]) -> Incoming:
    """The charge's sum only; refund.created tells the same refund, by hand or not, with its id."""
    return NoNews(external_id=head.id, reason="told_by_refund_created")


def news_of(event: EventBody) -> GatewayNews | None:
    """A listed event in the salon's words; None when it is nothing for us."""
    reader = _READERS.get(event.type)
    told = reader(event, event.data.object) if reader else None
    return told if isinstance(told, (CheckoutNews, RefundNews, DisputeNews)) else None


_READERS: Final[Mapping[str, Callable[[EventHead, dict[str, Any]], Incoming]]] = {
    "checkout.session.completed": _checkout_news,
    "checkout.session.async_payment_succeeded": _checkout_news,
    "checkout.session.async_payment_failed": _checkout_news,
    "checkout.session.expired": _checkout_news,
    "refund.created": _refund_news,
    "refund.updated": _refund_news,
    "refund.failed": _refund_news,
    "charge.refunded": _charge_refunded,
    "charge.dispute.created": _dispute_news,
    "charge.dispute.closed": _dispute_news,
}

#: The kinds of events that are worth asking for.
TELLING: Final = tuple(_READERS)
