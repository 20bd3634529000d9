"""The parts of Chatwoot's JSON that we read; everything else in it is ignored."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from atrevete_core.domain.conversation import MessageKind

#: The key in `content_attributes` under which a message of ours carries its marker.
MARKER = "atrevete_marker"

Number = Annotated[int, Field(gt=0, lt=2**63)]


def _without_nul(text: str) -> str:
    # PostgreSQL stores no NUL.
    return text.replace("\x00", "")


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


Text = Annotated[str, AfterValidator(_without_nul)]
Instant = Annotated[datetime, AfterValidator(_aware)]


class Body(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


Read = TypeVar("Read", bound=Body)


def read(kind: type[Read], body: bytes) -> Read:
    """The body as `kind`. Half an emoji (a lone surrogate) becomes "?".

    Raises ValueError for what is not JSON, is nested too deeply or has another shape.
    """
    try:
        return kind.model_validate_json(body)
    except ValidationError:
        if b"\\ud" not in body.lower():
            raise
    return kind.model_validate_json(_without_lone_surrogates(body))


def _without_lone_surrogates(body: bytes) -> bytes:
    try:
        return json.dumps(json.loads(body), ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


class Numbered(Body):
    id: Number


class Person(Body):
    """A contact, a user or a bot; a contact has no `type` at the top level (CONTRACTS A1)."""

    id: Number | None = None
    name: Text | None = None
    phone_number: str | None = None
    type: str | None = None


class Attachment(Body):
    file_type: str = ""
    content_type: str | None = None
    extension: str | None = None
    data_url: str | None = None
    transcribed_text: Text | None = None

    @property
    def is_webp(self) -> bool:
        return self.content_type == "image/webp" or self.extension == "webp"


class ContactInbox(Body):
    contact_id: Number
    inbox_id: Number
    source_id: str = Field(min_length=1)


class Meta(Body):
    sender: Person = Person()
    assignee_type: str | None = None


class Conversation(Body):
    """`id` is the display id: the one that every REST path uses."""

    id: Number
    inbox_id: Number
    status: str
    contact_inbox: ContactInbox
    meta: Meta


class MessageEvent(Body):
    """`message_created` and `message_updated`; here `message_type` is a word."""

    event: Literal["message_created", "message_updated"]
    id: Number
    account: Numbered
    inbox: Numbered
    conversation: Conversation
    content: Text | None = None
    content_attributes: dict[str, Any] | None = None
    created_at: Instant
    message_type: str
    private: bool = False
    sender: Person | None = None
    attachments: tuple[Attachment, ...] = ()


class ConversationEvent(Conversation):
    event: str
    account: Numbered


class AnyEvent(Body):
    event: str


class Message(Body):
    """A message as REST answers it; here `message_type` is a number."""

    id: Number
    content: Text | None = None
    message_type: int
    created_at: int = Field(ge=0, lt=2**37)
    private: bool = False
    content_attributes: dict[str, Any] | None = None
    sender_type: str | None = None
    sender: Person | None = None
    attachments: tuple[Attachment, ...] = ()


class MessagePage(Body):
    payload: tuple[Message, ...]


class Thread(Body):
    """A conversation in a list of REST's."""

    id: Number
    inbox_id: Number | None = None
    status: str = ""


class Talker(Body):
    """Who a listed conversation is with."""

    sender: Person = Person()


class Talk(Body):
    """A conversation in the list of all, newest activity first."""

    id: Number
    inbox_id: Number
    last_activity_at: int = Field(ge=0, lt=2**37)
    meta: Talker


class Talks(Body):
    payload: tuple[Talk, ...]


class TalkPage(Body):
    data: Talks


class ThreadPage(Body):
    payload: tuple[Thread, ...]


class ContactInboxOfContact(Body):
    source_id: str | None = None
    inbox: Numbered


class Contact(Body):
    contact_inboxes: tuple[ContactInboxOfContact, ...] = ()


class ContactAnswer(Body):
    payload: Contact


_KINDS = {
    "audio": MessageKind.AUDIO,
    "image": MessageKind.IMAGE,
    "location": MessageKind.LOCATION,
    "contact": MessageKind.CONTACT,
}


def marker_of(attributes: dict[str, Any] | None) -> str:
    """Our marker in a message, or nothing."""
    marker = (attributes or {}).get(MARKER)
    return marker if isinstance(marker, str) else ""


def kind_of(message: MessageEvent | Message) -> MessageKind:
    """What the customer sent. Chatwoot cannot tell stickers: a bare webp picture counts as one."""
    if not message.attachments:
        unsupported = (message.content_attributes or {}).get("is_unsupported")
        return MessageKind.FILE if unsupported else MessageKind.TEXT
    first = message.attachments[0]
    kind = _KINDS.get(first.file_type, MessageKind.FILE)
    if kind is MessageKind.IMAGE and first.is_webp and not message.content:
        return MessageKind.STICKER
    return kind


def text_of(message: MessageEvent | Message) -> str:
    """What was written, or Chatwoot's own transcription of a voice note."""
    heard = message.attachments[0].transcribed_text if message.attachments else None
    return message.content or heard or ""


def url_of(message: MessageEvent | Message) -> str:
    return (message.attachments[0].data_url or "") if message.attachments else ""
