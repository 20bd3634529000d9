"""How names are compared, and which text can be kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_core.domain.ids import derived_id
from atrevete_core.domain.text import plain, storable
from tests.unit.domain.rules import EXAMPLES


@pytest.mark.parametrize(
    ("text", "compared"),
    [(" Víctor ", "victor"), ("NIÑA", "niña"), ("Ñoño  García", "ñoño garcia"), ("Ü", "u")],
)
def test_names_are_compared_without_case_and_accents(text: str, compared: str) -> None:
    assert plain(text) == compared


def test_what_no_database_keeps_is_replaced() -> None:
    assert storable("a\0b\ud800c") == "a�b�c"
    assert storable("niña 💇‍♀️") == "niña 💇‍♀️"


@EXAMPLES
@given(st.text(st.characters(codec=None)))
def test_storable_text_can_be_sent_anywhere(text: str) -> None:
    kept = storable(text)
    assert kept.encode().decode() == kept
    assert storable(kept) == kept


def test_the_same_parts_name_the_same_thing() -> None:
    assert derived_id("hold", "a", 1) == derived_id("hold", "a", 1)
    assert derived_id("hold", "a", 1) != derived_id("hold", "a1")
