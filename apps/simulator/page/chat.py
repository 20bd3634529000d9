"""The telephones: who writes, what stands on each screen, and what the team sees of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from ..chatwoot.desk import ChatwootDesk
from ..chatwoot.store import Bot, Contact, Conversation, Kind, Message, Person
from .books import Day, Known
from .wording import hour, long_day, short_day, whatsapp_html

_AUDIO: Final = "audio"
_PREVIEW: Final = 60
#: Whoever has not answered by then is not writing.
_PATIENCE: Final = timedelta(seconds=20)


@dataclass(frozen=True, kw_only=True)
class Chat:
    """A line of the list of conversations."""

    phone: str
    name: str
    preview: str
    at: str
    initials: str
    #: What the salon knows: "3 visitas · cita el mar 24 nov a las 10:00 con Víctor".
    known: str
    with_person: bool
    is_team: bool
    is_new: bool = False


@dataclass(frozen=True, kw_only=True)
class Bubble:
    """A message on the telephone's screen. `mine` is the customer's own."""

    id: int
    mine: bool
    html: Markup
    at: str
    day: str
    buttons: Sequence[str]
    voice: bool
    picture: str
    by: str
    read: bool
    failed: str
    template: str


@dataclass(frozen=True, kw_only=True)
class Note:
    """What only the team sees."""

    id: int
    by: str
    text: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One telephone, and the same conversation at the team's desk."""

    chat: Chat
    bubbles: Sequence[Bubble]
    typing: bool
    #: Whose turn it is to speak: "maite", "person", "resolved", or nobody's yet.
    turn: str
    person: str
    notes: Sequence[Note]


def chats_of(desk: ChatwootDesk, day: Day, today: date) -> list[Chat]:
    """Everybody with a telephone here, the last to speak first; the team's own at the end."""
    contacts = list(desk.store.contacts.values())
    lines = [(_last(desk, each), _chat(desk, each, day, today)) for each in contacts]
    in_order = sorted(lines, key=lambda line: (not line[1].is_team, _moment(line[0])), reverse=True)
    return [chat for last, chat in in_order if last is not None or not chat.is_team]


def first_word(desk: ChatwootDesk) -> datetime | None:
    """When a customer wrote first; none while nobody has."""
    every = (m for c in desk.store.conversations.values() for m in c.messages)
    return min((m.created_at for m in every if m.kind is Kind.INCOMING), default=None)


def new_chat(phone: str, name: str) -> Chat:
    """Somebody who has not written yet."""
    return Chat(
        phone=phone,
        name=name or phone,
        preview="",
        at="",
        initials=_initials(name or phone),
        known="",
        with_person=False,
        is_team=False,
        is_new=True,
    )


def screen_of(
    desk: ChatwootDesk, chat: Chat, zone: ZoneInfo, *, at: datetime, answering: bool
) -> Screen:
    """`answering` is whether somebody is there who could be writing just now."""
    said = desk.on_phone(chat.phone)
    contact = None if chat.is_new else desk.contact_on(chat.phone)
    own = desk.store.conversations_of(contact) if contact else []
    conversation = own[0] if own else None
    bubbles = [_bubble(message, said, zone) for message, _ in said]
    last = said[-1][0] if said else None
    waiting = last is not None and last.kind is Kind.INCOMING and not chat.is_team
    fresh = last is not None and at - last.created_at < _PATIENCE
    turn = _turn(conversation, chat)
    return Screen(
        chat=chat,
        bubbles=bubbles,
        typing=answering and waiting and fresh and turn == "maite",
        turn=turn,
        person=_assignee(conversation),
        notes=_notes(conversation, zone),
    )


def _last(desk: ChatwootDesk, contact: Contact) -> Message | None:
    spoken = (each.last_spoken() for each in desk.store.conversations_of(contact))
    return next((each for each in spoken if each is not None), None)


def _moment(message: Message | None) -> tuple[bool, int]:
    return (message is not None, message.id if message else 0)


def _chat(desk: ChatwootDesk, contact: Contact, day: Day, today: date) -> Chat:
    last, zone = _last(desk, contact), day.zone
    remembered = day.known.get(contact.source_id)
    name = remembered.name if remembered and remembered.name else contact.name
    return Chat(
        phone=contact.phone_number or contact.source_id,
        name=name,
        preview=_preview(last),
        at=_when(last.created_at.astimezone(zone), today) if last else "",
        initials=_initials(name),
        known=_remembered(remembered, zone),
        with_person=_is_with_person(desk, contact, day),
        is_team=contact.id == desk.settings.team_contact_id,
    )


def _is_with_person(desk: ChatwootDesk, contact: Contact, day: Day) -> bool:
    """The salon's books know it; without them the desk's own state is the best guess."""
    if day.with_person is not None:
        return contact.source_id in day.with_person
    own = desk.store.conversations_of(contact)
    return bool(own) and own[0].status == "open"


def _when(at: datetime, today: date) -> str:
    return hour(at) if at.date() == today else short_day(at.date())


def _preview(message: Message | None) -> str:
    if message is None:
        return ""
    text = " ".join((message.rendered or _attached(message)).replace("*", "").split())
    return text if len(text) <= _PREVIEW else f"{text[:_PREVIEW].rstrip()}…"


def _attached(message: Message) -> str:
    kinds = {each["file_type"] for each in message.attachments}
    return "🎤 Nota de voz" if _AUDIO in kinds else "📷 Foto" if kinds else ""


def _remembered(known: Known | None, zone: ZoneInfo) -> str:
    if known is None:
        return ""
    visits = "1 visita" if known.visits == 1 else f"{known.visits} visitas"
    parts = [visits if known.visits else "clienta nueva"]
    if known.next_start is not None:
        start = known.next_start.astimezone(zone)
        parts.append(f"cita el {short_day(start.date())} a las {hour(start)}")
        parts[-1] += f" con {known.next_stylist}"
    return " · ".join(parts)


def _initials(name: str) -> str:
    letters = [word[0] for word in name.split() if word[0].isalpha()]
    return "".join(letters[:2]).upper() or "☎"


def _bubble(
    message: Message, said: Sequence[tuple[Message, Conversation]], zone: ZoneInfo
) -> Bubble:
    mine = message.kind is Kind.INCOMING
    local = message.created_at.astimezone(zone)
    answered = any(m.id > message.id and m.kind is not Kind.INCOMING for m, _ in said)
    kinds = [str(each["file_type"]) for each in message.attachments]
    return Bubble(
        id=message.id,
        mine=mine,
        html=whatsapp_html(message.rendered),
        at=hour(local),
        day=long_day(local.date()),
        buttons=() if any(m.id > message.id for m, _ in said) else message.buttons,
        voice=_AUDIO in kinds,
        picture="🖼️" if "image" in kinds else "📎" if kinds and _AUDIO not in kinds else "",
        by="" if mine else _name_of(message.sender),
        read=answered if mine else message.status == "read",
        failed=_failure(message),
        template=str(message.template["name"]) if message.template else "",
    )


def _failure(message: Message) -> str:
    return str(message.content_attributes.get("external_error") or "")


def _name_of(sender: object) -> str:
    return sender.name if isinstance(sender, Person | Bot) else "El salón"


def _assignee(conversation: Conversation | None) -> str:
    assignee = conversation.assignee if conversation else None
    return assignee.name if isinstance(assignee, Person) else ""


def _turn(conversation: Conversation | None, chat: Chat) -> str:
    if conversation is None:
        return ""
    if conversation.status == "resolved":
        return "resolved"
    return "person" if chat.with_person else "maite"


def _notes(conversation: Conversation | None, zone: ZoneInfo) -> list[Note]:
    if conversation is None:
        return []
    private = (m for m in conversation.messages if m.private or m.kind is Kind.ACTIVITY)
    return [
        Note(
            id=each.id,
            by=_name_of(each.sender),
            text=each.content or "",
            at=hour(each.created_at.astimezone(zone)),
        )
        for each in private
    ]
