"""How many minutes were said: of a delay, or by how much an appointment is to move."""

from .reading import Reading

_HALF_HOURS = {
    "media hora": 30,
    "un cuarto de hora": 15,
    "cuarto de hora": 15,
    "una hora": 60,
    "tres cuartos de hora": 45,
}
_MOST_MINUTES = 600


def minutes_said(reading: Reading) -> tuple[int, int, int] | None:
    """How many minutes were said, and the tokens that say it."""
    words = reading.text.words()
    numbers = reading.moment.words.numbers
    for index, word in enumerate(words):
        if word in {"minutos", "m", "'"} and index:
            number = words[index - 1]
            minutes = numbers.get(number, int(number) if number.isdecimal() else None)
            if minutes is not None and minutes < _MOST_MINUTES:
                return minutes, index - 1, index + 1
    line = reading.text.line
    for phrase, value in _HALF_HOURS.items():
        place = f" {line}".find(f" {phrase} ")
        if place >= 0:
            start = reading.text.index_at(place)
            return value, start, start + len(phrase.split())
    return None
