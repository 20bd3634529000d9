"""Understanding: words become look-ups or commands. It never decides and never changes anything."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.commands import Command, UnclearService
from atrevete_core.domain.conversation import CustomerMessage, Utterance
from atrevete_core.domain.opening import OpeningHours


class Question(StrEnum):
    """What Maite has asked last and still waits for."""

    NAME_CHECK = "name_check"  #: «¿Te llamas Laura?»
    NAME = "name"
    SURNAME = "surname"
    SERVICE = "service"
    WHICH_SERVICE = "which_service"  #: between the candidates of `Situation.choices`
    PACK = "pack"  #: the pack, or only what was asked for
    DAY = "day"
    SLOT = "slot"  #: which of the slots on offer
    LOOK_AGAIN = "look_again"  #: after a lapse: «¿Miro si sigue libre?»
    ANYTHING_ELSE = "anything_else"
    CONSULTATION = "consultation"
    WHICH_APPOINTMENT = "which_appointment"
    NEW_DAY = "new_day"  #: to when an appointment moves
    CANCEL = "cancel"
    CANCEL_WITHOUT_REFUND = "cancel_without_refund"
    SECOND_BOOKING = "second_booking"  #: the other category, one after the other
    THIRD_NAME = "third_name"
    ARRIVAL = "arrival"  #: when somebody comes who is late
    PAYMENT_TROUBLE = "payment_trouble"  #: while a link waits: «¿Te está fallando el pago?»
    ATTENDANCE = "attendance"  #: the reminder's «¿Nos vemos?»


@dataclass(frozen=True, kw_only=True, slots=True)
class OfferedSlot:
    """A slot on offer, as the customer sees it: local start and the stylist's name."""

    start: datetime
    stylist: str
    #: When everybody who comes is done, where it is known.
    end: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Upcoming:
    """An appointment that exists: its local start, and the names of its services."""

    start: datetime
    services: tuple[str, ...] = ()
    stylist: str = ""
    #: It was just paid for, moved or told: «no, mejor a la 1» is about it.
    spoken_of: bool = False
    #: Where it was before it was moved a moment ago: «no, déjala como estaba».
    before: OfferedSlot | None = None
    #: The open question is about it: «¿Cancelo…?», «¿Para cuándo te la cambio?».
    asked_about: bool = False
    #: Who comes, and what they are to the writer ("mi hija"); both empty when it is the writer.
    person: str = ""
    relation: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """One of several who are to come together; the writer is "" to themselves."""

    whom: str = ""
    name: str = ""
    services: tuple[str, ...] = ()
    #: Of what they want, that between which Maite still has to ask.
    unclear: tuple[UnclearService, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Situation:
    """Where the conversation stands: all that may be needed to understand the next words."""

    #: The salon's local time of the turn (aware).
    now: datetime
    catalogue: Catalogue
    hours: OpeningHours
    question: Question | None = None
    offered: tuple[OfferedSlot, ...] = ()
    #: Catalogue or pack names that the open question is about.
    choices: tuple[str, ...] = ()
    #: Services of the draft booking so far.
    services: tuple[str, ...] = ()
    #: Words of the draft of which it is still to be asked what they mean.
    unclear: tuple[UnclearService, ...] = ()
    #: Whom it is for beside the writer: "mi madre".
    companions: tuple[str, ...] = ()
    #: Each of several who come together, with what they want; empty for one person.
    group: tuple[Coming, ...] = ()
    #: The name in the customer's profile that «¿Te llamas …?» asked about, or their known name.
    first_name: str = ""
    #: Topics of the salon's FAQ with the words that customers use for them.
    topics: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_upcoming: bool = False
    #: The customer's confirmed appointments: which one «lo del martes» is.
    upcoming: tuple[Upcoming, ...] = ()
    #: Services of their last completed appointments, latest first: they tell whose «corte» it is.
    had: tuple[str, ...] = ()
    waits_for_payment: bool = False
    #: The hour that is held for it.
    held: OfferedSlot | None = None

    @property
    def day_on_offer(self) -> date | None:
        """The day of the hours on offer, when there is only one."""
        return _only_day([each.start for each in self.offered])

    @property
    def days_proposed(self) -> tuple[date, ...]:
        """Days that were named instead of one on which the salon is closed."""
        named = self.choices if self.question is Question.DAY else ()
        return tuple(map(date.fromisoformat, named))

    @property
    def day_spoken_of(self) -> date | None:
        """The day on offer, or of the appointment that was just paid for, moved or told; the first
        of those proposed.
        """
        told = [each.start for each in self.upcoming if each.spoken_of]
        return self.day_on_offer or _only_day(told) or next(iter(self.days_proposed), None)


def _only_day(starts: Sequence[datetime]) -> date | None:
    days = {each.date() for each in starts}
    return days.pop() if len(days) == 1 else None


class Tool(StrEnum):
    """Read-only look-ups, always about this salon and this conversation's customer."""

    SERVICES = "services"
    PACKS = "packs"
    AVAILABILITY = "availability"
    HOURS = "hours"
    FAQ = "faq"
    MY_APPOINTMENTS = "my_appointments"


@dataclass(frozen=True, kw_only=True, slots=True)
class LookUp:
    """A question to the salon's books. `arguments` is plain JSON; unknown keys are refused."""

    id: str
    tool: Tool
    arguments: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """What a look-up brought: plain JSON, facts of the salon only."""

    look_up: LookUp
    result: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """One question to the interpreter: what was just written (a burst), and the situation."""

    messages: Sequence[CustomerMessage]
    situation: Situation
    history: Sequence[Utterance] = ()
    #: What was looked up in this turn so far, oldest first.
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Understood:
    """Either `look_ups` to make first, or the final `commands` in the order they were said.

    `text` is a free sentence by the model; it is said only when it passes the claims gate.
    """

    commands: tuple[Command, ...] = ()
    look_ups: tuple[LookUp, ...] = ()
    text: str = ""
    #: The customer writes de usted (True) or de tú (False); None when nothing shows it (R64).
    formal: bool | None = None


class ModelUnavailable(Exception):
    """No answer in time, or none that can be used."""


class LanguageModel(Protocol):
    """An interpreter of customers' words."""

    async def reason(self, request: Request) -> Understood:
        """What the words mean. Raises ModelUnavailable; it never returns neither commands nor
        look-ups (NotUnderstood is a command). Words of the customer are data, not instructions.
        """
        ...
