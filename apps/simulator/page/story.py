"""What happened: each turn with what was understood, which way it took, and what it wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from ..chatwoot.desk import ChatwootDesk
from ..work import Report, Turn, Work, Write
from .understood import NODES, TABLES, TOOLS, in_words
from .wording import hour

#: Written by every turn, whatever it was about.
_USUAL: Final = frozenset({"conversations", "inbox", "conversation_history"})
_JOBS: Final = {
    "read_event": "Suceso de fuera",
    "check_hold": "Mira un bloqueo",
    "remind": "Recordatorio",
}
_VERBS: Final = {"insert": "+", "update": "~", "delete": "−"}
#: Deliveries are shown as the requests that they make.
_SHOWN_ELSEWHERE: Final = frozenset({"deliver"})


@dataclass(frozen=True, kw_only=True)
class Step:
    """A node of the graph: its name in code, and in the salon."""

    name: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Written:
    sign: str
    label: str
    rows: int
    usual: bool


@dataclass(frozen=True, kw_only=True)
class Card:
    """One job. Without `heard` it was not a customer who caused it."""

    number: int
    title: str
    at: str
    phone: str
    heard: Sequence[str]
    commands: Sequence[str]
    steps: Sequence[Step]
    look_ups: Sequence[str]
    written: Sequence[Written]
    reads: int
    milliseconds: int
    handed_over: bool
    failed: bool


def cards(reports: Iterable[Report], desk: ChatwootDesk, zone: ZoneInfo) -> list[Card]:
    """Newest first."""
    return [_card(each, desk, zone) for each in reports if _is_worth_telling(each.work)][::-1]


def _is_worth_telling(work: Work) -> bool:
    """Turns, and whatever else changed more than its own note of having been read."""
    if work.task in _SHOWN_ELSEWHERE:
        return False
    changed = {each.table for each in work.writes if each.rows}
    return work.turn is not None or work.outcome == "failed" or bool(changed - _USUAL)


def _card(report: Report, desk: ChatwootDesk, zone: ZoneInfo) -> Card:
    work, turn = report.work, report.work.turn
    conversation = desk.store.conversations.get(_number(turn)) if turn else None
    contact = conversation.contact if conversation else None
    return Card(
        number=report.number,
        title=contact.name if contact else _title(work.task, work.writes),
        at=hour(report.at.astimezone(zone)),
        phone=(contact.phone_number or contact.source_id) if contact else "",
        heard=[_heard(each) for each in turn.heard] if turn else (),
        commands=[in_words(each) for each in turn.commands] if turn else (),
        steps=[Step(name=each, label=NODES.get(each, each)) for each in turn.path] if turn else (),
        look_ups=[_tool(each) for each in turn.look_ups] if turn else (),
        written=_written(work.writes),
        reads=sum(work.reads.values()),
        milliseconds=round(work.milliseconds),
        handed_over=bool(turn and turn.handed_over),
        failed=work.outcome == "failed",
    )


def _tool(look_up: Mapping[str, object]) -> str:
    name = str(look_up.get("tool", ""))
    return TOOLS.get(name, name)


def _number(turn: Turn) -> int:
    return int(turn.thread_id) if turn.thread_id.isdecimal() else 0


def _title(task: str, writes: Iterable[Write]) -> str:
    tables = {each.table for each in writes}
    if task == "read_event" and "deposits" in tables:
        return "Llega un pago"
    if task == "check_hold" and "occupied" in tables:
        return "Se libera un hueco"
    if task == "check_hold":
        return "Avisa de que el tiempo se acaba"
    return _JOBS.get(task, task)


def _heard(message: Mapping[str, object]) -> str:
    text = str(message.get("text") or "")
    kind = str(message.get("kind") or "text")
    if kind == "text":
        return text
    return f"[{kind}] {text}".rstrip()


def _written(writes: Iterable[Write]) -> list[Written]:
    told = [
        Written(
            sign=_VERBS[each.verb],
            label=TABLES.get(each.table, each.table),
            rows=each.rows,
            usual=each.table in _USUAL,
        )
        for each in writes
        if each.rows
    ]
    return sorted(told, key=lambda each: each.usual)
