"""The facts that a sentence about a booking is made of: looked up once, then only written."""

from dataclasses import dataclass
from datetime import date, datetime

from atrevete_core.domain.catalogue import Gender
from atrevete_core.domain.money import Money


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One appointment as it is told. `start` is local; `who` is empty when it is the writer's."""

    start: datetime
    stylist: str
    stylist_gender: Gender
    services: tuple[str, ...]
    minutes: int
    total: Money
    who: str = ""
    #: What its services cost one by one, where a pack makes them cheaper.
    separately: Money | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BookingFacts:
    """A booking as it is told to whoever booked it. `deadline` and `today` are local."""

    first_name: str
    visits: tuple[Visit, ...]
    total: Money
    deposit: Money
    deadline: datetime
    hold_minutes: int
    free_hours: int
    today: date
    url: str = ""

    @property
    def rest(self) -> Money:
        return self.total - self.deposit

    @property
    def start(self) -> datetime:
        return min(visit.start for visit in self.visits)
