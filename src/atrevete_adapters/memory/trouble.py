"""Failures on order: what makes a vendor in memory as unreliable as a real one."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Failure:
    error: Exception
    after_effect: bool


class Trouble:
    """The failures to come, in order; without any, everything works."""

    def __init__(self) -> None:
        self._coming: deque[_Failure] = deque()

    def fail(self, error: Exception, *, times: int = 1, after_effect: bool = False) -> None:
        """The next calls fail so; `after_effect`: it has happened, only the answer is lost."""
        self._coming.extend([_Failure(error, after_effect)] * times)

    def clear(self) -> None:
        """From now on everything works again."""
        self._coming.clear()

    @contextmanager
    def around_effect(self) -> Iterator[None]:
        failure = self._coming.popleft() if self._coming else None
        if failure and not failure.after_effect:
            raise failure.error
        yield
        if failure:
            raise failure.error
