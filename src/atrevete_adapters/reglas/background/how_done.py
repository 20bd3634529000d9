"""A "no" that refuses nothing on offer: «no uséis laca» tells how the work is to be done, «nada más
que el corte» what it is to be.
"""

import re

from ..text.notation import Found
from ..text.words import Text
from .no_visit import Phrases

_DOES = (
    r"(?:(?:us|utilic|cort|dej|toqu|ech|sequ|lav|alis|planch|rap|aclar|descargu|entresaqu|desfil"
    r"|apliqu|quem|ric|carg)(?:es|e|eis|en)|(?:pong|tiñ|hag)(?:as|a|ais|an))"
)
_NOT_SO = (
    rf"(?:(?:me|nos|le|les|se|lo|la|los|las) )*{_DOES} "
    r"(?!a |al |por la |el (?:lunes|martes|mierc|jueves|viernes|sabado|dia)|es[aeo]\b|ning|nada\b"
    r"|en |con |sin |ahi|antes|despues|para|[,.!|?])\w"
    r"|(?:hace falta|es necesario|necesito) que (?:me |nos |le )*"
    r"(?:lav|sequ|pein|pong|cort|desenr)\w+"
)
_TELLS_HOW = re.compile(rf"(?:^| )no (?:{_NOT_SO})")
_AFTER_NO = re.compile(_NOT_SO)
#: «no quiero nada más que el corte», «nada más, solo el corte», «el corte y nada más».
_NOTHING_ELSE = re.compile(
    r"(?:\bno (?:, )?(?:(?:quiero|necesito|me hago) )?)?\b(?:nada mas|ninguna otra cosa(?: mas)?)"
    r" (?:que|(?:, )?(?:solo|solamente)) (?!eso)|\by nada mas "
)


def is_how_it_is_done(text: Text, said: Found[str], found: Phrases) -> bool:
    """Whether that "no" only begins what is not to be done while working."""
    alone = text.between(said.start, said.end) in {"no", "no hace falta", "no es necesario"}
    after = f"{text.between(said.start + 1, said.end + _FAR)} "
    return alone and text.word(said.start) == "no" and bool(_AFTER_NO.match(after))


def is_nothing_else(text: Text, said: Found[str], found: Phrases) -> bool:
    """Whether it only says that the service that is named is all."""
    return any(
        text.index_at(each.start()) <= said.start and said.end <= text.index_at(each.end() - 1) + 1
        for each in _NOTHING_ELSE.finditer(f"{text.line} ")
    )


def tells_how(text: Text) -> bool:
    """«no me cortéis mucho»: nothing to answer."""
    return bool(_TELLS_HOW.search(f"{text.line} "))


_FAR = 6
