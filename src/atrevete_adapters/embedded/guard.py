"""A server as a child that never outlives us: its account, its folder, its guard."""

import os
import re
import secrets
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

HOST = "127.0.0.1"

_START_SECONDS = 30.0
_STOP_SECONDS = 10.0
_PORT_TRIES = 5

# $1 is the signal that makes the server stop at once but in order, $2 the folder to remove when we
# end without a word. A background child of a plain `sh` reads /dev/null: `cat` holds the pipe.
_GUARD = """
signal=$1 left_behind=$2; shift 2
"$@" & child=$!
trap "" INT TERM HUP
word=$(cat)
kill -"$signal" $child
wait $child
[ "$word" ] || [ -z "$left_behind" ] || rm -rf "$left_behind"
"""


# A client of the last server may knock while a kept one still recovers: that is not its end.
_FAILED = re.compile(r"FATAL(?!:\s+the database system is)")


class EmbeddedServerUnavailable(Exception):
    """An embedded server cannot be had on this machine; the sentence says how to change that."""


class _PortTaken(Exception):
    """Somebody took the spare port between our look and the server's start."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """The system user a server runs as: PostgreSQL refuses to run as root."""

    user: int | None = None
    group: int | None = None

    def owns(self, path: Path) -> None:
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group, follow_symlinks=False)

    def run(self, command: Sequence[str | Path], *, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            check=False,
            cwd=cwd,
            user=self.user,
            group=self.group,
            extra_groups=self._extra_groups,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def guard(
        self, command: Sequence[str | Path], *, stop_signal: str, home: "Home"
    ) -> subprocess.Popen[bytes]:
        left_behind = home.path if home.temporary else ""
        with home.log.open("wb") as sink:
            return subprocess.Popen(
                ["/bin/sh", "-c", _GUARD, "guard", stop_signal, left_behind, *command],
                cwd=home.path,
                user=self.user,
                group=self.group,
                extra_groups=self._extra_groups,
                stdin=subprocess.PIPE,
                stdout=sink,
                stderr=subprocess.STDOUT,
                # Ctrl-C in the terminal is for us; we then stop the server in our own order.
                start_new_session=True,
            )

    @property
    def _extra_groups(self) -> list[int] | None:
        return None if self.user is None else []


@dataclass(frozen=True, kw_only=True)
class Home:
    """The folder of one server: its data, its password, its log."""

    path: Path
    temporary: bool

    @property
    def log(self) -> Path:
        return self.path / "server.log"

    @property
    def password(self) -> str:
        """The password that goes with a kept folder, or a new one."""
        path = self.path / "password"
        if not path.exists():
            write_secret(path, secrets.token_urlsafe(24))
        return path.read_text()


@contextmanager
def open_home(directory: Path | None, account: Account, kind: str) -> Iterator[Home]:
    """Give a folder that belongs to the server: the one asked for, else one that is removed."""
    if directory is not None:
        # A folder of our own in it: only that one is given to `nobody`.
        path = directory.resolve() / kind
        path.mkdir(parents=True, exist_ok=True)
        account.owns(path)
        yield Home(path=path, temporary=False)
        return
    # As root TMPDIR may be root's alone; /tmp is everybody's.
    parent = "/tmp" if account.user is not None else None  # noqa: S108 - mkdtemp is safe there # nosec B108
    with tempfile.TemporaryDirectory(prefix=f"atrevete-{kind}-", dir=parent) as temporary:
        path = Path(temporary).resolve()
        account.owns(path)
        yield Home(path=path, temporary=True)


@contextmanager
def listening(
    command: Callable[[int], Sequence[str | Path]],
    *,
    account: Account,
    home: Home,
    port: int | None,
    stop_signal: str,
    ready: Callable[[int], bool],
) -> Iterator[int]:
    """Start a server under its guard, wait until it answers, give its port; stop it at the end."""
    for _ in range(1 if port else _PORT_TRIES):
        chosen = port or _spare_port()
        guard = account.guard(command(chosen), stop_signal=stop_signal, home=home)
        try:
            _wait_until_ready(partial(ready, chosen), home.log)
            yield chosen
        except _PortTaken:
            continue
        else:
            return
        finally:
            _stop(guard)
    raise EmbeddedServerUnavailable(f"Port {port or 'by chance'} of {HOST} is taken.")


def _wait_until_ready(ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not ready():
        said = log.read_text(errors="replace")
        if "already in use" in said:
            raise _PortTaken
        if _FAILED.search(said) or time.monotonic() > deadline:
            raise EmbeddedServerUnavailable(f"A server did not start: {said[-2000:].strip()}")
        time.sleep(0.01)


def _stop(guard: subprocess.Popen[bytes]) -> None:
    try:
        guard.communicate(b"stop", timeout=_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(guard.pid, 9)
        guard.wait()


def _spare_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
