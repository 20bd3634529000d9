"""What is left out the second time: «masaje de una hora, y el de media», «manos y pies»."""

from collections.abc import Callable, Mapping, Sequence

from .mention import PART, Mention, stem
from .words import Text, listed

_ARTICLES = listed("el la los las del otro otra uno una lo")
_JOINS = frozenset({"y", "o", "u"})
_MORE = listed("otro otra uno una")
LENGTHS = {
    "media hora": "30", "30": "30", "media": "30", "una hora": "60", "60": "60", "hora": "60",
    "15": "15", "quince": "15", "treinta": "30", "sesenta": "60", "un cuarto": "15",
}  # fmt: skip
#: Names that differ in more words are not the same thing in two ways.
_MOST_DIFFERENT, _MOST_FOR_OTHERS = 2, 3
_APART = listed("y o e u , . | ? ni no pues mejor entonces vale si quiero con") | {""}


def with_left_out(
    mentions: Sequence[Mention],
    text: Text,
    spoken_of: Sequence[str],
    stems: Mapping[str, frozenset[str]],
    audience: frozenset[str],
) -> list[Mention]:
    """The mentions, with those that lean on another one for their noun."""
    found = list(mentions)
    for index in range(1, len(text)):
        begins = _begins(text, index)
        if begins is None or any(each.start <= index < each.end for each in found):
            continue
        bases = _bases(mentions, begins, spoken_of)
        end, names = _meant(text, index, bases, stems, audience)
        if names:
            found.append(Mention(begins, end, names, PART))
    return sorted(found, key=lambda each: each.start)


def _begins(text: Text, index: int) -> int | None:
    """Where «el de media hora», «la larga» or the second half of «manos y pies» begins."""
    before, farther = text.word(index - 1), text.word(index - 2)
    begins = index
    if before in {"de", "con"} and farther in _ARTICLES:
        begins = index - 2
    elif before in _ARTICLES:
        begins = index - 1
    elif before not in _JOINS:
        return None
    return begins if text.word(begins - 1) in _APART else None


def _bases(mentions: Sequence[Mention], index: int, spoken_of: Sequence[str]) -> list[str]:
    """The names on which it may lean: those said last before it, else what is spoken of."""
    said = [each for each in mentions if each.end <= index and not each.is_pack]
    for each in reversed(said):
        if each.end >= index - 8:
            return [*each.names]
    return [*spoken_of]


def _meant(
    text: Text,
    index: int,
    bases: Sequence[str],
    stems: Mapping[str, frozenset[str]],
    audience: frozenset[str],
) -> tuple[int, tuple[str, ...]]:
    """The end of the words, and the services: each base with the one difference that is said."""
    for size in (2, 1):
        words = text.between(index, index + size)
        if words in LENGTHS and text.word(index - 1) in {"de", "del"}:
            return index + size, _each(bases, _with_length(LENGTHS[words]), stems)
    word = stem(text.word(index))
    if word in audience and text.word(index - 2) not in _MORE:
        return index, ()
    if len(word) < 3 or not any(word in each for each in stems.values()):
        return index, ()
    if text.word(index - 1) in _JOINS and not _is_thing(word, bases, stems):
        return index, ()
    most = _MOST_FOR_OTHERS if word in audience else _MOST_DIFFERENT
    return index + 1, _each(bases, lambda name: word in stems[name], stems, most=most)


def _with_length(minutes: str) -> Callable[[str], bool]:
    return lambda name: minutes in name


def _is_thing(word: str, bases: Sequence[str], stems: Mapping[str, frozenset[str]]) -> bool:
    """«manos y pies»: parts of the body take each other's place in the names."""
    return any(
        (stems[base] - stems[name] and stems[name] - stems[base] == {word})
        or (_root(base) == _root(name) and stems[name] - stems[base] == {word})
        for base in bases
        if base in stems
        for name in stems
    )


def _each(
    bases: Sequence[str],
    fits: Callable[[str], bool],
    stems: Mapping[str, frozenset[str]],
    *,
    most: int = _MOST_DIFFERENT,
) -> tuple[str, ...]:
    """For each base the service nearest to it among those that fit."""
    found = []
    for base in bases:
        if base not in stems or fits(base):
            continue
        first = _root(base)
        near = [
            name
            for name in stems
            if _root(name) == first and fits(name) and len(stems[name] ^ stems[base]) <= most
        ]
        if near:
            found.append(min(near, key=lambda name: len(stems[name] ^ stems[base])))
    return tuple(dict.fromkeys(found))


def _root(name: str) -> str:
    return name.casefold()[:4]
