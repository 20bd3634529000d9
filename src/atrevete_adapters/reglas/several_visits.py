"""Several appointments at once: «cancela las dos», «la de hoy y la del jueves 25» (R19, R20)."""

from collections.abc import Sequence

from atrevete_core.domain.commands import DayRange, When
from atrevete_core.ports.language_model import Upcoming

from .moving import fits
from .reading import Reading
from .temporal.items import Days

_ALL = (
    "todas", "todo", "todas mis citas", "todas las citas", "todas las que tengo", "lo que tengo",
)  # fmt: skip
_COUNTED = {
    2: ("las dos", "las 2", "ambas", "los dos", "ambos"), 3: ("las tres", "las 3", "los tres"),
    4: ("las cuatro", "las 4"),
}  # fmt: skip


def several(reading: Reading) -> list[When]:
    """Each of the appointments that are meant, when more than one is; else nothing."""
    upcoming = reading.situation.upcoming
    if len(upcoming) <= 1:
        return []
    line = f" {reading.text.line}"
    wholes = (*_ALL, *_COUNTED.get(len(upcoming), ()))
    said_all = any(f" {phrase} " in line for phrase in wholes)
    chosen = upcoming if said_all else _by_day(reading)
    return [_when(each) for each in chosen] if len(chosen) > 1 else []


def _by_day(reading: Reading) -> Sequence[Upcoming]:
    """Those whose days are named, each by a word of its own: «la del lunes y la del jueves»."""
    named = [
        [each for each in reading.situation.upcoming if fits(item, [each.start])]
        for item in reading.items
        if isinstance(item.values[0], Days)
    ]
    only = [found[0] for found in named if len(found) == 1]
    return list(dict.fromkeys(only)) if len(only) == len(named) else []


def _when(each: Upcoming) -> When:
    day = each.start.date()
    return When(days=DayRange(first=day, last=day), at=each.start.time())
