"""Which service is for whom, when several people are spoken of (R27)."""

import re
from collections.abc import Mapping, Sequence

from .ages import after_age
from .clusters import (
    BEGINS,
    LIGHT,
    each_once,
    groups,
    is_subject,
    leads_to,
    overlap,
    split_between,
    who,
)
from .first_of_two import THE_SAME, first_of_two
from .mention import Mention
from .one_each import OF_AN_AGE
from .reading import Person
from .said_once import crafts, said_once
from .words import BREAK, Text, listed

#: Between a person and a service these take no place.
_RATHER = listed("mejor prefiero cambio cambiame cambiadme")


def shared_out(
    mentions: Sequence[Mention], people: Sequence[Person], text: Text, *, each_apart: bool = False
) -> list[tuple[Person, Mention]]:
    """Which service is for whom.

    Each service is for whoever is named nearest to it before the next service: "corte para mí y
    peinado para mi hija", "yo corte, ella peinado". One without anybody near goes with the next
    one, or with the last. `each_apart`: "a la vez" was said, so it is the writer's.
    """
    if not mentions or not people:
        return []
    people = each_once(people)
    mentions = said_once(mentions, people, text)
    apart = [each for each in people if not any(overlap(each, one) for one in mentions)]
    clusters = split_between(groups(apart, text), mentions, text)
    if in_turn := _in_turn(mentions, clusters, text) or _by_subject(mentions, clusters, text):
        return _own_instead([*in_turn, *_too(in_turn, clusters, text)])
    found = [
        [each for each in people if overlap(each, mention)]
        or _nearest(place, mentions, clusters, text)
        for place, mention in enumerate(mentions)
    ]
    if each_apart and any(found) and not any(_is_writer(one) for each in found for one in each):
        found = [each or [Person(mentions[0].start, mentions[0].start)] for each in found]
    _give_to_writer(found, mentions, clusters, text)
    shared: list[tuple[Person, Mention]] = []
    for place, mention in enumerate(mentions):
        near = (each for each in (*found[place:], *reversed(found[:place])) if each)
        shared += [(person, mention) for person in next(near, ())]
    shared = _own_instead(_better_for_each([*shared, *first_of_two(mentions, shared, text)], text))
    return [*shared, *_too(shared, clusters, text)]


def _by_subject(
    mentions: Sequence[Mention], clusters: Sequence[list[Person]], text: Text
) -> list[tuple[Person, Mention]]:
    """«el viernes, mi novio y yo: yo tinte y él solo la barba»: those of whom nothing is said at
    first are named again with what is theirs.
    """
    subjects = [each for each in clusters if is_subject(each, text)]
    owners = [
        next((each for each in reversed(subjects) if each[-1].end <= mention.start), None)
        for mention in mentions
    ]
    if any(each is None for each in owners) or len(subjects) < len(clusters):
        return []
    alone = {who(each[0]) for each in owners if each and len(each) == 1}
    last = owners[-1]
    if len(alone) < _PAIR or last is None or len(last) > 1:
        return []
    return [
        (person, mention)
        for people, mention in zip(owners, mentions, strict=True)
        for person in people or ()
    ]


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


def _in_turn(
    mentions: Sequence[Mention], clusters: Sequence[Sequence[Person]], text: Text
) -> list[tuple[Person, Mention]]:
    """«mi suegra, que se llama Carmen, quiere un secado. Mi hija peinado y yo un corte»: people
    and services take turns, and each of the people begins something new.
    """
    turns: list[tuple[Sequence[Person], list[Mention]]] = []
    left = sorted(mentions, key=lambda each: each.start)
    if len(clusters) > _PAIR and _are_named_again(clusters[0], clusters[1:]):
        clusters = clusters[1:]  # «vamos mi chaval y yo: yo…, y él…»
    for number, cluster in enumerate(clusters):
        until = clusters[number + 1][0].start if number + 1 < len(clusters) else len(text)
        theirs = [each for each in left if cluster[-1].end <= each.start < until]
        begins = text.word(cluster[0].start) == "yo" or text.word(cluster[0].start - 1) in BEGINS
        if not theirs or (number and not begins):
            return []
        turns.append((cluster, theirs))
    if len(turns) < _PAIR or sum(len(theirs) for _, theirs in turns) < len(mentions):
        return []
    return [(one, each) for cluster, theirs in turns for each in theirs for one in cluster]


def _are_named_again(first: Sequence[Person], later: Sequence[Sequence[Person]]) -> bool:
    """«mi hijo y yo, para mí… y para el niño…»: all of them, the child perhaps by another word."""
    again = {who(each): each for cluster in later for each in cluster}
    left = [each for each in first if who(each) not in again]
    if len(left) != 1 or len({who(each) for each in first}) != len(again):
        return not left
    other = next(each for one, each in again.items() if one not in {who(each) for each in first})
    return other.kind in OF_AN_AGE.get(left[0].kind, ())


def _give_to_writer(
    found: list[Sequence[Person]],
    mentions: Sequence[Mention],
    clusters: Sequence[Sequence[Person]],
    text: Text,
) -> None:
    """«mechas, y mi hija, que tiene 17, cortarse»: what stands before her belongs to the writer."""
    own = next((place for place, people in enumerate(found) if people), 0)
    first = next((each for each in clusters if each == found[own]), None)
    if not own or first is None or not is_subject(first, text):
        return
    if leads_to(first, mentions[own], text) and mentions[own - 1].end <= first[0].start:
        found[:own] = [[Person(each.start, each.start)] for each in mentions[:own]]


def _too(
    shared: Sequence[tuple[Person, Mention]], clusters: Sequence[Sequence[Person]], text: Text
) -> list[tuple[Person, Mention]]:
    """«yo quiero mechas y mi madre también»: the same as whoever was named before."""
    taken = {who(person) for person, _ in shared}
    more: list[tuple[Person, Mention]] = []
    for cluster in clusters:
        end = after_age(text.words(), cluster[-1].end)
        around = text.words(max(0, cluster[0].start - 2), cluster[0].start)
        around += text.words(cluster[-1].end, max(end, cluster[-1].end) + 3)
        before = [each for each in shared if each[1].start < cluster[0].start]
        if not before or not THE_SAME & set(around) or taken & {who(one) for one in cluster}:
            continue
        last = who(before[-1][0])
        theirs = [mention for person, mention in before if who(person) == last]
        more += [(person, mention) for person in cluster for mention in theirs]
    return more


#: «las dos manicura», «los dos»; not «a las dos», «las dos cosas».
_BOTH = re.compile(
    r"(?<!a )(?<!sobre )(?<!hacia )(?<!de )\b(?:las|los|ambas|ambos) dos "
    r"(?!cosas|horas|manos|pies|y |menos |de la|en punto)|\bjunt[ao]s "
)


def with_all_said(
    shared: Sequence[tuple[Person, Mention]], text: Text, count: int
) -> list[tuple[Person, Mention]]:
    """«somos tres: mi madre y mi hermana», «con mi amiga, las dos manicura»: the writer is one of
    them, unless each has their own.
    """
    people = dict.fromkeys(who(person) for person, _ in shared)
    named = list(dict.fromkeys(mention for _, mention in shared))
    everybody = all(sum(each is mention for _, each in shared) == len(people) for mention in named)
    count = count or (_PAIR if _BOTH.search(text.line) else 0)
    if ("", None) in people or count != len(people) + 1 or not everybody:
        return list(shared)
    return [*shared, *((Person(each.start, each.start), each) for each in named)]


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


def _nearest(
    place: int, mentions: Sequence[Mention], clusters: Sequence[Sequence[Person]], text: Text
) -> Sequence[Person]:
    """The people said nearest to a service, on its side of the services before and after."""
    mention = mentions[place]
    low = mentions[place - 1].end if place else 0
    high = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
    near = [
        (_distance(cluster, mention, text), cluster[0].start < mention.start, cluster)
        for cluster in clusters
        if low <= cluster[0].start and cluster[-1].end <= high
    ]
    following = mentions[place + 1] if place + 1 < len(mentions) else None
    if following is not None:  # «para mi hijo, un corte, y para mí un peinado»
        own = [
            each
            for each in near
            if each[2][0].start == mention.end or not leads_to(each[2], following, text)
        ]
        near = own or [each for each in near if not is_subject(each[2], text)]
    return min(near, key=lambda each: each[:2])[2] if near else ()


def _distance(cluster: Sequence[Person], mention: Mention, text: Text) -> int:
    """Words between; "y", commas and the ends of sentences part more than others."""
    if cluster[0].start >= mention.end:
        between = text.words(mention.end, cluster[0].start)
    else:
        between = text.words(
            after_age(text.words(0, mention.start), cluster[-1].end), mention.start
        )
    return sum(_weight(word) for word in between)


def _weight(word: str) -> int:
    if word in LIGHT:
        return 0
    if word in {".", "?", "!"}:
        return 8
    return 1 if word.isalnum() and word != "y" else 3


_PAIR = 2


def spans_of(people: Sequence[Person], end: int) -> Mapping[Person, tuple[int, int]]:
    """The words that may tell each person's age: up to where the next one is named."""
    starts = sorted({each.start for each in people})
    if len(starts) == 1:
        return dict.fromkeys(people, (0, end))
    return {
        each: (each.start, min((start for start in starts if start > each.start), default=end))
        for each in people
    }
