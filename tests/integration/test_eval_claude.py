"""Claude's understudy is judged with the same cases, and what was said can be kept."""

import json
from pathlib import Path

from atrevete_apps.cli.evaluation.interpreters import SIMULATED, prepared
from atrevete_apps.cli.evaluation.own_salon import OwnSalon
from atrevete_apps.cli.evaluation.report import whole
from atrevete_apps.cli.evaluation.running import Run, play_all

from tests.unit.evaluation.written import case


def test_the_understudy_books_and_his_tokens_and_euros_are_told(tmp_path: Path) -> None:
    record = tmp_path / "exchanges.jsonl"
    runs = [Run(salon=OwnSalon(), cases=(case(),), repeat=2)]
    with prepared(SIMULATED, record) as interpreter:
        verdicts = play_all(runs, storage="memory", interpreter=interpreter)
    every = whole(verdicts)
    assert [each.differences for each in verdicts] == [[]]
    assert every.tokens_per_booking > 1_000
    assert 0 < every.euros_per_booking < 1
    assert 0 < every.cached_share < 1
    kept = [json.loads(line) for line in record.read_text().splitlines()]
    talks = [each for each in kept if each["path"] == "messages"]
    assert {each["status"] for each in talks} == {200}
    assert len(talks) >= 2 * verdicts[0].turns
