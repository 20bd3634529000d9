"""Two who come at two times: «yo el jueves y mi madre el viernes», «mi marido a las 10 y yo a las
10:40» are two bookings (R27, R37).
"""

from collections.abc import Callable, Sequence

from atrevete_core.domain.commands import Book, ChooseWhen, Command, LeaveOut, When
from atrevete_core.ports.language_model import Coming

from ..reading import Person, Reading
from ..temporal import Item
from ..temporal.background import without_background
from ..temporal.items import Clock, Days
from ..text.words import BREAK, listed

#: Reads a piece of the text, as said in the reading's situation, into commands.
Decide = Callable[[str, Reading], Sequence[Command]]

_PAIR = 2
_JOINTS = listed("y e , . ;") | {BREAK}
#: One of them cannot, or it is one day or the other.
_NEITHER = listed("no ni o u puede puedo podemos pueda trabaja trabajo libra juntas juntos")


def days_of_each(
    reading: Reading, items: Sequence[Item], commands: Sequence[Command], decide: Decide
) -> tuple[Command, ...]:
    """The commands, the writer's booking with its day before the other's; as they were when the
    days are not told of one person each. `items`: the times that were said. `decide`: what a
    part of the message means by itself.
    """
    items = without_background(items, reading.text, reading.moment.today)
    pair = _two_times(items)
    now = reading.situation
    if len(pair) != _PAIR or now.offered or (now.services and not now.group):
        return tuple(commands)
    first, second = pair
    between = {*reading.text.words(first.end, second.start)}
    cut = None if between & _NEITHER else _cut(reading, first, second)
    if cut is None:
        return tuple(commands)
    whens = _on_one_day(
        _when(reading, items, 0, cut), _when(reading, items, cut, len(reading.text))
    )
    if whens[0] is None or whens[1] is None or _same(whens[0], whens[1]):
        return tuple(commands)
    others = dict.fromkeys(each.whom for each in _people(reading) if each.whom and each.start < cut)
    bookings = _in_parts(reading, cut, decide) or _bookings(reading, commands, decide)
    if len(bookings) != _PAIR or len(others) > 1:
        return tuple(commands)
    one, other = sorted(bookings, key=lambda each: (each.for_whom or "") not in others)
    if not others and one.for_whom:
        one, other = other, one
    told = [(one, whens[0]), (other, whens[1])]
    told.sort(key=lambda each: each[0].for_whom is not None)
    rest = [each for each in commands if not isinstance(each, Book | ChooseWhen)]
    return (*rest, *_in_turn(reading, told))


def _two_times(items: Sequence[Item]) -> list[Item]:
    """Two days, or two hours of one day."""
    days = [each for each in items if isinstance(each.values[0], Days) and each.values[0].single]
    hours = [each for each in items if isinstance(each.values[0], Clock)]
    return hours if len(days) < _PAIR and len(hours) == _PAIR else days


def _on_one_day(first: When | None, then: When | None) -> tuple[When | None, When | None]:
    """«el viernes yo a las 11 y mi madre a las 12»: the day is said once for both."""
    if first is None or then is None or not (first.at and then.at):
        return first, then
    days = first.days or then.days
    return (
        first.model_copy(update={"days": first.days or days}),
        then.model_copy(update={"days": then.days or days}),
    )


def _same(one: When, other: When) -> bool:
    return one.days == other.days and (one.at == other.at or not (one.at and other.at))


def _in_turn(reading: Reading, told: Sequence[tuple[Book, When | None]]) -> list[Command]:
    (mine, on), (theirs, then) = told
    first: Command = mine
    if reading.situation.group:
        first = LeaveOut(people=(theirs.for_whom or "yo",))
    times = [ChooseWhen(when=each) for each in (on, then) if each]
    return [first, times[0], theirs, times[1]]


def _cut(reading: Reading, first: Item, second: Item) -> int | None:
    """Where what is said of the second one begins."""
    people = _people(reading)
    inside = [each for each in people if first.end <= each.start < second.start]
    if len({each.whom for each in inside}) != 1:
        return None
    after = any(each.start >= second.end for each in people)
    before = any(each.end <= first.start for each in people)
    if before and after:
        return None
    place = second.start if after else inside[0].start
    words = reading.text.words()
    return next((at for at in range(place, first.end, -1) if words[at - 1] in _JOINTS), place)


def _people(reading: Reading) -> list[Person]:
    """All that are named, and the writer wherever «yo» is said."""
    known = {each.start for each in reading.people}
    words = enumerate(reading.text.words())
    mine = [Person(at, at + 1) for at, word in words if word == "yo" and at not in known]
    return [*reading.people, *mine]


def _when(reading: Reading, items: Sequence[Item], start: int, end: int) -> When | None:
    kept, reading.items = reading.items, [*items]
    found = reading.when(start, end)
    reading.items = kept
    return found


def _in_parts(reading: Reading, cut: int, decide: Decide) -> list[Book]:
    """«cita el jueves para corte y mi madre el viernes para peinado»: as each part says."""
    parts = (reading.text.written(0, cut), reading.text.written(cut, len(reading.text)))
    found = [
        [each for each in decide(part, reading) if isinstance(each, Book) and _wants(each)]
        for part in parts
    ]
    books = [each for one in found if len(one) == 1 for each in one]
    return books if len({each.for_whom for each in books}) == _PAIR else []


def _wants(book: Book) -> bool:
    return bool(book.services or book.unclear)


def _bookings(reading: Reading, commands: Sequence[Command], decide: Decide) -> list[Book]:
    """What each of the two wants: said now, or before."""
    said = [each for each in commands if isinstance(each, Book) and _wants(each)]
    whoms = dict.fromkeys(each.whom for each in _people(reading))
    one = len(said) == 1 and len((*said[0].services, *said[0].unclear)) == 1
    if one and len(whoms) == _PAIR:  # «peinado, el jueves yo y el viernes mi hermana»
        said = [_for(reading, said[0], each, decide) for each in whoms]
    return said or [_of(each) for each in reading.situation.group]


def _for(reading: Reading, said: Book, whom: str, decide: Decide) -> Book:
    """The same for each, as it suits them: «corte» of a son is none of the writer's."""
    words = " y ".join(each.words for each in said.unclear)
    own = decide(f"{words} para {whom or 'mí'}", reading) if words else ()
    books = [each for each in own if isinstance(each, Book) and _wants(each)]
    fitting = books[0] if len(books) == 1 else said
    return fitting.model_copy(update=_whose(reading, whom))


def _whose(reading: Reading, whom: str) -> dict[str, str | None]:
    names = (each.name for each in reading.people if each.whom == whom and each.name and whom)
    return {"for_whom": whom or None, "for_name": next(names, None)}


def _of(one: Coming) -> Book:
    return Book(
        services=one.services,
        unclear=one.unclear,
        for_whom=one.whom or None,
        for_name=(one.name or None) if one.whom else None,
    )
