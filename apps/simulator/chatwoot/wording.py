"""Messages before they are stored: as they were asked for, and what Chatwoot makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from .rendering import expand_liquid, whatsapp_text
from .store import Contact, Conversation
from .whatsapp import BUSINESS_SCOPED_ID


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An outgoing message as it was asked for."""

    content: str | None
    private: bool = False
    content_type: str = "text"
    content_attributes: dict[str, Any] = field(default_factory=dict)
    template_params: dict[str, Any] | None = None
    source_id: str | None = None


@dataclass(frozen=True, kw_only=True)
class Incoming:
    """What a customer's phone sent."""

    text: str | None
    attachments: Sequence[dict[str, Any]] = ()
    message_id: str | None = None
    content_attributes: dict[str, Any] = field(default_factory=dict)


def source_id_of(phone: str) -> str:
    """The WhatsApp id behind a phone number ("+34…"), or the business-scoped id itself."""
    return phone if BUSINESS_SCOPED_ID.fullmatch(phone) else phone.removeprefix("+")


def phone_of(source_id: str) -> str | None:
    return None if BUSINESS_SCOPED_ID.fullmatch(source_id) else f"+{source_id}"


def expanded(draft: Draft, conversation: Conversation, inbox_name: str) -> str | None:
    """The text with its Liquid variables filled in; a template's text is left alone."""
    if not draft.content or draft.template_params is not None:
        return draft.content
    values = _contact_values(conversation.contact) | {
        "conversation.display_id": str(conversation.id),
        "inbox.name": inbox_name,
    }
    return expand_liquid(draft.content, values)


def _contact_values(contact: Contact) -> dict[str, str]:
    words = [word.capitalize() for word in contact.name.split()]
    return {
        "contact.name": " ".join(words),
        "contact.first_name": words[0] if words else "",
        "contact.phone_number": contact.phone_number or "",
        "contact.email": contact.email or "",
    }


def rendered(draft: Draft, content: str | None) -> str:
    if draft.private or not content:
        return content or ""
    return content if draft.template_params is not None else whatsapp_text(content)
