"""What is told of the cases: table, JSON, page, summary, and the exit codes of the command."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from atrevete_apps.cli.evaluation import report
from atrevete_apps.cli.evaluation.page import page
from atrevete_apps.cli.evaluation.player import Line
from atrevete_apps.cli.evaluation.rehearsal import Verdict
from atrevete_apps.cli.evaluation.summary import (
    BEGIN,
    END,
    DatesRead,
    NoMarks,
    commit_of,
    summary_of,
    write_into,
)
from atrevete_apps.cli.main import app
from rich.console import Console
from typer.testing import CliRunner

from tests.unit.evaluation.written import haircut, written

AT = datetime(2026, 12, 16, 11, tzinfo=UTC)


def verdict(name: str, scenario: str = "S1", **changes: Any) -> Verdict:
    whole: dict[str, Any] = {
        "id": name,
        "scenario": scenario,
        "variant": "",
        "differences": [],
        "automated": True,
        "turns": 4,
        "booked": 1,
        "latencies": [0.001, 0.002, 0.003, 0.2],
        "lines": [Line(AT, by_salon=True, text="Hola <b> \ud83d")],
    }
    return Verdict(**whole | changes)


FAILED = verdict("b", turns=9, automated=False, differences=["12.00 € | <x>, not *y*"])
VERDICTS = [verdict("c", "S10"), verdict("a"), FAILED, verdict("d", "flood", booked=0)]


def test_scenarios_come_in_order_and_count_what_passed() -> None:
    found = report.chapters(VERDICTS)
    assert [each.name for each in found] == ["S1", "S10", "flood"]
    assert [(each.passed, each.cases) for each in found] == [(1, 2), (1, 1), (1, 1)]
    assert [each.automated for each in found] == [0.5, 1, 1]
    assert [each.turns_per_booking for each in found] == [4, 4, None]


def test_latencies_are_those_of_turns() -> None:
    chapter = report.whole([verdict("a")])
    assert (chapter.latency(50), chapter.latency(95)) == (3, 200)
    assert report.whole([]).latency(95) == 0


def told(write: Any, verdicts: Sequence[Verdict]) -> str:
    out = Console(file=StringIO(), width=200)
    write(out, verdicts)
    return str(out.file.getvalue())  # type: ignore[attr-defined]


def test_the_table_and_the_transcripts_can_be_printed() -> None:
    assert "1/2" in told(report.print_table, VERDICTS)
    assert "b: 12.00 € | <x>, not *y*" in told(report.print_failures, VERDICTS)
    cases = told(report.print_cases, VERDICTS)
    assert "Maite │ Hola <b>" in cases
    assert "✗ 12.00 €" in cases


def test_the_json_says_id_passed_and_what_differs() -> None:
    first, *_, last = json.loads(report.as_json([verdict("a"), FAILED]))
    assert (first["id"], first["passed"], first["differences"]) == ("a", True, [])
    assert (last["passed"], last["differences"]) == (False, FAILED.differences)
    assert first["latency_ms"] == [1, 2, 3, 200]


def test_the_page_needs_nothing_else_and_believes_no_customer() -> None:
    made = page(VERDICTS, title="Maite")
    assert made.count("<svg") == 3
    assert "Hola &lt;b&gt;" in made
    assert made.replace("http://www.w3.org/2000/svg", "").count("http") == 0
    assert "<script" not in made
    made.encode()


def test_the_summary_stands_between_its_marks(tmp_path: Path) -> None:
    page_of_docs = tmp_path / "evaluation.md"
    page_of_docs.write_text(f"# Before\n{BEGIN}\nold\n{END}\nAfter\n")
    dates = [DatesRead(name="weeks", agreed=2, wrong=["w1: «ayer»"])]
    write_into(page_of_docs, summary_of(VERDICTS, dates, at=AT, commit="abc1234"))
    text = page_of_docs.read_text()
    assert text.startswith(f"# Before\n{BEGIN}\n2026-12-16, commit `abc1234`")
    assert text.endswith(f"{END}\nAfter\n")
    assert "old" not in text
    assert "**3 of 4** pass" in text
    assert "**2 of 3** agree" in text
    assert "- `b`: 12.00 € \\| \\<x\\>, not \\*y\\*" in text


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Nothing")
    with pytest.raises(NoMarks, match="no place"):
        write_into(other, "x")
    assert other.read_text() == "# Nothing"


def test_a_folder_that_is_no_checkout_has_no_commit(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == "unknown"


def evaluated(tmp_path: Path, *arguments: str, content: Any) -> tuple[int, str]:
    path = tmp_path / "cases.json"
    path.write_text(json.dumps(content))
    result = CliRunner().invoke(app, ["eval", str(path), "--storage", "memory", *arguments])
    return result.exit_code, result.output


def test_the_command_ends_with_1_when_a_case_fails(tmp_path: Path) -> None:
    assert evaluated(tmp_path, content=[written()])[0] == 0
    wrong = written(expect={"appointments": [haircut(deposit_eur=1)]})
    code, output = evaluated(tmp_path, "--json", "--repeat", "2", content=[wrong])
    assert code == 1
    assert json.loads(output)[0]["passed"] is False


def test_the_command_names_the_key_that_it_does_not_know(tmp_path: Path) -> None:
    code, output = evaluated(tmp_path, content=[written(speling=1)])
    assert code == 2
    assert "unknown key 'speling'" in output


@pytest.mark.parametrize(
    ("option", "sentence"),
    [
        (("--model", "claude"), "ATREVETE_ANTHROPIC_API_KEY is missing"),
        (("--record", "x.json"), "reglas has nothing to record"),
    ],
)
def test_claude_needs_a_key_and_the_rules_need_no_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, option: tuple[str, str], sentence: str
) -> None:
    monkeypatch.delenv("ATREVETE_ANTHROPIC_API_KEY", raising=False)
    code, output = evaluated(tmp_path, *option, content=[written()])
    assert code == 2
    assert sentence in output


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    made = tmp_path / "report.html"
    evaluated(tmp_path, "--html", str(made), "--verbose", content=[written()])
    assert made.read_text().startswith("<!doctype html>")


def test_lists_of_dates_are_told_apart(tmp_path: Path) -> None:
    line = {"id": "d1", "text": "mañana", "reference": "2026-12-16T11:00",
            "expect": {"date": "2026-12-17"}}  # fmt: skip
    assert evaluated(tmp_path, content=[line]) == (0, "dates, cases: 1 of 1 agree\n")
    code, output = evaluated(tmp_path, content=[line | {"expect": {"date": "2026-12-18"}}])
    assert code == 1
    assert "«mañana»" in output
