"""«Quiero un corte y otro para mi madre», «… y mi madre igual pero con peinado»: the first one is
the writer's (R27).
"""

import re
from collections.abc import Sequence

from .mention import Mention
from .reading import Person
from .words import BREAK, Text, listed

THE_SAME = listed("tambien igual mismo misma tb idem otro otra")
_APART = frozenset({".", "?", "!", BREAK, "y", "e", ","})
#: «y mi hermana igual pero con peinado»
_AND_MORE = re.compile(
    r"(?:quiere |quiero |lo )*(?:igual|mismo|mismito|idem)(?: que yo)? (?:, )?(?:pero|y|mas|con) "
)


def first_of_two(
    mentions: Sequence[Mention], shared: Sequence[tuple[Person, Mention]], text: Text
) -> list[tuple[Person, Mention]]:
    """«quiero corte el viernes y otro para mi madre», «… y mi madre también»: the first one is the
    writer's.
    """
    first = min((person for person, _ in shared), key=lambda each: each.start, default=None)
    before = [each for each in mentions if first is not None and each.end <= first.start]
    if first is None or not (first.whom and before):
        return []
    if len(before) < len(mentions) and not _AND_MORE.match(text.between(first.end, len(text))):
        return []
    too = {text.word(first.start - 1), *text.words(first.end, first.end + 2)} & THE_SAME
    joined = _APART & set(text.words(before[-1].end, first.start))
    return [(Person(each.start, each.start), each) for each in before if too and joined]
