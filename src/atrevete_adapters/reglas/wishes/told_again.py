"""Who of several wants what, told again and otherwise: «ay no, al revés, el corte para mí y el
peinado para Paqui» (R27, R37).

What is told again of somebody takes the place of what was said of them before, in the same burst
or when a moment for all of them is looked for already. Of two who are told to change, each has
what was the other's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    CancelAppointment,
    Command,
    DropServices,
    LeaveOut,
    Refuse,
    RefuseSlots,
    RunLate,
)
from atrevete_core.ports.language_model import Coming

from ..mention import ALIAS, Mention
from ..names.households import CHILDREN, relation
from ..names.said import noun_of
from ..people.booked_for import booked_for
from ..people.owner_now import is_one_of
from ..people.sharing import shared_out
from ..reading import Person, Reading
from ..services.variants import same_thing
from ..text.words import BREAK, fold, listed
from ..vocabulary.kinds import words_of_kind
from ..wanted.refusing import is_refused

#: Everybody's services, as they were told.
Shares = Mapping[str, tuple[Person, Sequence[Mention]]]
Said = list[tuple[int, Command]]

_PAIR = 2
_BEGINS = listed(", . ! ? no ay uy bueno pues ah perdona perdon") | {BREAK, ""}
_MORE = listed("tambien ademas igual mismo misma añade suma ambas ambos")
#: «no, yo mejor mechas»: another mind, and nothing is said of the others.
_RATHER = listed("mejor prefiero prefiere quiero quiere cambio")
_THE = listed("el la los las")
#: Told of services, or what a "no" before them sounds like.
_INSTEAD_OF = (
    Book
    | AddServices
    | DropServices
    | LeaveOut
    | Refuse
    | RefuseSlots
    | CancelAppointment
    | RunLate
)


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where something is taken back; what follows tells it anew. `turned`: «al revés»."""

    start: int
    end: int
    turned: bool = False


def told_again(reading: Reading, relations: Mapping[str, str]) -> list[tuple[Person, Mention]]:
    """What each of them is to have after all; nothing when nothing is told again."""
    if reading.has("compare") or any(is_refused(reading, each) for each in reading.mentions):
        return []
    for cut in _cuts(reading):
        before = _told_before(reading, cut, relations)
        if len(before) < _PAIR:
            continue
        after = _told_after(reading, cut, before)
        if after is not None and (new := _changed(reading, before, after, turned=cut.turned)):
            return [(person, each) for person, theirs in new.values() for each in theirs]
    return []


def instead(
    reading: Reading, said: Said, booked: Callable[[Sequence[tuple[Person, Mention]]], Said]
) -> Said:
    """`booked` with what each of them has now, in the place of whatever else was told of it."""
    kept = [each for each in said if not isinstance(each[1], _INSTEAD_OF)]
    return [*kept, *booked(reading.told_again)]


def _cuts(reading: Reading) -> list[_Cut]:
    words = reading.text.words()
    turned = [_Cut(each.start, each.end, turned=True) for each in reading.spans("turned_round")]
    taken = [_Cut(each.start, each.end) for each in reading.spans("takes_back")]
    taken += [
        _Cut(at, at + 1)
        for at, word in enumerate(words)
        if word == "no" and (not at or words[at - 1] in _BEGINS)
    ]
    found = sorted([*turned, *taken], key=lambda each: each.start)
    if turned and found:  # «ay no, al revés», «me he liado, es al revés»
        found = [replace(each, turned=True) for each in found]
    return found


def _told_before(reading: Reading, cut: _Cut, relations: Mapping[str, str]) -> Shares:
    if coming := reading.situation.group or booked_for(reading):
        return {each.whom: _coming(each, relations) for each in coming}
    mentions = [each for each in reading.mentions if each.end <= cut.start]
    people = [each for each in reading.people if each.end <= cut.start]
    return _by_person(shared_out(mentions, people, reading.text))


def _coming(one: Coming, relations: Mapping[str, str]) -> tuple[Person, Sequence[Mention]]:
    kind = relation(noun_of(one.whom), relations) or ""
    names = [*((each,) for each in one.services), *(each.candidates for each in one.unclear)]
    person = Person(0, 0, one.whom, one.name or None, kind)
    return person, [Mention(0, 0, each, ALIAS) for each in names]


def _by_person(shared: Sequence[tuple[Person, Mention]]) -> Shares:
    found: dict[str, tuple[Person, list[Mention]]] = {}
    for person, mention in shared:
        found.setdefault(person.whom, (person, []))[1].append(mention)
    return found


def _told_after(reading: Reading, cut: _Cut, before: Shares) -> Shares | None:
    """What is told of those who were told of before; None when it is of somebody else."""
    if _MORE & set(reading.text.words(cut.end)):
        return None
    mentions = [each for each in reading.mentions if each.start >= cut.end]
    people = [each for each in reading.people if each.start >= cut.end]
    known = [replace(each, whom=_as_known(each, before)) for each in people]
    if mentions and not people:
        return None
    shared = shared_out(mentions, known, reading.text)
    exact = [(who, _as_exact(each, reading, before)) for who, each in shared]
    after = _by_person(exact)
    return after if all(whom in before for whom in after) else None


def _as_known(person: Person, before: Shares) -> str:
    """«la niña» is «mi nieta», «Lucía» is «mi hija Lucía»."""
    if person.whom in before or not person.whom:
        return person.whom
    first = fold(person.name or person.whom).split()[0]
    others = [each for each, _ in before.values() if each.whom]
    named = [each.whom for each in others if fold(each.name or " ").split()[:1] == [first]]
    alike = named or [each.whom for each in others if is_one_of(person.whom, [each.whom])]
    the = person.whom.split()[0] in _THE
    alike = alike or [each.whom for each in others if the and _is_like(each.kind, person.kind)]
    return alike[0] if len(alike) == 1 else person.whom


def _is_like(one: str, other: str) -> bool:
    """«la niña» is a granddaughter as well."""
    return bool(one) and (one == other or {one, other} <= CHILDREN)


def _as_exact(mention: Mention, reading: Reading, before: Shares) -> Mention:
    """«la manicura», when a manicura permanente was wished: that one."""
    if reading.text.word(mention.start - 1) not in _THE:
        return mention
    alike = [
        each.names
        for _, theirs in before.values()
        for each in theirs
        if set(each.names) < set(mention.names)
        or (each.clear and mention.clear and same_thing(each.names[0], mention.names[0]))
    ]
    return replace(mention, names=alike[0]) if len(alike) == 1 else mention


def _changed(reading: Reading, before: Shares, after: Shares, *, turned: bool) -> Shares | None:
    if not after:
        alone = len(before) == _PAIR and _only_turns(reading)
        return _swapped(before) if turned and alone else None
    new = {**before, **after}
    if len(after) == 1 and not _RATHER & set(reading.text.words()):
        [(whom, (_, theirs))] = after.items()
        others = [each for each in before if each != whom and _same(before[each][1], theirs)]
        if len(others) == 1 and (turned or len(before) == _PAIR):
            new[others[0]] = (before[others[0]][0], before[whom][1])
    return new


def _only_turns(reading: Reading) -> bool:
    """«uy, me he liado, es al revés»; not «…, que me han cambiado el turno»."""
    return any(
        {*reading.text.words(start, each.start), *reading.text.words(each.end, end)} <= _LIGHT
        for each in reading.spans("turned_round")
        for start, end in (reading.clause(each.start),)
    )


_LIGHT = words_of_kind("around_a_turn")


def _swapped(before: Shares) -> Shares:
    (one, (first, hers)), (other, (second, theirs)) = before.items()
    return {one: (first, theirs), other: (second, hers)}


def _same(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    return sorted(each.names for each in one) == sorted(each.names for each in other)
