"""Why the interpreter understood what it did: for `atrevete understand --explain`."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrevete_core.domain.commands import Command

from .reading import Reading


@dataclass(frozen=True, slots=True)
class Step:
    """Words of the customer and the rule that read something in them."""

    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class Explanation:
    normal: str
    steps: tuple[Step, ...]
    commands: tuple[Command, ...]


def explain(reading: Reading | None, commands: Sequence[Command]) -> Explanation:
    if reading is None:
        return Explanation("", (), tuple(commands))
    text = reading.text
    spans = [
        *((each.start, each.end, f"date: {each.rule}") for each in reading.items),
        *(
            (each.start, each.end, f"service: {' / '.join(each.names)} ({each.confidence:.2f})")
            for each in reading.mentions
        ),
        *(
            (each.start, each.end, f"intent: {intent}")
            for intent, found in reading.found.items()
            for each in found
        ),
        *((each.start, each.end, f"stylist: {each.stylist.name}") for each in reading.stylists),
        *((each.start, each.end, f"person: {each.whom or 'yo'}") for each in reading.people),
    ]
    steps = tuple(Step(text.between(start, end), rule) for start, end, rule in sorted(spans))
    return Explanation(text.line.strip(), steps, tuple(commands))
