"""`atrevete chat`: talk to Maite in the terminal, on a salon that lives in memory."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from rich.console import Console

from atrevete_adapters.memory.salon import MemorySalon, Person
from atrevete_core.domain.booking import Appointment
from atrevete_core.domain.interval import Interval
from atrevete_core.phrases.services import spoken_list
from atrevete_core.phrases.spanish import at_hour, day, money

from .codes import FINE
from .display import SALON, ZONE, Transcript, console
from .keyboard import Order, lines, read_line, step_of

_AHEAD = timedelta(days=400)
#: Seconds that a line of a file that is piped in takes to type.
_A_LINE_TAKES = 10.0
_HELP = (
    "Escribe como si fueras la clienta. /pagar paga el enlace abierto, /reloj +30m deja pasar el"
    " tiempo (s, m, h, d), /agenda enseña las citas, /salir termina."
)

Act = Callable[[str], Awaitable[None]]


def run(*, now: datetime | None, name: str, phone: str) -> int:
    """Returns the exit code."""
    begin = datetime.now(UTC) if now is None else now
    begin = begin if begin.tzinfo else begin.replace(tzinfo=ZONE)
    chat = Chat(console(), MemorySalon(now=begin), phone=phone, name=name)
    try:
        asyncio.run(chat.until_the_end())
    except KeyboardInterrupt:
        chat.out.print()
    return FINE


class Chat:
    """One customer with Maite, line by line."""

    def __init__(self, out: Console, salon: MemorySalon, *, phone: str, name: str) -> None:
        self.out = out
        self._salon = salon
        self._person: Person = salon.person(phone, name)
        self._transcript = Transcript(out)
        self._shown = 0
        self._looked_at = time.monotonic()
        self._orders: dict[str, Act] = {
            "pagar": self._pay,
            "reloj": self._wait,
            "agenda": self._show_agenda,
            "ayuda": self._help,
        }

    async def until_the_end(self) -> None:
        self.out.print(f"{_HELP}\nEn el salón es {await self._hour()}.\n", markup=False)
        async for line in lines(self.out, f"{self._person.name or self._person.phone}> "):
            said = read_line(line)
            if said == Order("salir"):
                return
            await self._let_time_pass()
            if isinstance(said, Order):
                await self._obey(said)
            elif said:
                await self._say(said)

    async def _say(self, text: str) -> None:
        self._echo(text)
        await self._person.writes(text)
        await self._show_answers()

    def _echo(self, text: str) -> None:
        """A terminal shows what was typed by itself; a pipe's text would be missing."""
        if not self.out.is_terminal:
            self.out.print(f"{self._person.name or self._person.phone}: {text}", markup=False)

    async def _obey(self, order: Order) -> None:
        act = self._orders.get(order.name)
        if act is None:
            known = ", ".join(f"/{name}" for name in (*self._orders, "salir"))
            self._transcript.note(f"no conozco /{order.name}; hay {known}")
            return
        await act(order.rest)

    async def _pay(self, _: str) -> None:
        if not self._salon.gateway.open_pages:
            self._transcript.note("no hay ningún enlace que pagar")
            return
        self._transcript.note("pagas el anticipo")
        await self._salon.pay()
        await self._show_answers()

    async def _wait(self, text: str) -> None:
        step = step_of(text)
        if step is None:
            self._transcript.note("di cuánto, como /reloj +30m o /reloj +2h")
            return
        await self._salon.advance(seconds=step.total_seconds())
        self._transcript.note(f"ahora es {await self._hour()}")
        await self._show_answers()

    async def _help(self, _: str) -> None:
        self.out.print(_HELP, markup=False)

    async def _let_time_pass(self) -> None:
        """The clock of a salon in memory stands still: whoever types takes time, and a file that
        is piped in is typed as well, not poured over her.
        """
        now = time.monotonic()
        passed, self._looked_at = now - self._looked_at, now
        if not self.out.is_terminal:
            passed = max(passed, _A_LINE_TAKES)
        await self._salon.advance(seconds=passed)

    async def _show_answers(self) -> None:
        replies = self._person.replies
        at = await self._salon.clock.now()
        for reply in replies[self._shown :]:
            self._transcript.bubble(SALON, reply.text, at=at, ours=True, buttons=reply.buttons)
        if len(replies) == self._shown and self._person.thread in self._salon.messenger.with_team:
            self._transcript.note("la conversación la lleva una persona: Maite calla")
        self._shown = len(replies)

    async def _show_agenda(self, _: str) -> None:
        for line in list(self._agenda(await self._appointments())) or ["no hay citas"]:
            self._transcript.note(line)

    async def _appointments(self) -> Sequence[Appointment]:
        at = await self._salon.clock.now()
        stylists = [each.id for each in self._salon.seed.catalogue.stylists]
        async with self._salon.storage.transaction() as records:
            return await records.bookings.appointments_in(stylists, Interval(at, at + _AHEAD))

    def _agenda(self, appointments: Sequence[Appointment]) -> Iterator[str]:
        for each in appointments:
            start = each.start.astimezone(ZONE)
            stylist = self._salon.seed.catalogue.stylist(each.stylist_id).name
            yield (
                f"{day(start.date())} {at_hour(start)}: {spoken_list(each.service_names)} con"
                f" {stylist}, {money(each.total)} ({_STATUS.get(each.status, each.status)})"
            )

    async def _hour(self) -> str:
        now = (await self._salon.clock.now()).astimezone(ZONE)
        return f"{day(now.date())} {at_hour(now)}"


_STATUS = {"provisional": "guardada, sin pagar", "confirmed": "confirmada"}
