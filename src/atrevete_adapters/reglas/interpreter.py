"""Reglas: the offline interpreter. Danger first, then the open question, then the rest.

Same words, same situation: same commands. It never guesses a service from letters, never takes a
day in the past, and says NotUnderstood when nothing fits.
"""

from collections.abc import Sequence
from datetime import datetime
from itertools import islice

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
from atrevete_core.ports.language_model import Question, Request, Understood

from .address import Address
from .answers.to_question import Answers
from .explain import Explanation, explain
from .own.absent import comes_anyway
from .own.added_to_own import adds_to_own
from .own.asking_own import asked_beside_own, asks_of_own
from .own.comes_after_all import comes_after_all
from .own.each_own import of_each
from .own.given_up_whole import given_up_whole
from .own.keeping import keeps
from .own.put_together import put_together
from .own.several_visits import which_of_several
from .own.undoing import undone
from .own.visits import visits
from .own.which import (
    amended,
    comes,
    dropped_from_own,
    moved_as_well,
    swapped_of_own,
    without_had,
)
from .people.booked_for import put_right
from .people.choice_of_each import choice_of_each
from .people.owner_now import handed_over, in_place_of_the_writer, names_only_the_draft
from .questions.asides import how_many, takes_time
from .questions.asked import Questions
from .questions.asked_on import asked_on
from .questions.beside_questions import really_asked
from .questions.open_questions import not_known, of_its_own_day, unanswered
from .reader import Reader
from .reading import Reading
from .safety.strangers import may_be_a_strangers
from .safety.urgent import asks_private, urgent
from .temporal import Item
from .text.words import Text
from .vocabulary import Vocabulary, load
from .wanted.refusing import is_refused, kept_after_all
from .wishes.asked_for import as_fits_them, for_all_who_come
from .wishes.bookings import Bookings
from .wishes.corrections import not_for_me
from .wishes.days_of_each import days_of_each
from .wishes.own_days import own_days
from .wishes.told_again import instead
from .wishes.two_requests import of_two_requests

#: How far back a question that only goes on may lean.
_LATELY = 2
_GIVES_UP = (Refuse, RefuseSlots, CancelAppointment)
_ABOUT_CANCELLING = frozenset({Question.CANCEL, Question.CANCEL_WITHOUT_REFUND})


class Reglas:
    """LanguageModel by rules. Building one takes a moment: keep it."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        words = vocabulary or load()
        self._reader = Reader(words)
        self._address = Address(words)
        self._questions = Questions(words)
        self._bookings = Bookings(words, self._reader.spelling)
        self._answers = Answers(self._reader.names, self._reader.spelling, words.near)

    async def reason(self, request: Request) -> Understood:
        """See LanguageModel.reason; it never asks for a look-up and never fails."""
        return self.understood(request)

    def understood(self, request: Request) -> Understood:
        """The commands, and how the customer addresses the salon."""
        reading = self.read(request)
        if reading is None:
            return Understood(commands=(NotUnderstood(),))
        reading = self._reader.with_ages(reading, request.history)
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
        return self._reader.burst(request)

    def when(
        self, text: str, now: datetime, hours: OpeningHours
    ) -> tuple[When | None, list[Item], Text]:
        """Only the date and hour of a text, as an answer to "¿cuándo?"."""
        return self._reader.when(text, now, hours)

    def _decide(self, reading: Reading, history: Sequence[Utterance]) -> tuple[Command, ...]:
        if may_be_a_strangers(reading) and self._spoke_of_a_strangers(reading, history):
            return (AskPrivate(),)
        earlier = islice(self._reader.before(reading, history), _LATELY)
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
            asked = as_fits_them(
                reading, asked, self._bookings.of_one, self._bookings.vocabulary.relations
            )
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
        return self._decide(self._reader.read([text], reading.situation), ())

    def _other_services(self, reading: Reading) -> tuple[Command, ...] | None:
        """Services that an appointment which exists is to have, or not to have, after all (R44)."""
        if gone := given_up_whole(reading):
            return gone
        refused = [each for each in reading.mentions if is_refused(reading, each)]
        several = len(reading.situation.upcoming) > 1
        told = not reading.mentions and adds_to_own(reading)  # «vale, añádelas»
        own = (amended(reading),) if several else (ChangeAppointment(),) if told else ()
        said = moved_as_well(reading) or tuple(each for each in own if each is not None)
        if swap := swapped_of_own(reading, [*refused, *reading.taken_back]):
            return (*said, *swap)
        if dropped := dropped_from_own(reading, refused):
            return (*said, DropServices(services=dropped))
        added = adds_to_own(reading)
        return (*said, added) if added else None

    def _asked_before(self, reading: Reading, history: Sequence[Utterance]) -> tuple[str, ...]:
        """Services in the customer's last words that named any: "eso", or as many as "las dos"."""
        names: tuple[str, ...] = ()
        for earlier in self._reader.before(reading, history):
            said = [name for each in earlier.mentions if each.clear for name in each.names]
            names = tuple(dict.fromkeys((*said, *names)))
            if len(names) >= how_many(reading):
                break
        return names

    def _spoke_of_a_strangers(self, reading: Reading, history: Sequence[Utterance]) -> bool:
        return any(
            asks_private(each) for each in islice(self._reader.before(reading, history), _LATELY)
        )
