"""Euros: exact, rounded half up once, split without losing a cent."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.money import NOTHING, Money, shares, total
from tests.unit.domain.rules import EXAMPLES, amounts, prices


@pytest.mark.parametrize(
    ("euros", "percent", "expected"),
    [
        ("80.00", 20, "16.00"),
        ("26.20", 20, "5.24"),
        ("90.50", 20, "18.10"),
        ("0.02", 25, "0.01"),
        ("0.01", 49, "0.00"),
        ("0.01", 50, "0.01"),
        ("62.55", 10, "6.26"),
        ("0.00", 20, "0.00"),
    ],
)
def test_a_percentage_is_rounded_half_up_to_the_cent(
    euros: str, percent: int, expected: str
) -> None:
    assert Money.from_euros(euros).percent(percent) == Money.from_euros(expected)


@EXAMPLES
@given(amounts, st.integers(0, 100))
def test_a_percentage_is_the_nearest_cent(amount: Money, percent: int) -> None:
    exact = Fraction(amount.cents * percent, 100)
    rounded = amount.percent(percent).cents
    assert abs(rounded - exact) <= Fraction(1, 2)
    assert rounded >= exact or rounded - exact > Fraction(-1, 2)


def test_there_is_no_half_cent() -> None:
    with pytest.raises(ValueError, match="cents"):
        Money.from_euros("1.005")


def test_money_adds_up() -> None:
    assert Money(2620) + Money(50) - Money(20) == Money(2650)
    assert total([]) == NOTHING
    assert not NOTHING
    assert Money(1)
    assert Money(10) < Money(11)


@EXAMPLES
@given(amounts, st.lists(amounts, min_size=1, max_size=5))
def test_shares_add_up_to_the_whole_and_nobody_owes_less_than_nothing(
    whole: Money, parts: list[Money]
) -> None:
    split = shares(whole, parts)
    assert len(split) == len(parts)
    assert total(split) == whole
    assert all(share >= NOTHING for share in split)


@EXAMPLES
@given(amounts, st.lists(prices, min_size=2, max_size=4))
def test_each_share_but_the_last_is_rounded_half_up(whole: Money, parts: list[Money]) -> None:
    every = total(parts).cents
    left = whole
    for share, part in zip(shares(whole, parts)[:-1], parts[:-1], strict=True):
        exact = Decimal(whole.cents * part.cents) / every
        rounded = Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))
        assert share == min(rounded, left)
        left -= share


def test_an_exact_half_cent_is_rounded_up_whatever_the_fraction() -> None:
    assert shares(Money(3), [Money(5), Money(1)]) == (Money(3), NOTHING)


def test_the_last_of_a_group_takes_the_rest() -> None:
    assert shares(Money(100), [Money(10)] * 3) == (Money(33), Money(33), Money(34))


def test_a_group_for_free_owes_nothing_and_nobody_shares_with_nobody() -> None:
    assert shares(NOTHING, [NOTHING, NOTHING]) == (NOTHING, NOTHING)
    assert shares(NOTHING, []) == ()
