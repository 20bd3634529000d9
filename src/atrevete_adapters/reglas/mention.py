"""Words that name services."""

from collections.abc import Sequence
from dataclasses import dataclass

from .words import Text


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name one service, or several between which Maite must ask."""

    start: int
    end: int
    names: tuple[str, ...]
    #: 1 is the catalogue's own name; below 0.5 nothing is taken for granted.
    confidence: float
    is_pack: bool = False

    @property
    def clear(self) -> bool:
        return len(self.names) == 1


#: Between a craft and what it is done to: «cera de cejas», «las axilas, con cera».
_BINDS = frozenset({"de", "del", "en", "con", "a"})
_BINDING = _BINDS | {"el", "la", "los", "las", ",", "|", ":", "mi", "mis", "y"}


def without_repeats(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """«las medias piernas, con cera»: the vaguer word only describes what was named exactly."""
    clear = [each for each in mentions if each.clear]
    names = {each.names[0] for each in clear}
    return [
        each
        for each in mentions
        if each.clear or not (names & set(each.names) or any(_of(each, one, text) for one in clear))
    ]


def _of(vague: Mention, exact: Mention, text: Text) -> bool:
    """«depilación con cera de labio», «el labio con cera»."""
    first, last = sorted((vague, exact), key=lambda each: each.start)
    between = set(text.words(first.end, last.start))
    with_wax = first is exact and text.word(last.start - 1) in {"con", "de"}
    without_article = first is vague and between & _BINDS
    return between <= _BINDING and bool(with_wax or without_article) and "y" not in between


def stem(word: str) -> str:
    """The word without its plural: "mechas" → "mecha", "axilas" → "axila"."""
    if len(word) > 3 and word.endswith("s"):
        return word[:-1]
    return word
