"""Failures on request: which vendor fails, at what, how and how often."""

from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from itertools import count
from typing import Literal


class Vendor(StrEnum):
    CHATWOOT = "chatwoot"
    STRIPE = "stripe"
    GOOGLE = "google"
    SMTP = "smtp"
    TRANSCRIBER = "transcriber"
    ANTHROPIC = "anthropic"


class Mode(StrEnum):
    SLOW = "slow"
    REFUSED = "refused"
    DROP_BEFORE = "drop_before"
    DROP_AFTER_COMMIT = "drop_after_commit"
    TOO_MANY = "429"
    TOO_MANY_WITHOUT_RETRY_AFTER = "429_without_retry_after"
    BROKEN = "500"
    UNAVAILABLE = "503"
    GARBAGE = "garbage"
    DUPLICATE = "duplicate"
    LOST = "lost"
    REORDER = "reorder"


WEBHOOK_MODES = frozenset({Mode.SLOW, Mode.GARBAGE, Mode.DUPLICATE, Mode.LOST, Mode.REORDER})
REQUEST_MODES = frozenset(Mode) - {Mode.DUPLICATE, Mode.LOST, Mode.REORDER}


@dataclass(kw_only=True)
class Fault:
    """One failure that was asked for.

    `operation` is a glob: "METHOD /path" of a request (with or without the vendor's prefix), or
    the name of a webhook event. `seconds` delays a slow answer, a cut connection or a late
    webhook. `times` is how often it strikes; none means until it is cleared. `answer` says
    whether a dropped request ends as a closed connection or as a 500. `copies` is how often a
    duplicated webhook arrives.
    """

    vendor: Vendor
    operation: str
    mode: Mode
    seconds: float = 0.0
    times: int | None = 1
    answer: Literal["close", "500"] = "close"
    copies: int = 2
    id: int = 0
    struck: int = field(default=0)

    @property
    def spent(self) -> bool:
        return self.times is not None and self.struck >= self.times

    def concerns(self, vendor: Vendor, names: tuple[str, ...]) -> bool:
        return (
            self.vendor == vendor
            and not self.spent
            and any(fnmatchcase(name, self.operation) for name in names)
        )


class FaultBook:
    """The failures that are still to come, oldest first."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._numbers = count(1)

    def add(self, fault: Fault) -> Fault:
        fault.id = next(self._numbers)
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        self._faults.clear()

    def listed(self) -> list[Fault]:
        return list(self._faults)

    def strike_request(self, vendor: Vendor, *names: str) -> Fault | None:
        """The failure of this request, counted as used."""
        return self._strike(vendor, names, REQUEST_MODES)

    def strike_webhook(self, vendor: Vendor, event: str) -> Fault | None:
        """The failure of this webhook's first delivery, counted as used."""
        return self._strike(vendor, (event,), WEBHOOK_MODES)

    def _strike(
        self, vendor: Vendor, names: tuple[str, ...], modes: frozenset[Mode]
    ) -> Fault | None:
        for fault in self._faults:
            if fault.mode in modes and fault.concerns(vendor, names):
                fault.struck += 1
                return fault
        return None
