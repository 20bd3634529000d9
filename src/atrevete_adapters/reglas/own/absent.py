"""Who has an appointment and does not come after all: «mi hermana no va», «quita a Ana»."""

from collections.abc import Sequence

from atrevete_core.domain.commands import Book, Command
from atrevete_core.ports.language_model import Coming, Upcoming

from ..people.company import those_out
from ..reading import Reading
from ..which_and_target import fits


def absent(reading: Reading) -> list[Upcoming]:
    """The appointments of those who do not come, when no other time is asked for instead."""
    now = reading.situation
    theirs = [each for each in now.upcoming if each.person]
    if not theirs or now.services or now.offered or reading.has("change", "another_day", "late"):
        return []
    starts = [each.start for each in theirs]
    if reading.asks or not all(fits(each, starts) for each in reading.items):
        return []
    out = those_out(reading, [_as_coming(each) for each in theirs])
    return [each for each in theirs if _as_coming(each) in out]


def comes_anyway(reading: Reading, said: Sequence[tuple[int, Command]]) -> bool:
    """«un corte para mi padre, que el pobre ya no puede venir solo», «apunta a mi madre, yo no
    voy»: something is booked, and there is nothing to cancel.
    """
    now = reading.situation
    books = any(isinstance(each, Book) and (each.services or each.unclear) for _, each in said)
    return books and not (now.has_upcoming or now.waits_for_payment)


def _as_coming(own: Upcoming) -> Coming:
    return Coming(whom=own.relation or own.person, name=own.person)
