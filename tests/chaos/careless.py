"""A storage whose guards can be taken away, one by one."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any, cast

from atrevete_core.ports.storage import Records, Storage

Careless = Callable[..., Any]


class CarelessStorage:
    """A storage of which some methods do what they should not."""

    def __init__(self, storage: Storage, instead: Mapping[str, Careless]) -> None:
        self._storage, self._instead = storage, instead

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Records]:
        async with self._storage.transaction() as records:
            yield cast("Records", _CarelessRecords(records, self._instead))


class _CarelessRecords:
    def __init__(self, records: Records, instead: Mapping[str, Careless], name: str = "") -> None:
        self._records, self._instead, self._name = records, instead, name

    def __getattr__(self, name: str) -> Any:
        if not self._name:
            return _CarelessRecords(self._records, self._instead, name)
        careless = self._instead.get(f"{self._name}.{name}")
        if careless is None:
            return getattr(getattr(self._records, self._name), name)
        return lambda *given, **named: careless(self._records, *given, **named)
