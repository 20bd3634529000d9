"""Who has an appointment and does not come after all: «mi hermana no va», «quita a Ana»."""

from atrevete_core.ports.language_model import Coming, Upcoming

from .company import those_out
from .moving import fits
from .reading import Reading


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


def _as_coming(own: Upcoming) -> Coming:
    return Coming(whom=own.relation or own.person, name=own.person)
