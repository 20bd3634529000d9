"""Chatwoot's webhooks in the salon's words (CONTRACTS A1). Bot and account webhooks are alike."""

import hashlib

from atrevete_core.ports.events import (
    Incoming,
    MessageArrived,
    MessageFailed,
    NoNews,
    PersonSpoke,
    ThreadChanged,
    UnreadableEvent,
)

from .bodies import (
    AnyEvent,
    ConversationEvent,
    MessageEvent,
    kind_of,
    marker_of,
    read,
    text_of,
    url_of,
)

_LONGEST_ERROR = 200
_THREAD_EVENTS = frozenset({"conversation_status_changed", "conversation_updated"})


def parse(body: bytes, *, delivery: str, account_id: int, inbox_id: int) -> Incoming:
    """What the event means for the salon.

    A message is known by its own number, because bot and account webhooks both bring it, with
    different deliveries. Raises UnreadableEvent for another shape or another account.
    """
    try:
        return _meaning(body, delivery or _digest(body), account_id, inbox_id)
    except ValueError as error:
        raise UnreadableEvent(f"Chatwoot sent what cannot be read: {_gist(error)}") from error


def _meaning(body: bytes, delivery: str, account_id: int, inbox_id: int) -> Incoming:
    event = read(AnyEvent, body).event
    if event == "message_created":
        message = read(MessageEvent, body)
        _require_account(message.account.id, account_id)
        if message.inbox.id != inbox_id:
            return NoNews(external_id=f"delivery:{delivery}", reason="another_inbox")
        return _message(message)
    if event == "message_updated":
        return _update(read(MessageEvent, body), delivery)
    if event in _THREAD_EVENTS:
        thread = read(ConversationEvent, body)
        _require_account(thread.account.id, account_id)
        if thread.inbox_id != inbox_id:
            return NoNews(external_id=f"delivery:{delivery}", reason="another_inbox")
        return _thread(thread, delivery)
    return NoNews(external_id=f"delivery:{delivery}", reason="another_event")


def _message(message: MessageEvent) -> Incoming:
    if message.message_type == "incoming" and not message.private:
        return _arrived(message)
    if message.message_type != "outgoing":
        return NoNews(external_id=_key(message), reason="automatic")
    if marker_of(message.content_attributes) or _from_a_bot(message):
        return NoNews(external_id=_key(message), reason="our_own")
    return _person_spoke(message)


def _from_a_bot(message: MessageEvent) -> bool:
    """A null sender is a person too: they typed it in the phone's own app (external_echo)."""
    return message.sender is not None and message.sender.type not in {"user", None}


def _arrived(message: MessageEvent) -> MessageArrived:
    inbox, known = message.conversation.contact_inbox, message.conversation.meta.sender
    sender = message.sender or known
    return MessageArrived(
        external_id=_key(message),
        number=message.id,
        channel_id=inbox.source_id,
        desk_id=str(inbox.contact_id),
        phone=sender.phone_number or known.phone_number or None,
        profile_name=sender.name or "",
        thread_id=str(message.conversation.id),
        kind=kind_of(message),
        text=text_of(message),
        sent_at=message.created_at,
        attachment_url=url_of(message),
    )


def _person_spoke(message: MessageEvent) -> PersonSpoke:
    inbox = message.conversation.contact_inbox
    return PersonSpoke(
        external_id=_key(message),
        channel_id=inbox.source_id,
        desk_id=str(inbox.contact_id),
        thread_id=str(message.conversation.id),
        text=text_of(message),
        private=message.private,
        sent_at=message.created_at,
    )


def _update(message: MessageEvent, delivery: str) -> Incoming:
    """Sent, delivered, read: each comes as a whole message again. Only a failure is telling."""
    attributes = message.content_attributes or {}
    error, marker = attributes.get("external_error"), marker_of(attributes)
    if error and marker:
        # Known by the message: bot and account webhooks both tell it.
        return MessageFailed(
            external_id=f"failed:{message.id}", marker=marker, error=str(error)[:_LONGEST_ERROR]
        )
    reason = "not_delivered" if error else "progress"
    return NoNews(external_id=f"update:{message.id}:{delivery}", reason=reason)


def _thread(thread: ConversationEvent, delivery: str) -> ThreadChanged:
    return ThreadChanged(
        external_id=f"thread:{thread.id}:{delivery}",
        channel_id=thread.contact_inbox.source_id,
        desk_id=str(thread.contact_inbox.contact_id),
        thread_id=str(thread.id),
        resolved=thread.status == "resolved",
        with_person=thread.meta.assignee_type == "User",
    )


def _require_account(given: int, ours: int) -> None:
    if given != ours:
        raise ValueError("it belongs to another account")


def _key(message: MessageEvent) -> str:
    return f"message:{message.id}"


def _digest(body: bytes) -> str:
    """Chatwoot before 4.12 numbers no deliveries."""
    return hashlib.sha256(body).hexdigest()[:32]


def _gist(error: ValueError) -> str:
    """The first line: pydantic's further lines name fields, one by one."""
    return str(error).partition("\n")[0]
