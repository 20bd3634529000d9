"""Stripe's signed events, retried until somebody answers 2xx or Stripe gives up."""

import hmac
import json
import time
from collections.abc import Callable
from hashlib import sha256

from ..faults import Vendor
from ..posting import Postbox, Webhook
from ..settings import SimulatorSettings
from ..targets import Targets
from .objects import Event


def signed_headers(secrets: tuple[str, ...]) -> Callable[[bytes, str], dict[str, str]]:
    """`Stripe-Signature` with one `v1` for each secret, as while a secret is being rolled."""

    def headers(body: bytes, delivery: str) -> dict[str, str]:
        del delivery
        stamp = str(int(time.time()))
        payload = stamp.encode() + b"." + body
        marks = [hmac.new(s.encode(), payload, sha256).hexdigest() for s in secrets]
        return {"Stripe-Signature": ",".join([f"t={stamp}", *(f"v1={m}" for m in marks)])}

    return headers


def announcer(
    settings: SimulatorSettings, targets: Targets, postbox: Postbox
) -> Callable[[Event], None]:
    """Posts each event to the salon's endpoint and notes on it whether it arrived."""

    def announce(event: Event) -> None:
        async def on_end(accepted: bool) -> None:  # noqa: FBT001 - the postbox's signature
            event.delivered = accepted

        postbox.post(
            Webhook(
                vendor=Vendor.STRIPE,
                event=event.type,
                url=targets.stripe,
                body=json.dumps(event.body(), ensure_ascii=False).encode(),
                headers=signed_headers(settings.stripe_webhook_secrets),
                retry_on=lambda _: True,
                pauses=settings.stripe_retry_seconds,
                timeout=settings.stripe_webhook_timeout,
                on_end=on_end,
            )
        )

    return announce
