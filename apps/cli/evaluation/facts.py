"""What is true when a conversation is over: plain values that the judge compares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from atrevete_core.domain.booking import AppointmentStatus
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.domain.policy import SalonPolicy


@dataclass(frozen=True, kw_only=True, slots=True)
class Booked:
    """An appointment as it is now. `start` is local."""

    id: UUID
    hold_id: UUID
    status: AppointmentStatus
    services: tuple[str, ...]
    stylist: str
    start: datetime
    customer_name: str
    #: The phone of whoever booked.
    booked_by: str
    pack: str | None = None
    total: Money = NOTHING
    #: What the catalogue asks for the same services.
    listed: Money = NOTHING
    #: This appointment's share of the deposit, and how much of it was paid.
    deposit: Money = NOTHING
    paid: Money = NOTHING
    #: Whether money came in for it during the case.
    newly_paid: bool = False
    refunded: bool = False
    in_group: bool = False
    #: Whether it was made during the case.
    is_new: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Called:
    """A person was called."""

    reason: EscalationReason
    silences: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Charged:
    """A payment page of the case: what it asks, and the deposit of its booking."""

    asked: Money
    deposit: Money
    total: Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """The end of a case."""

    appointments: Sequence[Booked] = ()
    first_name: str = ""
    called: Sequence[Called] = ()
    refunds: int = 0
    charged: Sequence[Charged] = ()
    #: Confirmed during the case for anybody in the salon.
    confirmed_anywhere: int = 0
    catalogue: Catalogue = field(default_factory=lambda: Catalogue(services=()))
    policy: SalonPolicy = field(default_factory=SalonPolicy)
    #: Whose facts changed though they did not write; and which of the salon's own.
    others_changed: Sequence[str] = ()
    tables_changed: Sequence[str] = ()
    #: How many threads that are neither the sender's nor the team's were told something.
    strangers_told: int = 0


def changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    """The names whose values are not what they were."""
    return [name for name in before if before[name] != after.get(name)]
