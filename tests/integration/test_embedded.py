"""The embedded servers: what they are able to do, and that they never outlive us."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import psutil
import pytest
import redis

from atrevete_adapters.embedded import (
    DATABASE_URL,
    POSTGRES_BIN,
    REDIS_URL,
    EmbeddedServerUnavailable,
    embedded_postgres,
    embedded_redis,
    postgres_server,
    redis_server,
)

DIES_WITHIN_SECONDS = 1.0
CLEANS_UP_WITHIN_SECONDS = 10.0


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that root's PostgreSQL can reach too: pytest's own are closed to `nobody`."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


async def ask(url: str, question: str) -> object:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return await connection.fetchval(question)
    finally:
        await connection.close()


async def test_the_database_lowers_spanish_capitals(postgres_url: str) -> None:
    assert await ask(postgres_url, "SELECT lower('ÁÑÜ')") == "áñü"


async def test_the_database_sorts_by_code_point_on_every_version(postgres_url: str) -> None:
    assert await ask(postgres_url, "SELECT 'Z' < 'a'") is True


async def test_the_database_can_exclude_overlapping_bookings(postgres_url: str) -> None:
    question = "SELECT count(*) FROM pg_available_extensions WHERE name = 'btree_gist'"
    assert await ask(postgres_url, question) == 1


async def test_the_database_refuses_a_wrong_password(postgres_url: str) -> None:
    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(postgres_url.replace("+asyncpg", ""), password="guessed")


def test_redis_refuses_whoever_has_no_password(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url, password=None) as client:
        client.connection_pool.connection_kwargs.pop("password")
        with pytest.raises(redis.AuthenticationError):
            client.ping()


def test_redis_is_empty_at_the_start_of_a_test(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.dbsize() == 0


def test_a_kept_folder_keeps_its_bookings_and_its_password(open_folder: Path) -> None:
    with embedded_postgres(open_folder) as first:
        asyncio.run(ask(first, "CREATE TABLE cita AS SELECT 1 AS id"))
    with embedded_postgres(open_folder) as second:
        assert asyncio.run(ask(second, "SELECT id FROM cita")) == 1
        assert password(second) == password(first)


def test_both_servers_may_keep_their_folders_in_one(open_folder: Path) -> None:
    with embedded_postgres(open_folder), embedded_redis(open_folder):
        assert {path.name for path in open_folder.iterdir()} == {"postgres", "redis"}


def test_redis_with_its_append_only_file_remembers_over_a_restart(tmp_path: Path) -> None:
    with embedded_redis(tmp_path, append_only=True) as url, redis.Redis.from_url(url) as client:
        client.set("clave", "valor")
    with embedded_redis(tmp_path, append_only=True) as url, redis.Redis.from_url(url) as client:
        assert client.get("clave") == b"valor"


def test_a_server_may_be_started_again_at_the_same_address(tmp_path: Path) -> None:
    with embedded_redis(tmp_path) as first:
        port = port_of(first)
    with embedded_redis(tmp_path, port=port) as second:
        assert second == first


def test_a_port_that_was_asked_for_and_is_taken_is_refused(tmp_path: Path) -> None:
    with (
        embedded_redis(tmp_path / "one") as url,
        pytest.raises(EmbeddedServerUnavailable, match="is taken"),
        embedded_redis(tmp_path / "two", port=port_of(url)),
    ):
        pytest.fail("two servers share one port")


def test_the_operators_servers_take_the_place_of_the_embedded_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(DATABASE_URL, "postgresql+asyncpg://salon@db/atrevete")
    monkeypatch.setenv(REDIS_URL, "redis://cache:6379/3")
    with postgres_server() as database, redis_server() as cache:
        assert database == "postgresql+asyncpg://salon@db/atrevete"
        assert cache == "redis://cache:6379/3"


def test_a_folder_without_postgres_is_refused_in_one_sentence(
    open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(POSTGRES_BIN, str(open_folder / "nowhere"))
    with (
        pytest.raises(EmbeddedServerUnavailable, match="no 'postgres'"),
        embedded_postgres(open_folder),
    ):
        pytest.fail("there is no such server")


def test_without_any_redis_the_refusal_says_how_to_install_one() -> None:
    asked = subprocess.run(
        [sys.executable, "-S", "-c", "import atrevete_adapters.embedded as e; e.redis_binary()"],
        env={"PYTHONPATH": str(Path(__file__).parents[2] / "src"), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "apt-get install redis-server" in asked.stderr


STARTS_BOTH = """
import os, signal, sys, time
from atrevete_adapters.embedded import embedded_postgres, embedded_redis
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started us may ignore it
with embedded_postgres() as database, embedded_redis() as cache:
    print(database, cache, flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_both_servers_die_within_a_second_of_their_parent(death: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_BOTH],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as parent:
        assert parent.stdout is not None
        ports = [port_of(url) for url in parent.stdout.readline().split()]
        assert all(is_listening(port) for port in ports)
        os.kill(parent.pid, death)
        assert len(ports) == 2
        assert comes_true(
            lambda: not any(is_listening(port) for port in ports), within=DIES_WITHIN_SECONDS
        )


def test_a_parent_that_was_killed_leaves_no_folder_behind() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", STARTS_BOTH], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        folders = folders_of_children(parent.pid)
        assert len(folders) == 2
        parent.kill()
        assert comes_true(
            lambda: not any(folder.exists() for folder in folders),
            within=CLEANS_UP_WITHIN_SECONDS,
        )


def folders_of_children(parent: int) -> list[Path]:
    children = (process.cwd() for process in psutil.Process(parent).children())
    return [Path(folder) for folder in children]


def password(url: str) -> str | None:
    return urlsplit(url).password


def port_of(url: str) -> int:
    port = urlsplit(url).port
    assert port is not None
    return port


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def comes_true(condition: Callable[[], bool], *, within: float) -> bool:
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True
