"""A circuit breaker: who fails again and again is left alone for a while, then tried once."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class BreakerState(StrEnum):
    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half_open"


@dataclass
class Breaker:
    """Opens after `failures` in a row for `seconds`; then lets one call through.

    `now` is a monotonic clock in seconds. What only an operator can mend (a wrong key, a spend
    limit) opens it at once, for `long_seconds`.
    """

    now: Callable[[], float]
    failures: int = 3
    seconds: float = 30.0
    long_seconds: float = 600.0
    _count: int = 0
    _until: float = 0.0
    _probing: bool = False

    @property
    def state(self) -> BreakerState:
        if not self._until:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self.now() < self._until else BreakerState.HALF_OPEN

    def admits(self) -> bool:
        """Whether a call may be made; half open admits one until its end is known."""
        if self.state is BreakerState.CLOSED:
            return True
        if self.state is BreakerState.OPEN or self._probing:
            return False
        self._probing = True
        return True

    def succeeded(self) -> None:
        self._count, self._until, self._probing = 0, 0.0, False

    def failed(self, *, lasting: bool = False) -> None:
        self._count += 1
        if lasting or self._probing or self._count >= self.failures:
            self._until = self.now() + (self.long_seconds if lasting else self.seconds)
        self._probing = False

    def abandoned(self) -> None:
        """The call ended without saying anything about them (it was cancelled)."""
        self._probing = False
