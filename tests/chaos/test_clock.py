"""The two days with 23 and 25 hours, clocks that jump, and sweeps that come late (56 to 58)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.builders import MADRID
from tests.chaos.faults import fault
from tests.chaos.rehearsal import Rehearsal

#: The salon is closed on Sundays: the walk goes through the night of the change.
CHANGES = {
    "spring 2027": (datetime(2027, 3, 24, 11, 15, tzinfo=MADRID), "martes 30", 30),
    "autumn 2027": (datetime(2027, 10, 27, 11, 15, tzinfo=MADRID), "martes 2", 2),
    "autumn 2026": (datetime(2026, 10, 21, 11, 15, tzinfo=MADRID), "martes 27", 27),
}


@fault(56, "Spring: 23 hours, 02:30 does not exist", holds="I10 I11", quick=True)
async def test_in_spring_reminders_come_48_hours_before(rehearsal: Rehearsal) -> None:
    await walk(rehearsal, *CHANGES["spring 2027"])


@fault(57, "Autumn: 25 hours, 02:30 comes twice", holds="I10 I11", quick=True)
@pytest.mark.parametrize("year", ["autumn 2026", "autumn 2027"])
async def test_in_autumn_reminders_come_48_hours_before(rehearsal: Rehearsal, year: str) -> None:
    await walk(rehearsal, *CHANGES[year])


@fault(57, "Autumn: a hold placed at 02:50 lasts 30 real minutes", holds="I10 I11", quick=True)
async def test_a_hold_in_the_double_hour_lasts_thirty_minutes(rehearsal: Rehearsal) -> None:
    rehearsal.salon.clock.set(datetime(2027, 10, 31, 0, 50, tzinfo=ZoneInfo("UTC")))
    ana = rehearsal.guest()
    await ana.holds_on("martes 2")
    [held] = await rehearsal.rows("SELECT placed_at, deadline FROM holds")
    assert held.deadline - held.placed_at == timedelta(minutes=30)
    await rehearsal.wait(minutes=29)
    assert await rehearsal.value("SELECT status FROM holds") == "held"
    await rehearsal.wait(minutes=2)
    assert await rehearsal.value("SELECT status FROM holds") == "lapsed"


@fault(58, "Clocks jump ten minutes forward and back", holds="I3 I10", quick=True)
async def test_a_clock_that_jumps_loses_no_money(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    page = await ana.holds()
    for minutes in (10, -10, 10, -10):
        await rehearsal.wait(minutes=minutes)
    await ana.pays(page)
    [booked] = await ana.bookings()
    assert booked.status == "confirmed"
    await rehearsal.wait(minutes=-10)
    await rehearsal.wait(minutes=20)
    assert sum("confirmada" in each for each in await said(rehearsal)) == 1


async def walk(rehearsal: Rehearsal, now: datetime, day: str, date: int) -> None:
    """Through the change in steps of a quarter of an hour."""
    rehearsal.salon.clock.set(now)
    ana = rehearsal.guest()
    await ana.pays(await ana.holds_on(day))
    [booked] = await ana.bookings()
    assert booked.starts_at.astimezone(MADRID).day == date
    assert booked.starts_at.astimezone(MADRID).hour == 10
    due = booked.starts_at - timedelta(hours=48)
    rehearsal.salon.clock.set(due - timedelta(hours=3))
    for _ in range(24):
        await rehearsal.wait(minutes=15)
    [reminded] = await ana.bookings()
    assert timedelta(0) <= reminded.reminded_at - due <= timedelta(minutes=30)
    assert sum(each.startswith("reminder:") for each in rehearsal.markers()) == 1


async def said(rehearsal: Rehearsal) -> Sequence[str]:
    return [each.reply.text for each in rehearsal.salon.messenger.said if not each.private]
