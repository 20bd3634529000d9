"""The raw requests to each vendor, what they were told, the payments, and the letters."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from ..faults import Vendor
from ..ledger import Exchange, Ledger, Notice
from ..mail import Letter
from ..stripe.desk import StripeDesk
from ..stripe.objects import Session
from .wording import euros, hour

VENDORS: Final = {
    Vendor.CHATWOOT: "WhatsApp (Chatwoot)",
    Vendor.STRIPE: "Pagos (Stripe)",
    Vendor.GOOGLE: "Calendario (Google)",
    Vendor.SMTP: "Correo",
    Vendor.TRANSCRIBER: "Transcripción",
}
_MOST_LINES: Final = 60
_MOST_TEXT: Final = 4000
_STATES: Final = {
    ("open", "unpaid"): "sin pagar",
    ("complete", "paid"): "pagado",
    ("complete", "unpaid"): "en camino",
    ("expired", "unpaid"): "caducado",
}


@dataclass(frozen=True, kw_only=True)
class Line:
    """One request of the salon, or one notice to it (`inward`)."""

    number: int
    vendor: str
    vendor_name: str
    inward: bool
    what: str
    status: str
    fine: bool
    fault: str
    at: str
    body: str


@dataclass(frozen=True, kw_only=True)
class Payment:
    id: str
    path: str
    amount: str
    items: Sequence[str]
    state: str
    is_open: bool
    refunded: str
    declines: int
    processing: bool
    at: str


@dataclass(frozen=True, kw_only=True)
class Mail:
    to: str
    subject: str
    text: str
    at: str


def lines_of(ledger: Ledger, zone: ZoneInfo) -> list[Line]:
    """The newest, newest first, without those that only look."""
    told: list[Exchange | Notice] = [
        *(each for each in ledger.exchanges if not _only_looks(each)),
        *ledger.notices,
    ]
    newest = sorted(told, key=lambda each: each.number, reverse=True)[:_MOST_LINES]
    return [_line(each, zone) for each in newest]


def _only_looks(exchange: Exchange) -> bool:
    quiet = exchange.operation.startswith("GET ") or exchange.operation.endswith("/token")
    return quiet and exchange.fault is None


def _line(told: Exchange | Notice, zone: ZoneInfo) -> Line:
    inward = isinstance(told, Notice)
    status = told.status if isinstance(told, Notice) else told.answered
    return Line(
        number=told.number,
        vendor=told.vendor.value,
        vendor_name=VENDORS[told.vendor],
        inward=inward,
        what=told.event if isinstance(told, Notice) else told.operation,
        status=str(status) if status is not None else "sin respuesta",
        fine=status is not None and status < 400,  # noqa: PLR2004 - HTTP's own border
        fault=told.fault or "",
        at=f"{told.at.astimezone(zone):%H:%M:%S}",
        body="" if isinstance(told, Notice) else _readable(told),
    )


def _readable(exchange: Exchange) -> str:
    """The body as a person reads it; what is neither JSON nor a form stays as it is."""
    body = exchange.body[:_MOST_TEXT]
    try:
        return json.dumps(json.loads(exchange.body), ensure_ascii=False, indent=2)[:_MOST_TEXT]
    except ValueError:
        pass
    if exchange.vendor is Vendor.STRIPE:
        return "\n".join(f"{name} = {value}" for name, value in parse_qsl(body))
    return body


def payments_of(desk: StripeDesk, zone: ZoneInfo) -> list[Payment]:
    """Newest first."""
    return [_payment(each, zone) for each in desk.sessions.values()][::-1]


def _payment(session: Session, zone: ZoneInfo) -> Payment:
    paid = session.payment
    disputed = bool(paid and paid.disputed)
    state = _STATES.get((session.status, session.payment_status), session.status)
    return Payment(
        id=session.id,
        path=f"/checkout/{session.id}",
        amount=euros(session.amount),
        items=[item.name for item in session.items],
        state="en disputa" if disputed else state,
        is_open=session.status == "open",
        refunded=euros(paid.refunded) if paid and paid.refunded else "",
        declines=session.declines,
        processing=bool(paid and paid.status == "processing"),
        at=hour(datetime.fromtimestamp(session.created, zone)),
    )


def letters_of(letters: Sequence[Letter], zone: ZoneInfo) -> list[Mail]:
    """Newest first."""
    return [
        Mail(
            to=", ".join(each.recipients),
            subject=each.subject,
            text=each.text,
            at=hour(datetime.fromisoformat(each.at).astimezone(zone)),
        )
        for each in reversed(letters)
    ]
