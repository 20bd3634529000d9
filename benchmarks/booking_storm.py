"""Fifty customers after one stylist's day: how three ways of booking stand it.

    .venv/bin/python -m benchmarks.booking_storm --seconds 10 --clients 50

- `lock first` is ours: READ COMMITTED, the stylist's row locked, the exclusion constraint behind.
- `constraint only` inserts and lets the exclusion constraint refuse.
- `serializable` looks and inserts, and lets PostgreSQL find the conflict.

Every client takes a random half hour and, when it got it, gives it back, so that the day never
fills up. A broken tie is an error that a use case has to answer by running again. The figures of
one run stand in docs/decisions/0010.
"""
# ruff: noqa: INP001 - run by its name, never installed

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.embedded import embedded_postgres
from atrevete_adapters.postgres.bookings import PostgresBookings
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.errors import as_port_error
from atrevete_adapters.postgres.schema import upgrade
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_core.domain.booking import AppointmentStatus, Booking
from atrevete_core.domain.interval import after
from atrevete_core.ports.storage import SlotTaken, StorageBusy
from tests.builders import FRIDAY, LAURA, POLICY, REFERENCE, SALON, a_booking, madrid, with_status

HALF_HOURS = 18
Book = Callable[[PostgresBookings, Booking], Awaitable[None]]


@dataclass
class Tally:
    """What came of the attempts, and how long each took."""

    outcomes: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def line(self, name: str, took: float) -> str:
        slowest = sorted(self.seconds)
        p99 = slowest[int(len(slowest) * 0.99)] * 1000
        counts = ", ".join(f"{count} {what}" for what, count in sorted(self.outcomes.items()))
        rate = len(slowest) / took
        return f"{name:16}{rate:8.0f}/s   p99 {p99:7.0f} ms   worst {slowest[-1]:5.1f} s   {counts}"


async def lock_first(bookings: PostgresBookings, booking: Booking) -> None:
    await bookings.lock_stylists(each.stylist_id for each in booking.appointments)
    await _look_and_add(bookings, booking)


async def constraint_only(bookings: PostgresBookings, booking: Booking) -> None:
    await bookings.add(booking)


async def _look_and_add(bookings: PostgresBookings, booking: Booking) -> None:
    [appointment] = booking.appointments
    wanted = [appointment.stylist_id]
    agenda = await bookings.agenda(SALON.id, FRIDAY, FRIDAY, stylists=wanted, policy=POLICY)
    if any(each.during.overlaps(appointment.during) for each in agenda.occupied):
        raise SlotTaken
    await bookings.add(booking)


@asynccontextmanager
async def _transaction(engine: AsyncEngine, isolation: str) -> AsyncIterator[PostgresBookings]:
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level=isolation)
        try:
            async with connection.begin():
                yield PostgresBookings(connection)
        except DBAPIError as error:
            raise as_port_error(error) or error from error


async def _attempt(engine: AsyncEngine, isolation: str, book: Book) -> str:
    start = after(madrid(2026, 12, 18, 10), minutes=30 * random.randrange(HALF_HOURS))  # noqa: S311
    booking = a_booking(at=start)
    try:
        async with _transaction(engine, isolation) as bookings:
            await book(bookings, booking)
    except SlotTaken:
        return "taken"
    except StorageBusy as tie:
        return f"tie {tie}"
    await _give_back(engine, booking)
    return "booked"


async def _give_back(engine: AsyncEngine, booking: Booking) -> None:
    async with _transaction(engine, "READ COMMITTED") as bookings:
        await bookings.save(with_status(booking, AppointmentStatus.CANCELLED))


async def _storm(url: str, isolation: str, book: Book, *, clients: int, seconds: float) -> Tally:
    engine = open_engine(url, pool_size=clients, lock_seconds=0, statement_seconds=0)
    tally, end = Tally(), time.monotonic() + seconds

    async def client() -> None:
        while (begun := time.monotonic()) < end:
            tally.outcomes[await _attempt(engine, isolation, book)] += 1
            tally.seconds.append(time.monotonic() - begun)

    await asyncio.gather(*(client() for _ in range(clients)))
    await engine.dispose()
    return tally


async def _prepare(url: str) -> None:
    await upgrade(url)
    engine = open_engine(url)
    await seed(engine, REFERENCE)
    async with PostgresStorage(engine).transaction() as records:
        await LAURA.arrives(records)
    await engine.dispose()


async def _run(url: str, *, clients: int, seconds: float) -> None:
    await _prepare(url)
    ways: list[tuple[str, str, Book]] = [
        ("lock first", "READ COMMITTED", lock_first),
        ("constraint only", "READ COMMITTED", constraint_only),
        ("serializable", "SERIALIZABLE", _look_and_add),
    ]
    for name, isolation, book in ways:
        begun = time.monotonic()
        tally = await _storm(url, isolation, book, clients=clients, seconds=seconds)
        sys.stdout.write(tally.line(name, time.monotonic() - begun) + "\n")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--clients", type=int, default=50)
    asked.add_argument("--seconds", type=float, default=10)
    options = asked.parse_args()
    with embedded_postgres() as url:
        asyncio.run(_run(url, clients=options.clients, seconds=options.seconds))


if __name__ == "__main__":
    main()
