"""What happens to a body whose sender is known: stored once, and then somebody is woken."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final, Protocol

import structlog
from prometheus_client import Counter

from atrevete_adapters.assembly.door import FrontDoor
from atrevete_core.ports.events import Incoming, MessageArrived, Source, UnreadableEvent
from atrevete_core.ports.storage import StorageUnavailable
from atrevete_core.usecases.receive import park_unreadable, receive_event, receive_message

#: Chatwoot hangs up after 5 seconds and does not repeat that: better a clear "not stored".
STORING_SECONDS: Final = 4.0

WEBHOOKS: Final = Counter(
    "atrevete_webhooks", "Webhooks by what became of them.", ["source", "outcome"]
)
MESSAGES: Final = Counter("atrevete_messages", "Customers' messages that were stored.", ["kind"])
Wake = Callable[[], Awaitable[None]]

log = structlog.get_logger(__name__)


class Mail(Protocol):
    """One vendor's bodies."""

    def verify(self, headers: Mapping[str, str], body: bytes, *, real_now: datetime) -> None:
        """Raises BadSignature."""

    def read(self, headers: Mapping[str, str], body: bytes) -> Incoming:
        """Raises UnreadableEvent."""


async def take_in(
    door: FrontDoor, mail: Mail, source: Source, headers: Mapping[str, str], body: bytes
) -> None:
    """Store a verified body once, and wake whoever acts on it.

    Raises StorageUnavailable when nobody can say that it is stored: the sender should repeat it.
    """
    try:
        async with asyncio.timeout(STORING_SECONDS):
            wake = await _store(door, mail, source, headers, body)
    except TimeoutError as error:
        raise StorageUnavailable("the database takes too long") from error
    if wake is not None:
        await _quietly(wake)


async def _store(
    door: FrontDoor, mail: Mail, source: Source, headers: Mapping[str, str], body: bytes
) -> Wake | None:
    at = await door.clock.now()
    try:
        event = mail.read(headers, body)
    except UnreadableEvent as error:
        await _park(door, source, body, error, at=at)
        return None
    if isinstance(event, MessageArrived):
        return await _store_message(door, event, body, at=at)
    return await _store_event(door, source, event, body, at=at)


async def _store_message(
    door: FrontDoor, message: MessageArrived, body: bytes, *, at: datetime
) -> Wake | None:
    found = await receive_message(door.storage, door.salon_id, message, body=body, at=at)
    _note(Source.DESK, message, is_new=found is not None)
    if found is None:
        return None
    MESSAGES.labels(message.kind.value).inc()
    return lambda: door.tasks.wake(found, at=at + door.pace.settle)


async def _store_event(
    door: FrontDoor, source: Source, event: Incoming, body: bytes, *, at: datetime
) -> Wake | None:
    found = await receive_event(door.storage, door.salon_id, source, event, body=body, at=at)
    _note(source, event, is_new=found is not None)
    return None if found is None else lambda: door.tasks.read_event(found)


async def _park(
    door: FrontDoor, source: Source, body: bytes, error: UnreadableEvent, *, at: datetime
) -> None:
    digest = hashlib.sha256(body).hexdigest()
    await park_unreadable(
        door.storage, door.salon_id, source,
        external_id=f"unreadable:{digest}", body=body, note=str(error), at=at,
    )  # fmt: skip
    WEBHOOKS.labels(source, "unreadable").inc()
    log.warning("webhook.unreadable", source=source, bytes=len(body), reason=str(error))


async def _quietly(wake: Wake) -> None:
    """It is stored: whatever goes wrong from here on, the sweep finds it."""
    try:
        await wake()
    except StorageUnavailable:
        log.warning("webhook.nobody_woken")


def _note(source: Source, event: Incoming, *, is_new: bool) -> None:
    outcome = "stored" if is_new else "repeated_or_ignored"
    WEBHOOKS.labels(source, outcome).inc()
    log.info("webhook.taken", source=source, kind=type(event).__name__, state=outcome)
