"""Who understands the customers while cases are played: the rules, Claude, or his understudy."""

import os
import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from atrevete_adapters.assembly.understanding import ClaudeAccess, open_judged_claude
from atrevete_core.ports.language_model import LanguageModel

from ..children import Child, answers, python
from ..house import until
from ..wiring import HOST, spare_port

RULES, CLAUDE, SIMULATED = "reglas", "claude", "simulated"


class Spent(Protocol):
    """What a model has spent; tokens of the input are those that entered in any way."""

    @property
    def input(self) -> int: ...
    @property
    def cache_write(self) -> int: ...
    @property
    def cache_read(self) -> int: ...
    @property
    def output(self) -> int: ...
    @property
    def euros(self) -> float: ...


class Metered(LanguageModel, Protocol):
    """An interpreter that costs something, and that may leave turns to the rules."""

    fallbacks: int

    @property
    def spent(self) -> Spent: ...


@dataclass(frozen=True, kw_only=True)
class Bill:
    """What some turns took. Tokens are counted as the vendor bills them."""

    tokens: int = 0
    entered: int = 0
    cached: int = 0
    euros: float = 0.0
    #: Turns that the rules answered in the model's place.
    fallbacks: int = 0

    @classmethod
    def of(cls, model: Metered | None) -> "Bill":
        """Everything until now."""
        if model is None:
            return cls()
        spent = model.spent
        entered = spent.input + spent.cache_write + spent.cache_read
        return cls(
            tokens=entered + spent.output,
            entered=entered,
            cached=spent.cache_read,
            euros=spent.euros,
            fallbacks=model.fallbacks,
        )

    @classmethod
    def sum_of(cls, bills: Iterable["Bill"]) -> "Bill":
        found = list(bills)
        return cls(
            tokens=sum(each.tokens for each in found),
            entered=sum(each.entered for each in found),
            cached=sum(each.cached for each in found),
            euros=sum(each.euros for each in found),
            fallbacks=sum(each.fallbacks for each in found),
        )

    def minus(self, before: "Bill") -> "Bill":
        return Bill(
            tokens=self.tokens - before.tokens,
            entered=self.entered - before.entered,
            cached=self.cached - before.cached,
            euros=self.euros - before.euros,
            fallbacks=self.fallbacks - before.fallbacks,
        )


@dataclass(frozen=True, kw_only=True)
class Interpreter:
    """Which one, for every process that plays. `url` is the understudy's."""

    name: str = RULES
    url: str = ""
    record: Path | None = None

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[Metered | None]:
        """The model; None stands for the rules. Raises BadSettings."""
        if self.name == RULES:
            yield None
            return
        access = ClaudeAccess(anthropic_url=self.url) if self.url else ClaudeAccess()
        async with open_judged_claude(access, record=self.record) as model:
            yield model


@contextmanager
def prepared(name: str, record: Path | None) -> Iterator[Interpreter]:
    """The interpreter of that name; the understudy's program runs as long as this lasts.

    Raises BadSettings for Claude without a key.
    """
    if name == CLAUDE:
        ClaudeAccess().require_key()
    if name != SIMULATED:
        yield Interpreter(name=name, record=record)
        return
    with _understudy() as url:
        yield Interpreter(name=name, url=url, record=record)


@contextmanager
def _understudy() -> Iterator[str]:
    """The simulator alone: it speaks the Messages API."""
    port = spare_port()
    command = python("atrevete_apps.simulator", "--port", str(port), "--smtp-port", "-1")
    with tempfile.TemporaryDirectory(prefix="atrevete-eval-") as folder:
        log = Path(folder) / "simulator.log"
        child = Child.start("simulator", command, environment=_plain_environment(), log=log)
        try:
            until(lambda: answers(f"http://{HOST}:{port}/control/clock"), child)
            yield f"http://{HOST}:{port}/anthropic"
        finally:
            child.stop()


def _plain_environment() -> dict[str, str]:
    """The simulator's own settings stay out of it: its key is the one that everybody knows."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("ATREVETE_")
    } | {"PYTHONUNBUFFERED": "1"}
