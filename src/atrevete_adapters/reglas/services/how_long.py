"""«Un masaje, que tengo la espalda fatal, una horita»: said apart, how long it is to be."""

import re
from collections.abc import Sequence
from dataclasses import replace

from ..mention import Mention
from ..text.words import Text

#: What a service's name says of its minutes → how people say it.
_SAID = {
    "15": r"(?:un )?cuart(?:o|ito) de hora|(?:15|quince) (?:min|minutos|minutitos|m|')",
    "30": r"media horit?a|media horita|(?:30|treinta) (?:min|minutos|minutitos|m|')",
    "60": r"(?:una|1) hor(?:a|ita)(?: enter[ao]| complet[ao])?"
    r"|(?:60|sesenta) (?:min|minutos|minutitos|m|')",
}
#: «¿cuánto la de quince minutos y cuánto la de treinta?» is about both.
_EACH = r"\b(?:(?:la|el|los|las) de|o (?:la |el )?de)"
_BARE = {
    "15": rf"{_EACH} (?:15|quince)\b",
    "30": rf"{_EACH} (?:30|treinta|media)\b",
    "60": rf"{_EACH} (?:60|sesenta|una hora)\b",
}
_BEFORE = (
    r"(?:[,.|!?(-]|sea|sean|fuera|quiero|queria|dure|durase|(?<!dentro )de(?: los| las| unos)?)"
)
_AFTER = r"(?= (?:[,.|!?;)]|el|la|los|para|a|por|porfa|mañana|hoy|con|y|o|si|este|esta|lunes|martes"
_AFTER += r"|miercoles|jueves|viernes|sabado|mejor|entera|seria|estaria|eh|mas|que)(?= |$)| ?$)"


#: «un masaje, pero que no sea el de una hora».
_DENIED = re.compile(r"\b(?:no|menos|ni|sin)(?: \w+){0,3} $")


def with_how_long(mentions: Sequence[Mention], text: Text) -> list[Mention]:
    """The mentions, each that may be of several lengths narrowed to the one that is said."""
    said = [
        minutes
        for minutes, words in _SAID.items()
        for found in re.finditer(
            rf"(?:^|(?<= )){_BEFORE} (?:(?:pues|como|unos|solo|una de|mejor) )*(?:{words}){_AFTER}",
            text.line,
        )
        if not _DENIED.search(text.line[: found.start()])
    ]
    others = {minutes for minutes, words in _BARE.items() if re.search(words, text.line)}
    if len({*said, *others}) != 1 or not said:
        return [*mentions]
    return [replace(each, names=_of(each, said[0]) or each.names) for each in mentions]


def _of(mention: Mention, minutes: str) -> tuple[str, ...]:
    if mention.clear or not all(re.search(r"\d", name) for name in mention.names):
        return ()
    return tuple(name for name in mention.names if re.search(rf"\b{minutes}", name))
