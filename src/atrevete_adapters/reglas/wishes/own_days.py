"""One person, two visits: «las mechas este viernes y el corte la semana que viene», «corte el
jueves y cejas el sábado». Each has its own services and its own day (R37).
"""

from collections.abc import Callable, Iterator, Sequence

from atrevete_core.domain.commands import (
    Book,
    ChooseStylist,
    ChooseWhen,
    Command,
    GiveName,
    Greet,
)

from ..reading import Reading
from ..temporal.items import Days, Item, Sign
from ..text.words import BREAK, listed

#: Reads a piece of the text, as said in the reading's situation, into commands.
Decide = Callable[[str, Reading], Sequence[Command]]

_JOINTS = listed("y , . pero") | {BREAK}
_EITHER = listed("o u si juntas juntos")
_APART = listed("separado aparte")
_PAIR = 2


def own_days(reading: Reading, decide: Decide) -> tuple[Command, ...]:
    """Both bookings, each with its day; of a later one without the first's day only the first."""
    now = reading.situation
    clear = [each for each in reading.mentions if each.clear]
    if reading.people or now.group or now.offered or now.upcoming or len(clear) < _PAIR:
        return ()
    for cut in _cuts(reading):
        parts = (reading.text.written(0, cut), reading.text.written(cut, len(reading.text)))
        first, then = (_visit(decide(part, reading)) for part in parts)
        if first and then and (said := _two(first, then)):
            return said
    return ()


def _cuts(reading: Reading) -> Iterator[int]:
    """Before which words the second one may begin: each has a service, and the second a day of its
    own; only «por separado» leaves the first without one.
    """
    words = reading.text.words()
    days = [each.start for each in reading.items if _is_named_day(each)]
    if any(isinstance(each.values[0], Sign) for each in reading.items) or _EITHER & {*words}:
        return
    apart = bool(_APART & {*words})
    if len(days) not in ({1} if apart else {_PAIR, _PAIR + 1}):  # «el sábado, que es la boda»
        return
    services = [each.start for each in reading.mentions]
    for at, word in enumerate(words):
        inside = services and services[0] < at < services[-1]
        later = sum(each > at for each in days)
        if word in _JOINTS and inside and later == 1 and _beside(reading, at + 1):
            yield at + 1


def _is_named_day(item: Item) -> bool:
    """«cuanto antes», «cuando podáis» name none."""
    day = item.values[0]
    return isinstance(day, Days) and day.last is not None


def _beside(reading: Reading, cut: int) -> bool:
    """Whether each day is told with a service: not «¿tenéis algo hoy? | corte y barba»."""
    services = [each.start for each in reading.mentions]
    for item in reading.items:
        if not _is_named_day(item):
            continue
        start, end = reading.clause(item.start)
        here = range(max(start, cut), end) if item.start >= cut else range(start, min(end, cut))
        if not any(at in here for at in services):
            return False
    return True


def _visit(commands: Sequence[Command]) -> tuple[Book, list[Command]] | None:
    """What one part books, and when and with whom; None when it says anything else."""
    books = [each for each in commands if isinstance(each, Book)]
    rest: list[Command] = [each for each in commands if each not in books]
    plain = all(isinstance(each, ChooseWhen | ChooseStylist | GiveName | Greet) for each in rest)
    if len(books) != 1 or not books[0].services or books[0].unclear or not plain:
        return None
    return books[0], rest


def _two(
    first: tuple[Book, list[Command]], then: tuple[Book, list[Command]]
) -> tuple[Command, ...]:
    (one, when), (other, later) = first, then
    days = [each.when.days for each in (*when, *later) if isinstance(each, ChooseWhen)]
    if not any(isinstance(each, ChooseWhen) and each.when.days for each in later):
        return ()
    left = tuple(name for name in one.services if name not in other.services)
    if not left or (len(days) == _PAIR and days[0] == days[1]):
        return ()
    mine = one.model_copy(update={"services": left})
    if not any(isinstance(each, ChooseWhen) and each.when.days for each in when):
        again = len(left) < len(one.services)  # «por separado, el corte el mes que viene»
        return (mine, *when) if again else ()
    return (mine, *when, other, *later)
