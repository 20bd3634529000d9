"""The simulator's control, for the demo and for tests: be the customer, the team, the clock."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, Self, TypeVar
from urllib.parse import quote, urlsplit

import httpx

VendorName = Literal["chatwoot", "stripe", "google", "smtp", "transcriber", "anthropic"]
FailureMode = Literal[
    "slow",
    "refused",
    "drop_before",
    "drop_after_commit",
    "429",
    "429_without_retry_after",
    "500",
    "503",
    "garbage",
    "duplicate",
    "lost",
    "reorder",
]
TeamAction = Literal[
    "reply", "reply-from-phone", "note", "assign", "resolve", "reopen", "return-to-bot"
]
# Setting the clock waits for a sweep; the simulator gives up before this.
TIMEOUT_SECONDS = 30.0
START_POLL_SECONDS = 0.05

Shape = TypeVar("Shape")


class SimulationRefused(Exception):
    """The simulator answered an order with an error; `status` and `detail` are its answer."""

    def __init__(self, order: str, status: int, detail: str) -> None:
        super().__init__(f"{order}: {status} {detail}")
        self.status = status
        self.detail = detail


@dataclass(frozen=True, kw_only=True)
class PhoneMessage:
    """One message on a customer's phone, with WhatsApp's own marks in `text`."""

    id: int
    conversation_id: int
    direction: Literal["from_customer", "to_customer"]
    text: str
    buttons: tuple[str, ...]
    at: datetime
    status: Literal["sent", "delivered", "read", "failed"]
    error: str | None
    template: str | None
    sender: Literal["contact", "person", "bot"] | None
    attachments: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Written:
    """What Chatwoot made of a message that a customer sent."""

    message_id: int
    conversation_id: int
    source_id: str | None


@dataclass(frozen=True, kw_only=True)
class CheckoutSession:
    """A payment link as the control lists it; `amount` and `refunded` in cents."""

    id: str
    url: str
    status: Literal["open", "complete", "expired"]
    payment_status: Literal["paid", "unpaid"]
    amount: int
    currency: str
    items: tuple[str, ...]
    client_reference_id: str | None
    metadata: Mapping[str, str]
    expires_at: int
    declines: int
    refunded: int
    payment_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request to a vendor: what it did (`status`), what the caller saw (`answered`)."""

    number: int
    vendor: VendorName
    operation: str
    query: str
    body: str
    at: datetime
    status: int
    answered: int | None
    effect: bool
    idempotency_key: str | None
    fault: str | None


@dataclass(frozen=True, kw_only=True)
class WebhookAttempt:
    number: int
    vendor: VendorName
    event: str
    delivery: str
    attempt: int
    at: datetime
    outcome: Literal["delivered", "refused", "unreachable", "lost"]
    status: int | None
    fault: str | None


@dataclass(frozen=True)
class LedgerPage:
    requests: tuple[Exchange, ...]
    effects: tuple[Exchange, ...]
    webhooks: tuple[WebhookAttempt, ...]


@dataclass(frozen=True, kw_only=True)
class Letter:
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    at: datetime


@dataclass(frozen=True)
class ClockReading:
    """`swept` says whether a worker's sweep has run at the new time."""

    now: datetime
    swept: bool


class Simulation:
    """A running simulator. Use it as an async context, or close it yourself."""

    def __init__(self, base_url: str, *, client: httpx.AsyncClient | None = None) -> None:
        self._client = client or httpx.AsyncClient(
            base_url=base_url.rstrip("/"), timeout=TIMEOUT_SECONDS, trust_env=False
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._client.aclose()

    async def ready(self, *, seconds: float = 15.0) -> None:
        """Wait until the simulator answers; raises `TimeoutError` when it does not."""
        async with asyncio.timeout(seconds):
            while True:
                try:
                    await self.pending()
                except httpx.TransportError:
                    await asyncio.sleep(START_POLL_SECONDS)
                else:
                    return

    async def write_as(
        self,
        phone: str,
        text: str | None = None,
        *,
        name: str | None = None,
        attachment: Mapping[str, object] | None = None,
        message_id: str | None = None,
    ) -> Written:
        """A customer writes from that phone ("+34…", or a business-scoped user id).

        `attachment` is {type, url?, words?, transcript?, latitude?, longitude?} of the types audio,
        image, sticker, video, file, location, contact; `words` are said in a voice note. The same
        WhatsApp `message_id` twice is one message.
        """
        body = {"text": text, "name": name, "attachment": attachment, "message_id": message_id}
        given = {key: value for key, value in body.items() if value is not None}
        found = await self._post(f"/customers/{quote(phone)}/messages", given)
        return Written(**found)

    async def messages_of(
        self, phone: str, *, after: int = 0, everything: bool = False
    ) -> list[PhoneMessage]:
        """What stands on that phone, oldest first; `everything`: also what never arrived."""
        query = {"after": after, "everything": str(everything).lower()}
        found = await self._get(f"/customers/{quote(phone)}/messages", query)
        return [_read(PhoneMessage, item) for item in found]

    async def fail_message(self, number: int) -> None:
        """A message of the salon's turns out undeliverable, however late."""
        await self._post(f"/messages/{number}/fail", {})

    async def customers(self) -> list[dict[str, Any]]:
        """Everybody who wrote, with the state of each of their conversations."""
        found: list[dict[str, Any]] = await self._get("/customers")
        return found

    async def team(
        self, action: TeamAction, phone: str, text: str = "", *, person: int | None = None
    ) -> dict[str, Any]:
        """Somebody of the salon acts in that customer's newest conversation."""
        body: dict[str, object] = {"text": text}
        if person is not None:
            body["person"] = person
        return await self._post(f"/team/{quote(phone)}/{action}", body)

    async def conversation_of(self, phone: str) -> dict[str, Any]:
        """The newest conversation as the team sees it, with private notes."""
        found: dict[str, Any] = await self._get(f"/team/{quote(phone)}")
        return found

    async def payments(self) -> list[CheckoutSession]:
        """All Checkout Sessions, oldest first."""
        return [_read(CheckoutSession, item) for item in await self._get("/payments")]

    async def pay(self, link: str) -> CheckoutSession:
        """Pay a link (or session id) with a card that works."""
        return await self._at_checkout(link, "pay")

    async def decline(self, link: str) -> CheckoutSession:
        """Try a card that is refused: the session stays open."""
        return await self._at_checkout(link, "decline")

    async def pay_later(self, link: str) -> CheckoutSession:
        """Pay with a delayed method; `settle` ends it."""
        return await self._at_checkout(link, "pay-later")

    async def settle(self, link: str, *, succeeded: bool) -> CheckoutSession:
        return await self._at_checkout(link, "settle", {"succeeded": succeeded})

    async def dispute(self, link: str) -> CheckoutSession:
        return await self._at_checkout(link, "dispute")

    async def refund_in_dashboard(self, link: str, amount: int | None = None) -> dict[str, Any]:
        """Staff give money back by themselves; without an amount (cents) all that is left."""
        return await self._post(f"/payments/{session_of(link)}/refund", {"amount": amount})

    async def refunds(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self._get("/refunds")
        return found

    async def next_refunds(self, status: Literal["succeeded", "pending", "failed"]) -> None:
        """How refunds made from now on begin."""
        await self._post("/refunds/next", {"status": status})

    async def settle_refund(self, refund: str, status: Literal["succeeded", "failed"]) -> None:
        await self._post(f"/refunds/{refund}/settle", {"status": status})

    async def _at_checkout(
        self, link: str, step: str, body: Mapping[str, object] | None = None
    ) -> CheckoutSession:
        found = await self._post(f"/payments/{session_of(link)}/{step}", body)
        return _read(CheckoutSession, found)

    async def calendars(self) -> dict[str, list[dict[str, Any]]]:
        """Every calendar's events, deleted ones with status `cancelled`."""
        found: dict[str, list[dict[str, Any]]] = await self._get("/calendars")
        return found

    async def add_event(self, calendar: str, event: Mapping[str, object]) -> dict[str, Any]:
        """A stylist enters an event: {summary, start, end} as Google has them."""
        return await self._post(f"/calendars/{quote(calendar)}/events", event)

    async def move_event(
        self, calendar: str, event: str, change: Mapping[str, object]
    ) -> dict[str, Any]:
        path = f"/calendars/{quote(calendar)}/events/{event}"
        found: dict[str, Any] = await self._ask("PATCH", path, json=dict(change))
        return found

    async def delete_event(self, calendar: str, event: str) -> None:
        await self._ask("DELETE", f"/calendars/{quote(calendar)}/events/{event}")

    async def forget_sync_tokens(self, calendar: str) -> None:
        """Make every sync token that is out too old (410)."""
        await self._post(f"/calendars/{quote(calendar)}/forget-tokens")

    async def set_sharing(self, calendar: str, *, shared: bool) -> None:
        await self._post(f"/calendars/{quote(calendar)}/sharing", {"shared": shared})

    async def now(self) -> datetime:
        """The salon's time."""
        found = await self._get("/clock")
        return datetime.fromisoformat(found["now"])

    async def set_clock(self, now: datetime, *, wait: bool = True) -> ClockReading:
        """Set the salon's time (aware); by default waits for a sweep at the new time."""
        return await self._clock({"now": now.isoformat(), "wait": wait})

    async def advance_clock(self, seconds: float, *, wait: bool = True) -> ClockReading:
        return await self._clock({"advance_seconds": seconds, "wait": wait})

    async def _clock(self, order: Mapping[str, object]) -> ClockReading:
        found = await self._post("/clock", order)
        return ClockReading(datetime.fromisoformat(found["now"]), bool(found["swept"]))

    async def fail(
        self,
        vendor: VendorName,
        operation: str,
        mode: FailureMode,
        *,
        seconds: float = 0.0,
        times: int | None = 1,
        answer: Literal["close", "500"] = "close",
        copies: int = 2,
    ) -> None:
        """Let something fail.

        `operation` is a glob over "METHOD /path", or a webhook event's name. `times` is how
        often (none: until cleared), `answer` how a dropped request ends, `copies` how often a
        duplicated webhook arrives. `DATA` is the operation of mail.
        """
        order = {
            "vendor": vendor,
            "operation": operation,
            "mode": mode,
            "seconds": seconds,
            "times": times,
            "answer": answer,
            "copies": copies,
        }
        await self._post("/faults", order)

    async def clear_failures(self) -> None:
        await self._ask("DELETE", "/faults")

    async def ledger(self, vendor: VendorName | None = None, operation: str = "*") -> LedgerPage:
        """What was asked of the vendors, what it changed, and every webhook attempt."""
        query = {"operation": operation} | ({"vendor": vendor} if vendor else {})
        found = await self._get("/ledger", query)
        return LedgerPage(
            tuple(_read(Exchange, item) for item in found["requests"]),
            tuple(_read(Exchange, item) for item in found["effects"]),
            tuple(_read(WebhookAttempt, item) for item in found["webhooks"]),
        )

    async def mail(self) -> list[Letter]:
        return [_read(Letter, item) for item in await self._get("/mail")]

    async def send_webhooks_to(self, **addresses: str) -> None:
        """Move `chatwoot`, `chatwoot_account`, `stripe` or `google`; empty switches off."""
        await self._ask("PUT", "/webhooks", json=addresses)

    async def pending(self) -> int:
        """How many webhooks and status changes are still on their way."""
        return int((await self._get("/pending"))["pending"])

    async def reset(self) -> None:
        """Forget everything but the time."""
        await self._post("/reset")

    async def _get(self, path: str, query: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - JSON
        return await self._ask("GET", path, params=query)

    async def _post(self, path: str, body: Mapping[str, object] | None = None) -> dict[str, Any]:
        found: dict[str, Any] = await self._ask("POST", path, json=body)
        return found

    async def _ask(self, method: str, path: str, **rest: Any) -> Any:  # noqa: ANN401 - httpx's own keywords
        answer = await self._client.request(method, f"/control{path}", **rest)
        if answer.is_error:
            raise SimulationRefused(f"{method} {path}", answer.status_code, answer.text)
        return answer.json() if answer.content else {}


def session_of(link: str) -> str:
    """The session's id in a payment link; an id is returned as it is."""
    return urlsplit(link).path.rstrip("/").rsplit("/", 1)[-1]


def _read(kind: type[Shape], found: Mapping[str, Any]) -> Shape:
    """The JSON object as one of the classes above; what a class does not name is left out."""
    return kind(**{name: _value(name, found[name]) for name in kind.__annotations__})


def _value(name: str, found: object) -> object:
    if name == "at" and isinstance(found, str):
        return datetime.fromisoformat(found)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return tuple(found)
    return found
