"""Where a customer's own appointments are named: «lo de los pies», «la del jueves», «lo otro»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from atrevete_core.ports.language_model import Upcoming

from ..mention import Mention
from ..reading import Reading
from ..temporal import Item
from ..temporal.items import Clock, Days
from ..text.words import fold, listed
from ..vocabulary.kinds import words_of_kind
from ..which_and_target import HAVE, PAUSES, fits
from .which import of_craft


@dataclass(frozen=True, slots=True)
class Reference:
    """Words that name one of the appointments which the customer has."""

    start: int
    end: int
    own: Upcoming


#: What is done to a part of the body bears its name in one way or another.
_PARTS = (
    words_of_kind("feet"), words_of_kind("hands"), words_of_kind("face"), words_of_kind("hair"),
    words_of_kind("wax"),
)  # fmt: skip
_OF = listed("de del con")
_THE = listed("la lo el")
_ONE = listed("un una unos unas")
_BOOKS = words_of_kind("asks_to_book")
_OTHERS = listed("otra otro")
#: «la otra semana», «otra hora»: no appointment.
_NOT_ONE = words_of_kind("not_an_appointment")
_TOWARDS = listed("al a para por mejor ese este mismo sobre")
_PAIR = 2
_BESIDE = listed("antes despues tras")


def references(reading: Reading) -> list[Reference]:
    """Each naming of one of several appointments, in order; what may be two of them is none."""
    found = [*_by_name(reading), *_by_time(reading), *_by_stylist(reading), *_by_owner(reading)]
    found += _by_place(reading)
    return sorted([*found, *_the_other(reading, found)], key=lambda each: each.start)


def owner(reading: Reading, names: Sequence[str], words: Sequence[str]) -> Upcoming | None:
    """Whose service it is: one of those named, or one on the same part of the body."""
    upcoming = reading.situation.upcoming
    had = [each for each in upcoming if set(names) & set(each.services)]
    if not had:
        parts = [part for part in _PARTS if part & set(words)]
        had = [each for each in upcoming if any(part & _words_of(each) for part in parts)]
    if not had and {"peluqueria", "estetica"} & set(words):
        had = of_craft(reading, upcoming, words)
    return had[0] if len(had) == 1 else None


def _words_of(own: Upcoming) -> set[str]:
    return {word for name in own.services for word in fold(name).replace("+", " ").split()}


def _by_name(reading: Reading) -> Iterator[Reference]:
    """«el color», «las pestañas»; «los pies», of a foot treatment."""
    taken: set[int] = set()
    for each in reading.mentions:
        own = owner(reading, each.names, reading.text.words(each.start, each.end))
        taken |= set(range(each.start, each.end))
        if own is None or _is_another(reading, each, own) or _only_says_when(reading, each):
            continue
        yield Reference(each.start, each.end, own)
    for place, word in enumerate(reading.text.words()):
        own = None if place in taken or _is_no_name(reading, place) else owner(reading, (), (word,))
        if own is not None:
            yield Reference(place, place + 1, own)


def _is_no_name(reading: Reading, place: int) -> bool:
    """«¡qué cabeza la mía!»; «…que a las 4 tengo el corte», which was told of and dropped."""
    before = reading.text.words(max(0, place - _PAIR - 1), place)
    return before[-1:] == ["que"] or bool(HAVE & {*before})


def _only_says_when(reading: Reading, named: Mention) -> bool:
    """«justo antes o después del corte»: what is done about it is not said here."""
    before = reading.text.words(max(0, named.start - _PAIR), named.start + 1)
    return bool(_BESIDE & {*before})


def _is_another(reading: Reading, named: Mention, own: Upcoming) -> bool:
    """«resérvame un peinado» is not the corte that they have."""
    inside = reading.text.word(named.start) in _ONE
    one = inside or reading.text.word(named.start - 1) in _ONE
    verb = reading.text.word(named.start - (1 if inside else 2))
    new = not set(named.names) & set(own.services) or verb in _BOOKS
    return one and named.clear and new


def _by_time(reading: Reading) -> Iterator[Reference]:
    """«lo de mañana», «la del jueves 4», «la de las diez»."""
    for item in reading.items:
        own = _only([each for each in reading.situation.upcoming if _is_then(item, each)])
        if own is not None and isinstance(item.values[0], Days | Clock) and _is_of(reading, item):
            yield Reference(item.start, item.end, own)


def _is_then(item: Item, own: Upcoming) -> bool:
    """That day or hour, or in those days: «la de abril», «la de la semana que viene»."""
    value = item.values[0]
    if isinstance(value, Days) and value.first and value.last and value.first < value.last:
        return value.first <= own.start.date() <= value.last
    return fits(item, [own.start])


_OF_TIME = listed("hora vez semana quincena cosa que parte mitad")


def _by_place(reading: Reading) -> Iterator[Reference]:
    """«cancela la primera y la otra pásala a las 12»; «la primera hora» is none of them."""
    upcoming = sorted(reading.situation.upcoming, key=lambda each: each.start)
    for place, said in reading.positions():
        the = reading.text.word(said.start) in _THE
        if the and place <= len(upcoming) and reading.text.word(said.end) not in _OF_TIME:
            own = upcoming[place - 1 if place > 0 else place]
            yield Reference(said.start, said.end, own)


def _is_of(reading: Reading, item: Item) -> bool:
    """Whether a day or an hour says which one it is, not where it goes."""
    before = reading.text.words(max(0, item.start - _PAIR), item.start)
    first = reading.text.word(item.start)
    if first in {"al", "a", "mismo", "para"} or _TOWARDS & set(before):
        return False
    if isinstance(item.values[0], Clock):
        return before[:1] in (["la"], ["lo"], ["cita"]) and before[1:] == ["de"]
    if first in {"del", "de"} or before[-1:] == ["de"] or _is_answered(reading, item):
        return True
    # «el sábado no voy, solo el viernes»: that one stays
    return before[-1:] == ["solo"] and before[0] in PAUSES


def _is_answered(reading: Reading, item: Item) -> bool:
    """«el jueves no puedo», «el jueves sí voy»."""
    after = reading.text.words(item.end, item.end + _PAIR)
    return reading.text.word(item.start) == "el" and after[:1] in (["no"], ["si"])


def _by_stylist(reading: Reading) -> Iterator[Reference]:
    """«la de Rosa», «la cita con Rosa»."""
    for each in reading.stylists:
        of, what = reading.text.word(each.start - 1), reading.text.word(each.start - 2)
        if reading.text.word(each.start) in _OF:  # the preposition is part of the name's place
            of, what = reading.text.word(each.start), reading.text.word(each.start - 1)
        mine = [own for own in reading.situation.upcoming if own.stylist == each.stylist.name]
        own = _only(mine)
        if own is not None and of in _OF and what in _THE | {"cita", "hora"}:
            yield Reference(each.start, each.end, own)


def _by_owner(reading: Reading) -> Iterator[Reference]:
    """«la mía», «la suya», «la de mi madre»: of those that are booked for others as well."""
    upcoming, words = reading.situation.upcoming, reading.text.words()
    mine = _only([each for each in upcoming if not each.person])
    theirs = [each for each in upcoming if each.person]
    for place in range(len(words) - 1):
        if not theirs:
            break
        if mine is not None and _is_mine(words[place], words[place + 1]):
            yield Reference(place, place + 2, mine)
        if words[place] not in _THE | {"cita", "hora"}:
            continue
        if words[place + 1] in {"suya", "suyo"} and len(theirs) == 1:
            yield Reference(place, place + 2, theirs[0])
        if words[place + 1] == "de" and (own := _of_whom(reading, theirs, place + 2)) is not None:
            yield Reference(place, place + 2 + len(own.relation.split()), own)


def _is_mine(word: str, then: str) -> bool:
    """«la mía»; «mi cita», beside those of others."""
    return (word in _THE and then in {"mia", "mio"}) or (word == "mi" and then in {"cita", "hora"})


def _of_whom(reading: Reading, theirs: Sequence[Upcoming], place: int) -> Upcoming | None:
    """Whose it is, by what they are to the writer, or by their first name."""
    said = reading.text.between(place, place + _PAIR)
    first = reading.text.word(place)
    named = [
        each
        for each in theirs
        if fold(each.relation) == said or fold(each.person).split()[:1] == [first]
    ]
    return _only(named) or (_only(theirs) if first in {"ella", "el"} else None)


def _the_other(reading: Reading, found: Sequence[Reference]) -> Iterator[Reference]:
    """«lo otro», «la otra»: of two, the one that is not named."""
    upcoming, words = reading.situation.upcoming, reading.text.words()
    named = sorted(found, key=lambda each: each.start)
    asked = next((each for each in upcoming if each.asked_about), None)
    if len(upcoming) != _PAIR or not (named or asked):
        return
    for place, word in enumerate(words):
        if word not in _OTHERS or reading.text.word(place - 1) not in _THE:
            continue
        if reading.text.word(place + 1) in _NOT_ONE:
            continue
        before = [each.own for each in named if each.end <= place]
        spoken_of = before[-1] if before else asked or named[0].own
        own = next(each for each in upcoming if each is not spoken_of)
        yield Reference(place - 1, place + 1, own)


def _only(found: Sequence[Upcoming]) -> Upcoming | None:
    return found[0] if len(found) == 1 else None
