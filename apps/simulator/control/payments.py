"""Customers at the payment page, and the salon's staff in Stripe's dashboard."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, JSONBody

from ..stripe.desk import StripeDesk
from ..stripe.objects import RefundStatus, Session

Desk = Given[StripeDesk]
Now = Given[datetime]

Json = dict[str, Any]


@dataclass(frozen=True)
class Settled:
    succeeded: bool


@dataclass(frozen=True)
class RefundFate:
    status: RefundStatus


@dataclass(frozen=True)
class DashboardRefund:
    """Without an amount (cents) all that is left goes back."""

    amount: int | None = None


@get("/payments")
async def payments(stripe: Desk, now: Now) -> list[Json]:
    """All Checkout Sessions, oldest first."""
    stripe.expire_overdue(now)
    return [_summary(session) for session in stripe.sessions.values()]


@post("/payments/{session:str}/pay")
async def pay(stripe: Desk, session: FromPath[str], now: Now) -> Json:
    return _summary(stripe.pay(session, now))


@post("/payments/{session:str}/decline")
async def decline(stripe: Desk, session: FromPath[str], now: Now) -> Json:
    return _summary(stripe.decline(session, now))


@post("/payments/{session:str}/pay-later")
async def pay_later(stripe: Desk, session: FromPath[str], now: Now) -> Json:
    """A delayed method: complete, but unpaid until it is settled."""
    return _summary(stripe.pay_later(session, now))


@post("/payments/{session:str}/settle")
async def settle(stripe: Desk, session: FromPath[str], data: JSONBody[Settled], now: Now) -> Json:
    return _summary(stripe.settle(session, now, succeeded=data.succeeded))


@post("/payments/{session:str}/refund")
async def refund_in_dashboard(
    stripe: Desk, session: FromPath[str], data: JSONBody[DashboardRefund], now: Now
) -> Json:
    """Staff give money back in Stripe's own dashboard."""
    payment = stripe.session(session).payment
    params: Json = {"payment_intent": payment.id if payment else None}
    if data.amount is not None:
        params["amount"] = str(data.amount)
    return stripe.create_refund(params, now).body()


@post("/payments/{session:str}/dispute")
async def dispute(stripe: Desk, session: FromPath[str], now: Now) -> Json:
    return _summary(stripe.dispute(session, now))


@get("/refunds")
async def refunds(stripe: Desk) -> list[Json]:
    return [refund.body() for refund in stripe.refunds.values()]


@post("/refunds/next")
async def next_refunds(stripe: Desk, data: JSONBody[RefundFate]) -> Json:
    """How refunds made from now on begin: `succeeded`, `pending` or `failed`."""
    stripe.next_refund_status = data.status
    return {"status": data.status}


@post("/refunds/{refund:str}/settle")
async def settle_refund(
    stripe: Desk, refund: FromPath[str], data: JSONBody[RefundFate], now: Now
) -> Json:
    return stripe.settle_refund(refund, data.status, now).body()


def _summary(session: Session) -> Json:
    return {
        "id": session.id,
        "url": session.url,
        "status": session.status,
        "payment_status": session.payment_status,
        "amount": session.amount,
        "currency": session.currency,
        "items": [item.name for item in session.items],
        "client_reference_id": session.client_reference_id,
        "metadata": session.metadata,
        "expires_at": session.expires_at,
        "declines": session.declines,
        "refunded": session.payment.refunded if session.payment else 0,
        "payment_id": session.payment.id if session.payment else None,
    }
