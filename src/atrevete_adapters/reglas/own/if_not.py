"""«¿Hay algo el jueves? Si no, me quedo el viernes»: what is to be when it cannot be otherwise.

Nothing is settled by it: the wish before it counts, and it is a wish about the appointment that
exists (R37).
"""

import re
from collections.abc import MutableMapping

from ..reading import Reading
from ..text.notation import Found
from ..which_and_target import fits, starts_of

_IF_NOT = re.compile(
    r"\b(?:y |o )?si no (?:(?:,|pues|hay|puede|pueden|puedes|podeis|se puede|es posible|ser"
    r"|entonces|quedan?|teneis|tienes|nada|hueco|sitio) )*"
    r"(?:(?:ya )?(?:la|lo|me la|me lo|me|nos) )?"
    r"(?:dejo|dejamos|dejas|dejais|quedo|quedamos|mantengo|mantenemos|deja\w*|manten\w*)\b"
    r"(?:(?! [,.?!|]).)*"
)
#: What is said before it looks for another time: «¿hay algo el jueves?», not «¿hay parking?».
_LOOKS = ("availability", "book", "elsewhere", "another_day")
_SETTLED = ("keep", "stays", "attend", "stop_booking", "cancel", "no", "drop", "elsewhere", "yes")


def is_if_not(reading: Reading) -> bool:
    """«cámbiamela al jueves; si no, la dejo como está»."""
    return bool(reading.situation.upcoming) and _IF_NOT.search(reading.text.line) is not None


def drop_if_not(reading: Reading, found: MutableMapping[str, list[Found[str]]]) -> None:
    """Drop it; what is wished before it moves what they have."""
    said = _IF_NOT.search(reading.text.line)
    if said is None or not reading.situation.upcoming or reading.situation.services:
        return
    start = reading.text.index_at(said.start())
    end = reading.text.index_at(said.end() + 1)
    for intent in _SETTLED:
        found[intent] = [
            each for each in found.get(intent, []) if each.end <= start or end <= each.start
        ]
    reading.drop_items(start, end)
    looks = any(each.end <= start for intent in _LOOKS for each in found.get(intent, []))
    timed = any(each.end <= start and not fits(each, starts_of(reading)) for each in reading.items)
    if looks and timed and not found.get("change"):
        found["change"] = [Found(start, start + 1, "change", {})]
