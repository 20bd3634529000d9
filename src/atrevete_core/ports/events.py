"""What arrives from outside, in the salon's words. Adapters make these from vendors' bodies."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from atrevete_core.domain.conversation import MessageKind

from .deposit_gateway import CheckoutNews, DisputeNews, RefundNews

__all__ = [
    "BadSignature",
    "CheckoutNews",
    "DisputeNews",
    "Incoming",
    "MessageArrived",
    "MessageFailed",
    "NoNews",
    "PersonSpoke",
    "RefundNews",
    "Source",
    "ThreadChanged",
    "UnreadableEvent",
]


class Source(StrEnum):
    """Where an event came from; with its external id it is stored once."""

    DESK = "desk"
    GATEWAY = "gateway"
    CALENDAR = "calendar"


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageArrived:
    """A customer wrote."""

    external_id: str
    number: int
    #: Who: the channel's identity; the phone number may be absent.
    channel_id: str
    desk_id: str
    phone: str | None
    profile_name: str
    thread_id: str
    kind: MessageKind
    text: str
    sent_at: datetime
    attachment_url: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonSpoke:
    """Somebody of the team answered the customer (or, `private`, left a note)."""

    external_id: str
    channel_id: str
    desk_id: str
    thread_id: str
    text: str
    private: bool
    sent_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ThreadChanged:
    """The team assigned, resolved or reopened the desk's conversation."""

    external_id: str
    channel_id: str
    desk_id: str
    thread_id: str
    resolved: bool
    #: Assigned to a person; False when it is nobody's or the bot's.
    with_person: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class MessageFailed:
    """A message of ours did not reach the customer, however late the desk says so."""

    external_id: str
    #: Our marker on it: the key of the effect.
    marker: str
    #: The channel's own words.
    error: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NoNews:
    """Understood, and nothing for us: our own message come back, a typing signal."""

    external_id: str
    reason: str


Incoming = (
    MessageArrived
    | MessageFailed
    | PersonSpoke
    | ThreadChanged
    | CheckoutNews
    | RefundNews
    | DisputeNews
    | NoNews
)


class UnreadableEvent(ValueError):
    """Signed, but not of the shape that was agreed: stored, answered 200, and parked."""


class BadSignature(Exception):
    """Not signed by a secret of ours, or too old."""
