"""What the sweep finds: each thing from its time on, and nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from atrevete_core.domain.booking import AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.conversation import Disposition
from atrevete_core.domain.interval import after
from atrevete_core.ports.events import NoNews
from atrevete_core.ports.storage import Forgotten, Storage
from tests.builders import (
    CARMEN,
    LAURA,
    NOW,
    POLICY,
    SALON,
    a_booking,
    a_guest,
    a_planned_effect,
    a_stored_event,
    an_arrival,
    madrid,
    store_booking,
    with_status,
)

REAL = datetime(2026, 11, 20, 8, tzinfo=UTC)


async def _find(storage: Storage, at: datetime = NOW, *, real_now: datetime = REAL) -> Forgotten:
    async with storage.transaction() as records:
        return await records.sweep.find(at=at, real_now=real_now)


async def _stored(storage: Storage, booking: Booking) -> Booking:
    async with storage.transaction() as records:
        return await store_booking(records, booking)


async def test_there_is_nothing_to_find_in_a_tidy_salon(storage: Storage) -> None:
    assert not await _find(storage)


async def test_one_worker_sweeps_and_says_when(storage: Storage) -> None:
    async with storage.transaction() as records:
        assert await records.sweep.try_lock()
        await records.sweep.swept(NOW)
    async with storage.transaction() as records:
        assert await records.sweep.try_lock()
        await records.sweep.swept(after(NOW, minutes=1))


async def test_unanswered_messages_are_found_by_their_conversation_once(storage: Storage) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await CARMEN.arrives(records)
        answered = a_stored_event(an_arrival(guest=CARMEN))
        for each in (a_stored_event(), a_stored_event(), answered):
            await records.inbox.add(each)
        await records.inbox.settle([answered.id], Disposition.ANSWERED)
    assert (await _find(storage)).conversations == (LAURA.conversation_id,)


async def test_events_that_no_turn_answers_are_found_one_by_one(storage: Storage) -> None:
    unread = a_stored_event(NoNews(external_id="1", reason=""))
    of_laura = a_stored_event(
        NoNews(external_id="2", reason=""), conversation_id=LAURA.conversation_id
    )
    applied = replace(
        a_stored_event(NoNews(external_id="3", reason="")), disposition=Disposition.APPLIED
    )
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        for each in (unread, of_laura, applied):
            await records.inbox.add(each)
    found = await _find(storage)
    assert set(found.events) == {unread.id, of_laura.id}
    assert found.conversations == ()


async def test_a_lane_is_found_when_its_oldest_row_is_due_and_free(storage: Storage) -> None:
    async with storage.transaction() as records:
        plan = records.outbox.plan
        await plan(a_planned_effect(lane="due"))
        await plan(a_planned_effect(lane="due"))
        await plan(a_planned_effect(lane="waits", due_at=after(NOW, minutes=5)))
        await plan(a_planned_effect(lane="waits"))
        await plan(a_planned_effect(lane="leased"))
        await records.outbox.claim("leased", at=NOW, lease="x", real_now=REAL, seconds=30)
        assert list(await records.outbox.due_lanes(at=NOW, real_now=REAL)) == ["due"]
    assert (await _find(storage)).lanes == ("due",)
    later = await _find(storage, after(NOW, minutes=5), real_now=after(REAL, seconds=30))
    assert set(later.lanes) == {"due", "waits", "leased"}


def _warned(booking: Booking) -> Booking:
    return replace(booking, hold=replace(booking.hold, warned_at=NOW))


def _with_person(booking: Booking) -> Booking:
    return replace(booking, hold=replace(booking.hold, with_person=True))


def _as_it_is(booking: Booking) -> Booking:
    return booking


@pytest.mark.parametrize(
    ("change", "minutes_before_deadline", "found"),
    [
        (_as_it_is, 6, False),
        (_as_it_is, 5, True),
        (_warned, 5, False),
        (_warned, 1, False),
        (_warned, 0, True),
        (_with_person, 5, False),
        (_with_person, 0, True),
    ],
)
async def test_a_hold_is_found_to_be_warned_about_and_to_lapse(
    storage: Storage,
    *,
    change: Callable[[Booking], Booking],
    minutes_before_deadline: int,
    found: bool,
) -> None:
    booking = await _stored(storage, change(a_booking()))
    at = after(booking.hold.deadline, minutes=-minutes_before_deadline)
    assert (await _find(storage, at)).holds == ((booking.hold.id,) if found else ())


@pytest.mark.parametrize("status", [HoldStatus.CONFIRMED, HoldStatus.LAPSED, HoldStatus.RELEASED])
async def test_a_hold_that_has_ended_is_left_alone(storage: Storage, status: HoldStatus) -> None:
    booking = await _stored(storage, a_booking(status=status))
    assert (await _find(storage, after(booking.hold.deadline, hours=1))).holds == ()


async def test_a_hold_is_warned_by_the_terms_it_was_made_under(storage: Storage) -> None:
    async with storage.transaction() as records:
        patient = await records.salons.change_policy(SALON.id, replace(POLICY, warn_minutes=10))
    booking = await _stored(storage, a_booking(policy=patient))
    async with storage.transaction() as records:
        await records.salons.change_policy(SALON.id, replace(POLICY, warn_minutes=1))
    deadline = booking.hold.deadline
    assert (await _find(storage, after(deadline, minutes=-11))).holds == ()
    assert (await _find(storage, after(deadline, minutes=-10))).holds == (booking.hold.id,)


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (madrid(2026, 12, 20, 12, 29), False),
        (madrid(2026, 12, 20, 12, 30), True),
        (madrid(2026, 12, 22, 12, 29), True),
        (madrid(2026, 12, 22, 12, 30), False),
    ],
)
async def test_a_reminder_is_due_from_two_days_before_until_the_start(
    storage: Storage, *, at: datetime, found: bool
) -> None:
    start = madrid(2026, 12, 22, 12, 30)
    booking = await _stored(storage, a_booking(at=start, status=HoldStatus.CONFIRMED))
    expected = (booking.appointments[0].id,) if found else ()
    assert (await _find(storage, at)).reminders == expected


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (madrid(2027, 3, 29, 10), madrid(2027, 3, 27, 9)),
        (madrid(2026, 10, 26, 10), madrid(2026, 10, 24, 11)),
    ],
    ids=["spring", "autumn"],
)
async def test_two_days_before_are_48_elapsed_hours(
    storage: Storage, start: datetime, due: datetime
) -> None:
    await _stored(
        storage,
        a_booking(at=start, status=HoldStatus.CONFIRMED, placed_at=after(start, hours=-200)),
    )
    assert not (await _find(storage, after(due, minutes=-1))).reminders
    assert (await _find(storage, due)).reminders


async def test_there_is_no_reminder_for_what_needs_none(storage: Storage) -> None:
    start = madrid(2026, 12, 22, 10)
    silent = a_guest("Eva", channel_id="34600555666", phone=None)
    confirmed = a_booking(at=start, status=HoldStatus.CONFIRMED)
    reminded = replace(
        confirmed.appointments[0],
        reminded_at=NOW,
    )
    at_short_notice = a_booking(
        at=madrid(2026, 12, 17, 12), status=HoldStatus.CONFIRMED, stylist="Pilar"
    )
    cancelled = with_status(
        a_booking(at=start, status=HoldStatus.CONFIRMED, stylist="Víctor"),
        AppointmentStatus.CANCELLED,
    )
    unwanted = a_booking(at=start, status=HoldStatus.CONFIRMED, stylist="Harol", guest=silent)
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await silent.arrives(records)
        await records.people.save(replace(silent.customer, wants_reminders=False))
        for each in (
            replace(confirmed, appointments=(reminded,)),
            at_short_notice,
            cancelled,
            unwanted,
        ):
            await records.bookings.add(each)
    assert (await _find(storage, after(NOW, hours=1))).reminders == ()
    assert (await _find(storage, after(start, hours=-1))).reminders == ()


async def test_a_sweep_takes_some_hundreds_at_most(storage: Storage) -> None:
    async with storage.transaction() as records:
        for number in range(205):
            await records.outbox.plan(a_planned_effect(lane=f"lane-{number}"))
    assert len((await _find(storage)).lanes) == 200
