"""The databases that tests get: migrated, apart from each other, and gone afterwards."""

import asyncpg
import pytest

from tests.conftest import NewDatabase


async def tables(url: str) -> set[str]:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        found = await connection.fetch(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        )
    finally:
        await connection.close()
    return {row["tablename"] for row in found}


async def run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_tests_database_is_migrated(database_url: str) -> None:
    assert {"appointments", "holds", "occupied", "inbox", "outbox"} <= await tables(database_url)


async def test_an_empty_database_is_empty(new_empty_database: NewDatabase) -> None:
    with new_empty_database() as url:
        assert await tables(url) == set()


async def test_what_one_test_writes_no_other_sees(new_database: NewDatabase) -> None:
    with new_database() as one, new_database() as other:
        await run(one, "CREATE TABLE only_here (id int)")
        assert "only_here" in await tables(one)
        assert "only_here" not in await tables(other)


async def test_a_database_is_gone_with_its_test(new_database: NewDatabase) -> None:
    with new_database() as url:
        pass
    with pytest.raises(asyncpg.InvalidCatalogNameError):
        await tables(url)
