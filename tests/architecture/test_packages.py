"""What is installed is what stands in the tree."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

from tests.architecture.tree import ROOT, SHIPPED, shipped_files


def packages_in_the_tree() -> set[str]:
    return {
        place.removesuffix("/__init__.py").replace("/", ".")
        for _, place in shipped_files()
        if place.endswith("/__init__.py")
    }


def test_the_list_of_packages_is_that_of_the_tree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert set(project["tool"]["setuptools"]["packages"]) == packages_in_the_tree()


def test_the_wheel_holds_every_file_and_no_package_called_apps(tmp_path: Path) -> None:
    with zipfile.ZipFile(built_wheel(tmp_path)) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert held == {place for _, place in shipped_files()}
    assert {name.split("/")[0] for name in held} == set(SHIPPED.values())


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
