"""Making a booking: ask for the first thing still missing, until there is a hold (R8–R14)."""

from uuid import UUID

from atrevete_core.domain.booking import Appointment, AppointmentStatus, HoldStatus
from atrevete_core.domain.catalogue import Stylist, Work
from atrevete_core.domain.commands import (
    AddServices,
    AskAboutServices,
    DayRange,
    DropServices,
    When,
)
from atrevete_core.domain.conversation import Reply
from atrevete_core.domain.customer import Customer
from atrevete_core.domain.ids import ContactId, ConversationId, StylistId
from atrevete_core.flow.dialogue import Dialogue, Draft, Offered, open_dialogue, stored
from atrevete_core.flow.offering import offered, tell, without_hours_of_another_day
from atrevete_core.flow.own_appointments import in_its_own_way, suits, told
from atrevete_core.flow.routes import asks
from atrevete_core.flow.situation import Books, books_of
from atrevete_core.flow.state import (
    TurnState,
    TurnUpdate,
    at_of,
    commands_of,
    intent_of,
    with_part,
)
from atrevete_core.flow.steps import (
    AskCompanionName,
    AskDay,
    AskName,
    AskService,
    AskServiceOf,
    AskSurname,
    AskThirdName,
    AskWhichService,
    FindSlots,
    FindTogether,
    MoveAppointment,
    PlaceHold,
    SoldByPerson,
    SplitCategories,
    Step,
    SuggestPack,
    TooMany,
    TooManyPeople,
    next_step,
)
from atrevete_core.flow.timing import hours_shown
from atrevete_core.flow.wanted import without_unwanted
from atrevete_core.phrases import booking as phrases
from atrevete_core.phrases import greeting, moving
from atrevete_core.phrases.facts import Visit
from atrevete_core.ports.language_model import Question
from atrevete_core.ports.salon import OpenSalon
from atrevete_core.ports.storage import Records, SlotTaken
from atrevete_core.usecases.find_slots import Choice, Fits, SlotWish, find_slots
from atrevete_core.usecases.know_customer import EVER, know_relative, owner_of
from atrevete_core.usecases.place_hold import (
    HoldRequest,
    NotBookable,
    Part,
    TooManyHolds,
    place_hold,
)
from atrevete_core.usecases.reschedule import OnlyByPerson
from atrevete_core.usecases.retrying import decide
from atrevete_core.usecases.take_usual import preferred_of

from . import group
from .change import move
from .twice import booked_already, held_already


async def book(state: TurnState, salon: OpenSalon) -> TurnUpdate:
    """One step further: a question, an offer, or the hold itself."""
    books = await books_of(salon, state)
    dialogue = open_dialogue(state["dialogue"])
    seed = f"{state['conversation_id']}:{state['turn']}"
    if dialogue.question is Question.PACK and not asks(commands_of(state)):
        dialogue.ask(None)  # whoever goes on without it does not want the pack (R9)
    step = next_step(dialogue, catalogue=books.catalogue, policy=books.policy)
    same = await held_already(salon, dialogue, books, at=at_of(state))
    if same is not None:
        return {"dialogue": stored(dialogue), "parts": with_part(state, same)}
    reply: Reply | None
    wants_slot = isinstance(step, FindSlots | FindTogether | PlaceHold)
    if wants_slot and (known := await booked_already(salon, dialogue, books)) is not None:
        return {"dialogue": stored(dialogue), "parts": with_part(state, known)}
    if isinstance(step, TooManyPeople) or (wants_slot and await _misses(salon, books)):
        return {"dialogue": stored(dialogue), "needs_person": True}
    if isinstance(step, FindTogether):
        reply = await group.find(state, salon, dialogue, books, step.works)
        step = next_step(dialogue, catalogue=books.catalogue, policy=books.policy)
    elif isinstance(step, FindSlots):
        reply, step = await _find(state, salon, dialogue, books, step.work, seed=seed)
    else:
        reply = None
    if reply is None and isinstance(step, MoveAppointment):
        try:
            reply = await move(state, salon, dialogue, books, step)
        except OnlyByPerson:
            return {"dialogue": stored(dialogue), "needs_person": True}
        except (SlotTaken, NotBookable):
            reply = await _taken(state, salon, dialogue, books, step.chosen, seed=seed)
    elif reply is None and isinstance(step, PlaceHold):
        reply = await _hold(state, salon, dialogue, books, step, seed=seed)
    elif reply is None:
        told = any(isinstance(each, AskAboutServices) for each in commands_of(state))
        reply = ask(step, dialogue, books, seed=seed, price_told=told)
    parts = with_part(state, reply) if reply else list(state.get("parts", []))
    return {"dialogue": stored(dialogue), "parts": parts}


async def _misses(salon: OpenSalon, books: Books) -> bool:
    """Whether the customer has missed so many appointments that a person books (R60)."""
    if books.customer is None:
        return False
    async with salon.storage.transaction() as records:
        ever = await records.bookings.appointments_of(books.customer.id, since=EVER)
    missed = sum(each.status is AppointmentStatus.NO_SHOW for each in ever)
    return missed >= books.policy.max_no_shows > 0


def ask(
    step: Step, dialogue: Dialogue, books: Books, *, seed: str, price_told: bool = False
) -> Reply:
    """The question that this step needs; it becomes the open question."""
    match step:
        case AskName():
            return ask_name(dialogue, seed=seed)
        case AskService():
            dialogue.ask(Question.SERVICE)
            return Reply(text=phrases.service_question(seed))
        case AskServiceOf(who=who):
            dialogue.ask(Question.SERVICE)
            return Reply(text=greeting.service_question_of(who))
        case AskWhichService(unclear=unclear):
            dialogue.ask(Question.WHICH_SERVICE, choices=list(unclear.candidates))
            named = [books.catalogue.named(name) for name in unclear.candidates]
            return phrases.which_service([service for service in named if service])
        case SplitCategories(hair=hair, beauty=beauty):
            dialogue.ask(Question.SECOND_BOOKING)
            drafted = _draft(dialogue).services[:1]
            first, then = (hair, beauty) if set(drafted) & set(hair) else (beauty, hair)
            return Reply(text=phrases.mixed_categories(first, then))
        case TooMany(most=most):
            dialogue.ask(Question.SERVICE)
            return Reply(text=phrases.too_many_services(most))
        case SoldByPerson(service=service):
            dialogue.draft = None
            dialogue.ask(Question.ANYTHING_ELSE)
            return Reply(text=phrases.sold_by_person(service))
        case SuggestPack(pack=pack, asked=asked):
            _draft(dialogue).pack_asked = True
            dialogue.ask(Question.PACK, choices=[pack.name])
            return phrases.pack_question(pack, asked, books.catalogue, price_told=price_told)
        case AskThirdName(relation=relation, first_name=first_name):
            dialogue.ask(Question.THIRD_NAME)
            return Reply(text=greeting.third_name_question(relation, first_name))
        case AskCompanionName(who=who):
            _draft(dialogue).names_asked = True
            dialogue.ask(Question.THIRD_NAME)
            return Reply(text=greeting.companion_name_question(who))
        case AskDay(no_such_day=no_such_day):
            dialogue.ask(Question.DAY)
            if no_such_day:
                return Reply(text=phrases.no_such_day())
            if _draft(dialogue).moves:
                dialogue.ask(Question.NEW_DAY)
                return Reply(text=moving.new_day())
            return Reply(text=phrases.day_question(_draft(dialogue).services, seed=seed))
        case AskSurname():
            dialogue.ask(Question.SURNAME)
            return Reply(text=greeting.surname_question(dialogue.first_name))
        case _:
            msg = f"{step} is no question"
            raise TypeError(msg)


def ask_name(dialogue: Dialogue, *, seed: str) -> Reply:
    """Confirm the profile's name, or ask openly when it cannot be trusted (R3)."""
    if dialogue.proposed_name:
        dialogue.ask(Question.NAME_CHECK)
        return Reply(text=greeting.name_check(dialogue.proposed_name))
    dialogue.ask(Question.NAME)
    return Reply(text=greeting.name_question(seed))


def _draft(dialogue: Dialogue) -> Draft:
    if dialogue.draft is None:
        dialogue.draft = Draft()
    return dialogue.draft


async def _find(
    state: TurnState, salon: OpenSalon, dialogue: Dialogue, books: Books, work: Work, *, seed: str
) -> tuple[Reply | None, Step]:
    """Look for slots; one that is exactly what was asked for is taken, and we go on (R8)."""
    draft = _draft(dialogue)
    able, preferred, note = _stylists(draft, work, books)
    when, shut = without_hours_of_another_day(draft.when or When(), commands_of(state), books)
    draft.when = when
    async with salon.storage.transaction() as records:
        own = await in_its_own_way(records, draft, books)
        known = books.customer.id if books.customer and not draft.for_whom else None
        usual = await preferred_of(records, known)
        wish = SlotWish(
            work=work, when=when, preferred=preferred, able=able, own=own, usual=usual,
            passed=hours_shown(draft, preferred),
        )  # fmt: skip
        found = await find_slots(records, salon.id, wish, policy=books.policy, at=at_of(state))
    if isinstance(found, Fits) and note:
        found = Choice(slots=(found.slot,))  # somebody else than was asked for is only offered
    if isinstance(found, Fits):
        draft.chosen = offered(found.slot, books)
        return None, next_step(dialogue, catalogue=books.catalogue, policy=books.policy)
    reply = tell(found, dialogue, books, when=when, seed=seed)
    stands = moving.still(await _standing(salon, books, own[0])) if _undoes(dialogue) else ""
    text = " ".join(filter(None, (_changed(state, draft), stands, note, shut, reply.text)))
    return Reply(text=text, buttons=reply.buttons), FindSlots(work)


def _undoes(dialogue: Dialogue) -> bool:
    """«No, déjala como estaba»: it is to go back to where it was."""
    draft, before = dialogue.draft, dialogue.before
    if draft is None or before is None or draft.when is None or draft.moves != before.appointment:
        return False
    return draft.when.at == before.start.time() and suits(before.start, draft.when)


async def _standing(salon: OpenSalon, books: Books, appointment: Appointment) -> Visit:
    async with salon.storage.transaction() as records:
        return await told(records, appointment, books)


def _changed(state: TurnState, draft: Draft) -> str:
    """What of the services was just added or taken out."""
    said = commands_of(state)
    added = [name for each in said if isinstance(each, AddServices) for name in each.services]
    dropped = [name for each in said if isinstance(each, DropServices) for name in each.services]
    return phrases.services_changed(
        [each for each in added if each in draft.services],
        [each for each in dropped if each not in draft.services],
    )


def _stylists(
    draft: Draft, work: Work, books: Books
) -> tuple[tuple[StylistId, ...], tuple[StylistId, ...], str]:
    """Who can do it, who was asked for, and what to say when these do not meet."""
    able = without_unwanted(books.catalogue.stylists_of(work.category), draft.not_with)
    wanted = _wanted(draft, able)
    note = ""
    if draft.stylist and not wanted:
        everyone = [each.name for each in books.catalogue.stylists]
        known = books.catalogue.stylist_named(draft.stylist) is not None
        names = [each.name for each in able]
        service = work.services[0].name
        note = (
            phrases.stylist_not_able(draft.stylist, service, names)
            if known
            else phrases.no_such_stylist(everyone)
        )
        draft.stylist = None
    chosen = wanted or able
    return tuple(e.id for e in able), tuple(e.id for e in chosen), note


def _wanted(draft: Draft, able: tuple[Stylist, ...]) -> tuple[Stylist, ...]:
    if draft.stylist:
        return tuple(each for each in able if each.name.casefold() == draft.stylist.casefold())
    kind = tuple(each for each in able if draft.stylist_gender in {None, each.gender})
    kept = tuple(each for each in kind if each.name == draft.kept_stylist)
    return kept or kind  # «la última, pero con una chica»: who has that hour is not kept


async def _hold(
    state: TurnState,
    salon: OpenSalon,
    dialogue: Dialogue,
    books: Books,
    step: PlaceHold,
    *,
    seed: str,
) -> Reply | None:
    """Place the hold; its link (or its confirmation) is said by whoever makes it."""
    draft = _draft(dialogue)
    try:
        request = await _request(state, salon, draft, books, step)
        booking = await place_hold(salon.storage, request, at=at_of(state))
    except SlotTaken:
        return await _taken(state, salon, dialogue, books, step.chosen, seed=seed)
    except NotBookable:
        draft.chosen, draft.when = None, None
        dialogue.ask(Question.DAY)
        return Reply(text=phrases.day_question(draft.services, seed=seed))
    except TooManyHolds as refused:
        draft.chosen = None
        return Reply(text=phrases.too_many_holds(refused.most))
    draft.hold_id, draft.held_for = str(booking.hold.id), len(booking.appointments)
    dialogue.ask(None)
    if booking.hold.status is HoldStatus.CONFIRMED:
        dialogue.draft, dialogue.own = None, str(booking.appointments[0].id)
    if dialogue.then_services:  # asked for once this is paid: «vale» is no second booking yet
        return Reply(text=phrases.one_after_the_other(dialogue.then_services))
    return None


async def _taken(
    state: TurnState,
    salon: OpenSalon,
    dialogue: Dialogue,
    books: Books,
    chosen: Offered,
    *,
    seed: str,
) -> Reply:
    """Somebody was faster: say so, and offer what is left of that day."""
    draft = _draft(dialogue)
    start = chosen.start
    draft.chosen = None
    draft.when = When(days=DayRange(first=start.date(), last=start.date()))
    step = next_step(dialogue, catalogue=books.catalogue, policy=books.policy)
    reply: Reply | None = None
    if isinstance(step, FindTogether):
        reply = await group.find(state, salon, dialogue, books, step.works)
    elif isinstance(step, FindSlots):
        reply, _ = await _find(state, salon, dialogue, books, step.work, seed=seed)
    rest = reply or Reply(text=phrases.nothing_free())
    return Reply(text=f"{phrases.slot_just_taken(start)} {rest.text}", buttons=rest.buttons)


async def _request(
    state: TurnState, salon: OpenSalon, draft: Draft, books: Books, step: PlaceHold
) -> HoldRequest:
    booker, parts = await decide(salon.storage, lambda records: _parts(records, state, draft, step))
    live = books.latest_hold
    replaces = live is not None and live.status is HoldStatus.HELD and draft.hold_id == str(live.id)
    waiting = len(open_dialogue(state["dialogue"]).errands)  # one turn may hold two visits
    return HoldRequest(
        salon_id=salon.id,
        conversation_id=ConversationId(UUID(state["conversation_id"])),
        contact_id=ContactId(UUID(state["contact_id"])),
        customer_id=booker.id,
        intent=intent_of(state, f"hold:{waiting}" if waiting else "hold"),
        parts=parts,
        instead_of=live.id if live is not None and replaces else None,
    )


async def _parts(
    records: Records, state: TurnState, draft: Draft, step: PlaceHold
) -> tuple[Customer, tuple[Part, ...]]:
    """Who books and pays, and one appointment for each who comes."""
    contact = await records.people.contact(ContactId(UUID(state["contact_id"])))
    booker = await owner_of(records, contact)
    if booker is None:
        msg = "a hold is placed only for a customer whose name is known"
        raise LookupError(msg)
    if draft.members:
        return booker, await group.parts(records, booker, draft, step.works, step.chosen)
    visitor = await _visitor(records, booker, draft)
    (work,) = step.works
    part = Part(
        customer_id=visitor.id,
        stylist_id=StylistId(UUID(step.chosen.stylist_id)),
        start=step.chosen.start,
        services=tuple(each.id for each in work.services),
        pack=work.pack.id if work.pack else None,
    )
    return booker, (part,)


async def _visitor(records: Records, booker: Customer, draft: Draft) -> Customer:
    """Who comes: the booker, unless it is for somebody else (R28)."""
    if not (draft.for_whom and draft.for_first_name):
        return booker
    return await know_relative(
        records,
        booker,
        first_name=draft.for_first_name,
        last_name=draft.for_last_name or "",
        relation=draft.for_whom,
    )
