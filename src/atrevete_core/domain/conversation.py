"""Conversations: turns of words, replies, and why a person is called."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from .ids import ContactId, ConversationId, CustomerId, EscalationId, InboxId, SalonId
from .interval import after


class MessageKind(StrEnum):
    TEXT = "text"
    AUDIO = "audio"
    IMAGE = "image"
    STICKER = "sticker"
    LOCATION = "location"
    FILE = "file"
    CONTACT = "contact"


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerMessage:
    """One message of a customer, as it was stored."""

    id: InboxId
    conversation_id: ConversationId
    #: The channel's running number: what orders messages (fault 18).
    number: int
    kind: MessageKind
    text: str
    received_at: datetime
    #: The messaging desk's conversation it came in.
    thread_id: str
    attachment_url: str = ""
    #: When they wrote it, by the channel; None where it is not known.
    sent_at: datetime | None = None


class Disposition(StrEnum):
    """What became of an accepted message: exactly one of these (I5)."""

    ANSWERED = "answered"
    ESCALATED = "escalated"
    LEFT_TO_PERSON = "left_to_person"
    STALE = "stale"
    IGNORED = "ignored"
    APPLIED = "applied"
    PARKED = "parked"


class EscalationReason(StrEnum):
    """The words that the team, the reports and the evaluation use."""

    MEDICAL = "medical_consultation"
    PAYMENT_FAILURE = "payment_failure"
    AMBIGUITY = "ambiguity"
    DELAY = "delay_notice"
    LATE_CANCELLATION = "late_cancellation"
    MANUAL_REQUEST = "manual_request"
    SAME_DAY = "same_day_booking"
    AGENDA_CONFLICT = "agenda_conflict"
    MONEY = "money"
    DELIVERY = "delivery"
    WISH = "wish"


@dataclass(frozen=True, kw_only=True, slots=True)
class Escalation:
    """A task for a person. A hand-over silences Maite; a notice does not (R34)."""

    id: EscalationId
    salon_id: SalonId
    reason: EscalationReason
    silences: bool
    summary: str
    raised_at: datetime
    conversation_id: ConversationId | None = None
    customer_id: CustomerId | None = None
    taken_at: datetime | None = None
    closed_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """Everything said with one contact. `dialogue` is a small JSON document of the flow's."""

    id: ConversationId
    salon_id: SalonId
    contact_id: ContactId
    #: The messaging desk's current conversation; it changes after each time it was resolved.
    thread_id: str = ""
    turn: int = 0
    dialogue: dict[str, Any] = field(default_factory=dict)
    #: While set a person has the word and Maite is silent.
    human_since: datetime | None = None
    #: When a person last gave the word back to Maite (she introduces herself again, R2).
    given_back_at: datetime | None = None
    #: When the customer last wrote: the channel's 24-hour window counts from here.
    last_heard_at: datetime | None = None


class Speaker(StrEnum):
    CUSTOMER = "customer"
    MAITE = "maite"
    PERSON = "person"


@dataclass(frozen=True, kw_only=True, slots=True)
class Utterance:
    """A line of the transcript."""

    speaker: Speaker
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """The customer has paused: answer now."""


@dataclass(frozen=True, slots=True)
class Wait:
    """More may come: look again then."""

    until: datetime


@dataclass(frozen=True, slots=True)
class NothingToAnswer:
    """Every message has been answered."""


def turn_is_due(
    received: list[datetime], *, at: datetime, settle: timedelta, patience: timedelta
) -> Due | Wait | NothingToAnswer:
    """Whether a burst of messages has ended (R36).

    `settle` after the last message, but never more than `patience` after the first.
    """
    if not received:
        return NothingToAnswer()
    due = min(
        after(max(received), seconds=settle.total_seconds()),
        after(min(received), seconds=patience.total_seconds()),
    )
    return Due() if at >= due else Wait(due)


#: What arrives later than this after it was written, and after a newer message was answered, is
#: not answered any more (fault 19).
_TOO_LATE = timedelta(minutes=10)


def is_stale(message: CustomerMessage, *, answered: int, at: datetime) -> bool:
    """Whether answering would be a reply to the past. `answered`: the newest number answered."""
    sent = message.sent_at or message.received_at
    return message.number < answered and at - sent > _TOO_LATE


_MINUTE = timedelta(minutes=1)


def breath(recent: Sequence[tuple[datetime, int]], *, at: datetime, most: int) -> datetime | None:
    """When a customer who floods is answered next: `recent` are (when, how many messages) of the
    turns so far. None: now. Above `most` messages a minute the rest is answered together, later.
    """
    last_minute = [(when, count) for when, count in recent if at - when < _MINUTE]
    if sum(count for _, count in last_minute) < most:
        return None
    return after(min(when for when, _ in last_minute), seconds=_MINUTE.total_seconds())


WINDOW = timedelta(hours=24)


def window_is_open(conversation: Conversation, at: datetime) -> bool:
    """Whether free text still reaches the customer; outside only templates do (CONTRACTS A3)."""
    heard = conversation.last_heard_at
    return heard is not None and at < after(heard, seconds=WINDOW.total_seconds())


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """An approved message for use outside the 24-hour window: its name and body parameters."""

    name: str
    parameters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    """What Maite says: plain text with WhatsApp's *bold*, and up to three reply buttons."""

    text: str
    buttons: tuple[str, ...] = ()
    template: Template | None = None
