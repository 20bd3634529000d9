"""Which of the services of one craft is the one for a person: «corte» of a husband, of a niece
(R28, R40, R48).
"""

from collections.abc import Sequence
from dataclasses import replace

from ..mention import EXACT, Mention, stem
from ..reading import Person
from ..text.spelling import Spelling
from ..vocabulary import Vocabulary

#: Kinds of people whose age or sex is not known from the word.
UNSURE = {"son": ("man", "boy", "baby"), "daughter": ("woman", "girl", "baby")}


def fitting(
    mention: Mention,
    person: Person,
    names: Sequence[str],
    vocabulary: Vocabulary,
    spelling: Spelling,
    said: Sequence[str] = (),
) -> Mention:
    """The service that fits that person: «corte» for a husband is the men's cut. `said`: the words
    of the mention.

    For a son or a daughter nobody knows the age: then all that may fit, and Maite asks (R40, R48).
    """
    audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
    if person.kind == "man" and said and not (mention.clear or mention.is_pack):
        return _mans_own(mention, names, said, vocabulary, spelling)
    if not mention.clear or mention.is_pack or not person.kind:
        return mention
    base = {stem(word) for word in spelling.words(mention.names[0])} - audience
    if {stem(word) for word in spelling.words(mention.names[0])} & audience:
        return mention
    kinds = UNSURE.get(person.kind, (person.kind,))
    found: list[str] = []
    for kind in kinds:
        found += _of_kind(kind, base, mention, names, vocabulary, spelling)
    told = {_root(stem(word)) for word in said} & {_root(word) for word in base}
    found = [name for name in found if name in mention.names or told <= _roots(name, spelling)]
    if not found or (len(kinds) > 1 and found == [mention.names[0]]):
        return mention
    return Mention(mention.start, mention.end, tuple(dict.fromkeys(found)), mention.confidence)


def _mans_own(
    mention: Mention,
    names: Sequence[str],
    said: Sequence[str],
    vocabulary: Vocabulary,
    spelling: Spelling,
) -> Mention:
    """«tinte y corte para mi padre»: of a craft with a service for men, that one; «permanente»,
    which it is not, leaves the others to be asked about.
    """
    stems = {name: {stem(word) for word in spelling.words(name)} for name in names}
    audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
    candidates: set[str] = set().union(*(stems.get(name, set()) for name in mention.names))
    told = {stem(word) for word in said} & candidates
    found = _of_kind("man", candidates, mention, names, vocabulary, spelling)
    if candidates & audience or len(found) != 1 or not told <= stems[found[0]]:
        return mention
    return replace(mention, names=(found[0],))


def _of_kind(
    kind: str,
    base: set[str],
    mention: Mention,
    names: Sequence[str],
    vocabulary: Vocabulary,
    spelling: Spelling,
) -> list[str]:
    """Services for that kind of person with the same craft as what was named."""
    if kind == "woman":
        return [mention.names[0]]
    wanted = {stem(word) for word in vocabulary.audiences.get(kind, ())}
    audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
    roots = {_root(word) for word in base}
    stems = {name: {stem(word) for word in spelling.words(name)} for name in names}
    return [
        name
        for name, own in stems.items()
        if own & wanted and roots & {_root(word) for word in own}
        and _is_same_craft({_root(word) for word in own - audience}, roots, mention)
    ]  # fmt: skip


def _is_same_craft(own: set[str], roots: set[str], mention: Mention) -> bool:
    """«tinte», CULTURA DE COLOR, is COLOR for a man; a «corte de flequillo» is no other cut."""
    return own == roots if mention.confidence == EXACT else own <= roots


def _roots(name: str, spelling: Spelling) -> set[str]:
    """What is called by its own word is that: a «flequillo» is no other cut."""
    return {_root(stem(word)) for word in spelling.words(name)}


def _root(word: str) -> str:
    """«cortar» and «corte» → «cort»."""
    return word[:4]
