"""«Que me peinéis, tengo el pelo largo»: how long their hair is, told beside a wish (R41).

What is told is not asked again. Long hair makes a PEINADO a PEINADO LARGO, for the name itself
says so; of the dearer forms of other crafts both prices are still told (R40).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question, Situation

from ..mention import ALIAS, Mention
from ..text.words import Text, fold, listed
from ..vocabulary.families import family_of
from ..vocabulary.kinds import words_of_kind

_HAIR = listed("pelo cabello melena pelito pelazo")
_LONG, _SHORT = words_of_kind("long_hair"), words_of_kind("short_hair")
_HAS = listed("tengo tiene llevo lleva traigo es")
#: «no lo tengo largo», «quiero dejarme el pelo largo», «cuando lo tenga largo».
_NOT_SO = listed(
    "no sin ni dejar dejarme dejarmelo quiero quisiera crezca crecer queria tenga tener para ponen "
    "extensiones"
)
_BORDERS = listed(", . ? ! | ; y pero")
_BEFORE, _AFTER = 4, 5


def with_told_length(
    mentions: Sequence[Mention], text: Text, stems: Mapping[str, frozenset[str]]
) -> list[Mention]:
    """The mentions, each for the hair that was told of right after it, or else before it."""
    told = _told(text)
    found = list(mentions)
    for place, long in told:
        fitting = [each for each in found if _form(each, stems, long=long)]
        before = [each for each in fitting if each.start < place]
        one = before[-1] if before else fitting[0] if fitting else None
        if one is not None:
            found[found.index(one)] = replace(one, names=(_form(one, stems, long=long),))
    return found


def of_the_chosen(
    text: Text, situation: Situation, stems: Mapping[str, frozenset[str]]
) -> list[Mention]:
    """«tengo el pelo largo», by itself, of the PEINADO that is chosen: the form it then is."""
    coming = frozenset(word for whom in situation.companions for word in fold(whom).split())
    told = [] if situation.question is Question.WHICH_SERVICE else _told(text, coming)
    chosen = [Mention(0, len(text), (name,), ALIAS) for name in situation.services]
    return [
        replace(each, start=place, end=place + 1, names=(form,))
        for place, long in told[:1]
        for each in chosen
        if (form := _form(each, stems, long=long))
    ]


def _told(text: Text, coming: frozenset[str] = frozenset()) -> list[tuple[int, bool]]:
    """Where hair is told of, and whether it is long; `coming`: the words for those who come."""
    words = text.words()
    found = []
    for at, word in enumerate(words):
        hair = word in _HAIR or (word == "lo" and words[at + 1 : at + 2] in (["tengo"], ["llevo"]))
        if not hair or _NOT_SO & {*words[max(0, at - _BEFORE) : at]}:
            continue
        if _is_somebody_elses(words, at, coming):
            continue
        said = _until_border(words[at + 1 : at + 1 + _AFTER])
        before = {*words[max(0, at - 3) : at]}
        long, short = bool(_LONG & {*said}), bool(_SHORT & {*said}) or "media" in before
        owned = bool(_HAS & {*before, *said}) or words[max(0, at - 1)] in {",", "con", "de", "|"}
        if owned and long != short and "no" not in said:
            found.append((at, long))
    return found


def _is_somebody_elses(words: Sequence[str], at: int, coming: frozenset[str]) -> bool:
    """«la novia de mi hermano lleva el pelo largo»: of whom nothing is wished and who does not
    come; «mi hija tiene el pelo largo y quiere un peinado».
    """
    verb = next((i for i in range(at, max(-1, at - _BEFORE), -1) if words[i] in _HAS_THEIRS), 0)
    first = next((i + 1 for i in range(verb - 1, -1, -1) if words[i] in _CLAUSE), 0)
    if not verb or verb - first < _A_NOUN or words[first] not in _ARTICLES:
        return False
    whom = words[first + 1]
    named = any(
        one in _FOR and then in _ARTICLES and who == whom
        for one, then, who in zip(words, words[1:], words[2:], strict=False)
    )
    return not (whom in coming or named or _WISHED.search(" ".join(words)))


_HAS_THEIRS = listed("tiene lleva tienen llevan")
_CLAUSE = listed(", . ? ! | ; y e que porque pero pues")
_ARTICLES = listed("mi mis la el las los un una su")
_FOR = listed("para a y e con")
_A_NOUN = 2
_WISHED = re.compile(
    r"\b(?:quieren?|necesitan?|viene|vienen|\w+[aei]r(?:la|le|lo|les|las)|que l[ae]s? \w+[aei]is)\b"
)


def _until_border(words: Sequence[str]) -> Sequence[str]:
    ends = next((at for at, word in enumerate(words) if word in _BORDERS), len(words))
    return words[:ends]


def _form(mention: Mention, stems: Mapping[str, frozenset[str]], *, long: bool) -> str:
    """The service that the length leaves; nothing when it says no more than was said."""
    if mention.is_pack:
        return ""
    if mention.clear:
        forms = [
            name for form in family_of(mention.names[0]) for name in stems if plain(name) == form
        ]
        longer = next((name for name in forms if {"largo", "larga"} & stems[name]), "")
        return longer if long and forms[:1] == [mention.names[0]] else ""
    plainest = min(mention.names, key=lambda name: len(stems[name]))
    alike = all(stems[plainest] <= stems[name] for name in mention.names)
    return plainest if alike and not long else ""
