"""Which parameters Stripe takes, and the ones it refuses.

Source: the parameters of stripe-python 16.1 (API 2026-10-28.endive), as far as the salon may
come to use them. `payment_method_types` left Checkout in 2026-09-30.endive.
"""

from collections.abc import Mapping
from typing import Any

from .refusal import StripeRefusal

# A name maps to what may stand below it; none means a plain value, ANY any mapping or list.
ANY: Mapping[str, Any] = {}
Shape = Mapping[str, Any]

LINE_ITEM: Shape = {
    "quantity": None,
    "price": None,
    "metadata": ANY,
    "price_data": {
        "currency": None,
        "unit_amount": None,
        "unit_amount_decimal": None,
        "product": None,
        "tax_behavior": None,
        "product_data": {
            "name": None,
            "description": None,
            "images": ANY,
            "metadata": ANY,
            "tax_code": None,
        },
    },
}
SESSION: Shape = {
    "mode": None,
    "line_items": [LINE_ITEM],
    "success_url": None,
    "cancel_url": None,
    "client_reference_id": None,
    "metadata": ANY,
    "payment_intent_data": {
        "metadata": ANY,
        "description": None,
        "receipt_email": None,
        "statement_descriptor": None,
        "statement_descriptor_suffix": None,
        "setup_future_usage": None,
        "capture_method": None,
    },
    "expires_at": None,
    "locale": None,
    "currency": None,
    "customer": None,
    "customer_creation": None,
    "customer_email": None,
    "phone_number_collection": {"enabled": None},
    "billing_address_collection": None,
    "allow_promotion_codes": None,
    "submit_type": None,
    "ui_mode": None,
    "custom_text": ANY,
    "allowed_payment_method_types": ANY,
    "excluded_payment_method_types": ANY,
    "payment_method_options": ANY,
    "payment_method_configuration": None,
    "after_expiration": ANY,
    "adaptive_pricing": {"enabled": None},
    "expand": ANY,
}
REFUND: Shape = {
    "payment_intent": None,
    "charge": None,
    "amount": None,
    "reason": None,
    "metadata": ANY,
    "expand": ANY,
}
EXPIRE: Shape = {"expand": ANY}

MAX_METADATA, MAX_KEY, MAX_VALUE = 50, 40, 500


def check_known(params: Mapping[str, Any], shape: Shape, *, below: str = "") -> None:
    """Refuse any parameter that Stripe does not know, with its full bracketed name."""
    for name, value in params.items():
        path = f"{below}[{name}]" if below else name
        if name not in shape:
            raise StripeRefusal(
                f"Received unknown parameter: {path}", param=path, code="parameter_unknown"
            )
        _check_below(value, shape[name], path)
        if name == "metadata":
            _check_metadata(value, path)


def _check_below(value: Any, shape: Any, path: str) -> None:  # noqa: ANN401 - a tree of texts
    if shape is None:
        if isinstance(value, dict | list):
            raise StripeRefusal(f"Invalid string: {value}", param=path)
    elif isinstance(shape, list):
        for number, item in enumerate(value if isinstance(value, list) else []):
            check_known(item, shape[0], below=f"{path}[{number}]")
    elif shape and isinstance(value, dict):
        check_known(value, shape, below=path)


def _check_metadata(value: object, path: str) -> None:
    if not isinstance(value, dict):
        raise StripeRefusal("Invalid hash", param=path)
    if len(value) > MAX_METADATA:
        raise StripeRefusal("Metadata can have up to 50 keys", param=path)
    for key, text in value.items():
        if len(key) > MAX_KEY or len(text) > MAX_VALUE:
            raise StripeRefusal(
                "Metadata keys can be up to 40 characters, values up to 500", param=path
            )


def required(params: Mapping[str, Any], name: str, *, path: str = "") -> Any:  # noqa: ANN401 - a tree of texts
    """The parameter's value; `parameter_missing` when it is absent or empty."""
    value = params.get(name)
    if value in (None, ""):
        path = path or name
        raise StripeRefusal(
            f"Missing required param: {path}.", param=path, code="parameter_missing"
        )
    return value


def whole(text: object, path: str) -> int:
    """A whole number out of a form's text."""
    try:
        return int(str(text))
    except ValueError as error:
        raise StripeRefusal(
            f"Invalid integer: {text}", param=path, code="parameter_invalid_integer"
        ) from error
