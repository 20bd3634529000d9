"""Where support works: the salon's records, what is said, what is asked, and how it may end."""

import asyncio
import getpass
import json
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import typer
from rich.console import Console

from atrevete_adapters.assembly.office import BackOffice, open_back_office
from atrevete_adapters.assembly.parts import SalonNotPrepared
from atrevete_adapters.settings import BadSettings, load_settings
from atrevete_core.domain.opening import Salon
from atrevete_core.ports.storage import Records, StorageUnavailable
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.retrying import decide

from ..beside import settings_of_a_demo
from ..codes import DECLINED, FAILED, FINE, WRONG
from ..display import console

Outcome = TypeVar("Outcome")

#: Where `make demo` keeps its salon.
_DEMO: Final = Path(".demo")


class Sorry(Exception):
    """It cannot be done. The sentence says why and what to do; `code` is the command's end."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True, slots=True)
class Desk:
    """A salon's back office, with its present."""

    office: BackOffice
    salon: Salon
    at: datetime
    out: Console

    async def reads(self, look: Callable[[Records], Awaitable[Outcome]]) -> Outcome:
        async with self.office.storage.transaction() as records:
            return await look(records)

    async def decides(self, decision: Callable[[Records], Awaitable[Outcome]]) -> Outcome:
        return await decide(self.office.storage, decision)

    def act(self, by: str | None, reason: str = "") -> Act:
        return Act(actor=f"cli:{by or getpass.getuser()}", at=self.at, reason=reason)

    def says(self, *lines: str) -> None:
        for line in lines:
            self.out.print(line, markup=False)

    def shows(self, rows: Sequence[Sequence[str]], *, nothing: str) -> None:
        """A table with the headings first."""
        if len(rows) == 1:
            self.says(nothing)
            return
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            self.says("  ".join(cells).rstrip())

    def tells(self, document: object) -> int:
        """For programs."""
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2, default=_plain))
        return FINE

    def asks(self, effect: Iterable[str], *, yes: bool) -> None:
        """Say what will happen, and go on only if it is wanted. Raises Sorry."""
        self.says(*effect)
        if yes:
            return
        try:
            wanted = typer.confirm("Go on?")
        except typer.Abort:
            wanted = False
        if not wanted:
            raise Sorry("Nothing was changed: say yes, or add --yes.", DECLINED)

    def when(self, instant: datetime | None) -> str:
        """In the salon's own hour."""
        return f"{self.salon.local(instant):%a %Y-%m-%d %H:%M}" if instant else "—"

    def own_hour(self, instant: datetime) -> datetime:
        """What was typed without an offset is the salon's hour."""
        return instant if instant.tzinfo else instant.replace(tzinfo=self.salon.zone)


def at_desk(work: Callable[[Desk], Awaitable[int]]) -> int:
    """Run it; returns the exit code. What goes wrong is said in a sentence."""
    out = console()
    # What libraries log of a server that is away would stand between our lines.
    logging.disable(logging.CRITICAL)
    try:
        with settings_of_a_demo(_DEMO):
            return asyncio.run(_work(work, out))
    except BadSettings as error:
        return _said(out, WRONG, *error.sentences)
    except Sorry as error:
        return _said(out, error.code, str(error))
    except SalonNotPrepared as error:
        return _said(out, FAILED, str(error))
    except StorageUnavailable:
        return _said(out, FAILED, "The database does not answer: see `atrevete doctor`.")
    finally:
        logging.disable(logging.NOTSET)


async def _work(work: Callable[[Desk], Awaitable[int]], out: Console) -> int:
    async with open_back_office(load_settings()) as office:
        at = await office.clock.now()
        async with office.storage.transaction() as records:
            salon = await records.salons.get(office.salon_id)
        return await work(Desk(office=office, salon=salon, at=at, out=out))


def _said(out: Console, code: int, *lines: str) -> int:
    for line in lines:
        out.print(line, markup=False)
    return code


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def short(identity: object) -> str:
    """Enough of an id to type."""
    return str(identity)[:8]


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02} €"
