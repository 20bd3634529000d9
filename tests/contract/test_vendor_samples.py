"""The vendors' sample bodies and signature vectors, where the reference folder is at hand."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from atrevete_adapters import chatwoot, stripe
from atrevete_core.domain.conversation import MessageKind
from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import CheckoutState, RefundState
from atrevete_core.ports.events import (
    CheckoutNews,
    DisputeNews,
    Incoming,
    MessageArrived,
    NoNews,
    PersonSpoke,
    RefundNews,
    ThreadChanged,
)

# The same places as everywhere in the tests: ATREVETE_CONTRACTS, or a folder beside the project.
CONTRACTS = Path(
    os.environ.get("ATREVETE_CONTRACTS") or Path(__file__).parents[3] / "shared" / "contracts"
)

pytestmark = pytest.mark.skipif(
    not CONTRACTS.is_dir(),
    reason="the vendors' descriptions are not here: set ATREVETE_CONTRACTS to their folder",
)


def sample(start: str) -> bytes:
    return next((CONTRACTS / "samples").glob(f"{start}*")).read_bytes()


def chatwoot_event(number: int) -> Incoming:
    body = sample(f"chatwoot_{number:02}")
    return chatwoot.parse(body, delivery="d", account_id=1, inbox_id=3)


def stripe_event(number: int) -> Incoming:
    return stripe.parse(sample(f"stripe_{number:02}"))


def test_chatwoots_vector_of_a_signature_is_accepted() -> None:
    chatwoot.verify(
        ["cw-sample-secret"],
        "1795510801",
        "sha256=384f429de9cdb06992e1afe1e7708c6a62641f5cff11f0ce43863d5985abcd27",
        sample("chatwoot_01"),
        datetime.fromtimestamp(1795510801, UTC),
    )


def test_stripes_vector_of_a_signature_is_accepted() -> None:
    stripe.verify(
        ["whsec_sample"],
        "t=1795511061,v1=a58c975b3ec7bc3c27e6bdb9212fe79f1fcb2ddae02a7f8a3863c28405f36983",
        sample("stripe_01"),
        datetime.fromtimestamp(1795511061, UTC),
    )


def test_chatwoots_text_and_audio_arrive() -> None:
    text, audio, unreliable = chatwoot_event(1), chatwoot_event(2), chatwoot_event(6)
    assert isinstance(text, MessageArrived)
    assert isinstance(audio, MessageArrived)
    assert isinstance(unreliable, MessageArrived)
    assert (text.kind, audio.kind) == (MessageKind.TEXT, MessageKind.AUDIO)
    assert (audio.text, audio.number, audio.channel_id) == ("", 5020, "34600000101")
    assert unreliable.profile_name == "🌸💕 MaRi la xula 💕🌸"


def test_chatwoots_people_speak_aloud_and_in_notes() -> None:
    aloud, note = chatwoot_event(3), chatwoot_event(4)
    assert isinstance(aloud, PersonSpoke)
    assert isinstance(note, PersonSpoke)
    assert (aloud.private, note.private) == (False, True)


def test_chatwoots_resolved_thread_is_told() -> None:
    event = chatwoot_event(5)
    assert isinstance(event, ThreadChanged)
    assert (event.resolved, event.thread_id) == (True, "128")


def test_stripes_sessions_are_told() -> None:
    paid, expired, failed = stripe_event(1), stripe_event(2), stripe_event(3)
    assert isinstance(paid, CheckoutNews)
    assert isinstance(expired, CheckoutNews)
    assert isinstance(failed, CheckoutNews)
    assert (paid.checkout.state, paid.checkout.amount) == (CheckoutState.PAID, Money(1500))
    assert (expired.checkout.state, failed.failed) == (CheckoutState.EXPIRED, True)


def test_stripes_refunds_and_disputes_are_told() -> None:
    charge, refund, dispute = stripe_event(4), stripe_event(5), stripe_event(6)
    assert isinstance(charge, NoNews)
    assert isinstance(refund, RefundNews)
    assert refund.refund.state is RefundState.FAILED
    assert isinstance(dispute, DisputeNews)
    assert (dispute.payment_id, dispute.open) == ("pi_3SAMPLE0007", True)
