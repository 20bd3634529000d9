"""Who was about to move or cancel, and comes after all: «…no, deja, voy el viernes» (R37).

The last word counts: after it nothing is moved, and no time is named but the appointment's own.
"""

import re

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Days, Sign
from ..which_and_target import fits
from .if_not import is_if_not

_STAYS = re.compile(
    r"\b(?:(?:deja|dejal|dejel|dejadl|dejenl|dejeml|dejaml)(?:o|a)?\b"
    r"(?! (?:(?:la|lo|me la|me lo) )?(?:para|al|a las|a la|sin|en) )"
    r"|no (?:me |nos )?(?:la |lo )(?:toque|mueva|cambie|cancele|anule|quite)\w*"
    r"|(?<!\bno )(?<!\bni )(?:voy|vamos|ire|iremos|estare|estaremos|acudire|asistire) "
    r"(?:el|este|alli|ahi|sin falta|seguro|fijo|como|a la mia|de todas)\b"
    r"|(?:al final|ahora|pero|yo|bueno|ya|que) si (?:que )?(?:puedo|podre|voy|ire|llego|podemos)\b"
    r"|(?:como|lo que) (?:quedamos|habiamos quedado|estaba|teniamos)\b"
    r"|nos vemos (?:el|a las)\b|me la quedo|la mantengo|la dejo como|lo dejo como|queda como)"
)
#: These say it of whatever day was named last.
_THERE = re.compile(
    r"\b(?:(?:alli|ahi) (?:estare|estaremos|estoy|me tienes|me teneis)"
    r"|nos vemos (?:alli|ahi|entonces)|(?:cuenta|contad|cuente) conmigo)\b"
)
_MOVES = ("change", "cancel", "cancel_now", "cannot", "another_day", "instead", "later", "earlier")
_OTHERS = ("late", "usual", "price", "total", "duration", "also", "open_question", "comes_with")


def comes_after_all(reading: Reading) -> bool:
    """Whether all that is said comes to this: the appointment stays, and they will be there."""
    now = reading.situation
    if not now.upcoming or now.services or now.offered or reading.people or reading.has(*_OTHERS):
        return False
    starts = [each.start for each in now.upcoming]
    own_times = all(
        isinstance(each.values[0], Sign) or fits(each, starts) for each in reading.items
    )
    line = reading.text.line
    said = [*_STAYS.finditer(line), *(_THERE.finditer(line) if own_times else ())]
    cancelling = reading.question in _CANCELLING
    if not said or cancelling or is_if_not(reading) or _speaks_of_services(reading):
        return False
    places = [reading.text.index_at(each.start()) for each in said]
    moves = [each for intent in _MOVES for each in reading.spans(intent)]
    last = max(places)
    following = [each for each in reading.items if each.start >= last]
    if reading.asks and reading.text.word(len(reading.text) - 1) == "?":
        return False
    own = [each for each in following if isinstance(each.values[0], Days)]
    if len(starts) > 1 and not own:
        return False  # «…pero la del viernes déjala»: of several, which one moves is told elsewhere
    later = any(each.start > last and not _is_denied(reading, each.start) for each in moves)
    told = all(isinstance(each.values[0], Sign) or fits(each, starts) for each in following)
    if not told or later:
        return False
    sure = own_times and _SURE.search(line) is not None
    return sure or _was_to_move(reading, last)


def _speaks_of_services(reading: Reading) -> bool:
    """Another service than is booked, or one of several."""
    for own in reading.situation.upcoming:
        if len(own.services) > 1 and reading.mentions:
            return True
    had = {name for each in reading.situation.upcoming for name in each.services}
    return any(not had & set(each.names) for each in reading.mentions)


_CANCELLING = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND})


_SURE = re.compile(r"\b(?:voy|ire|vamos|iremos) (?:\w+ \w+ )?(?:sin falta|seguro|fijo)\b")


def _is_denied(reading: Reading, place: int) -> bool:
    return "no" in reading.text.words(max(0, place - 3), place + 1)


def _was_to_move(reading: Reading, until: int) -> bool:
    """Something was said before it of moving, not coming, or of another day."""
    intents = ("change", "cancel", "cannot", "another_day", "elsewhere", "not_another")
    starts = [each.start for each in reading.situation.upcoming]
    other = any(
        not isinstance(each.values[0], Sign) and not fits(each, starts) and each.start < until
        for each in reading.items
    )
    return other or any(each.start <= until for intent in intents for each in reading.spans(intent))
