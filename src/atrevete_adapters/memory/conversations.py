"""What is said, to whom, and whose turn it is."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from atrevete_core.domain.conversation import Conversation, Utterance
from atrevete_core.domain.customer import Contact, NotAPhoneNumber, PhoneNumber
from atrevete_core.domain.ids import ContactId, ConversationId, SalonId, derived_id
from atrevete_core.domain.text import storable
from atrevete_core.ports.events import MessageArrived
from atrevete_core.ports.storage import NotFound, TurnLost

from .tables import Tables


class MemoryConversations:
    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    async def receive(self, salon_id: SalonId, message: MessageArrived) -> Conversation:
        contact = self._contact(salon_id, message)
        self._tables.contacts.put(contact.id, contact)
        key = ConversationId(derived_id("conversation", salon_id, contact.id))
        known = self._tables.conversations.get(key) or Conversation(
            id=key, salon_id=salon_id, contact_id=contact.id
        )
        if known.last_heard_at is None or message.sent_at >= known.last_heard_at:
            known = replace(known, thread_id=message.thread_id, last_heard_at=message.sent_at)
        self._tables.conversations.put(key, known)
        return _own(known)

    def _contact(self, salon_id: SalonId, message: MessageArrived) -> Contact:
        key = ContactId(derived_id("contact", salon_id, message.channel_id))
        known = self._tables.contacts.get(key) or Contact(
            id=key, salon_id=salon_id, channel_id=message.channel_id
        )
        return replace(
            known,
            desk_id=message.desk_id or known.desk_id,
            phone=_phone(message.phone) or known.phone,
            profile_name=storable(message.profile_name) or known.profile_name,
        )

    async def get(self, conversation_id: ConversationId) -> Conversation:
        return _own(self._known(conversation_id))

    async def lock(self, conversation_id: ConversationId) -> Conversation:
        return await self.get(conversation_id)

    async def of_channel(self, salon_id: SalonId, channel_id: str) -> Conversation | None:
        return await self.of_contact(ContactId(derived_id("contact", salon_id, channel_id)))

    async def of_contact(self, contact_id: ContactId) -> Conversation | None:
        for each in self._tables.conversations:
            if each.contact_id == contact_id:
                return _own(each)
        return None

    async def begin_turn(self, conversation_id: ConversationId) -> int:
        known = self._known(conversation_id)
        self._tables.conversations.put(known.id, replace(known, turn=known.turn + 1))
        return known.turn + 1

    async def close_turn(
        self, conversation_id: ConversationId, *, turn: int, dialogue: dict[str, Any]
    ) -> None:
        known = self._tables.conversations.get(conversation_id)
        if known is None or known.turn != turn:
            raise TurnLost
        self._tables.conversations.put(known.id, replace(known, dialogue=_copy(dialogue)))

    async def set_human(self, conversation_id: ConversationId, since: datetime) -> None:
        known = self._known(conversation_id)
        if known.human_since is None:
            self._tables.conversations.put(known.id, replace(known, human_since=since))

    async def give_back(self, conversation_id: ConversationId, *, at: datetime) -> None:
        known = self._known(conversation_id)
        given = replace(known, human_since=None, given_back_at=at)
        self._tables.conversations.put(known.id, given)

    async def remember(self, conversation_id: ConversationId, lines: Sequence[Utterance]) -> None:
        known = self._known(conversation_id)
        kept = tuple(replace(each, text=storable(each.text)) for each in lines)
        before = self._tables.history.get(known.id) or ()
        self._tables.history.put(known.id, before + kept)

    async def transcript(
        self, conversation_id: ConversationId, *, last: int
    ) -> Sequence[Utterance]:
        lines = self._tables.history.get(conversation_id) or ()
        return lines[-last:] if last else ()

    def _known(self, conversation_id: ConversationId) -> Conversation:
        conversation = self._tables.conversations.get(conversation_id)
        if conversation is None:
            raise NotFound(conversation_id)
        return conversation


def _own(conversation: Conversation) -> Conversation:
    """The dialogue is the one thing that a caller could change in place."""
    return replace(conversation, dialogue=_copy(conversation.dialogue))


def _copy(document: dict[str, Any]) -> dict[str, Any]:
    """Through JSON, as a database would: what is no JSON raises TypeError here too."""
    copied: dict[str, Any] = json.loads(json.dumps(document))
    return copied


def _phone(text: str | None) -> PhoneNumber | None:
    try:
        return PhoneNumber.parse(text) if text else None
    except NotAPhoneNumber:
        return None
