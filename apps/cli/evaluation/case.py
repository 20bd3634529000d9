"""A case as it is written in a file: a customer with a goal, and what must be true at the end.

Words are free, facts are not. A key that is not known is an error that names it: a misspelt
expectation must never pass unseen.
"""

import re
from datetime import date, datetime, time
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.conversation import EscalationReason


class Written(BaseModel):
    """Whatever is written in a file of cases."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def says(self, key: str) -> bool:
        """Whether the key is written there: null is something else than nothing."""
        return key in self.model_fields_set


def _several(given: object) -> object:
    return given if isinstance(given, list) else [given]


def _pattern(written: str) -> str:
    try:
        re.compile(written)
    except re.error as error:
        msg = f"{written!r} is no pattern: {error}"
        raise ValueError(msg) from error
    return written


Pattern = Annotated[str, AfterValidator(_pattern)]


class Media(Written):
    """A message that is no text. `text` is a caption."""

    type: Literal["audio", "image", "sticker", "location"]
    text: str = ""


class Repeated(Written):
    unit: str
    times: Annotated[int, Field(ge=0)]
    prefix: str = ""
    suffix: str = ""


class Generated(Written):
    """One huge text."""

    generate: Repeated

    @property
    def text(self) -> str:
        made = self.generate
        return made.prefix + made.unit * made.times + made.suffix


class RepeatedMessage(Written):
    text: str
    times: Annotated[int, Field(ge=0)]


class Flood(Written):
    """Many messages at one moment."""

    generate_messages: RepeatedMessage


Message = str | Media | Generated | Flood
Burst = Annotated[tuple[Message, ...], BeforeValidator(_several)]


class PastVisit(Written):
    services: tuple[str, ...]
    stylist: str
    days_ago: Annotated[int, Field(ge=1)]


class UpcomingVisit(Written):
    """`deposit_paid` is in euros; true means the deposit that the salon asks for."""

    services: tuple[str, ...]
    stylist: str
    start: datetime
    deposit_paid: bool | float = True


class KnownCustomer(Written):
    """Somebody whom the salon knows."""

    phone: str
    whatsapp_name: str = ""
    known: bool = True
    first_name: str = ""
    last_name: str = ""
    history: tuple[PastVisit, ...] = ()
    upcoming: tuple[UpcomingVisit, ...] = ()


class CaseCustomer(KnownCustomer):
    """Who writes. What is known of them counts only when they are `known`."""

    known: bool = False


class ClosedDate(Written):
    date: date
    reason: str = ""


class BusyTime(Written):
    stylist: str
    start: datetime
    end: datetime


class Rule(Written):
    """What the customer says when the salon's words match."""

    when: Pattern
    say: Burst
    once: bool = False
    end: bool = False
    pick: Annotated[int | None, Field(ge=1)] = None


class Trigger(Written):
    """The salon speaks first."""

    type: Literal["reminder_48h"]


class Transport(Written):
    """What the network does to an event on its way to the webhooks."""

    chatwoot: Literal["unsigned", "repeated"] | None = None
    stripe: Literal["unsigned", "stale"] | None = None


class StartWindow(Written):
    """A start on that local date, from the one hour to the other, both included."""

    date: date
    opens: Annotated[time, Field(alias="from")] = time.min
    closes: Annotated[time, Field(alias="to")] = time.max


Names = Annotated[tuple[str, ...], BeforeValidator(_several)]
Start = StartWindow | datetime


class WantedAppointment(Written):
    """An appointment that must be there; a key that is absent is not checked."""

    status: Literal["confirmed", "provisional", "expired", "cancelled", "completed"] = "confirmed"
    services: tuple[str, ...] | None = None
    pack: str | None = None
    stylist: Names | None = None
    start: Start | None = None
    customer_name: str | None = None
    deposit_eur: float | None = None
    kept_deposit: bool | None = None
    group: bool | None = None
    booked_by: str | None = None

    @property
    def wanted_status(self) -> AppointmentStatus:
        return AppointmentStatus(self.status)


class WantedCancellation(Written):
    services: tuple[str, ...] | None = None
    stylist: Names | None = None
    start: Start | None = None
    refund: bool | None = None
    deposit_eur: float | None = None


class WantedCustomer(Written):
    first_name: str


Reasons = Annotated[tuple[EscalationReason | None, ...], BeforeValidator(_several)]
Patterns = tuple[Pattern, ...]


class Expect(Written):
    """What must be true at the end. Absent keys are not checked: `says` tells null from absent."""

    appointments: tuple[WantedAppointment, ...] | None = None
    cancelled: tuple[WantedCancellation, ...] | None = None
    refunds: int | None = None
    deposit_total_eur: float | None = None
    one_payment: bool | None = None
    distinct_stylists: bool | None = None
    customer: WantedCustomer | None = None
    escalation: Reasons | None = None
    no_new_appointment: bool | None = None
    replies_must_match: Patterns = ()
    replies_must_not_match: Patterns = ()
    # Hostile and broken inputs:
    no_discount: bool | None = None
    must_match: Patterns = ()
    must_not_match: Patterns = ()
    must_answer: bool | None = None
    max_bot_messages: int | None = None
    max_holds: int | None = None
    others_untouched: bool | None = None
    tables_intact: bool | None = None
    messages_only_to_sender: bool | None = None
    http_status: Annotated[tuple[int, ...], BeforeValidator(_several)] | None = None


class Case(Written):
    """A customer with a goal, and what must be true in the database when it is over."""

    id: str
    scenario: int | str | None = None
    variant: str | int | None = None
    category: str = ""
    now: datetime
    customer: CaseCustomer
    others: tuple[KnownCustomer, ...] = ()
    closures: tuple[ClosedDate, ...] = ()
    busy: tuple[BusyTime, ...] = ()
    opening: Burst = ()
    trigger: Trigger | None = None
    transport: Transport | None = None
    replies: tuple[Rule, ...] = ()
    fallback: tuple[Burst, ...] = ()
    after_payment: Literal["pay", "fail_once", "fail_twice", "never"] = "never"
    after_link: Burst = ()
    on_payment_fail: tuple[Burst, ...] = ()
    keep_talking_after_link: bool = False
    continue_after_payment: bool = False
    max_turns: Annotated[int, Field(ge=1)] = 20
    expect: Expect | None = None
    expect_alt: tuple[Expect, ...] = ()
    # Words for people, never checked.
    correct: Any = None
    note: Any = None
    source: Any = None
    source_ref: Any = None

    @model_validator(mode="after")
    def _can_be_played(self) -> Self:
        if not self.opening and self.trigger is None:
            msg = "a case begins with an opening or with a trigger"
            raise ValueError(msg)
        if self.expect is None and not self.expect_alt:
            msg = "a case says what to expect"
            raise ValueError(msg)
        return self

    @property
    def accepted(self) -> tuple[Expect, ...]:
        """Any one of these passes."""
        return (*((self.expect,) if self.expect else ()), *self.expect_alt)

    @property
    def by_http(self) -> bool:
        """Whether the webhooks take part."""
        return self.transport is not None or any(each.says("http_status") for each in self.accepted)
