import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from atrevete_adapters.chatwoot import verify, verify_url_token
from atrevete_core.ports.events import BadSignature

SECRET = "the-bots-secret"
NOW = datetime(2026, 11, 24, 9, 0, 1, tzinfo=UTC)
STAMP = str(int(NOW.timestamp()))
BODY = '{"event":"message_created","content":"¡Hola!"}'.encode()


def signature(*, secret: str = SECRET, stamp: str = STAMP, body: bytes = BODY) -> str:
    signed = stamp.encode() + b"." + body
    return "sha256=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def test_a_signed_body_is_accepted() -> None:
    verify([SECRET], STAMP, signature(), BODY, NOW)


def test_any_of_several_secrets_will_do() -> None:
    verify(["the-webhooks-secret", SECRET], STAMP, signature(), BODY, NOW)


@pytest.mark.parametrize("minutes", [-4, 4])
def test_clocks_may_differ_by_some_minutes(minutes: int) -> None:
    verify([SECRET], STAMP, signature(), BODY, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("stamp", "given", "body", "now"),
    [
        (None, signature(), BODY, NOW),
        (STAMP, None, BODY, NOW),
        (STAMP, "", BODY, NOW),
        (STAMP, signature(secret="another"), BODY, NOW),
        (STAMP, signature(), BODY + b" ", NOW),
        (STAMP, signature().removeprefix("sha256="), BODY, NOW),
        (STAMP, "sha256=ñ", BODY, NOW),
        (str(int(STAMP) + 1), signature(), BODY, NOW),
        (STAMP, signature(), BODY, NOW + timedelta(minutes=6)),
        (STAMP, signature(), BODY, NOW - timedelta(minutes=6)),
        ("soon", signature(stamp="soon"), BODY, NOW),
        ("-1", signature(stamp="-1"), BODY, NOW),
        ("9" * 400, signature(stamp="9" * 400), BODY, NOW),
        ("١٢٣", signature(stamp="١٢٣"), BODY, NOW),
    ],
)
def test_anything_else_is_refused(
    stamp: str | None, given: str | None, body: bytes, now: datetime
) -> None:
    with pytest.raises(BadSignature):
        verify([SECRET], stamp, given, body, now)


def test_without_any_secret_nothing_is_accepted() -> None:
    with pytest.raises(BadSignature):
        verify([], STAMP, signature(), BODY, NOW)


def test_an_old_chatwoot_shows_the_word_in_the_address() -> None:
    verify_url_token("long-word", "long-word")


@pytest.mark.parametrize(("expected", "given"), [("long-word", "other"), (None, ""), ("", "")])
def test_a_wrong_word_or_none_agreed_is_refused(expected: str | None, given: str) -> None:
    with pytest.raises(BadSignature):
        verify_url_token(expected, given)
