"""The page at `/` without a browser: what it shows, what its forms do, and whom it refuses."""

import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
import pytest_asyncio

from tests.contract.simulator_stage import START, Stage, raised_stage, until

pytestmark = pytest.mark.asyncio(loop_scope="module")

LUCIA = "+34600000101"
PILAR = "pilar@calendario.example"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def raised() -> AsyncIterator[Stage]:
    async with raised_stage(bank_seconds=0.05) as one:
        yield one


@pytest_asyncio.fixture(loop_scope="module")
async def stage(raised: Stage) -> Stage:
    await raised.begin()
    return raised


async def look(stage: Stage, **query: str) -> str:
    answer = await stage.http.get(f"{stage.url}/", params=query)
    assert answer.status_code == 200
    return answer.text


async def act(stage: Stage, path: str, **form: str) -> httpx.Response:
    return await stage.http.post(f"{stage.url}/page{path}", data=form)


async def test_what_people_write_is_shown_and_never_run(stage: Stage) -> None:
    await stage.control.write_as(LUCIA, "<script>alert('*hola*')</script>", name="<b>Lucía</b>")
    page = await look(stage, chat=LUCIA)
    assert "<script>alert" not in page
    assert "<b>Lucía" not in page
    assert "&lt;script&gt;alert(&#39;<strong>hola</strong>&#39;)&lt;/script&gt;" in page


async def test_nothing_comes_from_outside_and_nothing_is_inline(stage: Stage) -> None:
    answer = await stage.http.get(f"{stage.url}/")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert "<script>" not in answer.text
    assert "https://" not in answer.text


async def test_a_message_is_written_with_a_plain_form(stage: Stage) -> None:
    sent = await act(stage, "/write", chat=LUCIA, name="Lucía", text="hola")
    assert (sent.status_code, sent.headers["location"]) == (303, "/")
    (hook,) = await until(lambda: stage.salon.heard("message_created"))
    assert hook.body["content"] == "hola"
    assert "Lucía" in await look(stage)


@pytest.mark.parametrize(
    ("kind", "file_type", "shown"),
    [("voice", "audio", "Nota de voz"), ("picture", "image", "Foto")],
)
async def test_a_voice_note_and_a_picture_are_sent_as_such(
    stage: Stage, kind: str, file_type: str, shown: str
) -> None:
    await act(stage, "/write", chat=LUCIA, name="Lucía", text="un corte", kind=kind)
    (message,) = await stage.control.messages_of(LUCIA)
    assert message.attachments == (file_type,)
    assert shown in await look(stage, chat=LUCIA)


async def test_an_empty_message_is_refused_with_a_sentence(stage: Stage) -> None:
    refused = await act(stage, "/write", chat=LUCIA, text="   ")
    assert (refused.status_code, refused.text) == (400, "Escribe algo primero.")


async def test_staff_add_move_and_delete_as_in_google(stage: Stage) -> None:
    times = {"calendar": PILAR, "day": "2026-11-25"}
    await act(stage, "/agenda/add", **times, title="Dentista", start="10:00", end="11:30")
    page = await look(stage, day="2026-11-25")
    assert "Dentista" in page
    assert 'data-first="600" data-last="690"' in page
    ((event,),) = (await stage.control.calendars()).values()
    await act(stage, "/agenda/move", **times, event=event["id"], start="12:00", end="13:00")
    assert 'data-first="720" data-last="780"' in await look(stage, day="2026-11-25")
    await act(stage, "/agenda/delete", calendar=PILAR, event=event["id"])
    assert "Dentista" not in await look(stage, day="2026-11-25")
    gone = await act(stage, "/agenda/delete", calendar=PILAR, event=event["id"])
    assert gone.status_code == 409


async def test_an_event_that_ends_before_it_begins_is_refused(stage: Stage) -> None:
    times = {"calendar": PILAR, "day": "2026-11-25", "start": "12:00", "end": "11:00"}
    refused = await act(stage, "/agenda/add", **times)
    assert (refused.status_code, refused.text) == (400, "El final va después del principio.")


async def test_the_clock_jumps_to_tomorrow_at_nine_in_the_salons_own_time(stage: Stage) -> None:
    await act(stage, "/clock", key="tomorrow")
    now = await stage.control.now()
    assert abs((now - datetime(2026, 11, 25, 8, 0, tzinfo=UTC)).total_seconds()) < 30
    assert now > START


async def test_a_moment_that_is_not_coming_is_refused_with_its_reason(stage: Stage) -> None:
    refused = await act(stage, "/clock", key="lapse")
    assert (refused.status_code, refused.text) == (400, "ningún bloqueo espera el pago")


async def test_a_vendor_is_broken_and_mended(stage: Stage) -> None:
    await act(stage, "/trouble", key="paid-twice")
    assert "El aviso de un pago llega dos veces · 1×" in await look(stage)
    (fault,) = (await stage.http.get(f"{stage.url}/control/faults")).json()
    assert (fault["vendor"], fault["mode"]) == ("stripe", "duplicate")
    await act(stage, "/trouble/clear")
    assert (await stage.http.get(f"{stage.url}/control/faults")).json() == []


async def test_the_team_takes_a_conversation_and_gives_it_back_with_its_note(stage: Stage) -> None:
    await act(stage, "/write", chat=LUCIA, name="Lucía", text="hola")
    await act(stage, "/team", chat=LUCIA, action="take")
    assert (await stage.control.conversation_of(LUCIA))["assignee"] == "Pilar"
    await act(stage, "/team", chat=LUCIA, action="reply", text="Hola, Lucía")
    await act(stage, "/team", chat=LUCIA, action="return")
    desk = await stage.control.conversation_of(LUCIA)
    assert desk["status"] == "pending"
    assert [each["content"] for each in desk["messages"] if each["private"]] == ["/bot"]


async def test_beginning_anew_without_a_house_forgets_the_vendors(stage: Stage) -> None:
    await act(stage, "/write", chat=LUCIA, name="Lucía", text="hola")
    await act(stage, "/reset")
    assert await stage.control.customers() == []


async def test_whoever_keeps_the_house_is_asked_to_begin_anew() -> None:
    async with raised_stage() as stage:
        assert (await stage.http.get(f"{stage.url}/control/renewals")).json()["wished"] == 0
        await act(stage, "/reset")
        assert (await stage.http.get(f"{stage.url}/control/renewals")).json()["wished"] == 1
        assert "Empezando de nuevo…" in await look(stage)
        await stage.http.put(f"{stage.url}/control/renewals", json={"done": 1})
        assert "Empezando de nuevo…" not in await look(stage)


async def test_what_a_worker_tells_is_shown_in_words(stage: Stage) -> None:
    written = await stage.control.write_as(LUCIA, "un corte el viernes", name="Lucía")
    turn = {
        "number": 1,
        "thread_id": str(written.conversation_id),
        "heard": [{"kind": "text", "text": "un corte el viernes"}],
        "commands": [
            {"do": "book", "services": ["CORTAR"]},
            {"do": "give_name", "first_name": "Lucía"},
        ],
        "path": ["receive", "understand", "book", "say"],
        "look_ups": [{"tool": "availability"}],
    }
    told = {"task": "take_turn", "subject": "x", "milliseconds": 12.4, "outcome": "done"}
    writes = [{"table": "holds", "verb": "insert", "rows": 1}]
    work = told | {"turn": turn, "writes": writes}
    answer = await stage.http.post(f"{stage.url}/control/work", json=work)
    assert answer.status_code == 204
    page = await look(stage)
    for words in (
        *("quiere cita: cortar", "se llama Lucía", "reserva", "huecos libres"),
        *("bloqueo provisional", "12 ms"),
    ):
        assert words in page


async def test_every_change_comes_by_itself_and_only_what_changed(stage: Stage) -> None:
    query = {"chat": LUCIA, "name": "Lucía"}
    async with stage.http.stream("GET", f"{stage.url}/page/events", params=query) as stream:
        parts = changes(stream)
        assert {"phone", "agenda", "story", "clock"} <= set(await anext(parts))
        watching = (await stage.http.get(f"{stage.url}/control/watchers")).json()
        assert watching == {"watching": 1}
        await stage.control.write_as(LUCIA, "hola, ¿hay hueco?", name="Lucía")
        changed = await anext(parts)
        assert "hola, ¿hay hueco?" in changed["phone"]
        assert "payments" not in changed


async def changes(stream: httpx.Response) -> AsyncIterator[dict[str, Any]]:
    async for line in stream.aiter_lines():
        if line.startswith("data: "):
            yield json.loads(line.removeprefix("data: "))


async def test_another_sites_page_may_neither_act_nor_look(stage: Stage) -> None:
    foreign = {"sec-fetch-site": "cross-site"}
    acted = await stage.http.post(f"{stage.url}/page/reset", headers=foreign)
    assert acted.status_code == 403
    # A name that somebody else gives to this machine is no name of ours.
    looked = await stage.http.get(f"{stage.url}/", headers={"host": "evil.example"})
    assert looked.status_code == 403


async def test_the_bank_thinks_before_the_payment_comes(stage: Stage) -> None:
    form = {
        "mode": "payment",
        "success_url": "https://salon.example/ok",
        "line_items[0][quantity]": "1",
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "1600",
        "line_items[0][price_data][product_data][name]": "Anticipo",
    }
    session = (await stage.stripe("POST", "/checkout/sessions", form, key="bank")).json()
    asked = await stage.http.get(f"{session['url']}/bank")
    assert "Autorizar el pago" in asked.text
    thinking = await stage.http.post(f"{session['url']}/bank", follow_redirects=True)
    assert "lo está comprobando" in thinking.text
    await until(lambda: stage.salon.heard("checkout.session.completed"))
    assert "Pago recibido" in (await stage.http.get(session["url"])).text
