"""The life of a hold and its appointments: legal steps, deadlines, grace."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.booking import (
    AppointmentStatus,
    HoldStatus,
    IllegalStep,
    as_sold,
    hold_minutes,
)
from atrevete_core.domain.interval import after
from atrevete_core.domain.money import Money, total
from tests.builders import (
    CARMEN,
    NOW,
    POLICY,
    SALON,
    a_booking,
    a_group_booking,
    a_work,
    madrid,
    with_status,
)
from tests.unit.domain.rules import EXAMPLES

_A = AppointmentStatus
LEGAL = {
    (_A.PROVISIONAL, _A.CONFIRMED),
    (_A.PROVISIONAL, _A.EXPIRED),
    (_A.PROVISIONAL, _A.CANCELLED),
    (_A.CONFIRMED, _A.COMPLETED),
    (_A.CONFIRMED, _A.NO_SHOW),
    (_A.CONFIRMED, _A.CANCELLED),
    (_A.EXPIRED, _A.CONFIRMED),
    (_A.COMPLETED, _A.NO_SHOW),
    (_A.NO_SHOW, _A.COMPLETED),
}


@pytest.mark.parametrize("now", list(AppointmentStatus))
@pytest.mark.parametrize("wanted", list(AppointmentStatus))
def test_an_appointment_takes_only_legal_steps(
    now: AppointmentStatus, wanted: AppointmentStatus
) -> None:
    (appointment,) = with_status(a_booking(), now).appointments
    if (now, wanted) in LEGAL:
        assert appointment.become(wanted).status is wanted
        return
    with pytest.raises(IllegalStep) as refusal:
        appointment.become(wanted)
    assert (refusal.value.now, refusal.value.wanted) == (now, wanted)


@pytest.mark.parametrize("now", list(HoldStatus))
@pytest.mark.parametrize("wanted", list(HoldStatus))
def test_only_a_waiting_hold_ends_and_only_a_lapsed_one_is_paid_late(
    now: HoldStatus, wanted: HoldStatus
) -> None:
    hold = a_booking(status=now).hold
    late = (now, wanted) == (HoldStatus.LAPSED, HoldStatus.CONFIRMED)
    if now is HoldStatus.HELD or late:
        assert hold.become(wanted).status is wanted
        return
    with pytest.raises(IllegalStep):
        hold.become(wanted)


def test_only_live_appointments_take_time() -> None:
    active = {
        status
        for status in AppointmentStatus
        if with_status(a_booking(), status).appointments[0].is_active
    }
    assert active == {_A.PROVISIONAL, _A.CONFIRMED}


def test_a_hold_lapses_at_its_deadline_and_yields_two_minutes_later() -> None:
    hold = a_booking().hold
    assert hold.deadline == after(NOW, minutes=30)
    assert not hold.lapsed(after(NOW, minutes=29))
    assert hold.lapsed(after(NOW, minutes=30))
    assert hold.blocks_until(POLICY) == after(NOW, minutes=32)


def test_a_paid_hold_never_lapses() -> None:
    paid = a_booking(status=HoldStatus.CONFIRMED).hold
    assert not paid.lapsed(after(NOW, hours=5))


def test_the_warning_comes_five_minutes_before() -> None:
    assert a_booking().hold.warning_due(POLICY) == after(NOW, minutes=25)


def test_an_extension_forgets_the_warning_and_stops_at_the_start() -> None:
    booking = a_booking()
    longer = booking.hold.extended(after(NOW, minutes=45), not_past=booking.start)
    assert longer.deadline == after(NOW, minutes=45)
    assert longer.warned_at is None
    assert booking.hold.extended(after(NOW, hours=99), not_past=booking.start).deadline == (
        booking.start
    )


@EXAMPLES
@given(st.integers(-120, 3000), st.integers(0, 3000))
def test_an_extension_never_shortens(minutes: int, start: int) -> None:
    hold = a_booking().hold
    longer = hold.extended(after(NOW, minutes=minutes), not_past=after(NOW, minutes=start))
    assert longer.deadline >= hold.deadline
    assert longer.deadline <= max(hold.deadline, after(NOW, minutes=start))


@pytest.mark.parametrize(
    ("start", "at", "minutes"),
    [
        (madrid(2026, 12, 16, 18), NOW, 15),
        (madrid(2026, 12, 17, 10), NOW, 30),
        # Ten hours ahead, but tomorrow: the salon's date decides, not UTC's.
        (madrid(2026, 12, 17, 10), madrid(2026, 12, 16, 23, 30), 30),
        (madrid(2026, 12, 17, 10), madrid(2026, 12, 17, 0, 30), 15),
    ],
)
def test_a_same_day_hold_is_shorter(start: datetime, at: datetime, minutes: int) -> None:
    assert hold_minutes(start=start, at=at, salon=SALON, policy=POLICY) == minutes


def test_services_keep_the_price_and_minutes_they_were_sold_at() -> None:
    sold = as_sold(a_work("MECHAS", "CORTAR"))
    assert [each.name for each in sold] == ["MECHAS", "CORTAR"]
    assert total(each.price for each in sold) == Money(8870)


def test_a_group_starts_with_its_first_appointment_and_shares_one_deposit() -> None:
    start = madrid(2026, 12, 18, 17)
    booking = a_group_booking(
        [(("CORTAR",), "Marta", None), (("PEINADO LARGO",), "Pilar", CARMEN.customer)], at=start
    )
    assert booking.start == start
    assert total(each.deposit for each in booking.appointments) == booking.hold.deposit
    assert booking.appointments[1].service_names == ("PEINADO LARGO",)
