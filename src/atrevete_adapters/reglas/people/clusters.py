"""People who are named together, and what is said of them next (R27)."""

from collections.abc import Sequence
from itertools import pairwise

from ..mention import Mention
from ..names.ages import after_age, age_end
from ..reading import Person
from ..text.words import BREAK, Text, listed

Cluster = Sequence[Person]
#: «corte para mi hija y para mí con peinado»
_WITH = listed("con mas + ademas")
#: Before somebody of whom something new is said.
BEGINS = listed("y e , . : ; ? !") | {BREAK}
OF_AN_AGE = {"son": ("boy", "baby", "man"), "daughter": ("girl", "baby")}
#: One after the other, and still together: «yo y después mi hija», «primero él y luego yo».
IN_TURN = listed("primero luego despues detras seguidamente")
_JOINS = listed("y e otro otra uno una , con tambien para un a") | IN_TURN
#: «y se apunta mi hermana, que quiere un peinado».
_COMES = listed("apunta viene suma anima vendra apuntara")


def groups(people: Sequence[Person], text: Text) -> list[list[Person]]:
    """People named together: "mi hija y yo", "uno para mí y otro para mi madre"."""
    joined: list[list[Person]] = []
    for person in people:
        after = after_age(text.words(0, person.start), joined[-1][-1].end) if joined else 0
        between = _without_stylist(text.words(after, person.start)) if joined else ["?"]
        again = joined and any(_is_again(each, person) for each in joined[-1])
        told = joined and _is_told_now(joined[-1][-1], person, text)
        if joined and set(between) <= _JOINS and not (again or told):
            joined[-1].append(person)
        else:
            joined.append([person])
    return joined


def _is_again(one: Person, person: Person) -> bool:
    return who(one) == who(person) or (one.whom.startswith("mi ") and may_be(one, person))


def _is_told_now(before: Person, person: Person, text: Text) -> bool:
    """«voy con mi madre: yo corte», «con mi madre, yo corte»; not «mi madre, yo y mi tía»."""
    gap = [text.written(at, at + 1) for at in range(before.end, person.start)]
    alone = gap[-1:] == [","] and text.word(person.start) == "yo"
    return ":" in gap or (alone and text.word(person.end) not in {"y", "e", ","})


def _without_stylist(words: Sequence[str]) -> list[str]:
    """«mi tía con Pilar y yo con Marta» are named together."""
    return [word for at, word in enumerate(words) if not at or words[at - 1] != "con"]


def each_once(people: Sequence[Person]) -> list[Person]:
    """«para mí», found by two rules; the «el» of «el chaval» is nobody else."""
    spans = [{*range(each.start, each.end)} for each in people]
    return [
        each
        for each in dict.fromkeys(people)
        if not any({*range(each.start, each.end)} < span for span in spans)
    ]


def is_subject(cluster: Sequence[Person], text: Text) -> bool:
    """«y mi hija, corte» · «: ella corte»; «para mi hija» is none."""
    start = cluster[0].start
    begins = text.word(start - 1) in BEGINS | _COMES or not start
    return begins and text.word(start) != "para"


def split_between(
    clusters: Sequence[list[Person]], mentions: Sequence[Mention], text: Text
) -> list[list[Person]]:
    """«corte para mí y para mi hija peinado»: the last of them belongs to what follows."""
    split: list[list[Person]] = []
    for cluster in clusters:
        follows = next((each for each in mentions if each.start >= cluster[-1].end), None)
        before = any(each.end <= cluster[0].start for each in mentions)
        rest = age_end(text.words(), cluster[-1].end)
        gap = set(text.words(rest, follows.start)) if follows else BEGINS
        own = is_subject(cluster, text)  # «yo mechas y mi hija y mi sobrina corte»
        if before and follows and (same := _have_the_same(cluster, text)):
            split += [cluster[:same], cluster[same:]]
        elif len(cluster) > 1 and before and not gap & (BEGINS | _WITH) and not own:
            split += [cluster[:-1], cluster[-1:]]
        else:
            split.append(list(cluster))
    return split


def _have_the_same(cluster: Cluster, text: Text) -> int:
    """«la niña corte y el niño también, y yo mechas»: after how many of them that is said."""
    for at, (one, other) in enumerate(pairwise(cluster)):
        between = text.words(age_end(text.words(), one.end), other.start)
        if between[:1] and between[0] in _THE_SAME and len(between) > 1:
            return at + 1
    return 0


_THE_SAME = listed("tambien igual idem")


def overlap(person: Person, mention: Mention) -> bool:
    """«corte para mi niño» names the service and the person at once."""
    return person.start < mention.end and mention.start < person.end


def may_be(one: Person, other: Person) -> bool:
    """«el niño», of somebody called «mi hijo» before."""
    alike = one.kind == other.kind or other.kind in OF_AN_AGE.get(one.kind, ())
    return other.whom.startswith(("el ", "la ")) and bool(other.kind) and alike


def who(person: Person) -> tuple[str, str | None]:
    return person.whom, person.name
