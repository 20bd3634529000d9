"""What is only said as a reason, and is no wish: «para el día de la madre, el viernes», «luego me
peino yo en casa».
"""

import re

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Days
from .closed_days import drop_told_closed
from .told_days import drop_told_days

#: What answers these names a day: «hasta el viernes».
_ASKS_DAY = frozenset({Question.DAY, Question.NEW_DAY})
_FEAST = "named.feast"
#: «ya me peino yo», «que luego me seco en casa»
_ONESELF = re.compile(
    r"(?:^| )(?:(?:luego|despues|ya|que luego|que despues|que ya)(?: ya| despues| en casa| luego)?"
    r" me (?:lo |la |las |los )?\w+o(?: yo| sola| solo| en casa| a mi aire| el pelo)*"
    r"|que me (?:lo |la )?\w+o yo|me (?:lo |la |las |los )?\w+o (?:yo )?(?:sola |solo )?en casa) "
)


def drop_reasons(reading: Reading) -> None:
    """Drop the feast beside the day itself, and what somebody does for themselves."""
    _drop_feast(reading)
    _drop_goodbye(reading)
    for promise in reading.spans("take_time"):  # «mañana te lo confirmo» wishes no tomorrow
        reading.drop_items(promise.start, promise.end)
    for named in reading.mentions:  # «raparme al 2» says how short, and no day
        if reading.text.word(named.end - 2) == "al":
            reading.drop_items(named.end - 2, named.end)
    _drop_after_it(reading)
    drop_told_days(reading)
    drop_told_closed(reading)
    line = reading.text.line
    for said in _ONESELF.finditer(line):
        start = reading.text.index_at(said.start() + (line[said.start()] == " "))
        end = reading.text.index_at(said.end())
        if not any(each.start == start for each in reading.mentions):
            reading.drop_mentions(start, end)


#: «¿me da tiempo a estar a las 12 fuera?»: by then it is to be over; it begins when it did.
_IN_TIME = re.compile(
    r"(?<!\bno )\b(?:me|nos) (?:da|dara|daria|dais) tiempo (?:a|de|para) "
    r"(?:estar|salir|llegar|irme|irnos|ir|coger|recoger|volver)\b"
)


def _drop_after_it(reading: Reading) -> None:
    """Only what is asked; «no me da tiempo a llegar a las 5, mejor a las 6» says when to come."""
    said = _IN_TIME.search(reading.text.line) if reading.situation.services else None
    if said is None:
        return
    place = reading.text.index_at(said.start())
    end = reading.clause(place)[1]
    if reading.text.word(end) == "?":
        words = reading.text.words(place, end)
        reading.drop_items(place, place + words.index(",") if "," in words else end)


def _drop_goodbye(reading: Reading) -> None:
    """«vale pues gracias, ¡hasta el sábado!»: they will meet then, it is no deadline."""
    said = _GOODBYE.search(reading.text.line)
    if said is not None and not reading.asks and reading.question not in _ASKS_DAY:
        reading.drop_items(reading.text.index_at(said.start("bye")), len(reading.text))


#: At the end, in a clause of its own or after a thank-you.
_GOODBYE = re.compile(
    r"(?:^|[,.!|] |\b(?:gracias|vale|ok|perfecto|genial|guay|listo|y|pues|estupendo) )"
    r"(?P<bye>(?:hasta|nos vemos|te veo|os veo|la veo) (?:(?:el|este|mañana) )?(?:proximo )?"
    r"(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|mañana|dia \d+|entonces))"
    r"(?: (?:pues|entonces|guap\w+|gracias|maite|besos|chao|adios)| [,.!|])* *$"
)


def _drop_feast(reading: Reading) -> None:
    """«para el día de la madre, el viernes por la tarde»: the day is the one that is named."""
    days = [each for each in reading.items if isinstance(each.values[0], Days)]
    own = [each for each in days if each.rule != _FEAST and _is_single(each.values[0])]
    for each in days:
        later = any(other.start >= each.end for other in own)
        if each.rule == _FEAST and later and _is_reason(reading, each.start):
            reading.drop_items(each.start, each.end)


def _is_reason(reading: Reading, place: int) -> bool:
    """«para el día de la madre», «ah, la Almudena, es verdad»; not «¿abrís en Reyes?»."""
    words = reading.text.words(0, place + 1)
    known = bool(_KNOWN.search(reading.text.line)) and not reading.asks
    return known or bool({"para", "por"} & set(words[-2:]))


_KNOWN = re.compile(r"\b(?:es verdad|es cierto|no cai|se me olvid\w*|ni me acord\w*|cierto|claro) ")


def _is_single(value: object) -> bool:
    return isinstance(value, Days) and value.single is not None
