"""Effects on the outside world: each is a row of the outbox, written by whoever decided it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from .conversation import Reply
from .ids import (
    AppointmentId,
    ConversationId,
    DepositId,
    EscalationId,
    HoldId,
    SalonId,
    StylistId,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class SayToCustomer:
    """Say it in the conversation; if a person has the word by then, they get it as a note."""

    kind: Literal["say"] = "say"
    conversation_id: ConversationId
    reply: Reply
    #: The template although the window seems open: the channel refused the text.
    as_template: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeaveNote:
    """A private note for the team in the customer's conversation."""

    kind: Literal["note"] = "note"
    conversation_id: ConversationId
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PassToTeam:
    """Open the conversation for people at the messaging desk."""

    kind: Literal["pass_to_team"] = "pass_to_team"
    conversation_id: ConversationId


@dataclass(frozen=True, kw_only=True, slots=True)
class TellTeam:
    """A message in the team's own WhatsApp conversation (R34)."""

    kind: Literal["tell_team"] = "tell_team"
    reply: Reply


@dataclass(frozen=True, kw_only=True, slots=True)
class TellStylist:
    """An e-mail to a stylist about an appointment (R23). `team_instead` is said when it fails."""

    kind: Literal["tell_stylist"] = "tell_stylist"
    stylist_id: StylistId
    subject: str
    text: str
    team_instead: Reply | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenCheckout:
    """Ask the gateway for a payment page for this attempt; the link is then said."""

    kind: Literal["open_checkout"] = "open_checkout"
    deposit_id: DepositId


@dataclass(frozen=True, kw_only=True, slots=True)
class ExpireCheckout:
    """Close the payment page of this attempt; it may lose the race against a payment."""

    kind: Literal["expire_checkout"] = "expire_checkout"
    deposit_id: DepositId


@dataclass(frozen=True, kw_only=True, slots=True)
class RefundDeposit:
    """Give the money of this ledger row back."""

    kind: Literal["refund_deposit"] = "refund_deposit"
    deposit_id: DepositId


@dataclass(frozen=True, kw_only=True, slots=True)
class MirrorAppointment:
    """Make the stylist's calendar show this appointment as it is now, or not at all.

    Whoever delivers it reads the appointment then: late or repeated deliveries converge.
    """

    kind: Literal["mirror_appointment"] = "mirror_appointment"
    appointment_id: AppointmentId
    stylist_id: StylistId
    revision: int


Effect = (
    SayToCustomer
    | LeaveNote
    | PassToTeam
    | TellTeam
    | TellStylist
    | OpenCheckout
    | ExpireCheckout
    | RefundDeposit
    | MirrorAppointment
)

#: Effects that are words to somebody; all others only name rows.
WORDS = (SayToCustomer, LeaveNote, PassToTeam, TellTeam, TellStylist)


def conversation_lane(id: ConversationId) -> str:  # noqa: A002
    """Rows of one lane are delivered one after another, in the order of their commits (I7)."""
    return f"conversation:{id}"


def calendar_lane(id: StylistId) -> str:  # noqa: A002
    return f"calendar:{id}"


def payment_lane(id: HoldId) -> str:  # noqa: A002
    return f"payments:{id}"


def stylist_lane(id: StylistId) -> str:  # noqa: A002
    return f"stylist:{id}"


def team_lane(id: SalonId) -> str:  # noqa: A002
    return f"team:{id}"


def alert_key(id: EscalationId) -> str:  # noqa: A002
    """The key of the second word to the team about a hand-over that nobody took (R59)."""
    return f"alert:{id}"


class DeliveryStatus(StrEnum):
    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, kw_only=True, slots=True)
class Planned:
    """An effect about to be stored. `key` is unique: planning it twice stores it once."""

    key: str
    lane: str
    effect: Effect
    due_at: datetime
    salon_id: SalonId


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """A stored effect on its way."""

    id: int
    key: str
    lane: str
    effect: Effect
    salon_id: SalonId
    due_at: datetime
    status: DeliveryStatus = DeliveryStatus.PENDING
    attempts: int = 0
    #: Real time until which a worker has it; and that worker's token.
    leased_until: datetime | None = None
    lease: str = ""
    last_error: str = ""
    sent_at: datetime | None = None
    #: The vendor's name for what was made, once known.
    receipt: str = ""
    planned_at: datetime | None = field(default=None)
