"""A group: at once with different stylists, else one after the other, else another day (R27)."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from atrevete_adapters.memory import MemoryStorage
from atrevete_core.domain.availability import Slot
from atrevete_core.domain.commands import DayRange, PartOfDay, When
from atrevete_core.usecases.find_slots import NothingFree, SalonCloses, TooFar
from atrevete_core.usecases.find_together import Companion, Together, find_together
from tests.builders import (
    CARMEN,
    CATALOGUE,
    FRIDAY,
    NOW,
    POLICY,
    SALON,
    a_booking,
    a_storage,
    a_work,
    madrid,
    stylist,
)
from tests.unit.usecases.booked import decides

SATURDAY = date(2026, 12, 19)


def somebody(*services: str, among: Iterable[str] = ()) -> Companion:
    work = a_work(*services)
    able = tuple(stylist(name).id for name in among) or tuple(
        each.id for each in CATALOGUE.stylists_of(work.category)
    )
    return Companion(work=work, able=able)


MOTHER, DAUGHTER = somebody("CORTAR"), somebody("PEINADO LARGO")


def on(first: date, last: date | None = None, **wish: Any) -> When:
    return When(days=DayRange(first=first, last=last or first), **wish)


async def find(
    *people: Companion,
    when: When,
    storage: MemoryStorage | None = None,
    at: datetime = NOW,
) -> object:
    return await decides(
        storage or a_storage(),
        lambda records: find_together(records, SALON.id, people, when, policy=POLICY, at=at),
    )


def starts(moment: Iterable[Slot]) -> list[time]:
    return [SALON.local(slot.start).time() for slot in moment]


async def test_they_start_at_once_with_different_stylists() -> None:
    found = await find(MOTHER, DAUGHTER, when=on(FRIDAY, at=time(17)))
    assert isinstance(found, Together)
    assert found.at_once
    (moment,) = found.moments
    assert starts(moment) == [time(17), time(17)]
    assert len({slot.stylist_id for slot in moment}) == 2
    assert [slot.during.minutes for slot in moment] == [
        MOTHER.work.minutes,
        DAUGHTER.work.minutes,
    ]


async def test_two_moments_of_the_day_are_proposed_when_no_hour_was_said() -> None:
    found = await find(MOTHER, DAUGHTER, when=on(FRIDAY))
    assert isinstance(found, Together)
    first, second = found.moments
    assert starts(first) == [time(10), time(10)]
    assert second[0].start > first[0].start


async def test_only_the_part_of_the_day_that_was_wished() -> None:
    found = await find(MOTHER, DAUGHTER, when=on(FRIDAY, part=PartOfDay.AFTERNOON))
    assert isinstance(found, Together)
    assert all(start >= time(14) for moment in found.moments for start in starts(moment))


async def test_hair_and_beauty_may_come_together() -> None:
    found = await find(somebody("CORTAR"), somebody("CEJAS"), when=on(FRIDAY, at=time(12)))
    assert isinstance(found, Together)
    assert found.at_once


async def test_with_one_stylist_between_them_they_come_one_after_the_other() -> None:
    both = [somebody("CORTAR", among=["Marta"]), somebody("PEINADO LARGO", among=["Marta"])]
    found = await find(*both, when=on(FRIDAY))
    assert isinstance(found, Together)
    assert not found.at_once
    for first, second in found.moments:
        assert not first.during.overlaps(second.during)
    first, second = found.moments[0]
    wait = abs(second.start - first.start)
    assert wait == timedelta(minutes=30 * -(-min(MOTHER.work.minutes, DAUGHTER.work.minutes) // 30))


async def test_one_after_the_other_begins_at_the_wished_hour_or_later() -> None:
    both = [somebody("CORTAR", among=["Marta"]), somebody("CORTAR", among=["Marta"])]
    found = await find(*both, when=on(FRIDAY, at=time(17)))
    assert isinstance(found, Together)
    assert all(min(starts(moment)) >= time(17) for moment in found.moments)


async def test_when_one_of_them_has_nobody_that_day_another_day_is_found() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        await CARMEN.arrives(records)
        at = madrid(2026, 12, 18, 10)
        while at < madrid(2026, 12, 18, 20):
            booking = a_booking("CEJAS", guest=CARMEN, stylist="Rosa", at=at)
            await records.bookings.add(booking)
            at = booking.appointments[0].during.end
    face = somebody("CEJAS", among=["Rosa"])
    found = await find(MOTHER, face, when=on(FRIDAY), storage=storage)
    assert isinstance(found, Together)
    assert (found.full_day, found.at_once) == (FRIDAY, True)
    assert SALON.today(found.moments[0][0].start) == SATURDAY


async def test_a_closed_day_is_named_with_the_next_open_ones() -> None:
    storage = a_storage()
    async with storage.transaction() as records:
        records.tables.closures.put((SALON.id, FRIDAY), "obras")
    found = await find(MOTHER, DAUGHTER, when=on(FRIDAY), storage=storage)
    assert found == SalonCloses(
        day=FRIDAY, reason="obras", next_days=(SATURDAY, date(2026, 12, 21))
    )


async def test_too_far_or_past_is_refused() -> None:
    for day in (date(2029, 1, 8), date(2026, 12, 15)):
        found = await find(MOTHER, DAUGHTER, when=on(day))
        assert isinstance(found, TooFar)


async def test_in_the_dates_wished_excluded_days_are_left_out() -> None:
    found = await find(MOTHER, DAUGHTER, when=on(FRIDAY, SATURDAY, not_on=(FRIDAY,)))
    assert isinstance(found, Together)
    assert SALON.today(found.moments[0][0].start) == SATURDAY


async def test_only_on_the_weekdays_that_were_named() -> None:
    found = await find(MOTHER, DAUGHTER, when=on(FRIDAY, date(2027, 1, 15), weekdays=(1,)))
    assert isinstance(found, Together)
    assert all(SALON.today(slot.start).weekday() == 1 for slot in found.moments[0])


async def test_when_nobody_can_ever_there_is_nothing_free() -> None:
    found = await find(MOTHER, somebody("CEJAS", among=["Marta"]), when=on(FRIDAY, weekdays=(6,)))
    assert isinstance(found, NothingFree)


async def test_today_keeps_the_lead_time() -> None:
    found = await find(MOTHER, DAUGHTER, when=on(date(2026, 12, 16)))
    assert isinstance(found, Together)
    assert starts(found.moments[0]) == [time(12), time(12)]


async def test_without_a_day_the_first_that_has_room_is_taken() -> None:
    found = await find(MOTHER, DAUGHTER, when=When())
    assert isinstance(found, Together)
    assert SALON.today(found.moments[0][0].start) == date(2026, 12, 16)
