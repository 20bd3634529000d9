"""Which appointment of the customer's is told of, and to when it is to go (S2, R37)."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import dropwhile, pairwise

from atrevete_core.domain.commands import DayRange, PartOfDay, When
from atrevete_core.ports.language_model import Upcoming

from .minutes import a_little_off, as_it_was, moved_by, moved_by_weeks
from .reading import Reading
from .temporal import Item, combine
from .temporal.items import Clock, Days, Sign, Soonest
from .text.words import listed

MINE = listed("cita citas hora reserva tengo tenia teniamos tenemos reservada cogida apuntada")
HAVE = listed("tengo tenia teniamos tenemos")
PAUSES = frozenset({",", ".", "?", "|", "y", "pero"})
_NOON = 14
#: «a otro día de la semana que viene», «por otra de la tarde».
_ANY_OTHER = {
    f"{which} {what}" for which in ("otro", "algun", "cualquier", "un") for what in ("dia", "hueco")
} | {"otra hora", "alguna hora", "por otra", "a otra", "a otro"}
#: Before a date these say where an appointment is to go.
_TOWARDS = listed("al a para por mejor to")
_NEAR = 6


def starts_of(reading: Reading) -> list[datetime]:
    return [each.start for each in reading.situation.upcoming]


def spoken_of(reading: Reading) -> Upcoming | None:
    """The appointment that was just paid for, moved or told."""
    return next((each for each in reading.situation.upcoming if each.spoken_of), None)


def fits(item: Item, starts: Sequence[datetime]) -> bool:
    """Whether the item may tell one of these starts."""
    value = item.values[0]
    match value:
        case Days():
            return any(value.first == each.date() == value.last for each in starts)
        case Clock():
            said = (value.hour % 12, value.minute)
            return any(said == (each.hour % 12, each.minute) for each in starts)
        case PartOfDay():
            return any((value is PartOfDay.MORNING) == (each.hour < _NOON) for each in starts)
        case _:
            return value in {Sign.NOT, Sign.CORRECTION}


def target_items(reading: Reading) -> list[Item]:
    split = _target_begins(reading)
    return [
        item
        for item in reading.items
        if item.start >= split and not isinstance(item.values[0], Sign)
    ]


def which_and_target(reading: Reading) -> tuple[When | None, When | None]:
    """«la del jueves al viernes por la tarde»: which one it is, and to when."""
    split = _target_begins(reading)
    first = [
        item
        for item in reading.items
        if item.start < split and item.values[0] not in {Sign.NOT, Sign.CORRECTION}
    ]
    working = [item.start for item in reading.items if item.end == split and _works(reading, item)]
    rest = [item for item in reading.items if item.start >= min(working, default=split)]
    which = combine(first, reading.text, reading.moment) if first else None
    target = combine(rest, reading.text, reading.moment) if rest else None
    starts = starts_of(reading)
    if which and which.at and target is None and not any(fits(each, starts) for each in first):
        which, target = None, which  # «cambiar la cita a las 16:30»
    if which and which.latest and target is None and [which.earliest] == [e.time() for e in starts]:
        target = When(at=which.latest)  # «mueve la cita de las 10 a las 16»
    return which, _from_its_hour(reading, which, target)


def _works(reading: Reading, item: Item) -> bool:
    """«que curro hasta las seis»: the verb belongs to the hour that follows."""
    return item.values[0] is Sign.NOT and reading.text.word(item.start) in {"curro", "trabajo"}


def _from_its_hour(reading: Reading, which: When | None, target: When | None) -> When | None:
    """What is counted from its hour: the same, so much later, from it to another."""
    own = spoken_of(reading) if which is None else None
    start = own.start if own else _the_start(starts_of(reading), which)
    if start is None:
        return target
    if target is None or not target.at:
        if target is not None and (same := as_it_was(reading, start, target)):
            return same
        no_day = target is None or (target.days is None and _SHIFTS.search(reading.text.line))
        if no_day and (moved := moved_by(reading, start)) is not None:
            return When(days=DayRange(first=start.date(), last=start.date()), at=moved)
        if target is None and not reading.has("another_day"):
            return moved_by_weeks(reading, start) or a_little_off(reading, start)
    return _up_to_its_end(reading, start, target)


def _up_to_its_end(reading: Reading, start: datetime, target: When | None) -> When | None:
    """«retrasarla hasta las seis y media», «de las 10 a las 16»: where it ends is the new hour."""
    if target is None or target.at or not target.latest:
        return target
    if target.earliest == start.time() or _UNTIL.search(reading.text.line):
        return target.model_copy(update={"at": target.latest, "earliest": None, "latest": None})
    return target


#: «retrasar media hora la cita», whatever else is told.
_SHIFTS = re.compile(
    r"\b(?:retras|atras|aplaz|adelant|pospon|corr|mov|muev)\w* (?:\w+ ){0,3}?"
    r"(?:media hora|una hora|un cuarto|1 hora|dos horas|2 horas|tres cuartos|\w+ minutos)\b"
    r"|\b(?:media hora|una hora|un cuarto de hora|dos horas|\w+ minutos) "
    r"(?:mas tarde|despues|antes|mas temprano|mas pronto)\b"
)


#: «retrasarla hasta las seis y media»: to that hour.
_UNTIL = re.compile(
    r"\b(?:retras|atras|aplaz|adelant|pospon|corr|mov|muev|pas|alarg)\w* (?:\w+ ){0,4}?hasta las? "
)


def _the_start(starts: Sequence[datetime], which: When | None) -> datetime | None:
    """The start of the only appointment that may be meant."""
    if which is not None and which.days is not None:
        starts = [each for each in starts if which.days.first == each.date()]
    return starts[0] if len(starts) == 1 else None


def _target_begins(reading: Reading) -> int:
    """The first date that is not of the appointment that exists."""
    if starts_of(reading) and (place := _after_its_own(reading)):
        return place
    return _after_mine(reading)


def _after_its_own(reading: Reading) -> int:
    """Where the dates end that tell when an appointment is; 0 when the first tells it of none."""
    items, starts = _after_signs(reading.items), starts_of(reading)
    if not items or not fits(items[0], starts):
        return 0
    if _goes_towards(reading, items[0]) and reading.text.word(items[0].start - 1) != "para":
        return 0
    days = [each for each in starts if fits(items[0], [each])]
    for before, item in pairwise(items):
        if _tells_why(reading, item):
            continue
        if not fits(item, days) or _goes_towards(reading, item):
            return item.start
        gap = set(reading.text.words(before.end, item.start))
        if gap & PAUSES and isinstance(item.values[0], Clock | PartOfDay):
            return item.start
    return len(reading.text)


def _tells_why(reading: Reading, item: Item) -> bool:
    """«el jueves mi nieto actúa a las cinco y media, dame otra, el viernes»: an hour before the
    verb that moves it, when a day is named after that.
    """
    verbs = [each.start for each in (*reading.spans("change"), *reading.spans("elsewhere"))]
    moved = min(verbs, default=0)
    if not isinstance(item.values[0], Clock) or item.start > moved:
        return False
    starts = starts_of(reading)
    days = [each for each in reading.items if isinstance(each.values[0], Days)]
    return any(each.start > moved and not fits(each, starts) for each in days)


def _after_signs(items: Sequence[Item]) -> Sequence[Item]:
    """From the first day, hour or part of the day on."""
    return [*dropwhile(lambda each: isinstance(each.values[0], Sign | Soonest), items)]


def _goes_towards(reading: Reading, item: Item) -> bool:
    """«al jueves», «a la tarde»; but «a las diez» may be when it is."""
    words = reading.text.words(max(0, item.start - 1), item.start + 2)
    before = reading.text.word(item.start - 1)
    if isinstance(item.values[0], Clock):
        return before in {"para", "mejor"}
    return words[1:2] == ["al"] or before in _TOWARDS


def _after_mine(reading: Reading) -> int:
    """The first date that is not said right after "la cita (del)" or "tengo cita"."""
    items, words = reading.items, reading.text.words()
    for place, item in enumerate(items):
        first = words[item.start]
        before = words[max(0, item.start - 4) : item.start]
        near = [word for word in before if word not in {"el", "la", "de", "del", "para"}]
        towards = "para" in (first, *before[-1:]) or " ".join(near[-2:]) in _ANY_OTHER
        if towards and not HAVE & set(words[: item.start]):
            return item.start  # «cambiar la cita para el viernes»
        belongs = bool(near and near[-1] in MINE) or (first in {"del", "de"} and place == 0)
        belongs = belongs or (not place and first != "al" and _is_had(words, item.start))
        if place and not belongs:
            gap = words[items[place - 1].end : item.start]
            belongs = (
                not gap
                and first not in {"al", "para"}
                and items[place - 1].start < _mine_until(reading)
            )
        if not belongs or first == "al":
            return item.start
    return len(words)


def _is_had(words: list[str], start: int) -> bool:
    """«tengo el facial el jueves»: the day of what is had, with nothing between but its name."""
    before = words[max(0, start - _NEAR) : start]
    place = max((index for index, word in enumerate(before) if word in HAVE), default=-1)
    return place >= 0 and not set(before[place:]) & PAUSES


def _mine_until(reading: Reading) -> int:
    """Up to where words are still about the appointment that exists."""
    words = reading.text.words()
    return max((index for index, word in enumerate(words) if word in MINE), default=-1) + 6


def as_day_of_it(when: When | None) -> When | None:
    """The day that does not suit is the day of the appointment."""
    if when is None or not when.not_on or (when.days and when.days.last):
        return when
    days = DayRange(first=when.not_on[0], last=when.not_on[-1])
    return when.model_copy(update={"days": days, "not_on": (), "weekdays": ()})
