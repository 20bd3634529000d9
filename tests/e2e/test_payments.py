"""Deposits that are late, repeated, refused or forged."""

import json

import httpx
import pytest
from atrevete_apps.cli.standing import Booked

from tests.e2e.stage import Somebody, Stage

#: The first test of a run also waits for every program to start.
pytestmark = pytest.mark.timeout(150)


async def test_a_hold_that_nobody_pays_is_warned_about_and_lapses(stage: Stage) -> None:
    ana = stage.person("Ana")
    link = await ana.holds()
    booked = await ana.booking()
    assert await entry_of(stage, booked) == ("confirmed", "5")

    await stage.wait(minutes=26)
    [warning] = await ana.reads()
    assert "solo puedo guardarte" in warning
    await stage.wait(minutes=5)
    [lapse] = await ana.reads()
    assert "he tenido que soltar las 10:00" in lapse

    assert (await ana.booking()).status == "expired"
    assert (await entry_of(stage, booked))[0] == "cancelled"
    assert await session_status(stage, link) == "expired"


async def test_a_payment_after_the_lapse_takes_the_slot_again_when_it_is_free(
    stage: Stage,
) -> None:
    ana = stage.person("Ana")
    link = await lapsed_but_payable(stage, ana)
    said = "\n".join(await ana.pays(link))
    assert "confirmada" in said
    booked = await ana.booking()
    assert (booked.status, booked.paid, booked.refunded) == ("confirmed", booked.deposit, 0)
    assert await entry_of(stage, booked) == ("confirmed", "10")


async def test_a_payment_for_a_slot_that_somebody_else_has_is_refunded_and_told(
    stage: Stage,
) -> None:
    ana, berta = stage.person("Ana"), stage.person("Berta")
    link = await lapsed_but_payable(stage, ana)
    await stage.wait(minutes=2)
    await berta.pays(await berta.holds())
    said = "\n".join(await ana.pays(link))
    assert "te devuelvan los 5,24 €" in said
    late = await ana.booking()
    assert (late.status, late.paid, late.refunded) == ("expired", late.deposit, late.deposit)
    assert (await berta.booking()).status == "confirmed"
    assert [each.refunded for each in await stage.simulation.payments() if each.url == link] == [
        late.deposit
    ]


async def test_after_a_second_failed_payment_a_person_has_the_word(stage: Stage) -> None:
    ana = stage.person("Ana")
    first = await ana.holds()
    await stage.simulation.decline(first)
    again = "\n".join(await ana.writes("me da error el pago"))
    second = next(word for word in again.split() if "checkout" in word)
    assert second != first
    assert await session_status(stage, first) == "expired"

    await stage.simulation.decline(second)
    handed_over = "\n".join(await ana.writes("me sigue dando error"))
    assert "compañera" in handed_over
    assert await ana.escalations() == ["payment_failure"]
    assert await ana.writes("hola?") == []
    assert (await ana.booking()).status == "provisional"
    assert (await stage.simulation.conversation_of(ana.number))["status"] == "open"


async def test_the_same_payment_event_three_times_confirms_once(stage: Stage) -> None:
    ana = stage.person("Ana")
    link = await ana.holds()
    await stage.simulation.fail("stripe", "checkout.session.completed", "duplicate", copies=3)
    said = await ana.pays(link)
    assert len([each for each in said if "confirmada" in each]) == 1
    booked = await ana.booking()
    assert (booked.status, booked.paid) == ("confirmed", booked.deposit)
    letters = [each for each in await stage.simulation.mail() if each.at >= stage.now]
    assert len(letters) == 1


async def test_a_payment_event_that_nobody_signed_confirms_nothing(stage: Stage) -> None:
    ana = stage.person("Ana")
    link = await ana.holds()
    [session] = [each for each in await stage.simulation.payments() if each.url == link]
    event = {
        "id": "evt_forged",
        "object": "event",
        "type": "checkout.session.completed",
        "data": {
            "object": {
                "id": session.id,
                "object": "checkout.session",
                "status": "complete",
                "payment_status": "paid",
                "amount_total": session.amount,
                "currency": "eur",
                "metadata": dict(session.metadata),
            }
        },
    }
    async with httpx.AsyncClient(trust_env=False) as somebody:
        answer = await somebody.post(
            f"{stage.house.webhook_url}/webhooks/stripe", content=json.dumps(event)
        )
    assert answer.status_code == 401
    await stage.wait(minutes=1)
    assert await ana.reads() == []
    assert (await ana.booking()).status == "provisional"


async def lapsed_but_payable(stage: Stage, ana: Somebody) -> str:
    """A hold that has lapsed while Stripe could not close its page: the payment wins the race."""
    link = await ana.holds()
    await stage.simulation.fail("stripe", "POST /v1/checkout/sessions/*/expire", "503", times=None)
    await stage.wait(minutes=31)
    await ana.reads()
    assert (await ana.booking()).status == "expired"
    assert await session_status(stage, link) == "open"
    return link


async def session_status(stage: Stage, link: str) -> str:
    [session] = [each for each in await stage.simulation.payments() if each.url == link]
    return session.status


async def entry_of(stage: Stage, booked: Booked) -> tuple[str, str | None]:
    """Status and colour of the booking's entry in its stylist's calendar."""
    events = (await stage.simulation.calendars())[booked.calendar_id]
    [event] = [each for each in events if each["id"] == booked.event_id]
    return event["status"], event.get("colorId")
