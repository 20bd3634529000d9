"""PostgreSQL and Redis are killed, slow, full, forgetful (faults 34 to 37)."""

import asyncio
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import redis

from tests.chaos.faults import fault
from tests.chaos.scene import Scene, until

pytestmark = pytest.mark.timeout(150)


@fault(34, "Redis is killed in mid-burst", holds="I5 I14", quick=True)
async def test_messages_are_taken_without_redis_and_answered_when_it_is_back(scene: Scene) -> None:
    people = [scene.person(name) for name in ("Ana", "Berta", "Clara")]
    with scene.redis.away():
        scene.note("Redis is away")
        for each in people:
            await each.sends("hola, quería una cita")
        await until(lambda: stored(scene, len(people)), seconds=20)
        assert await readiness(scene) == 503
    await scene.recovers(seconds=60)
    for each in people:
        assert len(await each.reads()) == 1


@fault(35, "Redis comes back empty, as after FLUSHALL or an old copy", holds="I5 I6", quick=True)
async def test_a_redis_that_forgot_everything_costs_nothing(scene: Scene) -> None:
    ana = scene.person()
    await ana.writes("hola, soy Ana Gómez Ruiz, quiero un corte el viernes con Pilar")
    with client(scene) as connection:
        connection.flushall()
    scene.note("FLUSHALL")
    said = "\n".join(await ana.writes("la primera"))
    assert "checkout" in said


@fault(36, "Redis is full, and slow", holds="I14 I15", quick=True)
@pytest.mark.parametrize("trouble", ["full", "slow"])
async def test_a_redis_in_trouble_keeps_no_message_waiting(scene: Scene, trouble: str) -> None:
    ana = scene.person()
    with client(scene) as connection:
        if trouble == "full":
            connection.config_set("maxmemory", "1")
        else:
            connection.client_pause(2000)
        scene.note(f"Redis is {trouble}")
        try:
            begun = time.monotonic()
            await ana.sends("hola, quería una cita")
            await until(lambda: stored(scene, 1, who=ana.number), seconds=20)
            assert time.monotonic() - begun < 5
        finally:
            if trouble == "full":
                connection.config_set("maxmemory", "0")
    await scene.recovers(seconds=60)
    assert len(await ana.reads()) == 1


@fault(
    37, "PostgreSQL crashes and restarts under a pool of connections", holds="I14 I16", quick=True
)
async def test_a_database_that_crashed_is_found_again(scene: Scene) -> None:
    ana = scene.person()
    await ana.writes("hola")
    crash_postgres(await backend(scene))
    scene.note("PostgreSQL crashes")
    await asyncio.sleep(0.2)
    await until(lambda: is_ready(scene), seconds=20)
    answers = await ana.writes("un corte el viernes con Pilar, por favor")
    assert answers
    await scene.recovers()


@fault(37, "PostgreSQL is away: 500, no effect, readiness says so", holds="I14 I16")
async def test_without_a_database_nothing_is_promised(scene: Scene) -> None:
    ana = scene.person()
    before = len((await scene.simulation.ledger("chatwoot")).webhooks)
    with scene.postgres.away():
        scene.note("PostgreSQL is away")
        await until(lambda: is_unready(scene), seconds=20)
        await ana.sends("hola, quería una cita")
        await until(lambda: refused(scene, since=before), seconds=20)
    await until(lambda: is_ready(scene), seconds=30)
    await until(lambda: stored(scene, 1, who=ana.number), seconds=30)
    await scene.recovers(seconds=60)
    assert len(await ana.reads()) == 1


async def refused(scene: Scene, *, since: int) -> bool:
    """Chatwoot was told 500, which it repeats; nothing else was promised."""
    told = (await scene.simulation.ledger("chatwoot")).webhooks[since:]
    created = [each for each in told if each.event == "message_created"]
    assert all(each.status == 500 for each in created), created
    return bool(created)


async def stored(scene: Scene, number: int, *, who: str = "") -> bool:
    query = (
        "SELECT count(*) FROM inbox i JOIN conversations v ON v.id = i.conversation_id"
        " JOIN contacts c ON c.id = v.contact_id WHERE i.received_at >= :since"
        " AND (:who = '' OR c.channel_id = :who)"
    )
    found = await scene.value(query, since=scene.now, who=who.removeprefix("+"))
    return isinstance(found, int) and found >= number


@contextmanager
def client(scene: Scene) -> Iterator["redis.Redis"]:
    connection = redis.Redis.from_url(scene.redis.url)
    try:
        yield connection
    finally:
        connection.close()


async def readiness(scene: Scene) -> int:
    async with httpx.AsyncClient(trust_env=False) as http:
        try:
            answer = await http.get(f"{scene.house.webhook_url}/health/ready", timeout=10)
        except httpx.TransportError:
            return 0
    return answer.status_code


async def is_ready(scene: Scene) -> bool:
    return await readiness(scene) == 200


async def is_unready(scene: Scene) -> bool:
    return await readiness(scene) == 503


async def backend(scene: Scene) -> int:
    found = await scene.value(
        "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND backend_type = 'client backend' LIMIT 1"
    )
    assert isinstance(found, int)
    return found


def crash_postgres(pid: int) -> None:
    """A backend that is killed makes PostgreSQL end all others and recover from its log."""
    os.kill(pid, signal.SIGKILL)
