"""The examples of sentences*.toml: what is written, and the commands that it means."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.unit.reglas.conversation import facts_of, plainly, understood

_EXAMPLES = [*Path(__file__).parent.glob("sentences*.toml")]


def _examples() -> Iterator[Any]:
    talks = [
        talk
        for path in sorted(_EXAMPLES)
        for talk in tomllib.loads(path.read_text(encoding="utf-8"))["talk"]
    ]
    for talk in talks:
        facts = talk.get("situation", {})
        for text, means in talk["means"].items():
            yield pytest.param(text, facts, means, id=f"{facts.get('question', '')} {text}")


@pytest.mark.parametrize(("text", "facts", "means"), [*_examples()])
def test_what_customers_write(
    text: str, facts: Mapping[str, Any], means: Sequence[Mapping[str, Any]]
) -> None:
    commands = understood(text, **facts_of(facts))

    assert [plainly(command) for command in commands] == [dict(each) for each in means]
