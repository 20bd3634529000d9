"""Tokens and euros: counted for the metrics, summed for the budgets, priced from one file."""

import tomllib
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Self

from prometheus_client import Counter
from pydantic import BaseModel, Field

_MILLION = 1_000_000
_MOST_CONVERSATIONS = 10_000

TOKENS = Counter(
    "atrevete_claude_tokens", "Tokens of the Messages API, by kind.", ["model", "kind"]
)
EUROS = Counter("atrevete_claude_euros", "List price of those tokens, in euros.", ["model"])


class Usage(BaseModel):
    """What the API says that a call took."""

    input_tokens: int = Field(default=0, ge=0)
    output_tokens: int = Field(default=0, ge=0)
    cache_creation_input_tokens: int | None = Field(default=0, ge=0)
    cache_read_input_tokens: int | None = Field(default=0, ge=0)

    @property
    def written(self) -> int:
        return self.cache_creation_input_tokens or 0

    @property
    def read(self) -> int:
        return self.cache_read_input_tokens or 0

    @property
    def total(self) -> int:
        return self.input_tokens + self.output_tokens + self.written + self.read


@dataclass(frozen=True, kw_only=True, slots=True)
class Price:
    """Dollars for a million tokens."""

    input: float
    cache_write: float
    cache_read: float
    output: float

    def dollars(self, usage: Usage) -> float:
        return (
            usage.input_tokens * self.input
            + usage.written * self.cache_write
            + usage.read * self.cache_read
            + usage.output_tokens * self.output
        ) / _MILLION


@dataclass(frozen=True, kw_only=True, slots=True)
class PriceList:
    """The list of a day. Models that it does not know are taken for the dearest."""

    date: date
    euros_per_dollar: float
    models: Mapping[str, Price]

    def knows(self, model: str) -> bool:
        return model in self.models

    def euros(self, model: str, usage: Usage) -> float:
        price = self.models.get(model) or max(self.models.values(), key=lambda each: each.output)
        return price.dollars(usage) * self.euros_per_dollar


@cache
def price_list() -> PriceList:
    """The file beside this module."""
    source = files(__package__).joinpath("prices.toml").read_text(encoding="utf-8")
    written = tomllib.loads(source)
    return PriceList(
        date=written["date"],
        euros_per_dollar=written["euros_per_dollar"],
        models={name: Price(**each) for name, each in written["models"].items()},
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Spending:
    """A sum of calls."""

    calls: int = 0
    input: int = 0
    cache_write: int = 0
    cache_read: int = 0
    output: int = 0
    euros: float = 0.0

    @property
    def tokens(self) -> int:
        return self.input + self.cache_write + self.cache_read + self.output

    @property
    def cached_share(self) -> float:
        """Of the input tokens, those that were read from the cache."""
        entered = self.input + self.cache_write + self.cache_read
        return self.cache_read / entered if entered else 0.0

    def plus(self, usage: Usage, euros: float) -> Self:
        return type(self)(
            calls=self.calls + 1,
            input=self.input + usage.input_tokens,
            cache_write=self.cache_write + usage.written,
            cache_read=self.cache_read + usage.read,
            output=self.output + usage.output_tokens,
            euros=self.euros + euros,
        )

    def minus(self, before: "Spending") -> "Spending":
        return Spending(
            calls=self.calls - before.calls,
            input=self.input - before.input,
            cache_write=self.cache_write - before.cache_write,
            cache_read=self.cache_read - before.cache_read,
            output=self.output - before.output,
            euros=self.euros - before.euros,
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Budget:
    """Above these `reglas` answers (DESIGN section 7)."""

    turn_tokens: int = 22_000
    day_tokens: int = 200_000
    day_euros: float = 5.0


@dataclass
class Meter:
    """What this process has spent: in all, today, and today for each conversation."""

    budget: Budget = field(default_factory=Budget)
    prices: PriceList = field(default_factory=price_list)
    spent: Spending = field(default_factory=Spending)
    _day: date | None = None
    _euros: float = 0.0
    _tokens: OrderedDict[str, int] = field(default_factory=OrderedDict)

    def count(self, model: str, usage: Usage, *, conversation: str, day: date) -> None:
        self._turn_to(day)
        euros = self.prices.euros(model, usage)
        self.spent = self.spent.plus(usage, euros)
        self._euros += euros
        self._tokens[conversation] = self._tokens.pop(conversation, 0) + usage.total
        if len(self._tokens) > _MOST_CONVERSATIONS:
            self._tokens.popitem(last=False)
        _show(model, usage, euros)

    def allows(self, conversation: str, *, day: date) -> bool:
        """Whether the conversation, and the salon, may go on spending today."""
        self._turn_to(day)
        spent = self._tokens.get(conversation, 0)
        return spent < self.budget.day_tokens and self._euros < self.budget.day_euros

    def _turn_to(self, day: date) -> None:
        if day != self._day:
            self._day, self._euros = day, 0.0
            self._tokens.clear()


def _show(model: str, usage: Usage, euros: float) -> None:
    kinds = {
        "input": usage.input_tokens,
        "cache_write": usage.written,
        "cache_read": usage.read,
        "output": usage.output_tokens,
    }
    for kind, tokens in kinds.items():
        TOKENS.labels(model, kind).inc(tokens)
    EUROS.labels(model).inc(euros)
