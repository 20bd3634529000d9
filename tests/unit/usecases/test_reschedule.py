"""Moving: the same appointment at another time, its deposit with it (R20, R44, S2, S14)."""

from datetime import datetime

import pytest

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.availability import Slot
from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    HoldStatus,
    IllegalStep,
)
from atrevete_core.domain.deposit import Movement
from atrevete_core.domain.interval import Interval, after
from atrevete_core.domain.money import Money
from atrevete_core.ports.storage import SlotTaken
from atrevete_core.usecases.place_hold import NotBookable
from atrevete_core.usecases.reschedule import Move, Moved, OnlyByPerson, may_move, reschedule
from tests.builders import (
    CARMEN,
    NOW,
    a_booking,
    madrid,
    pack,
    service,
    stylist,
    with_status,
)
from tests.unit.usecases.at_work import a_salon, ledger_of, now_of
from tests.unit.usecases.booked import (
    NEXT_WEEK,
    before,
    decides,
    has_paid,
    have_paid_together,
    in_the_books,
    mails,
    mother_and_daughter,
    only,
    rows,
)

CUT_DEPOSIT = Money(524)
AT_FIVE = madrid(2026, 12, 23, 17)
TOMORROW_AT_TEN = madrid(2026, 12, 17, 10)


def a_move(
    appointment: Appointment,
    to: datetime,
    *services: str,
    with_stylist: str = "Marta",
    intent: str = "move",
) -> Move:
    return Move(
        appointment_id=appointment.id,
        stylist_id=stylist(with_stylist).id,
        start=to,
        intent=intent,
        services=tuple(service(name).id for name in services) or None,
    )


async def moves(where: MemorySalon | MemoryStorage, move: Move, *, at: datetime = NOW) -> Moved:
    return await decides(where, lambda records: reschedule(records, move, at=at))


async def busy_at_five(salon: MemorySalon, name: str = "Marta") -> None:
    """Carmen is with her then."""
    async with salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        await records.bookings.add(
            a_booking(guest=CARMEN, stylist=name, at=AT_FIVE, status=HoldStatus.CONFIRMED)
        )


async def test_the_same_appointment_has_a_new_time_and_no_new_charge() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    moved = await moves(salon, a_move(only(booking), AT_FIVE))
    now = only(await now_of(salon, booking))
    assert (now.id, now.start, now.status) == (
        only(booking).id,
        AT_FIVE,
        AppointmentStatus.CONFIRMED,
    )
    assert moved.deposit == CUT_DEPOSIT
    assert len(salon.gateway.checkouts) == 1
    assert rows(salon.storage, Movement.CARRIED_OVER) == []
    (entry,) = salon.calendar.shown(stylist("Marta").calendar_id)
    assert entry.during.start == AT_FIVE
    assert mails(salon.storage)[-1] == "Cita cambiada: miércoles 23 de diciembre a las 17:00"


async def test_the_old_slot_is_free_only_when_the_new_one_is_taken() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    await busy_at_five(salon)
    before_all, mailed = await now_of(salon, booking), mails(salon.storage)
    with pytest.raises(SlotTaken) as refused:
        await moves(salon, a_move(only(booking), AT_FIVE))
    assert refused.value.slots == (
        Slot(Interval.lasting(AT_FIVE, only(booking).during.minutes), stylist("Marta").id),
    )
    assert await now_of(salon, booking) == before_all
    assert mails(salon.storage) == mailed
    with pytest.raises(SlotTaken):
        await moves(salon, a_move(only(booking), AT_FIVE))
    moved = await moves(salon, a_move(only(booking), AT_FIVE, with_stylist="Pilar"))
    assert moved.appointment.start == AT_FIVE
    await has_paid(salon, guest=CARMEN, intent="the old slot")


async def test_it_may_move_within_its_own_time() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    half_an_hour_later = after(NEXT_WEEK, minutes=30)
    await moves(salon, a_move(only(booking), half_an_hour_later))
    assert only(await now_of(salon, booking)).start == half_an_hour_later


async def test_a_repeated_turn_moves_it_once() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    move = a_move(only(booking), AT_FIVE)
    await moves(salon, move)
    mailed, ledger = mails(salon.storage), await ledger_of(salon, booking)
    again = await moves(salon, move)
    assert again.appointment.start == AT_FIVE
    assert mails(salon.storage) == mailed
    assert await ledger_of(salon, booking) == ledger


async def test_who_changes_their_mind_back_is_believed_by_calendar_and_stylist() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    for number, to in enumerate([AT_FIVE, NEXT_WEEK, AT_FIVE]):
        await moves(salon, a_move(only(booking), to, intent=f"message {number}"))
        (entry,) = salon.calendar.shown(stylist("Marta").calendar_id)
        assert entry.during.start == to
    assert [mail.rpartition(" ")[2] for mail in mails(salon.storage)[1:]] == [
        "17:00", "12:00", "17:00",
    ]  # fmt: skip


async def test_another_stylist_gets_the_entry_and_both_are_told() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    (old,) = salon.calendar.shown(stylist("Marta").calendar_id)
    await moves(salon, a_move(only(booking), AT_FIVE, with_stylist="Víctor"))
    assert salon.calendar.shown(stylist("Marta").calendar_id) == []
    (new,) = salon.calendar.shown(stylist("Víctor").calendar_id)
    assert new.id != old.id
    told = {mail.address: mail.subject for mail in salon.notifier.emails[-2:]}
    assert told[stylist("Víctor").email].startswith("Cita cambiada")
    assert told[stylist("Marta").email] == "Cita cancelada: miércoles 23 de diciembre a las 12:00"


async def test_there_and_back_between_stylists_leaves_one_entry() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    for number, name in enumerate(["Víctor", "Marta", "Víctor", "Marta"]):
        await moves(
            salon, a_move(only(booking), NEXT_WEEK, with_stylist=name, intent=f"message {number}")
        )
    assert len(salon.calendar.shown(stylist("Marta").calendar_id)) == 1
    assert salon.calendar.shown(stylist("Víctor").calendar_id) == []


async def test_inside_the_24_hours_the_deposit_is_carried_over_once() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    moved = await moves(salon, a_move(only(booking), madrid(2026, 12, 17, 10, 30), intent="first"))
    assert moved.deposit == CUT_DEPOSIT
    (row,) = rows(salon.storage, Movement.CARRIED_OVER)
    assert (row.amount, row.number) == (CUT_DEPOSIT, 1)
    second = a_move(only(booking), AT_FIVE, intent="second")
    with pytest.raises(OnlyByPerson):
        await moves(salon, second)
    assert only(await now_of(salon, booking)).start == madrid(2026, 12, 17, 10, 30)
    assert len(salon.gateway.checkouts) == 1


async def test_with_notice_again_it_moves_freely() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    await moves(salon, a_move(only(booking), AT_FIVE, intent="first"))
    await moves(salon, a_move(only(booking), NEXT_WEEK, intent="second"))
    assert only(await now_of(salon, booking)).start == NEXT_WEEK
    assert len(rows(salon.storage, Movement.CARRIED_OVER)) == 1


async def test_each_of_a_group_carries_its_own_share() -> None:
    salon = a_salon()
    booking = await have_paid_together(salon, *mother_and_daughter(start=TOMORROW_AT_TEN))
    mother, daughter = booking.appointments
    await moves(salon, a_move(mother, AT_FIVE, intent="mother"))
    await moves(salon, a_move(daughter, AT_FIVE, with_stylist="Pilar", intent="daughter"))
    carried = rows(salon.storage, Movement.CARRIED_OVER)
    assert [each.amount for each in carried] == [mother.deposit, daughter.deposit]
    assert [each.number for each in carried] == [1, 2]


@pytest.mark.parametrize(
    ("at", "allowed"),
    [
        (before(NEXT_WEEK, hours=0, seconds=1), True),
        (NEXT_WEEK, False),
        (after(NEXT_WEEK, minutes=5), False),
    ],
)
async def test_from_its_start_on_only_a_person_moves_it(at: datetime, *, allowed: bool) -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    assert await decides(storage, lambda r: may_move(r, only(booking), at=at)) is allowed
    if not allowed:
        with pytest.raises(OnlyByPerson):
            await moves(storage, a_move(only(booking), madrid(2026, 12, 29, 12)), at=at)


async def test_what_is_no_longer_confirmed_does_not_move() -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    gone = with_status(booking, AppointmentStatus.CANCELLED)
    async with storage.transaction() as records:
        await records.bookings.save(gone)
    assert not await decides(storage, lambda r: may_move(r, only(gone), at=NOW))
    with pytest.raises(IllegalStep):
        await moves(storage, a_move(only(booking), AT_FIVE))


@pytest.mark.parametrize(
    "to",
    [
        madrid(2026, 12, 16, 11, 30),  # within the hour of lead
        madrid(2026, 12, 15, 12),
        madrid(2028, 12, 20, 12),
    ],
)
async def test_too_soon_past_or_too_far_cannot_be_moved_to(to: datetime) -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    with pytest.raises(NotBookable):
        await moves(storage, a_move(only(booking), to))
    assert storage.tables.appointments[only(booking).id].start == NEXT_WEEK


@pytest.mark.parametrize("to", [madrid(2026, 12, 20, 12), madrid(2026, 12, 23, 19, 50)])
async def test_neither_a_closed_day_nor_past_closing(to: datetime) -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    with pytest.raises(SlotTaken):
        await moves(storage, a_move(only(booking), to))


async def test_an_unpaid_hold_past_its_grace_gives_way() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    async with salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        held = a_booking(guest=CARMEN, at=AT_FIVE, deadline=before(NOW, hours=1))
        await records.bookings.add(held)
    await moves(salon, a_move(only(booking), AT_FIVE))
    assert (await now_of(salon, held)).hold.status is HoldStatus.LAPSED


async def reminded(salon: MemorySalon, booking: Booking) -> datetime | None:
    return only(await now_of(salon, booking)).reminded_at


async def test_moved_far_it_is_reminded_of_again_and_moved_near_it_is_not() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=madrid(2026, 12, 22, 12))
    salon.clock.set(madrid(2026, 12, 20, 13))
    await salon.settle()
    assert await reminded(salon, booking) is not None
    now = await salon.clock.now()
    await moves(salon, a_move(only(booking), madrid(2026, 12, 29, 12), intent="far"), at=now)
    assert await reminded(salon, booking) is None
    await moves(salon, a_move(only(booking), madrid(2026, 12, 22, 10), intent="near"), at=now)
    assert await reminded(salon, booking) == now


async def test_with_another_stylist_at_the_same_hour_the_reminder_stays_said() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=madrid(2026, 12, 22, 12))
    salon.clock.set(madrid(2026, 12, 20, 13))
    await salon.settle()
    said = await reminded(salon, booking)
    move = a_move(only(booking), madrid(2026, 12, 22, 12), with_stylist="Pilar")
    await moves(salon, move, at=await salon.clock.now())
    assert await reminded(salon, booking) == said


async def test_coming_is_promised_for_one_time_only() -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    moved = await moves(storage, a_move(only(booking), AT_FIVE))
    assert moved.appointment.attendance_confirmed_at is None


async def test_a_service_more_at_the_same_hour_when_it_fits() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    moved = await moves(salon, a_move(only(booking), NEXT_WEEK, "CORTAR", "BARRO"))
    assert moved.appointment.total == Money(6270)
    assert moved.appointment.during.minutes == only(booking).during.minutes + 40
    assert moved.appointment.deposit == moved.deposit == CUT_DEPOSIT
    assert len(salon.gateway.checkouts) == 1
    (entry,) = salon.calendar.shown(stylist("Marta").calendar_id)
    assert "barro" in entry.title


async def test_the_pack_is_recognised_when_a_service_completes_it() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    moved = await moves(salon, a_move(only(booking), NEXT_WEEK, "CORTAR", "MECHAS"))
    assert moved.appointment.pack_id == pack().id
    assert (moved.appointment.total, moved.appointment.during.minutes) == (Money(8000), 60)


async def test_a_service_more_that_does_not_fit_leaves_all_as_it_was() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    async with salon.storage.transaction() as records:
        await CARMEN.arrives(records)
        end = only(booking).during.end
        await records.bookings.add(a_booking(guest=CARMEN, at=end, status=HoldStatus.CONFIRMED))
    with pytest.raises(SlotTaken):
        await moves(salon, a_move(only(booking), NEXT_WEEK, "CORTAR", "BARRO"))
    assert only(await now_of(salon, booking)).service_names == ("CORTAR",)


async def test_other_services_at_the_same_hour_carry_nothing_over() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    await moves(salon, a_move(only(booking), TOMORROW_AT_TEN, "CORTAR", "BARRO", intent="more"))
    assert rows(salon.storage, Movement.CARRIED_OVER) == []
    await moves(salon, a_move(only(booking), AT_FIVE, intent="later"))
    assert len(rows(salon.storage, Movement.CARRIED_OVER)) == 1


async def test_what_costs_nothing_moves_too() -> None:
    salon = a_salon()
    booking = await has_paid(salon, "CONSULTA GRATUITA", start=TOMORROW_AT_TEN)
    moved = await moves(salon, a_move(only(booking), AT_FIVE))
    assert not moved.deposit
