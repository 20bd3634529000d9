"""«la boda es el 19, quiero ir el día de antes»: days that are counted from one named elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ..text.words import Text, listed
from . import arithmetic as count
from .items import Days, FromThere, Item, Moment, NoSuchDay, Shift, Sign

#: Between «el día antes de» and its day.
_SMALL = listed("el la los las a para que de del")
_OR = frozenset({"o", "u", "y"})


def counted(
    items: Sequence[Item], text: Text, moment: Moment, spoken: date | None = None
) -> list[Item]:
    """The items with those days found; the day from which they are counted is no wish itself.

    `spoken`: the day that was spoken of before these words.
    """
    items = [_following(each, text, spoken) for each in items]
    found = list(items)
    for item in items:
        place = found.index(item) if item in found else 0
        said = _said(found, place, text)
        if said is None:
            continue
        anchor = _anchor(found, place, said, counted_next=isinstance(item.values[0], Shift))
        told = any(_says_it(each, item, text) for each in found[place + 1 :] if _single(each))
        if told or (anchor and _only_if_closed(anchor, item, text)):
            del found[place]
            continue
        days = _days(said, _single(anchor) if anchor else spoken, moment)
        found[place : place + 1] = [replace(item, values=(days, *item.values[1:]))] if days else []
        if anchor and days and not _stays(anchor, item, found, text):
            found.remove(anchor)
    return found


#: Days that are the next ones after today, or after the day that is spoken of.
_NEXT = frozenset({"days.next_weekday", "stretches.next_week"})


def _following(item: Item, text: Text, spoken: date | None) -> Item:
    """«mejor el viernes siguiente», while hours of a Friday are on offer: the one after it."""
    days = item.values[0]
    if spoken is None or item.rule not in _NEXT or not isinstance(days, Days):
        return item
    if "siguiente" not in text.words(item.start, item.end) or days.first is None:
        return item
    if item.rule == "stretches.next_week":
        return replace(item, values=(count.week_of(count.days_after(spoken, 7)),))
    return replace(item, values=(count.single(count.coming(days.first.weekday(), spoken)),))


def _said(items: Sequence[Item], place: int, text: Text) -> FromThere | None:
    """What is counted there; «el día antes de la boda» stands by no date."""
    value = items[place].values[0]
    if isinstance(value, FromThere):
        return value
    beside = items[place + 1 : place + 2]
    near = (
        beside
        and isinstance(beside[0].values[0], Days | NoSuchDay)
        and set(text.words(items[place].end, beside[0].start)) <= _SMALL
    )
    return FromThere(value.days, value.days) if isinstance(value, Shift) and not near else None


def _anchor(
    items: Sequence[Item], place: int, said: FromThere, *, counted_next: bool
) -> Item | None:
    """The day named before it; «el día antes, que la boda es el 19»."""
    before = [each for each in reversed(items[:place]) if _single(each)]
    after = [each for each in items[place + 1 :] if _single(each)]
    if counted_next:
        return next(iter([*after, *before]), None)
    return next(iter([*before, *(after if said.last < 0 else [])]), None)


_IF_CLOSED = re.compile(r"\bsi (?:no\b|(?:\S+ ){0,3}(?:no (?:abr|est)|cerr|fiesta|festivo))")


def _only_if_closed(anchor: Item, item: Item, text: Text) -> bool:
    """«el 12, y si no abrís el día después»: the twelfth is wished first."""
    return bool(_IF_CLOSED.search(text.between(anchor.end, item.start)))


def _says_it(anchor: Item, item: Item, text: Text) -> bool:
    """«pues al día siguiente: el tinte, el miércoles 10»: which day that is."""
    first = anchor.start - (text.word(anchor.start) != "el" and text.word(anchor.start - 1) == "el")
    led = text.word(first - 1) in {",", ":", "("}
    after = text.words(anchor.end, anchor.end + 1)
    return led and anchor.start >= item.end and after not in (["es"], ["tengo"], ["me"], ["no"])


def _single(item: Item) -> date | None:
    value = item.values[0]
    return value.single if isinstance(value, Days) else None


def _days(said: FromThere, day: date | None, moment: Moment) -> Days | None:
    if day is None and said.weekday is not None and said.first > 0:
        day = count.coming_or(said.weekday, moment.today)  # «ese viernes no, el siguiente»
    if day is None:
        # «al día siguiente», of nothing, is tomorrow
        return count.single(count.days_after(moment.today, 1)) if said.first == 1 else None
    first, last = (count.days_after(day, days) for days in (said.first, said.last))
    if said.week:
        return count.week_of(first)
    if said.weekday is not None:
        first = last = count.coming_or(said.weekday, first)
    return Days(max(first, moment.today), last) if last >= moment.today else None


def _stays(anchor: Item, item: Item, items: Sequence[Item], text: Text) -> bool:
    """«el jueves o al día siguiente»; «el jueves no, al día siguiente» refuses it."""
    after = items[items.index(anchor) + 1 :]
    refused = after[:1] and after[0].start == anchor.end and after[0].values[0] is Sign.NOT
    return bool(refused) or text.word(item.start - 1) in _OR
