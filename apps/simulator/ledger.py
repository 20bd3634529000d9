"""What was asked of the vendors, what it changed, and what they told the salon."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Literal

from .faults import Vendor


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """One request. `status` is what the vendor did; `answered` what the caller got to see."""

    number: int
    vendor: Vendor
    operation: str
    query: str
    body: str
    at: datetime
    status: int
    answered: int | None
    effect: bool
    idempotency_key: str | None = None
    fault: str | None = None


@dataclass(frozen=True, kw_only=True)
class Notice:
    """One attempt to deliver a webhook; without a status nobody answered."""

    number: int
    vendor: Vendor
    event: str
    delivery: str
    attempt: int
    at: datetime
    outcome: Literal["delivered", "refused", "unreachable", "lost"]
    status: int | None = None
    fault: str | None = None


@dataclass
class Ledger:
    """Everything in order, until the reset."""

    exchanges: list[Exchange] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def next_number(self) -> int:
        """Exchanges and notices share one numbering: the order in which they ended."""
        return next(self._numbers)

    def effects(self) -> list[Exchange]:
        return [exchange for exchange in self.exchanges if exchange.effect]

    def clear(self) -> None:
        self.exchanges.clear()
        self.notices.clear()
