"""A turn is told at once when its checkpoints are out of reach, so that it can start again."""

import time
from collections.abc import Callable, Coroutine, Iterator
from datetime import timedelta
from typing import Any, TypedDict

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.conformance.test_utils import generate_checkpoint, generate_metadata
from langgraph.graph import END, START, StateGraph

from atrevete_adapters.redis.checkpoints import (
    RedisCheckpoints,
    open_checkpoints,
)
from atrevete_core.ports.checkpoints import CheckpointsUnavailable
from tests.integration.redis_own import OwnRedis, own_redis

TURN: RunnableConfig = {"configurable": {"thread_id": "a", "checkpoint_ns": ""}}
STORED: RunnableConfig = {
    "configurable": {"thread_id": "a", "checkpoint_ns": "", "checkpoint_id": "1"}
}

Call = Callable[[RedisCheckpoints], Coroutine[Any, Any, object]]


class Words(TypedDict, total=False):
    reply: str


async def _list(saver: RedisCheckpoints) -> list[object]:
    return [found async for found in saver.alist(None)]


CALLS: dict[str, Call] = {
    "get": lambda saver: saver.aget_tuple(TURN),
    "list": _list,
    "put": lambda saver: saver.aput(TURN, generate_checkpoint(), generate_metadata(), {}),
    "put writes": lambda saver: saver.aput_writes(STORED, [("reply", "Hola")], "task"),
    "prune": lambda saver: saver.aprune(["a"]),
    "delete": lambda saver: saver.adelete_thread("a"),
}


@pytest.fixture
def server() -> Iterator[OwnRedis]:
    with own_redis() as server:
        yield server


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
async def test_without_redis_every_call_says_so(call: Call) -> None:
    with own_redis(started=False) as absent:
        async with open_checkpoints(absent.url) as saver:
            with pytest.raises(CheckpointsUnavailable):
                await call(saver)


async def test_a_redis_that_hangs_is_given_up_after_the_patience(server: OwnRedis) -> None:
    async with open_checkpoints(server.url, patience=timedelta(milliseconds=200)) as saver:
        await saver.aget_tuple(TURN)
        server.freeze()
        began = time.monotonic()
        with pytest.raises(CheckpointsUnavailable):
            await saver.aget_tuple(TURN)
        took = time.monotonic() - began
        server.thaw()

        assert took < 10
        assert await saver.aget_tuple(TURN) is None


async def test_after_redis_came_back_empty_the_next_turn_is_checkpointed_again(
    server: OwnRedis,
) -> None:
    async with open_checkpoints(server.url) as saver:
        await saver.aput(TURN, generate_checkpoint(), generate_metadata(), {})
        server.kill()
        server.start()

        assert await saver.aget_tuple(TURN) is None
        await saver.aput(TURN, generate_checkpoint(), generate_metadata(), {})
        assert await saver.aget_tuple(TURN) is not None


async def test_a_turn_whose_redis_dies_in_the_middle_ends_with_the_same_error(
    server: OwnRedis,
) -> None:
    async def book(state: Words) -> Words:
        server.kill()
        return {"reply": "Hola"}

    drawing = StateGraph(Words).add_node(book).add_edge(START, "book").add_edge("book", END)
    async with open_checkpoints(server.url) as saver:
        with pytest.raises(CheckpointsUnavailable):
            await drawing.compile(saver).ainvoke({"reply": ""}, TURN, durability="sync")
