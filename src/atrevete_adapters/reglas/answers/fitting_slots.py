"""Which of the slots on offer meet what was said: the day, the hour, the stylist."""

import re
from collections.abc import Sequence
from datetime import date, time

from atrevete_core.domain.commands import DayRange, PartOfDay, When
from atrevete_core.ports.language_model import OfferedSlot

from ..reading import Reading
from ..temporal.items import Clock, Days, Unit
from .refused_slots import refused_hours

_NOON_BEGINS, _AFTERNOON_BEGINS, _EVENING_BEGINS = time(12), time(14), time(18)
_LATER_THAN_NOON = time(15)
_RATHER = re.compile(r"\b(?:mejor|prefiero|preferiria) (?:por|a|de|en) la tarde\b")


def fitting_slots(reading: Reading, offered: Sequence[OfferedSlot]) -> list[OfferedSlot] | None:
    """Slots on offer that meet every criterion; None when none was said."""
    stylist = next((each.stylist.name for each in reading.stylists), None)
    wish = reading.when()
    if stylist is None and (wish is None or (wish.soonest and not limits(wish))):
        return None
    gone = {(each.hour % 12, each.minute) for each in refused_hours(reading)}
    return [
        each
        for each in offered
        if (stylist is None or each.stylist == stylist)
        and (each.start.hour % 12, each.start.minute) not in gone
        and (wish is None or _meets(reading, wish, each))
    ]


def limits(wish: When) -> bool:
    """«la primera de la tarde» is more than «cuanto antes»."""
    bounded = wish.days is not None and wish.days.last is not None
    hours = wish.at or wish.earliest or wish.latest or wish.done_by
    return bool(bounded or wish.part or hours)


def _meets(reading: Reading, wish: When, offered: OfferedSlot) -> bool:
    at = offered.start.time()
    return (
        day_meets(reading, wish, offered.start.date())
        and _hour_meets(reading, wish, at)
        and _ends_in_time(wish, offered)
        and (wish.part is None or _is_part(reading, wish.part, at))
    )


def day_meets(reading: Reading, wish: When, day: date) -> bool:
    if day in wish.not_on or wish.no_such_day:
        return False
    named = [value for each in reading.items for value in each.values if isinstance(value, Days)]
    weekdays = {each.weekdays[0] for each in named if each.unit is Unit.WEEKDAY}
    wished = not wish.not_on  # else the day that is named may be the one that does not suit
    if wished and len(weekdays) == 1 and all(each.unit is Unit.WEEKDAY for each in named):
        return day.weekday() in weekdays
    if wish.weekdays and day.weekday() not in wish.weekdays:
        return False
    days = wish.days or DayRange()
    return (days.first or day) <= day <= (days.last or day)


def _hour_meets(reading: Reading, wish: When, at: time) -> bool:
    if wish.at is not None:
        said = (wish.at.hour % 12, wish.at.minute)
        return at == wish.at or any(
            not value.fixed
            and (value.hour % 12, value.minute) == said == (at.hour % 12, at.minute)
            for item in reading.items for value in item.values if isinstance(value, Clock)
        )  # fmt: skip
    noon = any(item.rule.endswith(".noon") for item in reading.items)
    # «la del mediodía» is the one at half past twelve
    earliest = _NOON_BEGINS if noon else wish.earliest
    return (earliest or at) <= at <= (wish.latest or at)


def _ends_in_time(wish: When, offered: OfferedSlot) -> bool:
    """«la que me deje acabada antes de las dos»."""
    return wish.done_by is None or (offered.end or offered.start).time() <= wish.done_by


def _part_of(at: time) -> PartOfDay:
    if at < _AFTERNOON_BEGINS:
        return PartOfDay.MORNING
    return PartOfDay.AFTERNOON if at < _EVENING_BEGINS else PartOfDay.EVENING


def _is_part(reading: Reading, part: PartOfDay, at: time) -> bool:
    """The evening is of the afternoon; «pues mejor por la tarde» is no two o'clock."""
    if part is not PartOfDay.AFTERNOON:
        return part is _part_of(at)
    rather = _RATHER.search(reading.text.line)
    return at >= (_LATER_THAN_NOON if rather else _AFTERNOON_BEGINS)


def only_its_day(reading: Reading, wish: When | None, offered: Sequence[OfferedSlot]) -> bool:
    """«la primera de hoy», of those of today, «la primera del miércoles por la tarde»; not «la
    primera después de las cuatro».
    """
    if wish is None:
        return True
    said = [each for each in reading.items if "first" not in each.rule]
    parts = [each.values[0] for each in said if isinstance(each.values[0], PartOfDay)]
    dated = all(isinstance(each.values[0], Days | PartOfDay) for each in said)
    first = offered[0].start.time()
    then = all(_is_part(reading, each, first) for each in parts)
    return dated and then and any(day_meets(reading, wish, e.start.date()) for e in offered)
