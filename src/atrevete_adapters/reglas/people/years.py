"""How old those are for whom it is: a child's cut is told by it, whenever it was said (R28, R48).

«mi hijo de 6 años necesita cita», and «un corte» a message later; «Leo de 4 y Vera de 7».
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from atrevete_core.domain.commands import Book, Command, GiveName
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Coming, Question

from ..names.households import CHILDREN, GIRLS
from ..reading import Person, Reading
from ..text.words import BREAK, fold, listed
from .sharing import spans_of

_AGES = ((2, {"bebe"}), (13, {"niño", "niña"}))
_AFTER_AGE = frozenset({",", ".", "!", ")", BREAK, "y", "ya"})
_CHILD = ("hij", "niñ", "nen", "niet", "sobrin", "peque", "crio", "cria", "chaval", "ahijad")
_GROWN_UP = 18
#: Before an age without its «años», once one of them is told: «una tiene 6 y la otra 14».
_BEFORE_AGES = listed("tiene tienen de y e , otro otra con pequeño pequeña mayor mediano mediana")
_ONE_OF_THEM = listed("un una uno el la los las")
_TELLS_AGES = listed("tiene tienen años año añitos cumple")


def by_age(
    reading: Reading, choices: Sequence[str], span: tuple[int, int] | None = None
) -> str | None:
    """«tiene 6 años»: the child's among the cuts. `span`: the words said of that person."""
    years = years_said(reading, *(span or (0, len(reading.text))))
    return None if years is None else of_years(years, choices)


def of_years(years: int, choices: Sequence[str]) -> str | None:
    """Of these the one for somebody so old; nothing when none is."""
    children = {word for _, words in _AGES for word in words}
    for limit, wanted in _AGES:
        if years < limit:
            return next((name for name in choices if set(plain(name).split()) & wanted), None)
    return next((name for name in choices if not set(plain(name).split()) & children), None)


def years_said(reading: Reading, start: int, end: int) -> int | None:
    """How old somebody is, by these words."""
    words = [*reading.text.words(start, end), "."]
    for at, (number, unit) in enumerate(pairwise(words)):
        value = _number(reading, number)
        bare = words[at - 1 : at] in (["tiene"], ["tienen"], ["cumple"]) and unit in _AFTER_AGE
        bare = bare or _is_childs(words, at)
        if value is not None and (bare or unit in {"años", "año"}):
            return value
        if value is not None and unit in {"meses", "mes"}:
            return value // 12
    return None


def _is_childs(words: Sequence[str], at: int) -> bool:
    """«mi hijo de 6», not «mi hijo de 6 a 7», «de 6 y 9 años»."""
    child = words[at - 1 : at] == ["de"] and at > 1 and words[at - 2].startswith(_CHILD)
    alone = not any(each.isdecimal() for each in words[at + 1 : at + 3])
    return child and alone and words[at + 1] not in {"a", "hasta", "de", "en"}


def years_of(reading: Reading, person: Person, span: tuple[int, int] | None = None) -> int | None:
    """Of one of those who are named; `span`: the words that may tell it."""
    if person.age:
        return _number(reading, person.age)
    now = years_said(reading, *(span or (person.start, person.end)))
    return reading.ages.get(person.whom) if now is None else now


def ages_told(
    reading: Reading, children: Sequence[str], earlier: Iterable[Reading]
) -> dict[str, int]:
    """The ages of those who are spoken of, as told now or in the last messages before. `children`:
    those of whom it was said before that it is for them, as far as they may be children.
    """
    ages: dict[str, int] = {}
    for each in (reading, *earlier):
        ages = {**_of_people(each), **ages}
        told = [years for years, _ in _in_order(each)]
        if len(children) == 1:
            years = years_said(each, 0, len(each.text))
            told = [] if years is None else [years]
        if not ages and len(told) == len(children):
            ages = dict(zip(children, told, strict=True))
    return ages


def _of_people(reading: Reading) -> Mapping[str, int]:
    people = [each for each in reading.people if each.whom]
    spans = spans_of(people, len(reading.text))
    ages = {each.whom: years_of(reading, each, spans[each]) for each in people}
    return {whom: years for whom, years in ages.items() if years is not None}


def _in_order(reading: Reading) -> list[tuple[int, int]]:
    """«tienen 4 y 7 años», «una tiene 6 y la otra 14», «Leo de 4 y Vera de 7»; with places."""
    words = reading.text.words()
    ages = [
        (years, at)
        for at, word in enumerate(words)
        if (years := _number(reading, word)) is not None
        and word not in _ONE_OF_THEM
        and years < _GROWN_UP
        and (words[at - 1] in _BEFORE_AGES if at else True)
    ]
    named = bool(ages) and all(_name_before(reading, at) is not None for _, at in ages)
    others = {each for each in words if _number(reading, each) is None}
    only = reading.question is Question.WHICH_SERVICE and others <= _BEFORE_AGES | _ONE_OF_THEM
    return ages if named or only or _TELLS_AGES & {*words} else []


def _name_before(reading: Reading, at: int) -> int | None:
    """«Leo de 4», «Leo (4)», «Leo 4»: where the name stands."""
    return next((place for place in (at - 1, at - 2) if place in reading.names), None)


def answered_by_age(reading: Reading) -> list[tuple[int, Command]]:
    """«tiene 4 años», «Leo de 4 y Vera de 7», of those of whom it is not known which cut is theirs:
    beside another question, or of several at once.
    """
    now = reading.situation
    several = sum(bool(each.unclear) for each in now.group) > 1
    if reading.mentions or (now.question is Question.WHICH_SERVICE and not several):
        return []
    if not now.group:
        [whom, *others] = now.companions or ("",)
        years = reading.ages.get(whom)
        named = [of_years(years, each.candidates) for each in now.unclear if years is not None]
        found = [each for each in named if each]
        return [(0, Book(services=(found[0],)))] if found and not others else []
    told = [_of_age(each, reading.ages.get(each.whom)) for each in now.group]
    if told == [*now.group]:
        return []
    for _, at in _in_order(reading):
        reading.drop_items(at, at + 1)
    return [(0, _book_of(each)) for each in told] + _names(reading)


def _of_age(one: Coming, years: int | None) -> Coming:
    aged = {each: None if years is None else of_years(years, each.candidates)
            for each in one.unclear}  # fmt: skip
    services = (*one.services, *(name for name in aged.values() if name))
    return replace(one, services=services, unclear=tuple(e for e, name in aged.items() if not name))


def _book_of(one: Coming) -> Book:
    whom, name = (one.whom or None), (one.name or None)
    return Book(services=one.services, unclear=one.unclear, for_whom=whom, for_name=name)


def _names(reading: Reading) -> list[tuple[int, Command]]:
    """The names beside the ages."""
    nameless = [each.whom for each in reading.situation.group if each.whom and not each.name]
    places = [_name_before(reading, at) for _, at in _in_order(reading)]
    named = [reading.text.written(at, at + 1).capitalize() for at in places if at is not None]
    if len(named) != len(nameless) or reading.question is Question.THIRD_NAME:
        return []
    return [(0, GiveName(first_name=name, of=whom))
            for name, whom in zip(named, nameless, strict=True)]  # fmt: skip


def children_of(whoms: Sequence[str], relations: Mapping[str, str]) -> list[str]:
    """Those who may be children by what they are called."""
    return [whom for whom in whoms if kind_of_whom(whom, relations) in CHILDREN]


def kind_of_whom(whom: str, relations: Mapping[str, str]) -> str:
    """«mi otro hijo», «la peque»: the kind of the noun."""
    kinds = (relations.get(fold(word)) for word in reversed(whom.split()))
    kind = next((each for each in kinds if each), "")
    return GIRLS.get(kind, kind) if whom.startswith("la ") else kind


def _number(reading: Reading, word: str) -> int | None:
    return reading.moment.words.numbers.get(word, int(word) if word.isdecimal() else None)
