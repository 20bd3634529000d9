"""What the words of a burst may mean: read once, step by step, before anything is decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.commands import When
from atrevete_core.domain.conversation import Utterance
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.language_model import Request, Situation

from .background.dates_of_answers import WHEN_QUESTIONS, drop_dates_of_answers
from .background.no_price import drop_prices_of_the_place
from .background.reasons import drop_reasons
from .background.sounding import drop_doubts_about_nothing, drop_what_only_sounds
from .background.supposing import drop_supposed
from .mention import Mention, without_repeats
from .names.told import Names
from .own.along import for_whoever_joins
from .own.if_not import drop_if_not
from .own.keeping import drop_what_is_none
from .own.moving import moves_own
from .own.told_of_others import without_kept
from .own.which import with_own_days
from .people.for_whom import drop_both
from .people.found import People
from .people.names_found import find_names
from .people.owner_now import owner_now
from .people.stylists_said import is_asked_about, named_stylists
from .people.who_comes import WhoComes
from .people.whose import asks_for_whom, writers_kind
from .people.years import ages_told, children_of
from .questions.open_questions import drop_times_of_open_questions
from .reading import NamedStylist, Reading
from .services.either_form import undecided
from .services.hair_length import of_the_chosen
from .services.in_catalogue import Catalogues, ServiceWords
from .services.spoken import as_drafted, named_before
from .temporal import Item, Moment, combine, known_words, phrasebook, scan
from .text.notation import Found, Phrasebook
from .text.words import Text, fold
from .vocabulary import Vocabulary
from .wanted.another_time import drop_of_another_time
from .wanted.decided_there import drop_decided_there
from .wanted.refusing import is_exchanged, is_refused, is_unwanted
from .wanted.said_once import without_compared
from .wishes.corrections import take_back
from .wishes.told_again import told_again

#: How many of the customer's last messages "las dos" may look back to.
_MEMORY = 4


class Reader:
    """Reads bursts: what is named and told in them, without what is only background."""

    def __init__(self, words: Vocabulary) -> None:
        self._vocabulary = words
        self.spelling = words.spelling.knowing(known_words())
        self.names = Names(words)
        self._intents = Phrasebook(
            ((phrase, intent) for intent, phrases in words.intents.items() for phrase in phrases),
            words.calendar.classes,
        )
        self._dates = phrasebook(words)
        self._catalogues = Catalogues(words, self.spelling)
        self._people = People(words)
        self._who_comes = WhoComes(words, self._people, self.names)

    def when(
        self, text: str, now: datetime, hours: OpeningHours
    ) -> tuple[When | None, list[Item], Text]:
        """Only the date and hour of a text, as an answer to "¿cuándo?"."""
        moment = Moment(now, hours, self._vocabulary.calendar)
        words = self.spelling.text([text])
        items = scan(words, moment, self._dates, is_answer=True)
        return combine(items, words, moment), items, words

    def burst(self, request: Request) -> Reading | None:
        """The words and all that is found in them; None for a burst without words."""
        texts = [message.text for message in request.messages if message.text.strip()]
        return self.read(texts, request.situation) if texts else None

    def read(self, texts: Sequence[str], situation: Situation) -> Reading:
        """The same, of messages that were said one after the other in that situation."""
        services = self._catalogues.words(situation.catalogue)
        stylists = {fold(each.name): each for each in situation.catalogue.stylists}
        text = self.spelling.text(texts, services.words | frozenset(stylists))
        found = self._phrases(text)
        asks_only = found.pop("just_a_question", [])
        reading = self._named(text, situation, services, found)
        _drop_background(reading)
        reading.kind = writers_kind(reading)
        if not reading.people and not reading.has("man_stylist", "woman_stylist"):
            reading.mentions = services.refining.for_whom(
                reading.mentions, text, situation.services, man=reading.kind == "man"
            )
        self._tell_who(reading, stylists)
        drop_dates_of_answers(reading)
        _drop_not_wished(reading, asks_only)
        self._settle(reading)
        return reading

    def before(self, reading: Reading, history: Sequence[Utterance]) -> Iterator[Reading]:
        """The customer's last bursts, latest first, as if they were said now."""
        bursts = [
            [each.text for each in said]
            for speaker, said in groupby(history, key=lambda each: each.speaker)
            if speaker == "customer"
        ]
        situation = replace(reading.situation, question=None, offered=())
        return (self.read(texts, situation) for texts in reversed(bursts[-_MEMORY:]))

    def with_ages(self, reading: Reading, history: Sequence[Utterance]) -> Reading:
        """How old those are for whom it is: «mi hijo de 6 años…», and then «un corte»."""
        now = reading.situation
        before = [each.whom for each in now.group] or list(now.companions)
        whoms = [each for each in before if each] or [each.whom for each in reading.people]
        children = children_of(whoms, self._vocabulary.relations)
        if not children:
            return reading
        ages = ages_told(reading, children, self.before(reading, history))
        return replace(reading, ages=ages)

    def _phrases(self, text: Text) -> dict[str, list[Found[str]]]:
        """What is said, by intent, without what only sounds like it."""
        found: dict[str, list[Found[str]]] = {}
        for each in self._intents.everywhere(text):
            found.setdefault(each.payload, []).append(each)
        drop_what_only_sounds(text, found)
        return found

    def _named(
        self,
        text: Text,
        situation: Situation,
        services: ServiceWords,
        found: dict[str, list[Found[str]]],
    ) -> Reading:
        """Days and hours, services and people, as they stand in the words."""
        moment = Moment(situation.now, situation.hours, self._vocabulary.calendar)
        mentions = _services_said(services, text, situation)
        items = scan(
            text,
            moment,
            self._dates,
            spoken=_day_spoken_of(situation),
            is_answer=situation.question in WHEN_QUESTIONS,
        )
        people = self._people.find(text, mentions, situation.companions)
        return Reading(
            text=text,
            situation=situation,
            moment=moment,
            found=found,
            items=items,
            mentions=mentions,
            people=people,
        )

    def _tell_who(self, reading: Reading, stylists: Mapping[str, Stylist]) -> None:
        """Who comes, how they are called, and with whom they want to be."""
        find_names(reading, self._vocabulary)
        _tell_stylists_apart(reading, named_stylists(reading, stylists))
        self._who_comes.name(reading)
        drop_both(reading)
        reading.owner = owner_now(reading)
        self._who_comes.with_company(reading)
        asks_for_whom(reading, self._who_comes.writers_name(reading))

    def _settle(self, reading: Reading) -> None:
        """What is left after every change of mind."""
        said = list(with_own_days(without_kept(for_whoever_joins(reading))).mentions)
        reading.told_again = told_again(reading, self._vocabulary.relations)
        take_back(reading)
        reading.taken_back = [each for each in said if each not in reading.mentions]
        reading.moves = moves_own(reading)


def _drop_background(reading: Reading) -> None:
    """What is a reason, is supposed, or is told of another place wishes nothing."""
    drop_reasons(reading)
    found = reading.found = dict(reading.found)  # what follows drops more of the same
    drop_if_not(reading, found)
    drop_what_is_none(reading, found)
    drop_supposed(reading, found)
    drop_decided_there(reading)
    drop_doubts_about_nothing(reading, found)
    drop_prices_of_the_place(reading, found)
    drop_times_of_open_questions(reading, found)


def _drop_not_wished(reading: Reading, asks_only: Sequence[Found[str]]) -> None:
    """Services that are asked about, praised, had before or refused."""
    for span in (*reading.spans("not_offered"), *reading.spans("out_of_scope"), *asks_only):
        reading.drop_mentions(span.start, span.end)
    if reading.has("praise") and not (reading.asks or reading.has("book", "also", "usual")):
        reading.drop_mentions(0, len(reading.text))
    drop_of_another_time(reading)
    reading.mentions = [
        as_drafted(each, reading) if is_refused(reading, each) else each
        for each in reading.mentions
    ]


def _services_said(services: ServiceWords, text: Text, situation: Situation) -> list[Mention]:
    """What is named, each thing once, with what is told of it elsewhere in the message."""
    said = undecided(services.mentions(text, named_before(situation)), text, situation.catalogue)
    said = said or of_the_chosen(text, situation, services.stems)
    return without_compared(without_repeats(said, text), text)


def _tell_stylists_apart(reading: Reading, by_name: list[NamedStylist]) -> None:
    """With whom they want to be, and with whom not (any more)."""
    text = reading.text
    reading.exchanged = [each for each in by_name if is_exchanged(each, text, by_name)]
    by_name = [each for each in by_name if each not in reading.exchanged]
    if reading.exchanged:
        by_name = [replace(each, sure=True) for each in by_name]
    for asked in [one for one in by_name if is_asked_about(reading, one.start)]:
        by_name.remove(asked)
        reading.drop_mentions(*reading.clause(asked.start))
    reading.not_with = [each for each in by_name if is_unwanted(each, text)]
    reading.stylists = [each for each in by_name if each not in reading.not_with]


def _day_spoken_of(situation: Situation) -> date | None:
    """From which «al día siguiente» is counted, if not from a day that is named."""
    own = {each.start.date() for each in situation.upcoming}
    return situation.day_spoken_of or (own.pop() if len(own) == 1 else None)
