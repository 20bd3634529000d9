"""«Quiero un corte y otro para mi madre», «… y mi madre igual pero con peinado»: the same as
whoever was named before (R27).
"""

import re
from collections.abc import Sequence

from ..mention import Mention
from ..names.ages import after_age
from ..reading import Person
from ..text.words import Text, listed
from .clusters import IN_TURN, Cluster, who

THE_SAME = listed("tambien igual mismo misma tb idem otro otra")
_NEAR = 3
#: «y mi hermana igual pero con peinado»
_AND_MORE = re.compile(
    r"(?:quiere |quiero |lo )*(?:igual|mismo|mismito|idem)(?: que yo)? (?:, )?(?:pero|y|mas|con) "
)


def the_same(
    shared: Sequence[tuple[Person, Mention]], clusters: Sequence[Cluster], text: Text
) -> list[tuple[Person, Mention]]:
    """What those get of whom it is said that they want the same."""
    taken = {who(person) for person, _ in shared}
    more: list[tuple[Person, Mention]] = []
    for cluster in clusters:
        own = {who(each) for each in cluster}
        before = [e for e in shared if e[1].start < cluster[0].start and who(e[0]) not in own]
        alone = not taken & own or _AND_MORE.match(text.between(cluster[-1].end, len(text)))
        if not (before and alone and says_the_same(cluster, text)):
            continue
        last = who(before[-1][0])
        theirs = [mention for person, mention in before if who(person) == last]
        more += [(person, mention) for person in cluster for mention in theirs]
    return more


def says_the_same(cluster: Cluster, text: Text) -> bool:
    """«y mi madre también», «otro para mi madre», «y después mi madre»."""
    end = max(after_age(text.words(), cluster[-1].end), cluster[-1].end)
    before = {*before_them(cluster, text)}
    return bool(THE_SAME & {*before, *text.words(cluster[-1].end, end + _NEAR)} or IN_TURN & before)


def before_them(cluster: Cluster, text: Text) -> list[str]:
    return text.words(max(0, cluster[0].start - 2), cluster[0].start)
