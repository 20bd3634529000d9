"""What is only decided in the salon is not booked: «corte el viernes, y las cejas ya veré allí»."""

import re

from ..reading import Reading

_THERE = (
    r"(?:(?:ya )?(?:alli|ahi|alla|aqui|en el (?:momento|salon|sitio)|sobre la marcha"
    r"|ese (?:mismo )?dia|in situ|cuando (?:este|llegue|vaya|me (?:vea|sienta))"
    r"|segun (?:vea|me vea|vaya))"
    r"(?: mism[oa])?(?: ya)?)"
)
_DECIDES = r"(?:decid\w+|vere|veo|vemos|veremos|miro|pienso|pensare|animo|anime|elijo|escojo)"
_FEW = r"(?: (?!y |pero )[^\s,.?!|]+){0,4}? "
_SAID = re.compile(rf"\b(?:{_DECIDES}{_FEW}{_THERE}|{_THERE}{_FEW}(?:{_DECIDES}|añadir|pedir))\b")
_PARTS = re.compile(r"(?:^|(?<= ))(?:y|pero|luego|,|[.?!|]) ")


def drop_decided_there(reading: Reading) -> None:
    """Drop the service that is spoken of beside those words, when another is wished."""
    line = reading.text.line
    said = _SAID.search(line)
    if said is None or not reading.mentions:
        return
    place = reading.text.index_at(said.start())
    first, last = reading.clause(place)
    inside = [each for each in reading.mentions if first <= each.start < last]
    cuts = [reading.text.index_at(each.start()) for each in _PARTS.finditer(line)]
    begins = max((at for at in cuts if first < at <= place), default=first)
    own = [each for each in inside if each.start >= begins]
    before = [each for each in inside if each.start < begins]
    gone = own or before[-1:]
    if len(gone) < len(reading.mentions):
        for each in gone:
            reading.drop_mentions(each.start, each.end)
