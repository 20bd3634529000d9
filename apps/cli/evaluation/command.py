"""`atrevete eval`: play files of cases and say what came of them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from atrevete_adapters.seeds import reference_salon

from ..codes import DIFFERS, FINE, WRONG
from ..display import console
from . import report
from .own_salon import seed_of
from .reading import BadCase, CaseFile, read_cases
from .running import Run, be_quiet, play_all

_NOT_YET = {
    "claude": "--model claude comes with the adapter for Claude; this release has reglas.",
    "record": "--record comes with the adapter for Claude: reglas has nothing to record.",
}


def run(  # noqa: PLR0913 - the options of a command
    *,
    files: Sequence[Path],
    model: str,
    repeat: int,
    storage: Literal["postgres", "memory"],
    as_json: bool,
    verbose: bool,
    html: Path | None,
    summary: Path | None,
    record: Path | None,
) -> int:
    """Returns the exit code: 1 when a case fails."""
    out = console()
    for asked, missing in ((model == "claude", "claude"), (record is not None, "record")):
        if asked:
            print(_NOT_YET[missing], file=sys.stderr)  # noqa: T201 - JSON may be on stdout
            return WRONG
    try:
        read = [read_cases(each) for each in _in_folders(files)]
        runs = [_run(each, repeat) for each in read]
    except (BadCase, ValueError) as error:
        print(error, file=sys.stderr)  # noqa: T201 - as above
        return WRONG
    be_quiet()
    verdicts = play_all(runs, storage=storage)
    if as_json:
        print(report.as_json(verdicts))  # noqa: T201 - as it is, for programs
    else:
        if verbose:
            report.print_cases(out, verdicts)
        report.print_table(out, verdicts)
        report.print_failures(out, verdicts)
    return FINE if all(each.passed for each in verdicts) else DIFFERS


def _in_folders(files: Sequence[Path]) -> list[Path]:
    """A folder stands for the files in it, in order."""
    found: list[Path] = []
    for each in files:
        found.extend(sorted(each.rglob("*.json")) if each.is_dir() else [each])
    return found


def _run(read: CaseFile, repeat: int) -> Run:
    # Said before anything is played: a salon that does not fit together is a mistake in the file.
    seed_of(read.salon, reference_salon())
    return Run(salon=read.salon, cases=read.conversations, repeat=repeat)
