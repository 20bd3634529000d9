"""Whether a service is only asked about: «¿y si quito el peinado, cuánto sería?»; not what is told
before the question: «quita el peinado, ¿cuánto se queda?» (R37).
"""

import re

from ..mention import Mention
from ..reading import Reading

_ASKING = ("price", "duration", "total", "what_is", "compare", "discount")
#: «quita el peinado | y dime cuánto sería».
_THEN_ASKS = re.compile(r"(?:,|\b(?:dime|digame|decidme|me dices|me decis)\b)")
#: «¿y sin el peinado…», «si quito el peinado…»; not «sí, quita el peinado».
_SUPPOSES = re.compile(
    r"^(?:(?:vale|pues|bueno|ok|oye|si ,|no ,|,) )*(?:y )?(?:sin|con|en vez|en lugar)\b"
    r"|(?:^| )si (?!,)"
)


def is_only_asked(reading: Reading, mention: Mention) -> bool:
    """Whether the mention is part of a question, or of what the question supposes."""
    text = reading.text
    start, end = reading.clause(mention.start)
    spans = (each for intent in _ASKING for each in reading.spans(intent))
    asking = [
        each.start
        for each in spans
        if start <= each.start < end and not reading.inside("sums_up", each)  # «en total son»
    ]
    if not asking:
        return text.word(end) == "?"
    first = min(asking)
    told = _THEN_ASKS.search(text.between(mention.end, first))
    return not told or bool(_SUPPOSES.search(f"{text.between(start, mention.start)} "))
