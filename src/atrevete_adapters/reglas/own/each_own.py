"""What is to become of each of several appointments that are spoken of in one message.

«Cancela lo de los pies y el color pásamelo al jueves a las 17:00», «el corte sí voy, las cejas no
puedo»: the message is read in as many pieces as appointments are named in it, each by itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from atrevete_core.domain.commands import (
    AskMyAppointments,
    CancelAppointment,
    ChangeAppointment,
    ChooseWhen,
    Command,
    ConfirmAttendance,
    When,
)
from atrevete_core.ports.language_model import Question, Upcoming

from ..reading import Reading
from ..temporal.items import Clock
from ..text.words import BREAK, listed
from ..which_and_target import HAVE, fits
from .changing import change_of
from .moving import really_cancels
from .references import Reference, references
from .which import which_one

_SEPARATORS = listed(", . ? ! ; y e pero") | {BREAK}
_VERBS = ("cancel", "cancel_now", "change", "elsewhere")
#: With these questions open, a time beside an appointment is its new one though no verb is said.
_OF_WHAT_EXISTS = frozenset(
    {
        Question.CANCEL, Question.CANCEL_WITHOUT_REFUND, Question.NEW_DAY,
        Question.WHICH_APPOINTMENT, Question.ATTENDANCE,
    }
)  # fmt: skip
_TOLD = ("cancel", "change", "elsewhere", "cannot", "stays", "keep", "attend")
_OTHER_BUSINESS = ("usual", "late", "receipt", "my_appointments", "waiting_list", "stop_reminders")
#: Between two names of what goes the same way: «el color y los pies pásalos al jueves».
_LIGHT = _SEPARATORS | listed(
    "el la los las lo de del tambien las dos ambas por favor porfa a mi mis cita"
)


class _Does(StrEnum):
    CANCEL = "cancel"
    CHANGE = "change"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is said of one appointment."""

    own: Upcoming
    #: How a command says which one it is.
    which: When
    reading: Reading
    does: _Does | None
    commands: tuple[Command, ...] = ()
    #: Nothing but the name of it.
    bare: bool = False
    #: «el color no»: what that means is said by the rest.
    refused: bool = False

    @property
    def target(self) -> When | None:
        return next((each.when for each in self.commands if isinstance(each, ChooseWhen)), None)


def of_each(reading: Reading) -> tuple[Command, ...]:
    """The commands for each of them, cancellations first; nothing when it is not so clear."""
    now = reading.situation
    if len(now.upcoming) <= 1 or now.offered or reading.has(*_OTHER_BUSINESS):
        return ()
    named = _with_the_asked(reading, _merged(references(reading)))
    if _names_another(reading, named):
        return ()
    if alike := _all_alike(reading):
        return alike
    if len({id(each.own) for each in named}) <= 1:
        return ()
    cut = [_piece(which_one(reading, each[1].own), *each) for each in _cut(reading, named)]
    pieces = _with_days(_completed(_without_kept(reading, cut)))
    pieces = [*_the_other_instead(reading, pieces)]
    told = reading.has(*_TOLD) or any(each.does is _Does.CANCEL for each in pieces)
    if not told and now.question not in _OF_WHAT_EXISTS and reading.has("book"):
        return ()
    acted = [each for each in pieces if each.does is not None]
    return _as_told(reading, pieces) or _in_order(reading, acted)


def _as_told(reading: Reading, pieces: Sequence[_Piece]) -> tuple[Command, ...]:
    """«eso es, el corte a las seis y las cejas a las doce como estaban»: nothing is to move."""
    stays = [each for each in pieces if each.does is _Does.KEEP]
    told = [each for each in pieces if each.does is None and each.reading.items]
    items = [(item, each.own.start) for each in told for item in each.reading.items]
    hours = any(isinstance(item.values[0], Clock) for item, _ in items)
    all_told = len(stays) + len(told) == len(pieces) and bool(told and (stays or hours))
    if not all_told or not all(fits(item, [start]) for item, start in items):
        return ()
    return (AskMyAppointments(),) if "?" in reading.text.words() else (ConfirmAttendance(),)


def _with_the_asked(reading: Reading, named: Sequence[Reference]) -> Sequence[Reference]:
    """«sí, y la otra muévela»: what comes before it is said of the one that was asked about."""
    asked = next((each for each in reading.situation.upcoming if each.asked_about), None)
    if asked is None or not named or reading.question not in _OF_WHAT_EXISTS:
        return named
    if named[0].own is asked or _is_told(reading, named[0]):
        return named
    return [Reference(0, 0, asked), *named]


def _is_told(reading: Reading, named: Reference) -> bool:
    """«cancela la otra»: the verb, with nothing between, is that one's."""
    verbs = [each for intent in ("cancel", "cancel_now") for each in reading.spans(intent)]
    ends = [each.end for each in verbs if each.end <= named.start]
    return bool(ends) and not _SEPARATORS & {*reading.text.words(max(ends), named.start)}


def _without_kept(reading: Reading, pieces: Sequence[_Piece]) -> list[_Piece]:
    """«cancela las uñas, y el color no»: beside what is given up or moved, a mere «no» keeps it;
    so does it to «¿Cancelo…?», where «sí» and «solo» are no promise to come.
    """
    acted = reading.question in _CANCELLING or any(
        not each.refused and (each.does is _Does.CANCEL or each.reading.has("change"))
        for each in pieces
    )
    return [
        replace(each, does=_Does.KEEP, commands=()) if acted and each.refused else each
        for each in pieces
    ]


def _the_other_instead(reading: Reading, pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """«no, esa no, la otra», to «¿Cancelo…?»."""
    first, *others = pieces
    if reading.question not in _CANCELLING or first.does is not _Does.KEEP:
        return pieces
    return [
        first,
        *(
            replace(
                each,
                does=_Does.CANCEL,
                commands=(CancelAppointment(which=each.which),),
            )
            if each.bare and each.does in {None, _Does.KEEP}
            else each
            for each in others
        ),
    ]


_CANCELLING = (Question.CANCEL, Question.CANCEL_WITHOUT_REFUND)
_ALL = re.compile(r"(?:^| )(?:las|los) (?:dos|2)(?: citas)? |(?:^| )(?:ambas|ambos|todo|todas) ")


def _all_alike(reading: Reading) -> tuple[Command, ...]:
    """«puedes pasar las dos al viernes?»: each keeps no hour, for nobody is at two places."""
    said = _ALL.search(reading.text.line)
    has = bool(HAVE & {*reading.text.words()})
    moves = has or reading.has("change", "elsewhere", "cannot")
    if said is None or not moves or really_cancels(reading) or _is_for_others(reading):
        return ()
    place = reading.text.index_at(said.start() + (reading.text.line[said.start()] == " "))
    nothing_else = [each for each in references(reading) if each.start >= place]
    wish = reading.when(place)
    if nothing_else or wish is None or wish.days is None or not (wish.days.last or wish.soonest):
        return ()
    wish = wish.model_copy(update={"at": None})
    return tuple(
        command
        for own in reading.situation.upcoming
        for command in (ChangeAppointment(which=which_one(reading, own)), ChooseWhen(when=wish))
    )


def _is_for_others(reading: Reading) -> bool:
    """«quiero venir con una amiga, las dos el viernes»."""
    return bool(reading.people) or reading.has("book")


def _merged(found: Sequence[Reference]) -> list[Reference]:
    """«lo otro, el color del jueves» names one and the same."""
    merged: list[Reference] = []
    for each in found:
        if merged and merged[-1].own is each.own:
            merged[-1] = replace(merged[-1], end=max(merged[-1].end, each.end))
        else:
            merged.append(each)
    return merged


def _names_another(reading: Reading, named: Sequence[Reference]) -> bool:
    """A service that none of them is: something new is wanted as well."""
    return any(
        not any(each.start < one.end and one.start < each.end for one in named)
        for each in reading.mentions
    )


def _cut(reading: Reading, named: Sequence[Reference]) -> list[tuple[Reading, Reference, int, int]]:
    """Each naming with the words that belong to it."""
    cuts = [0]
    for before, after in pairwise(named):
        cuts.append(_boundary(reading, cuts[-1], before, after))
    ends = [*cuts[1:], len(reading.text)]
    return [
        (_between(reading, each.own, start, end), each, start, end)
        for each, start, end in zip(named, cuts, ends, strict=True)
    ]


def _boundary(reading: Reading, start: int, before: Reference, after: Reference) -> int:
    """Where the words about the next one begin: at a mark or «y», else at its verb."""
    words = reading.text.words()
    marks = [at for at in range(before.end, after.start) if words[at] in _SEPARATORS]
    if marks:
        return marks[-1]
    verbs = sorted(each.start for intent in _VERBS for each in reading.spans(intent))
    between = [at for at in verbs if before.end <= at < after.start]
    has_one = any(start <= at < before.start for at in verbs)
    return between[0] if between and has_one else after.start


def _between(reading: Reading, own: Upcoming, start: int, end: int) -> Reading:
    """The same words, of which only those from `start` to `end` say anything, about that one."""
    found = {
        intent: [each for each in spans if start <= each.start and each.end <= end]
        for intent, spans in reading.found.items()
    }
    return replace(
        reading,
        situation=replace(reading.situation, upcoming=(own,)),
        found=found,
        items=[each for each in reading.items if start <= each.start and each.end <= end],
        stylists=[each for each in reading.stylists if start <= each.start < end],
        not_with=[each for each in reading.not_with if start <= each.start < end],
        mentions=[],
        moves=False,
    )


def _piece(which: When, reading: Reading, named: Reference, start: int, end: int) -> _Piece:
    own = named.own
    said = tuple(command for _, command in change_of(replace(reading, items=[*reading.items])))
    wish = next((each.when for each in said if isinstance(each, ChooseWhen)), None)
    if wish is not None and _only_refuses(wish):
        said = tuple(each for each in said if not isinstance(each, ChooseWhen))
        wish = None
    words = {*reading.text.words(start, named.start), *reading.text.words(named.end, end)}
    refused = _is_refused(reading, named, end)
    dropped = refused or _is_dropped(reading, named, start, end)
    does = _Does.CANCEL if dropped else _what(reading, wish)
    if does is _Does.CANCEL:
        explicit = reading.has("cancel_now", "explicitly")
        said = (CancelAppointment(which=which, explicit=explicit),)
    elif does is _Does.CHANGE:
        rest = [each for each in said if not isinstance(each, ChangeAppointment)]
        said = (ChangeAppointment(which=which), *rest)
    begins = reading.text.word(start) in _SEPARATORS or not start
    bare = begins and words <= _LIGHT and named.end > named.start
    return _Piece(own, which, reading, does, said, bare=bare, refused=refused)


_DROPS = ("quit", "kit", "elimin", "olvid", "borr", "fuera", "descart")


def _is_refused(reading: Reading, named: Reference, end: int) -> bool:
    """«el corte al final no»: and nothing else is said of it."""
    after = [word for word in reading.text.words(named.end, end) if word not in _ASIDE]
    return named.end > 0 and after[:1] == ["no"] and (not after[1:] or after[1] in _SEPARATORS)


def _is_dropped(reading: Reading, named: Reference, start: int, end: int) -> bool:
    """«quita el corte», «el corte fuera»; «sí» and «solo las uñas», to «¿Cancelo…?»."""
    before = reading.text.words(max(start, named.start - _FAR), named.start)
    after = [word for word in reading.text.words(named.end, end) if word not in _ASIDE]
    yes = reading.question in _CANCELLING and after[:1] in (["si"], ["vale"])
    if named.end == 0:  # the one that was asked about
        return yes
    only = reading.question in _CANCELLING and bool(_ONLY & {*before})
    said = (yes or only) and not reading.has("stays", "keep", "attend", "change")
    return said or after[:1] == ["fuera"] or any(word.startswith(_DROPS) for word in before)


#: Between the name of it and what is said of it, or at the end.
_ASIDE = listed("al final eh porfa por favor gracias")
_ONLY = listed("solo solamente unicamente")
_FAR = 3


def _only_refuses(wish: When) -> bool:
    """«las cejas el martes no puedo» says no new time."""
    open_ = wish.days is None or wish.days.last is None
    return bool(wish.not_on) and open_ and not (wish.at or wish.part or wish.earliest)


def _what(reading: Reading, wish: When | None) -> _Does | None:
    if really_cancels(reading) or (reading.has("cancel", "cancel_now") and wish is None):
        return _Does.CANCEL
    if reading.has("change") or wish is not None:
        return _Does.CHANGE
    if reading.has("cannot"):
        return _Does.CHANGE
    if reading.has("stays", "keep", "attend", "yes"):
        return _Does.KEEP
    return None


def _completed(pieces: Sequence[_Piece]) -> list[_Piece]:
    """«cancela el corte y las cejas», «el color y los pies pásalos al jueves»: a name alone goes
    with what is said before it, or after it.
    """
    whole = list(pieces)
    for places in (range(1, len(whole)), reversed(range(len(whole) - 1))):
        for place in places:
            near = whole[place + 1 if isinstance(places, range) is False else place - 1]
            if whole[place].does is None and whole[place].bare and near.does is not None:
                whole[place] = _alike(whole[place], near)
    return whole


def _alike(piece: _Piece, near: _Piece) -> _Piece:
    """The same for another one; an exact hour only one of them can have."""
    said: list[Command] = []
    for each in near.commands:
        if isinstance(each, CancelAppointment | ChangeAppointment):
            said.append(each.model_copy(update={"which": piece.which}))
        elif isinstance(each, ChooseWhen):
            said.append(ChooseWhen(when=each.when.model_copy(update={"at": None})))
    return replace(piece, does=near.does, commands=tuple(said))


def _with_days(pieces: Sequence[_Piece]) -> list[_Piece]:
    """«viernes 23, pestañas a las 12 y corte a las 17»: the day is said once for all of them."""
    whole: list[_Piece] = []
    for piece in pieces:
        before = whole[-1].target if whole else None
        wish = piece.target
        verb = piece.reading.has("change", "cancel", "elsewhere")
        if before and before.days and wish and wish.days is None and (not verb or not whole):
            dated = wish.model_copy(update={"days": before.days})
            said = tuple(
                ChooseWhen(when=dated) if isinstance(each, ChooseWhen) else each
                for each in piece.commands
            )
            piece = replace(piece, commands=said)  # noqa: PLW2901
        whole.append(piece)
    return whole


def _in_order(reading: Reading, pieces: Sequence[_Piece]) -> tuple[Command, ...]:
    """What is cancelled, then what moves; whoever comes to the one reminded of says so first."""
    first: list[Command] = []
    kept = [each.own for each in pieces if each.does is _Does.KEEP]
    if reading.question is Question.ATTENDANCE and any(each.spoken_of for each in kept):
        first.append(ConfirmAttendance())
    for does in (_Does.CANCEL, _Does.CHANGE):
        for own in {id(each.own): each.own for each in pieces}.values():
            last = [each for each in pieces if each.own is own and each.does is does][-1:]
            first += [command for each in last for command in each.commands]
    return tuple(first)
