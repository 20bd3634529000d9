"""Words that name services."""

from dataclasses import dataclass

EXACT, ALIAS, PART = 1.0, 0.9, 0.6


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


def stem(word: str) -> str:
    """The word without its plural: "mechas" → "mecha", "axilas" → "axila"."""
    if len(word) > 3 and word.endswith("s"):
        return word[:-1]
    return word
