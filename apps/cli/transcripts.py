"""`atrevete transcripts`: every scenario's conversation as it really runs, as a page to read.

Played in memory with the built-in interpreter and the clock of each script, so that the page is
the same wherever and whenever it is written.
"""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from atrevete_adapters.memory.salon import MemorySalon, Person
from atrevete_adapters.reglas import Reglas
from atrevete_core.flow.graph import MaiteFlow
from atrevete_core.phrases.spanish import at_hour, day, sentence
from atrevete_core.ports.deposit_gateway import Checkout

from .codes import DIFFERS, FINE, WRONG
from .display import SALON, ZONE, console
from .evaluation.player import DirectVoice, Line, Player
from .evaluation.running import be_quiet
from .evaluation.seeding import sow
from .script import Play, load_play, play_names

_BOLD = re.compile(r"\*(\S(?:[^*\n]*\S)?)\*")
_LINK = re.compile(r"https?://\S+")
_HEAD = """\
# Así habla Maite

Una conversación de cada situación, tal como ocurre de verdad: las escribe `atrevete transcripts`
jugando los guiones de `apps/cli/plays` con el intérprete propio, sin red y sin claves. La clienta
solo sabe lo que lee. Los enlaces de pago se muestran como «(enlace)».
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A line of a conversation; without `who` it is something that happens."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """How it went, and what the team was told meanwhile."""

    lines: Sequence[Told]
    team: Sequence[str]


def run(*, page: Path | None, check: bool, names: Sequence[str] | None = None) -> int:
    """Write the page, or print it; with `check` only say whether it is up to date."""
    be_quiet()
    text = asyncio.run(written(names))
    if page is None:
        console().print(text, markup=False, end="")
        return FINE
    if check:
        return FINE if page.is_file() and page.read_text(encoding="utf-8") == text else DIFFERS
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as error:
        typer.echo(f"{page} cannot be written: {error.strerror}.", err=True)
        return WRONG
    return FINE


async def written(names: Sequence[str] | None = None) -> str:
    """The page: all scenarios that have a script, or these."""
    # Made once: loading them takes longer than a conversation.
    model, flow = Reglas(), MaiteFlow()
    chapters = []
    for name in names or play_names():
        script = load_play(name)
        chapters.append(_chapter(name, script, await _played(script, model, flow)))
    return "\n".join([_HEAD, *chapters])


async def _played(script: Play, model: Reglas, flow: MaiteFlow) -> Conversation:
    salon = MemorySalon(now=script.now.replace(tzinfo=ZONE), model=model, flow=flow)
    case = script.case()
    await sow(salon, case)
    person = salon.person(script.customer.phone, script.customer.whatsapp_name)
    voice = _HeardVoice(person)
    player = Player(case, person, voice)
    voice.lines = player.played.lines
    played = await player.play()
    who = script.customer.first_name or script.customer.whatsapp_name
    return Conversation(list(_with_payments(played.lines, voice.paid, who)), salon.team_thread)


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
            yield Told("", "paga el anticipo en el enlace")
        yield Told(SALON if line.by_salon else who, line.text)


def _chapter(name: str, script: Play, conversation: Conversation) -> str:
    when = f"{sentence(day(script.now.date()))} de {script.now.year}, {at_hour(script.now)}."
    quoted = "\n>\n".join(_quoted(each) for each in conversation.lines)
    team = "".join(f"\n\nAl equipo: «{_as_markdown(each)}»" for each in conversation.team)
    return f"## {name}. {script.title}\n\n{when}\n\n{quoted}{team}\n"


def _quoted(told: Told) -> str:
    text = _as_markdown(told.text).replace("\n", "  \n> ")
    return f"> **{told.who}:** {text}" if told.who else f"> *({text})*"


def _as_markdown(text: str) -> str:
    """WhatsApp's bold as Markdown's, and links without their address."""
    return _BOLD.sub(r"**\1**", _LINK.sub("(enlace)", text))
