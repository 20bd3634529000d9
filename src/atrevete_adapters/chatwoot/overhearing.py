"""What was said in a conversation, out of REST's messages, as the webhooks would have told it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from atrevete_core.ports.events import MessageArrived, PersonSpoke
from atrevete_core.ports.messenger import Overheard

from .bodies import Message, Talk, kind_of, marker_of, text_of, url_of

INCOMING, OUTGOING, ACTIVITY = 0, 1, 2
_PEOPLE: Final = frozenset({"User", "user", None})


def is_by_person(message: Message) -> bool:
    """An outgoing message that is neither ours nor a bot's; without a sender it was the phone."""
    if message.message_type != OUTGOING or marker_of(message.content_attributes):
        return False
    kind = message.sender_type or (message.sender.type if message.sender else None)
    return kind in _PEOPLE


def overheard(talk: Talk, channel_id: str, said: Sequence[Message]) -> Overheard:
    """`said` in order; `channel_id` is who the conversation is with."""
    told = (_event(talk, channel_id, message) for message in said)
    marked = ((message.id, marker_of(message.content_attributes)) for message in said)
    return Overheard(
        thread_id=str(talk.id),
        events=tuple(event for event in told if event is not None),
        own=tuple((number, marker) for number, marker in marked if marker),
    )


def _event(talk: Talk, channel_id: str, message: Message) -> MessageArrived | PersonSpoke | None:
    sent_at = datetime.fromtimestamp(message.created_at, UTC)
    sender = talk.meta.sender
    if message.message_type == INCOMING and not message.private:
        return MessageArrived(
            external_id=f"message:{message.id}",
            number=message.id,
            channel_id=channel_id,
            desk_id=str(sender.id or ""),
            phone=sender.phone_number or None,
            profile_name=sender.name or "",
            thread_id=str(talk.id),
            kind=kind_of(message),
            text=text_of(message),
            sent_at=sent_at,
            attachment_url=url_of(message),
        )
    if not is_by_person(message):
        return None
    return PersonSpoke(
        external_id=f"message:{message.id}",
        channel_id=channel_id,
        desk_id=str(sender.id or ""),
        thread_id=str(talk.id),
        text=text_of(message),
        private=message.private,
        sent_at=sent_at,
    )
