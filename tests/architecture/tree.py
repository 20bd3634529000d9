"""The project as a tree of files, for the tests that look at its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
CORE = ROOT / "src" / "atrevete_core"
# Folder on disk → the package that it is installed as.
SHIPPED = {
    ROOT / "src" / "atrevete_core": "atrevete_core",
    ROOT / "src" / "atrevete_adapters": "atrevete_adapters",
    ROOT / "apps": "atrevete_apps",
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def shipped_files() -> Iterator[tuple[Path, str]]:
    """Every file that belongs into the wheel, with its path there."""
    for folder, package in SHIPPED.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts and path.name[0] != ".":
                yield path, f"{package}/{path.relative_to(folder).as_posix()}"


def modules() -> list[Path]:
    return [path for path, _ in shipped_files() if path.suffix == ".py"]


def written_over_and_over() -> list[Path]:
    """All modules but the migrations: each of those is one statement, never changed again."""
    return [path for path in modules() if "migrations" not in path.parts]


def core_modules() -> list[Path]:
    return [path for path in modules() if path.is_relative_to(CORE)]


@cache
def parsed(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def definitions(module: Path) -> Iterator[Definition]:
    for node in ast.walk(parsed(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node


def place(module: Path, node: Definition | ast.expr) -> str:
    return f"{module.relative_to(ROOT)}:{node.lineno}"
