"""Finds the words of dates and hours in a text: the longest rule from left to right."""

from datetime import date

from ..text.notation import Found, Phrasebook, words_of
from ..text.words import Text
from ..vocabulary import Vocabulary
from . import clocks, dates, days, edges, halves, languages, named_days, parts, signs, stretches
from .background import without_asides
from .from_there import counted
from .items import Item, Moment
from .rules import Reader, Spot

Rule = tuple[str, Reader]


#: Of two rules that read the same words the one declared first is taken.
_TOPICS = (stretches, halves, days, dates, named_days, clocks, edges, parts, signs, languages)
_DECLARED = tuple(rule for topic in _TOPICS for rule in topic.rules.all)


def phrasebook(vocabulary: Vocabulary) -> Phrasebook[Rule]:
    """Every rule of dates, compiled. Costs a moment: keep it."""
    return Phrasebook(_DECLARED, vocabulary.calendar.classes)


def known_words() -> set[str]:
    """The words that the rules are made of: none of them is a typing mistake."""
    return {word for phrase, _ in _DECLARED for word in words_of(phrase)}


def scan(
    text: Text,
    moment: Moment,
    book: Phrasebook[Rule],
    *,
    is_answer: bool = False,
    spoken: date | None = None,
) -> list[Item]:
    """The items of a text, in order, without overlap. `spoken`: the day spoken of before it."""
    items: list[Item] = []
    index = 0
    while index < len(text):
        item = _longest(text, index, moment, book, is_answer=is_answer)
        if item is not None:
            items.append(item)
        index = item.end if item else index + 1
    said = counted([item for item in items if item.values], text, moment, spoken)
    return without_asides(said, text)


def _longest(
    text: Text, index: int, moment: Moment, book: Phrasebook[Rule], *, is_answer: bool
) -> Item | None:
    """The longest rule that applies here; of equals the first declared."""
    for found in sorted(book.at(text, index), key=len, reverse=True):
        title, reader = found.payload
        said = reader(_spot(text, found, moment, is_answer=is_answer))
        if said is not None:
            values = said if isinstance(said, tuple) else (said,)
            return Item(found.start, found.end, title, values)
    return None


def _spot(text: Text, found: Found[Rule], moment: Moment, *, is_answer: bool) -> Spot:
    return Spot(
        held=found.held,
        moment=moment,
        text=text.between(found.start, found.end),
        before=text.word(found.start - 1),
        after=text.word(found.end),
        following=text.word(found.end + 1),
        is_answer=is_answer,
    )
