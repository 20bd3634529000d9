"""Named points at which a chaos test lets this program die or stand still.

They exist only where `ATREVETE_CRASH_FILE` is set and every vendor is simulated. The file is the
order, one line: `exit` or `stop`, the point, and whether to pass it some times before. Points are
`before:` and `after:` a port's method (`before:messenger.send`) and a commit, by what was done in
its transaction (`after:commit:bookings.add`). Whoever reaches the point first takes the order
away, so that one program only is struck.
"""

import os
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records, Storage

_KILLED = 137
_STAGED = ("messenger", "gateway", "calendar", "notifier", "model", "tasks")

Port = TypeVar("Port")


@dataclass(frozen=True, slots=True)
class CrashPoints:
    """The orders that a test puts into one file."""

    file: Path

    def reach(self, point: str) -> None:
        """End or stop this process, if that is ordered for this point."""
        try:
            action, wanted = self.file.read_text().split()[:2]
        except (OSError, ValueError):
            return
        if point != wanted or not self._take():
            return
        if action == "exit":
            os._exit(_KILLED)
        os.kill(os.getpid(), signal.SIGSTOP)

    def _take(self) -> bool:
        """Whether the order was still there; it strikes once."""
        with suppress(FileNotFoundError):
            self.file.rename(self.file.with_suffix(".struck"))
            return True
        return False

    def around(self, name: str, port: Port) -> Port:
        """The port, with a point before and after each of its methods."""
        return cast("Port", _Staged(self, name, port))

    def in_storage(self, storage: Storage) -> Storage:
        return _StagedStorage(self, storage)

    def in_salon(self, salon: OpenSalon) -> OpenSalon:
        """The salon with points at every port."""
        names = {field.name for field in fields(salon)}.intersection(_STAGED)
        staged: dict[str, Any] = {name: self.around(name, getattr(salon, name)) for name in names}
        return replace(salon, storage=self.in_storage(salon.storage), **staged)


class _Staged:
    def __init__(self, points: CrashPoints, name: str, port: object) -> None:
        self._points, self._name, self._port = points, name, port

    def __getattr__(self, method: str) -> Callable[..., Awaitable[Any]]:
        found: Callable[..., Awaitable[Any]] = getattr(self._port, method)

        async def staged(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any port's method
            self._points.reach(f"before:{self._name}.{method}")
            answer = await found(*given, **named)
            self._points.reach(f"after:{self._name}.{method}")
            return answer

        return staged


class _StagedStorage:
    def __init__(self, points: CrashPoints, storage: Storage) -> None:
        self._points, self._storage = points, storage

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Records]:
        done: dict[str, None] = {}
        async with self._storage.transaction() as records:
            yield cast("Records", _Noted(records, done))
            for each in done:
                self._points.reach(f"before:commit:{each}")
        for each in done:
            self._points.reach(f"after:commit:{each}")


class _Noted:
    """One transaction's records, or one of its repositories: what is called is noted."""

    def __init__(self, noted: object, done: dict[str, None], name: str = "") -> None:
        self._noted, self._done, self._name = noted, done, name

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a repository, or its method
        found = getattr(self._noted, name)
        if not self._name:
            return _Noted(found, self._done, name)
        self._done[f"{self._name}.{name}"] = None
        return found
