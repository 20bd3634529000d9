"""Maite at work on real servers: every customer gets one answer, whatever happens to a worker."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from atrevete_apps.worker.rounds import Round, keep_going
from atrevete_apps.worker.work import Habits, work
from structlog.testing import capture_logs

from atrevete_adapters.assembly.parts import SalonNotPrepared
from atrevete_adapters.settings import Settings
from tests.builders import stylist
from tests.contract.simulator_stage import free_port, until
from tests.integration.shell_stage import environment, shell_settings
from tests.integration.worker_stage import QUICK, WorkingSalon, working_salon

LAURA = "+34600111222"


@pytest.fixture
async def salon(
    database_url: str, as_app: Callable[[str], str], redis_url: str
) -> AsyncIterator[WorkingSalon]:
    async with working_salon(as_app(database_url), redis_url) as salon:
        yield salon


async def test_a_message_is_answered_once_through_every_real_part(salon: WorkingSalon) -> None:
    async with salon.worker():
        await salon.customers.write_as(LAURA, "Hola, ¿a qué hora abrís?", name="Laura")
        await salon.comes_to_rest()
        [answer] = await salon.told(LAURA)
    assert "Maite" in answer.text
    assert answer.error is None


async def test_two_workers_answer_every_customer_once(salon: WorkingSalon) -> None:
    phones = [f"+346001112{each:02}" for each in range(3)]
    async with salon.worker(), salon.worker():
        await salon.customers.fail("chatwoot", "message_created", "duplicate", times=None, copies=3)
        await asyncio.gather(*(salon.customers.write_as(each, "Hola") for each in phones))
        await salon.comes_to_rest()
        answers = [len(await salon.told(each)) for each in phones]
    assert answers == [1] * len(phones)


async def test_a_message_that_woke_nobody_is_found_by_the_sweep(
    database_url: str, redis_url: str
) -> None:
    nowhere = "redis://127.0.0.1:9/0"
    async with (
        working_salon(database_url, redis_url, redis_of_the_webhooks=nowhere) as salon,
        salon.worker(),
    ):
        await salon.customers.write_as(LAURA, "Hola")
        await salon.comes_to_rest()
        assert len(await salon.told(LAURA)) == 1


async def test_a_worker_that_is_told_to_stop_finishes_what_it_is_saying(
    salon: WorkingSalon, tmp_path: Path
) -> None:
    ready = tmp_path / "ready"
    process = await _worker_process(salon.settings, ready)
    await until(ready.exists, seconds=30)
    await salon.customers.fail("chatwoot", "POST *messages", "slow", seconds=1)
    await salon.customers.write_as(LAURA, "Hola")
    await until(lambda: salon.rows("SELECT 1 FROM outbox WHERE leased_until > now()"), seconds=20)
    process.send_signal(signal.SIGTERM)

    assert await asyncio.wait_for(process.wait(), 30) == 0
    assert not ready.exists()
    assert len(await salon.told(LAURA)) == 1
    assert [each.status for each in await salon.rows("SELECT status FROM outbox")] == ["sent"]


async def test_what_stylists_enter_in_their_own_calendar_becomes_busy_time(
    salon: WorkingSalon,
) -> None:
    calendar = stylist("Pilar").calendar_id
    now = await salon.customers.now()
    hours = {"start": now + timedelta(days=1), "end": now + timedelta(days=1, hours=2)}
    event = {name: {"dateTime": at.isoformat()} for name, at in hours.items()}
    async with salon.worker():
        await salon.customers.add_event(calendar, {"summary": "Dentista", **event})
        [busy] = await until(
            lambda: salon.rows("SELECT starts_at, ends_at FROM busy_times"), seconds=20
        )
    assert busy.ends_at - busy.starts_at == timedelta(hours=2)


async def test_a_calendar_that_cannot_be_read_does_not_keep_the_others_from_being_read(
    salon: WorkingSalon,
) -> None:
    now = await salon.customers.now()
    event = {
        "start": {"dateTime": (now + timedelta(days=1)).isoformat()},
        "end": {"dateTime": (now + timedelta(days=1, hours=1)).isoformat()},
    }
    await salon.customers.set_sharing(stylist("Harol").calendar_id, shared=False)
    await salon.customers.add_event(stylist("Pilar").calendar_id, event)
    with capture_logs() as logs:
        async with salon.worker():
            await until(lambda: salon.rows("SELECT 1 FROM busy_times"), seconds=20)
            await until(
                lambda: [each for each in logs if each["event"] == "calendar.unread"], seconds=20
            )


async def test_a_worker_says_how_it_is(salon: WorkingSalon, tmp_path: Path) -> None:
    ready, port = tmp_path / "ready", free_port()
    habits = replace(QUICK, ready_file=ready, metrics_port=port)
    async with salon.worker(habits), httpx.AsyncClient(trust_env=False) as http:
        await until(ready.exists, seconds=20)

        async def told(line: str) -> bool:
            return line in (await http.get(f"http://127.0.0.1:{port}/metrics")).text

        await until(lambda: told('atrevete_rounds_total{loop="sweep",outcome="done"}'), seconds=20)
        assert await told("atrevete_outbox_age_seconds")
    assert not ready.exists()


async def test_a_worker_waits_for_its_database_and_can_be_stopped_meanwhile(
    redis_url: str,
) -> None:
    settings = shell_settings("postgresql://nobody:nothing@127.0.0.1:9/none", redis_url)
    stop = asyncio.Event()
    with capture_logs() as logs:
        working = asyncio.create_task(work(settings, Habits(), stop=stop))
        await until(lambda: logs)
        stop.set()
        await asyncio.wait_for(working, 20)
    assert logs[0]["event"] == "worker.waits_for_database"


async def test_a_worker_refuses_a_database_without_a_salon(
    database_url: str, redis_url: str
) -> None:
    with pytest.raises(SalonNotPrepared, match="atrevete db seed"):
        await work(shell_settings(database_url, redis_url), QUICK, stop=asyncio.Event())


async def test_a_round_that_fails_is_followed_by_the_next() -> None:
    stop, rounds = asyncio.Event(), 0

    async def fail_once() -> None:
        nonlocal rounds
        rounds += 1
        if rounds == 1:
            raise LookupError("Lucía, 612 345 678")
        stop.set()

    with capture_logs() as logs:
        await keep_going(Round(name="sweep", do=fail_once, every=timedelta(milliseconds=10)), stop)
    assert rounds == 2
    assert [each["event"] for each in logs] == ["round.failed"]


async def _worker_process(settings: Settings, ready: Path) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "atrevete_apps.worker"),
        *("--ready-file", str(ready), "--sweep-seconds", "0.2"),
        env={**os.environ, **environment(settings), "PYTHONWARNINGS": "default"},
    )
