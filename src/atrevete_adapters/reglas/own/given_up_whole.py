"""«al final no quiero el corte», «ya no me corto el pelo»: with its only service the appointment is
given up (R19); Maite still asks.
"""

import re

from atrevete_core.domain.commands import CancelAppointment, Command

from ..mention import Mention
from ..reading import Reading
from ..temporal.items import Sign
from ..text.words import listed
from ..wanted.refusing import is_refused
from ..which_and_target import fits
from .which import which_one

_NO_MORE = re.compile(
    r"\b(?:ya|al final|finalmente|mejor|pues|creo que)(?: \w+)? no\b"
    r"|\bno (?:me )?(?:quiero|apetece|voy a|hace falta|necesito|interesa)\b"
)
_OTHERS = (
    "change", "cancel", "cancel_now", "late", "usual", "price", "praise", "also", "another_day",
)  # fmt: skip
#: Words of refusing, not of something else: «las cejas ya no me las hago».
_LIGHT = listed(
    "me nos la las lo los el ya al final no quiero apetece hace falta voy vamos a hacer hacerme "
    "hago hare interesa necesito que pues creo finalmente mejor mi de del dejo dejamos dejalo eh"
)
_FEW_WORDS = 1
#: «no me hace falta el corte».
_NEEDS_NONE = re.compile(
    r"\bno (?:me |nos )?(?:hace falta|apetece|interesa|necesito|voy a hacer(?:me)?)"
    r"(?: (?:el|la|los|las|mi|un|una))*$"
)


def given_up_whole(reading: Reading) -> tuple[Command, ...]:
    """The cancellation of the only appointment that has nothing but what is refused."""
    now = reading.situation
    if now.services or now.offered or now.waits_for_payment or reading.people or reading.asks:
        return ()
    refused = {name for each in reading.mentions for name in each.names}
    if not refused or not all(_is_refused(reading, each) for each in reading.mentions):
        return ()
    gone = [each for each in now.upcoming if {*each.services} <= refused]
    if len(gone) != 1 or reading.has(*_OTHERS) or not _NO_MORE.search(reading.text.line):
        return ()
    other = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    left = reading.left_over("no", "thanks", "greeting", "stop_booking", "takes_back")
    more = [at for at in left if reading.text.word(at) not in _LIGHT]
    if len(more) > _FEW_WORDS or not all(fits(each, [gone[0].start]) for each in other):
        return ()  # «al final no quiero el corte tan corto como la otra vez»
    which = which_one(reading, gone[0]) if len(now.upcoming) > 1 else None
    return (CancelAppointment(which=which),)


def _is_refused(reading: Reading, named: Mention) -> bool:
    """«el corte no», «las cejas ya no me las hago», «no me hace falta el corte»."""
    after = reading.text.words(named.end, named.end + 2)
    before = reading.text.between(max(0, named.start - 6), named.start)
    later = after[:1] == ["no"] or after == ["ya", "no"]
    return later or bool(_NEEDS_NONE.search(before)) or is_refused(reading, named)
