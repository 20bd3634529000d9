"""Two come where one was spoken of: «somos mi madre y yo», «y para mí un corte» (R27)."""

from collections.abc import Callable, Sequence

from atrevete_core.domain.commands import Book, Command

from ..names.said import asks_whose_name
from ..reading import Person, Reading
from ..text.words import listed
from .clusters import groups
from .each_of_them import wants_own

Said = list[tuple[int, Command]]
_JOINS = listed("y tambien ademas otro otra")
_INSTEAD = listed("no mejor perdon perdona digo")


def for_both(
    reading: Reading, fitted: Callable[[Reading, Person, Sequence[str]], Book]
) -> Said | None:
    """«somos mi madre y yo»: what was chosen, or will be, is for both."""
    draft = tuple(reading.situation.services)
    whoms = {each.whom: each for each in reading.people}
    both = len(whoms) > 1 and "" in whoms and len(groups(reading.people, reading.text)) == 1
    if not both or reading.situation.group or reading.asks or asks_whose_name(reading.question):
        return None
    said: Said = []
    for person in whoms.values():
        mine = Book(services=draft if not person.whom else ())
        book = fitted(reading, person, draft) if person.whom else mine
        said.append((person.start, book))
    return said


def writer_beside(reading: Reading, writer: Sequence[Person]) -> list[Person]:
    """«y para mí unas mechas», «y yo también», when it was for somebody else alone so far."""
    now, words = reading.situation, {*reading.text.words()}
    alone = len(now.companions) == 1 and not now.group and bool(now.services)
    if not alone or not words & _JOINS or words & _INSTEAD:
        return []
    return [each for each in writer if wants_own(reading, each)]


def beside_them(reading: Reading, mine: Callable[[], Said]) -> Said | None:
    """Theirs as it was, and what the writer wants; `mine`: what is said of it."""
    now = reading.situation
    told = bool(reading.people) and not any(each.whom for each in reading.people)
    if not told or writer_beside(reading, reading.people) != reading.people:
        return None
    books = [each for each in mine() if isinstance(each[1], Book)]
    theirs = Book(services=tuple(now.services), for_whom=now.companions[0])
    return [(-1, theirs), *books]
