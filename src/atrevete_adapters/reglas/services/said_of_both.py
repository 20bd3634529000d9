"""Said once of two services: «manicura y pedicura permanentes», «corte y color de caballero»."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from ..mention import Mention
from ..text.words import Text, listed
from ..vocabulary.kinds import words_of_kind

#: Between the two; «corte para mí y color para él» are two people's.
_BETWEEN = listed("y e , la el las los de del uñas")
_AND = frozenset({"y", "e"})
#: How they are done, or for whom: what begins so is said of both.
_BEGINS = words_of_kind("smaller") | listed(
    "permanente permanentes semi semipermanente semipermanentes con sin en gel esmalte de para"
)
#: A person with a "la" or a "mi" has one of them: «corte y peinado para la niña» is told elsewhere.
_FOR_ANYBODY = words_of_kind("for_anybody")
_LONGEST = 4


def with_said_of_both(
    mentions: Sequence[Mention], text: Text, named: Callable[[Text], Sequence[Mention]]
) -> list[Mention]:
    """The mentions, the first of two narrowed by what was said after the second.

    `named`: the services that other words would name.
    """
    found = list(mentions)
    for first, second in pairwise(mentions):
        between = {*text.words(first.end, second.start)}
        if first.is_pack or not between <= _BETWEEN or not between & _AND:
            continue
        names = _narrowed(first, second, text, named)
        if names:
            found = [replace(each, names=names) if each is first else each for each in found]
    return found


def _narrowed(
    first: Mention, second: Mention, text: Text, named: Callable[[Text], Sequence[Mention]]
) -> tuple[str, ...]:
    """What the first is with the words after the second's noun; the longest of them that tell."""
    own = text.tokens[first.start : first.end]
    last = min(len(text), second.end + _LONGEST)
    for end in range(last, second.start + 1, -1):
        for begins in range(second.start + 1, end):
            if end - begins > _LONGEST or not _tells(text, begins, end, clear=first.clear):
                continue
            tokens = (*own, *text.tokens[begins:end])
            whole = named(Text(text.original, tokens))
            if len(whole) == 1 and (whole[0].start, whole[0].end) == (0, len(tokens)):
                return whole[0].names if _is_another(whole[0], first, second) else ()
    return ()


def _is_another(said: Mention, first: Mention, second: Mention) -> bool:
    """«corte y corte de caballero» are two people's."""
    fits = first.clear or {*said.names} < {*first.names}
    return fits and said.names not in (first.names, second.names)


def _tells(text: Text, begins: int, end: int, *, clear: bool) -> bool:
    """What is clear by itself is only made a man's or a child's."""
    words = text.words(begins, end)
    if words[0] not in _BEGINS:
        return False
    anybody = words[0] in {"de", "para"} and words[-1] in _FOR_ANYBODY and len(words) == 2
    return anybody or not (clear or words[0] in {"de", "para"})
