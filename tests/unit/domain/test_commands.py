"""Commands are plain JSON: checkpoints and a model's calls can hold them."""

import json
from datetime import date, time
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from atrevete_core.domain import commands
from atrevete_core.domain.commands import (
    Book,
    ChooseWhen,
    Command,
    DayRange,
    UnclearService,
    When,
)
from atrevete_core.domain.conversation import EscalationReason
from tests.unit.domain.rules import EXAMPLES

ADAPTER: TypeAdapter[Command] = TypeAdapter(Command)
KINDS: tuple[type[BaseModel], ...] = get_args(get_args(Command)[0])

texts = st.text(max_size=20)
whens = st.builds(
    When,
    days=st.none() | st.builds(DayRange, first=st.none() | st.dates(), last=st.none() | st.dates()),
    not_on=st.lists(st.dates(), max_size=2).map(tuple),
    weekdays=st.lists(st.integers(0, 6), max_size=2).map(tuple),
    at=st.none() | st.times().map(lambda each: each.replace(microsecond=0, fold=0)),
    part=st.none() | st.sampled_from(commands.PartOfDay),
    soonest=st.booleans(),
    words=texts,
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "services": st.lists(texts, max_size=3).map(tuple),
    "topics": st.lists(texts, max_size=3).map(tuple),
    "when": whens,
    "which": st.none() | whens,
    "years": st.integers(0, 120),
    "reason": st.sampled_from(EscalationReason),
    "unclear": st.lists(
        st.builds(UnclearService, words=texts, candidates=st.lists(texts, max_size=2).map(tuple)),
        max_size=2,
    ).map(tuple),
}


@st.composite
def any_command(draw: st.DrawFn) -> Command:
    kind = draw(st.sampled_from(KINDS))
    values = {name: draw(FIELDS[name]) for name in kind.model_fields if name in FIELDS}
    made: Any = kind(**values)
    command: Command = made
    return command


@EXAMPLES
@given(any_command())
def test_a_command_survives_a_journey_as_json(command: Command) -> None:
    plain = json.loads(json.dumps(ADAPTER.dump_python(command, mode="json")))
    assert ADAPTER.validate_python(plain) == command


def test_every_kind_says_what_it_does() -> None:
    names = [kind.model_fields["do"].default for kind in KINDS]
    assert len(set(names)) == len(KINDS)
    assert all(isinstance(name, str) for name in names)


def test_a_command_takes_nothing_that_it_does_not_know() -> None:
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({"do": "book", "services": ["CORTAR"], "price_cents": 1})
    with pytest.raises(ValidationError):
        ADAPTER.validate_python({"do": "refund"})


def test_dates_and_hours_are_dates_and_hours_again() -> None:
    day = date(2026, 12, 18)
    when = When(days=DayRange(first=day, last=day), at=time(12, 30))
    plain = ADAPTER.dump_python(ChooseWhen(when=when), mode="json")
    assert plain["when"]["days"] == {"first": "2026-12-18", "last": "2026-12-18"}
    back = ADAPTER.validate_python(plain)
    assert isinstance(back, ChooseWhen)
    assert back.when == when
    assert Book(services=("CORTAR",)).for_whom is None
