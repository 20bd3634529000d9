"""«¿Me podéis juntar las dos citas?»: one of two goes to the day of the other (R37)."""

import re

from atrevete_core.domain.commands import ChangeAppointment, ChooseWhen, Command, DayRange, When

from ..reading import Reading
from ..temporal.items import Days
from ..which_and_target import fits
from .which import which_one

_BOTH = r"\b(?:las dos|los dos|las 2|ambas|ambos|las citas|mis citas|una y (?:la )?otra)\b"
_ONE_DAY = (
    r"\b(?:(?:mismo|solo|unico) dia|juntas|juntos|seguidas|seguidos"
    r"|una (?:detras|despues) de (?:la )?otra|de (?:un tiron|una vez|golpe))\b"
)
_PUTS = r"\b(?:pon|pas|hac|dej|mov|muev|cambi|agrup|coloc|met|ser|coincid|quer|quier|prefer|ten)\w*"
_TOGETHER = re.compile(
    rf"\b(?:junt|un)(?:ar|ad|en|a|e|as|ais|emos|amos)(?:me|nos)?(?:l[oa]s)?\b.*{_BOTH}"
    rf"|\b(?:juntar|unir|agrupar)(?:me|nos)?l[oa]s\b|\b(?:junta|une)(?:me|nos)l[oa]s\b"
    rf"|{_PUTS}.*{_BOTH}.*{_ONE_DAY}|{_BOTH}.*{_PUTS}.*{_ONE_DAY}|{_BOTH}.*{_ONE_DAY}.*{_PUTS}"
)
_TWO = 2
_OTHERS = ("cancel", "cancel_now", "my_appointments", "late", "price", "total")


def put_together(reading: Reading) -> tuple[Command, ...]:
    """Which one moves, when a day is named that one of them has; else that is asked."""
    now = reading.situation
    if len(now.upcoming) != _TWO or now.services or now.offered or reading.has(*_OTHERS):
        return ()
    if reading.people or not _TOGETHER.search(reading.text.line):
        return ()
    days = [each for each in reading.items if isinstance(each.values[0], Days)]
    there = [own for own in now.upcoming if any(fits(each, [own.start]) for each in days)]
    if len(there) != 1:
        return (ChangeAppointment(),)
    moves = next(each for each in now.upcoming if each is not there[0])
    day = there[0].start.date()
    when = When(days=DayRange(first=day, last=day))
    return (ChangeAppointment(which=which_one(reading, moves)), ChooseWhen(when=when))
