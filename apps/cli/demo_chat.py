"""`atrevete chat --demo`: a customer's phone at a running demo."""

import asyncio
import re

import httpx
from rich.console import Console

from atrevete_adapters.simulation import Simulation, SimulationRefused

from .codes import FAILED, FINE
from .display import SALON, Transcript, console
from .keyboard import Order, lines, read_line, step_of

_LINK = re.compile(r"https?://\S*checkout\S*")
_LOOK_SECONDS = 0.2
#: After the last line of a pipe: how long Maite may take to answer, and to go on.
_ANSWER_SECONDS = 15.0
_SILENCE_SECONDS = 3.0
_HELP = "Escribe como si fueras la clienta. /pagar, /reloj +30m, /salir."


def run(*, url: str, name: str, phone: str) -> int:
    """Returns the exit code."""
    out = console()
    try:
        asyncio.run(_chat(out, url, name=name, phone=phone))
    except (httpx.TransportError, SimulationRefused) as error:
        reason = type(error).__name__
        out.print(f"No hay ninguna demo en {url} ({reason}): arranca atrevete demo.", markup=False)
        return FAILED
    except KeyboardInterrupt:
        out.print()
    return FINE


async def _chat(out: Console, url: str, *, name: str, phone: str) -> None:
    async with Simulation(url) as simulation:
        handset = _Handset(out, simulation, name=name, phone=phone)
        await handset.switch_on()
        showing = asyncio.create_task(handset.show_what_comes())
        try:
            async for line in lines(out, ""):
                if not await handset.type(line):
                    return
            await handset.hear_out()
        finally:
            showing.cancel()


class _Handset:
    def __init__(self, out: Console, simulation: Simulation, *, name: str, phone: str) -> None:
        self._out, self._simulation, self._name, self._phone = out, simulation, name, phone
        self._transcript = Transcript(out)
        self._last = 0
        self._link = ""
        self._answered = True
        self._heard_at = 0.0

    async def switch_on(self) -> None:
        self._out.print(f"{_HELP}\n", markup=False)
        await self._show_new()

    async def show_what_comes(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            await self._show_new()

    async def hear_out(self) -> None:
        """Until Maite has answered and fallen silent."""
        loop = asyncio.get_running_loop()
        begun = loop.time()
        while loop.time() < begun + _ANSWER_SECONDS:
            await asyncio.sleep(_LOOK_SECONDS)
            if self._answered and loop.time() > self._heard_at + _SILENCE_SECONDS:
                return

    async def type(self, line: str) -> bool:
        """False when the customer wants to stop."""
        said = read_line(line)
        if isinstance(said, Order):
            return await self._obey(said)
        if said:
            self._answered = False
            await self._simulation.write_as(self._phone, said, name=self._name)
        return True

    async def _obey(self, order: Order) -> bool:
        step = step_of(order.rest)
        if order.name == "pagar" and self._link:
            await self._simulation.pay(self._link)
            self._link = ""
        elif order.name == "reloj" and step is not None:
            await self._simulation.advance_clock(step.total_seconds())
        elif order.name == "salir":
            return False
        else:
            self._transcript.note(_HELP)
        return True

    async def _show_new(self) -> None:
        for each in await self._simulation.messages_of(self._phone, after=self._last):
            ours = each.direction == "to_customer"
            who = SALON if ours else self._name
            self._transcript.bubble(who, each.text, at=each.at, ours=ours, buttons=each.buttons)
            self._last = each.id
            self._answered = ours
            self._heard_at = asyncio.get_running_loop().time()
            self._link = (_LINK.findall(each.text) or [self._link])[-1]
