"""Reglas: the offline interpreter. Danger first, then the open question, then the rest.

Same words, same situation: same commands. It never guesses a service from letters, never takes a
day in the past, and says NotUnderstood when nothing fits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby, islice

from atrevete_core.domain.commands import (
    AskMyAppointments,
    AskPrivate,
    CancelAppointment,
    ChangeAppointment,
    Command,
    ConfirmAttendance,
    DropServices,
    NotUnderstood,
    Refuse,
    RefuseSlots,
    TakeTime,
    When,
)
from atrevete_core.domain.conversation import Utterance
from atrevete_core.domain.opening import OpeningHours
from atrevete_core.ports.language_model import Question, Request, Situation, Understood

from .address import Address
from .answers.to_question import Answers
from .background.dates_of_answers import WHEN_QUESTIONS, drop_dates_of_answers
from .background.no_price import drop_prices_of_the_place
from .background.reasons import drop_reasons
from .background.sounding import drop_doubts_about_nothing, drop_what_only_sounds
from .background.supposing import drop_supposed
from .explain import Explanation, explain
from .mention import Mention, without_repeats
from .names.told import Names
from .own.absent import comes_anyway
from .own.added_to_own import adds_to_own
from .own.along import for_whoever_joins
from .own.asking_own import asked_beside_own, asks_of_own
from .own.comes_after_all import comes_after_all
from .own.each_own import of_each
from .own.given_up_whole import given_up_whole
from .own.if_not import drop_if_not
from .own.keeping import drop_what_is_none, keeps
from .own.moving import moves_own
from .own.put_together import put_together
from .own.several_visits import which_of_several
from .own.told_of_others import without_kept
from .own.undoing import undone
from .own.visits import visits
from .own.which import (
    amended,
    comes,
    dropped_from_own,
    swapped_of_own,
    with_own_days,
    without_had,
)
from .people.booked_for import put_right
from .people.choice_of_each import choice_of_each
from .people.for_whom import drop_both
from .people.found import People
from .people.names_found import find_names
from .people.owner_now import handed_over, in_place_of_the_writer, names_only_the_draft, owner_now
from .people.stylists_said import is_asked_about, named_stylists
from .people.who_comes import WhoComes
from .people.whose import asks_for_whom, writers_kind
from .people.years import ages_told, children_of
from .questions.asides import how_many, takes_time
from .questions.asked import Questions
from .questions.asked_on import asked_on
from .questions.beside_questions import really_asked
from .questions.open_questions import (
    drop_times_of_open_questions,
    not_known,
    of_its_own_day,
    unanswered,
)
from .reading import NamedStylist, Reading
from .safety.strangers import may_be_a_strangers
from .safety.urgent import asks_private, urgent
from .services.either_form import undecided
from .services.hair_length import of_the_chosen
from .services.in_catalogue import Catalogues, ServiceWords
from .services.spoken import as_drafted, named_before
from .temporal import Item, Moment, combine, known_words, phrasebook, scan
from .text.notation import Found, Phrasebook
from .text.words import Text, fold
from .vocabulary import Vocabulary, load
from .wanted.another_time import drop_of_another_time
from .wanted.decided_there import drop_decided_there
from .wanted.refusing import is_exchanged, is_refused, is_unwanted, kept_after_all
from .wanted.said_once import without_compared
from .wishes.asked_for import as_fits_them, for_all_who_come
from .wishes.bookings import Bookings
from .wishes.corrections import not_for_me, take_back
from .wishes.days_of_each import days_of_each
from .wishes.own_days import own_days
from .wishes.told_again import instead, told_again
from .wishes.two_requests import of_two_requests

#: How many of the customer's last messages "las dos" may look back to.
_MEMORY = 4
#: And a question that only goes on.
_LATELY = 2


_GIVES_UP = (Refuse, RefuseSlots, CancelAppointment)
_ABOUT_CANCELLING = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND})


class Reglas:
    """LanguageModel by rules. Building one takes a moment: keep it."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        words = vocabulary or load()
        self._vocabulary = words
        self._spelling = words.spelling.knowing(known_words())
        self._intents = Phrasebook(
            ((phrase, intent) for intent, phrases in words.intents.items() for phrase in phrases),
            words.calendar.classes,
        )
        self._dates = phrasebook(words)
        self._catalogues = Catalogues(words, self._spelling)
        self._people = People(words)
        self._address = Address(words)
        self._questions = Questions(words)
        self._bookings = Bookings(words, self._spelling)
        self._names = Names(words)
        self._who_comes = WhoComes(words, self._people, self._names)
        self._answers = Answers(self._names, self._spelling, words.near)

    async def reason(self, request: Request) -> Understood:
        """See LanguageModel.reason; it never asks for a look-up and never fails."""
        return self.understood(request)

    def understood(self, request: Request) -> Understood:
        """The commands, and how the customer addresses the salon."""
        reading = self.read(request)
        if reading is None:
            return Understood(commands=(NotUnderstood(),))
        self._told_before(reading, request.history)
        formal = self._address.formal(reading)
        return Understood(commands=self._decide(reading, request.history), formal=formal)

    def commands(self, request: Request) -> tuple[Command, ...]:
        """What the words of the burst mean, in the order in which they were said."""
        return self.understood(request).commands

    def explain(self, request: Request) -> Explanation:
        """The same, with every step: normal words, what was found by which rule, commands."""
        reading = self.read(request)
        return explain(reading, self.commands(request))

    def read(self, request: Request) -> Reading | None:
        """The words and all that is found in them; None for a burst without words."""
        texts = [message.text for message in request.messages if message.text.strip()]
        if not texts:
            return None
        return self._read(texts, request.situation)

    def when(
        self, text: str, now: datetime, hours: OpeningHours
    ) -> tuple[When | None, list[Item], Text]:
        """Only the date and hour of a text, as an answer to "¿cuándo?"."""
        moment = Moment(now, hours, self._vocabulary.calendar)
        words = self._spelling.text([text])
        items = scan(words, moment, self._dates, is_answer=True)
        return combine(items, words, moment), items, words

    def _read(self, texts: Sequence[str], situation: Situation) -> Reading:
        services = self._catalogues.words(situation.catalogue)
        stylists = {fold(each.name): each for each in situation.catalogue.stylists}
        text = self._spelling.text(texts, services.words | frozenset(stylists))
        moment = Moment(situation.now, situation.hours, self._vocabulary.calendar)
        found = self._phrases(text)
        asks_only = found.pop("just_a_question", [])
        reading = Reading(
            text=text,
            situation=situation,
            moment=moment,
            found=found,
            items=scan(
                text,
                moment,
                self._dates,
                spoken=_day_spoken_of(situation),
                is_answer=situation.question in WHEN_QUESTIONS,
            ),
            mentions=(named := _services_said(services, text, situation)),
            people=self._people.find(text, named, situation.companions),
        )
        drop_reasons(reading)
        found = reading.found = dict(reading.found)  # what follows drops more of the same
        drop_if_not(reading, found)
        drop_what_is_none(reading, found)
        drop_supposed(reading, found)
        drop_decided_there(reading)
        drop_doubts_about_nothing(reading, found)
        drop_prices_of_the_place(reading, found)
        drop_times_of_open_questions(reading, found)
        reading.kind = writers_kind(reading)
        if not reading.people and not reading.has("man_stylist", "woman_stylist"):
            reading.mentions = services.refining.for_whom(
                reading.mentions, text, situation.services, man=reading.kind == "man"
            )
        find_names(reading, self._vocabulary)
        by_name = named_stylists(reading, stylists)
        _tell_apart(reading, by_name)
        self._who_comes.name(reading)
        drop_both(reading)
        reading.owner = owner_now(reading)
        self._who_comes.with_company(reading)
        asks_for_whom(reading, self._who_comes.writers_name(reading))
        drop_dates_of_answers(reading)
        for span in (*reading.spans("not_offered"), *reading.spans("out_of_scope"), *asks_only):
            reading.drop_mentions(span.start, span.end)
        if reading.has("praise") and not (reading.asks or reading.has("book", "also", "usual")):
            reading.drop_mentions(0, len(text))
        drop_of_another_time(reading)
        reading.mentions = [
            as_drafted(each, reading) if is_refused(reading, each) else each
            for each in reading.mentions
        ]
        said = list(with_own_days(without_kept(for_whoever_joins(reading))).mentions)
        reading.told_again = told_again(reading, self._vocabulary.relations)
        take_back(reading)
        reading.taken_back = [each for each in said if each not in reading.mentions]
        reading.moves = moves_own(reading)
        return reading

    def _phrases(self, text: Text) -> dict[str, list[Found[str]]]:
        """What is said, by intent, without what only sounds like it."""
        found: dict[str, list[Found[str]]] = {}
        for each in self._intents.everywhere(text):
            found.setdefault(each.payload, []).append(each)
        drop_what_only_sounds(text, found)
        return found

    def _decide(self, reading: Reading, history: Sequence[Utterance]) -> tuple[Command, ...]:
        if may_be_a_strangers(reading) and self._spoke_of_a_strangers(reading, history):
            return (AskPrivate(),)
        earlier = islice(self._earlier(reading, history), _LATELY)
        if whole := self._whole(reading) or asked_on(reading, earlier, self._part):
            return whole
        if takes_time(reading):
            return (*self._answers.names_told(reading), TakeTime())
        told = tuple(reading.items)
        answer = self._answers.to_question(reading)
        said = [*answer.said]
        if reading.leaves or (not_for_me(reading) and reading.people):
            said = [each for each in said if not isinstance(each[1], _GIVES_UP)]
        if reading.leaves:
            said.append((-5, reading.leaves))
        if not answer.complete:
            own = visits(reading)
            said += own
            asked = self._questions.commands(reading)
            asked = as_fits_them(reading, asked, self._bookings.of_one, self._vocabulary.relations)
            asked = really_asked(reading, asked, own)
            said += asked
            said += self._answers.wishes(
                without_had(reading),
                self._bookings,
                asked=asked,
                before=lambda: self._asked_before(reading, history),
                answered=answer,
            )
        said = for_all_who_come(said)
        if reading.leaves or comes_anyway(reading, said):  # «mi hermana no puede venir»
            said = [each for each in said if not isinstance(each[1], CancelAppointment)]
        if reading.told_again:
            said = instead(reading, said, lambda all_of: self._bookings.of_each(reading, all_of))
        if reading.owner and names_only_the_draft(reading):
            said = handed_over(reading, said, self._bookings.fitted)
        said = in_place_of_the_writer(reading, said)
        ordered = [command for _, command in sorted(said, key=lambda each: each[0])]
        unique = tuple(dict.fromkeys(ordered))
        unique = days_of_each(reading, told, unique, self._part)
        unique = of_its_own_day(reading, unique)
        unique += self._left(reading, unique)
        return unique or not_known(reading, self._answers.small_talk(reading))

    def _left(self, reading: Reading, said: Sequence[Command]) -> tuple[Command, ...]:
        """What else was asked for, beside what was understood."""
        if not said:
            return ()
        not_done = self._answers.not_done.beside(reading)
        return (*not_done, *unanswered(reading, [*said, *not_done], self._part))

    def _whole(self, reading: Reading) -> tuple[Command, ...]:
        """What says all that there is to say: danger, and what is told of what exists."""
        own = asks_of_own(reading)
        danger = urgent(reading) or (None if own else put_right(reading))
        if danger is not None:
            return (danger,)
        if own:
            return (AskMyAppointments(), *asked_beside_own(self._questions.commands(reading)))
        of_several = put_together(reading) or choice_of_each(reading, self._part)
        of_several = of_several or of_each(reading) or of_two_requests(reading, self._part)
        of_several = of_several or own_days(reading, self._part) or undone(reading)
        if back := of_several or self._kept(reading) or which_of_several(reading):
            return back
        if stays := kept_after_all(reading):
            return stays
        if comes(reading) or comes_after_all(reading):
            return (ConfirmAttendance(),)
        return self._other_services(reading) or ()

    @staticmethod
    def _kept(reading: Reading) -> tuple[Command, ...]:
        kept = keeps(reading) and reading.question not in _ABOUT_CANCELLING
        return (ConfirmAttendance(),) if kept else ()

    def _part(self, text: str, reading: Reading) -> tuple[Command, ...]:
        """What a part of the message means by itself."""
        return self._decide(self._read([text], reading.situation), ())

    def _other_services(self, reading: Reading) -> tuple[Command, ...] | None:
        """Services that an appointment which exists is to have, or not to have, after all (R44)."""
        if gone := given_up_whole(reading):
            return gone
        refused = [each for each in reading.mentions if is_refused(reading, each)]
        several = len(reading.situation.upcoming) > 1
        told = not reading.mentions and adds_to_own(reading)  # «vale, añádelas»
        own = (amended(reading),) if several else (ChangeAppointment(),) if told else ()
        said = tuple(each for each in own if each is not None)
        if swap := swapped_of_own(reading, [*refused, *reading.taken_back]):
            return (*said, *swap)
        if dropped := dropped_from_own(reading, refused):
            return (*said, DropServices(services=dropped))
        added = adds_to_own(reading)
        return (*said, added) if added else None

    def _asked_before(self, reading: Reading, history: Sequence[Utterance]) -> tuple[str, ...]:
        """Services in the customer's last words that named any: "eso", or as many as "las dos"."""
        names: tuple[str, ...] = ()
        for earlier in self._earlier(reading, history):
            said = [name for each in earlier.mentions if each.clear for name in each.names]
            names = tuple(dict.fromkeys((*said, *names)))
            if len(names) >= how_many(reading):
                break
        return names

    def _told_before(self, reading: Reading, history: Sequence[Utterance]) -> None:
        """How old those are for whom it is: «mi hijo de 6 años…», and then «un corte»."""
        now = reading.situation
        before = [each.whom for each in now.group] or list(now.companions)
        whoms = [each for each in before if each] or [each.whom for each in reading.people]
        children = children_of(whoms, self._vocabulary.relations)
        if children:
            reading.ages = ages_told(reading, children, self._earlier(reading, history))

    def _earlier(self, reading: Reading, history: Sequence[Utterance]) -> Iterator[Reading]:
        """The customer's last bursts, latest first, as if they were said now."""
        bursts = [
            [each.text for each in said]
            for speaker, said in groupby(history, key=lambda each: each.speaker)
            if speaker == "customer"
        ]
        situation = replace(reading.situation, question=None, offered=())
        return (self._read(texts, situation) for texts in reversed(bursts[-_MEMORY:]))

    def _spoke_of_a_strangers(self, reading: Reading, history: Sequence[Utterance]) -> bool:
        return any(asks_private(each) for each in islice(self._earlier(reading, history), _LATELY))


def _services_said(services: ServiceWords, text: Text, situation: Situation) -> list[Mention]:
    """What is named, each thing once, with what is told of it elsewhere in the message."""
    said = undecided(services.mentions(text, named_before(situation)), text, situation.catalogue)
    said = said or of_the_chosen(text, situation, services.stems)
    return without_compared(without_repeats(said, text), text)


def _tell_apart(reading: Reading, by_name: list[NamedStylist]) -> None:
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
