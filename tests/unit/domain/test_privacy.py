"""Card numbers never enter; everything else that has digits is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.privacy import mask_card_numbers
from tests.unit.domain.rules import EXAMPLES

VISA, AMEX, MAESTRO = "4242424242424242", "378282246310005", "6759649826438453"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (VISA, "•" * 16),
        ("4242 4242 4242 4242", "•" * 16),
        ("4242-4242-4242-4242", "•" * 16),
        (AMEX, "•" * 15),
        ("3782 822463 10005", "•" * 15),
        (f"mi tarjeta es {VISA}, gracias", f"mi tarjeta es {'•' * 16}, gracias"),
        (f"({VISA})", f"({'•' * 16})"),
        (f"{VISA} y {MAESTRO}", f"{'•' * 16} y {'•' * 16}"),
        (f"número:{VISA}", f"número:{'•' * 16}"),
    ],
)
def test_a_card_number_is_replaced_by_dots(written: str, read: str) -> None:
    assert mask_card_numbers(written) == read


@pytest.mark.parametrize(
    "written",
    [
        f"{VISA} 12/27 123",
        f"{VISA} 12 27 123",
        "4242 4242 4242 4242 12/27",
        f"2 tarjetas: 1 {VISA}",
        f"el 18 {VISA}",
        f"{VISA}-123",
    ],
)
def test_a_card_number_beside_other_digits_is_masked_too(written: str) -> None:
    masked = mask_card_numbers(written)
    assert "4242" not in masked
    assert "•" * 16 in masked


@pytest.mark.parametrize(
    "text",
    [
        "600111222",
        "+34600111222",
        "+34 600 111 222",
        "0034 600 111 222",
        "el 18 a las 12:30",
        "4242424242424241",
        "424242424242",
        "42424242424242424242",
        "",
        "1.016,00 €",
    ],
)
def test_other_digits_are_left_alone(text: str) -> None:
    assert mask_card_numbers(text) == text


def luhn_digit(digits: str) -> str:
    """The digit that makes the number pass."""
    doubled = [int(each) * (2 if index % 2 == 0 else 1) for index, each in enumerate(digits[::-1])]
    return str(-sum(each // 10 + each % 10 for each in doubled) % 10)


@EXAMPLES
@given(
    st.text("0123456789", min_size=11, max_size=17).map(lambda digits: f"4{digits}"),
    st.sampled_from(["", "tarjeta ", "es: "]),
    st.sampled_from(["", " gracias", ".", " 12/27", " 123"]),
)
def test_no_number_that_passes_the_check_survives(digits: str, before: str, after: str) -> None:
    card = digits + luhn_digit(digits)
    assert card not in mask_card_numbers(f"{before}{card}{after}")
