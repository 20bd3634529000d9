"""People who are only called by their names, each right before what is theirs: «yo cultura de
color, Ana agua tierra y Nerea peinado largo» (R27).
"""

import re
from collections.abc import Sequence

from atrevete_core.domain.text import plain

from ..names.run import NameRuns, written
from ..names.words import BEFORE_A_NAME
from ..reading import Person, Reading
from ..text.words import BREAK, fold, listed

_BEGINS = listed("y e , . : ; ? ! para a pero que con") | {BREAK, ""}
_LIGHT = listed(
    "quiere querria quiera se hace hara haria solo solamente el la un una unos unas los las con lo "
    "de que pues : , para le haga hagan hace va a hacerse ponerse queria tambien mejor al final "
    "ahora quieren pide prefiere dice"
)
_CALLED = listed(", que se llama es : ( -")
#: First names that are words as well: names only with their capital.
_WORDS = listed(
    "mia mar sol luz paz abril vega alma india rosa gala estrella gloria consuelo reyes"
)
_FAR = 8
_PAIR = 2


def named_subjects(
    reading: Reading, beside: Sequence[Person], runs: NameRuns, own_name: str
) -> list[Person]:
    """Two at least, or one `beside` the writer or somebody else who comes."""
    text, found = reading.text, []
    index = 0
    while index < len(text):
        end = _name_end(reading, runs, index, own_name)
        if end:
            whole = " ".join(text.written(at, at + 1) for at in range(index, end))
            name = whole if whole[:1].isupper() else whole.title()
            found.append(Person(index, end, name.split()[0], name))
        index = max(end, index + 1)
    others = any(not _inside(each, found) for each in beside) or reading.situation.companions
    return found if len(found) >= _PAIR or (found and others) else []


def _name_end(reading: Reading, runs: NameRuns, index: int, own_name: str) -> int:
    """Where the name ends that begins there and leads to a service; 0 when none does."""
    text = reading.text
    if text.word(index - 1) not in _BEGINS | BEFORE_A_NAME or not _is_name(reading, runs, index):
        return 0
    taken = any(each.start <= index < each.end for each in reading.people)
    taken = taken or any(each.start <= index < each.end for each in reading.mentions)
    if taken or written(reading, index) == plain(own_name) or _says_who(reading, index):
        return 0
    end = index + 1
    while end < len(text) and end - index < _FAR and text.written(end, end + 1).istitle() and (
        runs.is_surname(reading, end, end + 1) or runs.is_first_name(reading, end)
    ):  # fmt: skip
        end += 1
    services = [each.start for each in reading.mentions if end <= each.start <= end + _FAR]
    return end if any(set(text.words(end, at)) <= _LIGHT for at in services) else 0


def _says_who(reading: Reading, index: int) -> bool:
    """«mi suegra, Carmen, un secado», «mi hija (que se llama Lola)»: the one named before it."""
    return any(
        each.end <= index
        and (
            set(reading.text.words(each.end, index)) <= _CALLED
            or _TOLD_OF.fullmatch(reading.text.between(each.end, index))
        )
        for each in reading.people
        if each.whom
    )


#: «una amiga que no tiene whatsapp, Concha,».
_TOLD_OF = re.compile(r"(?:, )?que (?:[\w]+ ){1,5}, ?")


def _is_name(reading: Reading, runs: NameRuns, index: int) -> bool:
    """A listed first name; no stylist's, no word of a date, no service."""
    if not runs.is_first_name(reading, index) or reading.text.word(index - 1) == "con":
        return False
    if written(reading, index) in _WORDS and not reading.text.written(index, index + 1).istitle():
        return False
    stylists = {fold(each.name) for each in reading.situation.catalogue.stylists}
    if "yo" in reading.text.words() and not reading.has("book"):
        stylists = set()  # «yo corte y pilar mechas»
    timed = any(each.start <= index < each.end for each in reading.items)
    return written(reading, index) not in stylists and not timed


def _inside(person: Person, found: Sequence[Person]) -> bool:
    return any(each.start <= person.start < each.end for each in found)
