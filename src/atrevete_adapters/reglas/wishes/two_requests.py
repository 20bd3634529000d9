"""Two requests in one message: an appointment is given up or moved, and something else is booked.

«Cancela el corte y resérvame unas cejas el lunes a las 11»: each part is read by itself. What is
asked for instead, with nothing new in it, is the same appointment at another time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from atrevete_core.domain.catalogue import is_variant
from atrevete_core.domain.commands import (
    Book,
    CancelAppointment,
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    Command,
)

from ..mention import Mention
from ..own.added_to_own import adds_to_own, moves_too
from ..own.moving import really_cancels
from ..own.references import owner
from ..reading import Reading
from ..text.words import BREAK, listed
from ..vocabulary.kinds import words_of_kind
from ..which_and_target import target_items

_MARKS = listed(", . ? ! ; y e pero") | {BREAK}
_GIVES_UP = ("cancel", "cancel_now", "change")
_OTHER_BUSINESS = ("usual", "late", "receipt", "my_appointments", "waiting_list", "keep")
#: «hazme una», «dame otra»: an appointment, though nobody calls it so.
_BOOKS = words_of_kind("asks_to_book")

#: Reads a piece of the text, as said in the reading's situation, into commands.
Decide = Callable[[str, Reading], Sequence[Command]]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Where the second request begins, and whether it is the one that books."""

    at: int
    books_last: bool


def of_two_requests(reading: Reading, decide: Decide) -> tuple[Command, ...]:
    """The commands of both, what exists first; nothing when there are not two."""
    now = reading.situation
    if not now.upcoming or now.services or now.offered or reading.has(*_OTHER_BUSINESS):
        return ()
    at_once = moves_too(reading) or not target_items(reading)
    only_more = not really_cancels(reading) and at_once and adds_to_own(reading)
    cut = None if only_more else _cut(reading)
    if cut is None:
        return ()  # «¿un cambio en mi cita? Quería también las cejas» is one
    parts = (reading.text.written(0, cut.at), reading.text.written(cut.at, len(reading.text)))
    about_own, new = parts if cut.books_last else (parts[1], parts[0])
    given_up = _about_own(decide(about_own, reading))
    alone = replace(reading, situation=replace(now, upcoming=(), has_upcoming=False, question=None))
    wanted = decide(new, alone)
    if not given_up:
        return ()
    books = [each for each in wanted if isinstance(each, Book) and (each.services or each.unclear)]
    if cut.books_last and not reading.people and all(_is_had(reading, each) for each in books):
        return _instead(given_up, wanted)
    return (*given_up, *wanted) if books else ()


def _is_had(reading: Reading, book: Book) -> bool:
    """Nothing but what an appointment has is wished."""
    had = (each.services for each in reading.situation.upcoming)
    return bool(book.services) and any(set(book.services) <= set(own) for own in had)


def _about_own(commands: Sequence[Command]) -> tuple[Command, ...]:
    """What is done about an appointment, when that is all that is said."""
    kinds = (CancelAppointment, ChangeAppointment, ChooseWhen, ChooseStylist)
    acts = any(isinstance(each, kinds[:2]) for each in commands)
    return tuple(commands) if acts and all(isinstance(each, kinds) for each in commands) else ()


def _instead(given_up: Sequence[Command], wanted: Sequence[Command]) -> tuple[Command, ...]:
    """«cancélala y dame otra para el lunes a las 11»: it moves, and keeps its deposit."""
    (first, *others) = given_up
    times = [each for each in wanted if isinstance(each, ChooseWhen | ChooseStylist)]
    dated = any(isinstance(each, ChooseWhen) for each in times)
    if others or not isinstance(first, CancelAppointment) or not dated:
        return ()
    return (ChangeAppointment(which=first.which), *times)


def _cut(reading: Reading) -> _Cut | None:
    gives_up = [each for intent in _GIVES_UP for each in reading.spans(intent)]
    if not gives_up:
        return None
    words, verb = reading.text.words(), min(gives_up, key=lambda each: each.start)
    new = [each for each in reading.mentions if _is_new(reading, each)]
    if new and new[0].start < verb.start:
        mark = _mark_before(words, verb.start, after=new[-1].end)
        asked = mark is not None and _says_to_book(reading, 0, mark)
        return _Cut(mark or 0, books_last=False) if asked else None
    wish = next((at for at in range(verb.end, len(words)) if words[at] in _BOOKS), None)
    place = min([each.start for each in new] + ([] if wish is None else [wish]), default=None)
    mark = None if place is None else _mark_before(words, place, after=verb.end - 1)
    if mark is None or not (new or really_cancels(reading)):
        return None
    again = any(each.start >= mark for each in gives_up)
    asked = _is_asked_for(reading, mark, len(words)) and not again
    return _Cut(mark, books_last=True) if asked else None


def _is_new(reading: Reading, named: Mention) -> bool:
    """A service that none of the appointments has, or one for somebody else."""
    had = [name for each in reading.situation.upcoming for name in each.services]
    known = any(name == own or is_variant(name, own) for name in named.names for own in had)
    words = reading.text.words(named.start, named.end)
    known = known or owner(reading, named.names, words) is not None
    theirs = bool(reading.people) and reading.text.word(named.start) in {"un", "una"}
    return theirs or not known


def _mark_before(words: Sequence[str], place: int, *, after: int) -> int | None:
    """The place after the last mark between these."""
    return next((at + 1 for at in range(place - 1, after - 1, -1) if words[at] in _MARKS), None)


def _is_asked_for(reading: Reading, start: int, end: int) -> bool:
    """«quiero», «reservar», or a new service with its day: «y cejas el martes»."""
    new = [each for each in reading.mentions if start <= each.start and _is_new(reading, each)]
    dated = any(start <= each.start < end for each in reading.items)
    return _says_to_book(reading, start, end) or bool(dated and new and new[0].end <= end)


def _says_to_book(reading: Reading, start: int, end: int) -> bool:
    said = any(start <= each.start and each.end <= end for each in reading.spans("book"))
    return said or bool(_BOOKS & {*reading.text.words(start, end)})
