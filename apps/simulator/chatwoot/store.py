"""Contacts, conversations and messages, in memory. Nothing here knows HTTP or JSON."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import count
from typing import Any, Literal
from uuid import uuid4

WINDOW = timedelta(hours=24)

ConversationStatus = Literal["open", "resolved", "pending", "snoozed"]
MessageStatus = Literal["sent", "delivered", "read", "failed"]


class Kind(IntEnum):
    """Chatwoot's message types; the webhook says them as words."""

    INCOMING = 0
    OUTGOING = 1
    ACTIVITY = 2
    TEMPLATE = 3


@dataclass(frozen=True)
class Person:
    """Somebody of the team, as a Chatwoot user."""

    id: int
    name: str
    email: str


@dataclass(frozen=True)
class Bot:
    id: int
    name: str


@dataclass(kw_only=True)
class Contact:
    """A customer. `source_id` is the WhatsApp id: digits, or a business-scoped user id."""

    id: int
    name: str
    phone_number: str | None
    source_id: str
    created_at: datetime
    identifier: str | None = None
    email: str | None = None
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    blocked: bool = False
    last_activity_at: datetime | None = None


Sender = Contact | Person | Bot | None


@dataclass(kw_only=True)
class Message:
    """`content` is what Chatwoot keeps; `rendered` what goes to WhatsApp."""

    id: int
    conversation_id: int
    kind: Kind
    content: str | None
    rendered: str
    sender: Sender
    created_at: datetime
    private: bool = False
    content_type: str = "text"
    content_attributes: dict[str, Any] = field(default_factory=dict)
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    source_id: str | None = None
    status: MessageStatus = "sent"
    attachments: list[dict[str, Any]] = field(default_factory=list)
    updated_at: datetime | None = None

    @property
    def template(self) -> dict[str, Any] | None:
        return self.additional_attributes.get("template_params")

    @property
    def buttons(self) -> list[str]:
        if self.content_type != "input_select":
            return []
        return [str(item["title"]) for item in self.content_attributes.get("items", [])]


@dataclass(kw_only=True)
class Conversation:
    id: int
    contact: Contact
    status: ConversationStatus
    created_at: datetime
    last_activity_at: datetime
    assignee: Person | Bot | None = None
    team_id: int | None = None
    labels: list[str] = field(default_factory=list)
    custom_attributes: dict[str, Any] = field(default_factory=dict)
    additional_attributes: dict[str, Any] = field(default_factory=dict)
    messages: list[Message] = field(default_factory=list)
    snoozed_until: int | None = None
    priority: str | None = None
    first_reply_at: datetime | None = None
    waiting_since: datetime | None = None
    seen_by_team_at: datetime | None = None
    uuid: str = field(default_factory=lambda: str(uuid4()))

    def can_reply(self, at: datetime) -> bool:
        """Whether WhatsApp's 24-hour window is open."""
        heard = [m.created_at for m in self.messages if m.kind is Kind.INCOMING]
        return bool(heard) and at - max(heard) < WINDOW

    def unread(self) -> int:
        """Customer's messages since the team last looked or answered; Chatwoot stops at 10."""
        seen = self.seen_by_team_at
        unseen = [
            m
            for m in self.messages
            if m.kind is Kind.INCOMING and (seen is None or m.created_at > seen)
        ]
        return min(len(unseen), 10)

    def last_spoken(self) -> Message | None:
        spoken = (m for m in reversed(self.messages) if m.kind is not Kind.ACTIVITY)
        return next((m for m in spoken if not m.private), None)


class ChatwootStore:
    """One account with one WhatsApp inbox."""

    def __init__(self, first_id: int) -> None:
        self.contacts: dict[int, Contact] = {}
        self.conversations: dict[int, Conversation] = {}
        self._contact_ids = count(first_id + 40)
        self._conversation_ids = count(first_id + 127)
        self._message_ids = count(first_id + 5000)
        self.attachment_ids = count(first_id + 310)

    def clear(self) -> None:
        """Forget everybody. The numbers go on: the salon may remember the old ones."""
        self.contacts.clear()
        self.conversations.clear()

    def add_contact(
        self, *, name: str, phone_number: str | None, source_id: str, at: datetime
    ) -> Contact:
        contact = Contact(
            id=next(self._contact_ids),
            name=name,
            phone_number=phone_number,
            source_id=source_id,
            created_at=at,
        )
        self.contacts[contact.id] = contact
        return contact

    def contact_of(self, source_id: str) -> Contact | None:
        found = (c for c in self.contacts.values() if c.source_id == source_id)
        return next(found, None)

    def add_conversation(
        self, contact: Contact, *, status: ConversationStatus, at: datetime
    ) -> Conversation:
        conversation = Conversation(
            id=next(self._conversation_ids),
            contact=contact,
            status=status,
            created_at=at,
            last_activity_at=at,
        )
        self.conversations[conversation.id] = conversation
        return conversation

    def conversations_of(self, contact: Contact) -> list[Conversation]:
        """Newest first."""
        own = [c for c in self.conversations.values() if c.contact is contact]
        return sorted(own, key=lambda conversation: conversation.id, reverse=True)

    def live_conversation_of(self, contact: Contact) -> Conversation | None:
        own = self.conversations_of(contact)
        return next((c for c in own if c.status != "resolved"), None)

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def message_by_source(self, source_id: str) -> Message | None:
        every = (m for c in self.conversations.values() for m in c.messages)
        return next((m for m in every if m.source_id == source_id), None)
