"""What all repositories share: one connection, within one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row, Table
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

Values = dict[str, Any]


def putting(table: Table, *, key: Sequence[str] = ("id",)) -> Insert:
    """A statement that adds a row, or replaces all that is known under its key.

    Made once for each table: making it takes longer than running it.
    """
    added = insert(table)
    given = [
        column.name
        for column in table.columns
        if column.identity is None and column.computed is None and column.name not in key
    ]
    known = {name: added.excluded[name] for name in given}
    return added.on_conflict_do_update(index_elements=key, set_=known)


class Repository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def _run(self, statement: Executable) -> int:
        """How many rows it changed."""
        return (await self._connection.execute(statement)).rowcount

    async def _write(self, statement: Executable, values: Values | list[Values]) -> None:
        """Run it with these values, or once for each of them."""
        await self._connection.execute(statement, values)

    async def _row(self, statement: Executable, values: Values | None = None) -> Row[Any] | None:
        """The first row."""
        return (await self._connection.execute(statement, values)).first()

    async def _rows(
        self, statement: Executable, values: Values | None = None
    ) -> Sequence[Row[Any]]:
        return (await self._connection.execute(statement, values)).all()

    async def _value(self, statement: Executable) -> Any:  # noqa: ANN401 - what a column holds
        """The first column of the first row; None for no row."""
        return (await self._connection.execute(statement)).scalar()
