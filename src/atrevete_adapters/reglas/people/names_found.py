"""What is part of somebody's name is no service and no day: «Faustino Heredia Cortés», «mi amiga
Abril Sanz».
"""

from ..names.run import written
from ..reading import Person, Reading
from ..text.words import fold, listed
from ..vocabulary import Vocabulary

#: A run of more capitals than these, after a first name, is a whole name.
_FIRST_AND_LAST = 2
#: «por Reyes», «en abril» is a time of the year, whoever comes.
_OF_A_DAY = listed("por en de para desde hasta antes tras sobre a pasado despues")
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
    _drop_days_of_the_group(reading)
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
    if person.end > place + 1 or capital or text.word(person.end) in _GOES_ON:
        reading.drop_items(place, person.end)


def _drop_days_of_the_group(reading: Reading) -> None:
    """«flequillo Reyes», once it was said that Reyes comes: no sixth of January."""
    coming = {fold(each.name).partition(" ")[0] for each in reading.situation.group if each.name}
    for each in list(reading.items):
        said = reading.text.written(each.start, each.end)
        before = reading.text.word(each.start - 1)
        if fold(said) in coming and said.istitle() and before not in _OF_A_DAY:
            reading.drop_items(each.start, each.end)


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
