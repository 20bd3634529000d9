"""Clause by clause: each has its subject, and what is named in it is that subject's (R27)."""

from collections.abc import Sequence

from ..mention import Mention
from ..reading import Person
from ..text.words import BREAK, Text, listed
from .clusters import BEGINS, Cluster, is_subject, overlap
from .the_same import THE_SAME, before_them, says_the_same
from .told_about import FOR

#: Between a service and those for whom it is no clause ends.
_PARTS = BEGINS | listed("porque que pero aunque ya pues cuando mientras")
_ENDS = frozenset({".", "?", "!", ";", BREAK})
_LIGHT = listed("un una el la los las unas unos se quiere")
_LISTS = listed("y e , con mas + un una el la los las unas unos")


def by_clause(
    mentions: Sequence[Mention], people: Sequence[Person], clusters: Sequence[Cluster], text: Text
) -> list[Cluster]:
    """Those of whom each service is said; nobody where no clause tells."""
    return [
        _with_beside(mention, [each for each in people if overlap(each, mention)], clusters)
        or _owner(place, mentions, clusters, text)
        for place, mention in enumerate(mentions)
    ]


def _with_beside(mention: Mention, named: Cluster, clusters: Sequence[Cluster]) -> Cluster:
    """«cortarme yo y después mi hija»: whoever is named beside the writer right after it."""
    mine = bool(named) and not any(each.whom for each in named)
    beside = [each for each in clusters if each[0].start == mention.end and not each[0].whom]
    return beside[0] if mine and beside else named


def _owner(
    place: int, mentions: Sequence[Mention], clusters: Sequence[Cluster], text: Text
) -> Cluster:
    """Whoever stands right after it, else whoever was named last; else the writer, when those who
    are named later have something of their own.
    """
    mention = mentions[place]
    after = _following(place, mentions, clusters, text)
    before = [each for each in clusters if each[-1].end <= mention.start]
    next_one = mentions[place + 1] if place + 1 < len(mentions) else None
    in_turn = before and after and next_one and _lead(before[-1], mention, after, next_one, text)
    if after and not in_turn and _is_for(after, mention, text):
        return after
    if before and not _ENDS & set(text.words(before[-1][-1].end, mention.start)):
        return before[-1]
    if _is_listed(place, mentions, text):
        together = _owner(place + 1, mentions, clusters, text)
        follows = bool(together) and together[0].start > mention.start
        if follows or not before:
            return together
    if before:
        return before[-1]
    last = place + 1 == len(mentions)
    if after and (not last or says_the_same(after, text)) and _begins_anew(after, text):
        return [Person(mention.start, mention.start)]
    return ()


def _following(
    place: int, mentions: Sequence[Mention], clusters: Sequence[Cluster], text: Text
) -> Cluster:
    until = mentions[place + 1].start if place + 1 < len(mentions) else len(text)
    return next((e for e in clusters if mentions[place].end <= e[0].start < until), ())


def _is_for(cluster: Cluster, mention: Mention, text: Text) -> bool:
    """«un corte el viernes para mi hija», «corte yo»; «corte y mi hija…» begins anew."""
    return not _PARTS & set(text.words(mention.end, cluster[0].start))


def _lead(
    before: Cluster, mention: Mention, after: Cluster, following: Mention, text: Text
) -> bool:
    """«yo mechas mi hija corte mi madre peinado»: each stands right before what is theirs."""
    gaps = (text.words(before[-1].end, mention.start), text.words(after[-1].end, following.start))
    return text.word(after[0].start) not in {"para", "a"} and all({*gap} <= _LIGHT for gap in gaps)


def _is_listed(place: int, mentions: Sequence[Mention], text: Text) -> bool:
    """«corte y peinado para mi madre»."""
    if place + 1 == len(mentions):
        return False
    between = text.words(mentions[place].end, mentions[place + 1].start)
    return set(between) <= _LISTS


def _begins_anew(cluster: Cluster, text: Text) -> bool:
    """«… y mi hermana», «… y otro para mi madre», «… y a mi hija un peinado»."""
    apart = is_subject(cluster, text) or bool(THE_SAME & {*before_them(cluster, text)})
    return apart or _is_another(cluster, text)


def _is_another(cluster: Cluster, text: Text) -> bool:
    """«me coges el corte y a mi hija…», «hazme un corte y para mi marido…»."""
    start = cluster[0].start
    first = start if text.word(start) in FOR else start - 1
    before = first - 1 - (text.word(first - 1) == "que")
    return text.word(first) in FOR and text.word(before) in {"y", "e"}
