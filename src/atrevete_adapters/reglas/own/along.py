"""Somebody comes along to an appointment that exists: «sí, allí estaré; ¿y mi marido puede venir a
la misma hora?» is one booking, for him (R24, R28).
"""

import re

from atrevete_core.domain.commands import ChooseWhen, Command, DayRange, When
from atrevete_core.ports.language_model import Question, Upcoming

from ..minutes import SAME_HOUR, a_little_off, as_it_was
from ..reading import Reading
from ..temporal.items import Clock, Days, Hours
from ..which_and_target import fits, spoken_of
from .which import when_of

_WITH_ME = re.compile(
    r"(?:^| )(?:(?:a )?la misma hora|a esa (?:misma )?hora|conmigo|a la vez|al mismo tiempo|juntos"
    r"|juntas|a la par|cuando yo|igual que yo)(?: |$)"
    r"|(?:^| )(?:llevar(?:me)?|traer(?:me)?|llevo|traigo) a mi \w+ .*\btambien(?: |$)"
)
_THAT_DAY = re.compile(r"(?:^| )(?:ese|el|mi) mismo dia(?: |$)|(?:^| )ese dia(?: |$)")
_BESIDE = frozenset({"que", "cuando", "con", "como"})


def joined(reading: Reading) -> Upcoming | None:
    """The appointment to which somebody else comes along, while nothing is being booked."""
    now = reading.situation
    others = any(each.whom for each in reading.people)
    if not others or now.services or now.offered or not now.upcoming:
        return None
    line = reading.text.line
    own = spoken_of(reading) or (now.upcoming[0] if len(now.upcoming) == 1 else None)
    named = [
        each
        for each in now.upcoming
        if any(isinstance(item.values[0], Days) and fits(item, [each.start])
               for item in reading.items)
    ]  # fmt: skip
    if len(named) == 1 and named[0] is not own:
        own = named[0]
    beside = _WITH_ME.search(line) or _THAT_DAY.search(line)
    reminded = now.question is Question.ATTENDANCE
    return own if own and (beside or (named and reading.has("attend")) or reminded) else None


def for_whoever_joins(reading: Reading) -> Reading:
    """«conmigo», «cuando yo»: the writer has theirs already, and wants nothing for themselves."""
    if joined(reading) is not None:
        reading.people = [
            each for each in reading.people if each.whom or not _beside(reading, each.start)
        ]
        if _WITH_ME.search(reading.text.line):
            reading.found = {**reading.found, "my_appointments": [], "for_two": []}
    return reading


def _beside(reading: Reading, place: int) -> bool:
    word, before = reading.text.word(place), reading.text.word(place - 1)
    return word == "conmigo" or (word == "yo" and before in _BESIDE)


def at_that_hour(reading: Reading) -> list[tuple[int, Command]]:
    """«a la misma hora», «conmigo», «ese mismo día», with no other day or hour said."""
    own = joined(reading)
    if own is None:
        return _on_its_day(reading) or _at_its_hour(reading)
    times = [each for each in reading.items if isinstance(each.values[0], Days | Clock | Hours)]
    others = [each for each in times if not fits(each, [own.start])]
    place, day = len(reading.text), own.start.date()
    if not others and _WITH_ME.search(reading.text.line):
        return [(place, ChooseWhen(when=when_of(own)))]
    wish = reading.when() or When()
    if (own_day := wish.days is None and _THAT_DAY.search(reading.text.line)) or (
        wish.days is None and reading.question is Question.ATTENDANCE and others
    ):
        said = wish if own_day or others else When()
        dated = said.model_copy(update={"days": DayRange(first=day, last=day)})
        return [(place, ChooseWhen(when=dated))]
    return []


def wants_more(reading: Reading) -> bool:
    """«allí estaré; ¿y mi marido puede venir?», «sí, y ponme otra el viernes»."""
    wants = reading.has("book", "availability")
    if joined(reading):
        return wants or bool(reading.mentions)
    another = {"otra", "tambien", "ademas"} & set(reading.text.words())
    return bool(wants and another and (reading.mentions or reading.items))


def _on_its_day(reading: Reading) -> list[tuple[int, Command]]:
    """«otra cita para las cejas ese mismo día», of the only appointment there is."""
    now = reading.situation
    own = spoken_of(reading) or (now.upcoming[0] if len(now.upcoming) == 1 else None)
    new = reading.mentions and not (now.services or now.offered or reading.has("change", "cancel"))
    wish = reading.when() or When()
    if own is None or not new or wish.days or not _THAT_DAY.search(reading.text.line):
        return []
    day = own.start.date()
    days = DayRange(first=day, last=day)
    return [(len(reading.text), ChooseWhen(when=wish.model_copy(update={"days": days})))]


def _at_its_hour(reading: Reading) -> list[tuple[int, Command]]:
    """«pues el jueves a la misma hora», of the appointment that is to move."""
    now = reading.situation
    own = next((each for each in now.upcoming if each.asked_about), None)
    wish = reading.when()
    if own is not None and wish is None and now.question is Question.NEW_DAY:
        wish = a_little_off(reading, own.start)  # «más temprano»
        return [(0, ChooseWhen(when=wish))] if wish else []
    if own is None or not SAME_HOUR.search(reading.text.line):
        return []
    if wish is None or wish.days is None:  # «a la misma hora», to «¿a las 10:00 o a las 14:30?»
        day = now.day_on_offer
        days = DayRange(first=day, last=day) if day else None
        wish = (wish or When()).model_copy(update={"days": days})
    same = as_it_was(reading, own.start, wish) or wish
    return [(len(reading.text), ChooseWhen(when=same))]
