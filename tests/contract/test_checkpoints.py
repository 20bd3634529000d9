"""LangGraph's own contract for checkpoint savers, and the salon's additions to it."""

import asyncio
import json
import operator
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import timedelta
from typing import Annotated, Any, TypedDict

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.conformance import checkpointer_test, validate
from langgraph.checkpoint.conformance.test_utils import (
    generate_checkpoint,
    generate_config,
    generate_metadata,
)
from langgraph.checkpoint.serde.types import INTERRUPT
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.types import Command, interrupt
from redis.asyncio import Redis

from atrevete_adapters.redis.checkpoints import (
    CheckpointUnreadable,
    RedisCheckpoints,
    open_checkpoints,
)
from atrevete_core.ports.checkpoints import CheckpointsUnavailable

THREAD = "8b1c7a1e-77d9-4d0b-9f5e-0f2d1a3f4b5c"
KEY = f"atrevete:checkpoints:{THREAD}"


class Words(TypedDict, total=False):
    transcript: Annotated[list[dict[str, str]], operator.add]
    draft: dict[str, Any]
    situation: dict[str, Any]
    reply: str


Graph = CompiledStateGraph[Words, None, Words, Words]


@pytest.fixture
async def saver(redis_url: str) -> AsyncIterator[RedisCheckpoints]:
    async with open_checkpoints(redis_url) as checkpoints:
        yield checkpoints


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    async with Redis.from_url(redis_url) as client:
        yield client


async def test_the_saver_passes_langgraphs_conformance_suite(redis_url: str) -> None:
    @checkpointer_test(name="RedisCheckpoints")
    async def checkpoints() -> AsyncIterator[RedisCheckpoints]:
        async with open_checkpoints(redis_url) as opened:
            yield opened

    report = await validate(checkpoints)

    failures = [failure for result in report.results.values() for failure in result.failures]
    assert failures == []
    assert report.passed_all_base()
    assert report.results["prune"].passed


async def test_a_conversation_is_one_hash_that_is_forgotten_after_a_day(
    saver: RedisCheckpoints, redis: Redis
) -> None:
    await _put(saver)

    assert await redis.keys() == [KEY.encode()]
    assert await redis.type(KEY) == b"hash"
    assert 86_390 < await redis.ttl(KEY) <= 86_400


async def test_each_write_renews_the_life_of_a_conversation(redis_url: str, redis: Redis) -> None:
    async with open_checkpoints(redis_url, ttl=timedelta(minutes=5)) as saver:
        stored = await _put(saver)
        await redis.expire(KEY, 10)
        await saver.aput_writes(stored, [("reply", "Hola")], "task")
        assert await redis.ttl(KEY) > 10
        await redis.expire(KEY, 10)
        await _put(saver)
        assert await redis.ttl(KEY) > 10


async def test_a_write_that_is_repeated_keeps_its_first_value_and_a_special_one_its_last(
    saver: RedisCheckpoints,
) -> None:
    stored = await _put(saver)
    for reply in ("Hola", "Adiós"):
        await saver.aput_writes(stored, [("reply", reply), (INTERRUPT, reply)], "task")

    found = await saver.aget_tuple(stored)

    assert found is not None
    assert sorted(found.pending_writes or []) == [
        ("task", INTERRUPT, "Adiós"),
        ("task", "reply", "Hola"),
    ]


async def test_parallel_writes_come_back_in_the_order_of_their_tasks(
    saver: RedisCheckpoints,
) -> None:
    stored = await _put(saver)
    await saver.aput_writes(stored, [("reply", "second")], "a", task_path="~2")
    await saver.aput_writes(stored, [("reply", "first")], "b", task_path="~1")

    found = await saver.aget_tuple(stored)

    assert found is not None
    assert [value for _, _, value in found.pending_writes or []] == ["first", "second"]


async def test_a_finished_turn_rests_in_less_than_two_kilobytes(
    saver: RedisCheckpoints, redis: Redis
) -> None:
    state = _typical_state()
    assert 1100 < len(json.dumps(state, ensure_ascii=False)) < 1400
    await _graph(saver).ainvoke(state, _turn(), durability="sync")
    before = await redis.memory_usage(KEY, samples=0)

    await saver.aprune([THREAD])

    at_rest = await redis.memory_usage(KEY, samples=0)
    assert at_rest is not None
    assert before is not None
    assert at_rest <= 2048 < before
    found = await saver.aget_tuple(_turn())
    assert found is not None
    assert found.checkpoint["channel_values"]["draft"] == state["draft"]


async def test_pruning_keeps_what_a_turn_writes_at_the_same_time(saver: RedisCheckpoints) -> None:
    await _put(saver)
    await _put(saver)
    configs, _ = await asyncio.gather(_put_many(saver, 30), _prune_often(saver, 30))

    latest = await saver.aget_tuple(generate_config(THREAD))

    assert latest is not None
    assert latest.config == configs[-1]


async def test_an_unknown_way_of_pruning_is_refused(saver: RedisCheckpoints) -> None:
    with pytest.raises(ValueError, match="forget_me"):
        await saver.aprune([THREAD], strategy="forget_me")


async def test_without_a_config_every_conversation_is_listed(saver: RedisCheckpoints) -> None:
    for thread in ("a", "b"):
        await saver.aput(generate_config(thread), generate_checkpoint(), generate_metadata(), {})

    listed = [found.config["configurable"]["thread_id"] async for found in saver.alist(None)]

    assert listed == ["a", "b"]
    assert [found async for found in saver.alist(None, limit=0)] == []


async def test_a_forgotten_conversation_leaves_nothing(
    saver: RedisCheckpoints, redis: Redis
) -> None:
    stored = await _put(saver)
    await saver.aput_writes(stored, [("reply", "Hola")], "task")

    await saver.adelete_thread(THREAD)

    assert await redis.keys() == []


async def test_a_turn_that_was_cut_off_goes_on_from_its_last_step(
    saver: RedisCheckpoints,
) -> None:
    done: list[str] = []
    broken = _steps(saver, done, breaks_in="book")
    with pytest.raises(ConnectionResetError):
        await broken.ainvoke({"reply": ""}, _turn(), durability="sync")

    await _steps(saver, done).ainvoke(None, _turn(), durability="sync")

    assert done == ["understand", "book", "say"]


async def test_a_conversation_handed_over_waits_until_it_is_given_back(
    redis_url: str,
) -> None:
    def wait_for_person(state: Words) -> Words:
        return {"reply": str(interrupt("wait_for_person"))}

    drawing = StateGraph(Words).add_node(wait_for_person)
    drawing.add_edge(START, "wait_for_person").add_edge("wait_for_person", END)
    async with open_checkpoints(redis_url) as saver:
        asked = await drawing.compile(saver).ainvoke({"reply": ""}, _turn(), durability="sync")
        await saver.aprune([THREAD])
    async with open_checkpoints(redis_url) as saver:  # another worker, later
        graph = drawing.compile(saver)
        resumed = await graph.ainvoke(Command(resume="vuelve"), _turn(), durability="sync")

    assert [waiting.value for waiting in asked["__interrupt__"]] == ["wait_for_person"]
    assert resumed["reply"] == "vuelve"


@pytest.mark.parametrize(
    ("field", "stored"),
    [
        pytest.param("c\x1f\x1f1", b"\x00\xc1", id="damaged"),
        pytest.param("c\x1f\x1f1", b"", id="empty"),
        pytest.param("c\x1f\x1f1", b"\x00\x93\x01\x02", id="cut short"),
        pytest.param("c\x1f\x1f1", b"\x00\x91\x01", id="of another shape"),
        pytest.param("c\x1f\x1f1", b"\x00\xc7\x01\x00\xc0", id="of a foreign kind"),
        pytest.param("w\x1f\x1f1\x1ftask\x1fone", b"\x00\x90", id="a write without a place"),
        pytest.param("somebody else's", b"x", id="not ours"),
        pytest.param(b"\xff\xfe", b"x", id="not text"),
    ],
)
async def test_what_cannot_be_read_is_refused_by_name(
    saver: RedisCheckpoints, redis: Redis, field: str, stored: bytes
) -> None:
    await redis.hset(KEY, field, stored)

    with pytest.raises(CheckpointUnreadable):
        await saver.aget_tuple(_turn())
    await saver.adelete_thread(THREAD)
    assert await saver.aget_tuple(_turn()) is None


async def test_a_key_of_another_type_counts_as_unavailable(
    saver: RedisCheckpoints, redis: Redis
) -> None:
    await redis.set(KEY, "x")
    with pytest.raises(CheckpointsUnavailable):
        await saver.aget_tuple(_turn())


def test_the_saver_is_asynchronous_only(redis_url: str) -> None:
    saver = RedisCheckpoints(Redis.from_url(redis_url))
    with pytest.raises(NotImplementedError):
        saver.get_tuple(_turn())


async def _put(saver: RedisCheckpoints) -> RunnableConfig:
    return await saver.aput(generate_config(THREAD), generate_checkpoint(), generate_metadata(), {})


async def _put_many(saver: RedisCheckpoints, count: int) -> list[RunnableConfig]:
    return [await _put(saver) for _ in range(count)]


async def _prune_often(saver: RedisCheckpoints, count: int) -> None:
    for _ in range(count):
        await saver.aprune([THREAD])


def _turn() -> RunnableConfig:
    return {"configurable": {"thread_id": THREAD}}


def _typical_state() -> Words:
    return {
        "transcript": [
            {"role": "customer", "text": "Hola! Quería pedir hora para mechas, el jueves si puede"},
            {"role": "maite", "text": "¡Hola, Lucía! 😊 Claro que sí. ¿Prefieres mañana o tarde?"},
            {"role": "customer", "text": "Por la tarde, a partir de las cinco, con Pilar mejor"},
            {"role": "maite", "text": "Con Pilar tengo el *jueves 11* a las 17:00 o a las 18:30."},
            {"role": "customer", "text": "La primera me va genial, y también me corto las puntas"},
            {"role": "maite", "text": "¡Genial! Mechas y puntas son 2 h 15 min, 80,00 € en total."},
            {"role": "customer", "text": "Perfecto, resérvamela porfa"},
        ],
        "draft": {
            "services": ["mechas balayage", "corte de puntas"],
            "day": "2027-03-11",
            "part_of_day": "tarde",
            "stylist": "3f0a7c1e-77d9-4d0b-9f5e-0f2d1a3f4b5c",
            "party": 1,
            "name": "Lucía",
            "surname": "Fernández Ortega",
        },
        "situation": {
            "open_question": "slot",
            "attempts": 1,
            "schema": 1,
            "slots": [
                {"start": f"2027-03-11T{hour}+01:00", "minutes": 135, "stylist": stylist}
                for hour, stylist in (("17:00", "Pilar"), ("18:30", "Pilar"), ("17:15", "Ana"))
            ],
        },
        "reply": "¡Perfecto! Te guardo el jueves 11 a las 17:00 con Pilar hasta las 13:45.",
    }


def _graph(saver: RedisCheckpoints) -> Graph:
    return _steps(saver, [])


def _steps(saver: RedisCheckpoints, done: list[str], *, breaks_in: str | None = None) -> Graph:
    def step(name: str) -> Callable[[Words], Coroutine[Any, Any, Words]]:
        async def run(state: Words) -> Words:
            if name == breaks_in:
                raise ConnectionResetError
            done.append(name)
            return {"situation": dict(state.get("situation", {}))}

        return run

    drawing = StateGraph(Words)
    names = ("understand", "book", "say")
    for name in names:
        node: Any = step(name)  # LangGraph's types know only functions that are named in place
        drawing.add_node(name, node)
    for before, after in zip((START, *names), (*names, END), strict=True):
        drawing.add_edge(before, after)
    return drawing.compile(saver)
