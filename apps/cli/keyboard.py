"""What somebody types in a chat: words for Maite, or a command that begins with a slash."""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import TextIO

from rich.console import Console

_STEP = re.compile(r"\+?\s*(?P<count>\d+)\s*(?P<unit>s|m|min|h|d)")
_UNITS = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "min": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}


@dataclass(frozen=True, slots=True)
class Order:
    """A command: `/reloj +30m` is ("reloj", "+30m")."""

    name: str
    rest: str = ""


def read_line(line: str) -> str | Order | None:
    """Words, an order, or None for an empty line."""
    said = line.strip()
    if not said.startswith("/"):
        return said or None
    name, _, rest = said[1:].partition(" ")
    return Order(name.casefold(), rest.strip())


def step_of(text: str) -> timedelta | None:
    """`+30m`, `2h`, `1d`; None for anything else."""
    found = _STEP.fullmatch(text.strip().casefold())
    return _UNITS[found["unit"]] * int(found["count"]) if found else None


async def lines(out: Console, prompt: str, source: TextIO | None = None) -> AsyncIterator[str]:
    """What is typed, line by line, until it ends. What comes through a pipe is not prompted for."""
    typed = source or sys.stdin
    while True:
        if typed.isatty():
            out.print(prompt, end="", style="bold", markup=False)
        line = await asyncio.to_thread(typed.readline)
        if not line:
            return
        yield line
