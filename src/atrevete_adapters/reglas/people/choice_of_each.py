"""Which of the services that were asked about is whose: «a mi madre la normal y a mí la extra»,
«yo la segunda y ella la primera» (R27, R40).
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from atrevete_core.domain.commands import Book, Command
from atrevete_core.ports.language_model import Coming, Question

from ..reading import Reading
from ..text.words import BREAK, fold, listed
from .found import COMPANION
from .owner_now import is_one_of

_PAIR = 2
_ENDS = listed("y e , . ; : ! ? pero") | {BREAK}
_HER = listed("ella él")
_TO_HIM = (["para", "el"], ["a", "el"], ["pa", "el"])
_ME = (["a", "mi"], ["para", "mi"], ["pa", "mi"])
_OTHER = listed("otra otro")
#: «las dos la primera, mi madre y yo».
_SAME = re.compile(r"\b(?:las dos|los dos|ambas|ambos|cada un[ao]|mism[ao]|igual|tambien)\b")

#: Reads a piece of the text, as said in the reading's situation, into commands.
Decide = Callable[[str, Reading], Sequence[Command]]


def choice_of_each(reading: Reading, decide: Decide) -> tuple[Command, ...]:
    """Everybody's booking with what they chose; nothing unless two at least chose."""
    now = reading.situation
    if now.question is not Question.WHICH_SERVICE or (now.services and not now.group):
        return ()
    chosen = _chosen(reading, decide)
    if len(chosen) < _PAIR:
        return ()
    known = [each.whom for each in now.group]
    new = [Coming(whom=whom) for whom in chosen if whom not in known]
    return tuple(_booked(each, chosen, now.choices) for each in (*now.group, *new))


def _booked(one: Coming, chosen: Mapping[str, str], choices: Sequence[str]) -> Book:
    left = [each for each in one.unclear if {*each.candidates} != {*choices}]
    mine = one.whom in chosen
    return Book(
        services=(*one.services, chosen[one.whom]) if mine else one.services,
        unclear=tuple(left if mine else one.unclear),
        for_whom=one.whom or None,
        for_name=one.name or None if one.whom else None,
    )


def _chosen(reading: Reading, decide: Decide) -> dict[str, str]:
    """What each chose; nothing when a choice is nobody's."""
    found: dict[str, str] = {}
    waiting: list[str] = []
    pieces = [(start, end, _people(reading, start, end)) for start, end in _pieces(reading)]
    if len(pieces) < _PAIR or len({whom for *_, whoms in pieces for whom in whoms}) < _PAIR:
        return {}
    chosen: list[str | None] = []
    for start, end, whoms in pieces:
        waiting += whoms
        choice = _choice(reading, decide, start, end, found)
        chosen.append(choice)
        if choice:
            found |= dict.fromkeys(waiting, choice)
            waiting = []
    all_of = [each for each in chosen if each]
    if len(all_of) == 1 and _SAME.search(reading.text.line):
        return dict.fromkeys([whom for *_, whoms in pieces for whom in whoms], all_of[0])
    return {} if waiting or len(all_of) > len({*found}) else found


def _pieces(reading: Reading) -> Iterator[tuple[int, int]]:
    start = 0
    for at, word in enumerate([*reading.text.words(), "."]):
        if word in _ENDS:
            if at > start:
                yield start, at
            start = at + 1


def _choice(
    reading: Reading, decide: Decide, start: int, end: int, found: Mapping[str, str]
) -> str | None:
    """The one that is said there; «la otra» is the one that is left."""
    now = replace(reading.situation, group=(), companions=(), services=())
    choices = now.choices
    if _OTHER & {*reading.text.words(start, end)}:
        left = [each for each in choices if each not in found.values()]
        return left[0] if found and len(left) == 1 else None
    said = decide(reading.text.written(start, end), replace(reading, situation=now))
    books = [name for each in said if isinstance(each, Book) for name in each.services]
    return books[0] if len(books) == 1 and books[0] in choices else None


def _people(reading: Reading, start: int, end: int) -> list[str]:
    others = [each.whom for each in reading.situation.group if each.whom]
    others = others or [each for each in reading.situation.companions if each]
    named = [each for each in reading.people if start <= each.start < end and each.whom]
    named = [each for each in named if each.whom != COMPANION]
    whoms = [_as_known(each.whom, others) for each in named]
    if not whoms:
        names = {fold(each.name).split()[0]: each.whom for each in reading.situation.group
                 if each.name}  # fmt: skip
        written = [reading.text.written(at, at + 1).lower() for at in range(start, end)]
        whoms = [names[fold(each)] for each in written if fold(each) in names]
        them = _HER & {*written} or _says(reading, start, end, _TO_HIM)
        whoms += others if them and not whoms and len(others) == 1 else []
    theirs = any(each.start < end and start < each.end for each in named)
    me = "yo" in reading.text.words(start, end) or (not theirs and _says(reading, start, end, _ME))
    return [*dict.fromkeys(whoms), *([""] if me else [])]


def _as_known(whom: str, others: Sequence[str]) -> str:
    same = [each for each in others if is_one_of(whom, [each])]
    return same[0] if len(same) == 1 else whom


def _says(reading: Reading, start: int, end: int, pairs: Sequence[list[str]]) -> bool:
    return any(reading.text.words(at, min(at + 2, end)) in pairs for at in range(start, end))
