"""Topics of the salon's FAQ: hours, address, parking, paying, cancelling… and its own (R29)."""

from collections.abc import Sequence

from ..background.closed_days import TOLD_CLOSED, is_other_door, openings
from ..background.supposing import CANCELLING, OTHERWISE
from ..own.payment import pays_otherwise
from ..reading import Reading
from ..text.notation import Phrasebook, words_of
from ..text.words import fold, listed
from ..vocabulary import Vocabulary

_TOLD_OF = (CANCELLING, OTHERWISE, TOLD_CLOSED)


#: A salon's topic is a usual one when more than this share of its words is.
_ALIKE = 0.5
_GENERIC = frozenset({"los", "las", "todos", "cada"})


#: «quería saber si abren los festivos».
_TO_KNOW = listed("saber preguntar preguntaros preguntarles consultar decirme")


class Topics:
    """Recognises them; those of the salon's own settings by their key words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._topics = Phrasebook(
            ((phrase, topic) for topic, phrases in vocabulary.topics.items() for phrase in phrases),
            vocabulary.calendar.classes,
        )
        self._vocabulary = vocabulary
        self._spoken = {
            topic: frozenset(word for phrase in phrases for word in words_of(phrase)) | {topic}
            for topic, phrases in vocabulary.topics.items()
        }

    def asked(self, reading: Reading, *, skip_hours: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self._topics.everywhere(reading.text):
            if (each.payload in {"hours", "holidays"} and skip_hours) or self._is_something_else(
                reading, each.payload
            ):
                continue
            if each.payload == "hours" and is_other_door(reading, each.start, each.end):
                continue
            topic = self._salons_name(each.payload, reading)
            found.setdefault(topic, each.start)
        if not skip_hours and "hours" not in found and self._asks_hours(reading):
            found.setdefault(self._salons_name("hours", reading), openings(reading)[0].start)
        found |= {
            topic: place for topic, place in self._salons_own(reading).items() if topic not in found
        }
        for each in [one for kind in _TOLD_OF for one in reading.spans(kind)]:
            inside = range(each.start, each.end)  # «pierdo la señal» asks nothing of paying
            apart = () if each.payload != CANCELLING else self._apart_from_money(reading)
            found = {
                topic: place
                for topic, place in found.items()
                if place not in inside or topic in apart
            }
            if each.payload == CANCELLING:
                found.setdefault(self._salons_name("cancellation", reading), each.start)
        return dict(sorted(found.items(), key=lambda each: each[1]))

    def _apart_from_money(self, reading: Reading) -> set[str]:
        """«¿qué horario tenéis y qué pasa si cancelo?» asks for the hours as well."""
        return {self._salons_name(topic, reading) for topic in ("hours", "address", "parking")}

    @staticmethod
    def _asks_hours(reading: Reading) -> bool:
        return bool(openings(reading)) and (
            reading.asks or bool(set(reading.text.words()) & _GENERIC)
        )

    @staticmethod
    def _is_something_else(reading: Reading, topic: str) -> bool:
        """«festivo» in «quiero cita el festivo» asks nothing; paying while a link waits is R45."""
        if topic == "hours" and reading.situation.waits_for_payment and reading.has("will_pay"):
            return True  # «¿hasta qué hora me lo guardas?»
        gives_up = reading.has("cancel", "cancel_now") and not reading.asks
        if topic == "payment" and (reading.has("deposit_needed") or pays_otherwise(reading)):
            return True
        if topic == "payment":  # «cancela aunque pierda el anticipo»
            waits = reading.situation.waits_for_payment
            told = waits and reading.has("payment_trouble", "paid")
            return told or (gives_up and not waits)
        if topic == "cancellation":
            now = reading.situation  # «¿puedo cambiarla al viernes?»
            has_one = now.has_upcoming or (now.waits_for_payment and bool(reading.items))
            without = gives_up and "sin" in reading.text.words()  # «cancela sin devolución»
            told = without or reading.has("cancel_now", "waiting_list")
            return told or (has_one and reading.has("change"))
        asks = reading.asks or bool(_TO_KNOW & {*reading.text.words()})
        return topic == "holidays" and not (asks or len(reading.text) <= 4)

    def _salons_own(self, reading: Reading) -> dict[str, int]:
        """Topics that only this salon has, by their key words."""
        if not reading.asks:
            return {}
        words = reading.text.words()
        places = {word: index for index, word in reversed(list(enumerate(words)))}
        usual = {self._salons_name(topic, reading) for topic in self._vocabulary.topics}
        found = {}
        for topic, keys in reading.situation.topics.items():
            place = min((places[fold(key)] for key in keys if fold(key) in places), default=None)
            if place is not None and topic not in usual:
                found[topic] = place
        return found

    def _salons_name(self, topic: str, reading: Reading) -> str:
        """The salon's own name for a usual topic, by its name or its key words."""
        salon = reading.situation.topics
        if topic in salon:
            return topic
        best = max(salon, key=lambda name: self._likeness(topic, name, salon[name]), default="")
        if not best or best in self._vocabulary.topics:
            return topic
        mine = self._likeness(topic, best, salon[best])
        others = (other for other in self._vocabulary.topics if other != topic)
        beaten = any(self._likeness(other, best, salon[best]) > mine for other in others)
        return topic if beaten or mine <= _ALIKE else best

    def _likeness(self, topic: str, name: str, keys: Sequence[str]) -> float:
        """Which share of the salon's words for its topic are words of the usual one."""
        words = [word for key in (name, *keys) for word in fold(key).split()]
        return sum(word in self._spoken[topic] for word in words) / len(words)
