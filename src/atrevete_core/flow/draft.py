"""Noting down what was said: commands fill the draft and answer the open question. Pure."""

from collections.abc import Sequence
from datetime import date

from atrevete_core.domain.booking import Hold, HoldStatus
from atrevete_core.domain.catalogue import Catalogue
from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskAvailability,
    AskConsultation,
    Book,
    ChoosePack,
    ChooseSlot,
    ChooseStylist,
    ChooseWhen,
    Command,
    DayRange,
    DropServices,
    GiveName,
    NotUnderstood,
    Refuse,
    RefuseSlots,
    When,
)
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue, Draft, Member, Offered


def up_to_date(dialogue: Dialogue, latest: Hold | None) -> None:
    """Bring the draft in line with what has become of its hold meanwhile."""
    draft = dialogue.draft
    if latest is None or draft is None or draft.hold_id != str(latest.id):
        return
    if latest.status is HoldStatus.CONFIRMED:
        dialogue.draft = None
        dialogue.ask(None)
    elif latest.status is HoldStatus.LAPSED and dialogue.lapse_seen != str(latest.id):
        dialogue.lapse_seen = str(latest.id)
        dialogue.ask(Question.LOOK_AGAIN)


def note_down(dialogue: Dialogue, commands: Sequence[Command], catalogue: Catalogue) -> None:
    """Apply everything that was understood. What was already said stays unless it is changed."""
    understood = [each for each in commands if not isinstance(each, NotUnderstood)]
    dialogue.misunderstood = 0 if understood else dialogue.misunderstood + 1
    _take_name(dialogue, commands)
    if dialogue.question is Question.WHICH_APPOINTMENT:
        return  # «la del jueves» names an appointment, it is no wish
    compares = any(isinstance(each, AskConsultation) for each in commands)
    group = group_of(commands)
    if group and not compares:
        _book_group(dialogue, group)
    for command in commands:
        if isinstance(command, Book) and (compares or group):
            continue  # what is compared is not chosen yet
        _note(dialogue, _spoken_of(dialogue, command, catalogue), catalogue)


def _spoken_of(dialogue: Dialogue, command: Command, catalogue: Catalogue) -> Command:
    """«La consulta» is the one that was spoken of: each category has its own."""
    if not isinstance(command, Book) or len(command.services) != 1 or not dialogue.about:
        return command
    named, spoken = catalogue.named(command.services[0]), catalogue.named(dialogue.about[0])
    if named and spoken and not named.price and not spoken.price:
        return command.model_copy(update={"services": (spoken.name,)})
    return command


def _note(dialogue: Dialogue, command: Command, catalogue: Catalogue) -> None:
    match command:
        case Book():
            _book(dialogue, command)
        case AddServices(services=services):
            draft = _draft(dialogue)
            draft.services = [*draft.services, *(s for s in services if s not in draft.services)]
            _changed(draft)
        case DropServices(services=services):
            _drop(_draft(dialogue), services)
        case ChoosePack(pack=pack):
            _choose_pack(dialogue, pack, catalogue)
        case ChooseWhen(when=when):
            _choose_when(dialogue, when)
        case ChooseStylist():
            _choose_stylist(dialogue, command)
        case ChooseSlot():
            _choose_slot(dialogue, command)
        case RefuseSlots() if dialogue.cancels is None:
            _draft(dialogue).when = None
            dialogue.ask(Question.DAY)
        case AskAvailability():
            _draft(dialogue)
        case Accept():
            _accept(dialogue, catalogue)
        case Refuse():
            _refuse(dialogue)
        case _:
            return


def _draft(dialogue: Dialogue) -> Draft:
    """The draft; a new one is for what was spoken of (S13: «vale, resérvame las dos»)."""
    if dialogue.draft is None:
        dialogue.draft = Draft(services=dialogue.about)
        dialogue.about = []
    return dialogue.draft


def _changed(draft: Draft) -> None:
    """Other services: pack and slot must be found anew."""
    draft.pack = None
    draft.pack_asked = False
    draft.chosen = None


def _book(dialogue: Dialogue, command: Book) -> None:
    if not (command.services or command.unclear) and dialogue.question is Question.CONSULTATION:
        command = command.model_copy(update={"services": tuple(dialogue.choices)})
        dialogue.ask(None)
    draft = _draft(dialogue)
    if _joins(draft, command):
        first = Book(services=tuple(draft.services), for_whom=draft.for_whom)
        _book_group(dialogue, [first, command])
        return
    if draft.hold_id and dialogue.question is not Question.LOOK_AGAIN and command.services:
        draft = dialogue.draft = Draft(when=draft.when, hold_id=draft.hold_id)
    if command.services:
        answering = dialogue.question is Question.WHICH_SERVICE
        kept = [s for s in draft.services if answering and s not in command.services]
        if [*kept, *command.services] != draft.services:
            draft.services = [*kept, *command.services]
            _changed(draft)
    if answered_unclear(dialogue, command):
        draft.unclear = draft.unclear[1:]
        _complete_member(draft, command.services)
    if command.unclear:
        draft.unclear = list(command.unclear)
    if command.for_whom:
        draft.for_whom = command.for_whom
        first_name, _, last_name = (command.for_name or "").partition(" ")
        draft.for_first_name = first_name or draft.for_first_name
        draft.for_last_name = last_name or draft.for_last_name


def _joins(draft: Draft, command: Book) -> bool:
    """Somebody else comes along with what was asked for already: «y un corte para mi hija»."""
    wants = command.services or command.unclear
    return bool(
        wants
        and command.for_whom
        and draft.services
        and draft.for_whom != command.for_whom
        and not (draft.members or draft.hold_id or draft.moves)
    )


def group_of(commands: Sequence[Command]) -> list[Book]:
    """Bookings for different people in one message; none when they are all for one."""
    books = [each for each in commands if isinstance(each, Book)]
    people = {(each.for_whom, each.for_name) for each in books}
    return books if len(people) > 1 else []


def _book_group(dialogue: Dialogue, books: Sequence[Book]) -> None:
    """Everybody's services; what is unclear is asked like anybody's."""
    draft = dialogue.draft = Draft(when=dialogue.draft.when if dialogue.draft else None)
    draft.members = [
        Member(services=list(each.services), who=each.for_whom, name=each.for_name)
        for each in books
    ]
    draft.services = [service for member in draft.members for service in member.services]
    draft.unclear = [unclear for each in books for unclear in each.unclear]
    draft.pack_asked = True  # never across different people (R9)


def _complete_member(draft: Draft, services: Sequence[str]) -> None:
    """In a group the answer belongs to the first member who has nothing yet."""
    for member in draft.members:
        if not member.services:
            member.services = list(services)
            draft.services = [each for one in draft.members for each in one.services]
            return


def answered_unclear(dialogue: Dialogue, command: Book) -> bool:
    """Whether these services answer «¿Cuál sería…?»."""
    draft = dialogue.draft
    return bool(draft and draft.unclear and command.services)


def _drop(draft: Draft, services: Sequence[str]) -> None:
    draft.services = [each for each in draft.services if each not in services]
    draft.unclear = []
    _changed(draft)


def _choose_pack(dialogue: Dialogue, name: str | None, catalogue: Catalogue) -> None:
    wanted = name or next(iter(dialogue.choices), None)
    pack = catalogue.pack_named(wanted) if wanted else None
    if pack is None:
        return
    draft = _draft(dialogue)
    draft.services = [catalogue.service(each).name for each in pack.services]
    draft.pack, draft.pack_asked, draft.chosen, draft.unclear = pack.name, True, None, []
    if dialogue.question is Question.PACK:
        dialogue.ask(None)


def _choose_when(dialogue: Dialogue, when: When) -> None:
    if dialogue.question is Question.SLOT and _names_offer(dialogue, when):
        return
    draft = _draft(dialogue)
    if draft.moves and draft.when is None and draft.moves_from and not when.no_such_day:
        when = _on_its_day(when, draft.moves_from)
    draft.when = merged(draft.when, when, dialogue.offered_days())
    draft.chosen = None
    if dialogue.question in {Question.SLOT, Question.DAY, Question.LOOK_AGAIN, Question.NEW_DAY}:
        dialogue.ask(None)


def _names_offer(dialogue: Dialogue, when: When) -> bool:
    """An hour (and day) that is on offer, once, is a choice; it is taken."""
    fitting = [
        each
        for each in dialogue.offered
        if when.at == each.start.time() and _in(each.start.date(), when.days)
    ]
    if len({each.start for each in fitting}) != 1:
        return False
    _take(dialogue, fitting[0])
    return True


def _in(day: date, days: DayRange | None) -> bool:
    return days is None or (days.first or day) <= day <= (days.last or day)


def _on_its_day(when: When, day: date) -> When:
    """Moving an appointment «a las 17:00» means the same day."""
    if when.days is not None or when.soonest or when.weekdays:
        return when
    return when.model_copy(update={"days": DayRange(first=day, last=day)})


def merged(before: When | None, now: When, offered: Sequence[date]) -> When:
    """The new wish, completed by what still holds of the old one.

    An hour alone is for the day already spoken of; a day alone keeps the part of the day, but not
    an exact hour that belonged to another day.
    """
    if before is None and not offered:
        return now
    old = before or When()
    says_time = now.at or now.earliest or now.latest or now.part or now.soonest
    days = now.days
    if days is None and not now.no_such_day:
        days = DayRange(first=offered[0], last=offered[-1]) if offered and says_time else old.days
    changes: dict[str, object] = {
        "days": days,
        "not_on": tuple(dict.fromkeys((*old.not_on, *now.not_on)))
        if now.days is None
        else now.not_on,
    }
    if not says_time:
        changes |= {"part": old.part, "earliest": old.earliest, "latest": old.latest, "at": old.at}
        changes["soonest"] = old.soonest and now.days is None
    return now.model_copy(update=changes)


def _choose_stylist(dialogue: Dialogue, command: ChooseStylist) -> None:
    draft = _draft(dialogue)
    matching = [
        each for each in dialogue.offered if plain(each.stylist) == plain(command.stylist or "")
    ]
    if dialogue.question is Question.SLOT and len(matching) == 1:
        _take(dialogue, matching[0])
        return
    if command.anyone:
        draft.stylist = draft.stylist_gender = None
    else:
        draft.stylist, draft.stylist_gender = command.stylist, command.gender
    if not (command.anyone and draft.chosen):
        draft.chosen = None
    if dialogue.question is Question.SLOT and not command.anyone:
        dialogue.ask(None)


def _choose_slot(dialogue: Dialogue, command: ChooseSlot) -> None:
    fitting = [each for each in dialogue.offered if _fits(each, command)]
    if command.any and dialogue.offered:
        _take(dialogue, dialogue.offered[0])
    elif command.position and dialogue.offered:
        index = command.position - 1 if command.position > 0 else command.position
        if -len(dialogue.offered) <= index < len(dialogue.offered):
            _take(dialogue, dialogue.offered[index])
    elif len(fitting) == 1 or (fitting and len({each.start for each in fitting}) == 1):
        _take(dialogue, fitting[0])
    elif command.at or command.day:
        days = DayRange(first=command.day, last=command.day) if command.day else None
        _choose_when(dialogue, When(days=days, at=command.at))


def _fits(offered: Offered, command: ChooseSlot) -> bool:
    return (
        (command.at is None or offered.start.time() == command.at)
        and (command.day is None or offered.start.date() == command.day)
        and (command.stylist is None or plain(offered.stylist) == plain(command.stylist))
        and any((command.at, command.day, command.stylist))
    )


def _take(dialogue: Dialogue, offered: Offered) -> None:
    _draft(dialogue).chosen = offered
    dialogue.ask(None)


def _accept(dialogue: Dialogue, catalogue: Catalogue) -> None:
    match dialogue.question:
        case Question.PACK:
            _choose_pack(dialogue, None, catalogue)
        case Question.SLOT if len(dialogue.offered) == 1:
            _take(dialogue, dialogue.offered[0])
        case Question.LOOK_AGAIN:
            _look_again(dialogue)
        case Question.SECOND_BOOKING:
            _begin_with_first_category(dialogue, catalogue)
        case Question.CONSULTATION | Question.ANYTHING_ELSE if dialogue.choices:
            _book(dialogue, Book(services=tuple(dialogue.choices)))
            dialogue.ask(None)
        case _:
            return


def _look_again(dialogue: Dialogue) -> None:
    draft = _draft(dialogue)
    draft.hold_id = None
    if draft.chosen is not None:
        start = draft.chosen.start
        draft.when = When(days=DayRange(first=start.date(), last=start.date()), at=start.time())
        draft.stylist = draft.chosen.stylist
        draft.chosen = None
    dialogue.ask(None)


def _begin_with_first_category(dialogue: Dialogue, catalogue: Catalogue) -> None:
    draft = _draft(dialogue)
    services = [service for name in draft.services if (service := catalogue.named(name))]
    first = services[0].category if services else None
    draft.services = [each.name for each in services if each.category is first]
    dialogue.then_services = [each.name for each in services if each.category is not first]
    dialogue.ask(None)


def _refuse(dialogue: Dialogue) -> None:
    match dialogue.question:
        case Question.PACK:
            _draft(dialogue).pack_asked = True
            dialogue.ask(None)
        case Question.SLOT:
            _draft(dialogue).when = None
            dialogue.ask(Question.DAY)
        case Question.LOOK_AGAIN | Question.SECOND_BOOKING:
            dialogue.draft = None
            dialogue.ask(None)
        case Question.CONSULTATION | Question.ANYTHING_ELSE:
            dialogue.ask(None)
        case Question.NAME_CHECK:
            dialogue.proposed_name = ""
        case _:
            return


def _take_name(dialogue: Dialogue, commands: Sequence[Command]) -> None:
    """Names: said, or agreed to. Who does not object is called what the profile says."""
    given = next((each for each in commands if isinstance(each, GiveName)), None)
    if given is not None and dialogue.question is Question.THIRD_NAME:
        draft = _draft(dialogue)
        nameless = [each for each in draft.members if each.who and not each.name]
        if nameless:
            named = (given.first_name, given.last_name)
            nameless[0].name = " ".join(each for each in named if each)
            dialogue.ask(None)
            return
        draft.for_first_name = given.first_name or draft.for_first_name or given.last_name
        draft.for_last_name = given.last_name if given.first_name else draft.for_last_name
        dialogue.ask(None)
        return
    if given is not None:
        dialogue.first_name = given.first_name or dialogue.first_name
        dialogue.last_name = given.last_name or dialogue.last_name
    if dialogue.question is Question.NAME_CHECK and not dialogue.first_name:
        refused = any(isinstance(each, Refuse | NotUnderstood) for each in commands)
        dialogue.first_name = "" if refused else dialogue.proposed_name
    answered = {Question.NAME_CHECK: dialogue.first_name, Question.NAME: dialogue.first_name,
                Question.SURNAME: dialogue.last_name}  # fmt: skip
    if dialogue.question and answered.get(dialogue.question):
        dialogue.ask(None)
