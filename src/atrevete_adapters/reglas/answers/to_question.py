"""Answers to the open question, wishes beside it, and small talk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskAvailability,
    AskConsultation,
    AskOpening,
    Book,
    BookUsual,
    ChooseStylist,
    ChooseWhen,
    Command,
    ConfirmAttendance,
    DropServices,
    GiveName,
    Greet,
    NotUnderstood,
    Refuse,
    RefuseSlots,
)
from atrevete_core.ports.language_model import Question

from ..background.closed_days import after_closed
from ..names.said import is_name_question
from ..names.told import Names
from ..own.along import at_that_hour, wants_more
from ..own.lateness import tells_arrival
from ..own.moving import wants_no_other
from ..own.payment import fails_to_pay
from ..own.visits import is_draft_change, stops
from ..own.what_is_held import excuses_only
from ..people.for_whom import owner, wants_usual
from ..people.stylists_said import of_wished_kind, unwanted, with_another
from ..people.years import answered_by_age
from ..questions import not_done
from ..questions.asides import (
    ABOUT_THE_SALON,
    adds_to_back,
    any_day,
    begins_with_first,
    begins_with_second,
    in_doubt,
    off_offer,
    on_any_day,
    plain_answer,
    refers_back,
    unknown_stylist,
    unsure,
    wishes_beside,
)
from ..questions.beside_questions import chooses_of_it, decided_beside
from ..questions.services_asked import adds
from ..reading import Reading
from ..services.spoken import spoken_of_before
from ..text.spelling import Spelling
from ..wanted.settling import other_forms
from ..wishes import packs
from ..wishes.all_unclear import of_all_unclear
from ..wishes.bookings import Bookings
from ..wishes.which_service import picks_beside, which_service
from . import choices
from .about_one import asked_about_one, drop_told_of
from .changed_choice import of_what_is_held
from .name_answers import NameAnswers
from .on_cancelling import depends_on_money, on_cancelling, only_cannot, only_sounds_like_yes

_YES_NO = frozenset(
    {
        Question.NAME_CHECK,
        Question.LOOK_AGAIN,
        Question.CONSULTATION,
        Question.CANCEL,
        Question.PACK,
        Question.CANCEL_WITHOUT_REFUND,
        Question.SECOND_BOOKING,
        Question.ATTENDANCE,
        Question.ANYTHING_ELSE,
        Question.PAYMENT_TROUBLE,
    }
)


@dataclass(frozen=True)
class Answer:
    """Commands that answer the question; `complete` when nothing else is in the words."""

    said: tuple[tuple[int, Command], ...] = ()
    complete: bool = False
    about_slots: bool = False
    about_service: bool = False


class Answers:
    """Reads the words in the light of what Maite asked last."""

    def __init__(self, names: Names, spelling: Spelling, near: Mapping[str, str]) -> None:
        self._names, self._spelling, self.not_done = names, spelling, not_done.NotDone(near)
        self._name_answers = NameAnswers(names)

    def to_question(self, reading: Reading) -> Answer:
        question = reading.question
        picked = of_all_unclear(reading, self._spelling) or picks_beside(reading, self._spelling)
        aged = () if picked else answered_by_age(reading)
        named = None if picked else self._names_said(reading)
        if named is not None:
            return replace(named, said=(*named.said, *aged), about_service=bool(aged))
        if told := (*picked, *aged):
            return Answer(told, about_service=True)
        if question is Question.SLOT or (question is None and reading.situation.offered):
            return self._slot(reading)
        if question in {Question.WHICH_SERVICE, Question.PACK}:
            return self._service(reading)
        own = {
            Question.CANCEL: self._cancel,
            Question.CANCEL_WITHOUT_REFUND: self._cancel,
            Question.ATTENDANCE: self._attendance,
            None: self._held,
        }
        if question in own:
            return own[question](reading)
        return self._yes_or_no(reading) if question in _YES_NO else Answer()

    def _names_said(self, reading: Reading) -> Answer | None:
        if is_name_question(reading.question):
            return Answer(tuple(self._name_answers.said(reading)))
        named = self._name_answers.unasked(reading)
        return Answer(tuple(named), complete=True) if named else None

    def names_told(self, reading: Reading) -> tuple[Command, ...]:
        """«Vanesa, gracias, ya os escribo otro día»: the name that was asked for, all the same."""
        if not is_name_question(reading.question):
            return ()
        said = (command for _, command in self._name_answers.said(reading))
        return tuple(each for each in said if isinstance(each, GiveName))

    def _service(self, reading: Reading) -> Answer:
        if _tells_of_everybody(reading):
            return Answer()
        if reading.question is Question.PACK:
            said = packs.pack(reading)
        else:
            said = which_service(reading, self._spelling)
        return Answer(tuple(said), about_service=bool(said))

    # — slots —

    @staticmethod
    def _slot(reading: Reading) -> Answer:
        if choices.changed(reading):  # «¿la de Pilar se puede retrasar media hora?»
            reading.drop_intent("change", 0, len(reading.text))
            return Answer(tuple(choices.slot(reading)), about_slots=True)
        if reading.has("cancel", "cancel_now", "change", "payment_trouble") and not reading.items:
            return Answer()
        if reading.question is None and not (
            reading.items or reading.has("first_one", "second_one", "third_one", "last_one")
        ):
            return Answer()
        if (asked := asked_about_one(reading)) is not None:
            return Answer(tuple(asked), about_slots=True)
        drop_told_of(reading)
        said = [*choices.slot(reading)]
        if {each.do for _, each in said} == {"choose_when"}:
            said += of_wished_kind(reading)  # «mejor el lunes, y con una chica»
        return Answer(tuple(said), about_slots=bool(said))

    @staticmethod
    def _held(reading: Reading) -> Answer:
        said = of_what_is_held(reading)
        return Answer(tuple(said), about_slots=bool(said))

    # — the other questions —

    def _cancel(self, reading: Reading) -> Answer:
        if reading.has("change") or depends_on_money(reading):
            return Answer()
        said = on_cancelling(reading)
        if said is None and only_cannot(reading):
            said = NotUnderstood()
        return Answer(((0, said),), complete=True) if said else self._yes_or_no(reading)

    def _attendance(self, reading: Reading) -> Answer:
        if (
            reading.has("cancel", "change", "late", "not_in_time", "my_appointments")
            or reading.moves
            or tells_arrival(reading)
            or (reading.has("cannot") and not reading.has("attend"))
        ):
            return Answer()
        if reading.starts_with("no") and not reading.has("attend"):
            return Answer(((0, Refuse()),))
        if reading.has("attend", "yes", "thanks", "bye"):
            if wants_more(reading):
                return Answer(((-1, ConfirmAttendance()),))
            reading.drop_items(0, len(reading.text))
            return Answer(((0, ConfirmAttendance()),), complete=not reading.asks_too)
        return Answer()

    @staticmethod
    def _yes_or_no(reading: Reading) -> Answer:
        excuse = reading.question is Question.LOOK_AGAIN and excuses_only(reading)
        no, yes = reading.starts_with("no"), reading.starts_with("yes")
        if only_sounds_like_yes(reading):
            reading.drop_intent("yes", 0, len(reading.text))
        if reading.question is Question.CONSULTATION and no and in_doubt(reading):
            return Answer(((0, AskConsultation()),))
        second = reading.question is Question.SECOND_BOOKING and begins_with_second(reading)
        if second:
            return Answer(((-2, Book(services=second)), (-1, Accept())), about_service=True)
        if no is not None and not excuse and (yes is None or len(no) >= len(yes)):
            return Answer(((-1, Refuse()),))
        if yes is not None or excuse or (reading.has("yes") and not reading.has("no")):
            return Answer() if chooses_of_it(reading) else Answer(((-1, Accept()),))
        if reading.has("no") and not reading.items and not reading.mentions:
            return Answer(((-1, Refuse()),))
        first = reading.question is Question.SECOND_BOOKING and begins_with_first(reading)
        return Answer(((-1, Accept()),) if first else ())

    # — wishes beside the question —

    def wishes(
        self,
        reading: Reading,
        bookings: Bookings,
        *,
        asked: Sequence[tuple[int, Command]],
        before: Callable[[], tuple[str, ...]],
        answered: Answer,
    ) -> list[tuple[int, Command]]:
        """What is to be booked, when and with whom; all that a message may say beside an answer."""
        said: list[tuple[int, Command]] = []
        decided = bool(asked) and decided_beside(reading) is not None
        own = any(command.do == "ask_my_appointments" for _, command in asked)
        wants = not own and (
            decided
            or reading.has("book", "availability", "how_many", "group")
            or (bool(reading.mentions) and all(each.do in ABOUT_THE_SALON for _, each in asked))
        )
        if self._busy_elsewhere(reading):
            return said
        if reading.has(*not_done.KINDS) and not reading.mentions:
            return []
        if reading.has("waiting_list"):
            said.append((0, AskAvailability(waiting_list=True)))
        said += self._explicit_name(reading)
        if wants_usual(reading):
            said.append((reading.spans("usual")[0].start, BookUsual()))
            said += [*bookings.dropped(reading), *bookings.added(reading)]
            said += owner(reading)
        elif not answered.about_service and (
            wants
            or reading.people
            or adds(reading)
            or refers_back(reading)
            or packs.pack_with(reading, reading.situation.choices)
        ):
            said += self._booked(reading, bookings, asked, before)
        if not answered.about_slots:
            said += self._when(reading, asked, wants=wants)
            gone = reading.question is Question.LOOK_AGAIN and answered.said
            if reading.has("another_day") and not said and not gone:
                said.append((0, RefuseSlots()))
            said += self._stylist(reading)
        if reading.has("consultation") and not any(
            isinstance(each, Book | AddServices) for _, each in (*said, *answered.said)
        ):
            said.append((reading.spans("consultation")[0].start, AskConsultation()))
        said = [*packs.with_pack(said, reading), *unsure(reading)]
        if reading.has("availability") and not (said or asked or answered.said):
            said.append((reading.spans("availability")[0].start, AskAvailability()))
        return said

    @staticmethod
    def _busy_elsewhere(reading: Reading) -> bool:
        if is_draft_change(reading):
            return not (reading.items or reading.stylists)
        if wants_no_other(reading) and reading.situation.has_upcoming:
            return True
        if reading.has("receipt") or fails_to_pay(reading) or stops(reading):
            return True
        moving = reading.moves or reading.has("change", "cancel", "cancel_now", "stop_reminders")
        has_one = reading.situation.has_upcoming  # «a las 11 voy muy justa», of no appointment
        return (moving or (has_one and reading.has("late"))) and (has_one or not reading.mentions)

    def _explicit_name(self, reading: Reading) -> list[tuple[int, Command]]:
        if is_name_question(reading.question):
            return []
        told: list[tuple[int, Command]] = []
        if reading.situation.services and (reading.situation.group or not reading.people):
            told = [(each.start, each.command()) for each in self._names.of_others(reading)]
        name = None if reading.exchanged else self._names.announced(reading)
        if name is None or (name.first is None and not reading.situation.services):
            return told
        reading.drop_name(name.start, name.end)
        return [*told, (name.start, name.command())]

    @staticmethod
    def _booked(
        reading: Reading, bookings: Bookings, asked: Sequence[tuple[int, Command]],
        before: Callable[[], tuple[str, ...]],
    ) -> list[tuple[int, Command]]:  # fmt: skip
        asks_services = any(
            command.do in {"ask_about_services", "ask_consultation"} for _, command in asked
        )
        prices = asks_services or any(command.do == "ask_total" for _, command in asked)
        decided = decided_beside(reading) if prices else None
        if decided is not None and (asks_services or len(decided.mentions) > 1):
            return bookings.commands(decided, ())
        together = reading.people or reading.situation.group
        if adds(reading) and not (together or bookings.refuses(reading)):
            names = [name for each in reading.mentions if each.clear for name in each.names]
            earlier = before() if adds_to_back(reading) else ()
            if len(earlier) > 1 and not spoken_of_before(reading):
                return [(0, Book(services=tuple(dict.fromkeys((*earlier, *names)))))]
            other = other_forms(reading, names)
            gone = [(-1, DropServices(services=other))] if other else []
            return [*gone, (0, AddServices(services=tuple(dict.fromkeys(names))))]
        several = len({each.whom for each in reading.people}) > 1  # each with what is theirs
        if asks_services and not (several or reading.has("book", "availability")):
            return [
                (each.start, Book(for_whom=each.whom, for_name=each.name))
                for each in [one for one in reading.people if one.whom][:1]
            ]
        earlier = before() if refers_back(reading) or reading.has("anaphora") else ()
        earlier = () if reading.mentions else earlier
        return bookings.commands(reading, earlier)

    @staticmethod
    def _when(
        reading: Reading, asked: Sequence[tuple[int, Command]], *, wants: bool
    ) -> list[tuple[int, Command]]:
        opening = next((command for _, command in asked if isinstance(command, AskOpening)), None)
        when = reading.when()
        if own := at_that_hour(reading):
            return own
        if when is None:
            return any_day(reading)
        if opening is not None and not wants:
            return []
        asks_when = reading.question in {Question.DAY, Question.NEW_DAY, Question.SLOT}
        if asked and not (wants or asks_when or wishes_beside(reading, asked, when)):
            return []
        place = reading.items[0].start
        if "misma hora" in reading.text.line:
            when = when.model_copy(update={"same_hour": True})
        when = on_any_day(reading, after_closed(reading, when))
        return [(place, ChooseWhen(when=when))]

    @staticmethod
    def _stylist(reading: Reading) -> list[tuple[int, Command]]:
        for each in reading.stylists:
            if each.sure or len(reading.text) <= 3:
                return [(each.start, ChooseStylist(stylist=each.stylist.name))]
        if reading.not_with:
            return unwanted(reading)
        another = with_another(reading) if wants_usual(reading) else []
        return another or of_wished_kind(reading) or unknown_stylist(reading)

    # — small talk —

    def small_talk(self, reading: Reading) -> tuple[Command, ...]:
        """When nothing else was understood."""
        if said := self.not_done.alone(reading):
            return (said,)
        name = self._names.full(reading)
        if name is not None:
            return (name.command(),)
        if aside := off_offer(reading):
            return (aside,)
        if reading.question is None and reading.has("attend") and reading.situation.has_upcoming:
            return (ConfirmAttendance(),)
        strange = reading.left_over("greeting", "thanks", "bye", "yes")
        if reading.has("greeting") and len(strange) <= _FEW_WORDS:
            return (Greet(),)
        return (plain_answer(reading),)


def _tells_of_everybody(reading: Reading) -> bool:
    """«yo manos con permanente y Carlota pies con permanente»: more than was asked."""
    people = {each.whom for each in reading.people}
    clear = [each for each in reading.mentions if each.clear]
    return len(people) > 1 and len(clear) == len(reading.mentions) > 1


#: A greeting with more strange words than these was about something.
_FEW_WORDS = 2
