"""The stylists' calendars."""

from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.interval import Interval
from atrevete_core.ports.stylist_calendar import (
    BusyTime,
    CalendarEntry,
    CalendarLook,
    OwnEntry,
)

from .trouble import Trouble


class MemoryCalendar:
    """The port `StylistCalendar`. `entries` is what stylists see of ours now."""

    def __init__(self) -> None:
        self.trouble = Trouble()
        self.entries: dict[str, CalendarEntry] = {}
        #: Time that stylists put in on their own, by calendar.
        self.own: dict[str, list[BusyTime]] = {}

    def shown(self, calendar_id: str) -> list[CalendarEntry]:
        """Our entries of that calendar, in order of time."""
        mine = [each for each in self.entries.values() if each.calendar_id == calendar_id]
        return sorted(mine, key=lambda each: each.during)

    def put_own(self, calendar_id: str, busy: BusyTime) -> None:
        """A stylist blocks time."""
        self.own.setdefault(calendar_id, []).append(busy)

    async def put(self, entry: CalendarEntry) -> None:
        with self.trouble.around_effect():
            self.entries[entry.id] = entry

    async def remove(self, calendar_id: str, entry_id: str) -> None:
        with self.trouble.around_effect():
            known = self.entries.get(entry_id)
            if known is not None and known.calendar_id == calendar_id:
                del self.entries[entry_id]

    async def look(
        self, calendar_id: str, window: Interval, *, token: str = ""
    ) -> CalendarLook | None:
        found = CalendarLook(
            busy=await self.busy(calendar_id, window),
            ours=[
                OwnEntry(entry_id=each.id, during=each.during)
                for each in self.shown(calendar_id)
                if each.during.overlaps(window)
            ],
            token="",
        )
        now = str(hash((tuple(found.busy), tuple(found.ours))))
        return None if token == now else replace(found, token=now)

    async def busy(self, calendar_id: str, window: Interval) -> Sequence[BusyTime]:
        with self.trouble.around_effect():
            own = self.own.get(calendar_id, [])
        return [each for each in own if each.during.overlaps(window)]
