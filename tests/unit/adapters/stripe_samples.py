"""Stripe's events as our own samples: API 2026-10-28.endive, payments that nobody made."""

import hashlib
import hmac
import json
from typing import Any

Json = dict[str, Any]
DEPOSIT = "0b6f2f52-6a0e-4c1f-9a0e-3f4b1a2c9d10"
SECRET = "whsec_ours"


def session(**changes: Any) -> Json:
    return {
        "object": "checkout.session",
        "id": "cs_test_OWN",
        "mode": "payment",
        "status": "complete",
        "payment_status": "paid",
        "amount_total": 1600,
        "currency": "eur",
        "client_reference_id": DEPOSIT,
        "metadata": {"deposit_id": DEPOSIT, "key": "dep-1"},
        "payment_intent": "pi_OWN",
        "url": None,
        **changes,
    }


def refund(**changes: Any) -> Json:
    return {
        "object": "refund",
        "id": "re_OWN",
        "amount": 1600,
        "currency": "eur",
        "status": "succeeded",
        "payment_intent": "pi_OWN",
        "metadata": {"deposit_id": DEPOSIT},
        **changes,
    }


def event(kind: str, found: Json, **changes: Any) -> bytes:
    whole = {"id": "evt_OWN", "object": "event", "type": kind, "data": {"object": found}}
    return json.dumps(whole | changes).encode()


def signature(body: bytes, at: int, *secrets: str) -> str:
    signed = f"{at}.".encode() + body
    digests = [hmac.new(each.encode(), signed, hashlib.sha256).hexdigest() for each in secrets]
    return ",".join([f"t={at}", *(f"v1={digest}" for digest in digests)])
