"""Storing what arrives, once, before anything else happens (decision 3, I14)."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from atrevete_core.domain.conversation import Disposition
from atrevete_core.domain.ids import ConversationId, InboxId, SalonId, derived_id
from atrevete_core.domain.privacy import mask_card_numbers
from atrevete_core.ports.events import (
    CheckoutNews,
    DisputeNews,
    Incoming,
    MessageArrived,
    MessageFailed,
    NoNews,
    PersonSpoke,
    RefundNews,
    Source,
    ThreadChanged,
)
from atrevete_core.ports.storage import Records, Storage, StoredEvent

from .retrying import decide

_KINDS: dict[str, TypeAdapter[Any]] = {
    each.__name__: TypeAdapter(each)
    for each in (
        MessageArrived, MessageFailed, PersonSpoke, ThreadChanged,
        CheckoutNews, RefundNews, DisputeNews, NoNews,
    )
}  # fmt: skip


def event_of(stored: StoredEvent) -> Incoming:
    """The event that a stored row holds. Raises KeyError for one that was unreadable."""
    event: Incoming = _KINDS[stored.kind].validate_python(stored.payload)
    return event


def _payload(event: Incoming) -> dict[str, Any]:
    plain: dict[str, Any] = _KINDS[type(event).__name__].dump_python(event, mode="json")
    return plain


async def receive_message(
    storage: Storage, salon_id: SalonId, message: MessageArrived, *, body: bytes, at: datetime
) -> ConversationId | None:
    """Store a customer's message. Returns the conversation to wake; None when it was there already.

    Card numbers are masked before anything is stored.
    """
    message = _without_cards(message)

    async def store(records: Records) -> ConversationId | None:
        conversation = await records.conversations.receive(salon_id, message)
        stored = _stored(
            salon_id, Source.DESK, message, body=body, at=at, conversation_id=conversation.id
        )
        return conversation.id if await records.inbox.add(stored) else None

    return await decide(storage, store)


async def receive_event(
    storage: Storage,
    salon_id: SalonId,
    source: Source,
    event: Incoming,
    *,
    body: bytes,
    at: datetime,
) -> InboxId | None:
    """Store any other event. Returns its id to be read; None when it was there already or is
    nothing for us (which is stored as ignored, so that nobody wonders).
    """
    stored = _stored(salon_id, source, event, body=body, at=at)

    async def store(records: Records) -> InboxId | None:
        is_new = await records.inbox.add(stored)
        if isinstance(event, NoNews):
            await records.inbox.settle([stored.id], Disposition.IGNORED, note=event.reason)
            return None
        return stored.id if is_new else None

    return await decide(storage, store)


async def park_unreadable(
    storage: Storage, salon_id: SalonId, source: Source, *, external_id: str, body: bytes,
    note: str, at: datetime,
) -> None:  # fmt: skip
    """Keep a signed but unreadable event, out of everybody's way."""
    stored = StoredEvent(
        id=InboxId(derived_id("inbox", salon_id, source, external_id)),
        salon_id=salon_id,
        source=source,
        external_id=external_id,
        kind="unreadable",
        body=_masked(body),
        payload={},
        received_at=at,
        disposition=Disposition.PARKED,
        note=note,
    )

    async def store(records: Records) -> None:
        await records.inbox.add(stored)

    await decide(storage, store)


def _stored(
    salon_id: SalonId,
    source: Source,
    event: Incoming,
    *,
    body: bytes,
    at: datetime,
    conversation_id: ConversationId | None = None,
) -> StoredEvent:
    return StoredEvent(
        id=InboxId(derived_id("inbox", salon_id, source, event.external_id)),
        salon_id=salon_id,
        source=source,
        external_id=event.external_id,
        kind=type(event).__name__,
        body=_masked(body),
        payload=_payload(event),
        received_at=at,
        conversation_id=conversation_id,
    )


def _without_cards(message: MessageArrived) -> MessageArrived:
    return replace(message, text=mask_card_numbers(message.text))


def _masked(body: bytes) -> bytes:
    return mask_card_numbers(body.decode("utf-8", "surrogateescape")).encode(
        "utf-8", "surrogateescape"
    )
