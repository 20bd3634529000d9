"""Of the slots on offer that are named, those that are refused: «la de las 7 esa no, mejor la
primera». What is refused is never taken; the one that is left says what is wanted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from atrevete_core.ports.language_model import OfferedSlot

from ..reading import POSITIONS, Reading
from ..temporal.items import Clock, Days, NoSuchDay
from ..text.words import listed
from ..vocabulary.kinds import words_of_kind

_BUSY = words_of_kind("keeps_away") | words_of_kind("other_appointments") | listed(
    "piscina natacion futbol ingles ballet baile judo karate musica catequesis yoga pilates entreno"
)  # fmt: skip
#: «a las 5 no podría ser?», «a las 5 no tienes nada?»: asked for, not refused.
_ASKED = (
    r"(?!no (?:se |me |nos )*(?:podri\w+ (?:ser|haber|darme|ponerme|cogerme)"
    r"|(?:puede[ns]?|podeis|podri\w+|hay|habria|quedan?|tienes?|teneis|tendri\w+|es posible)\b"
    r"(?: (?!(?:a )?las? |y |pero )[^\s,.!|?]+){0,4} \?))"
)
_FILLS = (
    r"(?:(?:,? ?(?:esa|ese|eso)|pues|ya|yo|justo|ahi|la verdad|es que|para mi|a mi|con|de|que) )*"
)
_NO = (
    r"no(?= (?:[,.!|]|q\b|que |pued|podr|esa|ese"
    r"|(?:me|nos) (?!importa|parece mal|(?:va|viene)n? (?:tan )?mal)|llego|llegamos"
    r"|da |es que|gracias|porfa|mejor|tengo|estoy|es (?:buena|posible)|$))|tampoco|nada|fuera"
)
_BADLY = (
    r"imposible|ni (?:de broma|hablar|loca|loco|en broma|de coña|muerta|muerto|de chiste|modo)"
    r"|descarta\w*|(?:de)?jala|dejela|olvid\w+|(?:muy |demasiado |super )?(?:fatal|mal)\b"
    r"|(?:me |nos |se )+(?:viene|va|hace|queda|pilla|coge)n? (?:\w+ ){0,2}?"
    r"(?:mal|fatal|tarde|pronto|temprano|lejos|complicado|dificil|regular"
    r"|just(?:[oa]s?|it[oa]s?)(?= ?(?:[,.!|]|$|de tiempo|porque|pero))"
    r"|apurad[oa]|peor)\b"
    r"|(?:es |son |seria |me parece )?(?:ya |un poco |muy |demasiado |tan |super |re |algo )*"
    r"(?:tarde|pronto|temprano|tempranito)\b(?! la | el )|(?:ya )?(?:es|sera) de noche"
    r"|salgo tarde|(?:estoy|estare|me (?:pilla|coge|pillas)) (?:ocupad[ao]|en (?:clase|el trabajo)"
    r"|dando clase|(?:trabaj|curr|estudi|entren|cen|desayun|viaj|llev|cuid)ando"
    r"|(?:com|durm|recog|conduc)iendo)"
    r"|(?:(?:la|lo|los|las|me|nos) )?(?:recojo|recogemos|entro|entramos|(?:dejo|dejamos|llevo"
    r"|llevamos) a|(?:tengo|tiene|tienen|tenemos) (?:que|clase|un[ao]?|el|la|al|"
    rf"{'|'.join(sorted(_BUSY))})\b(?! (?:hueco|rato|momento|libre)))"
)
_AFTER = re.compile(rf"^{_FILLS}(?:{_ASKED}(?:{_NO})|{_BADLY})")
_PUT = "|".join(sorted(words_of_kind("not_to_be_put")))
_BEFORE = re.compile(
    r"(?:(?<!\bsi )\b(?:no|ni|tampoco|menos|salvo|excepto)"
    r"(?: (?:puedo|podre|quiero|me (?:va|viene) bien|llego|(?:me|nos) da tiempo(?: a llegar)?"
    rf"|(?:me|nos) (?:l[oa]s? )?(?:{_PUT})))?"
    r"|\b(?:aparte|ademas|fuera|quitando|distint[ao]|diferente|que no sea)(?: de| a)?"
    r"|(?:^|[,.|] ?)(?:muy|demasiado|tan|super|que|se me hace|se me hace muy)? ?"
    r"(?:tarde|pronto|temprano)) "
    r"(?:a )?(?:(?:la|el|lo) )?(?:(?:de|con) )?(?:(?:la|el) )?$"
)
#: «a mi marido le va bien a las 5, pero yo a esa hora no puedo».
_THEN_NOT = re.compile(
    r"^,? ?(?:pero|aunque|solo que) (?:\w+ ){0,3}(?:(?:a )?(?:esa hora|entonces) (?:yo |ya )?no"
    r"|no (?:puedo|podemos|puede|podria|llego) (?:\w+ )?(?:a )?(?:esa hora|entonces)) "
)
_COMPLAINS = ("too_late", "too_early", "none")
_FAR = 8
_AND_THE = frozenset({"y", "ni", "a", "la", "las", "el", "los", "de", "con"})


class _Spot(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int


def drop_refused(reading: Reading) -> None:
    """Drop the slots that are refused, by whatever they are called, when another is chosen."""
    named = _named(reading)
    gone = [over for each in named if (over := _refused(reading, each, named))]
    gone += _joined(reading, named, gone)
    if not gone or all(any(_touch(each, other) for other in gone) for each in named):
        return
    for each in gone:
        reading.drop_items(each.start, each.end)
        reading.stylists = [one for one in reading.stylists if not _touch(one, each)]
        for intent in POSITIONS:
            reading.drop_intent(intent, each.start, each.end)
    for intent in _COMPLAINS:
        reading.drop_intent(intent, 0, len(reading.text))


def refused_hours(reading: Reading) -> list[Clock]:
    """«a las 10 no», «la de las 7 es muy tarde»."""
    named = _named(reading)
    gone = [over for each in named if (over := _refused(reading, each, named))]
    return [
        value
        for item in reading.items
        for value in item.values
        if isinstance(value, Clock) and any(_touch(item, each) for each in gone)
    ]


def left_on_offer(reading: Reading, offered: Sequence[OfferedSlot]) -> int | None:
    """«cualquiera menos la de las 2», «la de Marta es pronto y la de Harol tarde, así que la
    otra»: the place of the one that is left when all that are named are refused.
    """
    named = _named(reading)
    gone = [over for each in named if (over := _refused(reading, each, named))]
    gone += _joined(reading, named, gone, another=True)
    rest = _THE_REST.search(reading.text.line + " ")
    if not gone or not all(any(_touch(each, other) for other in gone) for each in named):
        return None
    if not (rest or reading.has("any")) or _another_day(reading, offered):
        return None
    left = [at for at, each in enumerate(offered, 1) if not _is_gone(reading, gone, at, each)]
    one = rest is not None and rest["one"] is not None
    return left[0] if left and (len(left) == 1 or not one) else None


#: «la otra», «las otras dos sí»; not «¿no hay otra?», «las otras tampoco».
_THE_REST = re.compile(
    r"\b(?:(?P<one>la|el) otr[oa]|(?:las|los) (?:otr[oa]s|demas|restantes)|el resto)"
    r"(?: (?:dos|2|horas|hora|opcion|opciones|huecos|hueco))*"
    r" (?!tampoco|no\b|ni\b|dia|seman|vez|tarde|mañana|finde|mes\b|(?:me|nos) (?:va|viene)n? "
    r"(?:mal|fatal|tampoco|regular)|son |es )"
)


def _another_day(reading: Reading, offered: Sequence[OfferedSlot]) -> bool:
    """«la de las 2 no, cualquiera del sábado»."""
    days = {each.start.date() for each in offered}
    said = [v for each in reading.items for v in each.values if isinstance(v, Days | NoSuchDay)]
    return any(isinstance(v, NoSuchDay) or not {v.first, v.last} & days for v in said)


def _is_gone(reading: Reading, gone: Sequence[_Named], at: int, slot: OfferedSlot) -> bool:
    """Whether that slot is one of those that are refused."""

    def over(spot: _Spot) -> bool:
        return any(_touch(spot, each) for each in gone)

    clocks = [v for item in reading.items if over(item) for v in item.values]
    hours = {(each.hour % 12, each.minute) for each in clocks if isinstance(each, Clock)}
    names = {e.stylist.name for e in (*reading.stylists, *reading.not_with) if over(e)}
    count = len(reading.situation.offered)
    named = [place for place, span in reading.positions() if over(span)]
    places = {place if place > 0 else count for place in named}
    start = (slot.start.hour % 12, slot.start.minute)
    return start in hours or slot.stylist in names or at in places


def is_refused_place(reading: Reading, start: int, end: int) -> bool:
    """«la primera es muy pronto»."""
    return _refused(reading, _Named(start, end), _named(reading)) is not None


def _named(reading: Reading) -> list[_Named]:
    """Every place where a slot is named: by its hour, its stylist or its position."""
    hours = [each for each in reading.items if isinstance(each.values[0], Clock)]
    places = [each for _, each in reading.positions()]
    said: list[_Spot] = [*hours, *places, *reading.stylists, *reading.not_with]
    return [_Named(each.start, each.end) for each in said]


def _refused(reading: Reading, named: _Named, others: Sequence[_Named]) -> _Named | None:
    """From where to where it is refused; None when it is not."""
    text = reading.text
    last = min([named.end + _FAR, *(e.start for e in others if e.start > named.end)])
    begins = max([0, named.start - _FAR, *(e.end for e in others if e.end <= named.start)])
    if said := _THEN_NOT.match(text.between(named.end, last + _FAR) + " "):
        return _Named(named.start, named.end + len(said.group().split()))
    if said := _AFTER.match(text.between(named.end, last) + " "):
        return _Named(named.start, named.end + len(said.group().split()))
    if _BEFORE.search(text.between(begins, named.start) + " "):
        return named
    with_nobody = any(_touch(each, named) for each in reading.not_with)
    return named if with_nobody else None


def _joined(
    reading: Reading, named: Sequence[_Named], gone: Sequence[_Named], *, another: bool = False
) -> list[_Named]:
    """«a las 2 y a las 4 no puedo, a las 7»: both, as long as another is left; `another`: it is."""
    also = [
        each for each in named for other in gone
        if each.end < other.start
        and {"y", "ni"} & set(between := reading.text.words(each.end, other.start))
        and set(between) <= _AND_THE
    ]  # fmt: skip
    last = max((each.end for each in gone), default=0)
    return also if another or any(each.start >= last for each in named) else []


def _touch(one: _Spot, other: _Spot) -> bool:
    return one.start < other.end and other.start < one.end
