"""What customers ask: the FAQ, prices, opening days, their appointments (R29, R41-R43)."""

from collections.abc import Mapping

from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskConsultation,
    AskMyAppointments,
    AskOpening,
    AskTotal,
    Command,
    When,
)

from .bookings import services_of
from .notation import Phrasebook
from .reading import Reading
from .vocabulary import Vocabulary
from .words import fold

_OPENING = Phrasebook(
    (phrase, "opening")
    for phrase in (
        "(abris|abre|abren|abrireis|abrira|abriran|abriis|abrides|obriu|trabajais|trabajareis|cerrais|cerrareis|cierra|cierran|abierto|abiertos|abiertas|cerrado|cerrados)",
        "estais (abiertos|abiertas|cerrados|el|los)", "(teneis|hay) (abierto|cerrado)", "are you open",
    )
)  # fmt: skip
_GENERIC = frozenset({"los", "las", "todos", "cada"})


class Questions:
    """Finds what is asked; topics of the salon's own settings are recognised by their words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._topics = Phrasebook(
            ((phrase, topic) for topic, phrases in vocabulary.topics.items() for phrase in phrases),
            vocabulary.calendar.classes,
        )
        self._vocabulary = vocabulary

    def commands(self, reading: Reading) -> list[tuple[int, Command]]:
        opening = self._opening(reading)
        topics = self._asked_topics(reading, skip_hours=bool(opening))
        return [*opening, *topics, *self._services(reading), *self._own(reading)]

    # — opening and FAQ —

    def _opening(self, reading: Reading) -> list[tuple[int, Command]]:
        """ "¿abrís el sábado?": a day and the word for being open in one sentence."""
        for found in _OPENING.everywhere(reading.text):
            start, end = reading.clause(found.start)
            when = self._named_day(reading, start, end)
            if when is not None:
                return [(found.start, AskOpening(when=when))]
        return []

    @staticmethod
    def _named_day(reading: Reading, start: int, end: int) -> When | None:
        """The day asked about; "los sábados" asks for the hours instead."""
        when = reading.when(start, end)
        if when is None or (when.days is None and not when.no_such_day):
            return None
        if when.weekdays or when.soonest or (when.days and when.days.last is None):
            return None
        return when

    def _asked_topics(self, reading: Reading, *, skip_hours: bool) -> list[tuple[int, Command]]:
        found: dict[str, int] = {}
        for each in self._topics.everywhere(reading.text):
            if each.payload == "hours" and skip_hours or self._is_something_else(reading, each.payload):
                continue
            topic = _salons_name(each.payload, self._vocabulary.topics, reading.situation.topics)
            found.setdefault(topic, each.start)
        if not skip_hours and "hours" not in found and self._asks_hours(reading):
            found.setdefault(_salons_name("hours", self._vocabulary.topics, reading.situation.topics), 0)
        found |= {
            topic: place for topic, place in self._salons_own(reading).items() if topic not in found
        }
        if not found:
            return []
        ordered = sorted(found, key=lambda topic: found[topic])
        return [(min(found.values()), Ask(topics=tuple(ordered)))]

    @staticmethod
    def _asks_hours(reading: Reading) -> bool:
        return any(True for _ in _OPENING.everywhere(reading.text)) and (
            reading.asks or bool(set(reading.text.words()) & _GENERIC)
        )

    @staticmethod
    def _is_something_else(reading: Reading, topic: str) -> bool:
        """ "festivo" in "quiero cita el festivo" asks nothing; paying while a link waits is R45."""
        if topic == "payment" and reading.situation.waits_for_payment:
            return reading.has("payment_trouble", "pay_otherwise", "paid")
        if topic == "cancellation":
            return reading.has("cancel_now")
        return topic == "holidays" and not (reading.asks or len(reading.text) <= 4)  # noqa: PLR2004

    @staticmethod
    def _salons_own(reading: Reading) -> dict[str, int]:
        """Topics of the salon whose key words are asked about."""
        if not reading.asks:
            return {}
        words = reading.text.words()
        places = {word: index for index, word in reversed(list(enumerate(words)))}
        found = {}
        for topic, keys in reading.situation.topics.items():
            place = min((places[fold(key)] for key in keys if fold(key) in places), default=None)
            if place is not None and not reading.covers("availability", place):
                found[topic] = place
        return found

    # — services —

    def _services(self, reading: Reading) -> list[tuple[int, Command]]:
        spans = [span for intent in ("price", "duration", "what_is") for span in reading.spans(intent)]
        if reading.has("compare") and (len(reading.mentions) >= 2 or not reading.has("price", "duration")):  # noqa: PLR2004
            names, unclear = services_of(reading, reading.mentions)
            between = (*names, *(name for each in unclear for name in each.candidates))
            return [(reading.spans("compare")[0].start, AskConsultation(between=between[:4]))]
        if reading.has("consultation") and not reading.has("book", "availability"):
            return []
        if reading.has("total") and not (reading.mentions and not reading.situation.services):
            return [(reading.spans("total")[0].start, AskTotal())]
        if not spans:
            return []
        asked = self._asked_mentions(reading, min(span.start for span in spans))
        names, unclear = services_of(reading, asked)
        if not names and not unclear:
            names = reading.situation.services
            if not names and not reading.asks and len(reading.text) > 8:  # noqa: PLR2004
                return []
        return [(spans[0].start, AskAboutServices(services=names, unclear=unclear))]

    @staticmethod
    def _asked_mentions(reading: Reading, start: int) -> list:  # type: ignore[type-arg]
        first, last = reading.clause(start)
        inside = [each for each in reading.mentions if first <= each.start < last]
        return inside or reading.mentions

    @staticmethod
    def _own(reading: Reading) -> list[tuple[int, Command]]:
        spans = reading.spans("my_appointments")
        if not spans or reading.has("change", "cancel", "late"):
            return []
        return [(spans[0].start, AskMyAppointments())]


def _salons_name(
    topic: str, phrases: Mapping[str, tuple[str, ...]], salon: Mapping[str, tuple[str, ...]]
) -> str:
    """The salon's own name for a topic, when its name or key words show that it is the same."""
    if topic in salon:
        return topic
    spoken = " ".join(phrases.get(topic, ()))
    for name, keys in salon.items():
        words = {fold(name), *map(fold, keys)}
        if any(len(word) > 4 and word in spoken for word in words):  # noqa: PLR2004
            return name
    return topic
