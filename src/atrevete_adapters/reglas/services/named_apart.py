"""Two services named one after the other, of which there is one for both (R41)."""

from collections.abc import Sequence

from atrevete_core.domain.catalogue import parts_of

from ..reading import Reading
from ..text.words import listed

_SMALL = listed("de del el la los las")


def each_apart(reading: Reading, names: Sequence[str]) -> tuple[str, ...]:
    """«¿el tinte de pestañas y la permanente de pestañas, cuánto valen?»: each of them, and, when
    nothing else is asked about, both as one.
    """
    sold = [service.name for service in reading.situation.catalogue.services]
    apart: list[str] = []
    for name in names:
        parts = parts_of(name, sold) if _named_apart(reading, name) else ()
        apart += [*parts, *((name,) if len(names) == 1 or not parts else ())]
    return tuple(dict.fromkeys(apart))


def _named_apart(reading: Reading, name: str) -> bool:
    """Whether its parts were named one after the other, each as a whole: nouns said twice."""
    for each in reading.mentions:
        end = each.end + (2 if reading.text.word(each.end) == "de" else 0)
        said = [word for word in reading.text.words(each.start, end) if word not in _SMALL]
        if name in each.names and "y" in said and len({*said}) < len(said):
            return True
    return False
