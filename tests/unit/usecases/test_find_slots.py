"""Which slots to propose for a wish: taken as it is, or two or three near it (R8, R21, R22)."""

from datetime import date, time
from typing import Any

import pytest

from atrevete_core.domain.closing import Absence, Closure
from atrevete_core.domain.commands import DayRange, PartOfDay, When
from atrevete_core.domain.ids import derived_id
from atrevete_core.domain.interval import Interval
from atrevete_core.usecases.find_slots import (
    Choice,
    Fits,
    Found,
    NothingFree,
    SalonCloses,
    SlotWish,
    TooFar,
    find_slots,
)
from tests.builders import CATALOGUE, FRIDAY, NOW, POLICY, SALON, a_storage, a_work, madrid, stylist

SATURDAY, SUNDAY, MONDAY = date(2026, 12, 19), date(2026, 12, 20), date(2026, 12, 21)


def on(day: date | None, last: date | None = None, **wish: Any) -> When:
    return When(days=DayRange(first=day, last=last or day), **wish)


def away(name: str, first: date, last: date | None = None, hours: tuple[int, int] = (0, 24)) -> Any:
    """An absence from one hour of a day to one of another."""
    start = madrid(first.year, first.month, first.day, hours[0])
    until = last or first
    end = Interval.lasting(madrid(until.year, until.month, until.day), 60 * hours[1]).end
    return Absence(
        id=derived_id("absence", name, first, hours),
        salon_id=SALON.id,
        stylist_id=stylist(name).id,
        during=Interval(start, end),
    )


async def found(
    when: When, *events: Any, names: tuple[str, ...] = (), services: tuple[str, ...] = ("CORTAR",)
) -> Found:
    work = a_work(*services)
    able = tuple(each.id for each in CATALOGUE.stylists_of(work.category))
    wish = SlotWish(
        work=work,
        when=when,
        preferred=tuple(stylist(name).id for name in names) or able,
        able=able,
    )
    async with a_storage().transaction() as records:
        for event in events:
            if isinstance(event, Absence):
                await records.salons.add_absence(event)
            else:
                await records.salons.add_closure(event)
        return await find_slots(records, SALON.id, wish, policy=POLICY, at=NOW)


def shown(answer: Found) -> list[str]:
    assert isinstance(answer, Choice)
    return [
        f"{SALON.local(slot.start):%d %H:%M} {CATALOGUE.stylist(slot.stylist_id).name}"
        for slot in answer.slots
    ]


async def test_a_named_hour_that_is_free_is_taken_as_it_is() -> None:
    answer = await found(on(FRIDAY, at=time(12, 15)), names=("Marta",))
    assert isinstance(answer, Fits)
    assert answer.slot.start == madrid(2026, 12, 18, 12, 15)
    assert answer.slot.stylist_id == stylist("Marta").id


async def test_a_day_alone_offers_three_hours_with_several_stylists() -> None:
    answer = await found(on(FRIDAY))
    assert isinstance(answer, Choice)
    assert len(answer.slots) == 3
    assert len({slot.start for slot in answer.slots}) == 3
    assert len({slot.stylist_id for slot in answer.slots}) == 3
    assert answer.full_day is answer.missed_hour is None


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        (PartOfDay.MORNING, time(10), time(13, 59)),
        (PartOfDay.AFTERNOON, time(14), time(20)),
        (PartOfDay.EVENING, time(18), time(20)),
    ],
)
async def test_a_part_of_the_day_is_kept_to(part: PartOfDay, first: time, last: time) -> None:
    answer = await found(on(FRIDAY, part=part))
    assert isinstance(answer, Choice)
    assert all(first <= SALON.local(slot.start).time() <= last for slot in answer.slots)


async def test_hours_of_ones_own_beat_the_part_of_the_day() -> None:
    answer = await found(on(FRIDAY, part=PartOfDay.AFTERNOON, earliest=time(17), latest=time(17)))
    assert isinstance(answer, Choice)
    assert {SALON.local(slot.start).time() for slot in answer.slots} == {time(17)}


async def test_the_soonest_are_the_first_hours() -> None:
    answer = await found(on(FRIDAY, soonest=True), names=("Pilar",))
    assert shown(answer) == ["18 10:00 Pilar", "18 10:30 Pilar", "18 11:00 Pilar"]


async def test_the_soonest_of_all_is_today_with_the_lead_time() -> None:
    answer = await found(When(soonest=True), names=("Pilar",))
    assert shown(answer)[0] == "16 12:00 Pilar"
    assert all(each.startswith("16") for each in shown(answer))


async def test_without_any_day_the_first_day_with_a_choice_is_offered() -> None:
    answer = await found(When(), names=("Pilar",))
    assert {each[:2] for each in shown(answer)} == {"16"}


async def test_when_the_hour_is_taken_the_nearest_hours_are_offered() -> None:
    answer = await found(
        on(FRIDAY, at=time(12)), away("Pilar", FRIDAY, hours=(12, 14)), names=("Pilar",)
    )
    assert isinstance(answer, Choice)
    assert answer.missed_hour == madrid(2026, 12, 18, 12)
    assert "18 11:00 Pilar" in shown(answer)
    assert len([each for each in shown(answer) if each.startswith("18 12:00")]) == 1
    assert answer.missed_stylist == stylist("Pilar").id


async def test_an_hour_that_nobody_has_is_nobodys_fault() -> None:
    answer = await found(on(SATURDAY, at=time(17)))
    assert isinstance(answer, Choice)
    assert answer.missed_hour == madrid(2026, 12, 19, 17)
    assert answer.missed_stylist is None
    assert all(each.startswith("19") for each in shown(answer))


async def test_a_full_stylist_gives_somebody_else_that_day_and_later_days() -> None:
    answer = await found(on(FRIDAY), away("Pilar", FRIDAY), names=("Pilar",))
    assert isinstance(answer, Choice)
    assert (answer.full_day, answer.missed_stylist) == (FRIDAY, stylist("Pilar").id)
    others, later = shown(answer)[0], shown(answer)[1:]
    assert others.startswith("18")
    assert "Pilar" not in others
    assert later == ["19 10:00 Pilar", "21 10:00 Pilar"]


async def test_a_wish_for_a_man_that_cannot_be_met_that_day_names_nobody() -> None:
    events = [away(name, FRIDAY) for name in ("Harol", "Víctor")]
    answer = await found(on(FRIDAY), *events, names=("Harol", "Víctor"))
    assert isinstance(answer, Choice)
    assert (answer.full_day, answer.missed_stylist) == (FRIDAY, None)


async def test_a_full_day_gives_the_next_two_dates_with_room() -> None:
    everybody = [away(name, FRIDAY) for name in ("Pilar", "Harol", "Víctor", "Marta")]
    answer = await found(on(FRIDAY), *everybody)
    assert isinstance(answer, Choice)
    assert answer.full_day == FRIDAY
    assert [each[:8] for each in shown(answer)] == ["19 10:00", "21 10:00"]


async def test_an_hour_on_a_full_day_gives_later_dates_at_that_hour() -> None:
    everybody = [away(name, FRIDAY) for name in ("Pilar", "Harol", "Víctor", "Marta")]
    answer = await found(on(FRIDAY, at=time(12)), *everybody)
    assert [each[:8] for each in shown(answer)] == ["19 12:00", "21 12:00"]


async def test_a_closed_day_says_why_and_the_next_two_open_days() -> None:
    assert await found(on(SUNDAY)) == SalonCloses(
        day=SUNDAY, reason="", next_days=(MONDAY, date(2026, 12, 22))
    )
    works = Closure(id=derived_id("closure", 1), salon_id=SALON.id, day=FRIDAY, reason="obras")
    assert await found(on(FRIDAY), works) == SalonCloses(
        day=FRIDAY, reason="obras", next_days=(SATURDAY, MONDAY)
    )
    christmas = await found(on(date(2026, 12, 25)))
    assert isinstance(christmas, SalonCloses)
    assert "Natividad" in christmas.reason


async def test_a_range_gives_the_first_hour_of_up_to_three_days() -> None:
    answer = await found(on(FRIDAY, date(2026, 12, 23)), names=("Pilar",))
    assert shown(answer) == ["18 10:00 Pilar", "19 10:00 Pilar", "21 10:00 Pilar"]


async def test_a_range_with_one_day_of_room_offers_that_day() -> None:
    answer = await found(on(SATURDAY, SUNDAY), names=("Pilar",))
    assert len(shown(answer)) == 3
    assert all(each.startswith("19") for each in shown(answer))


async def test_a_range_without_room_goes_on_after_it() -> None:
    answer = await found(on(FRIDAY, SATURDAY), away("Pilar", FRIDAY, SATURDAY), names=("Pilar",))
    assert shown(answer) == ["21 10:00 Pilar", "22 10:00 Pilar"]


async def test_days_that_were_excluded_are_never_offered() -> None:
    answer = await found(on(FRIDAY, MONDAY, not_on=(SATURDAY,)), names=("Pilar",))
    assert shown(answer) == ["18 10:00 Pilar", "21 10:00 Pilar"]
    later = await found(on(FRIDAY, not_on=(SATURDAY,)), away("Pilar", FRIDAY), names=("Pilar",))
    assert not any(each.startswith("19") for each in shown(later))
    nothing_left = await found(on(FRIDAY, not_on=(FRIDAY, SATURDAY)), names=("Pilar",))
    assert all(each[:2] in {"17", "21", "22"} for each in shown(nothing_left))


async def test_only_the_weekdays_that_were_named_are_offered() -> None:
    tuesdays = await found(When(days=DayRange(first=FRIDAY), weekdays=(1,)), names=("Pilar",))
    assert {each[:2] for each in shown(tuesdays)} <= {"22", "29", "05", "12", "19", "26"}
    full = await found(
        on(FRIDAY, date(2026, 12, 24), weekdays=(1,)),
        away("Pilar", date(2026, 12, 22)),
        names=("Pilar",),
    )
    assert [each[:2] for each in shown(full)] == ["22", "29", "05"]


@pytest.mark.parametrize("day", [date(2026, 12, 1), date(2028, 6, 1)])
async def test_the_past_and_the_far_future_are_too_far(day: date) -> None:
    assert await found(on(day)) == TooFar(day)


async def test_when_nothing_is_free_for_weeks_she_says_so() -> None:
    events = [
        away(name, date(2026, 12, 16), date(2027, 6, 1))
        for name in ("Pilar", "Harol", "Víctor", "Marta")
    ]
    assert await found(on(FRIDAY), *events) == NothingFree()
    assert await found(When(), *events) == NothingFree()


async def test_a_range_that_began_in_the_past_begins_today() -> None:
    answer = await found(on(date(2026, 12, 10), FRIDAY), names=("Pilar",))
    assert shown(answer)[0].startswith("16 12:00")


async def test_when_nothing_is_left_after_that_hour_the_last_of_the_day_comes_before_others() -> (
    None
):
    answer = await found(on(SATURDAY, earliest=time(19)))
    assert isinstance(answer, Choice)
    assert answer.full_day == SATURDAY
    assert [each[:2] for each in shown(answer)] == ["19", "21", "22"]
