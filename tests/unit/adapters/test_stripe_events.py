from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from atrevete_adapters.stripe import parse, parse_event
from atrevete_core.domain.money import Money
from atrevete_core.ports.deposit_gateway import Checkout, CheckoutState, RefundAnswer, RefundState
from atrevete_core.ports.events import (
    BadSignature,
    CheckoutNews,
    DisputeNews,
    NoNews,
    RefundNews,
    UnreadableEvent,
)

from .stripe_samples import DEPOSIT, SECRET, event, refund, session, signature

NOW = datetime(2026, 11, 24, 9, 4, 21, tzinfo=UTC)
AT = int(NOW.timestamp())
PAID = event("checkout.session.completed", session())


def checkout_news(kind: str, **changes: Any) -> CheckoutNews:
    news = parse(event(f"checkout.session.{kind}", session(**changes)))
    assert isinstance(news, CheckoutNews)
    return news


def test_a_completed_and_paid_session_is_a_paid_deposit() -> None:
    paid = Checkout(
        id="cs_test_OWN",
        url="",
        state=CheckoutState.PAID,
        amount=Money(1600),
        currency="eur",
        payment_id="pi_OWN",
        deposit_id=DEPOSIT,
    )
    assert parse(PAID) == CheckoutNews(external_id="evt_OWN", checkout=paid)


def test_a_completed_session_whose_money_comes_later_is_unpaid() -> None:
    assert checkout_news("completed", payment_status="unpaid").checkout.state is (
        CheckoutState.UNPAID
    )


def test_a_delayed_payment_that_arrives_is_paid() -> None:
    news = checkout_news("async_payment_succeeded")
    assert (news.checkout.state, news.failed) == (CheckoutState.PAID, False)


def test_a_delayed_payment_that_fails_is_told() -> None:
    news = checkout_news("async_payment_failed", payment_status="unpaid")
    assert (news.checkout.state, news.failed) == (CheckoutState.UNPAID, True)


def test_an_expired_session_is_expired() -> None:
    news = checkout_news("expired", status="expired", payment_status="unpaid", payment_intent=None)
    assert news.checkout.state is CheckoutState.EXPIRED


def test_a_deposit_is_known_by_its_metadata_when_the_reference_is_missing() -> None:
    assert checkout_news("completed", client_reference_id=None).checkout.deposit_id == DEPOSIT


def test_a_payment_of_something_else_still_says_how_much_and_which() -> None:
    news = checkout_news("completed", client_reference_id=None, metadata={}, currency="usd")
    assert (news.checkout.deposit_id, news.checkout.currency) == ("", "usd")
    assert news.checkout.payment_id == "pi_OWN"


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("pending", RefundState.PENDING),
        ("requires_action", RefundState.PENDING),
        ("succeeded", RefundState.SUCCEEDED),
        ("failed", RefundState.FAILED),
        ("canceled", RefundState.FAILED),
        ("something_new", RefundState.PENDING),
        (None, RefundState.PENDING),
    ],
)
@pytest.mark.parametrize("kind", ["refund.created", "refund.updated", "refund.failed"])
def test_a_refund_tells_its_state(kind: str, status: str | None, state: RefundState) -> None:
    answer = RefundAnswer(
        id="re_OWN", state=state, amount=Money(1600), payment_id="pi_OWN", deposit_id=DEPOSIT
    )
    assert parse(event(kind, refund(status=status))) == RefundNews(
        external_id="evt_OWN", refund=answer
    )


def test_a_refund_made_by_hand_is_known_by_its_payment() -> None:
    news = parse(event("refund.created", refund(metadata={})))
    assert isinstance(news, RefundNews)
    assert (news.refund.deposit_id, news.refund.payment_id) == ("", "pi_OWN")


@pytest.mark.parametrize(("kind", "is_open"), [("created", True), ("closed", False)])
def test_a_dispute_names_the_payment(kind: str, *, is_open: bool) -> None:
    dispute = {"object": "dispute", "id": "du_1", "charge": "ch_1", "payment_intent": "pi_OWN"}
    assert parse(event(f"charge.dispute.{kind}", dispute)) == DisputeNews(
        external_id="evt_OWN", payment_id="pi_OWN", open=is_open
    )


@pytest.mark.parametrize(
    "body",
    [
        event("charge.refunded", {"object": "charge"}),
        event("charge.refund.updated", refund()),
        event("payment_intent.created", {}),
        event("checkout.session.completed", session(mode="subscription", amount_total=None)),
    ],
)
def test_what_other_events_tell_is_no_news(body: bytes) -> None:
    assert isinstance(parse(body), NoNews)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"<html>",
        b"\xff",
        b"[" * 100_000,
        b'{"id":"evt","type":"refund.created","data":' * 30_000,
        event("checkout.session.completed", session(amount_total=-1)),
        event("checkout.session.completed", session(amount_total="many")),
        event("checkout.session.completed", session(id=None)),
        event("refund.created", {}),
        event("refund.created", refund(), data=None),
        event("refund.created", refund(), id=""),
    ],
)
def test_another_shape_is_unreadable(body: bytes) -> None:
    with pytest.raises(UnreadableEvent):
        parse(body)


@given(st.binary(max_size=200))
def test_no_bytes_whatever_crash_it(raw: bytes) -> None:
    try:
        parse(raw)
    except UnreadableEvent:
        return


def test_a_signed_event_is_read() -> None:
    news = parse_event(PAID, signature(PAID, AT, SECRET), [SECRET], NOW)
    assert news.external_id == "evt_OWN"


def test_while_a_secret_is_rolled_any_signature_and_any_secret_will_do() -> None:
    both = signature(PAID, AT, "whsec_old", "whsec_new")
    parse_event(PAID, both, ["whsec_unrelated", "whsec_new"], NOW)


def test_an_older_scheme_beside_ours_is_ignored() -> None:
    parse_event(PAID, signature(PAID, AT, SECRET) + ",v0=abc", [SECRET], NOW)


@pytest.mark.parametrize(
    ("header", "now"),
    [
        (None, NOW),
        ("", NOW),
        ("garbage", NOW),
        (f"t={AT}", NOW),
        (signature(PAID, AT, SECRET).replace("v1", "v0"), NOW),
        (signature(PAID, AT, "whsec_other"), NOW),
        (signature(PAID + b" ", AT, SECRET), NOW),
        (signature(PAID, AT, SECRET).replace(f"t={AT}", f"t={AT + 1}"), NOW),
        (signature(PAID, AT, SECRET) + f",t={AT}", NOW),
        (f"t=soon,v1={'0' * 64}", NOW),
        (f"t={'9' * 400},v1={'0' * 64}", NOW),
        (f"t={AT},v1=ñ", NOW),
        (signature(PAID, AT, SECRET), NOW + timedelta(seconds=301)),
        (signature(PAID, AT, SECRET), NOW - timedelta(seconds=301)),
    ],
)
def test_anything_not_signed_by_us_just_now_is_refused(header: str | None, now: datetime) -> None:
    with pytest.raises(BadSignature):
        parse_event(PAID, header, [SECRET], now)


def test_without_a_secret_nothing_is_accepted() -> None:
    with pytest.raises(BadSignature):
        parse_event(PAID, signature(PAID, AT, ""), [], NOW)
