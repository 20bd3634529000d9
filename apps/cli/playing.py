"""A scenario's customer at their telephone: writes, waits for Maite, pays."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.simulated_clock import PostgresClock
from atrevete_adapters.simulation import PhoneMessage, Simulation

from .script import Burst, Customer, Play
from .standing import is_quiet

_LINK = re.compile(r"https?://\S*checkout\S*")
_POLL_SECONDS = 0.05
_PATIENCE_SECONDS = 30.0

Show = Callable[[PhoneMessage], None]
#: Waits as a person would who has heard this and writes that.
Pace = Callable[[Sequence[str], str], Awaitable[None]]
Note = Callable[[str], None]


class NoAnswer(Exception):
    """The salon did not come to rest: something that was due stays undone."""


@dataclass(kw_only=True)
class Phone:
    """One customer's telephone at a running simulator, and a look into the salon's database."""

    simulation: Simulation
    engine: AsyncEngine
    number: str
    name: str = ""
    show: Show = lambda _: None
    pace: Pace | None = None
    _heard: Sequence[str] = ()
    _last: int = 0
    said: list[PhoneMessage] = field(default_factory=list)

    async def write(self, *texts: str) -> list[PhoneMessage]:
        """Write a burst; what Maite answered, once the salon has nothing left to do."""
        for text in texts:
            await self.take_time(text)
            await self.simulation.write_as(self.number, text, name=self.name or None)
        return await self.listen()

    async def take_time(self, writing: str = "") -> None:
        """At the pace of a person, where somebody watches."""
        if self.pace is not None:
            await self.pace(self._heard, writing)
        self._heard = ()

    async def listen(self) -> list[PhoneMessage]:
        """What has come since the last time, once the salon has nothing left to do."""
        await rest(self.simulation, self.engine)
        new = await self.simulation.messages_of(self.number, after=self._last)
        for message in new:
            self.show(message)
            self._last = message.id
        answers = [each for each in new if each.direction == "to_customer"]
        self.said.extend(answers)
        self._heard = [each.text for each in answers]
        return answers


async def rest(
    simulation: Simulation, engine: AsyncEngine, *, seconds: float = _PATIENCE_SECONDS
) -> None:
    """Wait until nothing is on its way, unanswered or due. Raises NoAnswer."""
    clock = PostgresClock(engine)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    quiet = 0
    # Twice in a row: between two looks a webhook may just have become a row.
    while quiet < 2:  # noqa: PLR2004 - as said
        calm = await simulation.pending() == 0 and await is_quiet(engine, at=await clock.now())
        quiet = quiet + 1 if calm else 0
        if loop.time() > deadline:
            raise NoAnswer(f"the salon has not come to rest in {seconds:.0f} s")
        if not calm:
            await asyncio.sleep(_POLL_SECONDS)


@dataclass(frozen=True, slots=True)
class Played:
    """How a play went: all that the salon said, and why it was broken off, if it was."""

    said: Sequence[str]
    broken_off: str = ""


async def play(script: Play, phone: Phone, *, note: Note = lambda _: None) -> Played:
    """Play the customer to the end of the script."""
    customer = Customer.of(script)
    # Without an opening the salon speaks first.
    heard: Sequence[PhoneMessage] = await (
        phone.write(*script.opening) if script.opening else phone.listen()
    )
    for _ in range(script.max_turns):
        links = list(_links(heard))
        if links:
            heard = await _at_checkout(script, phone, links, note=note)
            if not heard:
                return _played(phone, "no ha llegado ninguna respuesta después del pago")
            if not script.continue_after_payment:
                return _played(phone)
            continue
        if not heard:
            return _played(phone, "Maite no contesta")
        answer = customer.answers([each.text for each in heard])
        if answer is None:
            return _played(phone)
        heard = await phone.write(*answer.say)
        if answer.last:
            return _played(phone)
    return _played(phone, f"más de {script.max_turns} turnos")


def _played(phone: Phone, broken_off: str = "") -> Played:
    return Played([each.text for each in phone.said], broken_off)


def _links(heard: Sequence[PhoneMessage]) -> Iterator[str]:
    return chain.from_iterable(_LINK.findall(each.text) for each in heard)


async def _at_checkout(
    script: Play, phone: Phone, links: Sequence[str], *, note: Note
) -> Sequence[PhoneMessage]:
    """What the customer does with a payment link; what was said after it."""
    if script.after_link:
        await phone.write(*script.after_link)
    if script.after_payment == "never":
        note("no paga")
        await phone.simulation.advance_clock(_UNPAID_SECONDS)
        return await phone.listen()
    failures = {"fail_once": 1, "fail_twice": 2}.get(script.after_payment, 0)
    heard: Sequence[PhoneMessage] = ()
    for number in range(failures):
        await phone.take_time()
        note("la tarjeta falla")
        await phone.simulation.decline(links[-1])
        heard = await phone.write(*_complaint(script, number))
        links = list(_links(heard)) or links
    if script.after_payment == "fail_twice":
        return heard
    await phone.take_time()
    note("paga el anticipo")
    for link in links:
        await phone.simulation.pay(link)
    return await phone.listen()


#: A hold of today is over after 16 minutes, others after 31 (EVALUATION, `after_payment`).
_UNPAID_SECONDS = 31 * 60.0


def _complaint(script: Play, number: int) -> Burst:
    complaints = script.on_payment_fail
    return complaints[min(number, len(complaints) - 1)]
