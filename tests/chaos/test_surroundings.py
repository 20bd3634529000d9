"""What is around the salon: bodies, disks, settings, restored copies, Google (40, 61 to 64)."""

import asyncio
import json
import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import text

from atrevete_core.usecases.catch_up import catch_up_desk, catch_up_payments
from tests.chaos.faults import fault
from tests.chaos.rehearsal import Rehearsal
from tests.chaos.scene import Scene, until

pytestmark = pytest.mark.timeout(150)


@fault(
    40, "Google: 409 after a lost answer, 404 and 410 on delete, sync 410", holds="I9", quick=True
)
async def test_an_entry_whose_answer_was_lost_is_adopted(scene: Scene) -> None:
    ana = scene.person()
    await scene.fails("google", "POST */events", "drop_after_commit", seconds=0.05)
    await ana.holds()
    await scene.simulation.advance_clock(5)
    await scene.recovers()
    booked = await ana.booking()
    await scene.simulation.forget_sync_tokens(booked.calendar_id)
    await scene.simulation.delete_event(booked.calendar_id, booked.event_id)
    await scene.wait(minutes=31)
    await scene.recovers()
    assert (await ana.booking()).status == "expired"


@fault(61, "Huge, slow and deeply nested bodies", holds="I14 I15")
async def test_a_strange_body_costs_nothing(scene: Scene) -> None:
    address = f"{scene.house.webhook_url}/webhooks/chatwoot"
    memory = psutil.Process(scene.webhook.pid).memory_info().rss
    before = await scene.value("SELECT count(*) FROM inbox")
    async with httpx.AsyncClient(trust_env=False, timeout=20) as http:
        huge = await http.post(address, content=b"x" * (10 * 1024 * 1024))
        deep = await http.post(address, content=b"[" * 100_000)
        zipped = await http.post(address, content=b"\x1f\x8b", headers={"content-encoding": "gzip"})
    assert await answer_to_a_slow_body(scene.house.wiring.webhook_port) in {b"408", b""}
    assert huge.status_code == 413
    assert {deep.status_code, zipped.status_code} == {401}
    assert await scene.value("SELECT count(*) FROM inbox") == before
    assert psutil.Process(scene.webhook.pid).memory_info().rss - memory < 50 * 1024 * 1024


async def answer_to_a_slow_body(port: int) -> bytes:
    """A body of which a byte comes now and then; nothing when the connection is closed."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = b"POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    writer.write(head)
    answer = asyncio.create_task(reader.read(64))
    for _ in range(15):
        writer.write(b"x")
        done, _ = await asyncio.wait({answer}, timeout=1)
        if done:
            break
    writer.close()
    line = await asyncio.wait_for(answer, 5)
    return line.split()[1] if line else b""


@fault(62, "The disk is full", holds="I14")
async def test_on_a_full_disk_nothing_is_promised_and_it_recovers() -> None:
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("needs root and unshare for a small file system of its own")
    script = Path(__file__).with_name("full_disk.py")
    command = ["unshare", "--mount", sys.executable, str(script)]
    ran = await asyncio.to_thread(
        subprocess.run, command, capture_output=True, text=True, timeout=120, check=False
    )
    if "cannot mount" in ran.stdout:
        pytest.skip("no file system may be mounted here")
    told = json.loads(ran.stdout.strip().splitlines()[-1]) if ran.returncode == 0 else {}
    assert told == {"while_full": "unavailable", "half": 0, "after": "stored"}, ran.stderr[-2000:]


@fault(63, "Each setting missing or broken", holds="I16")
async def test_a_wrong_setting_stops_the_start_and_is_named(scene: Scene) -> None:
    broken = {
        "ATREVETE_DATABASE_URL": "mysql://nowhere",
        "ATREVETE_REDIS_URL": "",
        "ATREVETE_CHATWOOT_URL": "nowhere",
        "ATREVETE_CHATWOOT_ACCOUNT_ID": "-1",
        "ATREVETE_STRIPE_WEBHOOK_SECRETS": "",
        "ATREVETE_SMTP_URL": "http://no.mail",
        "ATREVETE_SETTLE_SECONDS": "soon",
        "ATREVETE_GOOGLE_CREDENTIALS_FILE": "/nowhere.json",
    }

    async def start(variable: str, value: str) -> tuple[str, int, str]:
        told = scene.house.environment | {variable: value}
        command = [sys.executable, "-m", "atrevete_apps.webhook", "--port", "1"]
        ran = await asyncio.to_thread(
            subprocess.run,
            command,
            env=told,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return variable, ran.returncode, ran.stdout + ran.stderr

    for variable, code, said in await asyncio.gather(*(start(*each) for each in broken.items())):
        assert code == 2, said
        assert variable in said
        assert broken[variable] == "" or broken[variable] not in said


@fault(64, "A copy of the database, fifteen minutes old, is restored", holds="I3 I9", quick=True)
async def test_a_restored_copy_asks_what_it_has_missed(rehearsal: Rehearsal) -> None:
    """What is forgotten is what was written after the copy: a message, and a payment's news."""
    ana = rehearsal.guest()
    page = await ana.holds()
    salon = rehearsal.salon
    await catch_up(rehearsal)
    paid = salon.gateway.pay(page)
    salon.gateway.told.append(paid)
    # The event was delivered and applied, and then the older copy came back: we never saw it.
    await rehearsal.wait(minutes=5)
    await catch_up(rehearsal)
    await rehearsal.settle()
    [booked] = await ana.bookings()
    assert booked.status == "confirmed"


@fault(64, "What Maite said after the copy was made", holds="I3 I5", quick=True)
async def test_what_was_answered_before_the_restore_is_not_answered_again(scene: Scene) -> None:
    ana = scene.person()
    await ana.writes("hola, quería una cita")
    who = ana.number.removeprefix("+")
    theirs = (
        "SELECT v.id FROM conversations v JOIN contacts c ON c.id = v.contact_id"
        " WHERE c.channel_id = :who"
    )
    outbox = f"DELETE FROM outbox WHERE lane IN (SELECT 'conversation:' || id FROM ({theirs}) t)"  # noqa: S608 - our own words
    inbox = f"DELETE FROM inbox WHERE conversation_id IN ({theirs})"  # noqa: S608 - our own words
    async with scene.engine.begin() as connection:
        for statement in (outbox, inbox):
            await connection.execute(text(statement), {"who": who})
    scene.note("the database forgets the last minutes")
    again = f"SELECT count(*) FROM inbox WHERE conversation_id IN ({theirs})"  # noqa: S608 - our own words

    async def has_asked() -> bool:
        return bool(await scene.value(again, who=who))

    await until(has_asked, seconds=30)
    await scene.recovers()
    assert await ana.reads() == []
    assert any("copia de seguridad" in row.summary for row in await scene.rows(TASKS))


TASKS = "SELECT summary FROM escalations WHERE reason = 'delivery'"


async def catch_up(rehearsal: Rehearsal) -> None:
    at, every = await rehearsal.salon.clock.now(), timedelta(0)
    real = rehearsal.real_now()
    await catch_up_desk(rehearsal.salon.ports, at=at, real_now=real, every=every)
    await catch_up_payments(rehearsal.salon.ports, at=at, real_now=real, every=every)
