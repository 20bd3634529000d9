"""Every example of the rules' own docstrings and comments is read, whole and cut short, wherever a
conversation may stand: nothing that a customer writes breaks the reading.
"""

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import atrevete_adapters.reglas
from atrevete_core.ports.language_model import Question, Upcoming

from .conversation import SLOTS, UPCOMING, understood

OWN = Upcoming(start=UPCOMING, services=("CORTAR",), stylist="Pilar")
CUT: dict[str, Any] = {"services": ("CORTAR",)}
SITUATIONS: dict[str, dict[str, Any]] = {
    "nothing is booked": {},
    "an appointment exists": {"has_upcoming": True, "upcoming": (OWN,)},
    "a day is asked for": CUT | {"question": Question.DAY},
    "hours are on offer": CUT | {"question": Question.SLOT, "offered": SLOTS},
    "an hour is held": CUT | {"waits_for_payment": True, "held": SLOTS[2]},
    "«¿Cancelo…?» is asked": {
        "has_upcoming": True,
        "upcoming": (replace(OWN, asked_about=True),),
        "question": Question.CANCEL,
    },
}


@cache
def examples() -> tuple[str, ...]:
    """What stands between «…» in the interpreter's modules."""
    found: set[str] = set()
    for path in Path(atrevete_adapters.reglas.__file__).parent.rglob("*.py"):
        text = re.sub(r"\n\s*(?:#:? ?)?", " ", path.read_text(encoding="utf-8"))
        found |= {each.strip(" …") for each in re.findall(r"«([^«»]+)»", text)}
    return tuple(sorted(filter(None, found)))


@pytest.mark.parametrize("place", range(len(SITUATIONS)), ids=[*SITUATIONS])
def test_no_example_of_a_rule_breaks_the_reading(place: int) -> None:
    """Each example is read in one of the situations, and cut short in another one."""
    situation = [*SITUATIONS.values()][place]
    for number, example in enumerate(examples()):
        if number % len(SITUATIONS) == place:
            assert understood(example, **situation), example
        words = example.split()
        if (number + 2) % len(SITUATIONS) == place and len(words) > 1:
            assert understood(" ".join(words[:-1]), **situation), words


@pytest.mark.parametrize("situation", SITUATIONS.values(), ids=[*SITUATIONS])
@pytest.mark.parametrize(
    "text",
    [
        "quiero anular la cita de abril",
        "cancela la de Abril",
        "¿puedes pasar las dos al viernes?",
        "pasar",
        "la cita de",
        "¿me da tiempo a llegar",
    ],
)
def test_a_message_may_end_anywhere(text: str, situation: dict[str, Any]) -> None:
    assert understood(text, **situation)
