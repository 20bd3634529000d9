"""What customers ask: the FAQ, prices, opening days, their appointments (R29, R41-R43)."""

from atrevete_core.domain.commands import (
    Ask,
    AskMyAppointments,
    Command,
)

from ..reading import Reading
from ..text.words import listed
from ..vocabulary import Vocabulary
from ..wishes.packs import packs_asked
from .open_questions import apart_from, asked_openly
from .opening_asked import opening_asked
from .services_asked import haggles, services_asked
from .topics import Topics

#: «la cita es para mi suegra» tells for whom; nothing is asked.
_SOMEBODYS = listed("mi mis su sus un una")


class Questions:
    """Finds all that is asked."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._topics = Topics(vocabulary)

    def commands(self, reading: Reading) -> list[tuple[int, Command]]:
        others = asked_openly(reading)
        opening = opening_asked(reading)
        topics = self._topics.asked(reading, skip_hours=bool(opening))
        asked = [(min(topics.values()), Ask(topics=tuple(topics)))] if topics else []
        if not (reading.mentions or reading.has("book", "availability")):
            reading.forget_people(topics.values())
        return [
            *opening, *asked, *(packs_asked(reading) or services_asked(reading)),
            *self._own(reading), *haggles(reading),
            *apart_from(reading, others, topics.values()),
        ]  # fmt: skip

    @staticmethod
    def _own(reading: Reading) -> list[tuple[int, Command]]:
        spans = [
            each
            for each in reading.spans("my_appointments")
            if reading.text.word(each.end) not in _SOMEBODYS
        ]
        if not spans or reading.moves or reading.has("change", "cancel"):
            return []
        asked = [each for each in spans if reading.text.word(reading.clause(each.start)[1]) == "?"]
        if reading.has("late") and not asked:
            return []  # «tenía cita a las 5, llego tarde» asks nothing
        return [(spans[0].start, AskMyAppointments())]
