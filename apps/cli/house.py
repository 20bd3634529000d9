"""A whole salon on this machine, for `atrevete demo` and the end-to-end tests.

PostgreSQL, Redis, the simulator of every vendor, the webhook and the worker, each its own
program; all of them stop when the house is left, and when this program is killed.
"""

import asyncio
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path

from atrevete_adapters.embedded import postgres_server, redis_server
from atrevete_adapters.postgres.engine import open_engine
from atrevete_adapters.postgres.schema import upgrade
from atrevete_adapters.postgres.seeding import seed
from atrevete_adapters.postgres.simulated_clock import set_now
from atrevete_adapters.seeds import reference_salon

from . import beside
from .children import Child, answers, python
from .databases import forget_everybody, temporary_database
from .wiring import Wiring

_READY_SECONDS = 60.0
_POLL_SECONDS = 0.05

Say = Callable[[str], None]


class HouseNotReady(Exception):
    """A program of the house did not become ready in time."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """How a house is to be. Without a `folder` everything in it is temporary.

    `now` sets the salon's clock; `settle_seconds` is how long a customer
    must pause before Maite answers, `sweep_seconds` how often the worker looks for what was
    forgotten (both real). `habits` are further options of the worker's command.
    """

    folder: Path | None = None
    now: datetime | None = None
    settle_seconds: float = 2.0
    sweep_seconds: float = 2.0
    wiring: Wiring = field(default_factory=Wiring)
    habits: tuple[str, ...] = ()
    #: Whether a folder's people and bookings are forgotten first, as the simulator has already.
    anew: bool = False
    #: Whether the staff's panel is opened too.
    admin: bool = False


@dataclass(kw_only=True)
class House:
    """A salon that is open."""

    wiring: Wiring
    database_url: str
    redis_url: str
    logs: Path
    sweep_seconds: float
    habits: tuple[str, ...] = ()
    _environment: dict[str, str] = field(repr=False)
    _stack: ExitStack = field(repr=False)
    children: list[Child] = field(default_factory=list)
    _ready_files: dict[int, Path] = field(default_factory=dict, repr=False)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1), repr=False)

    @property
    def simulator_url(self) -> str:
        return self.wiring.simulator_url

    @property
    def webhook_url(self) -> str:
        return self.wiring.webhook_url

    @property
    def environment(self) -> dict[str, str]:
        """What webhook and worker are told: for programs that join the house."""
        return dict(self._environment)

    def check(self) -> None:
        """Raises ChildEnded when a program has ended by itself."""
        for child in self.children:
            child.check()

    def add_worker(self) -> Child:
        """One more worker; `until_at_work` waits for it."""
        name = f"worker-{next(self._numbers)}"
        ready = self.logs / f"{name}.ready"
        ready.unlink(missing_ok=True)
        told = (
            *("--ready-file", str(ready), "--sweep-seconds", str(self.sweep_seconds)),
            *("--patience-seconds", str(_READY_SECONDS)),
        )
        command = python("atrevete_apps.worker", *told, *self.habits)
        worker = self._start(name, command, self._environment)
        self._ready_files[worker.pid] = ready
        return worker

    def add_webhook(self) -> Child:
        """The webhook; `until_open` waits for it."""
        port = str(self.wiring.webhook_port)
        command = python("atrevete_apps.webhook", "--port", port)
        return self._start("webhook", command, self._environment)

    def until_open(self, webhook: Child) -> None:
        """Until it takes messages. Raises ChildEnded, HouseNotReady."""
        until(lambda: answers(f"{self.webhook_url}/health/ready"), webhook)

    def until_at_work(self, worker: Child) -> None:
        """Until it has swept for the first time. Raises ChildEnded, HouseNotReady."""
        until(self.ready_file_of(worker).exists, worker)

    def ready_file_of(self, worker: Child) -> Path:
        """The file that this worker touches after each sweep."""
        return self._ready_files[worker.pid]

    def dismiss(self, child: Child) -> None:
        """The end of one program."""
        self.children.remove(child)
        child.stop()

    def _start(self, name: str, command: list[str], environment: dict[str, str]) -> Child:
        log = self.logs / f"{name}.log"
        child = Child.start(name, command, environment=environment, log=log)
        self._stack.callback(child.stop)
        self.children.append(child)
        return child


@contextmanager
def open_house(plan: Plan, *, say: Say = lambda _: None) -> Iterator[House]:
    """Start everything, wait until it works, and stop it at the end.

    Raises EmbeddedServerUnavailable, ChildEnded and HouseNotReady; each says what to do.
    """
    with ExitStack() as stack:
        folder = _folder(plan.folder, stack)
        say("PostgreSQL y Redis")
        database_url, redis_url = _servers(plan.folder, stack)
        environment = plan.wiring.salon(
            database_url=database_url,
            redis_url=redis_url,
            google_file=plan.wiring.write_google_file(folder),
            settle_seconds=plan.settle_seconds,
        )
        beside.write(folder, environment)
        stack.callback(beside.remove, folder)
        house = House(
            wiring=plan.wiring,
            database_url=database_url,
            redis_url=redis_url,
            logs=folder,
            sweep_seconds=plan.sweep_seconds,
            habits=plan.habits,
            _environment=environment,
            _stack=stack,
        )
        say("simulador, webhook y worker")
        try:
            _open(house, plan)
            yield house
        finally:
            # Asked all at once, then waited for one by one: each takes a second of its own.
            for child in house.children:
                child.ask_to_stop()


def _folder(kept: Path | None, stack: ExitStack) -> Path:
    if kept is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="atrevete-demo-")))
    kept.mkdir(parents=True, exist_ok=True)
    return kept


def _servers(kept: Path | None, stack: ExitStack) -> tuple[str, str]:
    """PostgreSQL and Redis. What is temporary never touches the operator's own database."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        redis = redis_server(kept)
        starting = pool.submit(redis.__enter__)
        try:
            url = stack.enter_context(postgres_server(kept))
        finally:
            stack.push(redis)
            redis_url = starting.result()
    if kept is None:
        url = stack.enter_context(temporary_database(url))
    return url, redis_url


def _open(house: House, plan: Plan) -> None:
    simulator = house._start(  # noqa: SLF001 - the house is being built here
        "simulator",
        python("atrevete_apps.simulator"),
        house.wiring.simulator(house.database_url),
    )
    worker, webhook = house.add_worker(), house.add_webhook()
    # They need a while to load; whoever is ready first waits for the salon.
    asyncio.run(_prepare(house.database_url, plan.now, anew=plan.anew))
    # Two cores are soon busy: the page first, then Maite, the panel last.
    until(lambda: answers(f"{house.simulator_url}/control/clock"), simulator)
    panel = _start_panel(house) if plan.admin else None
    house.until_open(webhook)
    house.until_at_work(worker)
    if panel is not None:
        let_in(house, house.wiring.owner, house.wiring.owner_password)
        until(lambda: answers(house.wiring.panel_alive_url), panel)


def _start_panel(house: House) -> Child:
    port = str(house.wiring.admin_port)
    command = python("atrevete_apps.admin", "--port", port)
    return house._start("panel", command, house.environment)  # noqa: SLF001 - likewise


def let_in(house: House, username: str, password: str) -> None:
    """An owner for the panel, by its own command. Raises HouseNotReady."""
    told = ("--username", username, "--password-stdin", "--replace")
    done = subprocess.run(
        python("atrevete_apps.admin", "create-owner", *told),
        env=house.environment,
        input=password,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise HouseNotReady(f"the panel lets nobody in\n{done.stderr}")


async def _prepare(url: str, now: datetime | None, *, anew: bool) -> None:
    """Schema, salon and clock."""
    await upgrade(url)
    if anew:
        await forget_everybody(url)
    engine = open_engine(url)
    try:
        if now is not None:
            await set_now(engine, now)
        await seed(engine, reference_salon())
    finally:
        await engine.dispose()


def until(ready: Callable[[], bool], child: Child, *, seconds: float = _READY_SECONDS) -> None:
    """Wait for a program to be ready. Raises ChildEnded, HouseNotReady."""
    deadline = time.monotonic() + seconds
    while not ready():
        child.check()
        if time.monotonic() > deadline:
            raise HouseNotReady(
                f"{child.name} is not ready after {seconds:.0f} s; its log is {child.log}\n"
                f"{child.last_lines()}"
            )
        time.sleep(_POLL_SECONDS)
