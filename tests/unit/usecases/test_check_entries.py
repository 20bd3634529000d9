"""Our own entries in the stylists' calendars, after somebody has changed them by hand."""

from dataclasses import replace

from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.interval import Interval, after
from atrevete_core.ports.stylist_calendar import CalendarEntry, Look
from atrevete_core.usecases.import_busy import import_busy
from tests.builders import madrid, stylist
from tests.unit.usecases.at_work import a_salon, now_of, tasks
from tests.unit.usecases.booked import has_paid

MARTA = stylist("Marta")


async def looks(salon: MemorySalon) -> None:
    await salon.advance(minutes=3)
    await import_busy(salon.ports, MARTA, at=await salon.clock.now())
    await salon.settle()


def only_entry(salon: MemorySalon) -> CalendarEntry:
    [entry] = salon.calendar.shown(MARTA.calendar_id)
    return entry


async def test_a_calendar_that_agrees_is_left_in_peace() -> None:
    salon = a_salon()
    await has_paid(salon)
    before = only_entry(salon)
    for _ in range(2):
        await looks(salon)
    assert only_entry(salon) == before
    assert tasks(salon) == []


async def test_a_deleted_entry_is_written_again_under_a_new_id_and_told_once() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    deleted = salon.calendar.entries.pop(only_entry(salon).id)
    for _ in range(3):
        await looks(salon)
    assert only_entry(salon).id != deleted.id
    assert only_entry(salon).during == deleted.during
    [appointment] = (await now_of(salon, booking)).appointments
    assert appointment.revision == 2
    [task] = tasks(salon)
    assert task.reason is EscalationReason.AGENDA_CONFLICT


async def test_a_moved_entry_is_a_task_and_nothing_is_overwritten() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    entry = only_entry(salon)
    moved = Interval(after(entry.during.start, hours=1), after(entry.during.end, hours=1))
    salon.calendar.entries[entry.id] = replace(entry, during=moved)
    for _ in range(3):
        await looks(salon)
    assert only_entry(salon).during == moved
    assert (await now_of(salon, booking)).start == entry.during.start
    assert len(tasks(salon)) == 1


async def test_an_entry_that_the_books_do_not_know_is_a_task() -> None:
    salon = a_salon()
    start = madrid(2026, 12, 23, 10)
    salon.calendar.entries["00ff"] = CalendarEntry(
        id="00ff",
        calendar_id=MARTA.calendar_id,
        title="¿?",
        description="",
        during=Interval.lasting(start, 30),
        zone="Europe/Madrid",
        look=Look.CONFIRMED,
    )
    for _ in range(2):
        await looks(salon)
    assert len(tasks(salon)) == 1


async def test_an_entry_of_an_earlier_revision_is_taken_out() -> None:
    salon = a_salon()
    await has_paid(salon)
    entry = only_entry(salon)
    left = replace(entry, id=entry.id.replace("r1", "r9"))
    salon.calendar.entries[left.id] = left
    await looks(salon)
    assert only_entry(salon) == entry
    assert tasks(salon) == []
