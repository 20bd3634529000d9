"""Which service suits whom of several, by age and sex (R27)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..mention import Mention
from ..reading import Person
from .clusters import OF_AN_AGE, may_be, who

_PAIR = 2


def one_each(
    shared: Sequence[tuple[Person, Mention]], kinds: Mapping[Mention, str], named: Sequence[Person]
) -> Sequence[tuple[Person, Mention]]:
    """As many services as people, all said of all of them, and one at least is for a man or a
    child alone: then each person has one. `kinds`: for whom each service is by its name; `named`:
    all who are named, those too whom no service stands near.
    """
    people = list({who(person): person for person, _ in shared}.values())
    mentions = list(dict.fromkeys(mention for _, mention in shared))
    if only := _only_for(mentions, kinds, list({who(each): each for each in named}.values())):
        return only
    everybody = len(shared) == len(people) * len(mentions)
    if len(people) < _PAIR or len(people) != len(mentions) or not everybody:
        return shared
    if not any(kinds.values()) or len(kinds) < len(mentions):
        return shared
    given: list[tuple[Person, Mention]] = []
    free = people
    for mention in sorted(mentions, key=lambda each: not kinds[each]):
        person = max(free, key=lambda each: _suits(each.kind, kinds[mention]))
        free = [each for each in free if each is not person]
        given.append((person, mention))
    return sorted(given, key=lambda each: each[0].start)


def _only_for(
    mentions: Sequence[Mention], kinds: Mapping[Mention, str], people: Sequence[Person]
) -> list[tuple[Person, Mention]]:
    """«mi hija el jueves y mi hijo el viernes, corte de niña y corte de niño»: each of the services
    can be for one of them alone.
    """
    fit = [
        [each for each in people if _suits(each.kind, kinds.get(one, "")) > 1] for one in mentions
    ]
    alone = all(len(each) == 1 for each in fit) and len({each[0] for each in fit}) == len(people)
    if len(people) < _PAIR or len(mentions) != len(people) or not alone or not all(kinds.values()):
        return []
    pairs = [(each[0], mention) for each, mention in zip(fit, mentions, strict=True)]
    return sorted(pairs, key=lambda each: each[0].start)


def called_otherwise(
    shared: Sequence[tuple[Person, Mention]], named: Sequence[Person]
) -> list[tuple[Person, Mention]]:
    """«mi hijo y yo: para mí corte, y para el niño…»: he is «mi hijo», of whom nothing else is
    said.
    """
    served = {each.whom for each, _ in shared}
    waiting = [each for each in named if each.whom.startswith("mi ") and each.whom not in served]
    return [
        (next((replace(person, whom=e.whom, name=person.name or e.name)
               for e in waiting if may_be(e, person)), person), mention)
        for person, mention in shared
    ]  # fmt: skip


def _suits(person: str, wanted: str) -> int:
    """How well a service for that kind of person suits one of this kind."""
    if person == wanted or wanted in OF_AN_AGE.get(person, ()):
        return 2
    return 1 if not person or (not wanted and person == "woman") else 0
