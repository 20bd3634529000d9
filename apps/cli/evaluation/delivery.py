"""Words and payments by HTTP: through the real webhooks, in this process, as vendors post them.

What the case's network does to them: `unsigned` arrives without a signature and then with a wrong
one; `repeated` arrives three times; `stale` is a signed payment event of an older appointment.
"""

import hashlib
import hmac
import json
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import count
from typing import Any

import httpx
from litestar import Litestar
from pydantic import SecretStr

from atrevete_adapters.assembly.door import DeskMail, FrontDoor, GatewayMail
from atrevete_adapters.memory.salon import Person, RehearsedSalon
from atrevete_adapters.settings import Settings, load_settings
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import Checkout, CheckoutState

from ...webhook.app import create_app
from .case import Transport

Json = dict[str, Any]

_DESK_SECRET = "of-the-rehearsed-desk"  # noqa: S105 - known to everyone: nobody else hears it
_GATEWAY_SECRET = "whsec_of_the_rehearsed_gateway"  # noqa: S105 - as above
_WRONG = "nobody's"
_ACCOUNT, _INBOX, _CONTACT, _THREAD = 1, 3, 41, 128
_NOBODY = "http://127.0.0.1:9"
_TIMES = 3


_UNKNOWN_PAGE = Checkout(
    id="cs_of_nobody", url="", state=CheckoutState.OPEN, amount=Money(100), payment_id="pi_none"
)


class _RealClock:
    """Signatures count in real time."""

    async def now(self) -> datetime:
        return datetime.now(UTC)


class _Unasked:
    """Nobody asks a rehearsed salon whether it is ready."""

    async def report(self) -> Mapping[str, str]:
        return {}


@asynccontextmanager
async def webhooks(salon: RehearsedSalon) -> AsyncIterator[httpx.AsyncClient]:
    """The webhooks' application over the salon's storage and wake-ups."""
    app = _application()
    app.state.door = FrontDoor(
        salon_id=salon.seed.salon.id,
        storage=salon.storage,
        tasks=salon.tasks,
        clock=salon.clock,
        real_clock=_RealClock(),
        pace=salon.ports.pace,
        desk=DeskMail(_settings()),
        gateway=GatewayMail(_settings()),
        calendar_token=None,
        readiness=_Unasked(),  # type: ignore[arg-type]  # never asked
    )
    # Litestar's scopes are typed more closely than httpx knows.
    transport = httpx.ASGITransport(app)  # type: ignore[arg-type]
    async with httpx.AsyncClient(transport=transport, base_url="http://salon.example") as http:
        yield http


@cache
def _settings() -> Settings:
    """Every vendor simulated, and nobody there: only the secrets are used."""
    return load_settings(
        database_url=SecretStr("postgresql://nobody@127.0.0.1:9/nowhere"),
        redis_url=SecretStr("redis://127.0.0.1:9/0"),
        chatwoot_url=f"{_NOBODY}/chatwoot",
        chatwoot_account_id=_ACCOUNT,
        chatwoot_inbox_id=_INBOX,
        chatwoot_webhook_secrets=(_DESK_SECRET,),
        stripe_api_url=f"{_NOBODY}/stripe",
        stripe_webhook_secrets=(_GATEWAY_SECRET,),
        google_calendar_url=f"{_NOBODY}/google/calendar/v3",
        language_model="reglas",
        smtp_url=SecretStr("smtp://127.0.0.1:9"),
        smtp_from="maite@salon.example",
        public_url=_NOBODY,
    )


@cache
def _application() -> Litestar:
    return create_app(_settings())


class WebhookVoice:
    """A customer and a bank who reach the salon by its webhooks."""

    def __init__(self, person: Person, http: httpx.AsyncClient, transport: Transport) -> None:
        self._person = person
        self._salon = person.salon
        self._http = http
        self._transport = transport
        self._numbers = count(5001)
        self._older = tuple(self._salon.gateway.checkouts.values())
        self._disturbed = False
        #: The answers to what the network spoilt; to everything, when it spoils nothing.
        self.statuses: list[int] = []
        person.thread = str(_THREAD)

    async def send(self, text: str, kind: MessageKind) -> None:
        body = _encoded(await self._message(text, kind))
        await self._salon.messenger.hear(self._person.thread, text, kind=kind)
        if self._transport.chatwoot == "unsigned":
            await self._post_desk(body, {})
            await self._post_desk(body, _desk_signature(body, _WRONG))
            return
        times = _TIMES if self._transport.chatwoot == "repeated" else 1
        for _ in range(times):
            await self._post_desk(body, _desk_signature(body, _DESK_SECRET))

    async def pay(self, page: Checkout) -> None:
        news = self._salon.gateway.pay(page.id)
        await self._post_gateway(_payment(news.checkout), _GATEWAY_SECRET)
        await self._salon.settle()

    async def disturb(self, pages: Sequence[Checkout]) -> None:
        """Once: what nobody honest sends, when there is a link, or at the end."""
        if self._disturbed or self._transport.stripe is None:
            return
        self._disturbed = True
        if self._transport.stripe == "stale":
            for _ in range(2):
                self._note(await self._post_gateway(_payment(self._paid_before()), _GATEWAY_SECRET))
        else:
            claimed = replace(
                (*pages, _UNKNOWN_PAGE)[0], state=CheckoutState.PAID, payment_id="pi_claimed"
            )
            self._note(await self._post_gateway(_payment(claimed), secret=None))
        await self._salon.settle()

    def _paid_before(self) -> Checkout:
        return self._older[0] if self._older else replace(_UNKNOWN_PAGE, state=CheckoutState.PAID)

    async def _message(self, text: str, kind: MessageKind) -> Json:
        at = await self._salon.clock.now()
        contact = {"id": _CONTACT, "name": self._person.name, "phone_number": self._person.phone}
        return {
            "event": "message_created",
            "id": next(self._numbers),
            "account": {"id": _ACCOUNT},
            "inbox": {"id": _INBOX},
            "conversation": {
                "id": _THREAD,
                "inbox_id": _INBOX,
                "status": "pending",
                "contact_inbox": {
                    "contact_id": _CONTACT,
                    "inbox_id": _INBOX,
                    "source_id": self._person.phone.lstrip("+"),
                },
                "meta": {"sender": {**contact, "type": "contact"}, "assignee_type": None},
            },
            "content": text or None,
            "created_at": at.isoformat(),
            "message_type": "incoming",
            "private": False,
            "sender": contact,
            "attachments": _attachments(kind),
        }

    async def _post_desk(self, body: bytes, headers: Mapping[str, str]) -> None:
        answer = await self._http.post("/webhooks/chatwoot", content=body, headers=headers)
        if self._transport.stripe is None:
            self._note(answer.status_code)

    async def _post_gateway(self, body: bytes, secret: str | None) -> int:
        headers = {} if secret is None else _gateway_signature(body, secret)
        answer = await self._http.post("/webhooks/stripe", content=body, headers=headers)
        return answer.status_code

    def _note(self, status: int) -> None:
        self.statuses.append(status)


def _encoded(message: Json) -> bytes:
    # Half an emoji travels escaped, as in Chatwoot's own JSON.
    return json.dumps(message).encode()


def _attachments(kind: MessageKind) -> list[Json]:
    if kind is MessageKind.TEXT:
        return []
    if kind is MessageKind.STICKER:
        return [{"file_type": "image", "extension": "webp", "content_type": "image/webp"}]
    return [{"file_type": kind.value}]


def _payment(checkout: Checkout) -> bytes:
    """Stripe says that the page was paid."""
    session = {
        "object": "checkout.session",
        "id": checkout.id,
        "mode": "payment",
        "status": "complete",
        "payment_status": "paid",
        "amount_total": checkout.amount.cents,
        "currency": checkout.currency,
        "client_reference_id": checkout.deposit_id or None,
        "payment_intent": checkout.payment_id,
        "url": None,
    }
    event = {
        "id": f"evt_{checkout.id}",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {"object": session},
    }
    return json.dumps(event).encode()


def _desk_signature(body: bytes, secret: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    digest = _digest(timestamp, body, secret)
    return {"X-Chatwoot-Timestamp": timestamp, "X-Chatwoot-Signature": f"sha256={digest}"}


def _gateway_signature(body: bytes, secret: str) -> dict[str, str]:
    timestamp = str(int(time.time()))
    return {"Stripe-Signature": f"t={timestamp},v1={_digest(timestamp, body, secret)}"}


def _digest(timestamp: str, body: bytes, secret: str) -> str:
    signed = timestamp.encode() + b"." + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
