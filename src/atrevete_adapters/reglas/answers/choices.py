"""Answers to what is on offer: a slot, the pack (R8, R9)."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from atrevete_core.domain.commands import (
    Accept,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    DayRange,
    RefuseSlots,
    When,
)
from atrevete_core.ports.language_model import OfferedSlot

from ..people.stylists_said import unwanted
from ..reading import NamedStylist, Reading
from ..temporal.items import Clock, Days, Hours, Sign, Unit
from ..temporal.openings import resolve
from ..wanted.refusing import is_refused
from .changed_choice import asks_for_others, drop_arrivals, otherwise
from .fitting_slots import day_meets, fitting_slots, only_its_day
from .positions import is_refused_position, position_of
from .refused_slots import drop_refused, left_on_offer, refused_hours

_FEW = 5
#: A bare number is an hour of the salon's day.
_FIRST_HOUR, _NOON, _LAST_HOUR = 9, 12, 20


def slot(reading: Reading) -> list[tuple[int, Command]]:
    """Which slot, or what instead."""
    offered = reading.situation.offered
    _forget_before_better(reading)
    if (left := left_on_offer(reading, offered)) is not None:
        return [(0, ChooseSlot(position=left))]
    if offered:
        drop_refused(reading)
        drop_arrivals(reading)
        _drop_after_choice(reading)
    if said := changed(reading):
        return said
    if offered and reading.not_with and not reading.stylists and not _is_with_another(reading):
        wish = reading.when()
        when = [(0, ChooseWhen(when=_on_the_same_day(reading, wish)))] if wish else []
        return [*unwanted(reading), *when]
    return _among(reading, offered) if offered else []


_WHY = frozenset({"que", "porque", "pues", "si", "asi"})
_OTHERWISE = frozenset({"pero", "mejor", "prefiero", "sea", "ser", "aunque", "o", "?", "y"})


def _drop_after_choice(reading: Reading) -> None:
    """«la de las cuatro y media, que los lunes nunca se sabe»: told after what is chosen."""
    text, offered = reading.text, reading.situation.offered
    for item in reading.items:
        named = text.between(item.start - 2, item.start + 1) in {"la de las", "el de las"}
        named = named or text.between(item.start - 2, item.start) in {"la de", "el de"}
        value = item.values[0]
        fits = isinstance(value, Clock) and any(
            (each.start.hour % 12, each.start.minute) == (value.hour % 12, value.minute)
            for each in offered
        )
        if not (named and fits):
            continue
        for each in [one for one in reading.items if one.start > item.end]:
            between = {*text.words(item.end, each.start)}
            if between & _WHY and not between & _OTHERWISE:
                reading.drop_items(each.start, each.end)


def _is_with_another(reading: Reading) -> bool:
    """«con Harol no, la segunda», which is Pilar's."""
    offered = reading.situation.offered
    place = position_of(reading, offered)
    gone = {each.stylist.name for each in reading.not_with}
    return place is not None and offered[max(place - 1, -1)].stylist not in gone


def _forget_before_better(reading: Reading) -> None:
    """«el viernes tengo examen, mejor el sábado»: what stands after it is the wish."""
    for span in reading.spans("instead"):
        if reading.text.word(span.start) == "en":
            continue  # «el viernes en vez del sábado»: what stands before it is the wish
        days = [
            each
            for each in reading.items
            if isinstance(each.values[0], Days) and "soonest" not in each.rule
        ]
        if any(each.start >= span.end for each in days):
            reading.items = [
                item for item in reading.items
                if item.start >= span.start or isinstance(item.values[0], Sign)
            ]  # fmt: skip


def _among(reading: Reading, offered: Sequence[OfferedSlot]) -> list[tuple[int, Command]]:
    if (alone := _alone(reading, offered)) is not None:
        return [(0, alone)]
    return _others(reading) or _one_of_them(reading, offered)


def _others(reading: Reading) -> list[tuple[int, Command]]:
    """«¿y con Marta qué otras horas hay?»: nothing of what is on offer."""
    further = reading.has("later", "earlier") or bool(reading.positions())
    if asks_for_others(reading) and reading.when() is None and not further:
        return [(0, RefuseSlots(others=True)), *_with(reading.stylists[:1])]
    return []


def _one_of_them(reading: Reading, offered: Sequence[OfferedSlot]) -> list[tuple[int, Command]]:
    edge = (
        reading.has("last_one", "first_one")
        or _is_in_date(reading)
        or any("soonest" in e.rule for e in reading.items)
    )
    beyond = reading.has("too_early", "too_late") and not (
        position_of(reading, offered) is not None or _names_hour(reading, offered)
    )
    if beyond or (reading.has("later", "earlier") and not edge):
        named = [] if beyond else [each for each in reading.stylists if each.sure][:1]
        names = {each.stylist.name for each in named}
        theirs = [each for each in offered if each.stylist in names]
        return [(0, _shifted(reading, theirs or offered)), *_with(named)]
    fitting = fitting_slots(reading, offered)
    wish = reading.when()
    position = position_of(reading, offered)
    first = position == 1 and _FIRST.search(reading.text.line)
    on_offer = first and (first["said"] or only_its_day(reading, wish, offered))
    edge = _is_edge(reading) or bool(on_offer)
    meant = position is not None and offered[position - 1 if position > 0 else position]
    if position is not None and (fitting is None or wish is None or edge or meant in fitting):
        return _at_position(reading, position, offered)
    if fitting is None:
        return _without_criteria(reading, offered)
    fitting = fitting or _of_that_hour(reading, offered)
    if fitting and not _only_bounded(reading):
        return _chosen(reading, fitting, offered)
    return _new_wish(reading, wish)


def _with(named: Sequence[NamedStylist]) -> list[tuple[int, Command]]:
    return [(0, ChooseStylist(stylist=each.stylist.name)) for each in named]


def _names_hour(reading: Reading, offered: Sequence[OfferedSlot]) -> bool:
    """«uf, tan tarde no, a las 10»: one of those on offer."""
    gone = refused_hours(reading)
    said = [v for each in reading.items for v in each.values if isinstance(v, Clock)]
    hours = {(each.hour % 12, each.minute) for each in said if each not in gone}
    return any((each.start.hour % 12, each.start.minute) in hours for each in offered)


def _the_one_named(reading: Reading, offered: Sequence[OfferedSlot]) -> OfferedSlot | None:
    """The slot of which something is said: by its place, its hour, its day, its stylist."""
    wish = reading.when()
    if wish is not None and not any(day_meets(reading, wish, e.start.date()) for e in offered):
        return None
    if (place := position_of(reading, offered)) is not None:
        return offered[place - 1 if place > 0 else place]
    said = [v for each in reading.items for v in each.values if isinstance(v, Clock)]
    hours = {(each.hour % 12, each.minute) for each in said}
    whole = {hour for hour, minute in hours if not minute}
    by_hour = [each for each in offered if (each.start.hour % 12, each.start.minute) in hours]
    by_hour = by_hour or [each for each in offered if each.start.hour % 12 in whole]
    names = {each.stylist.name for each in reading.stylists}
    by_name = [each for each in offered if each.stylist in names]
    found = fitting_slots(reading, offered) or by_hour or by_name
    return found[0] if len(found) == 1 else offered[0] if len(offered) == 1 else None


def changed(reading: Reading) -> list[tuple[int, Command]]:
    """«¿la de Pilar se puede retrasar media hora?»: that slot, but not as it is."""
    named = _the_one_named(reading, reading.situation.offered)
    return otherwise(reading, named) if named else []


#: «la primera hora que me dices»: no hour of the morning.
_FIRST = re.compile(
    r"(?:^| )la primera(?: hora)? (?:que|de) (?:me )?"
    r"(?:(?P<said>dices|has|das|tod|esas)|digas|des|teng|tien|hay|ofre|propon|de hoy|hoy)"
)


def _at_position(
    reading: Reading, position: int, offered: Sequence[OfferedSlot]
) -> list[tuple[int, Command]]:
    """«la última», «esa última, pero con Marta»: then at that hour with her."""
    slot = offered[position - 1 if position > 0 else position]
    named = [each.stylist.name for each in reading.stylists]
    if not named or slot.stylist in named:
        return [(0, ChooseSlot(position=position))]
    day = slot.start.date()
    at = slot.start.time()
    when = When(days=DayRange(first=day, last=day), at=at)
    return [(0, ChooseWhen(when=when)), (0, ChooseStylist(stylist=named[0]))]


def _is_in_date(reading: Reading) -> bool:
    """«la de después de comer», «algo antes de las 12» name a time; nothing is counted from what
    is on offer.
    """
    nexts = {each.start for each in reading.items}  # «no puedo antes de | las 6»
    named = [e for e in reading.items if not isinstance(e.values[0], Sign) or e.end in nexts]
    return all(
        any(item.start < span.end and span.start < item.end for item in named)
        for intent in ("later", "earlier")
        for span in reading.spans(intent)
    )


def _only_bounded(reading: Reading) -> bool:
    """«salgo a las 5 de trabajar» tells a bound and chooses nothing."""
    wish = reading.when()
    values = [value for item in reading.items for value in item.values]
    clocks = any(isinstance(value, Clock) for value in values)
    if not clocks:
        vague = [value for value in values if isinstance(value, Hours) and value.vague]
        return any(each.earliest for each in vague) or 0 < len(values) == len(vague)
    one_end = wish is not None and (wish.earliest is None) != (wish.latest is None)
    return one_end and not any(isinstance(value, Hours) or value in _BOUNDS for value in values)


_BOUNDS = (Sign.BEFORE, Sign.UNTIL, Sign.FROM, Sign.AFTER, Sign.ONWARDS)


def _alone(reading: Reading, offered: Sequence[OfferedSlot]) -> Command | None:
    """«2», «cuando sea»: nothing else is said."""
    days = {each.rule for each in reading.items}
    any_day = days == {"named.any_day"} and len(reading.text) <= _FEW
    return ChooseSlot(any=True) if any_day else _number_alone(reading, offered)


def _number_alone(reading: Reading, offered: Sequence[OfferedSlot]) -> Command | None:
    """«2» is the second on offer, unless one of them is at two o'clock; «5» is 17:00; «11», of
    Saturday's hours, is eleven o'clock.
    """
    words = [word for word in reading.text.words() if word not in {".", "!"}]
    if len(words) != 1 or not words[0].isdecimal():
        return None
    number = int(words[0])
    at_that_hour = [each for each in offered if each.start.hour % 12 == number % 12]
    if len(at_that_hour) == 1 and not at_that_hour[0].start.minute:
        return ChooseSlot(position=offered.index(at_that_hour[0]) + 1)
    if 1 <= number <= len(offered):
        return ChooseSlot(position=number)
    hour = number + _NOON if number < _FIRST_HOUR else number
    if number in {each.start.day for each in offered} or not 0 < number <= _LAST_HOUR:
        return None
    return ChooseWhen(when=_on_the_same_day(reading, When(at=time(hour))))


def _of_that_hour(reading: Reading, offered: Sequence[OfferedSlot]) -> list[OfferedSlot]:
    """«la de las 12» is the one at 12:30 when no other begins in that hour."""
    wish = reading.when()
    words = reading.text.words()
    named = "la de las" in reading.text.line or "el de las" in reading.text.line
    if wish is None or wish.at is None or wish.at.minute or not (named or words[0] == "las"):
        return []
    hour, names = wish.at.hour % 12, {each.stylist.name for each in reading.stylists}
    if any(each.hour % 12 == hour for each in refused_hours(reading)):
        return []
    same = [each for each in offered if each.start.hour % 12 == hour]
    same = same if len(same) == 1 else []
    return [e for e in same if not names or e.stylist in names
            if day_meets(reading, wish, e.start.date())]  # fmt: skip


def _is_edge(reading: Reading) -> bool:
    """«la primera hora» is a position here, not the opening hour."""
    return all(
        "hour" in item.rule or "soonest" in item.rule or "days.number" in item.rule
        for item in reading.items
    )


def _chosen(
    reading: Reading, fitting: Sequence[OfferedSlot], offered: Sequence[OfferedSlot]
) -> list[tuple[int, Command]]:
    """One slot: by its position. Of several hours («por la tarde») none is taken for granted."""
    if len(fitting) == 1:
        only = fitting[0]
        return [(0, ChooseSlot(
            position=offered.index(only) + 1, at=only.start.time(),
            stylist=only.stylist, day=only.start.date(),
        ))]  # fmt: skip
    wish, named = reading.when(), reading.stylists[:1]
    if wish is not None and wish.at is not None:
        stylist = next((each.stylist.name for each in named), None)
        return [(0, ChooseSlot(at=fitting[0].start.time(), stylist=stylist))]
    position = position_of(reading, fitting)
    any_ = position is not None or reading.has("any") or (wish is not None and wish.soonest)
    if not any_ and len({each.start for each in fitting}) > 1:
        said: list[tuple[int, Command]] = (
            [] if wish is None else [(0, ChooseWhen(when=_on_the_same_day(reading, wish)))]
        )
        return [*said, *_with(named)]
    first = fitting[(position or 1) - 1 if (position or 1) > 0 else -1]
    at = offered.index(first) + 1
    return [(0, ChooseSlot(position=at, stylist=first.stylist, day=first.start.date()))]


def _without_criteria(
    reading: Reading, offered: Sequence[OfferedSlot]
) -> list[tuple[int, Command]]:
    if reading.has("none"):
        return [(0, RefuseSlots())]
    if reading.has("any"):
        return [(0, ChooseSlot(any=True))]
    wish = reading.when()
    refused = any(is_refused_position(reading, each) for _, each in reading.positions())
    if wish is not None and wish.soonest and not refused:
        return [(0, ChooseSlot(position=1))]
    if reading.has("yes") and not reading.starts_with("no"):
        return [(0, Accept())] if len(offered) == 1 or not reading.mentions else []
    if any(is_refused(reading, each) for each in reading.mentions):
        return []  # «no, quita el peinado» is of the service
    return [(0, RefuseSlots())] if reading.starts_with("no") or refused_hours(reading) else []


def _new_wish(reading: Reading, wish: When | None) -> list[tuple[int, Command]]:
    said: list[tuple[int, Command]] = []
    gone = [(each.hour % 12, each.minute) for each in refused_hours(reading)]
    if wish is not None and wish.at and (wish.at.hour % 12, wish.at.minute) in gone:
        if wish.part is None and wish.days is None:
            return [(0, RefuseSlots())]
        wish = wish.model_copy(update={"at": None})  # «por la tarde, aparte de las 5»
    if wish is not None:
        said.append((0, ChooseWhen(when=_on_the_same_day(reading, wish))))
    said += _with(reading.stylists[:1])
    return said or [(0, RefuseSlots())]


def _on_the_same_day(reading: Reading, wish: When) -> When:
    """«¿y a las 6?» is about the day on offer, when there is only one."""
    if (weekday := _weekday_of_the_talk(reading, wish)) is not None:
        return wish.model_copy(update={"days": DayRange(first=weekday, last=weekday)})
    named = _the_one_named(reading, reading.situation.offered)
    day = reading.situation.day_on_offer or (named.start.date() if named else None)
    if wish.days is not None or wish.no_such_day or wish.not_on or day is None:
        return wish
    return wish.model_copy(update={"days": DayRange(first=day, last=day)})


def _weekday_of_the_talk(reading: Reading, wish: When) -> date | None:
    """«el jueves por la tarde», while hours of next week are on offer: next week's Thursday."""
    days = [e.values[0] for e in reading.items if isinstance(e.values[0], Days)]
    offered = {each.start.date() for each in reading.situation.offered}
    if len(days) != 1 or days[0].unit is not Unit.WEEKDAY or wish.days is None or wish.not_on:
        return None
    (weekday,) = days[0].weekdays
    on_offer = [each for each in sorted(offered) if each.weekday() == weekday]
    weeks = {each - timedelta(days=each.weekday()) for each in offered}
    if wish.days.first != days[0].first or len(weeks) != 1:
        return on_offer[0] if on_offer and wish.days.first == days[0].first else None
    day = next(iter(weeks)) + timedelta(days=weekday)
    return day if day > (days[0].first or day) else None


def _shifted(reading: Reading, offered: Sequence[OfferedSlot]) -> Command:
    """«¿algo más tarde?»: after the last of those on offer; or before the first. «a las 12 no
    puedo, antes»: before that.
    """
    starts = sorted(each.start for each in offered)
    if refused := refused_hours(reading):
        at = resolve(refused[0], None, starts[0].date(), reading.moment)
        starts = [each.replace(hour=at.hour, minute=at.minute) for each in starts]
    days = {start.date() for start in starts}
    day = DayRange(first=starts[0].date(), last=starts[0].date()) if len(days) == 1 else None
    wish = reading.when() or When()
    days_said = wish.days or day
    if days_said and days_said.last and days_said.first != days_said.last:
        return ChooseWhen(when=wish.model_copy(update={"days": days_said}))  # «el viernes me voy»
    if reading.has("too_early", "too_late"):  # «qué pronto»: that is no wish
        wish = When()
    if reading.has("later", "too_early"):
        return ChooseWhen(
            when=wish.model_copy(update={"days": days_said, "earliest": _moved(starts[-1], 30)})
        )
    return ChooseWhen(
        when=wish.model_copy(update={"days": days_said, "latest": _moved(starts[0], -30)})
    )


def _moved(start: datetime, minutes: int) -> time:
    return (start + timedelta(minutes=minutes)).time()
