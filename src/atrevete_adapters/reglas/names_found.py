"""What is part of somebody's name is no service and no day: «Faustino Heredia Cortés», «mi amiga
Abril Sanz».
"""

from .name_run import written
from .reading import Person, Reading
from .vocabulary import Vocabulary
from .words import BREAK, fold, listed

#: A run of more capitals than these, after a first name, is a whole name.
_FIRST_AND_LAST = 2
#: After «mi amiga Abril» these tell that no month is meant.
_MARKS = frozenset({",", ".", "?", "!", BREAK, ""})
_GOES_ON = listed("y e quiere quisiera queria querria se necesita viene va quieren")


def find_names(reading: Reading, vocabulary: Vocabulary) -> None:
    """First names; what is part of a name is nothing else."""
    text = reading.text
    reading.names = frozenset(
        index
        for index, token in enumerate(text.tokens)
        if token.kind == "word"
        and fold(text.original[token.start : token.end]) in vocabulary.first_names
    )
    for start, end in _whole_names(reading, vocabulary):
        reading.drop_mentions(start, end)
    for person in reading.people:
        _drop_days(reading, person)
        for at in _surnames(reading, person, vocabulary):
            reading.drop_mentions(at, at + 1)  # «mi amiga lola cortés y yo»


def _whole_names(reading: Reading, vocabulary: Vocabulary) -> list[tuple[int, int]]:
    """«Faustino Heredia Cortés»: a first name and two surnames; nobody asks for a corte."""
    text, found, start = reading.text, [], 0
    capitals = [text.written(at, at + 1).istitle() for at in range(len(text))]
    while start < len(text):
        end = next((at for at in range(start, len(text)) if not capitals[at]), len(text))
        known = text.word(start) in vocabulary.no_names or any(
            each.start <= start + 1 < each.end for each in reading.mentions
        )
        if end - start > _FIRST_AND_LAST and not known:
            found.append((start, end))
        start = end + 1
    return found


def _drop_days(reading: Reading, person: Person) -> None:
    """«mi amiga abril sanz y yo», «mi amigo Domingo y yo»: a first name, no month and no day."""
    place = _first_name(reading, person)
    if place is None:
        return
    text = reading.text
    capital = text.written(place, place + 1).istitle() and text.word(place) != "domingo"
    ends = text.word(person.end) in _GOES_ON or (capital and text.word(person.end) in _MARKS)
    if person.end > place + 1 or ends:
        reading.drop_items(place, person.end)


def _surnames(reading: Reading, person: Person, vocabulary: Vocabulary) -> list[int]:
    place = _first_name(reading, person)
    after = range(place + 1, person.end) if place is not None else ()
    listed_as = vocabulary.surnames | vocabulary.common_surnames
    return [at for at in after if written(reading, at) in listed_as]


def _first_name(reading: Reading, person: Person) -> int | None:
    """Where their first name stands, beside what they are to the writer."""
    first = fold(person.name or "").partition(" ")[0]
    places = (at for at in range(person.start, person.end) if written(reading, at) == first)
    return next(places, None) if first else None
