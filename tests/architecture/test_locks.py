"""The locks hold what pyproject.toml asks for, and no tracked file names a registry."""

import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.architecture.tree import ROOT

# Put together here, so that this file does not hold what it looks for.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("deb", "debian"),
        ("proxy", "golang"),
    )
]
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", re.MULTILINE)

PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PROJECT["project"]["optional-dependencies"]
GROUPS: dict[str, list[str]] = PROJECT["dependency-groups"]
ALWAYS: list[str] = PROJECT["project"]["dependencies"]

ASKED_FOR = {
    "server.txt": [*ALWAYS, *EXTRAS["server"], *EXTRAS["admin"]],
    "dev.txt": [
        *ALWAYS,
        *(line for extra in EXTRAS.values() for line in extra),
        *(line for group in GROUPS.values() for line in group),
    ],
    "build.txt": GROUPS["build"],
    "uv.txt": (ROOT / "requirements" / "uv.in").read_text(encoding="utf-8").split(),
}


def locked(name: str) -> dict[str, list[Version]]:
    """Each package of a lock with its versions: markers may give it several."""
    versions: dict[str, list[Version]] = {}
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    for package, version in PINNED.findall(text):
        versions.setdefault(canonicalize_name(package), []).append(Version(version))
    return versions


@pytest.mark.parametrize("name", ASKED_FOR)
def test_a_lock_satisfies_what_the_project_asks_for(name: str) -> None:
    versions = locked(name)
    unsatisfied = [
        line
        for line in ASKED_FOR[name]
        if not any(
            version in Requirement(line).specifier
            for version in versions.get(canonicalize_name(Requirement(line).name), [])
        )
    ]
    assert unsatisfied == [], "run `make locks`"


@pytest.mark.parametrize("name", ASKED_FOR)
def test_everything_in_a_lock_is_pinned_by_its_hash(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.sub(r"\\\n", "", text).splitlines()
    asked = [entry for entry in entries if entry and not entry.startswith("#")]
    assert asked
    assert [entry for entry in asked if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", ["server.txt", "build.txt"])
def test_what_a_server_runs_is_what_was_tested(name: str) -> None:
    tested, run = locked("dev.txt"), locked(name)
    assert run == {name: tested.get(name) for name in run}


def tracked_files() -> Iterator[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: nobody can say which files are tracked")
    listed = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return (path for path in paths if path.is_file())


def test_no_tracked_file_names_a_package_registry() -> None:
    naming = [
        f"{path.relative_to(ROOT)}: {registry}"
        for path in tracked_files()
        for registry in REGISTRIES
        if registry.encode() in path.read_bytes()
    ]
    assert naming == []
