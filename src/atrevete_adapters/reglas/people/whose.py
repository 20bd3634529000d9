"""Whose «corte» it is, when the bare word is said: the writer's own past tells it, a man's name
only makes her ask (R40: nobody is a man or a woman by a guess).
"""

from dataclasses import replace

from ..mention import Mention
from ..reading import Person, Reading
from ..text.words import fold
from ..vocabulary.kinds import words_of_kind

_MEN = words_of_kind("first_names_of_men")
_FOR_MEN = frozenset({"caballero", "hombre", "masculino"})
#: What somebody has had is theirs when it is not for a child: that may have been long ago.
_MAN = "man"


def writers_kind(reading: Reading) -> str:
    """«man» when the last that the writer had of a craft was a man's."""
    had = reading.situation.had
    for place, name in enumerate(had):
        words = _words(name)
        if words & _FOR_MEN:
            plain = (other for other in had[:place] if _same_craft(other, name))
            return "" if any(plain) else _MAN
    return ""


def as_the_writer(person: Person, reading: Reading) -> Person:
    """The writer, of whom the past tells what they are."""
    return replace(person, kind=reading.kind) if not (person.whom or person.kind) else person


def asks_for_whom(reading: Reading, first_name: str) -> None:
    """«un corte», from somebody called Óscar: both cuts, and she asks."""
    reading.may_be_man = is_mans_name(first_name)
    if not reading.people and reading.may_be_man:
        reading.mentions = [_with_mens(each, reading) for each in reading.mentions]


def is_mans_name(name: str | None) -> bool:
    return bool(name) and fold(name or "").split()[0] in _MEN


def left_open(fits: Mention, person: Person, reading: Reading) -> Mention:
    """The same for each of several: «corte para mí y para Óscar»."""
    named = is_mans_name(person.name) if person.whom else reading.may_be_man
    return _with_mens(fits, reading) if named and person.kind in _NEITHER else fits


#: «mi pareja Óscar» may be a man, «mi madre» is none whatever she is called.
_NEITHER = frozenset({"", "somebody"})


def _with_mens(mention: Mention, reading: Reading) -> Mention:
    if not mention.clear or mention.is_pack or _is_said_exactly(mention, reading):
        return mention
    situation = reading.situation
    known = {*situation.services, *situation.choices}
    [plain] = mention.names
    catalogue = (each.name for each in situation.catalogue.services)
    known |= {name for each in reading.mentions if each is not mention for name in each.names}
    mens = [name for name in catalogue if is_mens(name, plain)]
    if len(mens) != 1 or known & {*mens} or len(_words(plain)) > 1 or _had(reading, plain):
        return mention
    return replace(mention, names=(plain, mens[0]))


def is_mens(name: str, plain: str) -> bool:
    """CORTE CABALLERO is the men's CORTAR."""
    return bool(_words(name) & _FOR_MEN) and _same_craft(plain, name)


def _had(reading: Reading, plain: str) -> bool:
    """They have had it, or have it now, or chose it: then it is theirs."""
    situation = reading.situation
    booked = {name for each in situation.upcoming for name in each.services}
    return plain in {*situation.had, *situation.services, *situation.choices, *booked}


def _is_said_exactly(mention: Mention, reading: Reading) -> bool:
    """«corte de mujer», «CORTAR» as the price list has it: nothing is left open."""
    said = reading.text.words(mention.start, mention.end)
    as_listed = reading.text.written(mention.start, mention.start + 1) == mention.names[0]
    return bool(_WOMEN & set(said)) or as_listed


_WOMEN = frozenset({"mujer", "señora", "chica", "femenino", "melena"})


def _words(name: str) -> set[str]:
    return set(fold(name).split())


def _same_craft(plain: str, mens: str) -> bool:
    """CORTAR and CORTE CABALLERO; no other words than for whom it is."""
    roots = {word[:4] for word in _words(mens) - _FOR_MEN}
    return {word[:4] for word in _words(plain)} == roots
