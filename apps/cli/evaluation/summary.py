"""The summary that stands in a Markdown page, between two marks: honest about what failed."""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atrevete_core.domain.text import storable

from .rehearsal import Verdict
from .report import HEADINGS, chapters, row, whole

BEGIN, END = "<!-- summary: begin -->", "<!-- summary: end -->"
_LONGEST = 240


class NoMarks(ValueError):
    """The page has no place for the summary."""


@dataclass(frozen=True, kw_only=True)
class DatesRead:
    """A list of date expressions: how many were understood, and which were not."""

    name: str
    agreed: int
    wrong: Sequence[str]

    @property
    def all(self) -> int:
        return self.agreed + len(self.wrong)


def summary_of(
    verdicts: Sequence[Verdict],
    dates: Sequence[DatesRead],
    *,
    at: datetime,
    commit: str,
    interpreter: str = "reglas",
) -> str:
    """In Markdown."""
    heading = f"{at:%Y-%m-%d}, commit `{commit}`, interpreter `{interpreter}`."
    return "\n".join((*_counts(verdicts, dates, heading), *_table(verdicts), *_wrong(verdicts),
                      *_wrong_dates(dates)))  # fmt: skip


def write_into(page: Path, text: str) -> None:
    """Replace what stands between the marks. Raises NoMarks."""
    before, begin, rest = page.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise NoMarks(f"{page} has no place for the summary: {BEGIN} … {END}")
    page.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}", encoding="utf-8")


def commit_of(folder: Path) -> str:
    """The commit that was judged, with a plus when files differ from it."""
    try:
        named = subprocess.run(
            ["git", "describe", "--always", "--dirty=+"],  # noqa: S607 - whichever git is there
            cwd=folder, capture_output=True, text=True, check=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return named.stdout.strip()


def _counts(verdicts: Sequence[Verdict], dates: Sequence[DatesRead], heading: str) -> Iterator[str]:
    every = whole(verdicts)
    yield heading
    yield ""
    yield f"- conversations: **{every.passed} of {every.cases}** pass"
    yield f"- automation: **{every.automated:.1%}** (goal: at least 95 %)"
    for each in dates:
        yield f"- dates, {each.name}: **{each.agreed} of {each.all}** agree"
    yield ""


def _table(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield _line(HEADINGS)
    yield _line(["---", *["--:"] * (len(HEADINGS) - 1)])
    yield from (_line(row(each)) for each in (*chapters(verdicts), whole(verdicts)))


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _wrong(verdicts: Sequence[Verdict]) -> Iterator[str]:
    yield ""
    failed = [each for each in verdicts if not each.passed]
    yield f"Conversations that fail ({len(failed)}):" if failed else "No conversation fails."
    yield ""
    for each in failed:
        yield f"- `{each.id}`: {_short('; '.join(each.differences))}"


def _wrong_dates(dates: Sequence[DatesRead]) -> Iterator[str]:
    for each in dates:
        if each.wrong:
            yield ""
            yield f"Dates of {each.name} that are understood otherwise ({len(each.wrong)}):"
            yield ""
            yield from (f"- {_short(wrong)}" for wrong in each.wrong)


def _short(text: str) -> str:
    """One line that Markdown leaves as it is."""
    flat = " ".join(storable(text).split())
    shown = flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
    return "".join(f"\\{each}" if each in "*_<>|[]`" else each for each in shown)
