"""What customers ask: the FAQ, prices, opening days, their appointments (R29, R41-R43)."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import timedelta

from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskConsultation,
    AskDiscount,
    AskMyAppointments,
    AskOpening,
    AskTotal,
    Command,
    DayRange,
    When,
)
from atrevete_core.ports.language_model import Question

from ..background.closed_days import TOLD_CLOSED, openings
from ..background.supposing import CANCELLING, OTHERWISE
from ..mention import Mention
from ..own.payment import pays_otherwise
from ..reading import Reading
from ..services.named_apart import each_apart
from ..services.spoken import of_spoken, spoken_of_before
from ..text.notation import Found, Phrasebook, words_of
from ..text.words import fold, listed
from ..vocabulary import Vocabulary
from ..wanted.refusing import is_refused
from ..wanted.wished import services_of
from ..which_and_target import spoken_of
from ..wishes.packs import pack_with, packs_asked
from .asides import adds_to_back
from .open_questions import apart_from, asked_openly


def _is_decided(reading: Reading) -> bool:
    """«no me decido: la consulta gratuita, el jueves»: that is the decision."""
    names = [name for each in reading.mentions for name in each.names]
    free = all(name.casefold().startswith("consulta") for name in names)
    return bool(names) and bool(reading.items) and free


#: «la cita es para mi suegra» tells for whom; nothing is asked.
_SOMEBODYS = listed("mi mis su sus un una")
_TOLD_OF = (CANCELLING, OTHERWISE, TOLD_CLOSED)
_ABOUT_SERVICES = ("price", "duration", "what_is")
#: A salon's topic is a usual one when more than this share of its words is.
_ALIKE = 0.5
#: More days than these are a stretch.
_MOST_DAYS = 3
_GOES_ON = listed(
    "? . , | y e o con mas + tambien el la los las de del un una lo eso precio tb por "
    "para cuanto seria valen vale tambien llevan"
)
_GENERIC = frozenset({"los", "las", "todos", "cada"})


def _asks_deposit(reading: Reading) -> bool:
    """«¿y cuánto pago ahora y cuánto allí?» beside the prices (R42)."""
    words = {
        word for each in reading.spans("total") for word in reading.text.words(each.start, each.end)
    }
    return bool(words & {"pago", "pagar", "anticipo", "adelantar", "ahora", "señal"})


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


def _goes_on(reading: Reading, end: int, start: int) -> bool:
    """«¿cuánto cuestan las cejas? ¿y la manicura?»: nothing but small words between."""
    return set(reading.text.words(end, start)) <= _GOES_ON


def adds(reading: Reading) -> bool:
    """«¿y si añado secado, cuánto sería?»: to what is spoken of."""
    now = reading.situation
    spoken = now.services or (reading.question is Question.ANYTHING_ELSE and now.choices)
    new = [each for each in reading.mentions if each.clear and each.names[0] not in now.services]
    joins = reading.has("adding") or (_AND_ALSO.match(reading.text.line) and not reading.asks)
    return bool(spoken and new and joins) or adds_to_back(reading)


#: «y un peinado», «ah y el secado», after the prices were told.
#: «quería saber si abren los festivos».
_TO_KNOW = listed("saber preguntar preguntaros preguntarles consultar decirme")
_AND_ALSO = re.compile(
    r"(?:(?:ah|vale|ok|si|bueno) )?(?:, )?y (?:(?:ponme|quiero|me pones|hazme) )?"
    r"(?:(?:el|la|los|las|un|una|unas|unos) )?(?!luego|si |a |para |el |que )\w+(?: \w+){0,3} ?$"
)


def _haggles(reading: Reading) -> list[tuple[int, Command]]:
    """«¿me hacéis un descuentito?»: beside whatever else is wanted."""
    spans = reading.spans("discount")
    if not spans:
        return []
    names, unclear = services_of(reading, reading.mentions)
    asked = AskAboutServices(services=names, unclear=unclear)
    booking = reading.has("book", "availability") or bool(reading.items)
    price = [(spans[0].start + 1, asked)] if (names or unclear) and not booking else []
    return [(spans[0].start, AskDiscount()), *price]


def _is_open(reading: Reading, span: Found[str]) -> bool:
    """«¿cuánto me dura el tinte puesto?» asks for no minutes."""
    return any(
        each.start < span.end and span.start < each.end for each in reading.spans("open_question")
    )


def _of_own(reading: Reading) -> tuple[str, ...]:
    """«¿y cuánto dura?», of the appointment that was just spoken of."""
    all_own = reading.situation.upcoming
    own = spoken_of(reading) or (all_own[0] if len(all_own) == 1 else None)
    return own.services if own else ()


class Questions:
    """Finds what is asked; topics of the salon's own settings are recognised by their words."""

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

    def commands(self, reading: Reading) -> list[tuple[int, Command]]:
        others = asked_openly(reading)
        opening = self._opening(reading)
        topics = self._asked_topics(reading, skip_hours=bool(opening))
        asked = [(min(topics.values()), Ask(topics=tuple(topics)))] if topics else []
        if not (reading.mentions or reading.has("book", "availability")):
            reading.forget_people(topics.values())
        return [
            *opening, *asked, *(packs_asked(reading) or self._services(reading)),
            *self._own(reading), *_haggles(reading),
            *apart_from(reading, others, topics.values()),
        ]  # fmt: skip

    # — opening and FAQ —

    def _opening(self, reading: Reading) -> list[tuple[int, Command]]:
        """«¿abrís el sábado?»: a day and the word for being open in one sentence."""
        for found in openings(reading):
            start, end = reading.clause(found.start)
            when = self._named_day(reading, start, end)
            if when is not None:
                days = _one_by_one(when)
                days += self._next_days(reading, end, days[-1])
                return [(found.start, AskOpening(when=each)) for each in days]
        return []

    def _next_days(self, reading: Reading, end: int, last: When) -> list[When]:
        """«¿abrís el 6? ¿Y el 5 hasta qué hora?»: the same is asked of other days."""
        asked: list[When] = []
        while reading.text.word(end) in {"?", ".", "|"}:
            start = end + 1
            start, end = reading.clause(start) if start < len(reading.text) else (start, start)
            when = self._named_day(reading, start, end)
            named = any(start <= each.start < end for each in reading.mentions)
            if when is None or named or reading.text.word(start) not in {"y", "o", "tampoco"}:
                break
            bare = any("number" in each.rule for each in reading.items if start <= each.start < end)
            asked.append(_in_its_month(when, last) if bare else when)
        return asked

    @staticmethod
    def _named_day(reading: Reading, start: int, end: int) -> When | None:
        """The day asked about; "los sábados" asks for the hours instead."""
        when = reading.when(start, end)
        if when is None or (when.days is None and not when.no_such_day):
            return None
        if when.weekdays or when.soonest or (when.days and when.days.last is None):
            return None
        return when

    def _asked_topics(self, reading: Reading, *, skip_hours: bool) -> dict[str, int]:
        found: dict[str, int] = {}
        for each in self._topics.everywhere(reading.text):
            if (each.payload in {"hours", "holidays"} and skip_hours) or self._is_something_else(
                reading, each.payload
            ):
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

    # — services —

    def _services(self, reading: Reading) -> list[tuple[int, Command]]:
        spans = [
            *(
                span
                for intent in _ABOUT_SERVICES
                for span in reading.spans(intent)
                if self._is_of_service(reading, span, intent) and not _is_open(reading, span)
            ),
            *(span for span in reading.spans("offers") if self._is_offer(reading, span.end)),
        ]
        if (
            reading.has("compare")
            and not _is_decided(reading)
            and (len(reading.mentions) >= 2 or not reading.has("price", "duration"))
        ):
            names, unclear = services_of(reading, reading.mentions)
            open_ = (name for each in unclear for name in each.candidates)
            either = tuple(dict.fromkeys((*each_apart(reading, names), *open_)))
            return [(reading.spans("compare")[0].start, AskConsultation(between=either[:4]))]
        if reading.has("consultation") and not spans and not reading.has("book", "availability"):
            return []
        if adds(reading) and (spans or reading.has("total")):
            return [(len(reading.text), AskTotal())]
        if reading.has("total") and reading.mentions and _asks_deposit(reading):
            asked = spans or reading.spans("total")
            return [*self._priced(reading, asked), (len(reading.text), AskTotal())]
        if reading.has("total") and not (reading.mentions and not reading.situation.services):
            return [(reading.spans("total")[0].start, AskTotal())]
        ours = reading.mentions or not reading.has("not_offered")
        return self._priced(reading, spans) if spans and ours else []

    def _priced(self, reading: Reading, spans: list[Found[str]]) -> list[tuple[int, Command]]:
        asked = self._asked_mentions(reading, sorted(span.start for span in spans))
        refused = {name for each in asked if is_refused(reading, each) for name in each.names}
        asked = [each for each in asked if not is_refused(reading, each)]
        names, unclear = services_of(reading, [of_spoken(each, reading) for each in asked])
        spoken = spoken_of_before(reading)
        if refused & {*spoken}:  # «¿y sin el secado?», «¿y en vez del secado, peinado?»
            kept = (name for name in spoken if name not in refused)
            names = tuple(dict.fromkeys((*kept, *names)))
        names = each_apart(reading, names)
        if not names and not unclear:
            names = reading.situation.services or _of_own(reading)
            if not names and not reading.asks and len(reading.text) > 8:
                return []
        with_pack = [each.pack for _, each in pack_with(reading, names) if each.pack not in names]
        names = (*names, *filter(None, with_pack))  # «¿las mechas? ¿y con el pack?»
        return [(spans[0].start, AskAboutServices(services=names, unclear=unclear))]

    @staticmethod
    def _is_of_service(reading: Reading, span: Found[str], intent: str) -> bool:
        """«¿qué es el barro gold?», but not «es que es la Almudena»."""
        if reading.text.between(span.start - 1, span.start + 2) == ", que es" and not reading.asks:
            return False  # «a las 11, que es lo primero»
        if reading.text.word(span.start - 1) in {"es", "ya"} and not reading.asks:
            return False  # «es que son 48 euros»
        if intent != "what_is" and reading.text.word(span.start) != "que":
            return True
        first, last = reading.clause(span.start)
        return not reading.mentions or any(first <= e.start < last for e in reading.mentions)

    @staticmethod
    def _is_offer(reading: Reading, end: int) -> bool:
        """«¿hacéis uñas de gel?»: the service follows at once."""
        asks = reading.asks and not reading.has("availability")
        return asks and any(end <= each.start <= end + 1 for each in reading.mentions)

    @staticmethod
    def _asked_mentions(reading: Reading, starts: Sequence[int]) -> list[Mention]:
        """What stands in the sentences that ask, or goes on after them; else all that is named."""
        inside: list[Mention] = []
        for first, last in dict.fromkeys(map(reading.clause, starts)):
            end, here = last, [e for e in reading.mentions if first <= e.start < last]
            for each in reading.mentions:
                if here and each.start >= end and _goes_on(reading, end, each.start):
                    here.append(each)
                    _, end = reading.clause(each.start)
            inside += [each for each in here if each not in inside]
        return inside or reading.mentions

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
