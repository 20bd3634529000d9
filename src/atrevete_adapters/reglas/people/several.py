"""Several people whom nobody calls by name or relation: «corte de niño y corte de niña» (R27)."""

from collections.abc import Sequence
from dataclasses import replace

from ..mention import Mention, stem
from ..reading import Person, Reading
from ..text.spelling import Spelling
from ..vocabulary import Vocabulary
from .clusters import groups

CHILDREN = {"boy": "mi niño", "girl": "mi niña", "baby": "mi bebé"}
_OTHERS = {"mi niño": "mi otro niño", "mi niña": "mi otra niña", "mi bebé": "mi otro bebé"}
_COMPANION = "mi acompañante"
#: More are said to be so many.
_MOST_ALIKE = 4


def shared_by_kind(
    reading: Reading, mentions: Sequence[Mention], vocabulary: Vocabulary, spelling: Spelling
) -> list[tuple[Person, Mention]]:
    """Who gets what, when the services themselves say that they are for different people: nobody
    has a man's cut and a child's. Nothing when one person may have them all.
    """
    clear = [each for each in mentions if each.clear and not each.is_pack]
    kinds = [kind_of(each.names[0], vocabulary, spelling) for each in clear]
    crafts = [_craft(each.names[0], vocabulary, spelling) for each in clear]
    apart = {
        (craft, kind)
        for craft, kind in zip(crafts, kinds, strict=True)
        if crafts.count(craft) > 1 or _counted(reading, clear[crafts.index(craft)]) > 1
    }
    several = len({kind for _, kind in apart}) > 1 or _counts_children(reading, clear, kinds)
    if not several or len(clear) < len(mentions) or reading.has("instead"):
        return []
    return _shared(reading, clear, kinds)


def _shared(
    reading: Reading, mentions: Sequence[Mention], kinds: Sequence[str]
) -> list[tuple[Person, Mention]]:
    grown_ups = [kind for kind in dict.fromkeys(kinds) if kind not in CHILDREN]
    shared: list[tuple[Person, Mention]] = []
    taken: set[str] = set()
    begins = 0
    for mention, kind in zip(mentions, kinds, strict=True):
        for number in range(max(_counted(reading, mention), 1) if kind in CHILDREN else 1):
            name = None if number else _named(reading, begins, mention)
            grown_up = _COMPANION if kind in grown_ups[1:] else ""
            whom = CHILDREN.get(kind, grown_up)
            whom = _OTHERS.get(whom, whom) if whom in taken else whom
            taken.add(whom)
            shared.append((Person(mention.start, mention.start, whom, name, kind), mention))
        begins = mention.end
    return shared


def _counts_children(reading: Reading, mentions: Sequence[Mention], kinds: Sequence[str]) -> bool:
    """«dos cortes de niño»."""
    return any(
        kind in CHILDREN and _counted(reading, mention) > 1
        for mention, kind in zip(mentions, kinds, strict=True)
    )


def _counted(reading: Reading, mention: Mention) -> int:
    word = reading.text.word(mention.start - 1)
    number = reading.moment.words.numbers.get(word, int(word) if word.isdecimal() else 1)
    return number if number <= _MOST_ALIKE else 1


def kind_of(name: str, vocabulary: Vocabulary, spelling: Spelling) -> str:
    """For whom a service's own name says that it is; nothing for a grown-up of either sex."""
    own = {stem(word) for word in spelling.words(name)}
    for kind, words in vocabulary.audiences.items():
        if kind != "woman" and own & {stem(word) for word in words}:
            return kind
    return ""


def for_grown_up(
    mention: Mention, catalogue: Sequence[str], vocabulary: Vocabulary, spelling: Spelling
) -> Mention:
    """«cortarle el pelo a mi niño y a mí también»: the same craft, for whoever is no child."""
    craft = _craft(mention.names[0], vocabulary, spelling)
    plain = next(
        (
            name
            for name in catalogue
            if not kind_of(name, vocabulary, spelling)
            and _craft(name, vocabulary, spelling) == craft
        ),
        None,
    )
    return replace(mention, names=(plain,)) if plain else mention


def without_person(
    mention: Mention,
    reading: Reading,
    catalogue: Sequence[str],
    vocabulary: Vocabulary,
    spelling: Spelling,
) -> Mention:
    """«corte para mi niño, para mi niña y para mí»: the craft alone, as each of them needs it."""
    inside = [each for each in reading.people if _overlap(each, mention)]
    together = [each for each in groups(reading.people, reading.text) if set(inside) & set(each)]
    if not (inside and mention.clear and any(len(each) > 1 for each in together)):
        return mention
    end = min(each.start for each in inside)
    if end <= mention.start or end >= mention.end:
        return mention
    return replace(
        for_grown_up(mention, catalogue, vocabulary, spelling), start=mention.start, end=end
    )


def _overlap(person: Person, mention: Mention) -> bool:
    return person.start < mention.end and mention.start < person.end


def _craft(name: str, vocabulary: Vocabulary, spelling: Spelling) -> frozenset[str]:
    """«cort» of CORTAR and CORTE NIÑO."""
    audience = {stem(word) for words in vocabulary.audiences.values() for word in words}
    return frozenset(word[:4] for word in spelling.words(name) if stem(word) not in audience)


def _named(reading: Reading, begins: int, mention: Mention) -> str | None:
    """«Hugo (6 años) corte niño»: the first name said before it."""
    stylists = {each.start for each in reading.stylists if each.sure}
    place = next(
        (
            index
            for index in sorted(reading.names, reverse=True)
            if begins <= index < mention.start
            and index not in stylists
            and reading.text.word(index - 1) not in {"con", "soy", "llamo"}
        ),
        None,
    )
    return reading.text.written(place, place + 1).capitalize() if place is not None else None
