"""What came of the cases: per scenario in a terminal, as JSON, and case by case."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from rich.console import Console
from rich.table import Table

from atrevete_core.domain.text import storable

from .rehearsal import Verdict

_MILLISECONDS = 1000


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """The verdicts of one scenario, counted. Latencies are in milliseconds for each turn."""

    name: str
    verdicts: Sequence[Verdict]

    @property
    def cases(self) -> int:
        return len(self.verdicts)

    @property
    def passed(self) -> int:
        return sum(each.passed for each in self.verdicts)

    @property
    def automated(self) -> float:
        """The share that ended as expected without a person who was not asked for."""
        return sum(each.automated for each in self.verdicts) / max(1, self.cases)

    @property
    def turns_per_booking(self) -> float | None:
        """Over the cases that passed and in which something was booked."""
        turns = [each.turns for each in self.verdicts if each.passed and each.booked]
        return sum(turns) / len(turns) if turns else None

    def latency(self, percent: int) -> float:
        times = sorted(chain.from_iterable(each.latencies for each in self.verdicts))
        if not times:
            return 0.0
        place = min(len(times) - 1, len(times) * percent // 100)
        return times[place] * _MILLISECONDS

    @property
    def tokens_per_booking(self) -> float:
        """Of the cases in which something was booked; the rules cost nothing."""
        return self._per_booking([each.bill.tokens for each in self._booking])

    @property
    def euros_per_booking(self) -> float:
        return self._per_booking([each.bill.euros for each in self._booking])

    @property
    def cached_share(self) -> float:
        """Of all input tokens, those that were read from the prompt cache."""
        entered = sum(each.bill.entered for each in self.verdicts)
        return sum(each.bill.cached for each in self.verdicts) / entered if entered else 0.0

    @property
    def left_to_rules(self) -> int:
        """Turns that the rules answered in the model's place."""
        return sum(each.bill.fallbacks for each in self.verdicts)

    @property
    def _booking(self) -> Sequence[Verdict]:
        return [each for each in self.verdicts if each.booked]

    def _per_booking(self, amounts: Sequence[float]) -> float:
        return sum(amounts) / max(1, sum(each.booked for each in self._booking))


def chapters(verdicts: Iterable[Verdict]) -> list[Chapter]:
    """By scenario, in their order; then the kinds of hostile cases."""
    grouped: dict[str, list[Verdict]] = {}
    for each in verdicts:
        grouped.setdefault(each.scenario, []).append(each)
    return [Chapter(name=name, verdicts=grouped[name]) for name in sorted(grouped, key=_order)]


def _order(name: str) -> tuple[bool, int, str]:
    number = name.removeprefix("S")
    return (not number.isdigit(), int(number) if number.isdigit() else 0, name)


def whole(verdicts: Sequence[Verdict]) -> Chapter:
    return Chapter(name="all", verdicts=verdicts)


HEADINGS = (
    "scenario", "passed", "turns per booking", "automated", "p50 ms", "p95 ms",
    "tokens per booking", "€ per booking",
)  # fmt: skip


def row(chapter: Chapter) -> list[str]:
    turns = chapter.turns_per_booking
    return [
        chapter.name,
        f"{chapter.passed}/{chapter.cases}",
        "–" if turns is None else f"{turns:.1f}",
        f"{chapter.automated:.0%}",
        f"{chapter.latency(50):.0f}",
        f"{chapter.latency(95):.0f}",
        f"{chapter.tokens_per_booking:.0f}",
        f"{chapter.euros_per_booking:.4f}" if chapter.euros_per_booking else "0",
    ]


def print_table(out: Console, verdicts: Sequence[Verdict]) -> None:
    table = Table(box=None, pad_edge=False)
    for number, heading in enumerate(HEADINGS):
        table.add_column(heading, justify="right" if number else "left")
    for chapter in chapters(verdicts):
        table.add_row(*row(chapter))
    table.add_section()
    table.add_row(*row(whole(verdicts)), style="bold")
    out.print(table)
    _print_bill(out, whole(verdicts))


def _print_bill(out: Console, every: Chapter) -> None:
    tokens = sum(each.bill.tokens for each in every.verdicts)
    if tokens:
        euros = sum(each.bill.euros for each in every.verdicts)
        out.print(
            f"{tokens} tokens, {every.cached_share:.0%} of the input from the cache, {euros:.2f} €;"
            f" {every.left_to_rules} turns were left to reglas",
            markup=False,
        )


def print_failures(out: Console, verdicts: Iterable[Verdict]) -> None:
    for each in verdicts:
        if not each.passed:
            out.print(f"{each.id}: {storable('; '.join(each.differences))}", markup=False)


def print_cases(out: Console, verdicts: Iterable[Verdict]) -> None:
    """The transcript of each, and the facts that differ."""
    for each in verdicts:
        out.print(f"── {each.id} ({each.scenario}): {'passed' if each.passed else 'FAILED'}")
        for line in each.lines:
            who = "Maite" if line.by_salon else "     "
            indented = storable(line.text[:_LONGEST]).replace("\n", "\n             ")
            out.print(f"{line.at:%H:%M} {who} │ {indented}", markup=False)
        for difference in each.differences:
            out.print(f"   ✗ {storable(difference)}", markup=False)
        out.print()


_LONGEST = 2000


def as_json(verdicts: Iterable[Verdict]) -> str:
    return json.dumps([each.as_json() for each in verdicts], ensure_ascii=False, indent=1)
