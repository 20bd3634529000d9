"""What people and programs do in Chatwoot, and what follows from it.

Times are the salon's; the caller reads the clock once and passes it.
"""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from ..posting import Postbox
from ..settings import SimulatorSettings
from .bodies import Bodies
from .events import Announcer
from .store import (
    Bot,
    ChatwootStore,
    Contact,
    Conversation,
    ConversationStatus,
    Kind,
    Message,
    MessageStatus,
    Person,
    Sender,
)
from .whatsapp import why_meta_refuses
from .wording import Draft, Incoming, expanded, phone_of, rendered, source_id_of

BOT_FAILED_NOTE = "Conversation was marked open by system due to an error with the agent bot."


class NoSuchConversation(LookupError):
    """Chatwoot knows no conversation of that number."""


class NoSuchContact(LookupError):
    """Chatwoot knows no contact of that number, or nobody wrote from that phone."""


class ChatwootDesk:
    """One Chatwoot account with its WhatsApp inbox, bot and team."""

    def __init__(
        self,
        settings: SimulatorSettings,
        store: ChatwootStore,
        announcer: Announcer,
        postbox: Postbox,
    ) -> None:
        self.settings = settings
        self.store = store
        self.bodies: Bodies = announcer.bodies
        self._announcer = announcer
        self._postbox = postbox
        self.bot = Bot(settings.bot_id, settings.bot_name)
        announcer.bot_failed = self._give_to_people
        self._seed_team()

    def clear(self) -> None:
        """Forget everybody but the team's own contact."""
        self.store.clear()
        self._seed_team()

    def _seed_team(self) -> None:
        self.store.contacts[self.settings.team_contact_id] = Contact(
            id=self.settings.team_contact_id,
            name=self.settings.team_contact_name,
            phone_number=self.settings.team_contact_phone,
            source_id=source_id_of(self.settings.team_contact_phone),
            created_at=datetime.now(UTC),
        )

    # --- look-ups ---------------------------------------------------------------------------

    def conversation(self, number: int) -> Conversation:
        try:
            return self.store.conversations[number]
        except KeyError as error:
            raise NoSuchConversation(number) from error

    def contact(self, number: int) -> Contact:
        try:
            return self.store.contacts[number]
        except KeyError as error:
            raise NoSuchContact(number) from error

    def contact_on(self, phone: str) -> Contact:
        contact = self.store.contact_of(source_id_of(phone))
        if contact is None:
            raise NoSuchContact(phone)
        return contact

    def latest_conversation_on(self, phone: str) -> Conversation:
        own = self.store.conversations_of(self.contact_on(phone))
        if not own:
            raise NoSuchConversation(phone)
        return own[0]

    def on_phone(self, phone: str) -> list[tuple[Message, Conversation]]:
        """All that passed between this phone and the salon, oldest first."""
        contact = self.store.contact_of(source_id_of(phone))
        if contact is None:
            return []
        own = self.store.conversations_of(contact)
        said = [
            (m, c) for c in own for m in c.messages if not m.private and m.kind is not Kind.ACTIVITY
        ]
        return sorted(said, key=lambda pair: pair[0].id)

    # --- a customer writes ------------------------------------------------------------------

    def receive(self, phone: str, name: str | None, incoming: Incoming, at: datetime) -> Message:
        """What WhatsApp delivers; the same WhatsApp message id twice is one message."""
        known = incoming.message_id and self.store.message_by_source(incoming.message_id)
        if known:
            return known
        contact = self._contact_writing(source_id_of(phone), name, at)
        conversation = self._conversation_for(contact, at)
        message = Message(
            id=self.store.next_message_id(),
            conversation_id=conversation.id,
            kind=Kind.INCOMING,
            content=incoming.text,
            rendered=incoming.text or "",
            sender=contact,
            created_at=at,
            source_id=incoming.message_id or _wamid(),
            content_attributes=dict(incoming.content_attributes),
        )
        message.attachments = [self._attachment(a, message.id) for a in incoming.attachments]
        conversation.waiting_since = conversation.waiting_since or at
        contact.last_activity_at = at
        self._append(conversation, message, at)
        return message

    def _contact_writing(self, source_id: str, name: str | None, at: datetime) -> Contact:
        phone = phone_of(source_id)
        contact = self.store.contact_of(source_id)
        if contact is None:
            return self.add_contact(
                name=name or phone or source_id, phone=phone, source_id=source_id, at=at
            )
        # The WhatsApp profile's name only replaces a number, never a name.
        if name and contact.name in {phone, source_id} and name != contact.name:
            self.rename_contact(contact, name)
        return contact

    def add_contact(self, *, name: str, phone: str | None, source_id: str, at: datetime) -> Contact:
        contact = self.store.add_contact(name=name, phone_number=phone, source_id=source_id, at=at)
        self._announcer.contact("contact_created", contact)
        return contact

    def rename_contact(self, contact: Contact, name: str) -> None:
        before, contact.name = contact.name, name
        change = {"name": {"previous_value": before, "current_value": name}}
        self._announcer.contact("contact_updated", contact, [change])

    def _conversation_for(self, contact: Contact, at: datetime) -> Conversation:
        conversation = self.store.live_conversation_of(contact)
        if conversation is None:
            return self.open_conversation(contact, status="pending", at=at)
        if conversation.status == "snoozed":
            self.set_status(conversation, "open", at)
        return conversation

    def open_conversation(
        self, contact: Contact, *, status: ConversationStatus, at: datetime
    ) -> Conversation:
        """A new conversation; pending ones belong to the bot."""
        conversation = self.store.add_conversation(contact, status=status, at=at)
        conversation.assignee = self.bot if status == "pending" else None
        self._announcer.conversation("conversation_created", conversation, at)
        return conversation

    def _attachment(self, asked: dict[str, Any], message_id: int) -> dict[str, Any]:
        return {
            "id": next(self.store.attachment_ids),
            "message_id": message_id,
            "account_id": self.settings.account_id,
            **asked,
        }

    # --- the salon writes -------------------------------------------------------------------

    def send(
        self, conversation: Conversation, draft: Draft, sender: Sender, at: datetime
    ) -> Message:
        """Store an outgoing message and put it on its way to WhatsApp, as SendReplyJob does."""
        content = expanded(draft, conversation, self.settings.inbox_name)
        message = Message(
            id=self.store.next_message_id(),
            conversation_id=conversation.id,
            kind=Kind.OUTGOING,
            content=content,
            rendered=rendered(draft, content),
            sender=sender,
            created_at=at,
            private=draft.private,
            content_type=draft.content_type,
            content_attributes=dict(draft.content_attributes),
            source_id=draft.source_id,
        )
        if draft.template_params is not None:
            message.additional_attributes["template_params"] = draft.template_params
        self._append(conversation, message, at)
        # With a source id Chatwoot believes that the message was delivered already.
        if not message.private and message.source_id is None:
            self._postbox.soon(self._carry(message, conversation, at))
        return message

    def echo_from_phone_app(self, conversation: Conversation, text: str, at: datetime) -> Message:
        """Somebody of the salon answered in the WhatsApp Business app: no sender at all."""
        message = Message(
            id=self.store.next_message_id(),
            conversation_id=conversation.id,
            kind=Kind.OUTGOING,
            content=text,
            rendered=text,
            sender=None,
            created_at=at,
            content_attributes={"external_echo": True},
            source_id=_wamid(),
            status="delivered",
        )
        self._append(conversation, message, at)
        return message

    def _append(self, conversation: Conversation, message: Message, at: datetime) -> None:
        conversation.messages.append(message)
        conversation.last_activity_at = at
        if message.kind is Kind.OUTGOING and isinstance(message.sender, Person):
            conversation.seen_by_team_at = at
            conversation.waiting_since = None
            conversation.first_reply_at = conversation.first_reply_at or at
        self._announcer.message("message_created", message, conversation, at)

    async def _carry(self, message: Message, conversation: Conversation, at: datetime) -> None:
        pause = self.settings.chatwoot_status_seconds
        await asyncio.sleep(pause)
        error = why_meta_refuses(message, conversation, at)
        if error is not None:
            message.content_attributes["external_error"] = error
            self._mark(message, conversation, "failed", at)
            return
        message.source_id = _wamid()
        self._mark(message, conversation, "delivered", at)
        await asyncio.sleep(pause)
        if message.status == "delivered":
            self._mark(message, conversation, "read", at)

    def fail_late(self, number: int, error: str, at: datetime) -> Message:
        """Meta's refusal of a message that seemed to be on its way, perhaps delivered."""
        for conversation in self.store.conversations.values():
            for message in conversation.messages:
                if message.id == number:
                    message.content_attributes["external_error"] = error
                    self._mark(message, conversation, "failed", at)
                    return message
        raise NoSuchConversation(number)

    def _mark(
        self, message: Message, conversation: Conversation, status: MessageStatus, at: datetime
    ) -> None:
        message.status = status
        message.updated_at = at
        self._announcer.message("message_updated", message, conversation, at)

    # --- the conversation's own life --------------------------------------------------------

    def set_status(
        self, conversation: Conversation, status: ConversationStatus, at: datetime
    ) -> None:
        before = conversation.status
        if before == status:
            return
        conversation.status = status
        # Leaving `pending` takes the conversation from the bot; coming back gives it again.
        if status == "pending":
            conversation.assignee = self.bot
        elif isinstance(conversation.assignee, Bot):
            conversation.assignee = None
        self._announcer.status_change(conversation, before, at)

    def assign(
        self, conversation: Conversation, assignee: Person | Bot | None, at: datetime
    ) -> None:
        before = getattr(conversation.assignee, "id", None)
        conversation.assignee = assignee
        now = getattr(assignee, "id", None)
        self._announcer.changed(conversation, at, assignee_id=(before, now))
        if isinstance(assignee, Bot):
            self.set_status(conversation, "pending", at)
        elif assignee is not None and conversation.status == "pending":
            self.set_status(conversation, "open", at)

    def assign_team(self, conversation: Conversation, team_id: int | None, at: datetime) -> None:
        before, conversation.team_id = conversation.team_id, team_id
        self._announcer.changed(conversation, at, team_id=(before, team_id))

    def label(self, conversation: Conversation, labels: list[str], at: datetime) -> None:
        """Labels are replaced as a whole."""
        before, conversation.labels = conversation.labels, labels
        self._announcer.changed(conversation, at, label_list=(before, labels))

    def set_attributes(
        self, conversation: Conversation, attributes: dict[str, Any], at: datetime
    ) -> None:
        before, conversation.custom_attributes = conversation.custom_attributes, attributes
        self._announcer.changed(conversation, at, custom_attributes=(before, attributes))

    async def _give_to_people(self, conversation_id: int) -> None:
        conversation = self.store.conversations.get(conversation_id)
        if conversation is None or conversation.status != "pending":
            return
        at = conversation.last_activity_at
        self.set_status(conversation, "open", at)
        note = Message(
            id=self.store.next_message_id(),
            conversation_id=conversation.id,
            kind=Kind.ACTIVITY,
            content=BOT_FAILED_NOTE,
            rendered="",
            sender=None,
            created_at=at,
        )
        conversation.messages.append(note)


def _wamid() -> str:
    return f"wamid.{uuid4().hex.upper()}"
