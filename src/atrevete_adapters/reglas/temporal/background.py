"""What is told about other days is no wish."""

from collections.abc import Sequence

from ..words import Text, listed
from .items import Days, Item

#: After a day these tell what happens then: it is no wish.
_HAPPENS = listed("tengo tenemos tiene hay es viajo salgo vuelvo empiezo")
#: What one may "have" on a day that is a wish all the same.
_WISHED = listed("libre libres hueco tiempo cita hora disponible disponibilidad fiesta")


def without_background(items: Sequence[Item], text: Text) -> Sequence[Item]:
    """«mañana tengo una entrevista, ¿me cortáis hoy?»: of two days the one that is told is none."""
    told = [item for item in items if _is_told(item, text)]
    wished = [
        item
        for item in items
        if item not in told and any(isinstance(value, Days) for value in item.values)
    ]
    return [item for item in items if item not in told] if told and wished else items


def _is_told(item: Item, text: Text) -> bool:
    if not any(isinstance(value, Days) for value in item.values):
        return False
    after = text.words(item.end, item.end + 5)
    return bool(after) and after[0] in _HAPPENS and not set(after) & _WISHED
