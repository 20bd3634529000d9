"""Turns, leases, lost connections and the shared clock, on a real PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.clock import SystemClock
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.simulated_clock import (
    PostgresClock,
    last_sweep,
    read_offset,
    seed_now,
    set_now,
)
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_core.domain.conversation import Conversation
from atrevete_core.domain.effects import Delivery
from atrevete_core.ports.storage import StorageBusy, StorageUnavailable, TurnLost
from tests.builders import (
    CARMEN,
    LAURA,
    NOW,
    REFERENCE,
    a_planned_effect,
    a_stored_event,
    an_arrival,
    madrid,
    stylist,
)

REAL = datetime(2026, 11, 20, 8, tzinfo=UTC)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    await seed(engine, REFERENCE)
    yield engine
    await engine.dispose()


@pytest.fixture
def storage(engine: AsyncEngine) -> PostgresStorage:
    return PostgresStorage(engine)


@pytest.fixture
async def conversation(storage: PostgresStorage) -> Conversation:
    async with storage.transaction() as records:
        await CARMEN.arrives(records)
        return await LAURA.arrives(records)


async def test_a_zombie_that_wakes_up_closes_nothing(
    storage: PostgresStorage, conversation: Conversation
) -> None:
    """It began, slept, and a newer turn began meanwhile, which has not yet closed."""
    async with storage.transaction() as records:
        zombie = await records.conversations.begin_turn(conversation.id)
    closing = None
    async with storage.transaction() as records:
        newer = await records.conversations.begin_turn(conversation.id)
        closing = asyncio.create_task(_close(storage, conversation, turn=zombie))
        await asyncio.sleep(0.1)
        assert not closing.done()
    with pytest.raises(TurnLost):
        await closing
    await _close(storage, conversation, turn=newer)
    async with storage.transaction() as records:
        assert (await records.conversations.get(conversation.id)).dialogue == {"turn": newer}
        assert not await records.outbox.plan(a_planned_effect(key=f"turn {newer}"))
        assert await records.outbox.plan(a_planned_effect(key=f"turn {zombie}"))


async def _close(storage: PostgresStorage, conversation: Conversation, *, turn: int) -> None:
    async with storage.transaction() as records:
        await records.outbox.plan(a_planned_effect(key=f"turn {turn}"))
        await records.conversations.close_turn(conversation.id, turn=turn, dialogue={"turn": turn})


async def test_workers_that_begin_turns_at_once_get_different_numbers(
    storage: PostgresStorage, conversation: Conversation
) -> None:
    async def begin() -> int:
        async with storage.transaction() as records:
            return await records.conversations.begin_turn(conversation.id)

    assert sorted(await asyncio.gather(*(begin() for _ in range(10)))) == list(range(1, 11))


async def test_of_many_workers_one_has_the_lane(storage: PostgresStorage) -> None:
    async with storage.transaction() as records:
        for key in ("first", "second"):
            await records.outbox.plan(a_planned_effect(key=key, lane="lane"))

    async def claim(number: int) -> Delivery | None:
        async with storage.transaction() as records:
            return await records.outbox.claim(
                "lane", at=NOW, lease=f"worker-{number}", real_now=REAL, seconds=30
            )

    claims = await asyncio.gather(*(claim(number) for number in range(15)))
    [winner] = [each for each in claims if each is not None]
    assert (winner.key, winner.attempts) == ("first", 1)


async def test_twenty_deliveries_of_one_message_are_stored_once(
    storage: PostgresStorage, conversation: Conversation
) -> None:
    message = an_arrival("Hola", external_id="4711")

    async def store() -> bool:
        async with storage.transaction() as records:
            await records.conversations.receive(conversation.salon_id, message)
            return await records.inbox.add(a_stored_event(message))

    assert sum(await asyncio.gather(*(store() for _ in range(20)))) == 1


async def test_one_worker_sweeps_at_a_time(storage: PostgresStorage) -> None:
    async with storage.transaction() as mine, storage.transaction() as other:
        assert await mine.sweep.try_lock()
        assert not await other.sweep.try_lock()
    async with storage.transaction() as records:
        assert await records.sweep.try_lock()


async def test_whoever_waits_too_long_for_a_lock_is_told_to_come_again(
    storage: PostgresStorage, database_url: str
) -> None:
    marta = [stylist("Marta").id]
    hasty = open_engine(database_url, lock_seconds=0.2)

    async def wait_for_marta() -> None:
        async with PostgresStorage(hasty).transaction() as records:
            await records.bookings.lock_stylists(marta)

    async with storage.transaction() as records:
        await records.bookings.lock_stylists(marta)
        with pytest.raises(StorageBusy):
            await wait_for_marta()
    await hasty.dispose()


async def test_a_deadlock_is_a_tie_that_is_broken(
    storage: PostgresStorage, conversation: Conversation
) -> None:
    """Two that lock each other's conversations: one is told to come again, the other goes on."""
    both_have_one = asyncio.Barrier(2)

    async def lock(first: Conversation, second: Conversation) -> str:
        async with storage.transaction() as records:
            await records.conversations.lock(first.id)
            await both_have_one.wait()
            await records.conversations.lock(second.id)
        return "went on"

    carmen = CARMEN.conversation
    outcomes = await asyncio.gather(
        lock(conversation, carmen), lock(carmen, conversation), return_exceptions=True
    )
    assert "went on" in outcomes
    assert any(isinstance(each, StorageBusy) for each in outcomes)


async def test_a_database_that_nobody_can_reach_is_unavailable() -> None:
    nowhere = open_engine("postgresql://nobody:nothing@127.0.0.1:1/none")
    with pytest.raises(StorageUnavailable):
        await _ask(PostgresStorage(nowhere))
    await nowhere.dispose()


async def test_a_wrong_password_is_unavailable_without_being_told(database_url: str) -> None:
    before, _, after_host = database_url.partition("@")
    wrong = open_engine(f"{before.rpartition(':')[0]}:secreto@{after_host}")
    with pytest.raises(StorageUnavailable) as refusal:
        await _ask(PostgresStorage(wrong))
    assert "secreto" not in str(refusal.value)
    await wrong.dispose()


async def _ask(storage: PostgresStorage) -> None:
    async with storage.transaction() as records:
        await records.salons.get(REFERENCE.salon.id)


async def test_a_connection_that_dies_under_a_decision_is_unavailable_and_the_next_is_new(
    storage: PostgresStorage, engine: AsyncEngine
) -> None:
    with pytest.raises(StorageUnavailable):
        await _die_midway(storage, engine)
    await _ask(storage)


async def _die_midway(storage: PostgresStorage, engine: AsyncEngine) -> None:
    async with storage.transaction() as records:
        await records.people.save(LAURA.customer)
        await _end_all_others(engine)
        await records.people.customer(LAURA.customer.id)


async def _end_all_others(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        await connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        )


async def test_a_pool_of_dead_sockets_is_noticed(
    storage: PostgresStorage, engine: AsyncEngine
) -> None:
    await asyncio.gather(*(_ask(storage) for _ in range(5)))
    await _end_all_others(engine)
    await asyncio.gather(*(_ask(storage) for _ in range(5)))


async def test_a_statement_that_takes_too_long_is_ended(
    storage: PostgresStorage, database_url: str
) -> None:
    hasty = open_engine(database_url, lock_seconds=0, statement_seconds=0.2)

    async def wait_for_laura() -> None:
        async with PostgresStorage(hasty).transaction() as records:
            await records.conversations.lock(LAURA.conversation_id)

    async with storage.transaction() as records:
        await LAURA.arrives(records)
    async with storage.transaction() as records:
        await records.conversations.lock(LAURA.conversation_id)
        with pytest.raises(StorageUnavailable):
            await wait_for_laura()
    await hasty.dispose()


async def test_a_server_that_goes_quiet_is_given_up(database_url: str) -> None:
    async with _quiet_after(database_url) as (url, falls_silent):
        engine = open_engine(url, statement_seconds=0.3)
        quiet = PostgresStorage(engine)
        await seed(engine, REFERENCE)
        falls_silent.set()
        with pytest.raises(StorageUnavailable):
            await _ask(quiet)
        falls_silent.clear()
        await engine.dispose()


@asynccontextmanager
async def _quiet_after(database_url: str) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """A way to the server on which answers stop coming once the event is set."""
    real, falls_silent = urlsplit(database_url), asyncio.Event()

    async def pass_on(
        source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, answers: bool
    ) -> None:
        with suppress(ConnectionError):
            while part := await source.read(65536):
                if not (answers and falls_silent.is_set()):
                    sink.write(part)
        sink.close()

    opened: list[asyncio.StreamWriter] = []

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        back, forth = await asyncio.open_connection(real.hostname, real.port)
        opened.extend((writer, forth))
        await asyncio.gather(
            pass_on(reader, forth, answers=False), pass_on(back, writer, answers=True)
        )

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    try:
        yield database_url.replace(f":{real.port}/", f":{port}/"), falls_silent
    finally:
        server.close()
        for each in opened:
            each.close()
            with suppress(ConnectionError):
                await each.wait_closed()


async def test_a_clock_that_cannot_be_read_says_so() -> None:
    nowhere = open_engine("postgresql://nobody:nothing@127.0.0.1:1/none")
    with pytest.raises(StorageUnavailable):
        await PostgresClock(nowhere).now()
    await nowhere.dispose()


async def test_without_simulation_the_time_is_real(engine: AsyncEngine) -> None:
    assert await read_offset(engine) == timedelta()
    for clock in (PostgresClock(engine), SystemClock()):
        now = await clock.now()
        assert now.tzinfo is UTC
        assert abs(now - datetime.now(UTC)) < timedelta(seconds=5)


async def test_the_salons_time_goes_on_from_where_it_was_set(
    engine: AsyncEngine, database_url: str
) -> None:
    other_process = open_engine(database_url)
    for wanted in (madrid(2026, 12, 18, 9), madrid(2026, 10, 25, 2, 30)):
        await set_now(engine, wanted)
        assert abs(await PostgresClock(other_process).now() - wanted) < timedelta(seconds=5)
    await other_process.dispose()


async def test_the_clock_is_seeded_once(engine: AsyncEngine) -> None:
    assert await seed_now(engine, madrid(2026, 12, 16, 11))
    assert not await seed_now(engine, madrid(2027, 1, 1))
    now = await PostgresClock(engine).now()
    assert abs(now - madrid(2026, 12, 16, 11)) < timedelta(seconds=5)


async def test_a_sweep_before_the_clock_was_set_does_not_stop_its_seeding(
    engine: AsyncEngine, storage: PostgresStorage
) -> None:
    assert await last_sweep(engine) is None
    async with storage.transaction() as records:
        await records.sweep.swept(NOW)
    assert await last_sweep(engine) == NOW
    assert await seed_now(engine, madrid(2026, 12, 16, 11))
    assert await last_sweep(engine) == NOW
