"""`atrevete conversations`: every scenario's conversation as it really runs, as a page to read.

Played in memory with the built-in interpreter and the clock of each script, so that the page is
the same wherever and whenever it is written.
"""

import asyncio
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from atrevete_adapters.memory.salon import MemorySalon, Person
from atrevete_adapters.reglas import Reglas
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.ports.deposit_gateway import Checkout

from .codes import DIFFERS, FINE
from .display import SALON, ZONE, console
from .evaluation.player import DirectVoice, Line, Player
from .evaluation.running import be_quiet
from .evaluation.seeding import sow
from .script import Play, load_play, play_names

_LINK = re.compile(r"https?://\S+")
_HEAD = """\
# Así habla Maite

Una conversación de cada situación, tal como ocurre de verdad: las escribe `atrevete conversations`
jugando los guiones de `apps/cli/plays` con el intérprete propio, sin red y sin claves. La clienta
solo sabe lo que lee. Los enlaces de pago se muestran como «(enlace)».
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a conversation; without `who` it is something that happens."""

    at: datetime
    who: str
    text: str


def run(*, page: Path | None, check: bool) -> int:
    """Write the page, or print it; with `check` only say whether it is up to date."""
    be_quiet()
    text = asyncio.run(written())
    if page is None:
        console().print(text, markup=False, end="")
        return FINE
    if check:
        return FINE if page.is_file() and page.read_text(encoding="utf-8") == text else DIFFERS
    page.write_text(text, encoding="utf-8")
    return FINE


async def written(names: Sequence[str] | None = None) -> str:
    """The page: all scenarios that have a script, or these."""
    # Made once: loading them takes longer than a conversation.
    model, flow = Reglas(), MaiteFlow()
    chapters = [
        _chapter(name, load_play(name), await _told(load_play(name), model, flow))
        for name in names or play_names()
    ]
    return "\n".join([_HEAD, *chapters])


async def _told(script: Play, model: Reglas, flow: MaiteFlow) -> list[Told]:
    salon = MemorySalon(now=script.now.replace(tzinfo=ZONE), model=model, flow=flow)
    case = script.case()
    await sow(salon, case)
    person = salon.person(script.customer.phone, script.customer.whatsapp_name)
    voice = _HeardVoice(person)
    player = Player(case, person, voice)
    voice.lines = player.played.lines
    played = await player.play()
    who = script.customer.first_name or script.customer.whatsapp_name
    return list(_with_payments(played.lines, voice.paid, who))


class _HeardVoice(DirectVoice):
    """Remembers after which line the customer paid."""

    def __init__(self, person: Person) -> None:
        super().__init__(person)
        self.lines: list[Line] = []
        self.paid: list[int] = []

    async def pay(self, page: Checkout) -> None:
        self.paid.append(len(self.lines))
        await super().pay(page)


def _with_payments(lines: Sequence[Line], paid: Sequence[int], who: str) -> Iterator[Told]:
    for number, line in enumerate(lines):
        if number in paid:
            yield Told(line.at, "", "paga el anticipo en el enlace")
        yield Told(line.at, SALON if line.by_salon else who, line.text)


def _chapter(name: str, script: Play, told: Iterable[Told]) -> str:
    day = f"{script.now:%Y-%m-%d, %H:%M}"
    return "\n".join([f"## {name}. {script.title}", "", f"*{day}*", "", *_quoted(told), ""])


def _quoted(told: Iterable[Told]) -> Iterator[str]:
    """A quotation of one paragraph a message, WhatsApp's bold as Markdown's."""
    for each in told:
        text = _LINK.sub("(enlace)", each.text)
        text = re.sub(r"\*(\S(?:[^*\n]*\S)?)\*", r"**\1**", text).replace("\n", "  \n> ")
        yield f"> **{each.who}:** {text}" if each.who else f"> *({text})*"
        yield ">"
