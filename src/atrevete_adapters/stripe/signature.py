"""Who may send us Stripe's events (CONTRACTS B2)."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from atrevete_core.ports.events import BadSignature

#: How far the sender's clock may be from ours.
TOLERANCE: Final = timedelta(minutes=5)
_LONGEST_TIMESTAMP: Final = 12


def verify(secrets: Iterable[str], signature: str | None, body: bytes, now: datetime) -> None:
    """Accept a body that one of the secrets signed within five minutes of `now` (real time).

    The header Stripe-Signature is "t=<unix>,v1=<hex>[,v1=<hex>]"; while a secret is rolled there
    are two v1. Unlike Stripe's own library this refuses signatures from the future. Raises
    BadSignature.
    """
    stamps, given = _parts(signature or "")
    if len(stamps) != 1 or not given:
        raise BadSignature("not signed")
    if abs(now.timestamp() - int(stamps[0])) > TOLERANCE.total_seconds():
        raise BadSignature("too old, or from the future")
    signed = stamps[0].encode() + b"." + body
    expected = [hmac.new(each.encode(), signed, hashlib.sha256).hexdigest() for each in secrets]
    matches = [
        hmac.compare_digest(one, other.encode()) for one in _bytes(expected) for other in given
    ]
    if not any(matches):
        raise BadSignature("signed by nobody we know")


def _bytes(texts: Iterable[str]) -> list[bytes]:
    return [text.encode() for text in texts]


def _parts(signature: str) -> tuple[list[str], list[str]]:
    pairs = [part.strip().partition("=") for part in signature.split(",")]
    stamps = [value for name, _, value in pairs if name == "t" and _is_timestamp(value)]
    return stamps, [value for name, _, value in pairs if name == "v1"]


def _is_timestamp(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _LONGEST_TIMESTAMP
