"""How many minutes were said: of a delay, or by how much an appointment is to move."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from atrevete_core.domain.commands import DayRange, When

from .reading import Reading

_HALF_HOURS = {
    "media hora": 30,
    "media horita": 30,
    "un cuarto de hora": 15,
    "cuarto de hora": 15,
    "cuartito de hora": 15,
    "hora y media": 90,
    "una hora": 60,
    "una horita": 60,
    "1 hora": 60,
    "dos horas": 120,
    "2 horas": 120,
    "par de horas": 120,
    "tres horas": 180,
    "3 horas": 180,
    "tres cuartos de hora": 45,
}
_MOST_MINUTES = 600


_CORRECTS = frozenset({"no", "mentira", "digo", "perdon", "bueno", "mejor", "mas"})
_NEAR = 4


def _corrected(words: Sequence[str], index: int, numbers: Mapping[str, int]) -> int | None:
    """«en 20 minutos… no, mentira, 35»."""
    for at in range(index + 1, len(words)):
        number = numbers.get(words[at], int(words[at]) if words[at].isdecimal() else None)
        before = set(words[max(index + 1, at - _NEAR) : at])
        alone = words[at - 1] not in {"las", "la", "un", "una"} and words[at] not in {"un", "una"}
        if number and alone and number < _MOST_MINUTES and before & _CORRECTS:
            return number
    return None


def minutes_said(reading: Reading) -> tuple[int, int, int] | None:
    """How many minutes were said, and the tokens that say it."""
    words = reading.text.words()
    numbers = reading.moment.words.numbers
    for index, word in enumerate(words):
        if word in {"minutos", "m", "'"} and index:
            number = words[index - 1]
            minutes = numbers.get(number, int(number) if number.isdecimal() else None)
            if minutes is not None and minutes < _MOST_MINUTES:
                corrected = _corrected(words, index, numbers)
                return minutes if corrected is None else corrected, index - 1, index + 1
    line = reading.text.line
    for phrase, value in _HALF_HOURS.items():
        place = f" {line}".find(f" {phrase} ")
        if place >= 0:
            start = reading.text.index_at(place)
            return value, start, start + len(phrase.split())
    return None


_BEFORE_BARE = frozenset({"en", "tardo", "tardare", "unos", "como", "otros", "faltan", "quedan"})
_FEW_WORDS = 3


def bare_minutes(reading: Reading) -> tuple[int, int, int] | None:
    """«tardo 15», «llego en 25», «unos 10»: minutes, to somebody who knows that one is late."""
    words = [word for word in reading.text.words() if word not in {".", ",", "!", "?", "|"}]
    numbers = reading.moment.words.numbers
    clocks = {index for item in reading.items for index in range(item.start, item.end)}
    for at, word in enumerate(reading.text.words()):
        number = numbers.get(word, int(word) if word.isdecimal() else None)
        if number is None or at in clocks or not 1 < number < _MOST_MINUTES:
            continue
        if reading.text.word(at - 1) in _BEFORE_BARE or len(words) <= _FEW_WORDS:
            return number, at, at + 1
    return None


#: «un poco más tarde»: at least so many minutes from its hour.
_A_LITTLE = 30
_SOONER = ("adelant", "antes", "pronto", "temprano")


def moved_by(reading: Reading, start: datetime) -> time | None:
    """«atrasármela media hora», «¿puede ser una hora antes?»."""
    said = minutes_said(reading)
    if said is None or any(
        each.start < said[2] and said[1] < each.end for each in reading.mentions
    ):
        return None  # «cámbialo por el masaje de media hora»
    sooner = any(word.startswith(_SOONER) for word in reading.text.words())
    moved = start + timedelta(minutes=-said[0] if sooner else said[0])
    return moved.time() if moved.date() == start.date() else None


_WEEKS = {"una semana": 7, "1 semana": 7, "dos semanas": 14, "2 semanas": 14, "quince dias": 14,
          "15 dias": 14, "siete dias": 7}  # fmt: skip


def moved_by_weeks(reading: Reading, start: datetime) -> When | None:
    """«posponer la cita una semana», «dos semanas más tarde»: on that day of another week."""
    line = f" {reading.text.line}"
    days = next((value for phrase, value in _WEEKS.items() if f" {phrase} " in line), 0)
    shifts = reading.has("later", "earlier") or _SHIFTS.search(line)
    if not days or not shifts or " en una semana " in line:
        return None
    sooner = any(word.startswith(_SOONER) for word in reading.text.words())
    day = (start + timedelta(days=-days if sooner else days)).date()
    return When(days=DayRange(first=day, last=day)) if day > reading.moment.today else None


SAME_HOUR = re.compile(
    r"\bmisma hora\b|\bmismo dia y (?:a )?(?:la )?(?:misma )?hora\b|\bhora y dia\b"
)
_SAME_DAY = re.compile(r"\bmismo dia\b|\bmisma hora y (?:el )?(?:mismo )?dia\b")


def as_it_was(reading: Reading, start: datetime, target: When) -> When | None:
    """«a la semana que viene, el mismo día y a la misma hora»: on its weekday, at its hour."""
    line = reading.text.line
    on_its_day = _on_its_day(start, target.days) if _SAME_DAY.search(line) else None
    at_its_hour = not target.at and SAME_HOUR.search(line)
    moved = target.model_copy(update={"days": on_its_day}) if on_its_day else target
    if at_its_hour:
        return moved.model_copy(update={"at": start.time(), "part": None})
    return moved if on_its_day else None


def _on_its_day(start: datetime, days: DayRange | None) -> DayRange | None:
    """The weekday of the visit within several days, if it is one of them."""
    if days is None or days.first is None or days.last is None or days.first == days.last:
        return None
    day = days.first + timedelta(days=(start.weekday() - days.first.weekday()) % 7)
    return DayRange(first=day, last=day) if day <= days.last else None


_SHIFTS = re.compile(r"\b(?:retras|atras|aplaz|adelant|pospon|corr|mov|muev|pas)\w* ")


def a_little_off(reading: Reading, start: datetime) -> When | None:
    """«¿no podría ser un poco más tarde?»: on its day, after its hour."""
    days = DayRange(first=start.date(), last=start.date())
    if reading.has("later"):
        return When(days=days, earliest=(start + timedelta(minutes=_A_LITTLE)).time())
    if reading.has("earlier"):
        return When(days=days, latest=(start - timedelta(minutes=_A_LITTLE)).time())
    return None
