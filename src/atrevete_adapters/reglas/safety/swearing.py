"""Swearwords: an offence when they are aimed at her; else it is only how somebody talks (R52).

«Soy una inútil con el móvil», «puto enlace», «pregunta tonta: …» and «mi perra está mala» insult
nobody; «sois unos inútiles», «contesta ya, idiota» and «menuda mierda de servicio» do.
"""

from ..reading import Reading
from ..text.notation import Found
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind

_AIMS, _IS_HERS = words_of_kind("aims"), words_of_kind("is_hers")
_NO_INSULTS = words_of_kind("no_insults")
#: «sois todos unos … inútiles».
_BEFORE, _AFTER = 4, 3
#: Beside an insult that stands alone: «hola idiota», «y encima payasos».
_FILLERS = listed("hola oye eh y , . ! ¡ | encima ademas anda venga pues so que vaya de")


def offends(reading: Reading) -> bool:
    """Whether she or the salon is insulted or molested."""
    return reading.has("offend") or any(
        _is_aimed(reading, each) for each in reading.spans("swears")
    )


def _is_aimed(reading: Reading, span: Found[str]) -> bool:
    text = reading.text
    first, last = reading.clause(span.start)
    before = text.words(max(first, span.start - _BEFORE), span.start)
    after = text.words(span.end, min(last, span.end + _AFTER))
    return bool(_AIMS & {*before} or _IS_HERS & {*after}) or _stands_alone(reading, span)


def _stands_alone(reading: Reading, span: Found[str]) -> bool:
    """«contesta ya, idiota»; «qué idiota, era el martes» is said of oneself."""
    text = reading.text
    said = text.words(span.start, span.end)
    if _NO_INSULTS.issuperset(said):
        return False
    first, last = _between_commas(reading, span)
    rest = [*text.words(first, span.start), *text.words(span.end, last)]
    of_oneself = "que" in rest and (first, last) != (0, len(text))
    return set(rest) <= _FILLERS and not of_oneself


def _between_commas(reading: Reading, span: Found[str]) -> tuple[int, int]:
    text = reading.text
    first, last = reading.clause(span.start)
    commas = [at for at in range(first, last) if text.word(at) == ","]
    first = max((at + 1 for at in commas if at < span.start), default=first)
    return first, min((at for at in commas if at >= span.end), default=last)
