"""Several people in one word: «mis dos hijos», «mis hijas de 6 y 9 años», «los niños», «mis padres»
(R27).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ..reading import Person
from ..text.words import listed

CHILDREN: Final = frozenset({"boy", "girl", "baby", "son", "daughter"})
#: «la peque», «mis peques, Leo y Vera»: a girl, where the word alone tells of a boy.
GIRLS: Final = {"son": "daughter", "boy": "girl"}
#: Larger groups are counted by who they are told to be.
FEW: Final = {"dos": 2, "2": 2, "tres": 3, "3": 3, "cuatro": 4, "4": 4}
_PAIR: Final = 2
#: «de 6 y 9 años», «de 4, 6 y 9», «(6 y 9)»
_AGES: Final = re.compile(r"(?:que tienen |de |\( )?(\w+(?: , \w+)*) y (\w+) (?:años |añitos |\) )")
_ORDER: Final = ({"a": "otra", "o": "otro"}, {"a": "tercera", "o": "tercer"},
                 {"a": "cuarta", "o": "cuarto"})  # fmt: skip


def is_few(word: str) -> bool:
    """«mis dos hijos»."""
    return word in FEW


def relation(word: str, relations: Mapping[str, str]) -> str | None:
    """The kind of person that a word names; of a plural, of each of them."""
    return relations.get(word) or relations.get(word.removesuffix("s"))


def each_of(
    person: Person,
    words: Sequence[str],
    index: int,
    relations: Mapping[str, str],
    couples: Mapping[str, Sequence[str]],
) -> list[Person]:
    """The people whom the word at `index` names: one, or as many as are said. Nobody when several
    are named and nobody can know how many: «mis amigas y yo».
    """
    word = words[index]
    one = word.removesuffix("s")
    if word in couples:
        return [replace(person, whom=f"mi {each}", kind=relations[each]) for each in couples[word]]
    if one == word or one not in relations:
        return [person]
    ages = _ages(words, index + 1)
    count = FEW.get(words[index - 1]) or len(ages) or None
    if count is None and relations[one] not in CHILDREN:
        return []
    kind, ending = relations[one], "a" if one.endswith("a") else "o"
    named = [f"mi {one}", *(f"mi {more[ending]} {one}" for more in _ORDER)]
    whoms = named[: count or _PAIR]
    ages = ages if len(ages) == len(whoms) else [""] * len(whoms)
    return [
        replace(person, whom=whom, kind=kind, age=age)
        for whom, age in zip(whoms, ages, strict=True)
    ]


def _ages(words: Sequence[str], index: int) -> list[str]:
    """«de 4, 6 y 9 años»: as many as they are."""
    found = _AGES.match(" ".join(words[index:]) + " ")
    return [*found[1].split(" , "), found[2]] if found else []


def by_age(people: Sequence[Person], words: Sequence[str]) -> list[Person]:
    """«mi hija mayor corte y mi hija pequeña flequillo»: they are two."""
    apart: list[Person] = []
    for each in people:
        ages = {one.whom: _AGED & {*words[one.start : one.end]} for one in apart}
        mine = _AGED & {*words[each.start : each.end]}
        noun = each.whom.removeprefix("mi ")
        if each.whom in _THE_AGED:  # «mi hijo mayor… y el pequeño…»
            alike = [whom for whom, age in ages.items() if age and age != mine]
            noun = alike[-1].removeprefix("mi ") if alike else noun
            ages[each.whom] = ages[alike[-1]] if alike else mine
        other = f"mi {_ORDER[0]['a' if noun.endswith('a') else 'o']} {noun}"
        another = mine and ages.get(each.whom, mine) != mine and ages[each.whom]
        apart.append(replace(each, whom=other) if another else each)
    return apart


_THE_AGED: Final = {"el pequeño", "la pequeña"}
_AGED: Final = listed("mayor menor pequeña pequeño mediana mediano grande chiquita chiquito")


def called_alike(people: Sequence[Person]) -> list[Person]:
    """«mi suegra y yo: la suegra peinado…»: she is «mi suegra» both times."""
    mine = {each.whom.split()[-1]: each.whom for each in people if each.whom.startswith("mi ")}
    return [
        replace(each, whom=mine.get(each.whom.split()[-1], each.whom))
        if each.whom.startswith(("la ", "el "))
        else each
        for each in people
    ]


def without_those_told_apart(people: Sequence[Person], words: Sequence[str]) -> list[Person]:
    """«mis dos peques, la niña de 5 y el niño de 8»: two people, not four."""
    together = [each for each in people if sum(one.start == each.start for one in people) > 1]
    after = [each for each in people if together and each.start >= together[-1].end]
    alike = {each.kind in CHILDREN for each in (*together, *after)} == {True}
    articles = all(
        words[each.start] in {"la", "el", "uno", "una", "otro", "otra"} for each in after
    )
    led = bool(after) and words[together[-1].end : after[0].start] in ([","], [":"], ["("])
    if len(after) == len(together) and led and alike and articles:
        return [each for each in people if each not in together]
    return [*people]
