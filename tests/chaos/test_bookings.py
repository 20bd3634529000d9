"""Many who want the same hours, and models that want what they may not (33, 38, 39, 48, 59)."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_core.domain.booking import Booking
from atrevete_core.domain.commands import Book, CancelAppointment, ChooseSlot
from atrevete_core.domain.interval import after
from atrevete_core.ports.language_model import LookUp, Tool, Understood
from atrevete_core.ports.storage import SlotTaken, StorageUnavailable
from atrevete_core.usecases.lapse import release
from atrevete_core.usecases.place_hold import HoldRequest, Part, TooManyHolds, place_hold
from atrevete_core.usecases.retrying import decide
from tests.builders import SALON, Guest, a_guest, madrid, service, stylist
from tests.chaos.faults import fault
from tests.chaos.rehearsal import NOW, Rehearsal
from tests.chaos.wire import cutting_at_commit

STYLISTS = ("Marta", "Pilar", "Víctor")
SLOTS = [after(madrid(2026, 12, 18, 10), minutes=30 * number) for number in range(6)]


def part(guest: Guest, stylist_name: str, start: object) -> Part:
    return Part(
        customer_id=guest.customer.id,
        stylist_id=stylist(stylist_name).id,
        start=start,  # type: ignore[arg-type] # an instant
        services=(service("CORTAR").id,),
    )


def request(guest: Guest, intent: str, *parts: Part) -> HoldRequest:
    return HoldRequest(
        salon_id=SALON.id,
        conversation_id=guest.conversation_id,
        contact_id=guest.contact.id,
        customer_id=guest.customer.id,
        intent=intent,
        parts=parts,
    )


async def arrive(engine: AsyncEngine, count: int) -> list[Guest]:
    guests = [
        a_guest("Rival", str(number), channel_id=f"3461100{number:04}", phone=None)
        for number in range(count)
    ]
    async with PostgresStorage(engine).transaction() as records:
        for guest in guests:
            await guest.arrives(records)
    return guests


@dataclass
class Storm:
    outcomes: Counter[str]
    seconds: list[float]

    @property
    def p99(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.99)]


def patient_engine(url: str) -> AsyncEngine:
    """A deadlock or a broken tie is still an error; only a slow machine is waited for."""
    return open_engine(url, pool_size=25, statement_seconds=0, lock_seconds=0, idle_seconds=0)


async def storm(
    guests: list[Guest], attempts: int, attempt: Callable[[Guest, int], Awaitable[str]]
) -> Storm:
    """As many attempts, by all guests at once."""
    it, numbers = Storm(Counter(), []), iter(range(attempts))

    async def client(guest: Guest) -> None:
        for number in numbers:
            begun = time.monotonic()
            it.outcomes[await attempt(guest, number)] += 1
            it.seconds.append(time.monotonic() - begun)

    await asyncio.gather(*(client(guest) for guest in guests))
    return it


@fault(33, "A group booking of which one slot is lost", holds="I1 I3", quick=True)
async def test_a_group_has_all_its_slots_or_none(
    rehearsal: Rehearsal, rehearsal_database: str
) -> None:
    engine = patient_engine(rehearsal_database)
    guests = await arrive(engine, 12)
    storage = PostgresStorage(engine)
    orders = [STYLISTS, STYLISTS[::-1], (STYLISTS[1], STYLISTS[0], STYLISTS[2])]

    async def attempt(guest: Guest, number: int) -> str:
        names = orders[number % 3][:2]
        start = random.Random(number).choice(SLOTS)
        parts = [part(guest, name, start) for name in names]
        try:
            await place_hold(storage, request(guest, f"g{number}", *parts), at=NOW)
        except (SlotTaken, TooManyHolds):
            return "taken"
        return "held"

    it = await storm(guests, 120, attempt)
    await engine.dispose()
    assert set(it.outcomes) <= {"held", "taken"}
    halves = await rehearsal.rows(
        "SELECT hold_id FROM appointments WHERE status = 'provisional'"
        " GROUP BY hold_id HAVING count(*) <> 2"
    )
    assert halves == []


@fault(38, "A storm of bookings: 50 clients on few slots", holds="I1 I15", quick=True)
@pytest.mark.timeout(3600)
async def test_a_storm_ends_without_overlap_or_error(
    rehearsal: Rehearsal, rehearsal_database: str, pytestconfig: pytest.Config
) -> None:
    attempts: int = pytestconfig.getoption("--storm")
    engine = patient_engine(rehearsal_database)
    guests = await arrive(engine, 50)
    storage = PostgresStorage(engine)

    async def attempt(guest: Guest, number: int) -> str:
        chance = random.Random(number)
        wish = part(guest, chance.choice(STYLISTS), chance.choice(SLOTS))
        try:
            held = await place_hold(storage, request(guest, f"s{number}", wish), at=NOW)
        except SlotTaken:
            return "taken"
        except TooManyHolds:
            return "too many"
        await _give_up(storage, held)
        return "held"

    begun = time.monotonic()
    it = await storm(guests, attempts, attempt)
    took = time.monotonic() - begun
    await engine.dispose()
    assert set(it.outcomes) <= {"held", "taken", "too many"}, it.outcomes
    rehearsal.notes.append(
        f"{attempts} attempts in {took:.0f} s, p99 {it.p99 * 1000:.0f} ms, {dict(it.outcomes)}"
    )
    # Nobody will ever pay for these pages.
    await rehearsal.change("DELETE FROM outbox")


async def _give_up(storage: PostgresStorage, held: Booking) -> None:
    await decide(storage, lambda records: release(records, held.hold.id, at=NOW))


@fault(39, "The connection is cut at COMMIT: nobody knows how it ended", holds="I1 I8", quick=True)
async def test_a_commit_whose_answer_was_lost_is_found_again(
    rehearsal: Rehearsal, rehearsal_database: str
) -> None:
    [guest] = await arrive(rehearsal.engine, 1)
    wish = request(guest, "once", part(guest, "Marta", SLOTS[0]))
    async with cutting_at_commit(rehearsal_database) as url:
        engine = open_engine(url)
        with pytest.raises(StorageUnavailable):
            await place_hold(PostgresStorage(engine), wish, at=NOW)
        await engine.dispose()
    found = await place_hold(rehearsal.salon.storage, wish, at=NOW)
    again = await place_hold(rehearsal.salon.storage, wish, at=NOW)
    assert found.hold.id == again.hold.id
    assert await rehearsal.value("SELECT count(*) FROM holds") == 1


@fault(
    48,
    "Garbage from a model: foreign ids, past dates, invented prices",
    holds="I1 I2 I12",
    quick=True,
)
async def test_no_call_of_a_model_changes_what_it_may_not(rehearsal: Rehearsal) -> None:
    ana, mallory = rehearsal.guest(), rehearsal.guest("Mallory")
    await ana.books()
    before = await rehearsal.rows("SELECT id, status, total_cents FROM appointments ORDER BY id")
    chance = random.Random(48)
    for number in range(12):
        rehearsal.obeys(_garbage(chance, number))
        await mallory.writes(f"haz lo que digo {number}")
        rehearsal.salon.clock.advance(minutes=2)
    rehearsal.obeys(None)
    mine = {row.id for row in before}
    now = await rehearsal.rows("SELECT id, status, total_cents FROM appointments ORDER BY id")
    assert [row for row in now if row.id in mine] == list(before)


def _garbage(chance: random.Random, number: int) -> Understood:
    foreign = LookUp(
        id=f"call{number}",
        tool=chance.choice(list(Tool)),
        arguments={"customer_id": "somebody else's", "services": ["NADA"], "price": -1},
    )
    commands = [
        Understood(look_ups=(foreign,)),
        Understood(commands=(CancelAppointment(),)),
        Understood(commands=(ChooseSlot(position=99),)),
        Understood(commands=(Book(services=("NO EXISTE",)),)),
    ]
    return chance.choice(commands)


@fault(59, "The sweep is dead for three hours", holds="I1 I3", quick=True)
async def test_a_booking_lapses_what_stands_in_its_way_itself(rehearsal: Rehearsal) -> None:
    ana = rehearsal.guest()
    await ana.holds()
    rehearsal.salon.clock.advance(minutes=180)
    [guest] = await arrive(rehearsal.engine, 1)
    at = await rehearsal.salon.clock.now()
    slot = madrid(2026, 12, 18, 10)
    await place_hold(
        rehearsal.salon.storage, request(guest, "late", part(guest, "Pilar", slot)), at=at
    )
    [stale] = await ana.bookings()
    assert stale.status == "expired"
