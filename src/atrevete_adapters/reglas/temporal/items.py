"""What the words of a date say, one by one, before they are put together."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from atrevete_core.domain.commands import PartOfDay
from atrevete_core.domain.opening import OpeningHours

from ..vocabulary.calendar import CalendarWords


@dataclass(frozen=True)
class Moment:
    """When and where the words are said: everything that a date depends on."""

    now: datetime
    hours: OpeningHours
    words: CalendarWords

    @property
    def today(self) -> date:
        return self.now.date()


class Unit(StrEnum):
    """What kind of stretch was named; "a finales de" needs to know."""

    DAY = "day"
    WEEKDAY = "weekday"
    WEEK = "week"
    MONTH = "month"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Days:
    """Dates from `first` to `last`, both included. None is an open end."""

    first: date | None = None
    last: date | None = None
    unit: Unit = Unit.DAY
    #: Only on these weekdays ("los martes", "entre semana"); empty: any.
    weekdays: tuple[int, ...] = ()
    not_on: tuple[date, ...] = ()

    @property
    def single(self) -> date | None:
        return self.first if self.first == self.last else None


@dataclass(frozen=True, slots=True)
class NoSuchDay:
    """A day that the calendar does not have."""


@dataclass(frozen=True, slots=True)
class Clock:
    """An hour as said. `fixed` means that it can only be read in one way."""

    hour: int
    minute: int = 0
    fixed: bool = False

    @property
    def minutes(self) -> int:
        return self.hour * 60 + self.minute


@dataclass(frozen=True, slots=True)
class Hours:
    """From one hour to another; None is an open end."""

    earliest: Clock | None = None
    latest: Clock | None = None
    #: Said in passing ("al salir del trabajo"): an exact hour in the same breath is the wish.
    vague: bool = False
    #: «tengo que estar fuera a la una»: it must be over by then.
    done_by: Clock | None = None


#: «a primera hora de la tarde».
EARLY_AFTERNOON = Hours(None, Clock(17, 0, fixed=True), vague=True)


class Edge(StrEnum):
    """«a primera hora», «a última hora»: depends on the day's opening hours."""

    FIRST = "first"
    LAST = "last"
    NOT_FIRST = "not_first"
    NOT_LAST = "not_last"


@dataclass(frozen=True, slots=True)
class Soonest:
    """«cuanto antes»."""


@dataclass(frozen=True, slots=True)
class Shift:
    """«el día antes de», «dos días después de»: so many days from what is named next."""

    days: int


@dataclass(frozen=True, slots=True)
class FromThere:
    """«la boda es el 19, el día de antes», «unos días después»: so many days from a day that is
    named elsewhere; on that weekday, if one is said.
    """

    first: int
    last: int
    weekday: int | None = None
    #: The whole week in which that day lies.
    week: bool = False


class Sign(StrEnum):
    """Words that bind dates together."""

    FROM = "from"
    AFTER = "after"
    BEFORE = "before"
    UNTIL = "until"
    ONWARDS = "onwards"
    INSTEAD_OF = "instead_of"
    CORRECTION = "correction"
    EXCEPT = "except"  #: negates what follows
    NOT = "not"  #: negates what stands next to it
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    REST = "rest"


Value = Days | NoSuchDay | Clock | Hours | Edge | PartOfDay | Soonest | Shift | FromThere | Sign


@dataclass(frozen=True, slots=True)
class Item:
    """A value with its place among the tokens, and the rule that read it."""

    start: int
    end: int
    rule: str
    values: tuple[Value, ...] = field(default=())
