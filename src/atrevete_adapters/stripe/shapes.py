"""The parts of Stripe's objects that we read, and what they are to the salon."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import Checkout, CheckoutState, RefundAnswer, RefundState

Cents = Annotated[int, Field(ge=0, lt=2**53)]


class Shape(BaseModel):
    """The parts of Stripe's objects that we read; everything else is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class SessionShape(Shape):
    id: str = Field(min_length=1)
    url: str | None = None
    status: str | None
    payment_status: str
    amount_total: Cents
    currency: str
    payment_intent: str | None = None
    client_reference_id: str | None = None
    metadata: dict[str, str] | None = None


class RefundShape(Shape):
    id: str = Field(min_length=1)
    status: str | None
    amount: Cents
    payment_intent: str | None = None
    metadata: dict[str, str] | None = None


class DisputeShape(Shape):
    payment_intent: str | None = None
    charge: str | None = None


class EventHead(Shape):
    id: str = Field(min_length=1)
    type: str


class Holding(Shape):
    object: dict[str, Any]


class EventBody(EventHead):
    data: Holding


def checkout_of(session: SessionShape) -> Checkout:
    metadata = session.metadata or {}
    return Checkout(
        id=session.id,
        url=session.url or "",
        state=_checkout_state(session),
        amount=Money(session.amount_total),
        currency=session.currency,
        payment_id=session.payment_intent or "",
        deposit_id=session.client_reference_id or metadata.get("deposit_id", ""),
    )


def _checkout_state(session: SessionShape) -> CheckoutState:
    if session.status == "open":
        return CheckoutState.OPEN
    if session.status == "expired":
        return CheckoutState.EXPIRED
    paid = session.payment_status in {"paid", "no_payment_required"}
    return CheckoutState.PAID if paid else CheckoutState.UNPAID


_REFUND_STATES: Final = {
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}


def refund_of(refund: RefundShape) -> RefundAnswer:
    return RefundAnswer(
        id=refund.id,
        state=_REFUND_STATES.get(refund.status or "", RefundState.PENDING),
        amount=Money(refund.amount),
        payment_id=refund.payment_intent or "",
        deposit_id=(refund.metadata or {}).get("deposit_id", ""),
    )
