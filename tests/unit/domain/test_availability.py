"""Free slots: the grid, the lead time, closing, absences; offers that are a choice; groups."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.availability import (
    ANY_TIME,
    Slot,
    TimeWish,
    earliest_start,
    free_slots,
    is_bookable_day,
    offers,
    overlapping,
    simultaneous,
)
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.opening import OpeningHours, TimeSpan, WeeklyHours
from tests.builders import (
    FRIDAY,
    MADRID,
    NOW,
    POLICY,
    SALON,
    an_agenda,
    madrid,
    opening_hours,
    stylist,
    taken,
)
from tests.unit.domain.rules import EXAMPLES

TODAY = date(2026, 12, 16)


def starts(
    day: date = FRIDAY,
    *,
    names: tuple[str, ...] = ("Pilar",),
    lasting: int = 40,
    at: datetime = NOW,
    wish: TimeWish = ANY_TIME,
    **agenda: object,
) -> list[str]:
    found = free_slots(
        an_agenda(stylists=names, **agenda),  # type: ignore[arg-type]
        day,
        [stylist(name).id for name in names],
        lasting=lasting,
        policy=POLICY,
        at=at,
        wish=wish,
    )
    return [f"{SALON.local(slot.start):%H:%M}" for slot in found]


def a_slot(hour: float, name: str = "Pilar", *, lasting: int = 40) -> Slot:
    start = madrid(2026, 12, 18) + timedelta(hours=hour)
    return Slot(Interval.lasting(start, lasting), stylist(name).id)


def test_a_free_day_has_a_slot_every_half_hour_until_closing() -> None:
    found = starts()
    assert found[0] == "10:00"
    assert found[-1] == "19:00"
    assert len(found) == 19


def test_an_appointment_may_end_exactly_at_closing() -> None:
    assert starts(lasting=60)[-1] == "19:00"
    assert starts(lasting=61)[-1] == "18:30"
    assert starts(date(2026, 12, 19), lasting=240) == ["10:00"]
    assert starts(date(2026, 12, 19), lasting=241) == []


def test_nobody_comes_within_the_hour() -> None:
    assert starts(TODAY)[0] == "12:00"
    assert starts(TODAY, at=madrid(2026, 12, 16, 11, 1))[0] == "12:30"
    assert starts(TODAY, at=madrid(2026, 12, 16, 19, 0)) == []


def test_tomorrow_needs_no_lead_time() -> None:
    late = madrid(2026, 12, 16, 23, 50)
    tomorrow = date(2026, 12, 17)
    assert starts(tomorrow, at=late)[0] == "10:00"
    assert earliest_start(tomorrow, salon=SALON, policy=POLICY, at=late) == madrid(
        2026, 12, 17, 0, 50
    )


def test_appointments_absences_and_busy_calendars_take_time() -> None:
    at_one = taken("Pilar", madrid(2026, 12, 18, 13), 60)
    absence = {"Pilar": [Interval.lasting(madrid(2026, 12, 18, 10), 120)]}
    found = starts(occupied=[at_one], blocked=absence)
    assert found[:3] == ["12:00", "14:00", "14:30"]


def test_another_stylists_appointment_takes_nothing_from_her() -> None:
    assert starts(occupied=[taken("Marta", madrid(2026, 12, 18, 10), 600)])[0] == "10:00"


def test_a_hold_past_its_grace_blocks_nobody() -> None:
    passed = taken("Pilar", madrid(2026, 12, 18, 10), 600, until=NOW)
    waiting = taken("Pilar", madrid(2026, 12, 18, 10), 600, until=after(NOW, minutes=1))
    assert starts(occupied=[passed])[0] == "10:00"
    assert starts(occupied=[waiting]) == []


def test_another_minute_is_free_only_when_it_was_asked_for() -> None:
    assert starts(wish=TimeWish(exact=time(10, 17))) == ["10:17"]
    assert starts(wish=TimeWish(exact=time(19, 50))) == []
    assert "10:17" not in starts()


def test_a_wish_for_the_afternoon_leaves_out_the_morning() -> None:
    assert starts(wish=TimeWish(earliest=time(16)))[0] == "16:00"
    assert starts(wish=TimeWish(latest=time(11)))[-1] == "11:00"
    assert starts(wish=TimeWish(earliest=time(12), latest=time(12))) == ["12:00"]


def test_closed_days_and_days_off_have_no_slots() -> None:
    assert starts(date(2026, 12, 20)) == []
    assert starts(hours=opening_hours(closures={FRIDAY: "obras"})) == []
    off = {stylist("Pilar").id: WeeklyHours({})}
    assert starts(working=off) == []
    assert starts(names=("Pilar", "Marta"), working=off) == []


def test_a_midday_break_is_not_worked_through() -> None:
    spans = (TimeSpan(time(10), time(14)), TimeSpan(time(16), time(20)))
    found = starts(hours=OpeningHours(weekly=WeeklyHours({4: spans})), lasting=60)
    assert "13:00" in found
    assert "13:30" not in found
    assert "16:00" in found


@pytest.mark.parametrize(
    ("day", "bookable"),
    [
        (date(2026, 12, 15), False),
        (TODAY, True),
        (TODAY + timedelta(days=400), True),
        (TODAY + timedelta(days=401), False),
    ],
)
def test_bookings_end_at_the_horizon(day: date, *, bookable: bool) -> None:
    assert is_bookable_day(day, salon=SALON, policy=POLICY, at=NOW) is bookable
    assert bookable or starts(day) == []


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2026, 10, 25)])
def test_on_clock_change_sundays_the_slots_are_wall_clock_hours(day: date) -> None:
    sunday = OpeningHours(weekly=WeeklyHours({6: (TimeSpan(time(10), time(12)),)}))
    found = starts(
        day,
        at=madrid(2026, 10, 1),
        hours=sunday,
        working={stylist("Pilar").id: sunday.weekly},
    )
    assert found == ["10:00", "10:30", "11:00"]


@EXAMPLES
@given(
    st.lists(st.tuples(st.integers(600, 1200), st.integers(5, 200)), max_size=5),
    st.integers(10, 240),
    st.integers(0, 600),
)
def test_a_free_slot_is_free_open_and_late_enough(
    blocked: list[tuple[int, int]], lasting: int, minute: int
) -> None:
    day = madrid(2026, 12, 18)
    away = [Interval.lasting(after(day, minutes=start), minutes) for start, minutes in blocked]
    agenda = an_agenda(blocked={"Pilar": away})
    at = after(day, minutes=600 + minute)
    found = free_slots(agenda, FRIDAY, [stylist("Pilar").id], lasting=lasting, policy=POLICY, at=at)
    opening = Interval(madrid(2026, 12, 18, 10), madrid(2026, 12, 18, 20))
    for slot in found:
        assert agenda.is_free(slot, at=at)
        assert opening.contains(slot.during)
        assert slot.start >= after(at, minutes=60)
        assert slot.during.minutes == lasting
        assert not any(slot.during.overlaps(each) for each in away)


def test_offers_are_spread_over_the_day_and_over_the_stylists() -> None:
    slots = [a_slot(10 + half / 2, name) for half in range(18) for name in ("Pilar", "Marta")]
    chosen = offers(slots, most=3)
    assert [slot.start.hour for slot in chosen] == [10, 14, 18]
    assert len({slot.stylist_id for slot in chosen[:2]}) == 2


def test_one_hour_with_two_stylists_is_still_a_choice() -> None:
    slots = [a_slot(10, "Pilar"), a_slot(10, "Marta")]
    assert offers(slots, most=3) == sorted(slots)


def test_one_slot_is_one_offer_and_none_is_none() -> None:
    assert offers([a_slot(10)], most=3) == [a_slot(10)]
    assert offers([], most=3) == []
    assert offers([a_slot(10), a_slot(11)], most=1) == [a_slot(10)]


@EXAMPLES
@given(
    st.sets(
        st.tuples(st.integers(20, 38), st.sampled_from(["Pilar", "Harol", "Víctor", "Marta"])),
        max_size=30,
    )
)
def test_there_are_never_more_than_three_offers_and_hours_differ_where_they_can(
    places: set[tuple[int, str]],
) -> None:
    slots = sorted(a_slot(half / 2, name) for half, name in places)
    chosen = offers(slots, most=3)
    assert len(chosen) <= 3
    assert set(chosen) <= set(slots)
    hours = {slot.start for slot in slots}
    assert len({slot.start for slot in chosen}) == min(3, len(hours))
    assert len(chosen) >= min(2, len(slots))
    if slots:
        assert chosen[0].start == slots[0].start


@EXAMPLES
@given(
    st.lists(
        st.sets(st.tuples(st.integers(20, 24), st.sampled_from(["Pilar", "Harol", "Marta"]))),
        min_size=1,
        max_size=3,
    )
)
def test_a_group_starts_together_with_different_stylists(
    people: list[set[tuple[int, str]]],
) -> None:
    by_person = [sorted(a_slot(half / 2, name) for half, name in each) for each in people]
    for combination in simultaneous(by_person):
        assert len({slot.start for slot in combination}) == 1
        assert len({slot.stylist_id for slot in combination}) == len(people)
        assert all(slot in own for slot, own in zip(combination, by_person, strict=True))


def test_a_group_of_two_needs_two_stylists_at_the_same_hour() -> None:
    one, two = [a_slot(10), a_slot(11)], [a_slot(10), a_slot(11, "Marta")]
    assert simultaneous([one, two]) == [(a_slot(11), a_slot(11, "Marta"))]
    assert simultaneous([one, [a_slot(12)]]) == []
    assert simultaneous([]) == []


def test_overlapping_says_whether_any_two_share_time() -> None:
    first, second = a_slot(10).during, a_slot(10.5).during
    assert overlapping([second, first])
    assert not overlapping([first, a_slot(11).during])


def test_somebody_unknown_to_the_agenda_is_never_free() -> None:
    agenda = an_agenda(stylists=["Pilar"])
    assert agenda.free(stylist("Rosa").id, FRIDAY, at=NOW) == ()
    assert not agenda.is_free(a_slot(10, "Rosa"), at=NOW)
    assert agenda.is_free(a_slot(10), at=NOW)
    assert Counter(each.start.tzinfo for each in agenda.free(stylist("Pilar").id, FRIDAY, at=NOW))[
        MADRID
    ]
