"""The words of dates, typed, and the classes that phrases of dates are made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..text.notation import WordClass
from ..text.words import fold

_MERIDIEMS = (
    "am", "pm", "de la mañana", "de la tarde", "de la noche", "de la madrugada", "del mediodia",
    "de mediodia", "por la mañana", "por la tarde",
)  # fmt: skip

_FRACTIONS = ("1/2", "1/4", "3/4", "½", "¼")


@dataclass(frozen=True)
class CalendarWords:
    """Which word means which weekday, month, number or feast."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]
    numbers: Mapping[str, int]
    ordinals: Mapping[str, int]
    #: Feast → (month, day).
    feasts: Mapping[str, tuple[int, int]]
    #: Feast → days after Easter Sunday.
    easter: Mapping[str, int]
    #: Feast → (month, weekday, which of the month's, days after it): "Mother's Day".
    movable: Mapping[str, tuple[int, int, int, int]]
    #: Season → (month, day) of its first and last day.
    seasons: Mapping[str, tuple[tuple[int, int], tuple[int, int]]]

    @property
    def classes(self) -> dict[str, WordClass]:
        """The classes of the notation: <weekday>, <month>, <n>, <hour> and others."""
        numbers = tuple(self.numbers)
        return {
            "weekday": WordClass(tuple(self.weekdays)),
            "month": WordClass(tuple(self.months)),
            "n": WordClass(numbers, r"\d{1,3}"),
            "day": WordClass(numbers, r"\d{1,2}"),
            "year": WordClass((), r"(?:19|20)?\d{2}"),
            "hour": WordClass(
                tuple(word for word, value in self.numbers.items() if value <= 23),
                r"\d{1,2}(?::\d{2})?",
            ),
            "minute": WordClass(numbers, r"\d{1,2}"),
            # «a las 5 y un peinado» is no minute past five.
            "plus": WordClass(
                (
                    *("media", "cuarto", "un cuarto", "tres cuartos", "pico", "algo", *_FRACTIONS),
                    *(word for word, value in self.numbers.items() if value >= 5),
                ),
                r"\d{2}|5",
            ),
            "half": WordClass(("media", "cuarto", "un cuarto", "tres cuartos", *_FRACTIONS)),
            "less": WordClass(("cuarto", "un cuarto", "1/4", "¼", *numbers), r"\d{1,2}"),
            "bare": WordClass(
                tuple(word for word, value in self.numbers.items() if value >= 10),
                r"[0-5]\d",
            ),
            "meridiem": WordClass(_MERIDIEMS),
            "clock": WordClass((), r"\d{1,2}:\d{2}"),
            "compact": WordClass((), r"(?:[01]?\d|2[0-3])[0-5]\d"),
            "date": WordClass((), r"\d{1,2}/\d{1,2}(?:/\d{2,4})?"),
            "iso": WordClass((), r"\d{4}-\d{1,2}-\d{1,2}"),
            "ordinal": WordClass(tuple(self.ordinals)),
            "feast": WordClass((*self.feasts, *self.easter, *self.movable)),
            "season": WordClass(tuple(self.seasons)),
        }

    def number(self, word: str) -> int:
        """«quince» and «15» → 15."""
        return self.numbers[word] if word in self.numbers else int(word)


def calendar_words(table: Mapping[str, Any]) -> CalendarWords:
    """From the file's tables."""
    return CalendarWords(
        weekdays=_numbered(table["weekdays"]),
        months=_numbered(table["months"]),
        numbers=_numbered(table["numbers"]),
        ordinals=_numbered(table["ordinals"]),
        feasts={word: _month_day(key) for word, key in _turned(table["feasts"]).items()},
        easter=_numbered(table["easter"]),
        movable={word: _movable(key) for word, key in _turned(table["movable"]).items()},
        seasons={word: _season(key) for word, key in _turned(table["seasons"]).items()},
    )


def _turned(table: Mapping[str, list[str]]) -> dict[str, str]:
    """`key = [words]` as word → key."""
    return {fold(word): key for key, words in table.items() for word in words}


def _numbered(table: Mapping[str, list[str]]) -> dict[str, int]:
    return {word: int(key) for word, key in _turned(table).items()}


def _month_day(key: str) -> tuple[int, int]:
    month, day = key.split("-")
    return int(month), int(day)


def _movable(key: str) -> tuple[int, int, int, int]:
    month, weekday, nth, later = map(int, key.split("/"))
    return month, weekday, nth, later


def _season(key: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, last = key.split("/")
    return _month_day(first), _month_day(last)
