"""The examples of sentences.toml: what is written, and the commands that it means."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.unit.reglas.conversation import facts_of, plainly, understood

_EXAMPLES = Path(__file__).with_name("sentences.toml")


def _examples() -> Iterator[Any]:
    for talk in tomllib.loads(_EXAMPLES.read_text(encoding="utf-8"))["talk"]:
        facts = talk.get("situation", {})
        for text, means in talk["means"].items():
            yield pytest.param(text, facts, means, id=f"{facts.get('question', '')} {text}")


@pytest.mark.parametrize(("text", "facts", "means"), [*_examples()])
def test_what_customers_write(
    text: str, facts: Mapping[str, Any], means: Sequence[Mapping[str, Any]]
) -> None:
    commands = understood(text, **facts_of(facts))

    assert [plainly(command) for command in commands] == [dict(each) for each in means]
