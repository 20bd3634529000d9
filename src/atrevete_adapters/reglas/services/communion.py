"""«Mi hija hace la comunión, ¿cuánto es el peinado?»: the girl's own styling, or a guest's."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ..mention import Mention
from ..text.words import Text, Token

_GIRL = r"(?:hija|hijita|niña|nieta|nena|peque|pequeña|sobrina|ahijada)"
#: Who takes it; a guest goes to «la comunión de mi sobrina».
_TAKES = re.compile(
    rf"\b{_GIRL}(?: \w+){{0,3}}? (?:hace|toma|hara|tomara|celebra|recibe|tiene"
    r"|va a (?:hacer|tomar|celebrar)) (?:ya )?(?:la|su) (?:primera )?comunion\b"
    rf"|\bcomunion de (?:mi|la) (?:hija|hijita|niña|nieta|nena|peque|pequeña)\b"
)
_HERS = re.compile(
    r"\bpein(?:arl|eisl|adl)[ae]\b|\b(?:la|le) pein\w+\b"
    rf"|\bpeinado (?:para|de) (?:ella|(?:la|mi) {_GIRL})\b"
)
#: Others have a styling as well, and no girl's.
_OTHERS = re.compile(r"\b(?:yo|madre|abuela|tia|hermana|prima|suegra|mayores)\b")
_MINE = re.compile(r"\bpeinar(?:me|nos)\b|\bme pein\w+\b|\bpara mi\b(?! \w*(?:hija|niña|nieta))")
_BARE = ("peinado", "peinar", "pein")


def with_communion(
    mentions: Sequence[Mention], text: Text, named: Callable[[Text], Sequence[Mention]]
) -> list[Mention]:
    """`named`: the services that other words would name."""
    alone = not (_MINE.search(text.line) or _OTHERS.search(text.line))
    if not (alone and _TAKES.search(text.line)):
        return [*mentions]
    words = "peinado de comunion" if _HERS.search(text.line) else "peinado para la comunion"
    tokens = tuple(Token(word, 0, 0) for word in words.split())
    whole = [e for e in named(Text(text.original, tokens)) if e.end - e.start == len(tokens)]
    return [
        replace(each, names=whole[0].names) if whole and _is_bare(each, text) else each
        for each in mentions
    ]


def _is_bare(mention: Mention, text: Text) -> bool:
    """A styling of which nothing more is said."""
    said = text.words(mention.start, mention.end)
    return mention.clear and len(said) <= len(_BARE) and said[0].startswith(_BARE[-1])
