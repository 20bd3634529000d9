"""The simulated Stripe behaves as CONTRACTS.md says the real one does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
import stripe
from jsonschema import Draft202012Validator

from tests.contract.simulator_stage import START, Stage, contract, raised_stage, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOW = int(START.timestamp())
DEPOSIT = {
    "mode": "payment",
    "line_items[0][quantity]": "1",
    "line_items[0][price_data][currency]": "eur",
    "line_items[0][price_data][unit_amount]": "1600",
    "line_items[0][price_data][product_data][name]": "Anticipo: corte y color",
    "success_url": "http://127.0.0.1:8080/gracias",
    "client_reference_id": "booking-1",
    "metadata[booking]": "booking-1",
    "payment_intent_data[metadata][booking]": "booking-1",
    "locale": "es",
    "expires_at": str(NOW + 31 * 60),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raised() -> AsyncIterator[Stage]:
    async with raised_stage() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def stage(raised: Stage) -> Stage:
    """One stage for the module, cleared for each test."""
    await raised.begin()
    return raised


async def link(stage: Stage, key: str = "", **changes: str) -> Any:
    answer = await stage.stripe("POST", "/checkout/sessions", DEPOSIT | changes, key=key)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_paid_session_is_complete_and_told_by_a_signed_event(stage: Stage) -> None:
    session = await link(stage)
    assert "checkout" in session["url"]
    assert (session["status"], session["created"]) == ("open", pytest.approx(NOW, abs=60))
    page = await stage.http.get(session["url"])
    assert "16,00 €" in page.text
    assert "Anticipo: corte y color" in page.text
    paid = await stage.http.post(f"{session['url']}/pay", follow_redirects=True)
    assert "Pago recibido" in paid.text
    (hook,) = await until(lambda: stage.salon.heard("checkout.session.completed"))
    secret = stage.settings.stripe_webhook_secrets[0]
    event = stripe.Webhook.construct_event(hook.raw, hook.headers["stripe-signature"], secret)
    told = event.data.object
    assert told["payment_status"] == "paid"
    assert told["metadata"]["booking"] == "booking-1"
    intent = await stage.stripe("GET", f"/payment_intents/{told['payment_intent']}")
    assert intent.json()["amount_received"] == 1600
    assert intent.json()["metadata"] == {"booking": "booking-1"}
    again = (await stage.stripe("GET", f"/checkout/sessions/{session['id']}")).json()
    assert (again["status"], again["url"]) == ("complete", None)


async def test_while_a_secret_is_rolled_the_event_carries_two_signatures() -> None:
    async with raised_stage(stripe_webhook_secrets=("whsec_old", "whsec_new")) as stage:
        await stage.control.pay((await link(stage))["url"])
        (hook,) = await until(lambda: stage.salon.heard("checkout.session.completed"))
        for secret in ("whsec_old", "whsec_new"):
            stripe.Webhook.construct_event(hook.raw, hook.headers["stripe-signature"], secret)


async def test_a_declined_card_leaves_the_session_open_and_sends_nothing(stage: Stage) -> None:
    session = await link(stage)
    declined = await stage.http.post(f"{session['url']}/decline", follow_redirects=True)
    assert "fondos" in declined.text
    (listed,) = await stage.control.payments()
    assert (listed.status, listed.declines) == ("open", 1)
    closed = await stage.http.post(f"{session['url']}/close")
    assert closed.status_code < 400
    assert stage.salon.hooks == []


# stripe hands httpx its forms in a way that httpx no longer likes.
@pytest.mark.filterwarnings("ignore:Use .content=:DeprecationWarning")
async def test_the_official_client_works_against_it(stage: Stage) -> None:
    http = stripe.HTTPXClient(timeout=5)
    addresses: Any = {"api": f"{stage.url}/stripe"}
    client = stripe.StripeClient(
        stage.settings.stripe_api_key, base_addresses=addresses, http_client=http
    )
    session = await client.v1.checkout.sessions.create_async(
        {
            "mode": "payment",
            "success_url": "http://127.0.0.1:8080/gracias",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {
                        "currency": "eur",
                        "unit_amount": 1600,
                        "product_data": {"name": "Anticipo"},
                    },
                }
            ],
            "expires_at": NOW + 3600,
            "metadata": {"booking": "b"},
        },
        {"idempotency_key": "dep-b-1"},
    )
    await stage.control.pay(session.url or "")
    paid = await client.v1.checkout.sessions.retrieve_async(session.id)
    refund = await client.v1.refunds.create_async(
        {"payment_intent": str(paid.payment_intent), "reason": "requested_by_customer"},
        {"idempotency_key": "refund-b-1"},
    )
    assert (refund.amount, refund.status) == (1600, "succeeded")
    events = await client.v1.events.list_async({"types": ["charge.refunded"]})
    assert [event.type for event in events.data] == ["charge.refunded"]
    since = await client.v1.checkout.sessions.list_async({"created": {"gte": NOW}})
    assert [one.id for one in since.data] == [session.id]
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await client.v1.checkout.sessions.expire_async(session.id)
    assert "complete" in str(refused.value)
    with pytest.raises(stripe.AuthenticationError):
        await stripe.StripeClient(
            "sk_test_wrong", base_addresses=addresses, http_client=http
        ).v1.refunds.list_async()
    await http.close_async()  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    ("changes", "param"),
    [
        ({"payment_method_types[0]": "card"}, "payment_method_types"),
        ({"expires_at": str(NOW + 29 * 60)}, "expires_at"),
        ({"expires_at": str(NOW + 24 * 3600 + 120)}, "expires_at"),
        ({"line_items[0][price_data][color]": "1"}, "line_items[0][price_data][color]"),
        ({"metadata[long]": "x" * 501}, "metadata"),
        ({"success_url": ""}, "success_url"),
    ],
)
async def test_what_stripe_does_not_take_is_refused(
    stage: Stage, changes: dict[str, str], param: str
) -> None:
    refused = await stage.stripe("POST", "/checkout/sessions", DEPOSIT | changes, key="k")
    assert refused.status_code == 400
    assert refused.json()["error"]["param"] == param
    assert refused.headers["request-id"].startswith("req_")
    assert refused.headers["stripe-version"] == "2026-10-28.endive"
    await link(stage, key="k")  # a refused parameter leaves the key free


async def test_a_key_replays_its_answer_and_refuses_other_parameters(stage: Stage) -> None:
    first = await link(stage, key="dep-1-1")
    again = await stage.stripe("POST", "/checkout/sessions", DEPOSIT, key="dep-1-1")
    assert again.json()["id"] == first["id"]
    assert again.headers["idempotent-replayed"] == "true"
    changed = DEPOSIT | {"client_reference_id": "booking-2"}
    refused = await stage.stripe("POST", "/checkout/sessions", changed, key="dep-1-1")
    assert refused.status_code == 400
    assert refused.json()["error"]["type"] == "idempotency_error"
    assert len(await stage.control.payments()) == 1
    page = await stage.control.ledger("stripe")
    assert [effect.idempotency_key for effect in page.effects] == ["dep-1-1"]


async def test_a_saved_500_is_replayed(stage: Stage) -> None:
    await stage.control.fail("stripe", "POST /v1/checkout/sessions", "500")
    for _ in range(2):
        broken = await stage.stripe("POST", "/checkout/sessions", DEPOSIT, key="dep-1-1")
        assert (broken.status_code, broken.json()["error"]["type"]) == (500, "api_error")
    assert await stage.control.payments() == []
    await link(stage, key="dep-1-2")


async def test_a_key_in_use_is_a_conflict(stage: Stage) -> None:
    await stage.control.fail("stripe", "POST */sessions", "slow", seconds=0.5)
    slow = asyncio.create_task(link(stage, key="dep-1-1"))
    await asyncio.sleep(0.2)
    refused = await stage.stripe("POST", "/checkout/sessions", DEPOSIT, key="dep-1-1")
    assert refused.status_code == 409
    await slow
    assert len(await stage.control.payments()) == 1


async def test_an_expired_session_can_neither_be_paid_nor_expired_again(stage: Stage) -> None:
    session = await link(stage)
    expired = await stage.stripe("POST", f"/checkout/sessions/{session['id']}/expire", key="e")
    assert expired.json()["status"] == "expired"
    await until(lambda: stage.salon.heard("checkout.session.expired"))
    again = await stage.stripe("POST", f"/checkout/sessions/{session['id']}/expire", key="e2")
    assert again.status_code == 400
    late = await stage.http.post(f"{session['url']}/pay", follow_redirects=True)
    assert late.status_code == 410


async def test_stripes_own_deadline_follows_the_salons_clock(stage: Stage) -> None:
    session = await link(stage)
    await stage.control.advance_clock(31 * 60 + 1)
    (hook,) = await until(lambda: stage.salon.heard("checkout.session.expired"))
    assert hook.body["data"]["object"]["id"] == session["id"]
    assert hook.body["created"] >= NOW + 31 * 60


async def test_a_delayed_payment_is_complete_before_it_is_paid(stage: Stage) -> None:
    session = await link(stage)
    await stage.control.pay_later(session["url"])
    (hook,) = await until(lambda: stage.salon.heard("checkout.session.completed"))
    assert hook.body["data"]["object"]["payment_status"] == "unpaid"
    await stage.control.settle(session["url"], succeeded=True)
    (late,) = await until(lambda: stage.salon.heard("checkout.session.async_payment_succeeded"))
    assert late.body["data"]["object"]["payment_status"] == "paid"


async def test_money_goes_back_once(stage: Stage) -> None:
    session = await link(stage)
    await stage.control.pay(session["url"])
    paid = (await stage.stripe("GET", f"/checkout/sessions/{session['id']}")).json()
    form = {"payment_intent": paid["payment_intent"], "metadata[booking]": "1"}
    too_much = await stage.stripe("POST", "/refunds", form | {"amount": "1601"})
    assert too_much.status_code == 400
    refund = (await stage.stripe("POST", "/refunds", form, key="refund-1")).json()
    assert (refund["amount"], refund["status"]) == (1600, "succeeded")
    (hook,) = await until(lambda: stage.salon.heard("charge.refunded"))
    assert hook.body["data"]["object"]["amount_refunded"] == 1600
    assert hook.body["data"]["previous_attributes"]["amount_refunded"] == 0
    again = await stage.stripe("POST", "/refunds", form, key="refund-2")
    assert again.json()["error"]["code"] == "charge_already_refunded"
    shown = await stage.stripe("GET", f"/refunds/{refund['id']}")
    assert shown.json() == refund


async def test_a_refund_may_be_pending_and_fail_later(stage: Stage) -> None:
    session = await link(stage)
    await stage.control.pay(session["url"])
    await stage.control.next_refunds("pending")
    refund = await stage.control.refund_in_dashboard(session["url"], 600)
    assert (refund["status"], refund["amount"]) == ("pending", 600)
    await stage.control.settle_refund(refund["id"], "failed")
    (hook,) = await until(lambda: stage.salon.heard("refund.failed"))
    assert hook.body["data"]["object"]["failure_reason"] == "expired_or_canceled_card"
    (listed,) = await stage.control.payments()
    assert listed.refunded == 0


async def test_a_disputed_payment_cannot_be_refunded(stage: Stage) -> None:
    session = await link(stage)
    await stage.control.pay(session["url"])
    await stage.control.dispute(session["url"])
    (hook,) = await until(lambda: stage.salon.heard("charge.dispute.created"))
    dispute = hook.body["data"]["object"]
    assert (dispute["amount"], dispute["is_charge_refundable"]) == (1600, False)
    refused = await stage.stripe("POST", "/refunds", {"charge": dispute["charge"]})
    assert refused.json()["error"]["code"] == "charge_disputed"


async def test_an_event_that_nobody_took_is_listed_as_undelivered(stage: Stage) -> None:
    stage.salon.answers = [503, 500]
    session = await link(stage)
    await stage.control.pay(session["url"])
    await until(lambda: len(stage.salon.heard("checkout.session.completed")) == 3)
    stage.salon.answers = [500] * 9
    await stage.control.pay((await link(stage))["url"])
    query = "/events?types[]=checkout.session.completed&delivery_success=false"

    async def undelivered() -> list[Any]:
        found: list[Any] = (await stage.stripe("GET", query)).json()["data"]
        return found

    (event,) = await until(undelivered)
    assert event["data"]["object"]["id"] != session["id"]


async def test_lists_have_cursors(stage: Stage) -> None:
    numbers = [(await link(stage))["id"] for _ in range(3)]
    first = (await stage.stripe("GET", "/checkout/sessions?limit=2")).json()
    assert ([s["id"] for s in first["data"]], first["has_more"]) == (numbers[:0:-1], True)
    query = f"/checkout/sessions?limit=2&starting_after={numbers[1]}"
    rest = (await stage.stripe("GET", query)).json()
    assert ([s["id"] for s in rest["data"]], rest["has_more"]) == (numbers[:1], False)


async def test_objects_and_errors_fit_stripes_description() -> None:
    description = contract("stripe.json")

    def check(name: str, body: Any) -> None:
        Draft202012Validator(
            {"$ref": f"#/components/schemas/{name}", "components": description["components"]}
        ).validate(body)

    async with raised_stage() as stage:
        session = await link(stage)
        check("Session", session)
        items = await stage.stripe("GET", f"/checkout/sessions/{session['id']}/line_items")
        check("LineItem", items.json()["data"][0])
        await stage.control.pay(session["url"])
        paid = (await stage.stripe("GET", f"/checkout/sessions/{session['id']}")).json()
        check("Session", paid)
        intent = paid["payment_intent"]
        check("PaymentIntent", (await stage.stripe("GET", f"/payment_intents/{intent}")).json())
        refund = await stage.stripe("POST", "/refunds", {"payment_intent": intent})
        check("Refund", refund.json())
        events = (await stage.stripe("GET", "/events")).json()["data"]
        assert {event["type"] for event in events} == {
            "checkout.session.completed",
            "refund.created",
            "charge.refunded",
        }
        for event in events:
            check("Event", event)
        await stage.control.pay((await link(stage))["url"])
        await stage.control.dispute((await stage.control.payments())[-1].id)
        disputes = await stage.stripe("GET", "/events?type=charge.dispute.created")
        check("Dispute", disputes.json()["data"][0]["data"]["object"])
        charge = next(e for e in events if e["type"] == "charge.refunded")
        check("Charge", charge["data"]["object"])
        missing = await stage.stripe("GET", "/refunds/re_unknown")
        assert missing.status_code == 404
        check("error", missing.json())
