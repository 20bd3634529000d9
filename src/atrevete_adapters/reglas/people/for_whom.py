"""What tells that a booking is for somebody else (R28)."""

import re
from collections.abc import Sequence

from atrevete_core.domain.commands import AddServices, Book, Command, DropServices

from ..names.said import is_name_question
from ..reading import Person, Reading
from ..text.notation import Found

_TELLS_THEM = ("pregunt", "consult", "coment", "aviso", "llamo", "espero", "digo")
_SHOWS = tuple([each, "es"] for each in ("ese", "esa", "este", "esta"))
_TELLS = re.compile(r"(?:^| )(?:es|era|sera|seria|cita) para (?:mi|su|una|un) ")


def is_for(reading: Reading, person: Person) -> bool:
    """«para mi madre», «a nombre de mi madre», «la que viene es mi madre»."""
    words = reading.text.words(max(0, person.start - 3), person.start + 1)
    asked = words[-1] == "a" and words[-2:-1] != [] and words[-2].startswith(_TELLS_THEM)
    if asked or words[-3:-1] in _SHOWS:
        return False  # «pregunto a mi marido», «ese es mi marido»
    named = words[:3] in (["a", "nombre", "de"], ["al", "nombre", "de"])
    return words[-1] in {"para", "a", "por"} or words[-2:-1] in (["es"], ["por"]) or named


_BOTH = re.compile(r"(?:^| )para (?:las|los) (?:dos|2) (?:[,:] )?(?=mi |yo |la |el )")


def drop_both(reading: Reading) -> None:
    """«para las dos, mi hermana y yo», «a las dos a la vez» are no hour."""
    text = reading.text
    both_of_them = [*_THE_TWO.finditer(text.line)] if reading.people else []
    for both in (*both_of_them, *_TOGETHER.finditer(text.line)):
        place = text.index_at(both.start("both"))
        reading.drop_items(place, place + 2)
    said = _BOTH.search(text.line)
    if said is not None and len(reading.people) > 1:
        place = reading.people[0].start
        reading.drop_items(max(0, place - _FAR), place)


#: «corte las dos», «para las dos» after somebody was named; not «a las dos».
_THE_TWO = re.compile(
    r"\b(?:(?:\w+[aei]rles?|les) (?:\w+ ){0,4}a|corte|color"
    r"|tinte|mechas|peinado|cejas|uñas|manicura|pedicura|para|nosotras|nosotros|,) "
    r"(?P<both>l[ao]s (?:dos|2))(?= (?:[,.!?|)]|corte|color|tinte|mechas|peinado|cejas|uñas)|$)"
)
_TOGETHER = re.compile(
    r"\b(?P<both>l[ao]s (?:dos|tres|2|3)) "
    r"(?:(?:a|en) la (?:vez|misma hora)|al mismo tiempo|junt[ao]s)\b"
)
_FAR = 4


def tells_for_whom(reading: Reading) -> bool:
    """«sí, soy Wenceslao, y la cita es para mi suegra»."""
    return is_name_question(reading.question) and _TELLS.search(reading.text.line) is not None


def says_again_for_whom(reading: Reading, said: Sequence[tuple[int, Command]]) -> bool:
    """«el masaje del jueves, para mi suegra»: what was asked for, and now for whom; one masaje."""
    draft = reading.situation.services
    books = [each for _, each in said if isinstance(each, Book)]
    if not draft or len(books) != len(said) or len(books) != 1 or wants_the_same(reading):
        return False
    [book] = books
    before = reading.text.words(max(0, said[0][0] - 2), said[0][0])
    alone = not {"y", "e"} & set(before) and not _adds_somebody(reading)
    return bool(book.for_whom) and sorted(book.services) == sorted(draft) and alone


def for_another(
    reading: Reading, said: Sequence[tuple[int, Command]]
) -> list[tuple[int, Command]] | None:
    """«no es para mi madre, es para mi suegra, y que sea la otra facial»: one booking, not two."""
    draft = reading.situation.services
    [(place, book), *more] = said
    if not (reading.instead and draft and isinstance(book, Book) and not more):
        return None
    if book.unclear or not book.for_whom:
        return None
    owner = Book(for_whom=book.for_whom, for_name=book.for_name)
    new = tuple(name for name in book.services if name not in draft)
    gone = tuple(name for name in draft if name not in book.services)
    changes: list[tuple[int, Command]] = [(place, AddServices(services=new))] if new else []
    changes += [(place, DropServices(services=gone))] if new and gone else []
    return [(place, owner), *changes]


def _adds_somebody(reading: Reading) -> bool:
    return any(word.startswith(("apunt", "suma", "añad", "viene")) for word in reading.text.words())


def wants_the_same(reading: Reading) -> bool:
    words = reading.text.words()
    return bool({"tambien", "ademas", "otro", "otra", "mismo", "igual"} & set(words))


_HANDS_ON = re.compile(
    r"\b(?:pon|apunt|dej|cambi|pas|reserv)\w*l[ao]s? (?:mejor )?(?:para|a nombre de) "
)


_ADDS_TO_THEM = re.compile(r"\b(?:añad|agreg|sum|inclu)\w*les? (?:tambien |ademas )?")


def adds_to_theirs(reading: Reading) -> bool:
    """«y añádele las cejas»: to what is being booked for them."""
    more = _ADDS_TO_THEM.search(reading.text.line) is not None
    return more and bool(reading.situation.services)


def hands_on(reading: Reading) -> bool:
    """«ponla para mi madre»: what was chosen is somebody else's now."""
    return _HANDS_ON.search(reading.text.line) is not None


def wants_usual(reading: Reading) -> bool:
    """«lo de siempre»; not «lo mismo», of what is chosen already or is named beside it for another:
    «cógele a mi hermana lo mismo que yo, corte y secado».
    """
    usual = [each for each in reading.spans("usual") if not _is_somebody(reading, each)]
    same = all(each.end - each.start == _LO_MISMO for each in usual)
    chosen = same and bool(reading.situation.services)
    named = any(each.whom for each in reading.people) and any(m.clear for m in reading.mentions)
    return bool(usual) and not (chosen or named)


def _is_somebody(reading: Reading, said: Found[str]) -> bool:
    """«un corte con la de siempre»: she is preferred anyway (R26)."""
    other = reading.mentions or reading.situation.services or len(reading.spans("usual")) > 1
    return reading.text.word(said.start - 1) == "con" and bool(other)


def owner(reading: Reading) -> list[tuple[int, Command]]:
    """«para mi hermana lo de siempre»: for whom it is."""
    whose = {each.whom: each for each in reading.people if each.whom}
    if len(whose) != 1 or any(not each.whom for each in reading.people):
        return []
    [person] = whose.values()
    if not is_for(reading, person):
        return []
    return [(len(reading.text), Book(for_whom=person.whom, for_name=person.name))]


_LO_MISMO = 2
