"""Stripe's bracketed forms."""

import pytest
from atrevete_apps.simulator.stripe.forms import parsed_form
from atrevete_apps.simulator.stripe.params import SESSION, check_known
from atrevete_apps.simulator.stripe.refusal import StripeRefusal


def test_brackets_become_mappings_and_lists() -> None:
    form = (
        "line_items[0][price_data][currency]=eur&line_items[1][quantity]=2"
        "&metadata[a]=b+c&mode=payment"
    )
    assert parsed_form(form) == {
        "line_items": [{"price_data": {"currency": "eur"}}, {"quantity": "2"}],
        "metadata": {"a": "b c"},
        "mode": "payment",
    }


def test_empty_brackets_are_a_list_too() -> None:
    assert parsed_form("types[]=a&types[]=b&expand[]=c") == {"types": ["a", "b"], "expand": ["c"]}


def test_percent_signs_are_decoded() -> None:
    assert parsed_form("created%5Bgte%5D=5") == {"created": {"gte": "5"}}


def test_the_refusal_names_the_parameter_with_its_brackets() -> None:
    with pytest.raises(StripeRefusal) as refused:
        check_known({"payment_intent_data": {"colour": "1"}}, SESSION)
    assert refused.value.body["error"]["param"] == "payment_intent_data[colour]"
    assert refused.value.body["error"]["code"] == "parameter_unknown"


def test_fifty_one_keys_of_metadata_are_too_many() -> None:
    with pytest.raises(StripeRefusal):
        check_known({"metadata": {str(n): "x" for n in range(51)}}, SESSION)
