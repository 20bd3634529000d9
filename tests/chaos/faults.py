"""The list of faults: a number, what happens, what must hold, and whether `make chaos` has it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest

Test = TypeVar("Test", bound=Callable[..., Any])


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    number: int
    what: str
    holds: str
    #: Among the fastest of its group: part of every run.
    quick: bool = False


def fault(number: int, what: str, *, holds: str, quick: bool = False) -> Callable[[Test], Test]:
    """Marks a test as the proof that this fault is survived."""
    it = Fault(number=number, what=what, holds=holds, quick=quick)

    def mark(test: Test) -> Test:
        marked: Test = pytest.mark.fault(it)(test)
        return marked

    return mark
