"""Questions, greetings and everything that needs no booking (R7, R10, R29, R42, R43)."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from atrevete_core.domain.catalogue import (
    are_alternatives,
)
from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskAvailability,
    AskConsultation,
    AskDeposit,
    AskDiscount,
    AskIdentity,
    AskMyAppointments,
    AskOpening,
    AskOther,
    AskPrivate,
    AskReceipt,
    AskTotal,
    Command,
    Greet,
    NotUnderstood,
    Offend,
    OutOfScope,
    PayOtherwise,
    Refuse,
    StopReminders,
    TakeTime,
    Thank,
    When,
)
from atrevete_core.domain.conversation import EscalationReason, Reply
from atrevete_core.domain.ids import ConversationId
from atrevete_core.domain.opening import Closed
from atrevete_core.flow.dialogue import Dialogue, open_dialogue, stored
from atrevete_core.flow.own_appointments import are_booked, confirmed_ahead
from atrevete_core.flow.repeats import CLOSED, only_agrees
from atrevete_core.flow.routes import asides, comes_back, route
from atrevete_core.flow.situation import Books, read_books
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    at_of,
    commands_of,
    intent_of,
    part,
)
from atrevete_core.phrases import answers, booking, greeting, opening, payment, people, staff
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records
from atrevete_core.usecases.escalate import give_notice

from . import money_questions, price_questions
from .book import ask_name

#: The FAQ topics whose numbers come from the opening hours, and from the salon's terms.
HOURS = "hours"
CANCELLATION = "cancellation"
PAYMENT = "payment"


async def answer(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """Answer first; then the name if it is not known, and whatever was open (R29)."""
    dialogue = open_dialogue(state["dialogue"])
    node = route(dialogue, commands_of(state), has_upcoming=bool(state.get("has_upcoming")))
    aside = asides(node, commands_of(state))
    commands = aside or commands_of(state)
    seed = f"{state['conversation_id']}:{state['turn']}"
    async with salon.storage.transaction() as records:
        books = await read_books(records, salon, state)
        said = [
            sentence
            for command in commands
            if (sentence := await _answer(records, state, command, dialogue, books, seed=seed))
        ]
    parts = [*state.get("parts", []), *(part(sentence) for sentence in said)]
    if any(isinstance(each, Offend) for each in commands):
        parts = [{**each, "text": people.calm(each["text"])} for each in parts]
    if not aside and not comes_back(dialogue, commands):
        follow_up = _follow_up(dialogue, commands, said=bool(parts), seed=seed)
        if follow_up:
            parts.append(part(follow_up.text, follow_up.buttons))
        elif not parts:  # nobody is left without an answer
            parts.append(part(people.not_understood(1)))
    return {"dialogue": stored(dialogue), "parts": parts}


async def _answer(
    records: Records,
    state: TurnState,
    command: Command,
    dialogue: Dialogue,
    books: Books,
    *,
    seed: str,
) -> str:
    match command:
        case Ask(topics=topics):
            return await _asked(records, topics, dialogue, books)
        case AskAboutServices():
            own = await are_booked(records, command.services, books)
            own = own and not dialogue.about
            return price_questions.about_services(command, dialogue, books, own=own)
        case AskTotal():
            return price_questions.total(state, dialogue, books) or await _rest_of_next(
                records, books
            )
        case AskOpening(when=when):
            return _opening(when, books)
        case AskMyAppointments():
            return await _my_appointments(records, dialogue, books)
        case AskAvailability(waiting_list=True):
            return await _note_wish(records, state, dialogue, books)
        case AskDiscount():
            return answers.prices_are_fixed()
        case AskDeposit():
            return money_questions.deposit_terms(dialogue, books)
        case PayOtherwise():
            return payment.only_by_link(None)
        case TakeTime() if money_questions.waits(dialogue, books):
            return payment.still_held(money_questions.deadline(dialogue, books))
        case AskOther():
            return state.get("text") or answers.not_known()
        case AskConsultation(between=names):
            asked = dialogue.choices if dialogue.question is Question.WHICH_SERVICE else ()
            return _consultation(names or asked, dialogue, books)
        case NotUnderstood() if money_questions.waits(dialogue, books):
            dialogue.ask(Question.PAYMENT_TROUBLE)
            return payment.is_it_the_payment()
        case OutOfScope(near=near, elsewhere=True) if len(commands_of(state)) > 1:
            return people.other_not_done(near)
        case _:
            return _small_talk(command, dialogue, seed=seed)


async def _asked(records: Records, topics: Sequence[str], dialogue: Dialogue, books: Books) -> str:
    """The salon's texts, but for what has just been done about it."""
    asked = CANCELLATION in topics
    back = await money_questions.refund_asked_for(records, dialogue, books) if asked else ""
    rest = [each for each in topics if each not in {CANCELLATION, PAYMENT}] if back else topics
    return " ".join(filter(None, (back, _faqs(rest, books))))


def _faqs(topics: Sequence[str], books: Books) -> str:
    """The salon's own texts; the hours themselves come from the books (R29)."""
    told = answers.faqs([faq for faq in books.faqs if faq.topic in topics])
    hours = opening.weekly_hours(books.hours.weekly) if HOURS in topics else ""
    term = answers.free_until(books.policy.free_cancellation_hours, told=told)
    return " ".join(filter(None, (hours, told, term if CANCELLATION in topics else "")))


async def _note_wish(records: Records, state: TurnState, dialogue: Dialogue, books: Books) -> str:
    """«Si se libera algo, avísame»: a note for the team, and no promise (R57)."""
    draft = dialogue.draft
    who = books.customer.full_name if books.customer else books.contact.profile_name
    services = tuple(draft.services) if draft else ()
    days = draft.when.days if draft and draft.when else None
    summary = staff.wants_to_be_told(
        who,
        services=services,
        first=days.first if days else None,
        stylist=draft.stylist if draft else None,
    )
    await give_notice(
        records,
        books.salon.id,
        EscalationReason.WISH,
        summary,
        intent=intent_of(state, "wish"),
        conversation_id=ConversationId(UUID(state["conversation_id"])),
        customer_id=books.customer.id if books.customer else None,
        at=at_of(state),
    )
    return people.wish_noted()


def _small_talk(command: Command, dialogue: Dialogue, *, seed: str) -> str:
    match command:
        case Thank():
            return greeting.thanks_back(seed)
        case TakeTime():
            return greeting.take_your_time(seed)
        case Offend():
            return people.limit()
        case OutOfScope(near=near, elsewhere=elsewhere):
            return people.out_of_scope(near, elsewhere=elsewhere)
        case NotUnderstood():
            if comes_back(dialogue, [command]):
                return people.say_again(dialogue.misunderstood)
            return people.not_understood(dialogue.misunderstood)
        case StopReminders():
            return people.no_more_reminders()
        case AskPrivate():
            return people.nothing_private()
        case AskReceipt():
            return people.receipt()
        case AskIdentity():
            return people.identity()
        case _:
            return ""


async def _rest_of_next(records: Records, books: Books) -> str:
    """What is left to pay of the next appointment (R42)."""
    ahead = await confirmed_ahead(records, books)
    if not ahead:
        return ""
    return answers.rest_of(ahead[0].total, ahead[0].deposit)


def _opening(when: When, books: Books) -> str:
    """Whether the salon opens on that day or in those days, and why not (R21, S17)."""
    today = books.now.date()
    if when.weekdays and when.days is None:
        return opening.weekday_hours(when.weekdays, books.hours.weekly)
    if when.days is None or when.days.first is None:
        return _faqs([HOURS], books)
    day = when.days.first
    last = max(when.days.last or day, day)
    closings = books.hours.closings(_dates(day, last))
    if last > day and any(books.hours.is_open(each) for each in _dates(day, last)):
        return opening.opens_between(closings, books.hours.weekly, today=today)
    hours = books.hours.on(day)
    if not isinstance(hours, Closed):
        return opening.opens(day, hours, today=today)
    days = [(each, books.hours.spans(each)) for each in books.hours.next_open_days(last, count=2)]
    closed = opening.closed_days(closings or [(day, hours.reason)], today=today)
    return f"{closed} {opening.open_days(days, today=today)}"


def _dates(first: date, last: date) -> list[date]:
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


async def _my_appointments(records: Records, dialogue: Dialogue, books: Books) -> str:
    if books.customer is None:
        return answers.no_appointments()
    found = await records.bookings.appointments_of(books.customer.id, since=books.now)
    active = [each for each in found if each.is_active]
    if not active:
        return answers.no_appointments()
    dialogue.own = str(active[0].id) if len(active) == 1 else ""
    return answers.appointments(
        [
            answers.AppointmentLine(
                start=books.salon.local(each.start),
                stylist=books.catalogue.stylist(each.stylist_id).name,
                services=each.service_names,
                confirmed=each.status == "confirmed",
                deposit=each.deposit,
            )
            for each in active
        ]
    )


def _consultation(names: Sequence[str], dialogue: Dialogue, books: Books) -> str:
    """What each is, and the free consultation of that category (R10)."""
    compared = [each for name in names if (each := books.catalogue.named(name))]
    drafted = dialogue.draft.services if dialogue.draft else []
    spoken_of = (books.catalogue.named(name) for name in (*names, *dialogue.about, *drafted))
    category = next((each.category for each in spoken_of if each is not None), None)
    free = [
        each
        for each in books.catalogue.services
        if not each.price and each.bookable and category in (None, each.category)
    ]
    told = " ".join(answers.described(each) for each in compared)
    if not free:
        return told
    dialogue.speak_of([free[0].name])
    dialogue.compared = [each.name for each in compared]
    dialogue.ask(Question.CONSULTATION, choices=[free[0].name])
    return f"{told} {answers.consultation(free[0])}".strip()


def _follow_up(
    dialogue: Dialogue, commands: Sequence[Command], *, said: bool, seed: str
) -> Reply | None:
    """The one question at the end: the name, or how she can help."""
    if any(isinstance(each, Offend) for each in commands):
        return None  # a limit, and nothing beside it (R52)
    if not dialogue.first_name:
        return ask_name(dialogue, seed=seed)
    if any(
        isinstance(each, NotUnderstood | Offend | OutOfScope | TakeTime | Thank)
        for each in commands
    ):
        return None
    if any(isinstance(each, Refuse) for each in commands):
        dialogue.ask(None)
        return Reply(text=greeting.goodbye(seed))
    if only_agrees(dialogue, commands) and not said:
        again = dialogue.standing == CLOSED
        return Reply(text=people.not_understood(1) if again else greeting.goodbye(seed))
    if dialogue.question is Question.ANYTHING_ELSE and are_alternatives(dialogue.choices):
        dialogue.ask(Question.WHICH_SERVICE, choices=dialogue.choices)
        return Reply(text=answers.which_one())
    if dialogue.question is Question.ANYTHING_ELSE and dialogue.choices:
        return Reply(text=booking.shall_i_look(dialogue.choices))
    if dialogue.question is Question.CONSULTATION:
        return None
    if dialogue.draft is not None and dialogue.draft.hold_id is not None:
        return None if said else Reply(text=payment.still_held())
    if dialogue.about_one and not _answered(commands):
        dialogue.ask(Question.WHICH_SERVICE, choices=dialogue.about)
        return Reply(text=answers.which_one())
    if dialogue.about and not _answered(commands):
        dialogue.ask(Question.ANYTHING_ELSE, choices=dialogue.about)
        return Reply(text=booking.shall_i_look_for(dialogue.about))
    only_greeting = all(isinstance(each, Greet) for each in commands)
    if not said or only_greeting or not _answered(commands):
        dialogue.ask(Question.SERVICE)
        return Reply(text=greeting.how_can_i_help(dialogue.first_name, seed=seed))
    return None


def _answered(commands: Sequence[Command]) -> bool:
    return any(
        isinstance(
            each,
            Ask
            | AskPrivate
            | AskReceipt
            | AskIdentity
            | AskAboutServices
            | AskTotal
            | AskOpening
            | AskMyAppointments
            | AskConsultation
            | AskOther
            | AskDiscount
            | AskDeposit
            | PayOtherwise
            | StopReminders,
        )
        for each in commands
    )
