"""What the end-to-end tests do with an open house: write, pay, look, and stop programs."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count

from atrevete_apps.cli.house import House
from atrevete_apps.cli.playing import Phone, rest
from atrevete_apps.cli.standing import Booked, appointments_of, escalations_of
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.simulation import PhoneMessage, Simulation

PHONES = count(600_200_001)
WISH = "hola, soy {name} Gómez Ruiz, quiero un corte el viernes a las {hour} con {stylist}"


@dataclass(frozen=True)
class Stage:
    """A test's own view of the house. `now` is a Wednesday, 11:15, that no other test has."""

    house: House
    simulation: Simulation
    engine: AsyncEngine
    now: datetime

    @property
    def friday(self) -> datetime:
        return self.now + timedelta(days=2)

    def person(self, name: str) -> "Somebody":
        return Somebody(self, name)

    async def rest(self, *, seconds: float = 30.0) -> None:
        await rest(self.simulation, self.engine, seconds=seconds)

    async def wait(self, *, minutes: float) -> None:
        """Let the salon's time pass; a sweep has run at the new time, and all that it found."""
        reading = await self.simulation.advance_clock(minutes * 60)
        assert reading.swept, "no worker swept"
        await self.rest()

    async def value(self, query: str, **given: object) -> object:
        async with self.engine.connect() as connection:
            return await connection.scalar(text(query), given)

    async def lane_is_quiet(self) -> bool:
        waiting = "SELECT count(*) FROM outbox WHERE status = 'pending'"
        return not await self.value(waiting)

    @asynccontextmanager
    async def nobody_reads(self, table: str) -> AsyncIterator[None]:
        """Turns that read this table wait in the middle, as long as this lasts (5 s at most)."""
        async with self.engine.connect() as connection, connection.begin():
            await connection.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
            yield

    async def is_waited_for(self, table: str) -> bool:
        waiting = (
            "SELECT count(*) FROM pg_locks WHERE NOT granted"
            " AND relation = CAST(:table AS regclass)"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return bool(await self.value(waiting, table=table))


@dataclass
class Somebody:
    """A customer with a telephone of their own."""

    stage: Stage
    name: str
    number: str = field(default_factory=lambda: f"+34{next(PHONES)}")
    phone: Phone = field(init=False)

    def __post_init__(self) -> None:
        self.phone = Phone(
            simulation=self.stage.simulation,
            engine=self.stage.engine,
            number=self.number,
            name=self.name,
        )

    async def writes(self, *texts: str) -> list[str]:
        return texts_of(await self.phone.write(*texts))

    async def sends(self, text_: str) -> None:
        """Without waiting for an answer."""
        await self.stage.simulation.write_as(self.number, text_, name=self.name)

    async def reads(self) -> list[str]:
        return texts_of(await self.phone.listen())

    async def asks_for(self, hour: str = "10:00", stylist: str = "Pilar") -> list[str]:
        return await self.writes(WISH.format(name=self.name, hour=hour, stylist=stylist))

    async def holds(self, hour: str = "10:00", stylist: str = "Pilar") -> str:
        """Ask for that hour of Friday and get the payment link."""
        said = "\n".join(await self.asks_for(hour, stylist))
        assert "checkout" in said, said
        return next(word for word in said.split() if "checkout" in word)

    async def pays(self, link: str) -> list[str]:
        await self.stage.simulation.pay(link)
        return await self.reads()

    async def bookings(self) -> Sequence[Booked]:
        return await appointments_of(self.stage.engine, self.number)

    async def booking(self) -> Booked:
        [only] = await self.bookings()
        return only

    async def escalations(self) -> Sequence[str]:
        return await escalations_of(self.stage.engine, self.number)


def texts_of(messages: Sequence[PhoneMessage]) -> list[str]:
    return [each.text for each in messages]
