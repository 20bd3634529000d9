"""docs/operations.md and docs/support.md say what there is, and all of it."""

import re

import typer
from atrevete_apps.cli import codes
from atrevete_apps.cli.main import app
from atrevete_apps.cli.support.menus import MENUS
from atrevete_apps.webhook import intake
from atrevete_apps.worker import jobs, rounds
from prometheus_client import REGISTRY, Counter, Gauge, Histogram

from atrevete_adapters import watching
from atrevete_adapters.claude import metering
from tests.architecture.tree import ROOT

OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SUPPORT = (ROOT / "docs/support.md").read_text(encoding="utf-8")
MEASURING = (intake, jobs, rounds, watching, metering)


def _measured() -> set[str]:
    assert MEASURING
    known = [
        sample for metric in REGISTRY.collect() for sample in (metric.name, f"{metric.name}_total")
    ]
    return {each for each in known if each.startswith("atrevete_")}


THE_PROGRAMS_ROLE = "atrevete_app"


def test_every_metric_of_the_page_is_measured() -> None:
    told = set(re.findall(r"`(atrevete_\w+)", OPERATIONS)) | set(
        re.findall(r"\((atrevete_\w+)", OPERATIONS)
    )
    assert told
    assert told - _measured() - {THE_PROGRAMS_ROLE} == set()


def test_every_metric_of_a_salon_at_work_is_on_the_page() -> None:
    ours = [
        each for each in vars(watching).values() if isinstance(each, Counter | Gauge | Histogram)
    ]
    names = {metric.name for each in ours for metric in each.describe()}
    assert names
    assert [each for each in names if not re.search(rf"`{each}(_total)?\b", OPERATIONS)] == []


def test_every_command_of_support_is_on_its_page_and_the_other_way_round() -> None:
    typed = {
        f"{menu} {command}"
        for menu in MENUS
        for command in typer.main.get_command(app).commands[menu].commands  # type: ignore[attr-defined]
    }
    told = set(re.findall(r"^\| `atrevete (\w+ [\w-]+)", SUPPORT, re.MULTILINE))
    assert told == typed


def test_every_exit_code_is_on_the_page() -> None:
    told = {int(each) for each in re.findall(r"^\| (\d) \|", SUPPORT, re.MULTILINE)}
    assert told == {each for name, each in vars(codes).items() if name.isupper()}


def test_the_page_says_what_deployment_must_not_forget() -> None:
    for expected in ("checkout.session.*", "refund.*", "stop_grace_period", "30 s", "unpickles"):
        assert expected in OPERATIONS
