"""A circuit breaker for each vendor: who gives no answer again and again is left alone for a while.

What is due waits in the outbox meanwhile; the state is told in the metric `atrevete_circuit`.
"""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from prometheus_client import Gauge

from atrevete_core.ports.deposit_gateway import GatewayUnreachable
from atrevete_core.ports.messenger import MessengerUnreachable
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.staff_notifier import NotifierUnreachable
from atrevete_core.ports.stylist_calendar import CalendarUnreachable

FAILURES: Final = 5
OPEN_SECONDS: Final = 5.0

CIRCUIT: Final = Gauge(
    "atrevete_circuit", "1 while a vendor is left alone because it gives no answer.", ["vendor"]
)
_SILENCE: Final[dict[str, tuple[str, type[Exception]]]] = {
    "messenger": ("chatwoot", MessengerUnreachable),
    "gateway": ("stripe", GatewayUnreachable),
    "calendar": ("google", CalendarUnreachable),
    "notifier": ("mail", NotifierUnreachable),
}


@dataclass
class Circuit:
    """Opens after `FAILURES` calls in a row without an answer; after `OPEN_SECONDS` one call may
    try, and its end decides. `now` is a monotonic clock.
    """

    vendor: str
    now: Callable[[], float] = time.monotonic
    _failures: int = 0
    _open_until: float = 0.0

    def admits(self) -> bool:
        """Whether a call may be made."""
        if self._failures < FAILURES:
            return True
        if self.now() < self._open_until:
            return False
        # One may try; the others wait for what comes of it.
        self._open_until = self.now() + OPEN_SECONDS
        return True

    def answered(self) -> None:
        self._failures = 0
        CIRCUIT.labels(self.vendor).set(0)

    def was_silent(self) -> None:
        self._failures += 1
        if self._failures >= FAILURES:
            self._open_until = self.now() + OPEN_SECONDS
            CIRCUIT.labels(self.vendor).set(1)


class _Guarded:
    """A port behind its circuit. A clear no is an answer."""

    def __init__(self, port: object, circuit: Circuit, silence: type[Exception]) -> None:
        self._port, self._circuit, self._silence = port, circuit, silence

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        call: Callable[..., Awaitable[Any]] = getattr(self._port, name)

        async def guarded(*given: Any, **named: Any) -> Any:  # noqa: ANN401 - any port's method
            if not self._circuit.admits():
                raise self._silence(f"{self._circuit.vendor} is left alone for a moment")
            try:
                answer = await call(*given, **named)
            except self._silence:
                self._circuit.was_silent()
                raise
            except Exception:
                self._circuit.answered()
                raise
            self._circuit.answered()
            return answer

        return guarded


def with_circuits(salon: OpenSalon) -> OpenSalon:
    """The salon, each of its vendors behind a circuit of its own."""
    guarded = {
        name: _Guarded(getattr(salon, name), Circuit(vendor), silence)
        for name, (vendor, silence) in _SILENCE.items()
    }
    for vendor, _ in _SILENCE.values():
        CIRCUIT.labels(vendor).set(0)
    return replace(salon, **cast("dict[str, Any]", guarded))
