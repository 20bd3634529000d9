"""A Redis that a test may freeze, kill and start again empty on the same port."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from atrevete_adapters.embedded import redis_binary

#: Instead of the 250 ms of a wake-up, where they are not what is tried: on a busy machine the first
#: call alone may take longer, and would be forgotten as it should be.
PATIENT: Final = timedelta(seconds=10)


class OwnRedis:
    """redis-server without a memory: whatever it held is gone after `kill` and `start`."""

    def __init__(self) -> None:
        self._port = _spare_port()
        self._process: subprocess.Popen[bytes] | None = None
        self.url = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [redis_binary(), *("--port", str(self._port), "--bind", "127.0.0.1", "--save", "")],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 10
        while not self._listens():
            assert time.monotonic() < deadline, "redis-server did not start"
            time.sleep(0.01)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        assert self._process is not None
        self._process.send_signal(which)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0


@contextmanager
def own_redis(*, started: bool = True) -> Iterator[OwnRedis]:
    server = OwnRedis()
    if started:
        server.start()
    try:
        yield server
    finally:
        server.kill()


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
