"""What an appointment that exists is to have as well (R44): «¿puedo añadir un secado a la del
jueves?», «además del corte quiero mechas», «ese día también las cejas».
"""

import re
from datetime import datetime
from itertools import pairwise

from atrevete_core.domain.commands import AddServices, UnclearService
from atrevete_core.ports.language_model import Question, Upcoming

from ..mention import Mention
from ..reading import Reading
from ..temporal.items import Sign
from ..which_and_target import fits, spoken_of, target_items
from .which import ALSO, moved_as_well, of_that_day

_ASIDE = ("price", "duration", "total", "what_is", "compare", "usual")
_NEAR = 4
_ADDS = ("añad", "agreg", "sum", "inclu")
_HOW_MUCH_IF = re.compile(r"\b(?:cuanto|cuantos|que) .*\bsi ")
_THEM = ("la", "las", "lo", "los")
_ONES_OWN = (("a", "la"), ("a", "mi"), ("a", "lo"), ("en", "la"), ("en", "mi"), ("con", "la"))


def adds_to_own(reading: Reading) -> AddServices | None:
    """«¿puedo añadir un secado a la del jueves?», «…un tinte»: to the appointment that exists."""
    if reading.has("waiting_list"):
        return None  # «¿me puedes sumar a la lista de espera de mechas?»
    if told := _those_told_of(reading):
        return AddServices(services=told)
    new = _without_place(reading, _beside_what_was_booked(reading) or _added(reading))
    names = tuple(dict.fromkeys(each.names[0] for each in new if each.clear))
    unclear = tuple(_unclear(reading, each) for each in new if not each.clear)
    return AddServices(services=names, unclear=unclear) if new else None


def _unclear(reading: Reading, named: Mention) -> UnclearService:
    words = reading.text.written(named.start, named.end)
    return UnclearService(words=words, candidates=named.names)


def _added(reading: Reading) -> list[Mention]:
    """«añade un secado a la del jueves», «¿me podéis sumar un barro?»."""
    words = reading.text.words()
    added = next((at for at, word in enumerate(words) if word.startswith(_ADDS)), None)
    if added is None or not reading.situation.upcoming or reading.situation.services:
        return []
    asks_first = reading.asks and _HOW_MUCH_IF.search(reading.text.line)
    if asks_first and reading.has("price", "total"):
        return []  # «¿cuánto me sale si al corte del jueves le sumo unas mechas?»
    named = [each for each in reading.mentions if each.start > added]
    pairs = list(pairwise(words))
    to_it = named and any(pair in _ONES_OWN for pair in pairs[named[-1].end :])
    own = to_it or bool({"me", "le"} & set(words[max(0, added - 2) : added]))
    return named if own or _only_one(reading) is not None else []


def _only_one(reading: Reading) -> Upcoming | None:
    """«quiero añadir un secado», «y ya que voy, un barro»: there is but one that is meant."""
    now = reading.situation
    fresh = not (now.offered or now.choices or now.services or reading.people)
    aside = reading.has(*_SOMETHING_ELSE) or (reading.has("change") and not moves_too(reading))
    fresh = fresh and not aside and not _only_asks(reading)
    others = _ANOTHER_ONE.search(reading.text.line)
    return now.upcoming[0] if fresh and not others and len(now.upcoming) == 1 else None


_SOMETHING_ELSE = ("cancel", "cancel_now", "late", "offers", "consultation")
#: «también quiero cita para un barro»; not «cámbiame la cita y añade un barro».
_ANOTHER_ONE = re.compile(
    r"(?<!\bla )(?<!\bmi )(?<!\besa )(?<!\bmisma )"
    r"\b(?:cita|hora|horita|hueco|turno|reserva|sitio|otr[ao]|aparte)\b"
)


def _those_told_of(reading: Reading) -> tuple[str, ...]:
    """«vale, añádelas», after their price was asked for the appointment that exists."""
    now, words = reading.situation, reading.text.words()
    them = any(word.startswith(_ADDS) and word.endswith(_THEM) for word in words)
    if not them or reading.question is not Question.ANYTHING_ELSE or len(now.upcoming) != 1:
        return ()
    if now.services or reading.mentions or reading.people:
        return ()
    return tuple(name for name in now.choices if name not in now.upcoming[0].services)


def _without_place(reading: Reading, named: list[Mention]) -> list[Mention]:
    """«un secado después del corte»: the second only says when, for it is there already."""
    there = [
        each
        for each in named[1:]
        if {"despues", "antes", "tras", "junto"} & set(
            reading.text.words(max(0, each.start - 3), each.start)
        )
    ]  # fmt: skip
    return [each for each in named if each not in there]


def _beside_what_was_booked(reading: Reading) -> list[Mention]:
    """«ah, y me pones también secado», right after «cita confirmada» or on the day of it."""
    more = _more_than_is_had(reading)
    own = spoken_of(reading) or of_that_day(reading) or more or _on_its_day_too(reading)
    own = own or _only_one(reading)
    if own is None or reading.situation.services or reading.people or reading.has(*_ASIDE):
        return []
    words = set(reading.text.words())
    along = words & ALSO or _ALONG.search(reading.text.line)
    if not (along or any(word.startswith(_ADDS) for word in words) or more):
        return []
    apart = {"otra", "otro"} & words or ("aparte" in words and not more)
    if apart or not _only_then(reading, own.start):
        return []
    had = {name for each in reading.situation.upcoming for name in each.services}
    return [each for each in reading.mentions if not had & set(each.names)]


_ALONG = re.compile(r"\bya que (?:voy|vengo|estoy|estare|me pongo)\b|\bde paso\b|\bya puest[oa]s\b")
#: «además del corte», «en vez de solo cortar».
_MORE_THAN = re.compile(
    r"\b(?:ademas|aparte) (?:del|de)(?: (?:el|la|los|las|mi))?$"
    r"|\ben (?:vez|lugar) de (?:solo|solamente)(?: (?:el|la|los|las))?$"
)
_THEN = re.compile(
    r"\b(?:ese|el mismo|ese mismo) dia\b|\bcuando vaya\b"
    r"|\b(?:a|en|con|ampliar|alargar) (?:la|mi) (?:cita|reserva)\b(?! del? )"
)


def _more_than_is_had(reading: Reading) -> Upcoming | None:
    """«además del corte quiero mechas», «al final corte y peinado», of the only appointment."""
    now = reading.situation
    first = reading.mentions[0] if reading.mentions else None
    if len(now.upcoming) != 1 or now.offered or first is None or _only_asks(reading):
        return None
    if not set(first.names) & set(now.upcoming[0].services):
        return None
    before = reading.text.between(max(0, first.start - _NEAR - 1), first.start)
    after = reading.text.words(first.end, first.end + 1) in (["y"], ["con"], ["mas"])
    rather = after and reading.has("instead") and not reading.has("only")
    return now.upcoming[0] if rather or _MORE_THAN.search(before) else None


def _only_asks(reading: Reading) -> bool:
    """«además del corte, ¿hacéis mechas?»; «¿me podéis hacer mechas?» wishes them."""
    wishes = ("book", "availability", "elsewhere", "also", "instead")
    return reading.asks and not (reading.has(*wishes) and not reading.has("offers"))


def _on_its_day_too(reading: Reading) -> Upcoming | None:
    """«ese día también las cejas», «¿se puede ampliar la cita para hacerme un barro?»."""
    now = reading.situation
    if len(now.upcoming) != 1 or now.offered or not _THEN.search(reading.text.line):
        return None
    return now.upcoming[0]


def moves_too(reading: Reading) -> bool:
    """«pásala al sábado y añade un barro»; not «…y también un barro el martes», which is two."""
    first = min((each.start for each in reading.mentions), default=len(reading.text))
    before = all(each.start < first for each in target_items(reading))
    return before and bool(moved_as_well(reading))


def _only_then(reading: Reading, start: datetime) -> bool:
    """No other time is named than that of the appointment, or than the one it moves to."""
    return moves_too(reading) or all(
        isinstance(each.values[0], Sign) or fits(each, [start]) for each in reading.items
    )
