"""What a chaos test does with the house: customers and staff act, and something is broken.

Every step is a line of the story, which is printed when an invariant does not hold.
"""

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, Literal

from atrevete_apps.cli.children import Child
from sqlalchemy import text

from atrevete_adapters.simulation import CheckoutSession, FailureMode, VendorName
from tests.chaos.servers import Server
from tests.e2e.stage import WISH, Somebody, Stage

_STRUCK_SECONDS = 20.0


@dataclass(frozen=True)
class Scene(Stage):
    """A test's own week in the house, with everything that may be broken."""

    crash_file: Path
    postgres: Server
    redis: Server
    story: list[str] = field(default_factory=list)
    #: Real seconds from the end of a fault until the salon was at rest.
    recoveries: list[float] = field(default_factory=list)
    #: What was counted, for the page of results.
    notes: list[str] = field(default_factory=list)

    def person(self, name: str = "Ana") -> "Customer":
        return Customer(self, name)

    def note(self, what: str) -> None:
        self.story.append(what)

    # --- breaking things ----------------------------------------------------------------------

    async def fails(
        self, vendor: VendorName, operation: str, mode: FailureMode, **more: Any
    ) -> None:
        self.note(f"{vendor} fails at {operation}: {mode} {more or ''}".rstrip())
        await self.simulation.fail(vendor, operation, mode, **more)

    def order(self, action: Literal["exit", "stop"], point: str) -> None:
        """The next program that comes to this point dies there, or stands still."""
        self.note(f"{action} at {point}")
        self._struck_file.unlink(missing_ok=True)
        draft = self.crash_file.with_suffix(".draft")
        draft.write_text(f"{action} {point}\n")
        draft.rename(self.crash_file)

    async def struck(self) -> Child:
        """Which program was struck; a dead one is replaced by another."""
        await until(self._struck_file.exists, seconds=_STRUCK_SECONDS)
        await until(lambda: any(map(_is_struck, self.house.children)))
        child = next(filter(_is_struck, self.house.children))
        if child.running:
            self.note(f"{child.name} stands still")
            return child
        self.note(f"{child.name} has died")
        self.replace(child)
        return child

    @asynccontextmanager
    async def dies_at(self, point: str) -> AsyncIterator[None]:
        """Somebody dies at this point of what is done here; then the salon comes to rest."""
        self.order("exit", point)
        yield
        await self.struck()
        await self.recovers()

    @property
    def _struck_file(self) -> Path:
        return self.crash_file.with_suffix(".struck")

    def kill(self, child: Child) -> None:
        self.note(f"kill -9 {child.name}")
        child.send(signal.SIGKILL)
        child.wait(seconds=5)
        self.replace(child)

    def replace(self, child: Child) -> None:
        """Another of its kind takes its place, whenever it is ready."""
        self.house.dismiss(child)
        if child.name.startswith("worker"):
            self.house.add_worker()
        else:
            webhook = self.house.add_webhook()
            self.house.until_open(webhook)

    async def recovers(self, *, seconds: float = 30.0) -> None:
        """From here on the fault is over: how long until nothing is left to do?"""
        begun = time.monotonic()
        await self.rest(seconds=seconds)
        self.recoveries.append(time.monotonic() - begun)

    async def wait(self, *, minutes: float) -> None:
        self.note(f"{minutes} minutes pass")
        await super().wait(minutes=minutes)

    # --- looking ------------------------------------------------------------------------------

    @property
    def workers(self) -> list[Child]:
        return [each for each in self.house.children if each.name.startswith("worker")]

    @property
    def webhook(self) -> Child:
        return next(each for each in self.house.children if each.name == "webhook")

    async def rows(self, query: str, **given: object) -> Sequence[Any]:
        async with self.engine.connect() as connection:
            return (await connection.execute(text(query), given)).all()

    async def page_of(self, link: str) -> CheckoutSession:
        [page] = [each for each in await self.simulation.payments() if each.url == link]
        return page

    async def sent(self, customer: "Customer") -> list[str]:
        """Everything that was ever said to that customer."""
        said = await self.simulation.messages_of(customer.number)
        return [each.text for each in said if each.direction == "to_customer"]


@dataclass
class Customer(Somebody):
    """A customer whose steps are told in the story."""

    stage: Scene

    async def writes(self, *texts: str) -> list[str]:
        for each in texts:
            self.stage.note(f"{self.name}: {each}")
        answers = await super().writes(*texts)
        for each in answers:
            self.stage.note(f"  Maite to {self.name}: {each}")
        return answers

    async def sends(self, text_: str) -> None:
        self.stage.note(f"{self.name}: {text_}")
        await super().sends(text_)

    async def reads(self) -> list[str]:
        answers = await super().reads()
        for each in answers:
            self.stage.note(f"  Maite to {self.name}: {each}")
        return answers

    async def pays(self, link: str) -> list[str]:
        self.stage.note(f"{self.name} pays")
        return await super().pays(link)

    def wish(self, hour: str = "10:00", stylist: str = "Pilar") -> str:
        return WISH.format(name=self.name, hour=hour, stylist=stylist)

    async def books(self, hour: str = "10:00", stylist: str = "Pilar") -> str:
        """An appointment on Friday that is paid; returns its payment link."""
        link = await self.holds(hour, stylist)
        said = await self.pays(link)
        assert any("confirmada" in each for each in said), said
        return link


def _is_struck(child: Child) -> bool:
    """Dead, or standing still."""
    try:
        stat = Path(f"/proc/{child.pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return not child.running
    return not child.running or stat.rpartition(")")[2].split()[0] in {"T", "t"}


async def until(
    found: Callable[[], bool] | Callable[[], Awaitable[bool]], *, seconds: float = 10.0
) -> None:
    deadline = time.monotonic() + seconds
    while True:
        answer = found()
        if await answer if isinstance(answer, Awaitable) else answer:
            return
        assert time.monotonic() < deadline, "it never happened"
        await asyncio.sleep(0.02)


HOUR = timedelta(hours=1)
