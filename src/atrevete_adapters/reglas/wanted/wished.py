"""The services that a message names, as a booking holds them, and those of a company that is only
counted: «somos tres, para peinarnos» (R27, R56).
"""

from collections.abc import Sequence

from atrevete_core.domain.commands import Book, Command, UnclearService

from ..mention import Mention
from ..reading import Reading
from .settling import services_of_pack

_TWO = 2


def services_of(
    reading: Reading, mentions: Sequence[Mention]
) -> tuple[tuple[str, ...], tuple[UnclearService, ...]]:
    """Clear names and unclear words of these mentions."""
    clear: list[str] = []
    unclear: dict[tuple[str, ...], UnclearService] = {}  # nobody wants the same twice
    for each in mentions:
        if each.is_pack:
            clear += services_of_pack(reading.situation.catalogue, each.names[0])
        elif each.clear:
            clear.append(each.names[0])
        else:
            words = reading.text.written(each.start, each.end) or each.names[0].lower()
            unclear[each.names] = UnclearService(words=words, candidates=each.names)
    return tuple(dict.fromkeys(clear)), tuple(unclear.values())


def for_company(
    reading: Reading, wanted: Sequence[Mention], count: int
) -> list[tuple[int, Command]]:
    """«somos tres, para peinarnos»: the writer and whoever comes along (R27, R56)."""
    each_one = len(wanted) == count
    said: list[tuple[int, Command]] = []
    for number in range(count):
        clear, unclear = services_of(reading, wanted[number : number + 1] if each_one else wanted)
        other = "mi acompañante" if count == _TWO else f"acompañante {number}"
        whom = other if number else None
        said.append((0, Book(services=clear, unclear=unclear, for_whom=whom)))
    return said
