"""Holds and appointments, and that a stylist's time is given once."""

from dataclasses import replace
from datetime import date, datetime
from uuid import uuid4

import pytest

from atrevete_core.domain.availability import Slot
from atrevete_core.domain.booking import AppointmentStatus, Booking, HoldStatus
from atrevete_core.domain.ids import AppointmentId, HoldId, StylistId
from atrevete_core.domain.interval import Interval, after
from atrevete_core.ports.storage import NotFound, SlotTaken, Storage, StorageBusy
from tests.builders import (
    CARMEN,
    FRIDAY,
    LAURA,
    NOW,
    POLICY,
    SALON,
    a_booking,
    a_customer,
    a_group_booking,
    madrid,
    moved,
    stylist,
    with_status,
)

AT_HALF_PAST_TWELVE = madrid(2026, 12, 18, 12, 30)
MARTA, PILAR = stylist("Marta").id, stylist("Pilar").id


async def _stored(storage: Storage, *bookings: Booking) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await CARMEN.arrives(records)
        for each in bookings:
            await records.bookings.add(each)


async def _is_taken(storage: Storage, start: datetime, who: StylistId = MARTA) -> bool:
    """Whether a rival is refused that hour."""
    rival = a_booking(at=start, guest=CARMEN, stylist=_name(who))
    released = with_status(rival, AppointmentStatus.CANCELLED)
    try:
        async with storage.transaction() as records:
            await records.bookings.add(rival)
            await records.bookings.save(released)
    except SlotTaken:
        return True
    return False


def _name(who: StylistId) -> str:
    return next(each for each in ("Marta", "Pilar", "Víctor") if stylist(each).id == who)


async def test_a_booking_is_kept_in_whole(storage: Storage) -> None:
    booking = a_booking("MECHAS", "CORTAR")
    await _stored(storage, booking)
    async with storage.transaction() as records:
        assert await records.bookings.get(booking.hold.id) == booking
        assert await records.bookings.lock(booking.hold.id) == booking
        assert await records.bookings.of_appointment(booking.appointments[0].id) == booking
        assert await records.bookings.by_intent(SALON.id, booking.hold.intent) == booking


async def test_everything_about_a_booking_may_change(storage: Storage) -> None:
    booking = a_booking()
    await _stored(storage, booking)
    changed = Booking(
        hold=replace(
            booking.hold,
            deadline=after(booking.hold.deadline, minutes=15),
            warned_at=NOW,
            failed_payments=1,
            with_person=True,
            status=HoldStatus.CONFIRMED,
        ),
        appointments=tuple(
            replace(
                each,
                status=AppointmentStatus.CONFIRMED,
                services=a_booking("BARRO", "SECADO").appointments[0].services,
                revision=2,
                reminded_at=NOW,
                attendance_confirmed_at=NOW,
            )
            for each in booking.appointments
        ),
    )
    async with storage.transaction() as records:
        await records.bookings.save(changed)
        assert await records.bookings.get(booking.hold.id) == changed
        await records.bookings.save(booking)
        assert await records.bookings.get(booking.hold.id) == booking


async def test_a_group_keeps_its_order(storage: Storage) -> None:
    daughter = a_customer("Lucía", phone=None, linked_to=LAURA.customer.id)
    group = a_group_booking(
        [(("PEINADO",), "Pilar", daughter), (("CORTAR",), "Marta", None)], at=AT_HALF_PAST_TWELVE
    )
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.people.save(daughter)
        await records.bookings.add(group)
    async with storage.transaction() as records:
        assert await records.bookings.get(group.hold.id) == group


async def test_what_is_not_there_is_not_found(storage: Storage) -> None:
    await _stored(storage)
    async with storage.transaction() as records:
        with pytest.raises(NotFound):
            await records.bookings.get(HoldId(uuid4()))
        with pytest.raises(NotFound):
            await records.bookings.lock(HoldId(uuid4()))
        with pytest.raises(NotFound):
            await records.bookings.of_appointment(AppointmentId(uuid4()))
        with pytest.raises(NotFound):
            await records.bookings.save(a_booking())
        assert await records.bookings.by_intent(SALON.id, "never asked") is None


@pytest.mark.parametrize("minute", [0, 30, 50])
async def test_overlapping_time_of_a_stylist_is_taken(storage: Storage, minute: int) -> None:
    await _stored(storage, a_booking(at=AT_HALF_PAST_TWELVE))
    start = madrid(2026, 12, 18, 12, minute)
    rival = a_booking(at=start, guest=CARMEN)
    with pytest.raises(SlotTaken) as refusal:
        async with storage.transaction() as records:
            await records.bookings.add(rival)
    assert refusal.value.slots == (Slot(Interval.lasting(start, 40), MARTA),)


async def test_neighbouring_time_and_other_stylists_are_free(storage: Storage) -> None:
    await _stored(
        storage,
        a_booking(at=AT_HALF_PAST_TWELVE),
        a_booking(at=madrid(2026, 12, 18, 13, 10), guest=CARMEN),
        a_booking(at=madrid(2026, 12, 18, 11, 50), guest=CARMEN),
        a_booking(at=AT_HALF_PAST_TWELVE, stylist="Pilar", guest=CARMEN),
    )


async def test_a_refused_hold_leaves_nothing_and_the_transaction_goes_on(storage: Storage) -> None:
    await _stored(storage, a_booking(at=AT_HALF_PAST_TWELVE))
    late = a_booking(at=AT_HALF_PAST_TWELVE, guest=CARMEN)
    other_hour = a_booking(at=madrid(2026, 12, 18, 17), guest=CARMEN)
    async with storage.transaction() as records:
        with pytest.raises(SlotTaken):
            await records.bookings.add(late)
        await records.bookings.add(other_hour)
    async with storage.transaction() as records:
        assert await records.bookings.get(other_hour.hold.id) == other_hour
        with pytest.raises(NotFound):
            await records.bookings.get(late.hold.id)


async def test_a_group_gets_all_its_slots_or_none(storage: Storage) -> None:
    await _stored(storage, a_booking(at=AT_HALF_PAST_TWELVE, stylist="Pilar"))
    group = a_group_booking(
        [(("CORTAR",), "Marta", None), (("PEINADO",), "Pilar", None)],
        at=AT_HALF_PAST_TWELVE,
        guest=CARMEN,
    )
    with pytest.raises(SlotTaken) as refusal:
        async with storage.transaction() as records:
            await records.bookings.add(group)
    assert [slot.stylist_id for slot in refusal.value.slots] == [PILAR]
    assert not await _is_taken(storage, AT_HALF_PAST_TWELVE, MARTA)


async def test_two_of_a_group_cannot_have_one_stylist_at_once(storage: Storage) -> None:
    both = a_group_booking(
        [(("CORTAR",), "Marta", None), (("PEINADO",), "Marta", None)], at=AT_HALF_PAST_TWELVE
    )
    await _stored(storage)
    with pytest.raises(SlotTaken):
        async with storage.transaction() as records:
            await records.bookings.add(both)


@pytest.mark.parametrize(
    ("status", "frees"),
    [
        (AppointmentStatus.CONFIRMED, False),
        (AppointmentStatus.EXPIRED, True),
        (AppointmentStatus.CANCELLED, True),
        (AppointmentStatus.COMPLETED, True),
    ],
)
async def test_only_active_appointments_occupy_time(
    storage: Storage, *, status: AppointmentStatus, frees: bool
) -> None:
    booking = a_booking(at=AT_HALF_PAST_TWELVE)
    await _stored(storage, booking)
    assert await _is_taken(storage, AT_HALF_PAST_TWELVE)
    async with storage.transaction() as records:
        await records.bookings.save(with_status(booking, status))
    assert await _is_taken(storage, AT_HALF_PAST_TWELVE) is not frees


async def test_moving_an_appointment_frees_its_old_time(storage: Storage) -> None:
    booking = a_booking(at=AT_HALF_PAST_TWELVE)
    await _stored(storage, booking)
    async with storage.transaction() as records:
        await records.bookings.save(moved(booking, madrid(2026, 12, 18, 12, 50)))
    assert await _is_taken(storage, madrid(2026, 12, 18, 13))
    assert not await _is_taken(storage, madrid(2026, 12, 18, 12, 10))


async def test_moving_to_another_stylist_frees_the_first(storage: Storage) -> None:
    booking = a_booking(at=AT_HALF_PAST_TWELVE)
    await _stored(storage, booking)
    async with storage.transaction() as records:
        await records.bookings.save(moved(booking, AT_HALF_PAST_TWELVE, stylist_id=PILAR))
    assert not await _is_taken(storage, AT_HALF_PAST_TWELVE, MARTA)
    assert await _is_taken(storage, AT_HALF_PAST_TWELVE, PILAR)


async def test_a_late_payment_cannot_take_back_what_somebody_else_has(storage: Storage) -> None:
    late = with_status(a_booking(at=AT_HALF_PAST_TWELVE), AppointmentStatus.EXPIRED)
    await _stored(storage, late, a_booking(at=AT_HALF_PAST_TWELVE, guest=CARMEN))
    paid = Booking(
        hold=replace(late.hold, status=HoldStatus.CONFIRMED),
        appointments=with_status(late, AppointmentStatus.CONFIRMED).appointments,
    )
    async with storage.transaction() as records:
        with pytest.raises(SlotTaken):
            await records.bookings.save(paid)
        assert await records.bookings.get(late.hold.id) == late
        await records.people.save(LAURA.customer)


async def test_the_same_intent_is_stored_once(storage: Storage) -> None:
    first = a_booking(intent="message 7, book")
    await _stored(storage, first)
    again = a_booking(at=madrid(2026, 12, 18, 17), intent="message 7, book")
    with pytest.raises(StorageBusy):
        async with storage.transaction() as records:
            await records.bookings.add(again)
    async with storage.transaction() as records:
        assert await records.bookings.by_intent(SALON.id, "message 7, book") == first


async def test_the_agenda_says_until_when_a_hold_keeps_others_out(storage: Storage) -> None:
    held = a_booking(at=AT_HALF_PAST_TWELVE)
    confirmed = a_booking(
        at=madrid(2026, 12, 18, 17), guest=CARMEN, status=HoldStatus.CONFIRMED, stylist="Pilar"
    )
    await _stored(storage, held, confirmed)
    async with storage.transaction() as records:
        agenda = await records.bookings.agenda(
            SALON.id, FRIDAY, FRIDAY, stylists=[MARTA, PILAR], policy=POLICY
        )
        saturday = await records.bookings.agenda(
            SALON.id, date(2026, 12, 19), date(2026, 12, 19), stylists=[MARTA], policy=POLICY
        )
    until = {each.hold_id: each.until for each in agenda.occupied}
    assert until == {held.hold.id: held.hold.blocks_until(POLICY), confirmed.hold.id: None}
    assert agenda.salon == SALON
    assert set(agenda.working) == {MARTA, PILAR}
    assert [gap.start for gap in agenda.free(MARTA, FRIDAY, at=NOW)] == [
        madrid(2026, 12, 18, 10),
        madrid(2026, 12, 18, 13, 10),
    ]
    assert saturday.occupied == ()


async def test_live_holds_are_those_that_wait_oldest_first(storage: Storage) -> None:
    newer = a_booking(at=madrid(2026, 12, 18, 10), placed_at=after(NOW, minutes=5))
    older = a_booking(at=madrid(2026, 12, 18, 11))
    paid = a_booking(at=madrid(2026, 12, 18, 12), status=HoldStatus.CONFIRMED)
    of_carmen = a_booking(at=madrid(2026, 12, 18, 13), guest=CARMEN)
    await _stored(storage, newer, older, paid, of_carmen)
    async with storage.transaction() as records:
        live = await records.bookings.live_holds(LAURA.customer.id)
    assert list(live) == [older.hold, newer.hold]


async def test_the_latest_hold_of_a_conversation_is_the_newest_whatever_became_of_it(
    storage: Storage,
) -> None:
    first = a_booking(at=madrid(2026, 12, 18, 10))
    second = a_booking(at=madrid(2026, 12, 18, 11))
    lapsed = a_booking(at=madrid(2026, 12, 18, 12), status=HoldStatus.LAPSED)
    await _stored(storage, first, second)
    async with storage.transaction() as records:
        assert await records.bookings.latest_hold(LAURA.conversation_id) == second.hold
        await records.bookings.add(lapsed)
        assert await records.bookings.latest_hold(LAURA.conversation_id) == lapsed.hold
        assert await records.bookings.latest_hold(CARMEN.conversation_id) is None


async def test_my_appointments_are_mine_and_those_i_booked(storage: Storage) -> None:
    mother = a_customer("María", phone=None, linked_to=LAURA.customer.id)
    for_mother = a_booking("BIOTERAPIA FACIAL", stylist="Rosa", for_customer=mother)
    mine = a_booking(at=madrid(2026, 12, 18, 10))
    long_ago = a_booking(at=madrid(2026, 12, 17, 10))
    async with storage.transaction() as records:
        await LAURA.arrives(records)
        await records.people.save(mother)
        for each in (for_mother, mine, long_ago):
            await records.bookings.add(each)
        ahead = await records.bookings.appointments_of(
            LAURA.customer.id, since=madrid(2026, 12, 18, 10)
        )
        hers = await records.bookings.appointments_of(mother.id, since=NOW)
    assert list(ahead) == [*mine.appointments, *for_mother.appointments]
    assert list(hers) == list(for_mother.appointments)


async def test_past_appointments_are_completed_ones_of_this_person_latest_first(
    storage: Storage,
) -> None:
    done = [
        with_status(a_booking(at=madrid(2026, 12, day, 10)), AppointmentStatus.COMPLETED)
        for day in (1, 2, 3)
    ]
    missed = with_status(a_booking(at=madrid(2026, 12, 4, 10)), AppointmentStatus.NO_SHOW)
    await _stored(storage, *done, missed)
    async with storage.transaction() as records:
        past = await records.bookings.past_appointments(LAURA.customer.id, count=2)
    assert list(past) == [*done[2].appointments, *done[1].appointments]


async def test_what_collides_with_an_absence_is_found(storage: Storage) -> None:
    hit = a_booking(at=AT_HALF_PAST_TWELVE)
    cancelled = with_status(a_booking(at=madrid(2026, 12, 18, 14)), AppointmentStatus.CANCELLED)
    before = a_booking(at=madrid(2026, 12, 18, 11, 20))
    elsewhere = a_booking(at=AT_HALF_PAST_TWELVE, stylist="Pilar")
    await _stored(storage, hit, cancelled, before, elsewhere)
    window = Interval(madrid(2026, 12, 18, 12), madrid(2026, 12, 18, 20))
    async with storage.transaction() as records:
        assert list(await records.bookings.appointments_in([MARTA], window)) == list(
            hit.appointments
        )
        assert list(await records.bookings.appointments_in([], window)) == []


@pytest.mark.parametrize(
    ("hold", "appointment", "known"),
    [
        (HoldStatus.HELD, AppointmentStatus.PROVISIONAL, False),
        (HoldStatus.LAPSED, AppointmentStatus.EXPIRED, False),
        (HoldStatus.RELEASED, AppointmentStatus.CANCELLED, False),
        (HoldStatus.CONFIRMED, AppointmentStatus.CONFIRMED, True),
        (HoldStatus.CONFIRMED, AppointmentStatus.CANCELLED, True),
        (HoldStatus.CONFIRMED, AppointmentStatus.NO_SHOW, True),
    ],
)
async def test_who_ever_had_a_confirmed_appointment_is_no_new_customer(
    storage: Storage, *, hold: HoldStatus, appointment: AppointmentStatus, known: bool
) -> None:
    await _stored(storage, with_status(a_booking(status=hold), appointment))
    async with storage.transaction() as records:
        assert await records.bookings.has_confirmed(LAURA.customer.id) is known
        assert not await records.bookings.has_confirmed(CARMEN.customer.id)


@pytest.mark.parametrize(
    "start",
    [
        pytest.param(
            datetime(2026, 10, 25, 2, 30, tzinfo=SALON.zone), id="before the hour repeats"
        ),
        pytest.param(
            datetime(2026, 10, 25, 2, 30, tzinfo=SALON.zone, fold=1), id="the hour once more"
        ),
        pytest.param(datetime(2027, 3, 28, 1, 30, tzinfo=SALON.zone), id="into the missing hour"),
    ],
)
async def test_the_nights_of_the_clock_change_come_back_as_the_same_instants(
    storage: Storage, start: datetime
) -> None:
    booking = a_booking("MECHAS", at=start, placed_at=after(start, hours=-72))
    await _stored(storage, booking)
    async with storage.transaction() as records:
        known = (await records.bookings.get(booking.hold.id)).appointments[0].during
        day = SALON.today(start)
        agenda = await records.bookings.agenda(SALON.id, day, day, stylists=[MARTA], policy=POLICY)
    for each in (known, agenda.occupied[0].during):
        assert each.start.timestamp() == start.timestamp()
        assert each.end.timestamp() == start.timestamp() + 3600
        assert SALON.local(each.start).replace(tzinfo=None) == start.replace(tzinfo=None, fold=0)
