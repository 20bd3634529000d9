"""A salon on a real PostgreSQL whose vendors are in this process: quick to break in every way.

Its workers die by an exception that nothing catches, and another takes over; its vendors fail
before and after they have done what they were asked.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any, cast

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.crash_points import CrashPoints
from atrevete_adapters.memory.salon import Person, RehearsedSalon
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.reglas import Reglas
from atrevete_adapters.simulation import CheckoutSession
from atrevete_core.flow.receptionist import Receptionist
from atrevete_core.ports.deposit_gateway import CheckoutState, RefundState
from atrevete_core.ports.events import MessageArrived
from atrevete_core.ports.language_model import LanguageModel, Request, Understood
from atrevete_core.ports.storage import Storage
from atrevete_core.usecases.receive import receive_message
from tests.builders import MADRID
from tests.chaos.careless import CarelessStorage
from tests.chaos.invariants import Facts, all_rows, broken_in

PHONES = count(600_300_001)
WISH = "hola, soy {name} Gómez Ruiz, quiero un corte el viernes a las {hour} con {stylist}"


class Died(BaseException):
    """The process has ended here. Nothing catches it, as nothing catches a power cut."""


@dataclass(frozen=True, slots=True)
class Deaths(CrashPoints):
    """Crash points at which this process dies as far as the salon can tell."""

    orders: list[str]

    def reach(self, point: str) -> None:
        if point in self.orders:
            self.orders.remove(point)
            raise Died(point)


class Obeying:
    """An interpreter that says what a test wants; without an order, the next one understands."""

    def __init__(self, then: LanguageModel) -> None:
        self.order: Understood | Exception | None = None
        self.then = then

    async def reason(self, request: Request) -> Understood:
        if isinstance(self.order, Exception):
            raise self.order
        return self.order or await self.then.reason(request)


@dataclass
class Rehearsal:
    """A salon, and the means to break it."""

    salon: RehearsedSalon
    engine: AsyncEngine
    orders: list[str]
    model: Obeying
    story: list[str] = field(default_factory=list)
    #: How far real time is ahead: leases count in it.
    ahead: list[timedelta] = field(default_factory=lambda: [timedelta()])
    people: list["Guest"] = field(default_factory=list)
    #: What was counted, for the page of results.
    notes: list[str] = field(default_factory=list)

    @classmethod
    def on(
        cls, engine: AsyncEngine, *, now: datetime, model: LanguageModel | None = None
    ) -> "Rehearsal":
        obeying = Obeying(model or Reglas())
        salon = RehearsedSalon(now=now, storage=PostgresStorage(engine), model=obeying)
        orders: list[str] = []
        salon.ports = Deaths(Path(), orders).in_salon(salon.ports)
        it = cls(salon, engine, orders, obeying)
        it.restart()
        return it

    def real_now(self) -> datetime:
        return datetime.now(UTC) + self.ahead[0]

    def restart(self) -> None:
        """Another worker; what Redis held is gone, and the leases of the dead one run out."""
        self.ahead[0] += timedelta(seconds=10)
        leases = count(1)
        self.salon.tasks.drain()
        name = f"worker-{self.ahead[0].total_seconds():.0f}"
        self.salon.receptionist = Receptionist(
            self.salon.ports,
            self.salon.flow,
            real_now=self.real_now,
            new_lease=lambda: f"{name}-{next(leases)}",
        )

    async def empty(self) -> None:
        """Nobody has ever written; the salon itself stays."""
        await self.change(
            "TRUNCATE contacts, customers, conversations, holds, inbox, outbox, escalations,"
            " busy_times, calendar_syncs, catch_ups, absences, closures, audit_log CASCADE"
        )

    def note(self, what: str) -> None:
        self.story.append(what)

    def obeys(self, order: Understood | Exception | None) -> None:
        """What the interpreter understands from now on, whatever is written."""
        self.model.order = order

    def guest(self, name: str = "Ana") -> "Guest":
        guest = Guest(self, Person(self.salon, f"+34{next(PHONES)}", name))
        self.people.append(guest)
        return guest

    @asynccontextmanager
    async def dies_at(self, point: str) -> AsyncIterator[None]:
        """The worker dies at this point of what is done here; another goes on."""
        self.story.append(f"dies at {point}")
        self.orders.append(point)
        try:
            yield
        except Died:
            self.restart()
            await self.salon.settle()
        else:
            assert point not in self.orders, f"nobody came to {point}"

    def carelessly(self, instead: Mapping[str, Any]) -> None:
        """From now on these methods of the storage ("inbox.add") do something else."""
        careless = cast("Storage", CarelessStorage(self.salon.storage, instead))
        self.salon.storage = careless
        self.salon.ports = replace(self.salon.ports, storage=careless)
        self.restart()

    async def stores(self, message: MessageArrived) -> None:
        """The desk delivers it."""
        at = await self.salon.clock.now()
        salon = self.salon.seed.salon.id
        await receive_message(self.salon.storage, salon, message, body=b"", at=at)

    async def settle(self) -> None:
        """Until nothing is due; whoever dies meanwhile is replaced."""
        for _ in range(20):
            try:
                await self.salon.settle()
            except Died as death:
                self.story.append(f"  died at {death}")
                self.restart()
            else:
                return
        raise AssertionError("the salon does not come to rest")

    async def wait(self, **time: float) -> None:
        self.story.append(f"time passes: {time}")
        self.salon.clock.advance(**time)
        await self.settle()

    async def rows(self, query: str, **given: object) -> Sequence[Any]:
        async with self.engine.connect() as connection:
            return (await connection.execute(text(query), given)).all()

    async def value(self, query: str, **given: object) -> Any:
        async with self.engine.connect() as connection:
            return await connection.scalar(text(query), given)

    async def change(self, statement: str, **given: object) -> None:
        async with self.engine.begin() as connection:
            await connection.execute(text(statement), given)

    def markers(self) -> list[str]:
        """What was said, by the keys of the effects."""
        return [each.marker for each in self.salon.messenger.said]

    async def tasks(self) -> list[str]:
        return [row.summary for row in await self.rows("SELECT summary FROM escalations")]

    async def broken(self) -> list[str]:
        return broken_in(await self.facts())

    async def facts(self) -> Facts:
        salon = self.salon
        return Facts(
            rows=await all_rows(self.engine),
            payments=[_session(salon, each) for each in salon.gateway.checkouts],
            refunds=[],
            calendars=_calendars(salon),
            markers=[each.marker for each in salon.messenger.said],
            talks={each.person.phone: await _talk(each) for each in self.people},
            heard=[(guest.person.phone, number) for guest in self.people for number in guest.sent],
            logs="",
            secrets=(),
            at=await salon.clock.now(),
        )


@dataclass
class Guest:
    """A customer who writes to this salon."""

    rehearsal: Rehearsal
    person: Person
    sent: list[int] = field(default_factory=list)

    async def writes(self, *texts: str) -> list[str]:
        for each in texts:
            self.rehearsal.story.append(f"{self.person.name}: {each}")
            await self.person.sends(each)
        self.rehearsal.salon.clock.advance(seconds=2)
        await self.rehearsal.salon.settle()
        return self.reads()

    def reads(self) -> list[str]:
        said = self.person.reads()
        self.rehearsal.story.extend(f"  Maite to {self.person.name}: {each}" for each in said)
        return said

    async def holds(self, hour: str = "10:00", stylist: str = "Pilar") -> str:
        """The id of the payment page for that hour of Friday."""
        before = len(self.rehearsal.salon.gateway.checkouts)
        said = await self.writes(self.wish(hour, stylist))
        pages = list(self.rehearsal.salon.gateway.checkouts)
        assert len(pages) > before, said
        return pages[-1]

    async def holds_on(self, day: str) -> str:
        """The id of the payment page for ten o'clock of that day."""
        wish = f"hola, soy {self.person.name} Gómez Ruiz, un corte el {day} a las 10:00 con Pilar"
        said = await self.writes(wish)
        pages = list(self.rehearsal.salon.gateway.checkouts)
        assert pages, said
        return pages[-1]

    def wish(self, hour: str = "10:00", stylist: str = "Pilar") -> str:
        return WISH.format(name=self.person.name, hour=hour, stylist=stylist)

    async def pays(self, page: str) -> list[str]:
        self.rehearsal.story.append(f"{self.person.name} pays {page}")
        await self.rehearsal.salon.pay(page)
        return self.reads()

    async def books(self, hour: str = "10:00", stylist: str = "Pilar") -> str:
        page = await self.holds(hour, stylist)
        said = await self.pays(page)
        assert any("confirmada" in each for each in said), said
        return page

    async def bookings(self) -> Sequence[Any]:
        return await self.rehearsal.rows(
            "SELECT a.*, h.status AS hold_status FROM appointments a"
            " JOIN holds h ON h.id = a.hold_id JOIN contacts c ON c.id = h.contact_id"
            " WHERE c.channel_id = :who ORDER BY a.starts_at",
            who=self.person.phone.removeprefix("+"),
        )


async def _talk(guest: "Guest") -> dict[str, Any]:
    said = await guest.rehearsal.salon.messenger.messages(guest.person.thread)
    return {
        "messages": [
            {
                "id": each.id,
                "at": each.at.isoformat(),
                "private": each.private,
                "activity": False,
                "direction": "from_customer" if each.incoming else "to_customer",
                "sender": "person" if each.by_person else "bot",
                "status": "read",
            }
            for each in said
        ]
    }


def _session(salon: RehearsedSalon, checkout_id: str) -> CheckoutSession:
    page, request = salon.gateway.checkouts[checkout_id], salon.gateway.requests[checkout_id]
    back = sum(
        each.amount.cents
        for each in salon.gateway.refunds.values()
        if each.payment_id == page.payment_id and each.state is not RefundState.FAILED
    )
    paid = page.state is CheckoutState.PAID
    return CheckoutSession(
        id=page.id,
        url=page.url,
        status="complete" if paid else "open",
        payment_status="paid" if paid else "unpaid",
        amount=page.amount.cents,
        currency=page.currency,
        items=(),
        client_reference_id=request.deposit_id,
        metadata={"key": request.key},
        expires_at=0,
        declines=0,
        refunded=back if paid else 0,
        payment_id=page.payment_id or None,
    )


def _calendars(salon: RehearsedSalon) -> Mapping[str, Sequence[dict[str, Any]]]:
    shown: dict[str, list[dict[str, Any]]] = {}
    for entry in salon.calendar.entries.values():
        shown.setdefault(entry.calendar_id, []).append(
            {
                "id": entry.id,
                "status": "confirmed",
                "extendedProperties": {"private": {"atrevete": entry.id}},
                "start": {"dateTime": entry.during.start.isoformat()},
                "end": {"dateTime": entry.during.end.isoformat()},
            }
        )
    return shown


NOW = datetime(2026, 12, 16, 11, 15, tzinfo=MADRID)
