"""How many come, where no "somos" says it: «un corte para dos», «queremos cortarnos el pelo los
dos», «somos pareja» (R27).
"""

import re

from ..reading import Reading

_NUMBERS = {"dos": 2, "tres": 3, "cuatro": 4}
_ENDS = (
    r"(?= (?:[,.|!?]|personas|el |este |mañana|hoy |por |porfa|junt[ao]s|a la vez|con |y |para )|$)"
)
#: Not «cortarnos a las dos», «depilarnos las dos piernas».
_ALL_OF_US = re.compile(
    rf"\b\w+[aei]rnos (?:(?!a\b)\w+ ){{0,3}}?(?:nosotr[oa]s )?(?:los|las) (dos|tres|cuatro){_ENDS}"
)
_COUPLE = re.compile(r"\b(?:somos|venimos|iriamos|iremos) (?:en |una |un )?(?:pareja|matrimonio)\b")
_FOR_SO_MANY = re.compile(rf"^para (dos|tres|cuatro){_ENDS}")
_FAR = 4
_TWO = 2


def counted(reading: Reading) -> int:
    """0 when nothing tells it."""
    text = reading.text
    line = text.line.rstrip()
    said = [each[1] for each in _ALL_OF_US.finditer(line)]
    for named in reading.mentions:
        after = _FOR_SO_MANY.match(text.between(named.end, named.end + _FAR))
        said += [after[1]] if after else []
    couple = _TWO if _COUPLE.search(line) else 0
    return max([couple, *(_NUMBERS[each] for each in said)])
