"""docs/reliability.md: what was broken, what held, and how long it took, written by the run."""

import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.chaos.faults import Fault

#: The faults of the list.
MOST = 64

HEAD = [
    "What is broken on purpose, what must hold, and what happened. `make chaos ALL=1` wrote this",
    "page on {day}, commit `{commit}` ({told}). After each test the invariants are checked by",
    "SQL and against the vendors' ledgers; I11, I14 and I16 in tests of their own, I13 where",
    "programs write logs. Each fault is met once, or as often as stands in brackets: counts such",
    "as «1,000 times» are for longer runs. The storm has no time limit on locks, so that a slow",
    "machine is no error; kills strike workers and webhook.",
    "**{survived} of {all} faults survived.**",
]


@dataclass
class Line:
    number: int
    what: list[str] = field(default_factory=list)
    holds: set[str] = field(default_factory=set)
    ran: int = 0
    failed: set[str] = field(default_factory=set)
    skipped: str = ""
    recoveries: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class Results:
    """Gathered from the reports, so that several processes may run the tests."""

    lines: dict[int, Line] = field(default_factory=dict)

    def add(self, report: pytest.TestReport) -> None:
        given = dict(report.user_properties)
        for number, what, holds in given.get("faults", []):  # type: ignore[attr-defined] # ours
            line = self.lines.setdefault(number, Line(number))
            if what not in line.what:
                line.what.append(what)
            line.holds.update(holds.split())
            line.ran += report.when == "call" and not report.skipped
            if report.failed:
                line.failed.add(report.nodeid.rpartition("::")[2].partition("@")[0])
            if report.skipped:
                line.skipped = str(report.longrepr)
            if report.when == "teardown":
                line.recoveries.extend(given.get("recoveries", []))  # type: ignore[arg-type] # ours
                line.notes.extend(given.get("notes", []))  # type: ignore[arg-type] # ours


RESULTS = Results()


def faults_of(item: pytest.Item) -> list[Fault]:
    return [mark.args[0] for mark in item.iter_markers("fault")]


def describe(item: pytest.Item) -> None:
    """What the report has to say of its faults, in plain values."""
    told = [[fault.number, fault.what, fault.holds] for fault in faults_of(item)]
    item.user_properties.append(("faults", told))


def write(path: Path, options: dict[str, Any]) -> None:
    lines = [RESULTS.lines[number] for number in sorted(RESULTS.lines) if number]
    survived = sum(not line.failed and line.ran > 0 for line in lines)
    said = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "commit": _commit(),
        "told": ", ".join(f"{name} {value}" for name, value in options.items()),
        "survived": survived,
        "all": len(lines),
    }
    path.write_text(
        "\n".join(
            [
                "# Reliability",
                "",
                *(line.format(**said) for line in HEAD),
                "",
                "| # | fault | must hold | result | recovered in |",
                "|---|---|---|---|---|",
                *map(_row, lines),
                "",
                *_not_run(),
                *_notes(),
                "## What must hold",
                "",
                *INVARIANTS,
                "",
            ]
        )
    )


def _not_run() -> list[str]:
    missing = [number for number in range(1, MOST + 1) if number not in RESULTS.lines]
    told = ", ".join(map(str, missing))
    return [f"Not in this run: {told}.", ""] if missing else []


def _notes() -> list[str]:
    notes = [note for line in RESULTS.lines.values() for note in line.notes]
    return ["## Counted", "", *(f"- {note}" for note in notes), ""] if notes else []


def _row(line: Line) -> str:
    recovered = f"{max(line.recoveries):.1f} s" if line.recoveries else "at once"
    holds = " ".join(sorted(line.holds, key=lambda each: int(each[1:])))
    return f"| {line.number} | {'; '.join(line.what)} | {holds} | {_result(line)} | {recovered} |"


def _result(line: Line) -> str:
    if line.failed:
        return f"**broken**: {', '.join(sorted(line.failed))}"
    if not line.ran:
        return f"not run here: {line.skipped}"
    return f"held ({line.ran})" if line.ran > 1 else "held"


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"


INVARIANTS = [
    "- **I1** No two held or confirmed appointments of a stylist overlap.",
    "- **I2** Nothing is confirmed without its deposit paid, waived or 0 €.",
    "- **I3** Every payment ends as an appointment, a refund or a person's task.",
    "- **I4** In cents: paid = attached + given back, here and at Stripe.",
    "- **I5** Every accepted message has exactly one end.",
    "- **I6** Maite is silent while a person has the word.",
    "- **I7** One turn at a time; what is said is said in the order of its commits.",
    "- **I8** Each intent has one effect outside, at most.",
    "- **I9** The calendar shows each active appointment once, and nothing else of ours.",
    "- **I10** One reminder, 48 hours before; none for what was cancelled or moved.",
    "- **I11** Offered, booked, shown and mirrored are the same instant and wall time.",
    "- **I12** Nothing of one customer reaches another.",
    "- **I13** No secret, card or personal data in logs, errors and metrics.",
    "- **I14** 2xx means stored; anything else means no effect.",
    "- **I15** Retries, queues and memory have an end; what breaks its reader is parked and told.",
    "- **I16** Never ready when it cannot work.",
]
