"""What all repositories share: one connection, within one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection


class Repository:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def _run(self, statement: Executable) -> int:
        """How many rows it changed."""
        return (await self._connection.execute(statement)).rowcount

    async def _row(self, statement: Executable) -> Row[Any] | None:
        """The first row."""
        return (await self._connection.execute(statement)).first()

    async def _rows(self, statement: Executable) -> Sequence[Row[Any]]:
        return (await self._connection.execute(statement)).all()

    async def _value(self, statement: Executable) -> Any:  # noqa: ANN401 - what a column holds
        """The first column of the first row; None for no row."""
        return (await self._connection.execute(statement)).scalar()
