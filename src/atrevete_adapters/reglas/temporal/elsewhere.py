"""What somebody has or does elsewhere, told beside the wish: «tengo gimnasio los martes», «de 9 a 2
tengo clase», «celebran las bodas de oro por la noche», «llego a las 10 a Madrid».
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.commands import PartOfDay

from ..text.words import Text, listed
from ..vocabulary.kinds import words_of_kind
from .bounds import on_the_way
from .items import Clock, Days, Hours, Item
from .joining import complement
from .left_free import recurs

_WISHED = words_of_kind("free_time")
_KEEPS_AWAY = words_of_kind("keeps_away") | words_of_kind("other_appointments")
_HAVE = listed("tengo tenemos")
_THEN = listed("y e pero entonces")
_FAR = 9
_NEAR = 5
_ENDS = frozenset({".", "?", "!", "|", ","})


def is_routine(item: Item, text: Text) -> bool:
    """«tengo gimnasio los martes», «voy a pilates los lunes»; not «tengo libres los martes»."""
    before = text.between(max(0, item.start - _NEAR), item.start)
    said = _HAS_EVERY_WEEK.search(f"{before} ") if recurs(item) else None
    return said is not None and not {*said["what"].split()} & (_WISHED | _THEN | _SUITS)


_HAS_EVERY_WEEK = re.compile(
    r"\b(?:(?:tengo|tenemos|hago|hacemos|doy|damos|(?:voy|vamos) (?:a|al|de)) (?!que |$)"
    r"|mi \w+ (?:trabaj|curr|entren|jueg|estudi)a (?=$)|mi \w+ (?:tiene|va al?|hace) (?!que |$))"
    r"(?P<what>(?:(?!\w+[aei]r(?:me|nos|la|lo)? )[^\s,.?!|]+ ){0,4})$"
)
_SUITS = listed("disponibles mejor bien facil solo libertad turno cita citas sitio mas menos")


def is_told_elsewhere(item: Item, text: Text) -> bool:
    """«celebran las bodas de oro por la noche», «llego a las 10 a Madrid»: none is of the visit."""
    before = f"{text.between(max(0, item.start - _FAR), item.start)} "
    if _holds(item, PartOfDay):
        return not _holds(item, Days) and _EVENT_THEN.search(before) is not None
    if _holds(item, Clock) and _VEHICLE.search(before):
        return True
    then = f"{text.between(item.end, item.end + _NEAR)} "
    return _holds(item, Clock) and bool(_ARRIVES.search(before) and _ELSEWHERE.match(then))


#: «el avión aterriza a las dos menos diez».
_VEHICLE = re.compile(
    r"\b(?:avion|vuelo|tren|ave|bus|autobus|autocar|barco|ferry)(?: \w+){0,2} "
    r"(?:aterriza|llega|sale|despega|es|tiene la llegada|tiene la salida) $"
)
_EVENT_THEN = re.compile(
    r"\b(?:es|son|hay|sera|seran|celebr\w+|tengo|tenemos|tiene|tienen|(?:voy|vamos) a)"
    rf" (?:(?:las?|los|el|una?|mis?) )?(?:{'|'.join(sorted(words_of_kind('begins_at_an_hour')))})"
    r" (?:(?!y |e |pero |quier|mejor )[^\s,.?!|]+ ){0,3}$"
)
_ARRIVES = re.compile(
    r"\b(?:llego|llegamos|aterrizo|aterrizamos|vuelvo|volvemos|regreso|regresamos) "
    r"(?:(?:hoy|mañana|el \w+) )?$"
)
#: Where to; not «a la peluquería», «a mi cita», «a cortarme».
_ELSEWHERE = re.compile(
    r"(?:(?:a|al|de|del|en|desde) (?!\w+[aei]rme |(?:la |el |mi |las |los |mañana|mediodia|vosotr"
    r"|vuestr|tarde|noche)*(?:pelu|salon|cita|tarde|mañana|noche|mediodia|local|centro de|vosotr"
    r"|vuestr|vez|lugar|punto|coche|metro|bus|autobus|tren|taxi|moto|principio"
    r"|corte|tinte|mechas|color|hora|pilar|marta|harol|victor|rosa))[^\s,.?!|]+) "
)


def without_kept_away(items: Sequence[Item], text: Text) -> list[Item]:
    """«el jueves, de 9 a 2 tengo clase» leaves what comes after it, when no more is said."""
    away = [item for item in items if _is_kept_away(item, text)]
    hours = [item for item in items if _holds(item, (Clock, Hours, PartOfDay))]
    days = [item for item in items if _holds(item, Days)]
    said = away[0].values[0] if len(away) == 1 == len(hours) else None
    rest = complement(said) if isinstance(said, Hours) else None
    if rest is None or len(days) > 1:
        return [item for item in items if item not in away]
    ends = Hours(done_by=on_the_way(rest.latest)) if rest.latest else rest
    left = replace(away[0], values=(replace(ends, vague=True),))
    return [left if item is away[0] else item for item in items]


def _is_kept_away(item: Item, text: Text) -> bool:
    """«tengo médico a las cuatro», «de 4 a 5 tengo clase» wish no hour: they may come before it or
    after it.
    """
    after = text.words(item.end, item.end + _NEAR)
    if isinstance(item.values[0], Hours) and {*after[:1]} & _HAVE:
        until = next((at for at, word in enumerate(after) if word in _ENDS), len(after))
        return bool({*after[:until]} & _KEEPS_AWAY) and not {*after[:until]} & _WISHED
    before = text.words(max(0, item.start - _NEAR), item.start)
    place = max((at for at, word in enumerate(before) if word in _HAVE), default=-1)
    told = {*before[place + 1 :]}
    away = place >= 0 and told & _KEEPS_AWAY and not told & (_ENDS | _WISHED)
    return bool(away) and isinstance(item.values[0], Clock)


def _holds(item: Item, kind: type | tuple[type, ...]) -> bool:
    return any(isinstance(value, kind) for value in item.values)
