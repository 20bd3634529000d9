"""«No, déjala como estaba»: what was moved a moment ago goes back to where it was (R20, R37)."""

import re
from datetime import date

from atrevete_core.domain.commands import (
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    Command,
    ConfirmAttendance,
)
from atrevete_core.ports.language_model import Question, Upcoming

from ..reading import Reading
from ..temporal.items import Clock, Days, Unit
from ..which_and_target import spoken_of
from .which import when_of, which_one

#: «como estaba», «la de antes», «vuelve a ponerla»; «como está» leaves it where it is now.
_BACK = re.compile(
    r"\b(?:como|donde|cuando|tal cual|lo que|la que|el que|que) (?:ya |la |lo |me la )?"
    r"(?:estaba|tenia|teniamos|habia|era|habiamos quedado|antes)\b"
    r"|\b(?:la|lo|el|a la|al)(?: \w+)? (?:de antes|anterior|original)\b|\bcomo al principio\b"
    r"|\bdesha(?:z|ced|cer|ga|gan)\w*\b|\b(?:vuelve|vuelva|volved|vuelvan|volver) a "
    r"(?:poner|dejar|pasar|como|la|lo|mi)\w*\b|\b(?:dejar|poner)\w* otra vez\b"
)
#: «deja el viernes», of the day on which it was.
_LEAVE = re.compile(r"\b(?:deja|deje|dejad|dejen|dejame|dejeme|dejemos|dejamos)\w*\b")
_MOVING = frozenset({Question.NEW_DAY, Question.SLOT, Question.DAY})
_OTHERS = (
    "cannot",
    "cancel",
    "cancel_now",
    "price",
    "total",
    "my_appointments",
    "receipt",
    "usual",
)


def undone(reading: Reading) -> tuple[Command, ...]:
    """The appointment that was moved, back to its day, hour and stylist; one that was only about to
    move stays; nothing otherwise.
    """
    own, now = spoken_of(reading), reading.situation
    if reading.mentions or reading.people or reading.has(*_OTHERS):
        return ()
    if moves := next((each for each in now.upcoming if each.asked_about), None):
        is_kept = reading.question in _MOVING and _goes_back(reading, moves.start.date())
        return (ConfirmAttendance(),) if is_kept else ()
    if own is None or own.before is None or now.services or now.offered:
        return ()
    if not _goes_back(reading, own.before.start.date()):
        return ()
    which = which_one(reading, own) if len(now.upcoming) > 1 else None
    there = Upcoming(start=own.before.start)
    said: list[Command] = [ChangeAppointment(which=which)]
    if own.before.stylist != own.stylist:
        said.append(ChooseStylist(stylist=own.before.stylist))
    return (*said, ChooseWhen(when=when_of(there)))


def _goes_back(reading: Reading, day: date) -> bool:
    days = [each.values[0] for each in reading.items if isinstance(each.values[0], Days)]
    if any(isinstance(each.values[0], Clock) for each in reading.items):
        return False
    named = bool(days) and all(_is_of(each, day) for each in days)
    if days and not named:
        return False
    line = reading.text.line
    return bool(_BACK.search(line)) or (named and bool(_LEAVE.search(line)))


def _is_of(said: Days, day: date) -> bool:
    """Its date, or its weekday, whichever week that would be."""
    if said.single is None:
        return False
    same_weekday = said.unit is Unit.WEEKDAY and said.single.weekday() == day.weekday()
    return said.single == day or same_weekday
