"""The simulated Messages API says no as the real one does, and Claude's adapter never hears it."""

from collections.abc import Iterator
from typing import Any

import anthropic
import httpx
import pytest
from anthropic.types.message_create_params import MessageCreateParamsNonStreaming
from atrevete_apps.simulator.messages.checks import InvalidRequest, check, parsed
from atrevete_apps.simulator.messages.desk import Canned, signature
from atrevete_apps.simulator.messages.standalone import KEY, Served, served_messages
from pydantic import TypeAdapter

from atrevete_adapters.claude import open_claude
from atrevete_adapters.claude.trouble import Reason, trouble_of
from tests.unit.claude.in_process import MODEL, rig
from tests.unit.claude.requests import lines, note, request, says, use
from tests.unit.claude.test_claude import FOUND, SERVICES, finding

HELLO = {"role": "user", "content": "hola"}
ASKED = {"type": "tool_use", "id": "t1", "name": "faq", "input": {}}
ANSWERED = {"type": "tool_result", "tool_use_id": "t1", "content": "{}"}
THOUGHT = {"type": "thinking", "thinking": "", "signature": "elsewhere"}
TOOL: dict[str, Any] = {
    "name": "faq",
    "strict": True,
    "input_schema": {"type": "object", "properties": {}, "additionalProperties": False},
}


@pytest.fixture(scope="module")
def server() -> Iterator[Served]:
    with served_messages() as served:
        yield served


def body(**other: Any) -> dict[str, Any]:
    return {"model": MODEL, "max_tokens": 10, "messages": [HELLO]} | other


def said(role: str, *blocks: dict[str, Any]) -> dict[str, Any]:
    return {"role": role, "content": list(blocks)}


def schema(**properties: Any) -> dict[str, Any]:
    given = {"type": "object", "properties": properties, "additionalProperties": False}
    return TOOL | {"input_schema": given}


def post(server: Served, given: Any, **headers: str) -> httpx.Response:
    sent = {"authorization": f"Bearer {KEY}", "anthropic-version": "2026-10-21"} | headers
    return httpx.post(f"{server.url}/v1/messages", json=given, headers=sent, trust_env=False)


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        (body(temperature=0.0), "temperature"),
        (body(top_p=1.0), "top_p"),
        (body(thinking={"type": "disabled"}), "thinking"),
        (body(thinking={"type": "enabled", "budget_tokens": 2048}), "thinking"),
        (
            body(thinking={"type": "between_tools"}, output_config={"effort": "max"}),
            "between_tools",
        ),
        (body(tools=[TOOL], tool_choice={"type": "any"}), "forced tool use"),
        (body(messages=[HELLO, said("assistant", {"type": "text", "text": "Va"})]), "prefill"),
        (body(messages=[said("assistant", {"type": "text", "text": "Hola"}), HELLO]), "first"),
        (body(messages=[HELLO, said("assistant", ASKED), HELLO]), "without tool_result"),
        (body(messages=[said("user", ANSWERED)]), "unexpected tool_use_id"),
        (
            body(
                messages=[
                    HELLO, said("assistant", ASKED),
                    said("user", {"type": "text", "text": "y"}, ANSWERED),
                ]
            ),
            "must come first",
        ),
        (body(messages=[HELLO, said("assistant", THOUGHT), HELLO]), "different conversation"),
        (body(messages=[said("user", {"type": "text", "text": " "})]), "text"),
        (body(messages=[]), "messages"),
        (body(max_tokens=0), "max_tokens"),
        (body(prompt="hola"), "prompt"),
        (body(tools=[TOOL, TOOL]), "unique"),
        (body(tools=[TOOL | {"name": f"t{number}"} for number in range(21)]), "strict tools"),
        (body(tools=[schema(**{f"p{each}": {} for each in range(25)})]), "optional"),
        (
            body(tools=[schema(**{f"p{each}": {"anyOf": []} for each in range(17)})]),
            "union types",
        ),
        (body(tools=[schema(age={"type": "integer", "minimum": 0})]), "minimum"),
        (body(tools=[TOOL | {"input_schema": {"type": "object"}}]), "additionalProperties"),
        (
            body(
                system=[
                    {"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}
                    for _ in range(5)
                ]
            ),
            "cache_control",
        ),
    ],
)  # fmt: skip
def test_a_request_that_the_api_would_refuse_is_refused(
    server: Served, given: dict[str, Any], complaint: str
) -> None:
    answer = post(server, given)
    assert answer.status_code == 400
    assert answer.json()["error"]["type"] == "invalid_request_error"
    assert complaint in answer.json()["error"]["message"]


def test_without_its_key_or_its_version_nobody_is_answered(server: Served) -> None:
    assert post(server, body(), authorization="Bearer other").status_code == 401
    assert post(server, body(), **{"anthropic-version": "2020-01-01"}).status_code == 400
    assert post(server, body(model="claude-none")).status_code == 404


def test_thinking_that_stays_where_it_was_is_taken(server: Served) -> None:
    first = parsed(httpx.Request("POST", "http://x", json=body()).content)
    thought = THOUGHT | {"signature": signature(MODEL, first.messages)}
    assert post(server, body(messages=[HELLO, said("assistant", thought), HELLO])).is_success


# --- what the adapter asks ------------------------------------------------------------------------


async def bodies_of_the_adapter() -> list[dict[str, Any]]:
    """A turn with look-ups, one that was mended, one that was resumed, a long talk's summary."""
    async with rig() as it:
        it.will_answer(says(note("accept"), SERVICES))
        await it.claude.reason(request("¿qué es?", history=lines(7)))
        it.will_answer(says(use("refund", {})), says(note("thank")))
        await it.claude.reason(request("¿qué es?", history=lines(7), findings=[finding(FOUND)]))
        it.will_answer(says(note("greet")))
        await it.claude.reason(request("¿qué es?", findings=[finding(FOUND)]))
        it.will_answer(says(note("greet")), says("Quiere mechas."))
        await it.claude.reason(request("hola", history=lines(50)))
        await it.claude.settled()
        assert list(it.desk.refused) == []
        return list(it.bodies)


async def test_every_request_of_the_adapter_has_the_documented_shape() -> None:
    bodies = await bodies_of_the_adapter()
    assert len(bodies) == 6
    for each in bodies:
        check(parsed(httpx.Request("POST", "http://x", json=each).content), signature)


async def test_every_request_of_the_adapter_has_the_shape_of_the_vendors_own_types() -> None:
    shape = TypeAdapter(MessageCreateParamsNonStreaming)
    for each in await bodies_of_the_adapter():
        shape.validate_python(each)


def test_the_validator_tells_a_wrong_request() -> None:
    with pytest.raises(InvalidRequest, match="mesages"):
        parsed(b'{"model": "m", "max_tokens": 1, "mesages": []}')


async def test_over_the_wire_the_sdk_sends_what_the_desk_takes(server: Served) -> None:
    async with open_claude(server.url, key=KEY, model=MODEL) as claude:
        await claude.check()
        understood = await claude.reason(request("hola, un corte el viernes"))
    assert [each.do for each in understood.commands] == ["book", "choose_when"]
    assert claude.client.meter.spent.calls == 1


# --- streams --------------------------------------------------------------------------------------


async def test_a_stream_says_the_same_message_piece_by_piece(server: Served) -> None:
    server.desk.script.append(Canned(content=[{"type": "text", "text": "¡Hola!"}]))
    async with sdk(server) as client, client.messages.stream(**body()) as stream:
        message = await stream.get_final_message()
    [block] = message.content
    assert (block.type, message.stop_reason) == ("text", "end_turn")


async def test_an_overload_in_the_middle_of_a_stream_is_an_overload(server: Served) -> None:
    broken = Canned(content=[{"type": "text", "text": "¡Ho"}], breaks_after="overloaded_error")
    server.desk.script.append(broken)
    async with sdk(server) as client:
        with pytest.raises(anthropic.APIStatusError) as caught:
            async with client.messages.stream(**body()) as stream:
                await stream.get_final_message()
    assert caught.value.status_code == 200
    assert trouble_of(caught.value).reason is Reason.OVERLOADED


def sdk(server: Served) -> anthropic.AsyncAnthropic:
    http = anthropic.DefaultAsyncHttpxClient(trust_env=False)
    return anthropic.AsyncAnthropic(
        api_key=KEY, base_url=server.url, max_retries=0, http_client=http, open_telemetry=False
    )
