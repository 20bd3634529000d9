"""The stylists' calendars: a mirror that is pushed to, and read for their own busy time."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from atrevete_core.domain.interval import Interval


class Look(StrEnum):
    """How an entry looks: yellow while it waits for the deposit, green once confirmed (R12)."""

    PROVISIONAL = "provisional"
    CONFIRMED = "confirmed"


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarEntry:
    """An appointment as its stylist sees it. The title has no surname and no phone (R18)."""

    id: str
    calendar_id: str
    title: str
    description: str
    during: Interval
    #: IANA name of the salon's zone, for the shown wall time.
    zone: str
    look: Look


class CalendarUnreachable(Exception):
    """No trustworthy answer; repeat later."""


class CalendarRefused(Exception):
    """A clear no: the calendar is gone or not shared with us."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BusyTime:
    """Time that a stylist has put into the calendar on their own."""

    event_id: str
    during: Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnEntry:
    """An entry of ours, as it stands in the calendar now: staff may have moved it."""

    entry_id: str
    during: Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class CalendarLook:
    """Everything in a window. `token` asks later whether anything has changed since; it may be
    empty, and then nobody can tell.
    """

    busy: Sequence[BusyTime]
    ours: Sequence[OwnEntry]
    token: str


class StylistCalendar(Protocol):
    """Every method raises CalendarUnreachable or CalendarRefused, nothing else."""

    async def put(self, entry: CalendarEntry) -> None:
        """Create the entry under its id, or make the existing one look like this. Idempotent."""
        ...

    async def remove(self, calendar_id: str, entry_id: str) -> None:
        """Delete it; an entry that is not there is removed already."""
        ...

    async def look(
        self, calendar_id: str, window: Interval, *, token: str = ""
    ) -> CalendarLook | None:
        """What stands in the window; None when nothing has changed since the look that gave the
        token. A token that is too old is like none. Never an empty answer out of an error.
        """
        ...

    async def busy(self, calendar_id: str, window: Interval) -> Sequence[BusyTime]:
        """Opaque events in the window that are not ours, recurring ones one by one.

        Never an empty answer out of an error (fault 43).
        """
        ...
