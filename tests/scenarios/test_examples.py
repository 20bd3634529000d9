"""The notebook runs as it stands, and shows what it gives."""

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOK = Path(__file__).parents[2] / "examples/first_conversation.ipynb"
REWRITE = "run `make conversations`, and read what has changed"


def _written() -> Any:
    return nbformat.reads(NOTEBOOK.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]


def _shown(notebook: Any) -> list[list[Any]]:
    """What each cell prints and gives. In how many pieces it printed is the kernel's affair, and
    counters and times do not matter.
    """
    return [
        [
            "".join(each.get("text", "") for each in cell.outputs),
            *filter(None, map(_gist, cell.outputs)),
        ]
        for cell in notebook.cells
        if cell.cell_type == "code"
    ]


def _gist(output: Any) -> Any:
    return output.get("data") or output.get("ename")


@pytest.fixture(scope="module")
def executed() -> Any:
    notebook = _written()
    NotebookClient(notebook, timeout=50, kernel_name="python3").execute()
    return notebook


def test_the_notebook_shows_what_really_happens(executed: Any) -> None:
    assert _shown(executed) == _shown(_written()), REWRITE


def test_the_notebook_leads_to_an_appointment_an_agenda_and_the_graph(executed: Any) -> None:
    told = str(_shown(executed))
    for expected in ("Cita confirmada", "confirmed ('CORTAR',) 2620", "cerramos por", "graph TD"):
        assert expected in told
