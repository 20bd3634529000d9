"""What is told about other days is no wish."""

from collections.abc import Sequence

from ..words import Text, listed
from .items import Clock, Days, Item, Sign

#: After a day these tell what happens then: it is no wish.
_HAPPENS = listed("tengo tenemos tiene hay es viajo salgo vuelvo empiezo")
#: What one may "have" on a day that is a wish all the same.
_WISHED = listed("libre libres hueco tiempo cita hora disponible disponibilidad fiesta")


#: «anda, si es Navidad»: a day that is, not one that is wished.
_IS = listed("es era celebramos celebro")
#: «se casa mi hija el sábado», «tengo boda el 12»: why somebody comes.
_EVENTS = listed("casa casan caso boda bautizo comunion funeral entierro graduacion aniversario")
#: What one does or what there is at an hour that is no wish: «recojo al niño a las dos».
_ERRANDS = listed(
    "recojo recoger recogerlo recogerla recogerle recogida buscar entro entra entran entramos sale "
    "salen empieza empiezan acaba termina terminan trabajo curro vuelo tren avion autobus reunion "
    "medico dentista colegio cole guarderia boda bautizo comunion cena comida fiesta evento "
    "concierto funeral examen clase guagua quedado ceremonia misa cumpleaños"
)
_FAR = 9
_NEAR = 5
_ENDS = frozenset({".", "?", "!", "|", ","})


def without_background(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """«mañana tengo una entrevista, ¿me cortáis hoy?»: of two days the one that is told is none."""
    items = [item for item in items if not _is_condition(item, text)]
    items = _without_errands(items, text)
    told = [item for item in items if _is_told(item, text)]
    wished = [
        item
        for item in items
        if item not in told and any(isinstance(value, Days) for value in item.values)
    ]
    return [item for item in items if item not in told] if told and wished else items


def _is_condition(item: Item, text: Text) -> bool:
    """«y si Víctor no puede, con quien sea»: no day is refused."""
    before = text.words(max(0, item.start - 2), item.start)
    return item.values[0] is Sign.NOT and before[:1] == ["si"] and len(before) > 1


def _is_told(item: Item, text: Text) -> bool:
    if not any(isinstance(value, Days) for value in item.values):
        return False
    after = text.words(item.end, item.end + 5)
    if text.word(item.start - 1) in _IS or _is_event(item, text):
        return True
    return bool(after) and after[0] in _HAPPENS and not set(after) & _WISHED


def _is_event(item: Item, text: Text) -> bool:
    before = text.words(max(0, item.start - _NEAR), item.start)
    place = max((index for index, word in enumerate(before) if word in _EVENTS), default=-1)
    return place >= 0 and not _ENDS & set(before[place:]) and not _WISHED & set(before[place:])


def _without_errands(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """«recojo al nieto a las dos, ¿me lo haces a las once?»: of two hours only the wish is kept."""
    told = [item for item in items if _is_errand(item, text)]
    clocks = [item for item in items if isinstance(item.values[0], Clock)]
    return [item for item in items if item not in told] if len(told) < len(clocks) else items


def _is_errand(item: Item, text: Text) -> bool:
    if not isinstance(item.values[0], Clock):
        return False
    before = text.words(max(0, item.start - _FAR), item.start)
    place = max((index for index, word in enumerate(before) if word in _ERRANDS), default=-1)
    return place >= 0 and not _ENDS & set(before[place:]) and not _WISHED & set(before[place:])
