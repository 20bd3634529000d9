"""Claude in a turn: look-ups, words of his own, and everything that can go wrong."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from atrevete_apps.simulator.messages.desk import Canned, MessagesDesk
from prometheus_client import REGISTRY

from atrevete_adapters.claude import ClaudeFirst, NoSuchModel
from atrevete_adapters.claude.breaker import BreakerState
from atrevete_adapters.claude.metering import Budget
from atrevete_adapters.claude.model import TURN_SECONDS
from atrevete_adapters.claude.summaries import KEPT, LONG
from atrevete_adapters.claude.trouble import ClaudeUnavailable, Reason
from atrevete_adapters.memory.model import ScriptedModel
from atrevete_core.domain.commands import (
    Accept,
    AskOther,
    ChooseSlot,
    Greet,
    NotUnderstood,
    Refuse,
    Thank,
)
from atrevete_core.ports.language_model import Finding, LookUp, Tool, Understood
from tests.unit.claude.in_process import rig
from tests.unit.claude.requests import lines, note, request, says, use

SERVICES = use("services", {"names": ["BARRO"]}, "toolu_1")
FOUND = {"name": "BARRO", "minutes": 30, "price_cents": 2620, "description": "Hidrata el pelo."}
OVERLOADED = Canned(status=529, error_type="overloaded_error")
SPEND_LIMIT = Canned(
    status=429, error_type="rate_limit_error", error_code="enforced_spend_limit_reached"
)
BUSY = Canned(status=429, error_type="rate_limit_error", headers={"retry-after": "1"})
BUSY_FOR_LONG = Canned(status=429, error_type="rate_limit_error", headers={"retry-after": "60"})
BROKEN = Canned(status=500)
SLOW = Canned(seconds=60)
RULES = Understood(commands=(Thank(),))


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"{name}_total", labels) or 0.0


def finding(result: Any, call: str = "toolu_1") -> Finding:
    return Finding(look_up=LookUp(id=call, tool=Tool.SERVICES), result=result)


async def test_what_was_said_comes_back_as_commands_in_their_order() -> None:
    async with rig() as it:
        slot = {"do": "choose_slot", "position": 1}
        it.will_answer(says("Vale.", note("accept", address="usted"), use("choose", slot)))
        understood = await it.claude.reason(request("sí, la primera"))
    assert understood.commands == (Accept(), ChooseSlot(position=1))
    assert (understood.formal, understood.text) == (True, "")


async def test_thinking_may_come_first() -> None:
    async with rig() as it:
        thought = {"type": "thinking", "thinking": "…", "signature": "s"}
        it.will_answer(says(thought, note("greet")))
        assert (await it.claude.reason(request("hola"))).commands == (Greet(),)


async def test_look_ups_and_what_was_noted_are_answered_in_one_message() -> None:
    async with rig() as it:
        thought = {"type": "thinking", "thinking": "", "signature": "s"}
        it.will_answer(says(note("accept"), SERVICES, use("faq", {}, "toolu_2")))
        first = await it.claude.reason(request("vale, ¿y qué es?"))
        assert [each.tool for each in first.look_ups] == [Tool.SERVICES, Tool.FAQ]
        it.will_answer(says(note("thank")))
        found = [finding(FOUND), finding({}, "toolu_2")]
        second = await it.claude.reason(request("vale, ¿y qué es?", findings=found))
        before, after = it.bodies
    assert second.commands == (Accept(), Thank())
    assert after["messages"][: len(before["messages"])] == before["messages"]
    results = after["messages"][-1]["content"]
    assert sorted(each["tool_use_id"] for each in results) == sorted(
        each["id"] for each in after["messages"][-2]["content"]
    )
    assert thought  # the desk refuses thinking that was moved


async def test_words_borne_out_by_a_look_up_are_said() -> None:
    async with rig() as it:
        it.will_answer(says(SERVICES))
        await it.claude.reason(request("¿qué tal el barro?"))
        it.will_answer(says("El Barro hidrata el pelo: 26,20 € y 30 min.", note("ask_other")))
        asked = request("¿qué tal el barro?", findings=[finding(FOUND)])
        understood = await it.claude.reason(asked)
    assert understood == Understood(
        commands=(AskOther(),), text="El Barro hidrata el pelo: 26,20 € y 30 min."
    )


async def test_words_that_nothing_bears_out_are_kept_back_and_counted() -> None:
    before = counted("atrevete_claims_refused", kind="price")
    async with rig() as it:
        it.will_answer(says("Te lo dejo en 10,00 €."))
        understood = await it.claude.reason(request("¿qué tal el barro?"))
    assert understood == Understood(commands=(AskOther(),), text="")
    assert counted("atrevete_claims_refused", kind="price") == before + 1


async def test_a_turn_that_another_worker_began_goes_on_with_what_was_found() -> None:
    async with rig() as it:
        it.will_answer(says(note("thank")))
        asked = request("¿qué es el barro?", findings=[finding(FOUND)])
        assert (await it.claude.reason(asked)).commands == (Thank(),)
        [body] = it.bodies
    assert [each["role"] for each in body["messages"]] == ["user", "assistant", "user"]


async def test_a_turn_that_begins_anew_forgets_its_look_ups() -> None:
    async with rig() as it:
        it.will_answer(says(SERVICES), says(note("greet")))
        await it.claude.reason(request("hola"))
        await it.claude.reason(request("hola"))
    assert len(it.bodies[1]["messages"]) == 1


async def test_every_request_is_fit_for_chat() -> None:
    async with rig() as it:
        it.will_answer(says(note("greet")))
        await it.claude.reason(request("hola", history=lines(3)))
        [body] = it.bodies
    assert body["tool_choice"] == {"type": "auto"}
    assert body["thinking"] == {"type": "between_tools"}
    assert body["output_config"] == {"effort": "low"}
    assert len(body["metadata"]["user_id"]) == 32
    assert "00000000" not in body["metadata"]["user_id"]
    assert "temperature" not in body


# --- what goes wrong ----------------------------------------------------------------------------


@pytest.mark.parametrize("passing", [OVERLOADED, BUSY, BROKEN, Canned(text="<html>")])
async def test_what_may_pass_is_tried_again_within_the_turn(passing: Canned) -> None:
    async with rig() as it:
        it.will_answer(passing, says(note("greet")))
        assert (await it.claude.reason(request("hola"))).commands == (Greet(),)
        assert it.pauses == ([1.0] if passing is BUSY else [0.3])


@pytest.mark.parametrize(
    ("answers", "reason", "attempts"),
    [
        ([OVERLOADED] * 3, Reason.OVERLOADED, 3),
        ([BROKEN] * 3, Reason.SERVER_ERROR, 3),
        ([BUSY_FOR_LONG], Reason.RATE_LIMIT, 1),
        ([SPEND_LIMIT], Reason.SPEND_LIMIT, 1),
        ([Canned(status=402)], Reason.SPEND_LIMIT, 1),
        ([Canned(status=400, message="Your credit balance is too low")], Reason.SPEND_LIMIT, 1),
        ([Canned(status=401, error_type="authentication_error")], Reason.WRONG_KEY, 1),
        ([Canned(status=400, message="no")], Reason.BAD_REQUEST, 1),
        ([Canned(status=413)], Reason.BAD_REQUEST, 1),
        ([Canned(status=404)], Reason.NO_SUCH_MODEL, 1),
        ([SLOW], Reason.TIMEOUT, 1),
        ([says("No puedo.", stop="refusal")], Reason.REFUSAL, 1),
        ([Canned(content=())] * 2, Reason.UNUSABLE, 2),
        ([says(use("book", {"services": []}), stop="max_tokens")] * 2, Reason.UNUSABLE, 2),
        ([says(use("refund", {}))] * 2, Reason.UNUSABLE, 2),
        ([says(use("book", {"services": 7}))] * 2, Reason.UNUSABLE, 2),
    ],
)
async def test_what_does_not_pass_is_left_to_the_rules(
    answers: list[Canned], reason: Reason, attempts: int
) -> None:
    before = counted("atrevete_fallbacks", reason=reason.value)
    async with rig() as it:
        it.will_answer(*answers)
        both = ClaudeFirst(it.claude, ScriptedModel([RULES]))
        assert await both.reason(request("gracias")) == RULES
        assert both.fallbacks == 1
        assert len(it.desk.requests) == attempts
        assert it.clock.seconds - 1_000 <= TURN_SECONDS + SLOW.seconds
    assert counted("atrevete_fallbacks", reason=reason.value) == before + 1


async def test_a_wrong_call_is_said_back_once_and_mended() -> None:
    async with rig() as it:
        it.will_answer(says(note("accept"), use("book", {"services": 7})), says(note("thank")))
        understood = await it.claude.reason(request("sí, gracias"))
        _, second = it.bodies
    assert understood.commands == (Accept(), Thank())
    kinds = [each.get("is_error", False) for each in second["messages"][-1]["content"]]
    assert kinds == [False, True]


async def test_the_whole_turn_has_eight_seconds_whatever_its_rounds() -> None:
    async with rig() as it:
        it.will_answer(says(SERVICES))
        await it.claude.reason(request("¿qué es el barro?"))
        it.clock.seconds += TURN_SECONDS
        with pytest.raises(ClaudeUnavailable, match="timeout"):
            await it.claude.reason(request("¿qué es el barro?", findings=[finding(FOUND)]))


async def test_look_ups_without_end_are_cut_off() -> None:
    async with rig() as it:
        findings: list[Finding] = []
        for number in range(4):
            call = f"toolu_{number}"
            it.will_answer(says(use("services", {"names": []}, call)))
            await it.claude.reason(request("¿y?", findings=findings))
            findings = [*findings, finding(FOUND, call)]
        with pytest.raises(ClaudeUnavailable, match="unusable"):
            await it.claude.reason(request("¿y?", findings=findings))


async def test_an_older_model_is_asked_without_what_it_does_not_take() -> None:
    refusals = [
        Canned(status=400, message="thinking.type: between_tools is not supported"),
        Canned(status=400, message="output_config.effort is not supported"),
        Canned(status=400, message="The compiled grammar is too large"),
    ]
    async with rig() as it:
        it.will_answer(*refusals, says(note("greet")), says(note("greet")))
        await it.claude.reason(request("hola"))
        await it.claude.reason(request("hola otra vez"))
        last = it.bodies[-1]
    assert "thinking" not in last
    assert "output_config" not in last
    assert not any("strict" in each for each in last["tools"])
    assert len(it.bodies) == 5


async def test_after_three_failures_claude_is_left_alone_then_tried_once() -> None:
    async with rig() as it:
        it.will_answer(*[SLOW] * 3)
        for _ in range(3):
            with pytest.raises(ClaudeUnavailable, match="timeout"):
                await it.claude.reason(request("hola"))
        with pytest.raises(ClaudeUnavailable, match="breaker"):
            await it.claude.reason(request("hola"))
        it.clock.seconds += 31
        assert it.claude.client.breaker.state == BreakerState.HALF_OPEN.value
        it.will_answer(SLOW)
        with pytest.raises(ClaudeUnavailable, match="timeout"):
            await it.claude.reason(request("hola"))
        with pytest.raises(ClaudeUnavailable, match="breaker"):
            await it.claude.reason(request("hola"))
        it.clock.seconds += 31
        it.will_answer(says(note("greet")))
        await it.claude.reason(request("hola"))
        assert it.claude.client.breaker.state == BreakerState.CLOSED.value


async def test_half_open_admits_one_call_at_a_time() -> None:
    async with rig() as it:
        it.claude.client.breaker.failed(lasting=True)
        it.clock.seconds += 601
        assert it.claude.client.breaker.admits()
        assert not it.claude.client.breaker.admits()
        it.claude.client.breaker.abandoned()
        assert it.claude.client.breaker.admits()


async def test_a_spend_limit_closes_the_door_for_long() -> None:
    async with rig() as it:
        it.will_answer(SPEND_LIMIT)
        for reason in ("spend_limit", "breaker"):
            with pytest.raises(ClaudeUnavailable, match=reason):
                await it.claude.reason(request("hola"))
        it.clock.seconds += 300
        with pytest.raises(ClaudeUnavailable, match="breaker"):
            await it.claude.reason(request("hola"))


async def test_a_call_that_is_given_up_leaves_the_breaker_as_it_was() -> None:
    async with rig() as it:
        task = asyncio.create_task(it.claude.reason(request("hola")))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert it.claude.client.breaker.state is BreakerState.CLOSED


# --- budgets, summaries, the start --------------------------------------------------------------


async def test_above_the_budget_of_the_day_the_rules_answer_until_tomorrow() -> None:
    async with rig(budget=Budget(day_tokens=1)) as it:
        it.will_answer(says(note("greet")), says(note("greet")))
        await it.claude.reason(request("hola"))
        with pytest.raises(ClaudeUnavailable, match="budget"):
            await it.claude.reason(request("hola"))
        asked = request("hola")
        tomorrow = replace(asked.situation, now=asked.situation.now.replace(day=17))
        await it.claude.reason(replace(asked, situation=tomorrow))


async def test_above_the_salons_euros_nobody_is_answered_by_claude() -> None:
    async with rig(budget=Budget(day_euros=0.000_001)) as it:
        it.will_answer(says(note("greet")))
        await it.claude.reason(request("hola"))
        with pytest.raises(ClaudeUnavailable, match="budget"):
            await it.claude.reason(request("hola"))


async def test_a_turn_has_a_budget_of_its_own() -> None:
    async with rig(budget=Budget(turn_tokens=1)) as it:
        it.will_answer(says(SERVICES))
        await it.claude.reason(request("¿qué es el barro?"))
        with pytest.raises(ClaudeUnavailable, match="budget"):
            await it.claude.reason(request("¿qué es el barro?", findings=[finding(FOUND)]))


async def test_of_a_long_conversation_the_beginning_is_summarised_beside_the_turn() -> None:
    async with rig() as it:
        long = lines(LONG + 1)
        it.will_answer(says(note("refuse")), says("Quiere mechas.", stop="end_turn"))
        assert (await it.claude.reason(request("no", history=long))).commands == (Refuse(),)
        await it.claude.settled()
        it.will_answer(says(note("greet")))
        await it.claude.reason(request("hola", history=long))
        _, summary, last = it.bodies
    assert "tools" not in summary
    assert summary["messages"][0]["content"][0]["text"].count("\n") == LONG + 1 - KEPT - 1
    told = [block["text"] for each in last["messages"] for block in each["content"]]
    assert told[0] == "<resumen>\nQuiere mechas.\n</resumen>"
    assert sum("línea" in each for each in told) == KEPT


async def test_what_was_erased_is_in_no_summary_any_more() -> None:
    async with rig() as it:
        it.will_answer(says(note("greet")), says("Quiere mechas.", stop="end_turn"))
        await it.claude.reason(request("hola", history=lines(LONG + 1)))
        await it.claude.settled()
        it.will_answer(says(note("greet")))
        await it.claude.reason(request("hola de nuevo", history=lines(1)))
        sent = str(it.bodies[-1]["messages"])
    assert "mechas" not in sent


async def test_without_a_summary_the_lines_themselves_are_sent() -> None:
    async with rig() as it:
        it.will_answer(says(note("greet")), *[OVERLOADED] * 3, says(note("greet")))
        await it.claude.reason(request("hola", history=lines(LONG + 1)))
        await it.claude.settled()
        await it.claude.reason(request("hola", history=lines(LONG + 1)))
        told = [block["text"] for each in it.bodies[-1]["messages"] for block in each["content"]]
    assert sum("línea" in each for each in told) == LONG + 1


async def test_the_start_asks_whether_the_model_is_there() -> None:
    async with rig() as it:
        await it.claude.check()
    async with rig(model="claude-sonnet-4-5") as it:
        await it.claude.check()
    for model in ("claude-sonnet-4-20250514", "claude-none"):
        async with rig(model=model) as it:
            with pytest.raises(NoSuchModel, match="ATREVETE_CLAUDE_MODEL"):
                await ClaudeFirst(it.claude, ScriptedModel()).check()


async def test_calls_are_counted_by_their_end() -> None:
    before = counted("atrevete_claude_calls", outcome="tool_use")
    async with rig(desk=MessagesDesk()) as it:
        it.will_answer(says(note("not_understood")))
        understood = await it.claude.reason(request("asdf"))
    assert understood.commands == (NotUnderstood(),)
    assert counted("atrevete_claude_calls", outcome="tool_use") == before + 1
