"""The salon's own answers to common questions (R29)."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Faq:
    """`topic` names it ("parking"); `words` are what customers call it; `text` is said as it is."""

    topic: str
    text: str
    words: tuple[str, ...] = ()
