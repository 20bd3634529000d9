"""A module or function that grows too long holds a second idea: look for it."""

import ast

from tests.architecture.tree import ROOT, definitions, written_over_and_over

MODULE_LINES = 400
FUNCTION_LINES = 60
# Path → why this one may be longer. Best kept empty.
LONG_MODULES: dict[str, str] = {}
# path::function → why this one may be longer. Best kept empty.
LONG_FUNCTIONS: dict[str, str] = {}


def test_no_module_is_longer_than_one_idea() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in written_over_and_over()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MODULE_LINES
    }
    assert {path: lines for path, lines in long.items() if path not in LONG_MODULES} == {}


def test_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)}::{node.name}": lines
        for path in written_over_and_over()
        for node in definitions(path)
        if not isinstance(node, ast.ClassDef)
        and (lines := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    }
    assert {name: lines for name, lines in long.items() if name not in LONG_FUNCTIONS} == {}
