"""Telling a simulator on this machine what each job did: what the demonstration's page shows.

A worker tells only where it is started with an address to tell it to. Nothing is kept, and a
listener that does not answer costs nothing but the word.
"""

import asyncio
import re
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from sqlalchemy import event
from sqlalchemy.engine import Engine

from atrevete_adapters.redis.worker import Job
from atrevete_core.domain.ids import ConversationId
from atrevete_core.flow.state import TurnState
from atrevete_core.flow.turn import Flow
from atrevete_core.ports.salon import OpenSalon

#: Only this machine may hear what customers write.
LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1"})
_TIMEOUT_SECONDS: Final = 2.0
_CHANGES: Final = re.compile(
    r"^\s*(?:WITH\b.*?\b)?(INSERT INTO|UPDATE|DELETE FROM)\s+(\w+)", re.DOTALL
)
_QUESTION: Final = re.compile(r"\bFROM\s+(\w+)")


class MayNotTell(ValueError):
    """The address is not on this machine."""


@dataclass(kw_only=True)
class _Notes:
    """What is noticed of one job while it runs."""

    turn: dict[str, Any] | None = None
    reads: Counter[str] = field(default_factory=Counter)
    writes: Counter[tuple[str, str]] = field(default_factory=Counter)


_notes: ContextVar[_Notes | None] = ContextVar("notes", default=None)


class Teller:
    """Posts what happened, in the background."""

    def __init__(self, url: str, client: httpx.AsyncClient) -> None:
        self._url = url
        self._client = client
        self._posting: set[asyncio.Task[None]] = set()

    def around(self, flow: Flow) -> Flow:
        """The same flow; how its turns end is noted."""
        return _NotedFlow(flow)

    def told(self, jobs: Mapping[str, Job]) -> dict[str, Job]:
        """The same jobs; what each did is told when it ends."""
        return {name: replace(job, run=self._telling(name, job.run)) for name, job in jobs.items()}

    async def is_here(self) -> None:
        """That a worker is there."""
        await self._post("/presence", None)

    def _telling(
        self, task: str, run: Callable[[str], Awaitable[None]]
    ) -> Callable[[str], Awaitable[None]]:
        async def telling(subject: str) -> None:
            notes, began, outcome = _Notes(), time.monotonic(), "failed"
            token = _notes.set(notes)
            try:
                await run(subject)
                outcome = "done"
            finally:
                _notes.reset(token)
                milliseconds = 1000 * (time.monotonic() - began)
                self._tell(notes, task, subject, milliseconds=milliseconds, outcome=outcome)

        return telling

    def _tell(
        self, notes: _Notes, task: str, subject: str, *, milliseconds: float, outcome: str
    ) -> None:
        """Whoever only looked has nothing to tell."""
        if not (notes.writes or notes.turn or outcome == "failed"):
            return
        writes = [
            {"verb": verb, "table": table, "rows": rows}
            for (verb, table), rows in notes.writes.items()
        ]
        said = {"task": task, "subject": subject, "milliseconds": milliseconds, "outcome": outcome}
        said |= {"turn": notes.turn, "reads": dict(notes.reads), "writes": writes}
        task_ = asyncio.get_running_loop().create_task(self._post("", said))
        self._posting.add(task_)
        task_.add_done_callback(self._posting.discard)

    async def _post(self, path: str, body: object) -> None:
        try:
            await self._client.post(self._url + path, json=body, timeout=_TIMEOUT_SECONDS)
        except httpx.TransportError:
            return


class _NotedFlow:
    """A flow whose ended states are noted for whoever runs the job."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow

    async def run(self, state: TurnState, salon: OpenSalon) -> TurnState:
        ended = await self._flow.run(state, salon)
        notes = _notes.get()
        if notes is not None:
            notes.turn = _turn(ended)
        return ended

    async def forget(self, conversation_id: ConversationId) -> None:
        await self._flow.forget(conversation_id)


def _turn(ended: TurnState) -> dict[str, Any]:
    return {
        "number": ended["turn"],
        "thread_id": ended["thread_id"],
        "heard": [{"kind": each["kind"], "text": each["text"]} for each in ended["heard"]],
        "commands": ended.get("commands", []),
        "path": ended.get("path", []),
        "look_ups": [each["look_up"] for each in ended.get("findings", [])],
        "handed_over": bool(ended.get("handed_over")),
    }


@asynccontextmanager
async def open_teller(url: str) -> AsyncIterator[Teller | None]:
    """Without an address there is nobody to tell. Raises MayNotTell."""
    if not url:
        yield None
        return
    if urlsplit(url).hostname not in LOOPBACK:
        raise MayNotTell("--tell takes an address of this machine only.")
    event.listen(Engine, "after_cursor_execute", _note_statement)
    try:
        async with httpx.AsyncClient(trust_env=False) as client:
            yield Teller(url.rstrip("/"), client)
    finally:
        event.remove(Engine, "after_cursor_execute", _note_statement)


def _note_statement(
    _connection: object,
    cursor: Any,  # noqa: ANN401 - the driver's own
    statement: str,
    _parameters: object,
    _context: object,
    _many: bool,  # noqa: FBT001 - SQLAlchemy's signature
) -> None:
    """Which tables a job read and wrote, and how many rows; never what stood in them."""
    notes = _notes.get()
    if notes is None:
        return
    change = _CHANGES.match(statement)
    if change is None:
        question = _QUESTION.search(statement)
        notes.reads[question.group(1) if question else "…"] += 1
        return
    verb = change.group(1).split()[0].lower()
    notes.writes[verb, change.group(2)] += max(cursor.rowcount, 0)
