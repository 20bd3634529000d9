"""Days and hours: the examples of dates.toml, and the rules that no example may break."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from atrevete_adapters.reglas import agrees, as_shape
from atrevete_core.domain.commands import When
from tests.unit.reglas.conversation import MADRID, opening_hours, reglas

_ROOT = Path(__file__).parents[3]
_EXAMPLES = Path(__file__).with_name("dates.toml")


def understood(text: str, now: datetime) -> When | None:
    when, _, _ = reglas().when(text, now, opening_hours(now.year))
    return when


def _examples() -> Iterator[Any]:
    for moment in tomllib.loads(_EXAMPLES.read_text(encoding="utf-8"))["moment"]:
        for text, means in moment["means"].items():
            yield pytest.param(text, moment["now"], means, id=f"{moment['now'][:10]} {text}")


@pytest.mark.parametrize(("text", "now", "means"), [*_examples()])
def test_what_people_say_about_when(text: str, now: str, means: Mapping[str, Any]) -> None:
    when = understood(text, datetime.fromisoformat(now).replace(tzinfo=MADRID))

    assert when is not None
    assert as_shape(when) == _shape(means)
    assert list(when.weekdays) == means.get("weekdays", [])
    assert [str(day) for day in when.not_on] == means.get("not_on", [])
    assert when.soonest is means.get("soonest", False)


def _shape(means: Mapping[str, Any]) -> dict[str, Any]:
    """The example's shape: its open ends and "none" are null."""
    shape = {key: means[key] for key in ("date", "time", "part") if key in means}
    for key in ("date", "time"):
        if isinstance(shape.get(key), dict):
            shape[key] = {"from": shape[key].get("from"), "to": shape[key].get("to")}
    if shape.get("date") == "none":
        shape["date"] = None
    return shape


def _public_cases() -> list[dict[str, Any]]:
    """The expressions that come with the specification, where it is at hand."""
    contracts = Path(os.environ.get("ATREVETE_CONTRACTS", _ROOT.parent / "shared"))
    file = contracts / "data" / "dates.json"
    if not file.exists():
        return []
    cases: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
    return cases


def test_at_least_ninety_five_in_a_hundred_of_the_public_expressions_agree() -> None:
    cases = _public_cases()
    if not cases:
        pytest.skip("data/dates.json of the specification is not beside the project")

    wrong = [case["text"] for case in cases if not _agrees(case)]

    assert len(wrong) <= len(cases) * 0.05, wrong


def _agrees(case: Mapping[str, Any]) -> bool:
    now = datetime.fromisoformat(case["reference"]).replace(tzinfo=MADRID)
    shape = as_shape(understood(case["text"], now))
    hours = opening_hours(now.year)
    expected = [case["expect"], *case.get("accept_also", [])]
    return any(agrees(shape, each, today=now.date(), hours=hours) for each in expected)


def test_ranges_agree_by_the_days_on_which_the_salon_opens() -> None:
    today = date(2026, 12, 9)
    hours = opening_hours(2026)
    whole_week = {"date": {"from": "2026-12-07", "to": "2026-12-13"}}
    its_open_days = {"date": {"from": "2026-12-09", "to": "2026-12-12"}}

    assert agrees(whole_week, its_open_days, today=today, hours=hours)
    assert not agrees(whole_week, {"date": "2026-12-09"}, today=today, hours=hours)
    assert not agrees(whole_week, {"date": None}, today=today, hours=hours)
    assert not agrees({}, {"part": "morning"}, today=today, hours=hours)


def test_ranges_without_an_open_day_must_be_equal() -> None:
    hours = opening_hours(2026)
    sunday = {"date": "2026-12-13"}

    assert agrees(sunday, {"date": "2026-12-13"}, today=date(2026, 12, 9), hours=hours)
    assert not agrees(sunday, {"date": "2026-12-20"}, today=date(2026, 12, 9), hours=hours)


def test_nothing_said_has_no_shape() -> None:
    assert as_shape(None) == {}
    assert as_shape(When()) == {}


@pytest.mark.parametrize("text", ["hola", "gracias", "un corte", "de verdad", "las dos cosas"])
def test_words_without_a_date_give_none(text: str) -> None:
    assert understood(text, datetime(2026, 12, 9, 11, tzinfo=MADRID)) is None
