"""Many at once, and the last line of defence, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import SalonSeed
from atrevete_core.domain.booking import Appointment, Booking
from atrevete_core.domain.ids import SalonId, StylistId
from atrevete_core.domain.new_hours import StylistWeek
from atrevete_core.domain.opening import WeeklyHours
from atrevete_core.ports.storage import Records, SlotTaken, StorageBusy
from atrevete_core.usecases.auditing import Act
from atrevete_core.usecases.change_hours import change_hours
from tests.builders import (
    CARMEN,
    LAURA,
    NOW,
    REFERENCE,
    SALON,
    Guest,
    a_booking,
    a_group_booking,
    a_guest,
    madrid,
    store_booking,
    stylist,
)

AT_HALF_PAST_TWELVE = madrid(2026, 12, 18, 12, 30)
RIVALS = 50


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    await seed(engine, REFERENCE)
    yield engine
    await engine.dispose()


@pytest.fixture
def storage(engine: AsyncEngine) -> PostgresStorage:
    return PostgresStorage(engine)


async def _guests(storage: PostgresStorage, count: int) -> list[Guest]:
    guests = [
        a_guest("Rival", str(number), channel_id=f"3460000{number:04}", phone=None)
        for number in range(count)
    ]
    async with storage.transaction() as records:
        for guest in guests:
            await guest.arrives(records)
    return guests


async def _book(storage: PostgresStorage, booking: Booking, *, locking: bool) -> str:
    """As a use case does: lock, look, insert; a broken tie is decided again."""
    for _ in range(20):
        try:
            async with storage.transaction() as records:
                if locking:
                    await records.bookings.lock_stylists(
                        each.stylist_id for each in booking.appointments
                    )
                await records.bookings.add(booking)
        except SlotTaken:
            return "taken"
        except StorageBusy:
            continue
        return "booked"
    return "gave up"


async def _overlaps(engine: AsyncEngine) -> int:
    query = text(
        "SELECT count(*) FROM appointments a JOIN appointments b"
        " ON a.id < b.id AND a.stylist_id = b.stylist_id"
        " AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)"
    )
    async with engine.connect() as connection:
        return int(await connection.scalar(query) or 0)


async def test_of_fifty_who_want_one_slot_one_gets_it(
    storage: PostgresStorage, engine: AsyncEngine
) -> None:
    guests = await _guests(storage, RIVALS)
    outcomes = await asyncio.gather(
        *(
            _book(storage, a_booking(at=AT_HALF_PAST_TWELVE, guest=guest), locking=True)
            for guest in guests
        )
    )
    assert sorted(outcomes) == ["booked"] + ["taken"] * (RIVALS - 1)
    assert await _overlaps(engine) == 0


async def test_groups_that_want_the_same_stylists_in_any_order_never_deadlock(
    storage: PostgresStorage, engine: AsyncEngine
) -> None:
    guests = await _guests(storage, 20)
    names = ["Marta", "Pilar", "Víctor", "Harol"]
    groups = [
        a_group_booking(
            [(("CORTAR",), name, None) for name in (names if number % 2 else names[::-1])],
            at=madrid(2026, 12, 18, 10 + number % 4),
            guest=guest,
        )
        for number, guest in enumerate(guests)
    ]
    outcomes = await asyncio.gather(*(_book(storage, each, locking=True) for each in groups))
    assert outcomes.count("booked") == 4
    assert outcomes.count("taken") == 16
    assert await _overlaps(engine) == 0


async def test_the_constraint_holds_when_nobody_locks(
    storage: PostgresStorage, engine: AsyncEngine
) -> None:
    guests = await _guests(storage, 4)
    outcomes = await asyncio.gather(
        *(
            _book(storage, a_booking(at=AT_HALF_PAST_TWELVE, guest=guest), locking=False)
            for guest in guests
        )
    )
    assert outcomes.count("booked") == 1
    assert await _overlaps(engine) == 0


async def test_the_constraint_holds_against_raw_sql(
    storage: PostgresStorage, engine: AsyncEngine
) -> None:
    booking = a_booking(at=AT_HALF_PAST_TWELVE)
    async with storage.transaction() as records:
        await store_booking(records, booking)
        await records.bookings.add(a_booking(at=madrid(2026, 12, 18, 17)))
    with pytest.raises(IntegrityError, match="no_double_booking"):
        await _execute(
            engine, "UPDATE occupied SET during = '[2026-12-18 11:50Z,2026-12-18 12:00Z)'"
        )


async def _execute(engine: AsyncEngine, statement: str, **values: Any) -> None:
    async with engine.begin() as connection:
        await connection.execute(text(statement), values)


async def test_an_absence_waits_for_the_booking_that_has_the_stylist(
    storage: PostgresStorage,
) -> None:
    order: list[str] = []
    marta = stylist("Marta").id
    async with storage.transaction() as records:
        await LAURA.arrives(records)

    async def enter_absence() -> None:
        async with storage.transaction() as records:
            await records.bookings.lock_stylists([marta])
            order.append("absence")

    async with storage.transaction() as records:
        await records.bookings.lock_stylists([marta])
        waiting = asyncio.create_task(enter_absence())
        await asyncio.sleep(0.1)
        await records.bookings.add(a_booking())
        order.append("booking")
    await waiting
    assert order == ["booking", "absence"]


async def test_new_hours_wait_for_a_booking_that_is_being_made_and_tell_of_it(
    storage: PostgresStorage,
) -> None:
    new = StylistWeek(stylist("Marta").id, WeeklyHours({}))
    lola = Act(actor="admin:lola", at=NOW)
    booking = a_booking()
    async with storage.transaction() as records:
        await LAURA.arrives(records)

    async def change() -> Sequence[Appointment]:
        async with storage.transaction() as records:
            return await change_hours(records, SALON.id, new, lola)

    async with storage.transaction() as records:
        await records.bookings.lock_stylists([new.stylist_id])
        waiting = asyncio.create_task(change())
        await asyncio.sleep(0.1)
        await records.bookings.add(booking)
    assert [each.id for each in await waiting] == [booking.appointments[0].id]


async def test_a_hold_is_changed_by_one_at_a_time(storage: PostgresStorage) -> None:
    booking = a_booking()
    async with storage.transaction() as records:
        await store_booking(records, booking)

    async def count_a_failure(records: Records) -> None:
        held = await records.bookings.lock(booking.hold.id)
        failures = held.hold.failed_payments + 1
        await records.bookings.save(
            replace(held, hold=replace(held.hold, failed_payments=failures))
        )

    await _together(storage, [count_a_failure] * 10)
    async with storage.transaction() as records:
        assert (await records.bookings.get(booking.hold.id)).hold.failed_payments == 10


async def _together(
    storage: PostgresStorage, decisions: Sequence[Callable[[Records], Awaitable[None]]]
) -> None:
    async def run(decide: Callable[[Records], Awaitable[None]]) -> None:
        async with storage.transaction() as records:
            await decide(records)

    await asyncio.gather(*map(run, decisions))


async def test_one_intent_in_two_workers_gives_one_hold(storage: PostgresStorage) -> None:
    async with storage.transaction() as records:
        await LAURA.arrives(records)
    same = a_booking(intent="message 7, book")
    outcomes = await asyncio.gather(
        *(_store_once(storage, same) for _ in range(5)), return_exceptions=True
    )
    assert sorted(map(str, outcomes)) == [
        *["found"] * 4,
        "stored",
    ]


async def _store_once(storage: PostgresStorage, booking: Booking) -> str:
    while True:
        try:
            async with storage.transaction() as records:
                hold = booking.hold
                if await records.bookings.by_intent(hold.salon_id, hold.intent):
                    return "found"
                await records.bookings.add(booking)
        except StorageBusy:
            continue
        return "stored"


def _another_salon() -> SalonSeed:
    """The same offer under other ids."""
    salon_id = SalonId(uuid4())
    stylists = tuple(
        replace(each, id=StylistId(uuid4()), salon_id=salon_id)
        for each in REFERENCE.catalogue.stylists
    )
    return replace(
        REFERENCE,
        salon=replace(REFERENCE.salon, id=salon_id, name="Otra"),
        catalogue=replace(REFERENCE.catalogue, services=(), packs=(), stylists=stylists),
        working={},
    )


async def test_rows_of_two_salons_cannot_mix(storage: PostgresStorage, engine: AsyncEngine) -> None:
    other = _another_salon()
    await seed(engine, other)
    async with storage.transaction() as records:
        await store_booking(records, a_booking())
        await CARMEN.arrives(records)
    theirs = other.catalogue.stylists[0].id
    for statement in (
        "UPDATE appointments SET stylist_id = :id",
        "UPDATE occupied SET stylist_id = :id",
        "UPDATE customers SET preferred_stylist_id = :id",
    ):
        with pytest.raises(IntegrityError):
            await _execute(engine, statement, id=theirs)
