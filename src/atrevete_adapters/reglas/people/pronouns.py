"""«Ella» and «él»: which of those who were named is meant (R27)."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from ..reading import Person
from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind


def pronouns(people: Sequence[Person], text: Text, words: Sequence[str]) -> list[Person]:
    """«ella» and «él»: the one named before, else the only one named; «ellas»: all of them."""
    found = []
    for index, word in enumerate(words):
        if word in {"ellas", "ellos"}:
            named = {each.whom: each for each in people if each.whom and each.end <= index}
            found += [replace(each, start=index, end=index + 1) for each in named.values()]
            continue
        he = _is_he(people, text, index) or _is_ella_or_he(text, index)
        if (word != "ella" and not (word == "el" and he)) or words[index - 1 : index] == ["con"]:
            continue
        others_named = [each for each in people if each.whom] or people
        before = [each for each in others_named if each.end <= index] or others_named[:1]
        others = _SHE if word == "el" else _HE
        fitting = [each for each in before if each.kind not in others] or before
        whom = fitting[-1]
        if whom.kind == "somebody":  # «mi pareja…, un corte para él»
            whom = replace(whom, kind="man" if word == "el" else "woman")
        start = index - 1 if index and words[index - 1] == "para" else index
        found.append(replace(whom, start=start, end=index + 1))
    return found


def for_her(text: Text, known: Mapping[int, str], wanted: Collection[int]) -> set[int]:
    """«mi madre me dice que la lleve a ella también»: the only one who was told about comes.

    `known`: where each is named, with what kind of person they are; `wanted`: where services are
    named; what stands before her may be the writer's.
    """
    found = set()
    not_her = {"el": _SHE, "ella": _HE}  # «me dice mi marido…, corte y peinado para ella»
    for at in range(1, len(text)):
        if not _is_ella_or_he(text, at):
            continue
        too = text.word(at - 1) == "a" and text.word(at + 1) == "tambien"
        fitting = [
            each for each in known if each < at and known[each] not in not_her[text.word(at)]
        ]
        if (too or text.word(at - 1) == "para") and len(fitting) == 1:
            found |= {*fitting}
    return {place for place in found if not any(at < place for at in wanted)}


def for_the_one(text: Text) -> list[Person]:
    """«lo mismo, para ella»: the only one who was spoken of before."""
    return [
        Person(at - 1, at + 1, text.word(at))
        for at in range(1, len(text))
        if text.word(at - 1) == "para" and _is_ella_or_he(text, at)
    ][:1]


def _is_ella_or_he(text: Text, index: int) -> bool:
    """«para ella», «para él», and «para el» before a mark."""
    if text.word(index) != "el":
        return text.word(index) == "ella"
    accent = text.written(index, index + 1).lower() == "él"
    ends = text.word(index + 1) in {"", ",", ".", "!", BREAK}
    return accent or (ends and text.word(index - 1) == "para")


_HOW = words_of_kind("smaller") | words_of_kind("larger")
#: «yo peinado, el jueves».
_TIMES = listed(
    "lunes martes miercoles jueves viernes sabado domingo dia proximo siguiente mes finde fin "
    "puente primer primero ultimo mismo pack que"
)
_AND_I = re.compile(
    r"el (?:corte|barba|pelo|rap\w+|color|tinte)(?: y barba)? (?:y|,) (?:yo|a mi|para mi)\b"
)
_FAR = 8
_HE = frozenset({"man", "boy", "son"})
_SHE = frozenset({"woman", "girl", "daughter"})


def _is_he(people: Sequence[Person], text: Text, index: int) -> bool:
    """«él»; or without its accent after «yo»: «yo corte y el barba»."""
    if text.written(index, index + 1).lower() == "él":
        return True
    before = text.words(0, index)
    men = any(each.kind in _HE for each in people)
    begins = bool(before) and not before[-1].isalnum()
    if men and begins and _AND_I.match(text.between(index, index + _FAR)):
        return True  # «a mi marido y a mí? el corte y yo un color»
    then = text.word(index + 1)
    other = then in _HOW | _TIMES or then[:1].isdigit()  # «y a mí un peinado, el corto»
    return men and not other and "yo" in before and before[-1:] in (["y"], [","], [BREAK])
