"""What is named more than once, and wanted once (R27)."""

from collections.abc import Sequence

from ..mention import Mention
from ..reading import Person
from ..services.variants import same_thing
from ..text.words import BREAK, Text, listed

_PAIR = 2
_ENDS = frozenset({".", "?", "!", BREAK})
_COUNTS = listed("dos 2 tres 3 cuatro 4")
#: «a la vez que mi corte», «después de mi corte».
_COMPARED = listed("que de con")
_TIMES = listed("vez hora tiempo rato igual despues antes tras junto mismo")


def without_compared(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """«un moldeado para ella a la vez que mi corte»: the writer's own is known."""
    return [each for each in mentions if not _is_compared(each, text)]


def _is_compared(mention: Mention, text: Text) -> bool:
    first = mention.start - (text.word(mention.start) != "mi")
    joins, what = text.word(first - 1), text.word(first - 2)
    return text.word(first) == "mi" and joins in _COMPARED and what in _TIMES


def said_once(mentions: Sequence[Mention], people: Sequence[Person], text: Text) -> list[Mention]:
    """Those that are left when everything is taken once, as exactly as it was said."""
    mentions = _without_counted(_without_plainer(mentions), text)
    return _without_said_again(mentions, people, text)


def _without_plainer(mentions: Sequence[Mention]) -> list[Mention]:
    """«me corto el pelo corte de caballero»: twice in one breath, the second time exactly."""
    return [
        each
        for each in mentions
        if not any(
            each.end == other.start and each.clear and other.clear
            and same_thing(other.names[0], each.names[0])
            for other in mentions
        )
    ]  # fmt: skip


def _without_counted(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """«dos cortes juntos: de caballero para mí y de niño para él»: counted first, then told."""
    return [
        each
        for each in mentions
        if text.word(each.start - 1) not in _COUNTS
        or sum(bool(crafts(each) & crafts(o)) for o in mentions if o.start >= each.end) < _PAIR
    ]


def _without_said_again(
    mentions: Sequence[Mention], people: Sequence[Person], text: Text
) -> list[Mention]:
    """«que peinen a mi madre. Peinado normal, pelo corto»: nobody is named beside it, so it tells
    more of what was said.
    """
    words = text.words()
    kept: list[Mention] = []
    for each in mentions:
        start = max((at for at in range(each.start) if words[at] in _ENDS), default=-1)
        end = next((at for at in range(each.end, len(words)) if words[at] in _ENDS), len(words))
        alone = not any(start < one.start < end for one in people)
        again = any(each.names == other.names for other in kept)
        if not (alone and again and each.clear):
            kept.append(each)
    return kept


def crafts(mention: Mention) -> set[str]:
    """The beginnings of its names: «cort», «pein»."""
    return {name.casefold()[:4] for name in mention.names}
