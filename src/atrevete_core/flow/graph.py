"""The flow as a LangGraph graph: the only module of the core that knows LangGraph.

Nodes are plain `async def node(state, salon)`; here they are given the salon out of LangGraph's
context and joined. Without a checkpointer the graph runs all the same.
"""

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any, cast

from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph import END, START, StateGraph
from langgraph.graph.state import CompiledStateGraph
from langgraph.runtime import Runtime
from langgraph.types import Command, interrupt

from atrevete_core.domain.ids import ConversationId
from atrevete_core.ports.checkpoints import CheckpointsUnavailable
from atrevete_core.ports.salon import OpenSalon

from . import repeats, routes
from .dialogue import open_dialogue
from .nodes.answer import answer
from .nodes.book import book
from .nodes.cancel import cancel
from .nodes.change import change
from .nodes.go_on import go_on
from .nodes.hand_over import hand_over
from .nodes.identify import identify
from .nodes.look_up import look_up
from .nodes.payment_trouble import payment_trouble
from .nodes.receive import has_words, receive
from .nodes.reminder_reply import reminder_reply
from .nodes.running_late import running_late
from .nodes.say import say
from .nodes.take_note import take_note
from .nodes.understand import understand
from .state import TurnState, TurnUpdate, commands_of

Node = Callable[[TurnState, OpenSalon], Awaitable[TurnUpdate]]
#: Entered around each node with its name: to see how long it takes, say.
Watch = Callable[[str], AbstractContextManager[object]]

#: A turn takes about nine steps; our own counter bounds the look-ups.
_MOST_STEPS = 40
_WORKERS = (
    receive, identify, understand, look_up, take_note,
    hand_over, payment_trouble, running_late, cancel, change, reminder_reply, answer, book, go_on,
    say,
)  # fmt: skip


def draw_graph(
    watch: Watch = nullcontext,
) -> "StateGraph[TurnState, OpenSalon, TurnState, TurnState]":
    """Nodes and edges, not yet compiled."""
    graph: StateGraph[TurnState, OpenSalon, TurnState, TurnState] = StateGraph(
        TurnState, context_schema=OpenSalon
    )
    for node in _WORKERS:
        graph.add_node(node.__name__, _with_salon(node, watch))
    graph.add_node("wait_for_person", _wait_for_person)
    graph.add_edge(START, "receive")
    graph.add_edge("receive", "identify")
    graph.add_conditional_edges("identify", _after_identify, ["understand", "take_note", "say"])
    graph.add_conditional_edges("understand", _after_understand, ["look_up", "take_note"])
    graph.add_edge("look_up", "understand")
    graph.add_conditional_edges(
        "take_note",
        _after_note,
        ["hand_over", "payment_trouble", "running_late", "cancel", "change", "reminder_reply",
         "answer", "book"],
    )  # fmt: skip
    graph.add_conditional_edges(
        "answer", _after_answer, ["book", "hand_over", "go_on", *routes.ACTS]
    )
    graph.add_conditional_edges("change", _after_change, ["hand_over", "book", "go_on"])
    for stuck in ("running_late", "cancel", "book", "payment_trouble"):
        graph.add_conditional_edges(stuck, _unless_stuck, ["hand_over", "go_on"])
    graph.add_conditional_edges("reminder_reply", _after_reminder, ["answer", "go_on"])
    graph.add_conditional_edges("go_on", _after_going_on, ["take_note", "say"])
    graph.add_edge("hand_over", "say")
    graph.add_conditional_edges("say", _after_say, ["wait_for_person", END])
    graph.add_edge("wait_for_person", END)
    return graph


def _with_salon(node: Node, watch: Watch) -> Callable[..., Awaitable[TurnUpdate]]:
    name = getattr(node, "__name__", "node")

    async def run(state: TurnState, runtime: Runtime[OpenSalon]) -> TurnUpdate:
        with watch(name):
            update = await node(state, runtime.context)
        # A thread's state outlives its turns: each turn's path begins where the turn does.
        before = [] if name == "receive" else state.get("path", [])
        return {**update, "path": [*before, name]}

    run.__name__ = name
    return run


def _wait_for_person(state: TurnState) -> TurnUpdate:  # noqa: ARG001
    """Nothing but the interrupt: a node runs again from its start when it is resumed."""
    interrupt("a person has the word")
    return {}


def _after_identify(state: TurnState) -> str:
    if has_words(state):
        return "understand"
    return "take_note" if state.get("commands") else "say"


def _after_understand(state: TurnState) -> str:
    return "look_up" if state.get("look_ups") else "take_note"


def _after_note(state: TurnState) -> str:
    node = _route(state)
    return "answer" if routes.asides(node, commands_of(state)) else node


def _route(state: TurnState) -> str:
    return routes.route(
        open_dialogue(state["dialogue"]),
        commands_of(state),
        has_upcoming=bool(state.get("has_upcoming")),
    )


def _unless_stuck(state: TurnState) -> str:
    """A person takes over when only a person can help, or when the talk goes round in circles."""
    going_round = repeats.too_often(open_dialogue(state["dialogue"]), commands_of(state))
    stuck = state.get("needs_person") or going_round
    return "hand_over" if stuck and not state.get("handed_over") else "go_on"


def _after_reminder(state: TurnState) -> str:
    return "answer" if routes.asks(commands_of(state)) else "go_on"


def _after_going_on(state: TurnState) -> str:
    return "take_note" if state.get("goes_on") else "say"


def _after_change(state: TurnState) -> str:
    if state.get("needs_person"):
        return "hand_over"
    draft = open_dialogue(state["dialogue"]).draft
    return "book" if draft is not None and draft.when else _unless_stuck(state)


def _after_answer(state: TurnState) -> str:
    if (node := _route(state)) in routes.ACTS:
        return node
    dialogue = open_dialogue(state["dialogue"])
    return "book" if routes.comes_back(dialogue, commands_of(state)) else _unless_stuck(state)


def _after_say(state: TurnState) -> str:
    return "wait_for_person" if state.get("handed_over") else END


class MaiteFlow:
    """The compiled graph, with or without checkpoints; runs one turn at a time per conversation."""

    def __init__(
        self, checkpointer: BaseCheckpointSaver[Any] | None = None, *, watch: Watch = nullcontext
    ) -> None:
        self._checkpointer = checkpointer
        self._graph = draw_graph(watch).compile(checkpointer=checkpointer)
        self._bare = draw_graph(watch).compile()

    async def run(self, state: TurnState, salon: OpenSalon) -> TurnState:
        """Answer one batch of messages. A run of the same batch that was cut off goes on from its
        last checkpoint; when the checkpoints cannot be reached it starts again without them.
        """
        if self._checkpointer is None:
            return await self._run_bare(state, salon)
        try:
            return await self._run_checkpointed(state, salon)
        except CheckpointsUnavailable:
            return await self._run_bare(state, salon)

    async def forget(self, conversation_id: ConversationId) -> None:
        """Keep only the last checkpoint of the conversation (at rest it is small), where the store
        can: LangGraph's own in-memory one keeps them all.
        """
        if self._checkpointer is None:
            return
        try:
            await self._checkpointer.aprune([str(conversation_id)], strategy="keep_latest")
        except (CheckpointsUnavailable, NotImplementedError):
            return

    def mermaid(self) -> str:
        """The graph as Mermaid text."""
        return self._bare.get_graph().draw_mermaid()

    async def _run_bare(self, state: TurnState, salon: OpenSalon) -> TurnState:
        return await _invoke(self._bare, state, {"recursion_limit": _MOST_STEPS}, salon)

    async def _run_checkpointed(self, state: TurnState, salon: OpenSalon) -> TurnState:
        config: dict[str, Any] = {
            "configurable": {"thread_id": state["conversation_id"]},
            "recursion_limit": _MOST_STEPS,
        }
        before = await self._graph.aget_state(cast("Any", config))
        if before.next == ("wait_for_person",):
            await _invoke(self._graph, Command(resume="given back"), config, salon)
        elif before.next and before.values.get("batch") == state["batch"]:
            return await _invoke(self._graph, None, config, salon)
        return await _invoke(self._graph, state, config, salon)


async def _invoke(
    graph: CompiledStateGraph[Any, Any, Any, Any],
    given: TurnState | Command[Any] | None,
    config: dict[str, Any],
    salon: OpenSalon,
) -> TurnState:
    durability = "sync" if graph.checkpointer else None
    values = await graph.ainvoke(
        cast("Any", given), cast("Any", config), context=salon, durability=cast("Any", durability)
    )
    return cast("TurnState", values)
