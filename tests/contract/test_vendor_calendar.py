"""The port StylistCalendar: in memory, and as Google's adapter against the simulated Google."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from atrevete_adapters.google_calendar import GoogleCalendar, open_google_calendar
from atrevete_adapters.memory.calendar import MemoryCalendar
from atrevete_core.domain.interval import Interval
from atrevete_core.ports.stylist_calendar import (
    BusyTime,
    CalendarEntry,
    CalendarRefused,
    CalendarUnreachable,
    Look,
    StylistCalendar,
)
from tests.contract.simulator_stage import Stage, contract, raised_stage
from tests.contract.vendor_requests import wrong_in_google
from tests.contract.vendor_stage import emptied

pytestmark = pytest.mark.asyncio(loop_scope="module")

MADRID = ZoneInfo("Europe/Madrid")
MARTA = "marta@salon.example"
NOON = datetime(2026, 11, 27, 12, 30, tzinfo=MADRID)
ENTRY = CalendarEntry(
    id="0b6f2f526a0e4c1f9a0e3f4b1a2c9d10r1",
    calendar_id=MARTA,
    title="Ana · CORTAR",
    description="Anticipo pendiente",
    during=Interval.lasting(NOON, 45),
    zone="Europe/Madrid",
    look=Look.PROVISIONAL,
)
THAT_DAY = Interval(datetime(2026, 11, 27, tzinfo=MADRID), datetime(2026, 11, 28, tzinfo=MADRID))


class Wall(Protocol):
    """A calendar, and the stylist who looks at it."""

    calendar: StylistCalendar

    async def shown(self) -> list[tuple[str, Look]]: ...
    async def stylist_enters(self, during: Interval) -> None: ...


class MemoryWall:
    def __init__(self) -> None:
        self._memory = MemoryCalendar()
        self.calendar: StylistCalendar = self._memory

    async def shown(self) -> list[tuple[str, Look]]:
        return [(each.title, each.look) for each in self._memory.shown(MARTA)]

    async def stylist_enters(self, during: Interval) -> None:
        number = sum(map(len, self._memory.own.values()))
        self._memory.put_own(MARTA, BusyTime(event_id=f"own{number}", during=during))


_LOOKS = {"5": Look.PROVISIONAL, "10": Look.CONFIRMED}


class SimulatedWall:
    def __init__(self, stage: Stage, calendar: GoogleCalendar) -> None:
        self.stage = stage
        self.calendar: StylistCalendar = calendar

    async def events(self) -> list[dict[str, Any]]:
        return (await self.stage.control.calendars()).get(MARTA, [])

    async def shown(self) -> list[tuple[str, Look]]:
        live = [each for each in await self.events() if each["status"] != "cancelled"]
        return [(each["summary"], _LOOKS[each["colorId"]]) for each in live if "colorId" in each]

    async def stylist_enters(self, during: Interval) -> None:
        await self.enters(
            {"dateTime": during.start.isoformat()}, {"dateTime": during.end.isoformat()}
        )

    async def enters(
        self, start: dict[str, str], end: dict[str, str], **more: Any
    ) -> dict[str, Any]:
        event = {"summary": "Médico", "start": start, "end": end, **more}
        return await self.stage.control.add_event(MARTA, event)


def google_on(stage: Stage) -> GoogleCalendar:
    return open_google_calendar(None, url=f"{stage.url}/google/calendar/v3")


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def whole() -> AsyncIterator[SimulatedWall]:
    async with raised_stage() as stage:
        yield SimulatedWall(stage, google_on(stage))


@pytest_asyncio.fixture(loop_scope="module")
async def simulated(whole: SimulatedWall) -> SimulatedWall:
    await emptied(whole.stage)
    return whole


@pytest.fixture(params=["memory", "google"])
def wall(request: pytest.FixtureRequest) -> Wall:
    if request.param == "memory":
        return MemoryWall()
    found: Wall = request.getfixturevalue("simulated")
    return found


async def test_an_entry_turns_from_provisional_to_confirmed(wall: Wall) -> None:
    await wall.calendar.put(ENTRY)
    assert await wall.shown() == [("Ana · CORTAR", Look.PROVISIONAL)]
    await wall.calendar.put(replace(ENTRY, look=Look.CONFIRMED, title="✓ Ana · CORTAR"))
    assert await wall.shown() == [("✓ Ana · CORTAR", Look.CONFIRMED)]


async def test_putting_it_twice_shows_it_once(wall: Wall) -> None:
    for _ in range(2):
        await wall.calendar.put(ENTRY)
    assert await wall.shown() == [("Ana · CORTAR", Look.PROVISIONAL)]


async def test_a_removed_entry_is_gone_however_often_it_is_removed(wall: Wall) -> None:
    await wall.calendar.put(ENTRY)
    for _ in range(2):
        await wall.calendar.remove(MARTA, ENTRY.id)
    assert await wall.shown() == []


async def test_removing_what_never_was_is_done_already(wall: Wall) -> None:
    await wall.calendar.remove(MARTA, ENTRY.id)


async def test_the_stylists_own_events_are_busy_time_and_ours_are_not(wall: Wall) -> None:
    own = Interval.lasting(NOON + timedelta(hours=3), 60)
    await wall.calendar.put(ENTRY)
    await wall.stylist_enters(own)
    (busy,) = await wall.calendar.busy(MARTA, THAT_DAY)
    assert busy.during.start == own.start
    assert busy.during.end == own.end


async def test_only_what_touches_the_window_is_busy(wall: Wall) -> None:
    await wall.stylist_enters(Interval.lasting(NOON + timedelta(days=3), 60))
    assert await wall.calendar.busy(MARTA, THAT_DAY) == []


async def test_the_entry_looks_as_the_stylist_expects(simulated: SimulatedWall) -> None:
    await simulated.calendar.put(ENTRY)
    (event,) = await simulated.events()
    assert event["id"] == ENTRY.id
    assert event["start"]["dateTime"] == "2026-11-27T12:30:00+01:00"
    assert event["end"]["dateTime"] == "2026-11-27T13:15:00+01:00"
    assert event["start"]["timeZone"] == "Europe/Madrid"
    assert event["extendedProperties"]["private"] == {"atrevete": ENTRY.id}
    assert "attendees" not in event


async def test_an_entry_that_was_moved_by_us_is_where_we_put_it(simulated: SimulatedWall) -> None:
    await simulated.calendar.put(ENTRY)
    later = Interval.lasting(NOON + timedelta(hours=1), 45)
    await simulated.calendar.put(replace(ENTRY, during=later))
    (event,) = await simulated.events()
    assert event["start"]["dateTime"] == "2026-11-27T13:30:00+01:00"


async def test_an_entry_that_was_deleted_by_hand_needs_a_new_revision(
    simulated: SimulatedWall,
) -> None:
    await simulated.calendar.put(ENTRY)
    await simulated.stage.control.delete_event(MARTA, ENTRY.id)
    with pytest.raises(CalendarRefused, match="new revision"):
        await simulated.calendar.put(ENTRY)
    await simulated.calendar.put(replace(ENTRY, id=ENTRY.id.replace("r1", "r2")))
    assert len(await simulated.shown()) == 1


async def test_a_copy_of_our_entry_made_by_hand_is_busy_time(simulated: SimulatedWall) -> None:
    start, end = ENTRY.during.start + timedelta(hours=2), ENTRY.during.end + timedelta(hours=2)
    await simulated.enters(
        {"dateTime": start.isoformat()},
        {"dateTime": end.isoformat()},
        extendedProperties={"private": {"atrevete": ENTRY.id}},
    )
    assert len(await simulated.calendar.busy(MARTA, THAT_DAY)) == 1


async def test_an_all_day_event_is_busy_from_midnight_to_midnight(
    simulated: SimulatedWall,
) -> None:
    await simulated.enters({"date": "2026-11-27"}, {"date": "2026-11-28"})
    (busy,) = await simulated.calendar.busy(MARTA, THAT_DAY)
    assert busy.during.start == THAT_DAY.start
    assert busy.during.end == THAT_DAY.end


async def test_the_day_on_which_the_clocks_change_has_25_hours(simulated: SimulatedWall) -> None:
    await simulated.enters({"date": "2027-10-31"}, {"date": "2027-11-01"})
    window = Interval(datetime(2027, 10, 30, tzinfo=UTC), datetime(2027, 11, 2, tzinfo=UTC))
    (busy,) = await simulated.calendar.busy(MARTA, window)
    assert busy.during.minutes == 25 * 60


async def test_what_is_marked_as_free_is_not_busy(simulated: SimulatedWall) -> None:
    times = {"dateTime": NOON.isoformat()}, {"dateTime": ENTRY.during.end.isoformat()}
    await simulated.enters(*times, transparency="transparent")
    assert await simulated.calendar.busy(MARTA, THAT_DAY) == []


async def test_recurring_events_are_asked_for_one_by_one(simulated: SimulatedWall) -> None:
    await simulated.calendar.busy(MARTA, THAT_DAY)
    (asked,) = (await simulated.stage.control.ledger("google")).requests
    assert "singleEvents=true" in asked.query


async def test_an_answer_lost_after_the_insert_is_mended_by_the_next_put(
    simulated: SimulatedWall,
) -> None:
    await simulated.stage.control.fail("google", "POST */events", "drop_after_commit", answer="500")
    with pytest.raises(CalendarUnreachable):
        await simulated.calendar.put(ENTRY)
    await simulated.calendar.put(ENTRY)
    assert len(await simulated.events()) == 1


async def test_a_connection_cut_after_the_insert_leaves_one_entry(
    simulated: SimulatedWall,
) -> None:
    await simulated.stage.control.fail("google", "POST */events", "drop_after_commit")
    await simulated.calendar.put(ENTRY)
    assert len(await simulated.events()) == 1


@pytest.mark.parametrize(
    "mode", ["429", "429_without_retry_after", "500", "503", "garbage", "drop_before"]
)
async def test_an_error_is_never_an_empty_calendar(simulated: SimulatedWall, mode: str) -> None:
    await simulated.stage.control.fail("google", "*", mode, times=None)  # type: ignore[arg-type]
    with pytest.raises(CalendarUnreachable):
        await simulated.calendar.busy(MARTA, THAT_DAY)
    with pytest.raises(CalendarUnreachable):
        await simulated.calendar.put(ENTRY)
    with pytest.raises(CalendarUnreachable):
        await simulated.calendar.remove(MARTA, ENTRY.id)


async def test_a_calendar_that_is_not_shared_is_refused(simulated: SimulatedWall) -> None:
    await simulated.stage.control.set_sharing(MARTA, shared=False)
    with pytest.raises(CalendarRefused):
        await simulated.calendar.busy(MARTA, THAT_DAY)
    with pytest.raises(CalendarRefused):
        await simulated.calendar.put(ENTRY)


async def test_an_id_that_google_cannot_keep_is_refused(simulated: SimulatedWall) -> None:
    with pytest.raises(CalendarRefused):
        await simulated.calendar.put(replace(ENTRY, id="With-Capitals-and-z"))


async def test_a_server_that_is_not_there_is_unreachable() -> None:
    nowhere = open_google_calendar(None, url="http://127.0.0.1:1/calendar/v3")
    with pytest.raises(CalendarUnreachable):
        await nowhere.busy(MARTA, THAT_DAY)


async def test_a_file_that_is_no_key_is_refused_by_the_name_of_its_setting(
    tmp_path: Path,
) -> None:
    file = tmp_path / "key.json"
    file.write_text(json.dumps({"type": "authorized_user"}), encoding="utf-8")
    with pytest.raises(CalendarRefused, match="ATREVETE_GOOGLE_CREDENTIALS_FILE"):
        open_google_calendar(file, url="http://127.0.0.1:1")


async def test_every_request_is_one_that_google_describes(simulated: SimulatedWall) -> None:
    description = contract("calendar.v3.json")
    await simulated.calendar.put(ENTRY)
    await simulated.calendar.put(replace(ENTRY, look=Look.CONFIRMED))
    await simulated.calendar.busy(MARTA, THAT_DAY)
    await simulated.calendar.remove(MARTA, ENTRY.id)
    asked = (await simulated.stage.control.ledger("google")).requests
    assert [each.operation.split()[0] for each in asked] == [
        "POST", "POST", "GET", "PATCH", "GET", "DELETE",
    ]  # fmt: skip
    assert [wrong for each in asked for wrong in wrong_in_google(description, each)] == []


async def test_a_look_tells_what_is_ours_and_what_is_not(wall: Wall) -> None:
    await wall.calendar.put(ENTRY)
    await wall.stylist_enters(Interval.lasting(NOON + timedelta(hours=2), 60))
    look = await wall.calendar.look(MARTA, THAT_DAY)
    assert look is not None
    assert [(each.entry_id, each.during) for each in look.ours] == [(ENTRY.id, ENTRY.during)]
    assert len(look.busy) == 1


async def test_while_nothing_changes_a_look_tells_nothing(wall: Wall) -> None:
    await wall.calendar.put(ENTRY)
    first = await wall.calendar.look(MARTA, THAT_DAY)
    assert first is not None
    assert await wall.calendar.look(MARTA, THAT_DAY, token=first.token) is None
    await wall.stylist_enters(Interval.lasting(NOON + timedelta(hours=2), 60))
    second = await wall.calendar.look(MARTA, THAT_DAY, token=first.token)
    assert second is not None
    assert len(second.busy) == 1


async def test_a_token_that_google_has_forgotten_is_a_look_at_everything(
    simulated: SimulatedWall,
) -> None:
    first = await simulated.calendar.look(MARTA, THAT_DAY)
    assert first is not None
    await simulated.stage.control.forget_sync_tokens(MARTA)
    again = await simulated.calendar.look(MARTA, THAT_DAY, token=first.token)
    assert again is not None
    assert again.token != ""
