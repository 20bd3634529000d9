"""Noting down what was said: commands fill the draft and answer the open question. Pure."""

from collections.abc import Sequence
from itertools import combinations

from atrevete_core.domain.booking import Hold, HoldStatus
from atrevete_core.domain.catalogue import Catalogue, is_variant
from atrevete_core.domain.commands import (
    Accept,
    AddServices,
    AskAboutServices,
    AskAvailability,
    AskConsultation,
    Book,
    ChangeAppointment,
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
    Thank,
    When,
)
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from .company import WRITER, amend_company, begin_another
from .dialogue import Dialogue, Draft, Member
from .timing import (
    choose_slot,
    choose_stylist,
    choose_when,
    may_offer_others,
    offer_others,
    take_slot,
)
from .wanted import (
    add_services,
    book,
    book_group,
    choose_pack,
    draft_of,
    drop,
    group_of,
    is_same_relation,
    name_group,
)


def up_to_date(dialogue: Dialogue, latest: Hold | None) -> None:
    """Bring the draft in line with what has become of its hold meanwhile."""
    draft = dialogue.draft
    if latest is None or draft is None or draft.hold_id != str(latest.id):
        return
    if latest.status is HoldStatus.CONFIRMED:
        dialogue.draft = None
        waits = dialogue.then_services  # the other craft, which was put off until now (R11)
        dialogue.ask(Question.ANYTHING_ELSE if waits else None, choices=waits)
    elif latest.status is HoldStatus.LAPSED and dialogue.lapse_seen != str(latest.id):
        dialogue.lapse_seen = str(latest.id)
        dialogue.ask(Question.LOOK_AGAIN)


def note_down(dialogue: Dialogue, commands: Sequence[Command], catalogue: Catalogue) -> None:
    """Apply everything that was understood. What was already said stays unless it is changed."""
    understood = [each for each in commands if not isinstance(each, NotUnderstood)]
    dialogue.misunderstood = 0 if understood else dialogue.misunderstood + 1
    _forget_other(dialogue, commands)
    _take_name(dialogue, commands)
    which = (each.which for each in commands if isinstance(each, ChangeAppointment))
    if dialogue.question is Question.WHICH_APPOINTMENT and not any(which):
        return  # «la del jueves» names an appointment, it is no wish
    compares = any(isinstance(each, AskConsultation) for each in commands)
    begin_another(dialogue, commands)
    left = commands if compares else amend_company(dialogue, commands)
    group = group_of(left)
    if group and not compares and not name_group(dialogue, group):
        book_group(dialogue, group)
    for command in sorted(left, key=_services_first):
        if isinstance(command, Book) and (compares or group):
            _note_for_whom(dialogue, command, alone=not group)
            continue  # what is compared is not chosen yet
        _note(dialogue, _spoken_of(dialogue, command, catalogue), catalogue)
    if dialogue.draft and dialogue.draft.members:
        _name_members(dialogue, commands)  # whoever has just joined may be named in the same breath
    _take_what_was_asked_about(dialogue, commands)


def _note_for_whom(dialogue: Dialogue, command: Book, *, alone: bool) -> None:
    """«Es para mi madre: ¿qué diferencia hay?»: for her, though nothing is chosen yet."""
    if alone and command.for_whom and dialogue.draft is None:
        dialogue.draft = Draft(for_whom=command.for_whom)


def _forget_other(dialogue: Dialogue, commands: Sequence[Command]) -> None:
    """«No es para mi madre, es para mi suegra»: the first one's name is not the other's."""
    draft = dialogue.draft
    if draft is None or not draft.for_whom or draft.members:
        return
    books = [each for each in commands if isinstance(each, Book)]
    instead = any(isinstance(each, DropServices) for each in commands)
    if len(books) == 1 and books[0].for_whom not in (None, draft.for_whom) and (
        instead or not (books[0].services or books[0].unclear)
    ):  # fmt: skip
        draft.for_first_name = draft.for_last_name = None


def _services_first(command: Command) -> bool:
    """Other services forget the slot, so «la primera, y con el pack» is noted pack first."""
    return not isinstance(command, Book | AddServices | DropServices | ChoosePack | Accept | Refuse)


def _take_what_was_asked_about(dialogue: Dialogue, commands: Sequence[Command]) -> None:
    """«¿Cuánto cuesta un corte? Lo quería el viernes»: a wish for what its price was asked of."""
    draft = dialogue.draft
    wishes = any(isinstance(each, ChooseWhen) for each in commands)
    if draft is None or draft.services or draft.unclear or not (wishes or draft.for_whom):
        return
    asked = [each for each in commands if isinstance(each, AskAboutServices)]
    named = [service for each in asked for service in each.services]
    alternatives = any(is_variant(*pair) for pair in combinations(named, 2))
    if wishes and not alternatives:  # «¿la facial, o la facial con radiofrecuencia?» is not both
        draft.services = named
    draft.unclear = [] if named else [unclear for each in asked for unclear in each.unclear]


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
            book(dialogue, command)
        case AddServices(services=services, unclear=unclear):
            add_services(draft_of(dialogue), services)
            draft_of(dialogue).unclear += unclear
        case DropServices(services=services):
            drop(draft_of(dialogue), services, catalogue)
        case ChoosePack(pack=pack):
            choose_pack(dialogue, pack, catalogue)
        case ChooseWhen(when=when):
            choose_when(dialogue, when)
        case ChooseStylist():
            choose_stylist(dialogue, command)
        case ChooseSlot():
            choose_slot(dialogue, command)
        case RefuseSlots(others=True) if may_offer_others(dialogue):
            offer_others(dialogue)
        case RefuseSlots() if dialogue.cancels is None:
            draft_of(dialogue).when = draft_of(dialogue).chosen = None
            dialogue.ask(Question.DAY)
        case AskAvailability():
            draft_of(dialogue)
        case Accept():
            _accept(dialogue, catalogue)
        case Refuse():
            _refuse(dialogue)
        case Thank() if dialogue.draft is None and dialogue.then_services:
            book(dialogue, Book(services=tuple(dialogue.then_services)))
            dialogue.ask(None)
        case Thank() if dialogue.draft is None or dialogue.draft.when is None:
            _nothing_more(dialogue)
        case _:
            return


def _accept(dialogue: Dialogue, catalogue: Catalogue) -> None:
    match dialogue.question:
        case Question.PACK:
            choose_pack(dialogue, None, catalogue)
            draft_of(dialogue).held_for = 0  # what may be held is something else
        case Question.SLOT if len(dialogue.offered) == 1:
            take_slot(dialogue, dialogue.offered[0])
        case Question.LOOK_AGAIN:
            _look_again(dialogue)
        case Question.SECOND_BOOKING:
            _begin_with_first_category(dialogue, catalogue)
        case Question.CONSULTATION | Question.ANYTHING_ELSE if dialogue.choices:
            book(dialogue, Book(services=tuple(dialogue.choices)))
            dialogue.ask(None)
        case Question.ANYTHING_ELSE:
            draft_of(dialogue)  # «¿Quieres que te busque una?»: a booking begins
            dialogue.ask(None)
        case _:
            return


def _look_again(dialogue: Dialogue) -> None:
    draft = draft_of(dialogue)
    draft.hold_id = None
    if draft.chosen is not None:
        start = draft.chosen.start
        draft.when = When(days=DayRange(first=start.date(), last=start.date()), at=start.time())
        draft.stylist = draft.chosen.stylist
        draft.chosen = None
    dialogue.ask(None)


def _begin_with_first_category(dialogue: Dialogue, catalogue: Catalogue) -> None:
    draft = draft_of(dialogue)
    services = [service for name in draft.services if (service := catalogue.named(name))]
    first = services[0].category if services else None
    draft.services = [each.name for each in services if each.category is first]
    for member in draft.members:
        member.services = [each for each in member.services if each in draft.services]
    draft.members = [each for each in draft.members if each.services]
    dialogue.then_services = [each.name for each in services if each.category is not first]
    dialogue.ask(None)


def _refuse(dialogue: Dialogue) -> None:
    match dialogue.question:
        case Question.PACK:
            draft_of(dialogue).pack_asked = True
            draft_of(dialogue).held_for = 0  # what may be held is something else
            dialogue.ask(None)
        case Question.SLOT:
            draft_of(dialogue).when = None
            dialogue.ask(Question.DAY)
        case Question.LOOK_AGAIN | Question.SECOND_BOOKING:
            dialogue.draft = None
            dialogue.ask(None)
        case Question.CONSULTATION | Question.ANYTHING_ELSE | Question.PAYMENT_TROUBLE:
            dialogue.then_services = []
            dialogue.ask(None)
        case Question.NAME_CHECK:
            dialogue.proposed_name = ""
        case _:
            _nothing_more(dialogue)


def _nothing_more(dialogue: Dialogue) -> None:
    """«Nada más, muy amable», to «¿Qué te quieres hacer?»: there was no booking to be made."""
    draft = dialogue.draft
    if dialogue.question is not Question.SERVICE or dialogue.about:
        return
    if draft is None or not (draft.services or draft.unclear or draft.hold_id or draft.moves):
        dialogue.draft = None
        dialogue.ask(None)


def _name_members(dialogue: Dialogue, commands: Sequence[Command]) -> None:
    """«Hugo y Vera»: those who come along, in the order in which they were asked for, or as it was
    said whose name it is.
    """
    given = [each for each in commands if isinstance(each, GiveName) and each.of != WRITER]
    asked = dialogue.question is Question.THIRD_NAME
    named = False
    for name in given:
        if not (asked or name.of):
            continue
        member = _member_of(draft_of(dialogue), name, asked=asked)
        if member is not None:
            member.name = " ".join(filter(None, (name.first_name, name.last_name)))
            named = True
    if named and asked:
        draft_of(dialogue).names_asked = False  # those who have none yet are asked for next
        dialogue.ask(None)


def _member_of(draft: Draft, name: GiveName, *, asked: bool) -> Member | None:
    """Whose name it is: whoever was said, else the next of those who have none."""
    others = [each for each in draft.members if each.who]
    same = [each for each in others if _is_theirs(each, name)]
    nameless = [each for each in others if not each.name]
    only = len(nameless) == 1  # «el peque se llama Leo», of «mi hijo»
    free = nameless if asked or only or not (name.of or "").startswith("mi ") else []
    return next(iter(same or free), None)


def _is_theirs(member: Member, name: GiveName) -> bool:
    first = plain((member.name or "").partition(" ")[0])
    if first and first == plain(name.first_name or ""):
        return True
    return not member.name and is_same_relation(member.who or "", name.of or "")


def _name_third(draft: Draft, given: GiveName) -> None:
    """«¿Cómo se llama tu hijo Leo, con apellidos?»: «Gómez Ruiz» is then the surname."""
    said = " ".join(filter(None, (given.first_name, given.last_name)))
    known = draft.for_first_name
    same = bool(known and given.first_name and plain(given.first_name) == plain(known))
    if known and not same and not draft.for_last_name and len(said.split()) <= _SURNAMES:
        draft.for_last_name = said
        return
    draft.for_first_name = given.first_name or known or given.last_name
    draft.for_last_name = given.last_name if given.first_name else draft.for_last_name


#: Nobody has more; a longer answer is a whole name.
_SURNAMES = 2


def _take_name(dialogue: Dialogue, commands: Sequence[Command]) -> None:
    """Names: said, or agreed to. Who does not object is called what the profile says."""
    said = [each for each in commands if isinstance(each, GiveName)]
    third = dialogue.question is Question.THIRD_NAME
    others = [each for each in said if each.of != WRITER and (third or each.of)]
    given = next((each for each in said if each not in others), None)
    _take_third(dialogue, others, asked=third)
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


def _is_for_another(dialogue: Dialogue, draft: Draft, name: GiveName) -> bool:
    """«se llama Pepa», when the writer's own name is asked: the appointment is for her."""
    own = {Question.NAME_CHECK, Question.NAME, Question.SURNAME}
    nobody = draft.for_whom is None and bool(draft.services)
    return nobody and dialogue.question in own and name.of in {"ella", "él"}


def _take_third(dialogue: Dialogue, given: Sequence[GiveName], *, asked: bool) -> None:
    """The name of whom it is for: asked for, or told beside something else."""
    draft = dialogue.draft
    if draft is None or draft.members:
        return
    for name in given:
        if _is_for_another(dialogue, draft, name):
            draft.for_whom = "mi acompañante"
        told = bool(draft.for_whom) and (
            is_same_relation(draft.for_whom or "", name.of or "")
            or not (name.of or "").startswith("mi ")
        )
        if asked or told:
            _name_third(draft, name)
            if asked:
                dialogue.ask(None)
            return
