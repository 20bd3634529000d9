"""«¿Abrís el sábado?», «¿y el 5 hasta qué hora?»: on which days it is asked to be open (R29)."""

import re
from calendar import monthrange
from datetime import timedelta

from atrevete_core.domain.commands import AskOpening, Command, DayRange, When

from ..background.closed_days import openings
from ..reading import Reading
from ..temporal.items import Days

#: More days than these are a stretch.
_MOST_DAYS = 3


def opening_asked(reading: Reading) -> list[tuple[int, Command]]:
    """«¿abrís el sábado?»: a day and the word for being open in one sentence."""
    for found in openings(reading):
        start, end = reading.clause(found.start)
        when = _named_day(reading, start, end) or _that_day(reading, range(start, end), found.start)
        if when is not None:
            days = _one_by_one(when)
            days += _next_days(reading, end, days[-1])
            return [(found.start, AskOpening(when=each)) for each in days]
    return []


_THAT_DAY = re.compile(r"\b(?:ese|aquel)(?: mismo)? dia\b")


def _that_day(reading: Reading, clause: range, asked: int) -> When | None:
    """«el martes no trabajo, ¿abrís ese día?»: the day that was named last."""
    if not _THAT_DAY.search(reading.text.between(clause.start, clause.stop)):
        return None
    named = [*reading.told, *(item for item in reading.items if item.end <= asked)]
    days = [item.values[0] for item in named]
    known = [each.single for each in days if isinstance(each, Days) and each.single]
    day = known[-1] if known else reading.situation.day_spoken_of
    return When(days=DayRange(first=day, last=day)) if day else None


def _next_days(reading: Reading, end: int, last: When) -> list[When]:
    """«¿abrís el 6? ¿Y el 5 hasta qué hora?»: the same is asked of other days."""
    asked: list[When] = []
    while reading.text.word(end) in {"?", ".", "|"}:
        start = end + 1
        start, end = reading.clause(start) if start < len(reading.text) else (start, start)
        when = _named_day(reading, start, end)
        named = any(start <= each.start < end for each in reading.mentions)
        if when is None or named or reading.text.word(start) not in {"y", "o", "tampoco"}:
            break
        bare = any("number" in each.rule for each in reading.items if start <= each.start < end)
        asked.append(_in_its_month(when, last) if bare else when)
    return asked


def _named_day(reading: Reading, start: int, end: int) -> When | None:
    """The day asked about; "los sábados" asks for the hours instead."""
    when = reading.when(start, end)
    if when is None or (when.days is None and not when.no_such_day):
        return None
    if when.weekdays or when.soonest or (when.days and when.days.last is None):
        return None
    return when


def _one_by_one(when: When) -> list[When]:
    """«¿abrís el 25 y el 1?» are two days, not the stretch between them."""
    days = when.days
    if days and days.first and days.last and re.search(r"\d+ y (el )?(día )?\d+", when.words):
        first, last = days.first, days.last
        return [
            when.model_copy(update={"days": DayRange(first=day, last=day), "not_on": ()})
            for day in (first, last)
        ]
    if not (when.not_on and days and days.first and days.last):
        return [when]
    length = (days.last - days.first).days + 1
    named = [
        day for ahead in range(length)
        if (day := days.first + timedelta(days=ahead)) not in when.not_on
    ]  # fmt: skip
    if len(named) > _MOST_DAYS:
        return [when]
    return [
        when.model_copy(update={"days": DayRange(first=day, last=day), "not_on": ()})
        for day in named
    ]


def _in_its_month(when: When, last: When) -> When:
    """«¿abrís el 6 de enero? ¿y el 5?»: of January."""
    day = when.days.first if when.days else None
    month = last.days.first if last.days else None
    if day is None or month is None or day.day > monthrange(month.year, month.month)[1]:
        return when
    same = month.replace(day=day.day)
    return when.model_copy(update={"days": DayRange(first=same, last=same)})
