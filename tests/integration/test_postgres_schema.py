"""Models, migrations and a database with data agree."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.schema import SchemaStatus, status, upgrade
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.storage import PostgresStorage
from atrevete_adapters.postgres.tables import metadata
from tests.builders import REFERENCE, SALON
from tests.conftest import NewDatabase

CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2
"""
INDEXES = """
    SELECT tablename, indexname, indexdef FROM pg_indexes
    WHERE schemaname = 'public' ORDER BY 1, 2
"""
COLUMNS = """
    SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default, is_identity,
           generation_expression
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2
"""


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    yield engine
    await engine.dispose()


async def _facts(engine: AsyncEngine, query: str) -> Sequence[Any]:
    async with engine.connect() as connection:
        rows = (await connection.execute(text(query))).all()
    return [tuple(row) for row in rows if row[0] != "alembic_version"]


@pytest.mark.parametrize("query", [CONSTRAINTS, INDEXES, COLUMNS])
async def test_the_migrations_make_what_the_models_say(
    engine: AsyncEngine, new_empty_database: NewDatabase, query: str
) -> None:
    with new_empty_database() as url:
        modelled = open_engine(url)
        async with modelled.begin() as connection:
            await connection.execute(text("CREATE EXTENSION btree_gist"))
            await connection.run_sync(metadata.create_all)
        expected = await _facts(modelled, query)
        await modelled.dispose()
    migrated = await _facts(engine, query)
    assert migrated == expected
    assert len(migrated) > len(metadata.tables)


async def test_upgrading_again_changes_nothing(database_url: str, engine: AsyncEngine) -> None:
    await seed(engine, REFERENCE)
    before = await _facts(engine, COLUMNS)
    await upgrade(database_url)
    assert await _facts(engine, COLUMNS) == before
    async with PostgresStorage(engine).transaction() as records:
        assert await records.salons.get(SALON.id) == SALON


async def test_the_status_says_what_is_pending(new_empty_database: NewDatabase) -> None:
    with new_empty_database() as url:
        empty = await status(url)
        await upgrade(url)
        upgraded = await status(url)
    assert empty.pending[-1] == empty.head
    assert upgraded == SchemaStatus(current=empty.head, head=empty.head, pending=())


async def test_operators_may_write_the_address_their_way(database_url: str) -> None:
    plain = database_url.replace("+asyncpg", "")
    for url in (plain, plain.replace("postgresql://", "postgres://"), f"{plain}?sslmode=disable"):
        assert (await status(url)).pending == ()


async def test_every_business_row_carries_its_salon() -> None:
    without = {name for name, table in metadata.tables.items() if "salon_id" not in table.columns}
    assert without == {"salons", "simulated_clock"}


async def test_seeding_again_touches_nothing_that_staff_changed(engine: AsyncEngine) -> None:
    assert await seed(engine, REFERENCE)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE services SET price_cents = 2700 WHERE name='CORTAR'"))
        await connection.execute(text("DELETE FROM opening_hours WHERE weekday = 5"))
    assert not await seed(engine, REFERENCE)
    async with PostgresStorage(engine).transaction() as records:
        cut = (await records.salons.catalogue(SALON.id)).named("CORTAR")
    assert cut is not None
    assert cut.price.cents == 2700
    assert await _facts(engine, "SELECT 'x' FROM opening_hours WHERE weekday = 5") == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE services SET price_cents = -1",
        "UPDATE services SET minutes = 0",
        "UPDATE services SET category = 'barberia'",
        "UPDATE stylists SET categories = '{}'",
        "UPDATE stylists SET categories = '{taller}'",
        "UPDATE opening_hours SET closes = opens",
        "UPDATE opening_hours SET weekday = 7",
        "UPDATE policies SET deposit_percent = 101",
        "UPDATE policies SET slot_step_minutes = 0",
        "INSERT INTO simulated_clock (id) VALUES (2)",
        "DELETE FROM stylists; DELETE FROM salons",
    ],
)
async def test_the_database_refuses_what_makes_no_sense(
    engine: AsyncEngine, statement: str
) -> None:
    await seed(engine, REFERENCE)
    with pytest.raises(IntegrityError):
        await _execute(engine, statement)


async def _execute(engine: AsyncEngine, statements: str) -> None:
    async with engine.begin() as connection:
        for each in statements.split(";"):
            await connection.execute(text(each))
