"""Words for being open or closed: asked, known beside the wish, or the day from which to go on."""

import re
from datetime import timedelta

from atrevete_core.domain.commands import DayRange, When

from ..reading import Reading
from ..temporal.items import Days
from ..text.notation import Found, Phrasebook
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind

_OPENING = Phrasebook(
    (phrase, "opening")
    for phrase in (
        (
            "(abris|abre|abren|abrireis|abrira|abriran|abriis|abrides|obriu|trabajais|trabajareis"
            "|atienden|atendeis|atiende|atendes|laburan|trabajan"
            "|cerrais|cerrareis|cierra|cierran|abierto|abiertos|abiertas|cerrado|cerrados)"
        ),
        "estais (abiertos|abiertas|cerrados|el|los)",
        "(estais|estareis|estaran|estaras) [por la tarde|por la mañana] ?",
        "(estareis|estaran) (el|los|este|esta)",
        "(teneis|hay) (abierto|cerrado)",
        "(hay|habra|estara) alguien",
        "are you open",
    )
)
#: «que por la tarde cerráis»: nothing is asked by it, and no afternoon is wished.
TOLD_CLOSED = "told_closed"
_TOLD = re.compile(
    r"\b(?:que|porque|pues|como) (?:(?:ya|claro) )?(?:se que |, )?"
    r"(?:(?:por|a|de) la (?:tarde|mañana)|luego|despues)"
    r"(?: por la (?:tarde|mañana))? (?:no |estais |estan |esta |teneis )*"
    r"(?:cerr(?:ais|an|ado|ados|ada)|abr(?:is|en|e)|atienden|atendeis|trabajais|trabajan)\b"
)
#: «el pelo seco y abierto de puntas», «¿trabajan con cita?».
_OTHER_DOORS = words_of_kind("other_doors")
_OF_HAIR, _NEAR = listed("puntas punta poros poro"), 2
_TAGS = ("no", "verdad", "cierto", "claro")
_IF_CLOSED = re.compile(
    r"(?:^|(?<= ))si (?:\w+ ){1,5}?(?:no (?:abr|trabaj|atiend|atend)\w+|(?:esta\w* )?cerr\w+"
    r"|es (?:fiesta|festivo))\b"
)
_NEXT = re.compile(
    r"\b(?:(?:el|al) )?(?:primer|primero|siguiente|proximo|otro)(?: dia)? (?:que|despues|habil"
    r"|laborable|abierto)\b|\b(?:dia|el) (?:siguiente|despues)\b"
)


def drop_told_closed(reading: Reading) -> None:
    """«el sábado por la mañana, claro, que por la tarde cerráis»."""
    text = reading.text
    for said in _TOLD.finditer(text.line):
        start, end = text.index_at(said.start()), text.index_at(said.end())
        asked = text.word(end) == "?"
        beside = any(each.end <= start or end <= each.start for each in reading.items)
        if asked or not beside or (text.word(end + 1) == "?" and text.word(end) not in _TAGS):
            continue
        reading.drop_items(start, end)
        told = [*reading.spans(TOLD_CLOSED), Found(start, end, TOLD_CLOSED, {})]
        reading.found = {**reading.found, TOLD_CLOSED: told}


#: «¿trabajáis con productos veganos?» asks no hours.
_WORK_WITH = frozenset({"trabajais con", "trabajan con", "trabaja con", "abris con"})


def openings(reading: Reading) -> list[Found[str]]:
    """Words for being open; «que es lo primero que abrís» asks nothing."""
    told = [one for each in reading.spans(TOLD_CLOSED) for one in range(each.start, each.end)]
    return [
        each
        for each in _OPENING.everywhere(reading.text)
        if each.start not in told
        and not any(each.start in known for known in _conditions(reading))
        and reading.text.between(each.start, each.end + 1) not in _WORK_WITH
        and not _is_no_door(reading, each)
        and (reading.asks or reading.text.word(each.start - 1) not in {"que", "cuando"})
    ]


def _conditions(reading: Reading) -> list[range]:
    """«si ese día no abrís, el siguiente»: what is to be then; nothing is asked."""
    text = reading.text
    spans = (
        range(text.index_at(said.start()), text.index_at(said.end()) + 1)
        for said in _IF_CLOSED.finditer(text.line)
    )
    return [each for each in spans if text.word(reading.clause(each.start)[1]) != "?"]


def _is_no_door(reading: Reading, said: Found[str]) -> bool:
    text = reading.text
    hair = _OF_HAIR & {*text.words(max(0, said.start - _NEAR), said.end + _NEAR)}
    if hair or text.between(said.end, said.end + _NEAR) in {"con cita", "sin cita"}:
        return True
    if is_other_door(reading, said.start, said.end):
        return True
    first, last = reading.clause(said.start)  # «¿dónde estáis?»; «el jueves por la tarde, ¿estáis?»
    dated = any(first <= each.start < last for each in reading.items)
    # «hola, ¿hay alguien?»; not «¿ese día hay alguien?»
    knocks = "alguien" in text.words(said.start, said.end) and "dia" not in text.words(first, last)
    return (text.word(said.end - 1) == "?" or knocks) and not dated


def is_other_door(reading: Reading, start: int, end: int) -> bool:
    """«mi tienda abre el sábado», «abren el colegio»: what opens there is not the salon."""
    text = reading.text
    beside = {*text.words(max(0, start - 1), start), *text.words(end, end + _NEAR)}
    return bool(_OTHER_DOORS & beside)


def after_closed(reading: Reading, when: When) -> When:
    """«si el 12 no abrís, el primer día que abráis después»: from the 12th on, though it is not
    open on it.
    """
    said = _IF_CLOSED.search(reading.text.line)
    if said is None or _NEXT.search(reading.text.line, said.end()) is None or when.days is None:
        return when
    inside = range(reading.text.index_at(said.start()), reading.text.index_at(said.end()) + 1)
    if not any(each.start in inside and isinstance(each.values[0], Days) for each in reading.items):
        return when  # «si ese día no abrís, el día siguiente, jueves 10»
    day = when.not_on[-1] if when.not_on else when.days.first
    if day is None or (day != when.days.last and not when.not_on):
        return when
    first = day if reading.moment.hours.is_open(day) else day + timedelta(days=1)
    return when.model_copy(update={"days": DayRange(first=first), "not_on": ()})
