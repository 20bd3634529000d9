"""Other programs of ours as children: each stops when we stop, however we end.

As with the embedded servers, a small shell stands between: it holds the reading end of our pipe,
and when the pipe closes (we ended, or were killed) it stops its child.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

_STOP_SECONDS = 8.0
_ANSWER_SECONDS = 2.0
_LAST_LINES = 15

# $1 is the log. The child's number is the one line on stdout, so that tests can stop or kill it.
# The child is woken before it is told to end: a stopped one would not hear.
_GUARD = """
log=$1; shift
exec 3<&0
"$@" >>"$log" 2>&1 3<&- </dev/null & child=$!
echo $child
trap "" INT TERM HUP
{
    cat <&3
    kill -TERM $child; kill -CONT $child
    sleep 8
    kill -KILL $child
} >/dev/null 2>&1 & watcher=$!
wait $child
kill -KILL $watcher
"""


class ChildEnded(Exception):
    """A program of ours ended although nobody told it to; `said` are the last lines of its log."""

    def __init__(self, name: str, log: Path, said: str) -> None:
        super().__init__(f"{name} has ended; its log is {log}\n{said}".rstrip())
        self.name = name


@dataclass(kw_only=True)
class Child:
    """A running program. `pid` is its own number, not that of the shell beside it."""

    name: str
    log: Path
    pid: int
    _guard: subprocess.Popen[str] = field(repr=False)

    @classmethod
    def start(
        cls, name: str, command: Sequence[str | Path], *, environment: Mapping[str, str], log: Path
    ) -> Self:
        """Start it with this environment alone; what it says goes to the log."""
        # At once, so that a log can be read before the child has said anything.
        log.write_bytes(b"")
        guard = subprocess.Popen(
            ["/bin/sh", "-c", _GUARD, "guard", log, *command],
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # The shell would say which of its children was killed.
            stderr=subprocess.DEVNULL,
            text=True,
            # Ctrl-C in the terminal is for us; we then stop the children in our own order.
            start_new_session=True,
        )
        told = guard.stdout.readline() if guard.stdout else ""
        return cls(name=name, log=log, pid=int(told), _guard=guard)

    @property
    def running(self) -> bool:
        return self._guard.poll() is None

    def check(self) -> None:
        """Raises ChildEnded."""
        if not self.running:
            raise ChildEnded(self.name, self.log, self.last_lines())

    def last_lines(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-_LAST_LINES:])

    def send(self, number: signal.Signals) -> None:
        """A signal for the program itself."""
        os.kill(self.pid, number)

    def ask_to_stop(self) -> None:
        if self._guard.stdin and not self._guard.stdin.closed:
            self._guard.stdin.close()

    def stop(self) -> None:
        """Ask, wait, and in the end insist."""
        self.ask_to_stop()
        try:
            self._guard.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self._guard.pid, signal.SIGKILL)
            self._guard.wait()
        if self._guard.stdout:
            self._guard.stdout.close()

    def wait(self, *, seconds: float) -> None:
        """Until it has ended; raises TimeoutError."""
        deadline = time.monotonic() + seconds
        while self.running:
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.name} is still there")
            time.sleep(0.02)


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs one of our shells with this very Python."""
    return [sys.executable, "-m", module, *arguments]


def answers(url: str) -> bool:
    """Whether somebody on this machine answers well there; asked so often that a client with
    certificates, which takes longer to make than they take to answer, would slow them down.
    """
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", address.path or "/")
        return connection.getresponse().status < http.client.BAD_REQUEST
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
