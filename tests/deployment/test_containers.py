"""What each container runs, as a plain process: it starts, its health check says so, it stops."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from atrevete_adapters.embedded import redis_binary
from tests.conftest import NewDatabase
from tests.contract.simulator_stage import free_port, until
from tests.deployment.deployment import ENV, service
from tests.deployment.test_compose import SHELLS, command_of
from tests.integration.shell_stage import environment, shell_settings, sow

#: Where the commands of this environment are.
_BIN = str(Path(sys.executable).parent)
_EVERYWHERE, _TMP = "0.0.0.0", "/tmp/"  # noqa: S104, S108 - what the containers say


@dataclass(frozen=True)
class Container:
    """A service of the compose file, with a port and a ready file of its own."""

    name: str
    folder: Path
    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)

    async def run(self) -> asyncio.subprocess.Process:
        return await self._process(command_of(self.name))

    async def is_healthy(self) -> bool:
        kind, *test = service(self.name)["healthcheck"]["test"]
        command = ["sh", "-c", *test] if kind == "CMD-SHELL" else test
        healthy = await (await self._process(command)).wait() == 0
        if not healthy:
            # A check is a process: too many of them keep from starting what they ask for.
            await asyncio.sleep(0.3)
        return healthy

    async def _process(self, command: Sequence[str]) -> asyncio.subprocess.Process:
        return await asyncio.create_subprocess_exec(
            *(self._here(each) for each in command),
            env={"PATH": f"{_BIN}{os.pathsep}{os.environ['PATH']}", **self.environment},
            cwd=self.folder,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )

    def _here(self, word: str) -> str:
        """The same on this machine: this Python, a free port of the loopback, our own folder."""
        if word == "python":
            return sys.executable
        word = word.replace(_EVERYWHERE, "127.0.0.1").replace(_TMP, f"{self.folder}/")
        for port in service(self.name).get("expose", ()):
            word = word.replace(port, str(self.port))
        return word


@pytest.mark.timeout(180)
async def test_every_shell_starts_says_that_it_is_healthy_and_leaves_when_told(
    new_empty_database: NewDatabase, as_app: Callable[[str], str], redis_url: str, tmp_path: Path
) -> None:
    with new_empty_database() as database_url:
        settings = environment(shell_settings(database_url, redis_url))
        settings["ATREVETE_ADMIN_SECRET_KEY"] = "a-long-random-text-for-this-test-alone"
        migrate = Container("migrate", tmp_path, settings)
        assert await (await migrate.run()).wait() == 0
        await sow(database_url)

        settings["ATREVETE_DATABASE_URL"] = await asyncio.to_thread(as_app, database_url)
        containers = [Container(name, tmp_path, settings) for name in SHELLS]
        running = [await each.run() for each in containers]
        for container in containers:
            await until(container.is_healthy, seconds=120)
        for process in running:
            process.terminate()
        # uvicorn ends by the signal that it was given, once it has answered everybody.
        assert {await each.wait() for each in running} <= {0, -signal.SIGTERM}


async def test_redis_keeps_what_it_is_told_and_asks_for_its_password(tmp_path: Path) -> None:
    path = f"{redis_binary().parent}{os.pathsep}{os.environ['PATH']}"
    container = Container("redis", tmp_path, {**ENV, "PATH": path})
    shell, flag, script = command_of("redis")
    told = f"{script} --port {container.port}"
    process = await container._process([shell, flag, told])  # noqa: SLF001 - with a port of its own
    try:
        refused = await until(lambda: _says(container.port, "PING"), seconds=20)
        assert refused.startswith("-NOAUTH")
        allowed = await _says(container.port, f"AUTH {ENV['REDIS_PASSWORD']}", "CONFIG GET append*")
        assert "appendonly\r\n$3\r\nyes" in allowed
    finally:
        process.terminate()
        await process.wait()
    assert process.returncode == 0
    assert _has_an_append_only_file(tmp_path)


def _has_an_append_only_file(folder: Path) -> bool:
    return any(each.name.startswith("appendonly") for each in folder.iterdir())


async def _says(port: int, *commands: str) -> str:
    """What Redis answers; nothing while it does not listen."""
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return ""
    writer.write("".join(f"{each}\r\n" for each in commands).encode())
    writer.write(b"QUIT\r\n")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    return answer.decode()
