"""Webhooks on their way to the salon: signed at each attempt, retried as each vendor does."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from .clock import SimulatedTime
from .faults import Fault, FaultBook, Mode, Vendor
from .ledger import Ledger, Notice

HELD_BACK_SECONDS = 2.0


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """One event for one address.

    `headers` signs the body for an attempt of the delivery with that id. `retry_on` tells
    whether a status (none: nobody answered) is worth another attempt; `pauses` are the real
    seconds before each further attempt.
    """

    vendor: Vendor
    event: str
    url: str
    body: bytes
    headers: Callable[[bytes, str], dict[str, str]]
    retry_on: Callable[[int | None], bool]
    pauses: tuple[float, ...]
    timeout: float
    on_end: Callable[[bool], Awaitable[None]] | None = None


class Postbox:
    """Sends webhooks in the background, in the order given, and writes each in the ledger."""

    def __init__(self, time: SimulatedTime, ledger: Ledger, faults: FaultBook) -> None:
        self._time = time
        self._ledger = ledger
        self._faults = faults
        self._client: httpx.AsyncClient | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._overtaken: dict[Vendor, asyncio.Event] = defaultdict(asyncio.Event)

    async def open(self) -> None:
        self._client = httpx.AsyncClient(trust_env=False)

    async def close(self) -> None:
        """Forget what is still on its way, and the connections."""
        self.forget()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._client is not None:
            await self._client.aclose()

    @property
    def pending(self) -> int:
        return len(self._tasks)

    def forget(self) -> None:
        for task in self._tasks:
            task.cancel()

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Run something in the background until this postbox closes."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def post(self, webhook: Webhook) -> None:
        """Put a webhook on its way; a failure that was asked for strikes here."""
        if not webhook.url:
            return
        fault = self._faults.strike_webhook(webhook.vendor, webhook.event)
        copies = fault.copies if fault is not None and fault.mode is Mode.DUPLICATE else 1
        for _ in range(copies):
            self.soon(self._deliver(webhook, fault))

    async def _deliver(self, webhook: Webhook, fault: Fault | None) -> None:
        delivery = str(uuid4())
        if fault is not None and fault.mode is Mode.LOST:
            await self._note(webhook, delivery, 1, None, fault, lost=True)
            return
        await self._hold_back(webhook.vendor, fault)
        accepted = await self._attempt_all(webhook, delivery, fault)
        self._overtaken[webhook.vendor].set()
        if webhook.on_end is not None:
            await webhook.on_end(accepted)

    async def _hold_back(self, vendor: Vendor, fault: Fault | None) -> None:
        """Wait as asked; a reordered event waits for the next one to be delivered first."""
        if fault is None:
            return
        if fault.mode is Mode.SLOW:
            await asyncio.sleep(fault.seconds)
        elif fault.mode is Mode.REORDER:
            overtaken = self._overtaken[vendor] = asyncio.Event()
            try:
                await asyncio.wait_for(overtaken.wait(), fault.seconds or HELD_BACK_SECONDS)
            except TimeoutError:
                return

    async def _attempt_all(self, webhook: Webhook, delivery: str, fault: Fault | None) -> bool:
        body = webhook.body
        if fault is not None and fault.mode is Mode.GARBAGE:
            body = body[: len(body) // 2]
        for attempt, pause in enumerate((0.0, *webhook.pauses), start=1):
            await asyncio.sleep(pause)
            status = await self._send(webhook, body, delivery)
            await self._note(webhook, delivery, attempt, status, fault)
            if status is not None and status < httpx.codes.MULTIPLE_CHOICES:
                return True
            if not webhook.retry_on(status):
                break
        return False

    async def _send(self, webhook: Webhook, body: bytes, delivery: str) -> int | None:
        if self._client is None:
            return None
        headers = {"Content-Type": "application/json", **webhook.headers(body, delivery)}
        try:
            answer = await self._client.post(
                webhook.url, content=body, headers=headers, timeout=webhook.timeout
            )
        except httpx.TransportError:
            return None
        return answer.status_code

    async def _note(
        self,
        webhook: Webhook,
        delivery: str,
        attempt: int,
        status: int | None,
        fault: Fault | None,
        *,
        lost: bool = False,
    ) -> None:
        self._ledger.notices.append(
            Notice(
                number=self._ledger.next_number(),
                vendor=webhook.vendor,
                event=webhook.event,
                delivery=delivery,
                attempt=attempt,
                at=await self._time.now(),
                outcome="lost" if lost else _outcome(status),
                status=status,
                fault=None if fault is None else fault.mode.value,
            )
        )


def _outcome(status: int | None) -> Any:  # noqa: ANN401 - one of the notice's literals
    if status is None:
        return "unreachable"
    return "delivered" if status < httpx.codes.MULTIPLE_CHOICES else "refused"
