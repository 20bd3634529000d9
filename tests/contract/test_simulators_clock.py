"""The simulator as a process of its own, on the clock that it shares with the salon."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from atrevete_apps.simulator.database_clock import DatabaseTime
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.simulated_clock import read_offset
from atrevete_adapters.simulation import Simulation
from tests.contract.simulator_stage import free_port

SPRING = datetime(2027, 3, 28, 0, 59, tzinfo=UTC)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def sweep(engine: AsyncEngine, at: datetime) -> None:
    """What a worker's sweep writes down when it has run."""
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE simulated_clock SET swept_at = :at"), {"at": at})


async def test_the_clock_is_everybodys(engine: AsyncEngine) -> None:
    clock = DatabaseTime(engine)
    await clock.set_now(SPRING)
    others = datetime.now(UTC) + await read_offset(engine)
    assert abs(await clock.now() - others) < timedelta(seconds=1)


async def test_only_a_sweep_at_the_new_time_is_waited_for(engine: AsyncEngine) -> None:
    clock = DatabaseTime(engine)
    await clock.set_now(SPRING)
    assert not await clock.wait_for_sweep(SPRING, seconds=0.1)
    await sweep(engine, SPRING - timedelta(seconds=1))
    assert not await clock.wait_for_sweep(SPRING, seconds=0.1)
    await sweep(engine, await clock.now())
    assert await clock.wait_for_sweep(SPRING, seconds=1)


async def test_after_a_step_back_the_sweep_of_the_later_time_does_not_count(
    engine: AsyncEngine,
) -> None:
    clock = DatabaseTime(engine)
    await clock.set_now(SPRING)
    await sweep(engine, await clock.now())
    back = SPRING - timedelta(days=1)
    await clock.set_now(back)
    assert not await clock.wait_for_sweep(back, seconds=0.1)


async def test_vendors_keep_the_time_while_the_salons_database_is_down() -> None:
    engine = open_engine(f"postgresql://nobody@127.0.0.1:{free_port()}/none")
    assert abs(await DatabaseTime(engine).now() - datetime.now(UTC)) < timedelta(seconds=5)
    await engine.dispose()


@contextlib.asynccontextmanager
async def process(port: int, **environment: str) -> AsyncIterator[Simulation]:
    variables = {f"ATREVETE_SIMULATOR_{k.upper()}": v for k, v in environment.items()}
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "atrevete_apps.simulator"),
        *("--port", str(port), "--smtp-port", str(free_port())),
        env=os.environ | variables,
    )
    try:
        async with Simulation(f"http://127.0.0.1:{port}") as control:
            await control.ready()
            yield control
    finally:
        running.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(running.wait(), 10) in {0, -signal.SIGTERM}


async def test_the_process_serves_on_the_salons_clock(
    database_url: str, engine: AsyncEngine
) -> None:
    address = database_url
    async with process(free_port(), database_url=address, sweep_timeout="0.2") as control:
        reading = await control.set_clock(SPRING)
        assert not reading.swept
        assert datetime.now(UTC) + await read_offset(engine) >= SPRING
        written = await control.write_as("+34600000101", "Hola")
        assert written.message_id > 1_700_000_000  # numbers begin at the start's second


async def test_the_process_needs_nothing_configured() -> None:
    async with process(free_port()) as control:
        assert abs(await control.now() - datetime.now(UTC)) < timedelta(seconds=10)
