"""The one door to the vendors' APIs: writes the ledger and lets the asked-for failures strike."""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, cast

from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPRequestEvent, HTTPScope, Message, Receive, Scope, Send

from .clock import SimulatedTime
from .faults import Fault, FaultBook, Mode, Vendor
from .ledger import Exchange, Ledger

CUT_EXTENSION = "atrevete.cut"
SUCCESS = range(200, 300)
FAILING = {
    Mode.TOO_MANY: 429,
    Mode.TOO_MANY_WITHOUT_RETRY_AFTER: 429,
    Mode.BROKEN: 500,
    Mode.UNAVAILABLE: 503,
}
# POSTs that only ask.
QUESTIONS = (
    *("/contacts/filter", "/freeBusy", "/token", "/toggle_typing_status"),
    "/audio/transcriptions",
    "/v1/messages",
)
# Mail is no HTTP.
APIS = frozenset(Vendor) - {Vendor.SMTP}


@dataclass(frozen=True)
class Asked:
    """A request as it arrived, without its vendor's prefix in `path`."""

    vendor: Vendor
    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def operation(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    headers: tuple[tuple[bytes, bytes], ...] = ((b"content-type", b"application/json"),)

    @classmethod
    def of(cls, status: int, body: object, **headers: str) -> "Answer":
        extra = tuple((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items())
        return cls(status, json.dumps(body).encode(), (*cls.headers, *extra))


@dataclass(frozen=True)
class Outcome:
    """What the vendor did, and what the caller sees of it (none: the connection is cut)."""

    done: Answer | None
    shown: Answer | None
    fault: Fault | None = None


class VendorRules(Protocol):
    """What one vendor does to every request, whatever its path."""

    def before(self, asked: Asked) -> Answer | None:
        """An answer that needs no work (a replay, a refusal), or none."""

    def after(self, asked: Asked, outcome: Outcome) -> None:
        """Remember how it ended; called once for each `before` that gave no answer."""

    def failure(self, status: int) -> object:
        """The body of this vendor's own answer with that status."""


@dataclass
class Gateway:
    """Middleware around the vendors' routes; everything else passes untouched."""

    app: ASGIApp
    time: SimulatedTime
    ledger: Ledger
    faults: FaultBook
    rules: Mapping[Vendor, VendorRules]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        vendor = _vendor_of(scope)
        if vendor is None:
            await self.app(scope, receive, send)
            return
        asked = await _read(cast("HTTPScope", scope), receive, vendor)
        outcome = await self._answer(asked, scope)
        await self._record(asked, outcome)
        await _show(outcome.shown, scope, send)

    async def _answer(self, asked: Asked, scope: Scope) -> Outcome:
        rules = self.rules[asked.vendor]
        ready = rules.before(asked)
        if ready is not None:
            return Outcome(done=None, shown=ready)
        fault = self.faults.strike_request(
            asked.vendor, asked.operation, f"{asked.method} /{asked.vendor}{asked.path}"
        )
        outcome = await self._struck(asked, scope, fault)
        rules.after(asked, outcome)
        return outcome

    async def _struck(self, asked: Asked, scope: Scope, fault: Fault | None) -> Outcome:
        if fault is None:
            done = await _handled(self.app, scope, asked.body)
            return Outcome(done=done, shown=done)
        if fault.mode in FAILING:
            return Outcome(None, self._failure(asked.vendor, fault), fault)
        if fault.mode is Mode.GARBAGE:
            return Outcome(None, Answer(200, b"<html><body>Bad gateway</bo"), fault)
        if fault.mode is Mode.REFUSED:
            return Outcome(None, None, fault)
        return await self._late(asked, scope, fault)

    async def _late(self, asked: Asked, scope: Scope, fault: Fault) -> Outcome:
        if fault.mode is Mode.DROP_AFTER_COMMIT:
            done: Answer | None = await _handled(self.app, scope, asked.body)
            await asyncio.sleep(fault.seconds)
        else:
            await asyncio.sleep(fault.seconds)
            slow = fault.mode is Mode.SLOW
            done = await _handled(self.app, scope, asked.body) if slow else None
            if slow:
                return Outcome(done, done, fault)
        broken = Answer.of(500, self.rules[asked.vendor].failure(500))
        return Outcome(done, broken if fault.answer == "500" else None, fault)

    def _failure(self, vendor: Vendor, fault: Fault) -> Answer:
        status = FAILING[fault.mode]
        body = self.rules[vendor].failure(status)
        if fault.mode is Mode.TOO_MANY:
            return Answer.of(status, body, retry_after=str(max(1, round(fault.seconds))))
        return Answer.of(status, body)

    async def _record(self, asked: Asked, outcome: Outcome) -> None:
        done, shown, fault = outcome.done, outcome.shown, outcome.fault
        self.ledger.exchanges.append(
            Exchange(
                number=self.ledger.next_number(),
                vendor=asked.vendor,
                operation=asked.operation,
                query=asked.query,
                body=asked.body.decode(errors="replace"),
                at=await self.time.now(),
                status=(done or shown or Answer(0, b"")).status,
                answered=None if shown is None else shown.status,
                effect=done is not None and done.status in SUCCESS and _changes_something(asked),
                idempotency_key=asked.headers.get("idempotency-key"),
                fault=None if fault is None else fault.mode.value,
            )
        )


def _changes_something(asked: Asked) -> bool:
    return asked.method != "GET" and not asked.path.endswith(QUESTIONS)


def _vendor_of(scope: Scope) -> Vendor | None:
    if scope["type"] != ScopeType.HTTP:
        return None
    prefix = scope["path"].split("/", 2)[1]
    return Vendor(prefix) if prefix in APIS else None


async def _read(scope: HTTPScope, receive: Receive, vendor: Vendor) -> Asked:
    body = bytearray()
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            break
        body += message["body"]
        more = message["more_body"]
    return Asked(
        vendor=vendor,
        method=scope["method"],
        path=scope["path"].removeprefix(f"/{vendor}"),
        query=scope["query_string"].decode("latin-1"),
        headers={k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]},
        body=bytes(body),
    )


async def _handled(app: ASGIApp, scope: Scope, body: bytes) -> Answer:
    """Let the vendor's route do its work, and keep its answer."""
    status = 500
    headers: tuple[tuple[bytes, bytes], ...] = ()
    content = bytearray()

    async def give() -> HTTPRequestEvent:
        return {"type": "http.request", "body": body, "more_body": False}

    async def keep(message: Message) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status = message["status"]
            headers = tuple((bytes(k), bytes(v)) for k, v in message["headers"])
        elif message["type"] == "http.response.body":
            content.extend(message["body"])

    await app(scope, cast("Receive", give), cast("Send", keep))
    return Answer(status, bytes(content), headers)


async def _show(answer: Answer | None, scope: Scope, send: Send) -> None:
    if answer is None:
        await _cut(scope, send)
        return
    length = (b"content-length", str(len(answer.body)).encode())
    kept = [pair for pair in answer.headers if pair[0].lower() != b"content-length"]
    await send({"type": "http.response.start", "status": answer.status, "headers": [*kept, length]})
    await send({"type": "http.response.body", "body": answer.body, "more_body": False})


def _extensions(scope: Scope) -> Mapping[str, object]:
    return scope.get("extensions") or {}


async def _cut(scope: Scope, send: Send) -> None:
    """End the connection without an answer.

    A server that cannot cut (an in-process test client) gets a 599, which no vendor sends.
    """
    cut = cast("dict[str, Callable[[], None]] | None", _extensions(scope).get(CUT_EXTENSION))
    if cut is None:
        await _show(Answer(599, b""), scope, send)
        return
    cut["abort"]()
    # The server notices the closed transport in its next loop step; returning earlier would
    # make it answer 500.
    await asyncio.sleep(0.05)
