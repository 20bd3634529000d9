"""Idempotency keys as Stripe's API v1 keeps them, and its headers on every answer.

Source: https://docs.stripe.com/api/idempotent_requests. The first answer under a key is kept,
a 500 included, and replayed; other parameters are an `idempotency_error`; a request with the
key of one that still runs is a 409. Refused parameters and rate limits are not kept.
"""

import json
from dataclasses import dataclass
from uuid import uuid4

from ..gateway import Answer, Asked, Outcome
from .refusal import error_body

API_VERSION = "2026-10-28.endive"
NEVER_KEPT = frozenset({401, 409, 429, 503, 599})


@dataclass(frozen=True)
class Kept:
    fingerprint: tuple[str, bytes]
    answer: Answer


class StripeRules:
    """The key store, and the form of Stripe's own failures."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self._running: dict[str, tuple[str, bytes]] = {}

    def clear(self) -> None:
        self._kept.clear()

    def before(self, asked: Asked) -> Answer | None:
        key = _key(asked)
        if key is None:
            return None
        kept = self._kept.get(key)
        earlier = kept.fingerprint if kept else self._running.get(key)
        if earlier is not None and earlier != _fingerprint(asked):
            return _conflict(
                400,
                "Keys for idempotent requests can only be used with the same "
                f"parameters they were first used with. Key: {key}",
            )
        if kept is not None:
            replayed = (b"idempotent-replayed", b"true")
            return Answer(kept.answer.status, kept.answer.body, (*kept.answer.headers, replayed))
        if earlier is not None:
            return _conflict(
                409,
                f"There is currently another in-progress request using this Idempotent Key: {key}",
            )
        self._running[key] = _fingerprint(asked)
        return None

    def after(self, asked: Asked, outcome: Outcome) -> None:
        key = _key(asked)
        if key is None:
            return
        self._running.pop(key, None)
        # A 500 that was asked for is Stripe's own: it is what the key remembers.
        broken = outcome.shown is not None and outcome.shown.status == 500  # noqa: PLR2004
        answer = outcome.shown if broken else outcome.done
        if answer is not None and _is_kept(answer):
            self._kept[key] = Kept(_fingerprint(asked), answer)

    def failure(self, status: int) -> object:
        if status == 429:  # noqa: PLR2004 - the HTTP status
            return error_body(
                "Too many requests hit the API too quickly.",
                kind="invalid_request_error",
                code="rate_limit",
            )
        return error_body("An unknown error occurred", kind="api_error")


def stripe_headers() -> dict[str, str]:
    return {"Stripe-Version": API_VERSION, "Request-Id": f"req_{uuid4().hex[:14]}"}


def _key(asked: Asked) -> str | None:
    return asked.headers.get("idempotency-key") if asked.method == "POST" else None


def _fingerprint(asked: Asked) -> tuple[str, bytes]:
    return asked.path, asked.body


def _conflict(status: int, message: str) -> Answer:
    return Answer.of(status, error_body(message, kind="idempotency_error"))


def _is_kept(answer: Answer) -> bool:
    if answer.status in NEVER_KEPT:
        return False
    refused = answer.status in {400, 404}
    return not (refused and "param" in json.loads(answer.body).get("error", {}))
