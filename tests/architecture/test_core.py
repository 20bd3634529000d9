"""The core decides from what it is given: no clock, no waiting, and ports that say their contract.

What it may import is for import-linter (`make lint`).
"""

import ast

from tests.architecture.tree import CORE, core_modules, definitions, parsed, place

CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.monotonic", "time.perf_counter", "time.sleep"),
}


def clocks_read(tree: ast.Module) -> list[ast.Attribute]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in CLOCKS
    ]


def test_the_search_finds_a_clock_under_another_name_of_its_module() -> None:
    assert len(clocks_read(ast.parse("import datetime as d\nat = d.datetime.now()\n"))) == 1


def test_the_core_reads_no_clock() -> None:
    readings = [
        place(module, node) for module in core_modules() for node in clocks_read(parsed(module))
    ]
    assert readings == []


def test_the_domain_waits_for_nothing() -> None:
    waits = [
        place(module, node)
        for module in core_modules()
        if module.is_relative_to(CORE / "domain")
        for node in definitions(module)
        if isinstance(node, ast.AsyncFunctionDef)
    ]
    assert waits == []


def is_port(node: ast.ClassDef) -> bool:
    return any("Protocol" in ast.unparse(base) for base in node.bases)


def test_every_port_says_what_it_promises() -> None:
    silent = [
        f"{place(module, node)} {node.name}"
        for module in core_modules()
        for node in definitions(module)
        if isinstance(node, ast.ClassDef) and is_port(node) and ast.get_docstring(node) is None
    ]
    assert silent == []
