"""Which service is for whom, when several people are spoken of (R27)."""

import re
from collections.abc import Mapping, Sequence

from ..mention import Mention
from ..reading import Person
from ..text.words import BREAK, Text, listed
from ..wanted.said_once import crafts, said_once
from .by_clause import by_clause
from .clusters import Cluster, each_once, groups, may_be, overlap, split_between, who
from .one_each import called_otherwise
from .the_same import the_same

_RATHER = listed("mejor prefiero cambio cambiame cambiadme")


def shared_out(
    mentions: Sequence[Mention], people: Sequence[Person], text: Text, *, each_apart: bool = False
) -> list[tuple[Person, Mention]]:
    """Which service is for whom.

    One that no clause gives to anybody goes with the next one, or with the last. `each_apart`:
    "a la vez" was said, so it is the writer's.
    """
    if not mentions or not people:
        return []
    people = each_once(people)
    mentions = said_once(mentions, people, text)
    apart = [each for each in people if not any(overlap(each, one) for one in mentions)]
    clusters = split_between(groups(apart, text), mentions, text)
    found = by_clause(mentions, people, clusters, text)
    if each_apart and any(found) and not any(_is_writer(one) for each in found for one in each):
        found = [each or [Person(mentions[0].start, mentions[0].start)] for each in found]
    shared: list[tuple[Person, Mention]] = []
    for place, mention in enumerate(mentions):
        near = (each for each in (*found[place:], *reversed(found[:place])) if each)
        shared += [(person, mention) for person in next(near, clusters[0] if clusters else ())]
    shared = _own_instead(_better_for_each(shared, text))
    shared = [*shared, *_of_both(shared, clusters, text), *_of_theirs_too(shared, people, text)]
    shared = called_otherwise([*shared, *the_same(shared, clusters, text)], people)
    return sorted(shared, key=lambda each: each[1].start)


def _own_instead(shared: Sequence[tuple[Person, Mention]]) -> list[tuple[Person, Mention]]:
    """«queremos cortarnos, yo corte de mujer y él de caballero»: what is then said of each of them
    takes the place of what was said of all.
    """
    everybodys = {
        mention for _, mention in shared if sum(other is mention for _, other in shared) > 1
    }
    return [
        (person, mention)
        for person, mention in shared
        if mention not in everybodys
        or not any(
            who(other) == who(person)
            and theirs not in everybodys
            and theirs.start > mention.start
            and crafts(theirs) & crafts(mention)
            for other, theirs in shared
        )
    ]


#: «las dos manicura», «los dos»; not «a las dos», «las dos cosas».
_BOTH = re.compile(
    r"(?<!a )(?<!sobre )(?<!hacia )(?<!de )(?<!con )\b(?:las|los|ambas|ambos) dos "
    r"(?!cosas|horas|manos|pies|y |menos |de la|en punto"
    # «voy cargada, que llevo a los dos niños»: neither is who writes
    r"|(?:niñ|hij|nen|peque|cri[ao]s|bebes|nano|chiquill|enan|melliz|gemel|niet|sobrin|perr|bols))"
    r"|\bjunt[ao]s "
)


def with_all_said(
    shared: Sequence[tuple[Person, Mention]], text: Text, count: int, *, not_for_me: bool = False
) -> list[tuple[Person, Mention]]:
    """«somos tres: mi madre y mi hermana», «con mi amiga, las dos manicura»: the writer is one of
    them, unless each has their own. `not_for_me`: they said that it is not for them.
    """
    people = dict.fromkeys(who(person) for person, _ in shared)
    named = list(dict.fromkeys(mention for _, mention in shared))
    everybody = all(sum(each is mention for _, each in shared) == len(people) for mention in named)
    count = count or (_PAIR if _BOTH.search(text.line) else 0)
    if not_for_me or ("", None) in people or count != len(people) + 1 or not everybody:
        return list(shared)
    return [*shared, *((Person(each.start, each.start), each) for each in named)]


def _of_both(
    shared: Sequence[tuple[Person, Mention]], clusters: Sequence[Cluster], text: Text
) -> list[tuple[Person, Mention]]:
    """«a las 5 mi hija y a las 5 y media yo, corte las dos»: the other one's as well."""
    people = {who(each): each for cluster in clusters for each in cluster}
    named = {mention for _, mention in shared}
    free = [each for each in people.values() if who(each) not in {who(one) for one, _ in shared}]
    if len(people) != _PAIR or len(named) != 1 or len(free) != 1:
        return []
    [mention] = named
    both = _BOTH.search(" " + text.between(mention.end, mention.end + _NEAR) + " ")
    return [(free[0], mention)] if both else []


def _of_theirs_too(
    shared: Sequence[tuple[Person, Mention]], people: Sequence[Person], text: Text
) -> list[tuple[Person, Mention]]:
    """«hora para mi hijo, y de paso me corto yo también»: what the writer wants too is theirs."""
    mine = {mention for person, mention in shared if _is_writer(person)}
    if len(mine) != 1 or len(shared) != 1:
        return []
    [mention] = mine
    too = text.words(mention.start - _CLOSE, mention.end + _CLOSE)
    before = [each for each in people if each.whom and each.end <= mention.start]
    if len(before) != 1 or text.word(before[0].start) != "para" or "tambien" not in too:
        return []
    return [(before[0], mention)]


def _better_for_each(
    shared: Sequence[tuple[Person, Mention]], text: Text
) -> list[tuple[Person, Mention]]:
    """«corte para mí y peinado para mi madre. Para mí mejor un barro»: a second thought of one."""
    gone: list[tuple[Person, Mention]] = []
    for person, mention in shared:
        if not _RATHER & set(text.words(max(0, mention.start - 5), mention.start)):
            continue
        gone += [
            (each, old)
            for each, old in shared
            if who(each) == who(person)
            and {".", BREAK, ";", "?"} & set(text.words(old.end, mention.start))
        ]
    return [each for each in shared if each not in gone]


def _is_writer(person: Person) -> bool:
    return not person.whom


_PAIR = 2
_NEAR, _CLOSE = 5, 3


def left_empty(
    shared: Sequence[tuple[Person, Mention]], people: Sequence[Person], text: Text
) -> list[Person]:
    """«para mi hijo, y para mi madre un tinte»: it is for him too, whatever he will have."""
    served = [person for person, _ in shared]
    named = {each.whom: each for each in people if text.word(each.start) == "para" and each.whom}
    return [
        each
        for each in named.values()
        if not any(one.whom == each.whom or may_be(one, each) for one in served)
    ]


def spans_of(people: Sequence[Person], end: int) -> Mapping[Person, tuple[int, int]]:
    """The words that may tell each person's age: up to where the next one is named."""
    starts = sorted({each.start for each in people})
    if len(starts) == 1:
        return dict.fromkeys(people, (0, end))
    return {
        each: (each.start, min((start for start in starts if start > each.start), default=end))
        for each in people
    }
