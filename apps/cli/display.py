"""How conversations and facts look in a terminal: bubbles there, plain lines anywhere else."""

import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime

from rich.align import Align
from rich.box import ROUNDED
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from atrevete_adapters.seeds import reference_salon

#: The reference salon's: a demo shows its hours.
ZONE = reference_salon().salon.zone
SALON = "Maite"
_BUBBLE = 64
_BOLD = re.compile(r"\*(\S(?:[^*\n]*\S)?)\*")


def console() -> Console:
    """Standard output as it is now (tests replace it)."""
    return Console(file=sys.stdout, highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())


class Transcript:
    """Prints a conversation message by message."""

    def __init__(self, out: Console) -> None:
        self._out = out

    def bubble(
        self, who: str, text: str, *, at: datetime, ours: bool, buttons: Sequence[str] = ()
    ) -> None:
        """One message; `ours` is the salon's."""
        hour = f"{at.astimezone(ZONE):%H:%M}"
        if not self._out.is_terminal:
            self._plain(f"{hour} {who}: {text}", buttons)
            return
        body = formatted(text)
        for button in buttons:
            body.append(f"\n[ {button} ]", style="cyan")
        panel = Panel(
            body,
            box=ROUNDED,
            title=f"{who} · {hour}",
            title_align="left",
            border_style="green" if ours else "blue",
            width=min(_BUBBLE, self._out.width),
        )
        self._out.print(Align(panel, "left" if ours else "right"))

    def note(self, text: str) -> None:
        """Something that happens, and that nobody says."""
        self._out.print(f"-- {text} --", style="dim", markup=False)

    def _plain(self, text: str, buttons: Sequence[str]) -> None:
        self._out.print(text, markup=False)
        if buttons:
            self._out.print("      " + " ".join(f"[{each}]" for each in buttons), markup=False)


def formatted(text: str) -> Text:
    """WhatsApp's `*bold*`, shown as bold."""
    shown = Text()
    ends = [0]
    for found in _BOLD.finditer(text):
        shown.append(text[ends[-1] : found.start()])
        shown.append(found.group(1), style="bold")
        ends.append(found.end())
    shown.append(text[ends[-1] :])
    return shown


def facts(out: Console, lines: Iterable[tuple[str, str]]) -> None:
    """Names and values, in two columns."""
    pairs = list(lines)
    width = max((len(name) for name, _ in pairs), default=0)
    for name, value in pairs:
        out.print(f"  {name:<{width}}  {value}", markup=False)
