"""What the page lives on: a worker that tells what it did, and a salon that begins anew."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from atrevete_apps.cli.acquaintances import acquainted, long_days
from atrevete_apps.cli.databases import forget_everybody
from atrevete_apps.cli.stay import may_forget
from atrevete_apps.simulator.page.books import DatabaseBooks
from atrevete_apps.worker.telling import MayNotTell, open_teller

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.seeds import REFERENCE_SALON
from tests.contract.simulator_stage import until
from tests.integration.shell_stage import rows, sow
from tests.integration.worker_stage import QUICK, WorkingSalon, working_salon

NIEVES = "+34600000301"
MADRID = ZoneInfo("Europe/Madrid")
SATURDAY = datetime(2026, 12, 5, 11, 15, tzinfo=MADRID)


@pytest.fixture
async def salon(database_url: str, redis_url: str) -> AsyncIterator[WorkingSalon]:
    async with working_salon(database_url, redis_url) as opened:
        yield opened


async def test_a_worker_tells_what_it_understood_and_wrote_and_a_salon_can_forget_it(
    salon: WorkingSalon, database_url: str
) -> None:
    told = f"{salon.settings.chatwoot_url.removesuffix('/chatwoot')}/control/work"
    async with httpx.AsyncClient(trust_env=False) as http:

        async def turns() -> list[Any]:
            works = [each["work"] for each in (await http.get(told)).json()]
            return [each for each in works if each["task"] == "take_turn"]

        async with salon.worker(replace(QUICK, tell=told)):
            await salon.customers.write_as(NIEVES, "hola, soy Nieves, un corte", name="Nieves")
            work, *_ = await until(turns, seconds=20)
            await salon.comes_to_rest()
    assert work["outcome"] == "done"
    assert work["turn"]["path"][:3] == ["receive", "identify", "understand"]
    assert "book" in [each["do"] for each in work["turn"]["commands"]]
    assert {"table": "outbox", "verb": "insert", "rows": 1} in work["writes"]
    assert NIEVES not in str(work["writes"])

    await forget_everybody(database_url)
    people = "(SELECT count(*) FROM contacts) + (SELECT count(*) FROM inbox)"
    kept = "SELECT count(*) FROM stylists"
    assert [tuple(row) for row in await rows(database_url, f"SELECT {people}, ({kept})")] == [
        (0, 5)
    ]


async def test_a_worker_tells_nobody_outside_of_this_machine() -> None:
    with pytest.raises(MayNotTell):
        async with open_teller("http://salon.example/work"):
            pytest.fail("it would have told")


def test_a_database_of_the_operators_own_is_never_emptied() -> None:
    own = {"ATREVETE_DATABASE_URL": "postgresql://salon.example/books"}
    assert not may_forget(own, keep=True)
    assert may_forget(own, keep=False)
    assert may_forget({}, keep=True)


async def test_books_that_cannot_be_read_leave_an_empty_day() -> None:
    engine = open_engine("postgresql://nobody@127.0.0.1:9/none")
    try:
        books = DatabaseBooks(engine)
        assert await books.first_open_day(SATURDAY) == SATURDAY.date()
        day = await books.read(SATURDAY.date(), SATURDAY)
    finally:
        await engine.dispose()
    assert (day.workers, day.spans, dict(day.known)) == ((), (), {})


async def test_the_day_to_show_is_the_next_on_which_the_salon_opens(database_url: str) -> None:
    await sow(database_url)
    engine = open_engine(database_url)
    try:
        books = DatabaseBooks(engine)
        after_closing = SATURDAY.replace(hour=15)
        assert await books.first_open_day(SATURDAY) == date(2026, 12, 5)
        # Sunday, the Constitution's holiday, and the Inmaculada lie between.
        assert await books.first_open_day(after_closing) == date(2026, 12, 9)
        holiday = await books.read(date(2026, 12, 8), SATURDAY)
    finally:
        await engine.dispose()
    assert holiday.spans == []
    assert "Inmaculada" in holiday.closed


async def test_whom_the_demonstration_knows_come_on_days_that_are_open(database_url: str) -> None:
    await sow(database_url)
    engine = open_engine(database_url)
    try:
        async with PostgresStorage(engine).transaction() as records:
            hours = await records.salons.hours(REFERENCE_SALON, SATURDAY.date(), date(2027, 1, 31))
    finally:
        await engine.dispose()
    known = acquainted(SATURDAY, hours).others
    coming = [visit.start for each in known for visit in each.upcoming]
    assert len(coming) == 3
    assert {start.date() for start in coming} <= set(long_days(SATURDAY.date(), hours))
