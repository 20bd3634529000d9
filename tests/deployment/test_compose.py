"""Nothing in docker-compose.yml points at something that is not there."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest

from atrevete_adapters.redis.worker import DRAIN
from atrevete_adapters.settings import Settings, variable_of
from tests.architecture.tree import ROOT
from tests.deployment.deployment import ENV, asked_of_env, compose, service

SHELLS = ("webhook", "worker", "admin")
OURS = (*SHELLS, "migrate", "cli")
PASSWORDS = ("POSTGRES_PASSWORD", "POSTGRES_APP_PASSWORD", "REDIS_PASSWORD")
DOCKERFILE = (ROOT / "docker" / "Dockerfile").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def _stage(target: str) -> str:
    found = re.search(
        rf"^FROM \S+ AS {target}$(.*?)(?=^FROM |\Z)", DOCKERFILE, re.MULTILINE | re.DOTALL
    )
    assert found, f"the Dockerfile has no target {target}"
    return found[1]


def command_of(name: str) -> list[str]:
    """What the container runs: its own command, or its target's."""
    told = service(name)
    if "command" in told and "build" not in told:
        return [str(each) for each in told["command"]]
    stage = _stage(told["build"]["target"])
    parts = []
    for word in ("ENTRYPOINT", "CMD"):
        found = re.search(rf"^{word} (\[.*\])$", stage, re.MULTILINE)
        parts.append(yaml_list(found[1]) if found else [])
    entrypoint, default = parts
    return [*entrypoint, *(told.get("command") or default)]


def yaml_list(text: str) -> list[str]:
    return [each.strip().strip('"') for each in text.strip("[]").split('", "')]


def test_the_file_is_valid_compose() -> None:
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
         str(ROOT / "docker-compose.yml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("name", SHELLS)
def test_a_shell_runs_a_program_of_ours(name: str) -> None:
    """That it understands its arguments is seen in test_containers.py, where it runs."""
    python, dash, module, *_ = command_of(name)
    assert (python, dash, module) == ("python", "-m", f"atrevete_apps.{name}")
    assert (ROOT / "apps" / name / "__main__.py").is_file()


def _ports(name: str) -> set[int]:
    return {int(each) for each in service(name)["expose"]}


@pytest.mark.parametrize("name", SHELLS)
def test_a_shells_port_is_the_same_wherever_it_is_named(name: str) -> None:
    [port] = _ports(name)
    assert f"EXPOSE {port}\n" in _stage(name)
    assert str(port) in command_of(name)
    if name != "worker":
        assert f"127.0.0.1:{port}/" in service(name)["healthcheck"]["test"][-1]
        template = (ROOT / "docker/nginx/atrevete.conf.template").read_text(encoding="utf-8")
        assert f"http://{name}:{port};" in template


def test_the_command_line_is_the_one_that_is_installed() -> None:
    assert command_of("migrate") == ["atrevete", "db", "upgrade"]
    assert command_of("cli") == ["atrevete", "--help"]


@pytest.mark.parametrize("name", sorted(compose()["services"]))
def test_whoever_is_waited_for_can_say_that_they_are_ready(name: str) -> None:
    for other, wait in service(name).get("depends_on", {}).items():
        waited = service(other)
        if wait["condition"] == "service_healthy":
            assert waited["healthcheck"]["test"]
        elif wait["condition"] == "service_completed_successfully":
            assert waited["restart"] == "on-failure"
        else:
            assert wait["condition"] == "service_started"


@pytest.mark.parametrize("name", OURS)
def test_our_containers_are_nobody_and_can_change_nothing(name: str) -> None:
    told = service(name)
    assert told["read_only"] is True
    assert told["cap_drop"] == ["ALL"]
    assert "USER 10001\n" in _stage("salon")
    assert re.search(rf"^FROM salon AS {told['build']['target']}$", DOCKERFILE, re.MULTILINE)


def test_every_variable_is_one_of_ours_and_stands_in_the_example() -> None:
    known = {variable_of(name) for name in Settings.model_fields}
    for name in OURS:
        given = service(name)["environment"]
        assert {each for each, value in given.items() if value} <= known
        assert {each for each, value in given.items() if not value} == set(PASSWORDS)


def test_only_the_migrations_and_the_copies_know_the_owners_password() -> None:
    """`.env` is given to our containers as a whole; what is known here wins over it."""
    owners = {
        name
        for name, told in compose()["services"].items()
        if ENV["POSTGRES_PASSWORD"] in str(told.get("environment"))
    }
    assert owners == {"postgres", "migrate", "backup"}
    for name in {*OURS} - {"migrate"}:
        assert "//atrevete_app:app-pass@" in service(name)["environment"]["ATREVETE_DATABASE_URL"]
    assert {each for each in asked_of_env() if f"{each}=" not in EXAMPLE} == set()


def test_every_variable_of_the_example_says_what_it_is() -> None:
    lines = EXAMPLE.splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"(# )?[A-Z_]+=", line) and not _is_told(before)
    ]
    assert bare == []


def _is_told(before: str) -> bool:
    """By the line above, be it a comment, a heading, or a neighbour that shares it."""
    return before.startswith("#") or re.match(r"[A-Z_]+=", before) is not None


def _mounts() -> Iterator[tuple[str, str]]:
    for name, told in compose()["services"].items():
        for each in told.get("volumes", []):
            yield name, each.split(":")[0]


@pytest.mark.parametrize(("name", "source"), list(_mounts()))
def test_what_is_mounted_is_there(name: str, source: str) -> None:
    if not source.startswith("."):
        assert source in compose()["volumes"]
    elif source.startswith("./docker/"):
        assert (ROOT / source).is_file()
    else:
        assert (name, source) in {("backup", "./backups"), ("cli", "./backups/erased")}


def test_every_image_is_pinned_by_its_version() -> None:
    images = [told["image"] for told in compose()["services"].values() if "build" not in told]
    images += re.findall(r"^FROM (\S+:\S+) AS", DOCKERFILE, re.MULTILINE)
    assert [each for each in images if not re.search(r":v?\d+\.\d+", each)] == []


def test_a_worker_has_time_to_finish_what_it_is_saying() -> None:
    """Longer than its drain, and never less than half a minute."""
    grace = int(service("worker")["stop_grace_period"].removesuffix("s"))
    assert grace >= max(30, DRAIN.total_seconds() + 5)
    assert int(service("webhook")["stop_grace_period"].removesuffix("s")) >= 30


def test_only_the_salon_reaches_its_database_and_its_redis() -> None:
    """What lies in Redis is unpickled by whoever works."""
    for name in ("postgres", "redis"):
        assert service(name)["networks"] == ["store"]
        assert "ports" not in service(name)
    assert compose()["networks"]["store"]["internal"] is True
    assert "store" not in service("nginx")["networks"]
    published = {name for name, told in compose()["services"].items() if "ports" in told}
    assert published == {"nginx"}
