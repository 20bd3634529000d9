"""Google's calendar: a mirror that lags, lies, or is changed by hand (faults 10, 40-43)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from atrevete_adapters.memory.calendar import MemoryCalendar
from atrevete_core.domain.interval import Interval, after
from atrevete_core.ports.stylist_calendar import BusyTime, CalendarUnreachable
from atrevete_core.usecases.import_busy import import_busy, stylists_with_calendars
from tests.builders import MADRID, stylist
from tests.chaos.faults import fault
from tests.chaos.rehearsal import Rehearsal

PILAR = stylist("Pilar")


async def looks(rehearsal: Rehearsal) -> None:
    """What a worker does every minute; what was just written has had its time."""
    await rehearsal.wait(minutes=3)
    for each in await stylists_with_calendars(rehearsal.salon.ports):
        await import_busy(rehearsal.salon.ports, each, at=await rehearsal.salon.clock.now())
    await rehearsal.settle()


def mirror_of(rehearsal: Rehearsal) -> MemoryCalendar:
    return rehearsal.salon.calendar


@fault(10, "Kill after Google has the entry, before it is noted", holds="I9", quick=True)
async def test_an_entry_that_nobody_noted_is_adopted(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    async with rehearsal.dies_at("after:calendar.put"):
        await ana.books()
    await looks(rehearsal)
    assert len(mirror_of(rehearsal).entries) == 1


@fault(41, "Google refuses for two hours (quota, 5xx)", holds="I1 I9", quick=True)
async def test_bookings_go_on_while_the_mirror_waits(rehearsal: Rehearsal) -> None:
    mirror_of(rehearsal).trouble.fail(CalendarUnreachable("quota"), times=12)
    await rehearsal.guest().books()
    await rehearsal.guest("Berta").books("12:00")
    assert mirror_of(rehearsal).entries == {}
    for _ in range(16):
        await rehearsal.wait(minutes=10)
    assert len(mirror_of(rehearsal).entries) == 2


@fault(42, "Staff add, move or delete in Google", holds="I1 I9 I11", quick=True)
@pytest.mark.parametrize("change", ["adds", "moves", "deletes", "all_day"])
async def test_what_staff_do_in_google_is_respected_or_told(
    rehearsal: Rehearsal, change: str
) -> None:
    ana = rehearsal.guest()
    await ana.books()
    await looks(rehearsal)
    calendar = mirror_of(rehearsal)
    [entry] = calendar.entries.values()
    friday = datetime(2026, 12, 18, tzinfo=MADRID)
    if change == "adds":
        calendar.put_own(PILAR.calendar_id, BusyTime(event_id="x", during=entry.during))
    elif change == "all_day":
        day = Interval(friday, after(friday, hours=24))
        calendar.put_own(PILAR.calendar_id, BusyTime(event_id="festivo", during=day))
    elif change == "moves":
        moved = Interval(
            entry.during.start + timedelta(hours=2), entry.during.end + timedelta(hours=2)
        )
        calendar.entries[entry.id] = replace(entry, during=moved)
    else:
        del calendar.entries[entry.id]
    for _ in range(3):
        await looks(rehearsal)
    told = [each for each in await rehearsal.tasks() if "Pilar" in each]
    assert len(told) == 1, told
    [booked] = await ana.bookings()
    assert booked.status == "confirmed"
    assert len(calendar.entries) == 1
    if change == "all_day":
        said = "\n".join(await rehearsal.guest("Berta").writes("un corte el viernes con Pilar"))
        assert "viernes 18 a las" not in said


@fault(43, "A calendar that cannot be read while hours are offered", holds="I1", quick=True)
async def test_an_unreadable_calendar_is_never_a_free_one(rehearsal: Rehearsal) -> None:
    friday = datetime(2026, 12, 18, tzinfo=MADRID)
    whole = BusyTime(event_id="away", during=Interval(friday, after(friday, hours=24)))
    mirror_of(rehearsal).put_own(PILAR.calendar_id, whole)
    await looks(rehearsal)
    before = await rehearsal.value("SELECT count(*) FROM busy_times")
    mirror_of(rehearsal).trouble.fail(CalendarUnreachable("away"))
    later = after(await rehearsal.salon.clock.now(), hours=2)
    with pytest.raises(CalendarUnreachable):
        await import_busy(rehearsal.salon.ports, PILAR, at=later)
    assert await rehearsal.value("SELECT count(*) FROM busy_times") == before == 1
