"""What is installed is what stands in the tree."""

import json
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, SHIPPED, shipped_files

LOCK = str(ROOT / "requirements/server.txt")


def packages_in_the_tree() -> set[str]:
    return {
        place.removesuffix("/__init__.py").replace("/", ".")
        for _, place in shipped_files()
        if place.endswith("/__init__.py")
    }


def test_the_list_of_packages_is_that_of_the_tree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["setuptools"]["packages"]) == packages_in_the_tree()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(tmp_path_factory.mktemp("wheel"))


def test_the_wheel_holds_every_file_and_no_package_called_apps(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == {place for _, place in shipped_files()}
    assert {name.split("/")[0] for name in held} == set(SHIPPED.values())


def test_the_core_installs_alone_and_talks(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment: the cells of the notebook, and nothing that a server would need."""
    python = alone(wheel, tmp_path)
    source = json.loads((ROOT / "examples/first_conversation.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(each["source"]) for each in source["cells"] if each["cell_type"] == "code"]
    told = subprocess.run(
        [python, "-I", "-c", RUN_CELLS],
        input="\n".join(cells), cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    assert "Cita confirmada" in told.stdout
    *_, last = told.stdout.splitlines()
    assert last == "not there: asyncpg, django, docket, litestar, redis, sqlalchemy, uvicorn"


#: Cells may await, as in a notebook.
RUN_CELLS = """
import ast, asyncio, importlib.util, sys
cells = compile(sys.stdin.read(), "notebook", "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
asyncio.run(eval(cells, {"__name__": "notebook"}))
server = "asyncpg django docket litestar redis sqlalchemy uvicorn".split()
print("not there:", ", ".join(each for each in server if not importlib.util.find_spec(each)))
"""


def alone(wheel: Path, folder: Path) -> str:
    """A new environment with the wheel and what it asks for, in the versions of the lock: from
    uv's cache, else from the registry.
    """
    uv = shutil.which("uv") or str(ROOT / ".tools/bin/uv")
    if not Path(uv).exists():
        pytest.skip("uv is not on the PATH: with it, the wheel is installed alone too")
    where = folder / "alone"
    subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, where], check=True)
    python = str(where / "bin" / "python")
    asked = [uv, "pip", "install", "--quiet", "--python", python, "--constraint", LOCK, str(wheel)]
    for offline in (["--offline"], []):
        done = subprocess.run([*asked, *offline], capture_output=True, text=True, check=False)
        if done.returncode == 0:
            return python
    pytest.skip("the core's libraries are neither in uv's cache nor can a registry be reached")


def built_wheel(folder: Path) -> Path:
    """Build from a copy, so that the working tree gets no build folder."""
    copy = folder / "project"
    for source in (ROOT / "src", ROOT / "apps"):
        shutil.copytree(source, copy / source.name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, copy)
    build = "from setuptools.build_meta import build_wheel; build_wheel('dist')"
    subprocess.run([sys.executable, "-c", build], cwd=copy, check=True, capture_output=True)
    [wheel] = (copy / "dist").glob("*.whl")
    return wheel
