"""Which hours a message of the salon names, as a customer who picks "the second" counts them."""

import re
from collections.abc import Iterator
from datetime import time

_HOUR = r"(?:(?P<{0}_h>\d{{1,2}}):(?P<{0}_m>\d{{2}}))(?!\d)"
_RANGE = re.compile(
    rf"\bde\s+{_HOUR.format('a')}\s+a\s+{_HOUR.format('b')}"
    rf"|(?<![\d:]){_HOUR.format('c')}"
    r"|\ba\s+las?\s+(?P<d_h>\d{1,2})(?!\d|:\d)",
    re.IGNORECASE,
)
#: Nobody's salon opens before: an hour up to 8 is one of the afternoon.
_LAST_OF_AFTERNOON = 8
_NOON = 12


def hours_named(text: str) -> list[time]:
    """Every hour that is named, in order; «de 10:30 a 11:30» is one."""
    return list(_hours(text.replace("*", "")))


def _hours(text: str) -> Iterator[time]:
    for found in _RANGE.finditer(text):
        for start in "acd":
            if found[f"{start}_h"] is not None:
                minute = found[f"{start}_m"] if start != "d" else "0"
                yield from _hour(int(found[f"{start}_h"]), int(minute))


def _hour(hour: int, minute: int) -> Iterator[time]:
    meant = hour + _NOON if 1 <= hour <= _LAST_OF_AFTERNOON else hour
    if meant < 24 and minute < 60:  # noqa: PLR2004 - a day and an hour
        yield time(meant, minute)
