"""What the salon's worker tells of its own work: the page shows it beside the phone.

A worker tells only a simulator, and only when it is started so; nothing of it is kept.
"""

import time
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Json = dict[str, Any]

#: Enough for a long demonstration; a simulator that runs for weeks must not grow.
MOST_REPORTS = 300
#: A worker says every two seconds that it is there; this long without a word and it is gone.
PRESENCE_SECONDS = 12.0


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What was understood of some messages, and which way they took through the graph."""

    number: int
    #: Chatwoot's number of the conversation.
    thread_id: str
    heard: list[Json] = field(default_factory=list)
    commands: list[Json] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    look_ups: list[Json] = field(default_factory=list)
    handed_over: bool = False


@dataclass(frozen=True, kw_only=True)
class Write:
    """Rows that one job changed in one table."""

    table: str
    verb: Literal["insert", "update", "delete"]
    rows: int


@dataclass(frozen=True, kw_only=True)
class Work:
    """One job of the worker, as it tells it itself. `subject` is the id that it was given."""

    task: str
    subject: str
    milliseconds: float
    outcome: Literal["done", "failed"]
    turn: Turn | None = None
    #: Questions to the database, by table.
    reads: Mapping[str, int] = field(default_factory=dict)
    writes: list[Write] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Report:
    number: int
    at: datetime
    work: Work


class WorkLog:
    """The newest reports, oldest first, and whether a worker is there."""

    def __init__(self) -> None:
        self.reports: deque[Report] = deque(maxlen=MOST_REPORTS)
        self._told = 0
        self._seen_at: float | None = None

    def add(self, work: Work, at: datetime) -> Report:
        self._told += 1
        report = Report(number=self._told, at=at, work=work)
        self.reports.append(report)
        return report

    def worker_was_here(self) -> None:
        self._seen_at = time.monotonic()

    @property
    def ever_seen(self) -> bool:
        return self._seen_at is not None

    @property
    def is_at_work(self) -> bool:
        seen = self._seen_at
        return seen is not None and time.monotonic() - seen < PRESENCE_SECONDS

    def clear(self) -> None:
        self.reports.clear()


@dataclass
class Renewals:
    """Wishes to begin anew. Only whoever keeps the house can forget the salon's rows as well."""

    wished: int = 0
    done: int = 0
    #: Whether anybody keeps this house; without one the simulator forgets its own and no more.
    kept: bool = False

    @property
    def under_way(self) -> bool:
        return self.kept and self.done < self.wished


@dataclass
class Audience:
    """How many browsers show the page just now."""

    watching: int = 0
