"""PostgreSQL and Redis that a test may stop, kill and start again at the same address."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from atrevete_adapters.embedded import embedded_postgres, embedded_redis

Start = Callable[[int | None], AbstractContextManager[str]]


@dataclass
class Server:
    """One server. It keeps its address over a restart, and its data as `start` says."""

    start_at: Start
    url: str = ""
    _running: ExitStack = field(default_factory=ExitStack)

    def start(self) -> str:
        port = urlsplit(self.url).port if self.url else None
        self.url = self._running.enter_context(self.start_at(port))
        return self.url

    def stop(self) -> None:
        self._running.close()

    @contextmanager
    def away(self) -> Iterator[None]:
        """As long as this lasts nobody answers at its address."""
        self.stop()
        try:
            yield
        finally:
            self.start()


def postgres_in(folder: Path) -> Server:
    """Its data outlive a restart."""
    return Server(lambda port: embedded_postgres(folder, port=port))


def redis_in(folder: Path) -> Server:
    """It forgets everything over a restart: the worst that Redis can do to us."""
    return Server(partial(_redis, folder))


def _redis(folder: Path, port: int | None) -> AbstractContextManager[str]:
    return embedded_redis(folder, port=port)
