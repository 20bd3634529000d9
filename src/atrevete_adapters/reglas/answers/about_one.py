"""One of the hours on offer is only spoken of: «¿con quién es la primera?», «no conozco a Marta».
It is not taken by that (R8, R29).
"""

import re

from atrevete_core.domain.commands import AskAvailability, Command

from ..reading import POSITIONS, Reading

_PLACE = r"(?:primera|primero|segunda|segundo|tercera|tercero|ultima|ultimo)"
#: «¿con quién es la primera?», «¿a qué hora terminaría la segunda?», «si cojo la primera…».
_ASKED = re.compile(
    rf"(?:\b(?:con|a) quien\b.*\b{_PLACE}|\b{_PLACE}\b.*\bcon quien (?:es|seria|era|me toca)\b"
    rf"|\ba que hora (?:termin|acab|sal|estar)\w*\b.*\b{_PLACE}"
    rf"|\bsi (?:cojo|elijo|escojo|reservo|voy a|fuera|es) (?:la |el )?{_PLACE}"
    rf"|\b{_PLACE} (?:es|seria|era) (?:con|por|de|a|para|el|la)\b)"
)
#: «no conozco a Marta», «la última vez me atendió Pilar».
_TOLD_OF = re.compile(
    r"\b(?:(?:conozco|conoci|conocemos|conocia)(?: a)?"
    r"|(?:me|nos) (?:atendio|atendia|corto|hizo|peino|puso|dejo|tiño|toco|cogio))$"
)
_FAR = 4


def drop_told_of(reading: Reading) -> None:
    """Whom one knows, or had another time, is not chosen by that."""
    reading.stylists = [
        each
        for each in reading.stylists
        if not _TOLD_OF.search(reading.text.between(max(0, each.start - _FAR), each.start))
    ]
    for span in reading.spans("last_one"):  # «la última vez»
        if reading.text.word(span.end) == "vez":
            reading.drop_intent("last_one", span.start, span.end)


def asked_about_one(reading: Reading) -> list[tuple[int, Command]] | None:
    """What is asked of one of them; None when it is chosen, or none is spoken of."""
    tag = reading.text.word(len(reading.text) - 1) == "?"  # «la primera es con Pilar, ¿no?»
    if not (reading.asks_too or tag):
        return None
    spoken = [each for _, each in reading.positions()]
    if not spoken or not all(_is_asked(reading, each.start) for each in spoken):
        return None
    for intent in POSITIONS:
        reading.drop_intent(intent, 0, len(reading.text))
    reading.drop_items(0, len(reading.text))
    return [] if reading.has("duration", "price", "total") else [(0, AskAvailability())]


def _is_asked(reading: Reading, place: int) -> bool:
    start, end = reading.part(place)
    return bool(_ASKED.search(reading.text.between(start, end)))
