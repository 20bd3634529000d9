"""A demonstration that stays open: the page, the salon behind it, and a play to watch on it."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import httpx
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from atrevete_adapters.embedded import DATABASE_URL
from atrevete_adapters.simulation import SimulationRefused

from .codes import FAILED, FINE
from .demo import last_lines, perform, tell_outcome
from .display import ZONE, facts
from .front_page import announce, habits_for_page, until_watched
from .house import House, Plan, open_house
from .housekeeping import Housekeeper
from .playing import NoAnswer
from .script import Play
from .wiring import Wiring, is_taken, spare_port

FOLDER: Final = Path(".demo")
_LOOK_SECONDS: Final = 0.5
#: On the page one wants to see her write.
_WATCHED_SETTLE_SECONDS: Final = 0.8
#: How long somebody reads before they write, and how fast.
_FIRST_SECONDS: Final = 1.2
_MOST_SECONDS: Final = 7.0
_BURST_SECONDS: Final = 0.5
_READ_LETTERS: Final = 45.0
_TYPED_LETTERS: Final = 22.0


@dataclass(frozen=True, kw_only=True)
class Staying:
    """How the demonstration stays open."""

    port: int
    now: datetime | None
    keep: bool
    model: str


def stay_open(out: Console, staying: Staying, script: Play | None) -> int:
    """Until Ctrl-C; a play is played once somebody watches. Returns the exit code."""
    port = staying.port
    if port and is_taken(port):
        out.print(f"El puerto {port} está ocupado: elige otro con --port, o 0 para cualquiera.")
        return FAILED
    wiring = Wiring(simulator_port=port or spare_port(), language_model=staying.model)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    announce(out, wiring.simulator_url, show=script.customer.phone if script else "")
    try:
        with open_house(
            _plan(staying, wiring, script),
            say=lambda what: out.print(f"Arrancando {what}…", markup=False),
        ) as house:
            out.print("Todo en marcha. Ctrl-C lo para.\n")
            facts(out, _addresses(house, has_panel=script is None))
            if script is not None:
                _show(out, house, script)
            keeps = script is None and may_forget(os.environ, keep=staying.keep)
            _tend(out, house, keeper=Housekeeper(house) if keeps else None)
    except KeyboardInterrupt:
        out.print("\nTodo parado.")
    return FINE


def _plan(staying: Staying, wiring: Wiring, script: Play | None) -> Plan:
    """What a play finds before it is its own; anything else begins with what the salon knows."""
    given = script.now if script else staying.now
    now = given.replace(tzinfo=ZONE) if given and given.tzinfo is None else given
    return Plan(
        folder=FOLDER if staying.keep and script is None else None,
        now=now,
        settle_seconds=Plan.settle_seconds if script is None else _WATCHED_SETTLE_SECONDS,
        wiring=wiring,
        habits=habits_for_page(wiring),
        anew=staying.keep and script is None and may_forget(os.environ, keep=staying.keep),
        admin=script is None,
    )


def may_forget(environment: Mapping[str, str], *, keep: bool) -> bool:
    """Nobody's rows are forgotten, nor made up, in a database of the operator's own."""
    return not (keep and environment.get(DATABASE_URL))


def _tend(out: Console, house: House, *, keeper: Housekeeper | None) -> None:
    while True:
        house.check()
        try:
            if keeper is not None:
                keeper.look()
        except (SimulationRefused, SQLAlchemyError, httpx.HTTPError) as error:
            out.print(f"El salón no está preparado todavía: {type(error).__name__}.", markup=False)
        time.sleep(_LOOK_SECONDS)


def _show(out: Console, house: House, script: Play) -> None:
    out.print(f"\n{script.title}\n", style="bold", markup=False)
    until_watched(house.simulator_url)
    try:
        played, outcome = asyncio.run(perform(out, house, script, pace=at_reading_speed))
    except (NoAnswer, SimulationRefused) as error:
        out.print(f"{error}; registros:\n{last_lines(house)}", markup=False)
        return
    wrong = tell_outcome(out, script, played, outcome)
    out.print("\nFAIL" if wrong else "\nPASS", style="bold red" if wrong else "bold green")


async def at_reading_speed(heard: Sequence[str], writing: str) -> None:
    """As long as a person takes to read what was said, and to type an answer."""
    if not heard:
        # The next of a burst, which is answered as one.
        await asyncio.sleep(_BURST_SECONDS)
        return
    reading = sum(map(len, heard)) / _READ_LETTERS
    typing = len(writing) / _TYPED_LETTERS
    await asyncio.sleep(min(_FIRST_SECONDS + reading + typing, _MOST_SECONDS))


def _addresses(house: House, *, has_panel: bool) -> Iterator[tuple[str, str]]:
    control = f"{house.simulator_url}/control"
    yield "La página", house.simulator_url
    yield "Escribe como clienta", f"atrevete chat --demo {house.simulator_url}"
    yield "o por HTTP", f"POST {control}/customers/+34600111222/messages"
    yield "", '{"text": "hola", "name": "Laura"}; se lee con GET en la misma dirección'
    if has_panel:
        yield "El panel del salón", house.wiring.admin_url
        yield "", f"usuario {house.wiring.owner}, contraseña {house.wiring.owner_password}"
    yield "Pagos, calendarios", f"{control}/payments, {control}/calendars, {control}/mail"
    yield "El reloj", f'POST {control}/clock {{"advance_seconds": 1800}}'
    yield "Webhook", house.webhook_url
    yield "PostgreSQL", house.database_url.replace("+asyncpg", "")
    yield "Redis", house.redis_url
    yield "Registros", str(house.logs.resolve())
