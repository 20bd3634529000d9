"""The clock, the failures, the ledger, the mail: what tests of the salon lean on."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import aiosmtplib
import httpx
import pytest
import pytest_asyncio
from atrevete_apps.simulator.settings import SimulatorSettings, SimulatorSettingsWrong

from atrevete_adapters.simulation import SimulationRefused, session_of
from tests.contract.simulator_stage import START, Stage, free_port, raised_stage, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

LUCIA = "+34600000101"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raised() -> AsyncIterator[Stage]:
    async with raised_stage() as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def stage(raised: Stage) -> Stage:
    """One stage for the module, cleared for each test."""
    await raised.begin()
    return raised


async def test_the_clock_is_set_and_goes_on_from_there(stage: Stage) -> None:
    assert abs(await stage.control.now() - START) < timedelta(seconds=30)
    later = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)
    reading = await stage.control.set_clock(later)
    assert reading.swept
    assert timedelta() <= reading.now - later < timedelta(seconds=5)
    moved = await stage.control.advance_clock(120)
    assert timedelta(seconds=120) <= moved.now - later < timedelta(seconds=130)
    with pytest.raises(SimulationRefused):
        await stage.control.set_clock(datetime(2027, 3, 28))  # noqa: DTZ001 - the mistake meant


async def test_messages_carry_the_salons_time(stage: Stage) -> None:
    later = datetime(2027, 3, 28, 10, 0, tzinfo=UTC)
    await stage.control.set_clock(later)
    await stage.control.write_as(LUCIA, "Hola")
    (message,) = await stage.control.messages_of(LUCIA)
    assert message.at - later < timedelta(seconds=10)


@pytest.mark.parametrize(
    ("mode", "status"),
    [("429", 429), ("429_without_retry_after", 429), ("500", 500), ("503", 503)],
)
async def test_a_refusal_has_no_effect(stage: Stage, mode: str, status: int) -> None:
    await stage.control.fail("chatwoot", "POST */contacts", mode)  # type: ignore[arg-type]
    asked = {"name": "Ana", "phone_number": "+34600000202"}
    failed = await stage.chatwoot("POST", "/contacts", asked)
    assert failed.status_code == status
    assert ("retry-after" in failed.headers) == (mode == "429")
    assert (await stage.control.ledger("chatwoot")).effects == ()
    assert (await stage.chatwoot("POST", "/contacts", asked)).status_code == 200


async def test_a_drop_after_commit_has_its_effect_and_no_answer(stage: Stage) -> None:
    await stage.control.fail("chatwoot", "POST */contacts", "drop_after_commit")
    asked = {"name": "Ana", "phone_number": "+34600000202"}
    with pytest.raises(httpx.TransportError):
        await stage.chatwoot("POST", "/contacts", asked)
    (effect,) = (await stage.control.ledger("chatwoot")).effects
    assert (effect.status, effect.answered, effect.fault) == (200, None, "drop_after_commit")
    again = await stage.chatwoot("POST", "/contacts", asked)
    assert again.status_code == 422


async def test_a_drop_after_commit_may_end_as_a_500(stage: Stage) -> None:
    await stage.control.fail("chatwoot", "POST */contacts", "drop_after_commit", answer="500")
    asked = {"name": "Ana", "phone_number": "+34600000202"}
    assert (await stage.chatwoot("POST", "/contacts", asked)).status_code == 500
    assert len((await stage.control.ledger("chatwoot")).effects) == 1


@pytest.mark.parametrize("mode", ["refused", "drop_before"])
async def test_a_cut_connection_has_no_effect(stage: Stage, mode: str) -> None:
    await stage.control.fail("google", "POST */events", mode)  # type: ignore[arg-type]
    with pytest.raises(httpx.TransportError):
        await stage.google("POST", "/calendars/pilar/events", {})
    assert await stage.control.calendars() == {}


async def test_slow_and_garbage(stage: Stage) -> None:
    await stage.control.fail("google", "GET */colors", "slow", seconds=0.3)
    await stage.control.fail("google", "GET */colors", "garbage")
    begun = time.monotonic()
    assert (await stage.google("GET", "/colors")).json()["kind"] == "calendar#colors"
    assert time.monotonic() - begun >= 0.3
    with pytest.raises(ValueError, match="Expecting value"):
        (await stage.google("GET", "/colors")).json()


async def test_a_failure_strikes_as_often_as_asked_until_cleared(stage: Stage) -> None:
    await stage.control.fail("google", "GET *", "503", times=2)
    answers = [(await stage.google("GET", "/colors")).status_code for _ in range(3)]
    assert answers == [503, 503, 200]
    await stage.control.fail("google", "GET *", "503", times=None)
    assert (await stage.google("GET", "/colors")).status_code == 503
    await stage.control.clear_failures()
    assert (await stage.google("GET", "/colors")).status_code == 200


async def test_a_lost_webhook_never_comes_and_the_bot_keeps_its_conversation(
    stage: Stage,
) -> None:
    await stage.control.fail("chatwoot", "message_created", "lost")
    await stage.control.write_as(LUCIA, "Hola")
    await stage.control.write_as(LUCIA, "¿Hola?")
    (hook,) = await until(lambda: stage.salon.heard("message_created"))
    assert hook.body["content"] == "¿Hola?"
    assert (await stage.control.conversation_of(LUCIA))["status"] == "pending"
    webhooks = (await stage.control.ledger("chatwoot")).webhooks
    assert sorted(w.outcome for w in webhooks) == ["delivered", "lost"]


async def test_a_duplicate_has_a_delivery_id_of_its_own(stage: Stage) -> None:
    await stage.control.fail("chatwoot", "message_created", "duplicate", copies=20)
    await stage.control.write_as(LUCIA, "Hola")
    hooks = await until(lambda: len(stage.salon.hooks) == 20 and stage.salon.hooks)
    assert len({hook.headers["x-chatwoot-delivery"] for hook in hooks}) == 20
    assert len({hook.raw for hook in hooks}) == 1


async def test_a_reordered_webhook_comes_after_the_next(stage: Stage) -> None:
    await stage.control.fail("chatwoot", "message_created", "reorder")
    await stage.control.write_as(LUCIA, "uno")
    await stage.control.write_as(LUCIA, "dos")
    hooks = await until(lambda: len(stage.salon.hooks) == 2 and stage.salon.hooks)
    assert [hook.body["content"] for hook in hooks] == ["dos", "uno"]


async def test_garbage_is_signed_all_the_same(stage: Stage) -> None:
    await stage.control.fail("chatwoot", "message_created", "garbage")
    await stage.control.write_as(LUCIA, "Hola")
    (hook,) = await until(lambda: stage.salon.hooks)
    assert "x-chatwoot-signature" in hook.headers
    with pytest.raises(ValueError, match=r"."):
        _ = hook.body


async def test_an_impossible_failure_is_refused(stage: Stage) -> None:
    with pytest.raises(SimulationRefused):
        await stage.control.fail("chatwoot", "message_created", "503")
    with pytest.raises(SimulationRefused):
        await stage.control.fail("chatwoot", "POST */messages", "lost")


async def test_mail_is_kept_and_may_fail() -> None:
    port = free_port()
    async with raised_stage(smtp_port=port) as stage:
        letter = EmailMessage()
        letter["From"], letter["To"] = "maite@salon.example", "pilar@salon.example"
        letter["Subject"] = "Cita confirmada: Lucía, jueves 26"
        letter.set_content("Corte a las 17:00 ✂️")
        await stage.control.fail("smtp", "DATA", "503")
        with pytest.raises(aiosmtplib.SMTPResponseException):
            await aiosmtplib.send(letter, hostname="127.0.0.1", port=port)
        await aiosmtplib.send(letter, hostname="127.0.0.1", port=port)
        (kept,) = await stage.control.mail()
    assert kept.recipients == ("pilar@salon.example",)
    assert kept.subject == "Cita confirmada: Lucía, jueves 26"
    assert kept.text.strip() == "Corte a las 17:00 ✂️"
    assert kept.at - START < timedelta(seconds=60)


async def test_a_reset_forgets_everything_and_reuses_no_number(stage: Stage) -> None:
    before = await stage.control.write_as(LUCIA, "Hola")
    await stage.control.reset()
    assert await stage.control.messages_of(LUCIA) == []
    assert await stage.control.customers() == []
    after = await stage.control.write_as(LUCIA, "Hola")
    assert after.message_id > before.message_id
    assert after.conversation_id > before.conversation_id


async def test_a_voice_message_is_behind_a_redirect(stage: Stage) -> None:
    await stage.control.write_as(LUCIA, attachment={"type": "audio", "transcript": "hola"})
    (hook,) = await until(lambda: stage.salon.heard("message_created"))
    (attachment,) = hook.body["attachments"]
    assert hook.body["content"] is None
    assert attachment["transcribed_text"] == "hola"
    assert (await stage.http.get(attachment["data_url"])).status_code == 302
    sound = await stage.http.get(attachment["data_url"], follow_redirects=True)
    assert sound.headers["content-type"] == "audio/ogg"
    gone = await stage.http.get(f"{stage.url}/media/blobs/nada", follow_redirects=True)
    assert gone.status_code == 404


async def test_nothing_is_left_on_its_way_once_it_is_quiet(stage: Stage) -> None:
    await stage.control.write_as(LUCIA, "Hola")
    await until(lambda: stage.salon.hooks)

    async def quiet() -> bool:
        return await stage.control.pending() == 0

    await until(quiet)


async def test_webhooks_only_go_to_this_machine(stage: Stage) -> None:
    with pytest.raises(SimulationRefused):
        await stage.control.send_webhooks_to(stripe="https://salon.example/webhooks/stripe")
    with pytest.raises(SimulatorSettingsWrong):
        SimulatorSettings(chatwoot_webhook_url="http://10.0.0.1/webhooks")


async def test_many_customers_write_at_once(stage: Stage) -> None:
    phones = [f"+3460000{number:04d}" for number in range(30)]
    await asyncio.gather(*(stage.control.write_as(phone, "Hola") for phone in phones))
    hooks = await until(lambda: len(stage.salon.hooks) == 30 and stage.salon.hooks)
    assert len({hook.body["conversation"]["id"] for hook in hooks}) == 30


async def test_a_link_names_its_session() -> None:
    assert session_of("http://127.0.0.1:8090/checkout/cs_test_1") == "cs_test_1"
    assert session_of("cs_test_1") == "cs_test_1"
