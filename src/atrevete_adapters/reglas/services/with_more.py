"""«La facial sola, y la que lleva radiofrecuencia»: the same as before, with something more."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from ..mention import PART, Mention
from ..text.words import Text, Token, listed

#: Says that what was named comes alone.
_ALONE = listed("sola solo solas solos normal normales simple sencilla basica")
_HAS = listed("lleva lleve tiene incluye trae va viene es")
_JOINS = frozenset({"o", "u", "y", "pero"})
_FILLS = listed("los las el la de con un una")
#: How far back it may have been named, and how many words may say what comes with it.
_FAR, _LONGEST = 10, 6


def with_more(
    mentions: Sequence[Mention], text: Text, named: Callable[[Text], Sequence[Mention]]
) -> list[Mention]:
    """`named`: the services that other words would name."""
    found = list(mentions)
    for index in range(1, len(text)):
        begins = _after_with(text, index)
        base = _base(mentions, index) if begins else None
        if not begins or base is None or base.start <= index < base.end:
            continue
        said = _said(base, begins, text, named)
        if said is not None:
            whole = replace(said, start=index)
            found = [each for each in found if each.end <= index or whole.end <= each.start]
            if _is_apposed(text, base, index):
                found = [each for each in found if each is not base]
            found.append(whole)
    return sorted(found, key=lambda each: each.start)


def _after_with(text: Text, index: int) -> int:
    """Where the words begin that say what comes with it; 0 when nothing does."""
    first, second, third = text.words(index, index + 3) + [""] * max(0, index + 3 - len(text))
    if first in {"la", "el", "las", "los"} and second == "que" and third in _HAS:
        return index + (4 if text.word(index + 3) == "con" else 3)
    if first in {"la", "el"} and second in {"de", "con"}:
        return index + 2
    if first in _JOINS and second == "con":
        return index + 2
    return 0


def _is_apposed(text: Text, base: Mention, index: int) -> bool:
    """«bioterapia facial, la de la radio», «pero con radio»: only which of them it is."""
    if text.word(index) == "pero":
        return index <= base.end + 1
    return {*text.words(base.end, index)} <= {","} and text.word(index) in {"la", "el"}


def _base(mentions: Sequence[Mention], index: int) -> Mention | None:
    before = [each for each in mentions if index - _FAR <= each.end <= index and not each.is_pack]
    return max(before, key=lambda each: each.end, default=None)


def _said(
    base: Mention, begins: int, text: Text, named: Callable[[Text], Sequence[Mention]]
) -> Mention | None:
    """What the words of both, one after the other, name as a whole."""
    own = [each for each in text.tokens[base.start : base.end] if each.word not in _ALONE]
    with_ = replace(text.tokens[begins - 1], word="con") if begins else Token("con", 0, 0)
    for size in range(_LONGEST, 0, -1):
        more = [*text.tokens[begins : begins + size]]
        while more and more[0].word in _FILLS:
            more = more[1:]
        tokens = (*own, with_, *more)
        if not more or begins + size > len(text) or more[-1].word in _FILLS:
            continue
        whole = [each for each in named(Text(text.original, tokens)) if _covers(each, tokens)]
        names = dict.fromkeys(name for each in whole for name in each.names)
        if names and set(names) != set(base.names):
            return Mention(begins, begins + size, tuple(names), PART)
    return None


def _covers(mention: Mention, tokens: Sequence[Token]) -> bool:
    return mention.start == 0 and mention.end == len(tokens)
