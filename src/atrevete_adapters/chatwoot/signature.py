"""Who may send us Chatwoot's events (CONTRACTS A2)."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import datetime, timedelta

from atrevete_core.ports.events import BadSignature

#: How far the sender's clock may be from ours.
TOLERANCE = timedelta(minutes=5)
_LONGEST_TIMESTAMP = 12


def verify(
    secrets: Iterable[str],
    timestamp: str | None,
    signature: str | None,
    body: bytes,
    now: datetime,
) -> None:
    """Accept a body that one of the secrets signed within five minutes of `now` (real time).

    `timestamp` and `signature` are the headers X-Chatwoot-Timestamp and X-Chatwoot-Signature: the
    latter is "sha256=" and the HMAC of "{timestamp}.{body}". Chatwoot has a secret for each bot
    and each webhook, so there are several. Raises BadSignature.
    """
    if not timestamp or not signature:
        raise BadSignature("not signed")
    signed_at = _seconds(timestamp)
    if abs(now.timestamp() - signed_at) > TOLERANCE.total_seconds():
        raise BadSignature("too old, or from the future")
    given = signature.encode()
    signed = timestamp.encode() + b"." + body
    matches = [hmac.compare_digest(_signature(secret, signed), given) for secret in secrets]
    if not any(matches):
        raise BadSignature("signed by nobody we know")


def verify_url_token(expected: str | None, given: str) -> None:
    """Accept the word in the address of an unsigned webhook (Chatwoot before 4.12).

    Raises BadSignature, also when no word was agreed.
    """
    if not expected or not hmac.compare_digest(expected.encode(), given.encode()):
        raise BadSignature("not the agreed address")


def _signature(secret: str, signed: bytes) -> bytes:
    return b"sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()


def _seconds(timestamp: str) -> int:
    # Only plain digits: int() would also take " +1_0 " and Arabic digits.
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= _LONGEST_TIMESTAMP):
        raise BadSignature("a timestamp that is none")
    return int(timestamp)
