"""Customers with their phones, and the salon's team at its Chatwoot screen."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from litestar import get, post
from litestar.di import NamedDependency as Given
from litestar.params import FromPath, FromQuery, JSONBody

from ..chatwoot.desk import ChatwootDesk
from ..chatwoot.store import Conversation, Kind, Message
from ..chatwoot.team import TEAM, person_of_team
from ..chatwoot.wording import Draft, Incoming
from ..media import attachment_body

Desk = Given[ChatwootDesk]
Now = Given[datetime]

Json = dict[str, Any]
AttachmentKind = Literal["audio", "image", "sticker", "video", "file", "location", "contact"]


@dataclass(frozen=True, kw_only=True)
class Attachment:
    """Something else than text; `url` replaces the simulator's own small sample.

    `words` are what is said in a voice note; `transcript` is what Chatwoot itself makes of it.
    """

    type: AttachmentKind
    url: str | None = None
    transcript: str = ""
    words: str = ""
    latitude: float = 40.4168
    longitude: float = -3.7038


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a customer sends. Without a name WhatsApp shows none; `text` may be a caption."""

    text: str | None = None
    name: str | None = None
    attachment: Attachment | None = None
    message_id: str | None = None
    content_attributes: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Failure:
    error: str = "131026: Message undeliverable"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What somebody of the team writes or does; `person` is a Chatwoot user's number."""

    text: str = ""
    person: int = TEAM[0].id


@post("/customers/{phone:str}/messages")
async def write(desk: Desk, phone: FromPath[str], data: JSONBody[Written], now: Now) -> Json:
    """The customer writes; answers with Chatwoot's numbers of what came to be."""
    attachments = [_attachment(desk, data.attachment)] if data.attachment else []
    incoming = Incoming(
        text=data.text,
        attachments=attachments,
        message_id=data.message_id,
        content_attributes=data.content_attributes,
    )
    message = desk.receive(phone, data.name, incoming, now)
    return _numbers(message)


@get("/customers/{phone:str}/messages")
async def phone_screen(
    desk: Desk,
    phone: FromPath[str],
    *,
    after: FromQuery[int] = 0,
    everything: FromQuery[bool] = False,
) -> list[Json]:
    """What this customer sees; with `everything` also what never arrived, with its error."""
    said = [(m, c) for m, c in desk.on_phone(phone) if m.id > after]
    return [_bubble(m) for m, _ in said if everything or _arrived(m)]


@post("/messages/{number:int}/fail")
async def fail_message(
    desk: Desk, number: FromPath[int], data: JSONBody[Failure], now: Now
) -> Json:
    """A message of the salon's turns out undeliverable, however late."""
    return _bubble(desk.fail_late(number, data.error, now))


@get("/customers")
async def customers(desk: Desk) -> list[Json]:
    """Everybody who has a conversation, for the page's list of chats."""
    return [
        {
            "phone": contact.phone_number or contact.source_id,
            "name": contact.name,
            "conversations": [_summary(c) for c in desk.store.conversations_of(contact)],
        }
        for contact in desk.store.contacts.values()
        if desk.store.conversations_of(contact)
    ]


@post("/team/{phone:str}/reply")
async def reply(desk: Desk, phone: FromPath[str], data: JSONBody[Said], now: Now) -> Json:
    """A person answers in Chatwoot."""
    conversation = desk.latest_conversation_on(phone)
    person = person_of_team(data.person)
    return _numbers(desk.send(conversation, Draft(content=data.text), person, now))


@post("/team/{phone:str}/reply-from-phone")
async def reply_from_phone(
    desk: Desk, phone: FromPath[str], data: JSONBody[Said], now: Now
) -> Json:
    """A person answers in the WhatsApp Business app: Chatwoot sees an echo without sender."""
    conversation = desk.latest_conversation_on(phone)
    return _numbers(desk.echo_from_phone_app(conversation, data.text, now))


@post("/team/{phone:str}/note")
async def note(desk: Desk, phone: FromPath[str], data: JSONBody[Said], now: Now) -> Json:
    """A private note."""
    conversation = desk.latest_conversation_on(phone)
    draft = Draft(content=data.text, private=True)
    return _numbers(desk.send(conversation, draft, person_of_team(data.person), now))


@post("/team/{phone:str}/assign")
async def assign(desk: Desk, phone: FromPath[str], data: JSONBody[Said], now: Now) -> Json:
    """Give the conversation to a person; `person` 0 takes it from everybody."""
    conversation = desk.latest_conversation_on(phone)
    desk.assign(conversation, person_of_team(data.person), now)
    return _summary(conversation)


@post("/team/{phone:str}/resolve")
async def resolve(desk: Desk, phone: FromPath[str], now: Now) -> Json:
    conversation = desk.latest_conversation_on(phone)
    desk.set_status(conversation, "resolved", now)
    return _summary(conversation)


@post("/team/{phone:str}/reopen")
async def reopen(desk: Desk, phone: FromPath[str], now: Now) -> Json:
    conversation = desk.latest_conversation_on(phone)
    desk.set_status(conversation, "open", now)
    return _summary(conversation)


@post("/team/{phone:str}/return-to-bot")
async def return_to_bot(desk: Desk, phone: FromPath[str], now: Now) -> Json:
    """Set the conversation to pending: the bot's again."""
    conversation = desk.latest_conversation_on(phone)
    desk.set_status(conversation, "pending", now)
    return _summary(conversation)


@get("/team/{phone:str}")
async def team_screen(desk: Desk, phone: FromPath[str]) -> Json:
    """The newest conversation as the team sees it, private notes and activity included."""
    conversation = desk.latest_conversation_on(phone)
    messages = [
        _bubble(m) | {"private": m.private, "activity": m.kind is Kind.ACTIVITY}
        for m in conversation.messages
    ]
    return _summary(conversation) | {"messages": messages}


def _attachment(desk: ChatwootDesk, asked: Attachment) -> Json:
    return attachment_body(
        desk.settings.base_url,
        asked.type,
        url=asked.url,
        transcript=asked.transcript,
        words=asked.words,
        coordinates=(asked.latitude, asked.longitude),
    )


def _numbers(message: Message) -> Json:
    return {
        "message_id": message.id,
        "conversation_id": message.conversation_id,
        "source_id": message.source_id,
    }


def _arrived(message: Message) -> bool:
    return message.kind is Kind.INCOMING or message.status in {"delivered", "read"}


def _bubble(message: Message) -> Json:
    template = message.template
    return {
        "id": message.id,
        "conversation_id": message.conversation_id,
        "direction": "from_customer" if message.kind is Kind.INCOMING else "to_customer",
        "text": message.rendered,
        "content": message.content,
        "buttons": message.buttons,
        "at": message.created_at.isoformat(),
        "status": message.status,
        "error": message.content_attributes.get("external_error"),
        "template": template["name"] if template else None,
        "sender": type(message.sender).__name__.lower() if message.sender else None,
        "attachments": [a["file_type"] for a in message.attachments],
    }


def _summary(conversation: Conversation) -> Json:
    assignee = conversation.assignee
    return {
        "conversation_id": conversation.id,
        "status": conversation.status,
        "assignee": assignee.name if assignee else None,
        "labels": conversation.labels,
        "custom_attributes": conversation.custom_attributes,
        "last_activity_at": conversation.last_activity_at.isoformat(),
    }
