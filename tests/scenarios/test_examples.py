"""The examples run as they stand, and end as they say."""

import runpy
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"


def test_the_first_conversation_ends_with_an_appointment(
    capsys: pytest.CaptureFixture[str],
) -> None:
    runpy.run_path(str(EXAMPLES / "first_conversation.py"), run_name="__main__")
    told = capsys.readouterr().out
    assert "Cita confirmada" in told
    assert "confirmed ('CORTAR',) Money(cents=2620)" in told
    assert "graph TD" in told
