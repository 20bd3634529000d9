"""Chatwoot's JSON: of webhooks, and of REST answers.

Sources: `message.rb#webhook_data`, `event_data_presenter.rb`, the jbuilder views.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ..settings import SimulatorSettings
from .store import Bot, Contact, Conversation, Kind, Message, Person, Sender

Json = dict[str, Any]
_KIND_WORDS = {Kind.INCOMING: "incoming", Kind.OUTGOING: "outgoing", Kind.TEMPLATE: "template"}
_SENDER_WORDS = {Contact: "Contact", Person: "User", Bot: "AgentBot"}


def epoch(at: datetime | None) -> int:
    return 0 if at is None else int(at.timestamp())


def iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@dataclass(frozen=True)
class Bodies:
    """Renders what the store holds, for one account."""

    settings: SimulatorSettings

    @property
    def account(self) -> Json:
        return {"id": self.settings.account_id, "name": self.settings.account_name}

    @property
    def inbox(self) -> Json:
        return {"id": self.settings.inbox_id, "name": self.settings.inbox_name}

    def team(self, team_id: int | None) -> Json | None:
        if team_id is None:
            return None
        return {"id": team_id, "name": self.settings.team_name, "icon": "", "icon_color": ""}

    # --- webhooks ---------------------------------------------------------------------------

    def message_event(
        self, event: str, message: Message, conversation: Conversation, at: datetime
    ) -> Json:
        body: Json = {
            "account": self.account,
            "additional_attributes": message.additional_attributes,
            "content_attributes": message.content_attributes,
            "content_type": message.content_type,
            "content": message.content,
            "conversation": self.conversation_view(conversation, at),
            "created_at": iso(message.created_at),
            "id": message.id,
            "inbox": self.inbox,
            "message_type": _KIND_WORDS[message.kind],
            "private": message.private,
            "sender": self.sender_view(message.sender),
            "source_id": message.source_id,
        }
        if message.attachments:
            body["attachments"] = message.attachments
        return body | {"event": event}

    def conversation_event(
        self, event: str, conversation: Conversation, at: datetime, changes: list[Json] | None
    ) -> Json:
        body = self.conversation_view(conversation, at)
        return body | {"event": event, "changed_attributes": changes}

    def contact_event(self, event: str, contact: Contact, changes: list[Json] | None) -> Json:
        return self.contact_as_sender(contact) | {"event": event, "changed_attributes": changes}

    def contact_as_sender(self, contact: Contact) -> Json:
        """A contact as a webhook's sender: without `type`."""
        return {
            "account": self.account,
            "additional_attributes": contact.additional_attributes,
            "avatar": "",
            "custom_attributes": contact.custom_attributes,
            "email": contact.email,
            "id": contact.id,
            "identifier": contact.identifier,
            "name": contact.name,
            "phone_number": contact.phone_number,
            "thumbnail": "",
            "blocked": contact.blocked,
        }

    def sender_view(self, sender: Sender) -> Json | None:
        match sender:
            case Contact():
                return self.contact_as_sender(sender)
            case Person():
                return {
                    "id": sender.id,
                    "name": sender.name,
                    "email": sender.email,
                    "type": "user",
                }
            case Bot():
                return {"id": sender.id, "name": sender.name, "type": "agent_bot"}
            case None:
                return None

    def conversation_view(self, conversation: Conversation, at: datetime) -> Json:
        last = conversation.last_spoken()
        return {
            "additional_attributes": conversation.additional_attributes,
            "can_reply": conversation.can_reply(at),
            "channel": "Channel::Whatsapp",
            "contact_inbox": self._contact_inbox(conversation.contact),
            "id": conversation.id,
            "inbox_id": self.settings.inbox_id,
            "messages": [self.message_push(last, conversation)] if last else [],
            "labels": list(conversation.labels),
            "meta": {
                "sender": contact_push(conversation.contact),
                "assignee": person_push(conversation.assignee),
                "assignee_type": _assignee_type(conversation.assignee),
                "team": self.team(conversation.team_id),
                "hmac_verified": False,
            },
            "status": conversation.status,
            "custom_attributes": conversation.custom_attributes,
            "snoozed_until": None,
            "unread_count": conversation.unread(),
            "first_reply_created_at": _iso_or_none(conversation.first_reply_at),
            "priority": conversation.priority,
            "waiting_since": epoch(conversation.waiting_since),
            "agent_last_seen_at": epoch(conversation.seen_by_team_at),
            "contact_last_seen_at": 0,
            "last_activity_at": epoch(conversation.last_activity_at),
            "timestamp": epoch(conversation.last_activity_at),
            "created_at": epoch(conversation.created_at),
            "updated_at": round(at.timestamp(), 3),
            "account": self.account,
        }

    def _contact_inbox(self, contact: Contact) -> Json:
        return {
            "id": contact.id,
            "contact_id": contact.id,
            "inbox_id": self.settings.inbox_id,
            "source_id": contact.source_id,
            "created_at": iso(contact.created_at),
            "updated_at": iso(contact.created_at),
            "hmac_verified": False,
            "pubsub_token": f"simulated{contact.id}",
        }

    def message_push(self, message: Message, conversation: Conversation) -> Json:
        return self.message(message) | {
            "account_id": self.settings.account_id,
            "updated_at": iso(message.updated_at or message.created_at),
            "sender_type": _SENDER_WORDS.get(type(message.sender)),
            "sender_id": message.sender.id if message.sender else None,
            "external_source_ids": {},
            "additional_attributes": message.additional_attributes,
            "processed_message_content": message.content,
            "sentiment": {},
            "conversation": {
                "assignee_id": getattr(conversation.assignee, "id", None),
                "unread_count": conversation.unread(),
                "last_activity_at": epoch(conversation.last_activity_at),
                "contact_inbox": {"source_id": conversation.contact.source_id},
            },
        }

    # --- REST -------------------------------------------------------------------------------

    def message(self, message: Message) -> Json:
        body: Json = {
            "id": message.id,
            "content": message.content,
            "inbox_id": self.settings.inbox_id,
            "conversation_id": message.conversation_id,
            "message_type": int(message.kind),
            "content_type": message.content_type,
            "status": message.status,
            "content_attributes": message.content_attributes,
            "created_at": epoch(message.created_at),
            "private": message.private,
            "source_id": message.source_id,
        }
        if message.attachments:
            body["attachments"] = message.attachments
        if message.sender is not None:
            body["sender"] = _sender_push(message.sender)
        return body

    def conversation(self, conversation: Conversation, at: datetime) -> Json:
        data = self.conversation_view(conversation, at)
        last = conversation.last_spoken()
        meta = {
            "sender": self.contact(conversation.contact),
            "channel": "Channel::Whatsapp",
            "hmac_verified": False,
            "team": data["meta"]["team"],
        }
        if conversation.assignee is not None:
            meta["assignee"] = data["meta"]["assignee"]
            meta["assignee_type"] = data["meta"]["assignee_type"]
        del data["account"], data["contact_inbox"], data["channel"]
        return data | {
            "meta": meta,
            "account_id": self.settings.account_id,
            "uuid": conversation.uuid,
            "muted": False,
            "assignee_last_seen_at": 0,
            "snoozed_until": conversation.snoozed_until,
            "first_reply_created_at": epoch(conversation.first_reply_at),
            "last_non_activity_message": self.message(last) if last else None,
            "sla_policy_id": None,
        }

    def contact(self, contact: Contact, *, with_inboxes: bool = False) -> Json:
        body: Json = {
            "additional_attributes": contact.additional_attributes,
            "availability_status": "offline",
            "email": contact.email,
            "id": contact.id,
            "name": contact.name,
            "phone_number": contact.phone_number,
            "blocked": contact.blocked,
            "identifier": contact.identifier,
            "thumbnail": "",
            "custom_attributes": contact.custom_attributes,
            "last_activity_at": epoch(contact.last_activity_at or contact.created_at),
            "created_at": epoch(contact.created_at),
        }
        if with_inboxes:
            body["contact_inboxes"] = [self.contact_inbox(contact)]
        return body

    def contact_inbox(self, contact: Contact) -> Json:
        return {
            "source_id": contact.source_id,
            "inbox": {
                "id": self.settings.inbox_id,
                "avatar_url": "",
                "channel_id": self.settings.inbox_id,
                "name": self.settings.inbox_name,
                "channel_type": "Channel::Whatsapp",
                "provider": "whatsapp_cloud",
            },
        }


def contact_push(contact: Contact) -> Json:
    return {
        "additional_attributes": contact.additional_attributes,
        "custom_attributes": contact.custom_attributes,
        "email": contact.email,
        "id": contact.id,
        "identifier": contact.identifier,
        "name": contact.name,
        "phone_number": contact.phone_number,
        "thumbnail": "",
        "blocked": contact.blocked,
        "type": "contact",
    }


def person_push(assignee: Person | Bot | None) -> Json | None:
    match assignee:
        case Person():
            return {
                "id": assignee.id,
                "name": assignee.name,
                "available_name": assignee.name,
                "avatar_url": "",
                "type": "user",
                "availability_status": "online",
                "thumbnail": "",
            }
        case Bot():
            return {
                "id": assignee.id,
                "name": assignee.name,
                "avatar_url": "",
                "type": "agent_bot",
            }
        case None:
            return None


def _sender_push(sender: Contact | Person | Bot) -> Json | None:
    return contact_push(sender) if isinstance(sender, Contact) else person_push(sender)


def _assignee_type(assignee: Person | Bot | None) -> str | None:
    return None if assignee is None else _SENDER_WORDS[type(assignee)]


def _iso_or_none(at: datetime | None) -> str | None:
    return None if at is None else iso(at)
