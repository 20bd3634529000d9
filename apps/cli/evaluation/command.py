"""`atrevete eval`: play files of cases and say what came of them."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from atrevete_adapters.seeds import reference_salon
from atrevete_adapters.settings import BadSettings

from ..codes import DIFFERS, FINE, WRONG
from ..display import console
from . import report
from .dates import BadDates, is_expressions, meant, read_expressions
from .interpreters import RULES, prepared
from .own_salon import seed_of
from .page import page
from .reading import BadCase, CaseFile, read_cases
from .rehearsal import Verdict
from .running import Run, StorageKind, be_quiet, play_all
from .summary import DatesRead, NoMarks, commit_of, summary_of, write_into

_RECORD = "--record keeps what Claude was asked and answered: reglas has nothing to record."


class NothingToRecord(ValueError):
    """The rules ask nobody."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What to judge."""

    runs: Sequence[Run]
    dates: Sequence[Path]


def run(  # noqa: PLR0913 - the options of a command
    *,
    files: Sequence[Path],
    model: str,
    repeat: int,
    storage: StorageKind,
    as_json: bool,
    verbose: bool,
    html: Path | None,
    summary: Path | None,
    record: Path | None,
) -> int:
    """Returns the exit code: 1 when a case fails."""
    try:
        _refuse_to_record(model, record)
        asked = _asked(files, repeat)
        dates = [_dates(each) for each in asked.dates]
        be_quiet()
        with prepared(model, record) as interpreter:
            verdicts = play_all(asked.runs, storage=storage, interpreter=interpreter)
        _show(verdicts, dates, as_json=as_json, verbose=verbose)
        _write(verdicts, dates, model=model, html=html, markdown=summary)
    except (BadCase, BadDates, BadSettings, NoMarks, NothingToRecord) as error:
        print(error, file=sys.stderr)  # noqa: T201 - JSON may be on stdout
        return WRONG
    right = all(each.passed for each in verdicts) and not any(each.wrong for each in dates)
    return FINE if right else DIFFERS


def _refuse_to_record(model: str, record: Path | None) -> None:
    if record is not None and model == RULES:
        raise NothingToRecord(_RECORD)


def _asked(files: Sequence[Path], repeat: int) -> Asked:
    """A folder stands for the files in it. Raises BadCase."""
    paths = [path for each in files for path in _in_folder(each)]
    dates = [each for each in paths if is_expressions(each)]
    read = [(each, read_cases(each)) for each in paths if each not in dates]
    return Asked(runs=[_run(path, each, repeat) for path, each in read], dates=dates)


def _in_folder(path: Path) -> list[Path]:
    return sorted(path.rglob("*.json")) if path.is_dir() else [path]


def _run(path: Path, read: CaseFile, repeat: int) -> Run:
    # Said before anything is played: a salon that does not fit together is a mistake in the file.
    try:
        seed_of(read.salon, reference_salon())
    except ValueError as error:
        raise BadCase(f"{path}: salon: {error}") from error
    return Run(salon=read.salon, cases=read.conversations, repeat=repeat)


def _dates(path: Path) -> DatesRead:
    found = list(meant(read_expressions(path)))
    wrong = [each.why() for each in found if not each.ok]
    return DatesRead(name=path.stem, agreed=len(found) - len(wrong), wrong=wrong)


def _show(
    verdicts: Sequence[Verdict], dates: Sequence[DatesRead], *, as_json: bool, verbose: bool
) -> None:
    if as_json:
        print(report.as_json(verdicts))  # noqa: T201 - as it is, for programs
        return
    out = console()
    if verbose:
        report.print_cases(out, verdicts)
    if verdicts:
        report.print_table(out, verdicts)
        report.print_failures(out, verdicts)
    _print_dates(out, dates)


def _print_dates(out: Console, dates: Sequence[DatesRead]) -> None:
    for each in dates:
        out.print(f"dates, {each.name}: {each.agreed} of {each.all} agree", markup=False)
        for wrong in each.wrong:
            out.print(f"  {wrong}", markup=False)


def _write(
    verdicts: Sequence[Verdict],
    dates: Sequence[DatesRead],
    *,
    model: str,
    html: Path | None,
    markdown: Path | None,
) -> None:
    at = datetime.now(UTC)
    if html is not None:
        html.write_text(page(verdicts, title=f"Maite, {at:%Y-%m-%d}"), encoding="utf-8")
    if markdown is not None:
        commit = commit_of(Path(__file__).parent)
        text = summary_of(verdicts, dates, at=at, commit=commit, interpreter=model)
        write_into(markdown, text)
