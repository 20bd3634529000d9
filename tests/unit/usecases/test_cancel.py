"""Cancelling: money back with notice, kept without; the slot is free, the stylist knows."""

from datetime import datetime

import pytest

from atrevete_adapters.memory import MemoryStorage
from atrevete_adapters.memory.salon import MemorySalon
from atrevete_core.domain.booking import (
    Appointment,
    AppointmentStatus,
    Booking,
    HoldStatus,
    IllegalStep,
)
from atrevete_core.domain.cancellation import GiveBack, Keep, LeaveToPerson
from atrevete_core.domain.conversation import EscalationReason
from atrevete_core.domain.deposit import DepositStatus, Movement, attached, paid, refunded
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import NOTHING, Money, total
from atrevete_core.usecases.cancel import Cancelled, cancel_appointment, terms_of_cancelling
from tests.builders import (
    CARMEN,
    LAURA,
    NOW,
    a_booking,
    a_deposit,
    madrid,
    store_booking,
    stylist,
    with_status,
)
from tests.unit.usecases.at_work import a_salon, conversation_of, ledger_of, now_of, tasks
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
TOMORROW_AT_TEN = madrid(2026, 12, 17, 10)


async def cancel(
    where: MemorySalon | MemoryStorage, appointment: Appointment, *, at: datetime
) -> Cancelled | LeaveToPerson:
    return await decides(
        where,
        lambda records: cancel_appointment(
            records, appointment.id, conversation_id=LAURA.conversation_id, at=at
        ),
    )


async def test_with_notice_the_whole_deposit_goes_back_and_the_stylist_is_told() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    outcome = await cancel(salon, only(booking), at=NOW)
    assert isinstance(outcome, Cancelled)
    assert (outcome.refund, outcome.kept) == (CUT_DEPOSIT, NOTHING)
    (refund,) = rows(salon.storage, Movement.REFUND)
    assert (refund.amount, refund.status) == (CUT_DEPOSIT, DepositStatus.SUCCEEDED)
    assert refund.reason == "cancelled_in_time"
    assert only(await now_of(salon, booking)).status is AppointmentStatus.CANCELLED
    assert mails(salon.storage)[-1] == "Cita cancelada: miércoles 23 de diciembre a las 12:00"
    assert salon.notifier.emails[-1].address == stylist("Marta").email
    assert tasks(salon) == []


async def test_what_was_cancelled_leaves_the_calendar_and_frees_its_time() -> None:
    salon = a_salon()
    booking = await has_paid(salon)
    calendar = stylist("Marta").calendar_id
    assert len(salon.calendar.shown(calendar)) == 1
    await cancel(salon, only(booking), at=NOW)
    assert salon.calendar.shown(calendar) == []
    again = await has_paid(salon, guest=CARMEN, intent="Carmen")
    assert again.hold.status is HoldStatus.CONFIRMED


async def test_with_short_notice_the_deposit_stays_and_maite_goes_on_talking() -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=TOMORROW_AT_TEN)
    outcome = await cancel(salon, only(booking), at=NOW)
    assert isinstance(outcome, Cancelled)
    assert (outcome.refund, outcome.kept) == (NOTHING, CUT_DEPOSIT)
    (kept,) = rows(salon.storage, Movement.KEPT)
    assert (kept.amount, kept.status) == (CUT_DEPOSIT, DepositStatus.SETTLED)
    assert rows(salon.storage, Movement.REFUND) == []
    assert salon.gateway.refunds == {}
    (notice,) = tasks(salon)
    assert (notice.reason, notice.silences) == (EscalationReason.LATE_CANCELLATION, False)
    assert "5,24 €" in notice.summary
    assert len(salon.team_thread) == 1
    assert (await conversation_of(salon)).human_since is None


async def test_nothing_paid_is_nothing_kept_but_the_team_knows() -> None:
    salon = a_salon()
    booking = await has_paid(salon, "CONSULTA GRATUITA", start=TOMORROW_AT_TEN)
    outcome = await cancel(salon, only(booking), at=NOW)
    assert isinstance(outcome, Cancelled)
    assert (outcome.refund, outcome.kept) == (NOTHING, NOTHING)
    assert list(salon.storage.tables.deposits) == []
    assert [each.reason for each in tasks(salon)] == [EscalationReason.LATE_CANCELLATION]


async def test_nothing_paid_is_nothing_to_give_back() -> None:
    salon = a_salon()
    booking = await has_paid(salon, "CONSULTA GRATUITA")
    outcome = await cancel(salon, only(booking), at=NOW)
    assert isinstance(outcome, Cancelled)
    assert outcome.refund == NOTHING
    assert list(salon.storage.tables.deposits) == []


@pytest.mark.parametrize(
    "start",
    [
        NEXT_WEEK,
        madrid(2027, 3, 28, 12),  # the day of 23 hours
        madrid(2027, 3, 29, 10),
        madrid(2027, 10, 31, 12),  # the day of 25 hours
        madrid(2027, 11, 2, 10),
    ],
)
@pytest.mark.parametrize(
    ("hours", "seconds", "goes_back"),
    [(24, 1, True), (24, 0, False), (23, 3599, False), (0, 1, False), (48, 0, True)],
)
async def test_24_elapsed_hours_and_more_than_that_are_notice(
    start: datetime, hours: int, seconds: float, *, goes_back: bool
) -> None:
    storage, booking = await in_the_books(start=start)
    at = before(start, hours=hours, seconds=seconds)
    terms = await decides(storage, lambda r: terms_of_cancelling(r, only(booking), at=at))
    assert terms == (GiveBack(CUT_DEPOSIT) if goes_back else Keep(CUT_DEPOSIT))
    await cancel(storage, only(booking), at=at)
    refunds, kept = rows(storage, Movement.REFUND), rows(storage, Movement.KEPT)
    assert [each.amount for each in refunds] == ([CUT_DEPOSIT] if goes_back else [])
    assert [each.amount for each in kept] == ([] if goes_back else [CUT_DEPOSIT])


@pytest.mark.parametrize(
    ("start", "last_free_minute"),
    [
        (madrid(2027, 3, 28, 12), madrid(2027, 3, 27, 10, 59)),
        (madrid(2027, 10, 31, 12), madrid(2027, 10, 30, 12, 59)),
    ],
)
async def test_on_the_days_of_the_clock_change_the_wall_says_another_hour(
    start: datetime, last_free_minute: datetime
) -> None:
    storage, booking = await in_the_books(start=start)

    async def terms(at: datetime) -> object:
        return await decides(storage, lambda r: terms_of_cancelling(r, only(booking), at=at))

    assert isinstance(await terms(last_free_minute), GiveBack)
    assert isinstance(await terms(after(last_free_minute, minutes=1)), Keep)


@pytest.mark.parametrize("late", [0, 600])
async def test_once_it_has_begun_only_a_person_cancels(late: float) -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    outcome = await cancel(storage, only(booking), at=after(NEXT_WEEK, seconds=late))
    assert isinstance(outcome, LeaveToPerson)
    (appointment,) = storage.tables.appointments
    assert appointment.status is AppointmentStatus.CONFIRMED
    assert mails(storage) == []


@pytest.mark.parametrize("start", [NEXT_WEEK, TOMORROW_AT_TEN])
async def test_cancelling_twice_changes_nothing(start: datetime) -> None:
    salon = a_salon()
    booking = await has_paid(salon, start=start)
    await cancel(salon, only(booking), at=NOW)
    ledger, told = await ledger_of(salon, booking), list(salon.notifier.emails)
    again = await cancel(salon, only(booking), at=NOW)
    assert isinstance(again, Cancelled)
    assert (again.refund, again.kept) == (NOTHING, NOTHING)
    assert await ledger_of(salon, booking) == ledger
    assert salon.notifier.emails == told
    assert len(tasks(salon)) == (start == TOMORROW_AT_TEN)


@pytest.mark.parametrize(
    "status",
    [AppointmentStatus.COMPLETED, AppointmentStatus.NO_SHOW, AppointmentStatus.PROVISIONAL],
)
async def test_only_what_is_confirmed_can_be_cancelled(status: AppointmentStatus) -> None:
    storage, booking = await in_the_books(start=NEXT_WEEK)
    async with storage.transaction() as records:
        await records.bookings.save(with_status(booking, status))
    with pytest.raises(IllegalStep):
        await cancel(storage, only(booking), at=NOW)
    assert rows(storage, Movement.REFUND) == []


async def test_of_a_group_only_the_share_of_whoever_cancels_goes_back() -> None:
    salon = a_salon()
    booking = await have_paid_together(salon, *mother_and_daughter())
    mother, daughter = booking.appointments
    await cancel(salon, daughter, at=NOW)
    (refund,) = rows(salon.storage, Movement.REFUND)
    assert refund.amount == daughter.deposit
    after_one = await ledger_of(salon, booking)
    assert attached(after_one) == mother.deposit
    assert [each.status for each in (await now_of(salon, booking)).appointments] == [
        AppointmentStatus.CONFIRMED,
        AppointmentStatus.CANCELLED,
    ]
    await cancel(salon, mother, at=NOW)
    ledger = await ledger_of(salon, booking)
    assert refunded(ledger) == paid(ledger) == booking.hold.deposit
    assert total(each.amount for each in salon.gateway.refunds.values()) == booking.hold.deposit


async def test_of_a_group_one_may_go_back_and_the_other_stay() -> None:
    salon = a_salon()
    monday, tuesday = madrid(2026, 12, 21, 12), madrid(2026, 12, 22, 17)
    parts = mother_and_daughter(start=monday, daughter_start=tuesday)
    booking = await have_paid_together(salon, *parts)
    mother, daughter = booking.appointments
    at = madrid(2026, 12, 21, 10)
    salon.clock.set(at)
    await cancel(salon, mother, at=at)
    await cancel(salon, daughter, at=at)
    ledger = await ledger_of(salon, booking)
    (kept,) = rows(salon.storage, Movement.KEPT)
    assert (kept.amount, refunded(ledger)) == (mother.deposit, daughter.deposit)
    assert kept.amount + refunded(ledger) == paid(ledger)


async def paid_twice() -> tuple[MemoryStorage, Booking]:
    """The newer payment came second and has been given back already."""
    storage = MemoryStorage(a_salon().seed)
    booking = a_booking(at=NEXT_WEEK, status=HoldStatus.CONFIRMED)
    async with storage.transaction() as records:
        await store_booking(records, booking)
        for number in (1, 2):
            await records.ledger.save(
                a_deposit(
                    booking,
                    number=number,
                    status=DepositStatus.PAID,
                    payment_id=f"payment_{number}",
                    created_at=after(NOW, minutes=number),
                )
            )
        await records.ledger.save(
            a_deposit(
                booking,
                movement=Movement.REFUND,
                status=DepositStatus.SUCCEEDED,
                payment_id="payment_2",
                created_at=after(NOW, minutes=5),
            )
        )
    return storage, booking


async def test_a_payment_that_went_back_already_is_not_asked_for_again() -> None:
    storage, booking = await paid_twice()
    await cancel(storage, only(booking), at=NOW)
    asked = [
        each for each in rows(storage, Movement.REFUND) if each.status is DepositStatus.REQUESTED
    ]
    assert [(each.payment_id, each.amount) for each in asked] == [("payment_1", CUT_DEPOSIT)]
    ledger = tuple(storage.tables.deposits)
    assert attached(ledger) == NOTHING


async def test_a_booking_nobody_has_paid_for_gives_nothing_back() -> None:
    storage = MemoryStorage(a_salon().seed)
    booking = a_booking(at=NEXT_WEEK, status=HoldStatus.CONFIRMED)
    async with storage.transaction() as records:
        await store_booking(records, booking)
    outcome = await cancel(storage, only(booking), at=NOW)
    assert isinstance(outcome, Cancelled)
    assert outcome.refund == NOTHING
    assert rows(storage, Movement.REFUND) == []
