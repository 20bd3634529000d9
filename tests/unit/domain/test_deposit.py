"""How much the deposit is, and where each cent of it stands."""

from dataclasses import replace

import pytest
from hypothesis import given

from atrevete_core.domain.deposit import (
    DepositStatus,
    Movement,
    attached,
    deposit_for,
    paid,
    refunded,
)
from atrevete_core.domain.money import NOTHING, Money
from atrevete_core.domain.policy import SalonPolicy
from tests.builders import NOW, POLICY, a_booking, a_deposit
from tests.unit.domain.rules import EXAMPLES, amounts

BOOKING = a_booking("MECHAS", "CORTAR")


@pytest.mark.parametrize(
    ("total", "deposit"), [(8000, 1600), (2620, 524), (9050, 1810), (4770, 954), (0, 0)]
)
def test_the_deposit_is_a_fifth(total: int, deposit: int) -> None:
    assert deposit_for(Money(total), POLICY) == Money(deposit)


def test_a_small_deposit_is_raised_to_what_the_gateway_takes() -> None:
    assert deposit_for(Money(200), POLICY) == Money(50)
    assert deposit_for(Money(30), POLICY) == Money(30)


def test_or_waived_where_the_salon_wants_it_so() -> None:
    waiving = replace(POLICY, waive_deposit_below_minimum=True)
    assert deposit_for(Money(200), waiving) == NOTHING
    assert deposit_for(Money(250), waiving) == Money(50)


@EXAMPLES
@given(amounts)
def test_a_deposit_is_never_more_than_the_total(total: Money) -> None:
    assert NOTHING <= deposit_for(total, POLICY) <= total
    assert deposit_for(total, POLICY) or not total.percent(POLICY.deposit_percent)


@pytest.mark.parametrize("wrong", [{"deposit_percent": 101}, {"deposit_percent": -1}])
def test_a_policy_has_a_percentage(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        SalonPolicy(**wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["slot_step_minutes", "hold_minutes", "same_day_hold_minutes"])
def test_a_policy_has_minutes(name: str) -> None:
    with pytest.raises(ValueError, match="above 0"):
        SalonPolicy(**{name: 0})  # type: ignore[arg-type]


def test_only_what_was_paid_counts_as_paid() -> None:
    ledger = (
        a_deposit(BOOKING, status=DepositStatus.FAILED),
        a_deposit(BOOKING, status=DepositStatus.PAID, number=2),
        a_deposit(BOOKING, status=DepositStatus.OPEN, number=3),
    )
    assert paid(ledger) == Money(1600)
    assert attached(ledger) == Money(1600)


@pytest.mark.parametrize(
    ("status", "gone"),
    [
        (DepositStatus.REQUESTED, True),
        (DepositStatus.PENDING, True),
        (DepositStatus.SUCCEEDED, True),
        (DepositStatus.FAILED, False),
    ],
)
def test_money_on_its_way_back_is_not_attached_any_more(
    status: DepositStatus, *, gone: bool
) -> None:
    ledger = (
        a_deposit(BOOKING, status=DepositStatus.PAID),
        a_deposit(BOOKING, movement=Movement.REFUND, status=status, amount=Money(600)),
    )
    assert refunded(ledger) == (Money(600) if gone else NOTHING)
    assert attached(ledger) == (Money(1000) if gone else Money(1600))


def test_a_row_remembers_when_it_was_settled() -> None:
    settled = a_deposit(BOOKING).become(DepositStatus.PAID, at=NOW)
    assert (settled.status, settled.settled_at) == (DepositStatus.PAID, NOW)
