"""docs/reliability.md: what was broken, what held, and how long it took, written by the run."""

import subprocess
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.chaos.faults import Fault


@dataclass
class Line:
    fault: Fault
    tests: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    recoveries: list[float] = field(default_factory=list)
    seconds: float = 0.0


_LINES: dict[int, Line] = {}


def fault_of(item: pytest.Item) -> Fault | None:
    mark = item.get_closest_marker("fault")
    found: Fault | None = mark.args[0] if mark else None
    return found


def note(item: pytest.Item, report: pytest.TestReport) -> None:
    for mark in item.iter_markers("fault"):
        fault: Fault = mark.args[0]
        line = _LINES.setdefault(fault.number, Line(fault))
        line.seconds += report.duration
        if report.when == "call":
            line.tests.append(item.name)
        if report.failed:
            line.failed.append(item.name)
        if report.skipped:
            line.skipped.append(str(report.longrepr))
        if report.when == "teardown":
            given = dict(item.user_properties)
            line.recoveries.extend(given.get("recoveries", []))  # type: ignore[arg-type] # ours


def write(path: Path, *, seeds: int) -> None:
    lines = [_LINES[number] for number in sorted(_LINES)]
    told = [_row(line) for line in lines]
    survived = sum(not line.failed and bool(line.tests) for line in lines)
    path.write_text(
        "\n".join(
            [
                "# Reliability",
                "",
                "What was broken on purpose, what had to hold, and what happened. Written by",
                f"`make chaos ALL=1` on {datetime.now(UTC):%Y-%m-%d}, commit `{_commit()}`;",
                f"random stories played: {seeds}. **{survived} of {len(lines)} faults survived.**",
                "",
                "| # | fault | must hold | result | recovered in |",
                "|---|---|---|---|---|",
                *told,
                "",
            ]
        )
    )


def _row(line: Line) -> str:
    recovered = f"{max(line.recoveries):.1f} s" if line.recoveries else "at once"
    return (
        f"| {line.fault.number} | {line.fault.what} | {line.fault.holds} | {_result(line)}"
        f" | {recovered} |"
    )


def _result(line: Line) -> str:
    if line.failed:
        return f"**broken** ({', '.join(sorted(set(line.failed)))})"
    return "not run" if line.skipped and not line.tests else "held"


def _commit() -> str:
    asked = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return asked.stdout.strip() or "unknown"
