"""Several who come together, once they are drafted: somebody falls out, or wants something else
(R27, R37). Pure.
"""

from collections.abc import Sequence

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    ChooseWhen,
    Command,
    DropServices,
    LeaveOut,
)
from atrevete_core.domain.customer import split_name
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue, Draft, Member, Offered
from .wanted import each_once, forget_slot, group_of, is_same_relation

#: Whose something is, in `AddServices.of`, when it is the writer's own.
WRITER = "yo"


def amend_company(dialogue: Dialogue, commands: Sequence[Command]) -> list[Command]:
    """Note who does not come, and what each of a group wants instead; returns the other commands,
    which are noted as ever.
    """
    for each in commands:
        if isinstance(each, LeaveOut):
            _leave_out(dialogue, each)
    rest: list[Command] = [each for each in commands if not isinstance(each, LeaveOut)]
    draft = dialogue.draft
    if draft is None or not draft.members or dialogue.question is Question.WHICH_SERVICE:
        return rest
    return _amend(draft, rest)


def _amend(draft: Draft, commands: Sequence[Command]) -> list[Command]:
    books = [each for each in commands if isinstance(each, Book)]
    told = [each for each in books if _tells_of_known(draft, each)]
    if len(told) < len(books) and group_of(commands):
        return list(commands)  # somebody new beside them: the group is told anew
    before = [each.model_copy(deep=True) for each in draft.members]
    lost = [
        member
        for each in commands
        if isinstance(each, DropServices)
        for member in _take_away(draft, each)
    ]
    for each in commands:
        if isinstance(each, AddServices):
            _give(draft, each, lost)
    for each in told:
        _replace(draft, each)
    mine = [each for each in commands if isinstance(each, AddServices | DropServices)]
    done = [*mine, *told]
    if draft.members != before:
        _count_again(draft)
    return [each for each in commands if not any(each is other for other in done)]


def _tells_of_known(draft: Draft, command: Book) -> bool:
    wants = bool(command.services or command.unclear) and not _tells_which(draft, command)
    return wants and _member(draft, command.for_whom, command.for_name) is not None


def _tells_which(draft: Draft, command: Book) -> bool:
    """«el color normal», before it was asked between the two: of everybody who wants one."""
    candidates = {name for each in draft.unclear for name in each.candidates}
    return not command.for_whom and len(command.services) == 1 and {*command.services} <= candidates


def _member(draft: Draft, whom: str | None, name: str | None = None) -> Member | None:
    """Whoever of the group is meant: by what they are to the writer, or by their first name."""
    if whom in {None, WRITER}:
        return next((each for each in draft.members if each.who is None), None)
    same = [each for each in draft.members if each.who == whom]
    called = [each for each in draft.members if _is_called(each, name or whom)]
    alike = [
        each
        for each in draft.members
        if is_same_relation(each.who or "", whom or "") and not _is_one_more(whom or "")
    ]
    return next(iter(same or called or (alike if len(alike) == 1 else [])), None)


def _is_one_more(whom: str) -> bool:
    """«mi otra hija»."""
    return any(word in whom for word in ("otra ", "otro ", "segund", "tercer", "cuart"))


def _is_called(member: Member, name: str | None) -> bool:
    first = plain((name or "").partition(" ")[0])
    return bool(first) and first == plain((member.name or "").partition(" ")[0])


def _take_away(draft: Draft, command: DropServices) -> list[Member]:
    """From whoever is named, else from all who have it; returns those who lost something."""
    named = _member(draft, command.of) if command.of else None
    lost = [
        each
        for each in ([named] if named else draft.members)
        if set(each.services) & set(command.services)
    ]
    for member in lost:
        member.services = [each for each in member.services if each not in command.services]
        member.unclear = []
    return lost


def _give(draft: Draft, command: AddServices, lost: Sequence[Member]) -> None:
    """To whoever is named, else to those who lost something for it; what one of them has already
    is only named again. Nobody named: it is the writer who speaks.
    """
    named = _member(draft, command.of) if command.of else None
    known = {service for member in draft.members for service in member.services}
    new = [each for each in command.services if named or lost or each not in known]
    writer = [each for each in draft.members if each.who is None]
    for member in [named] if named else lost or writer or draft.members:
        if new:
            member.services = each_once([*member.services, *new])


def _replace(draft: Draft, command: Book) -> None:
    """«Sandra al final solo las cejas»: what is said of one takes the place of what was hers."""
    member = _member(draft, command.for_whom, command.for_name)
    if member is None:
        return
    member.services = each_once(command.services)
    member.unclear = list(command.unclear)
    if command.for_whom and command.for_name and len(command.for_name) > len(member.name or ""):
        member.name = command.for_name


def begin_another(dialogue: Dialogue, commands: Sequence[Command]) -> None:
    """«Y otra cita para mi madre el sábado», while the link of the first waits: that one stays."""
    draft = dialogue.draft
    books = [each for each in commands if isinstance(each, Book)]
    if draft is None or not draft.hold_id or draft.moves or len(books) != 1:
        return
    [book] = books
    wants = bool(book.services or book.unclear) and bool(book.for_whom)
    instead = any(isinstance(each, DropServices | LeaveOut) for each in commands)
    known = {draft.for_whom, *(each.who for each in draft.members)}
    if wants and not instead and book.for_whom not in known and not _same_day(draft, commands):
        dialogue.draft = None


def _same_day(draft: Draft, commands: Sequence[Command]) -> bool:
    said = [each.when.days for each in commands if isinstance(each, ChooseWhen)]
    days = [each for each in said if each is not None]
    held = draft.chosen.start.date() if draft.chosen else None
    return all(held is not None and each.first == held for each in days)


def _leave_out(dialogue: Dialogue, command: LeaveOut) -> None:
    draft = dialogue.draft
    if draft is None:
        return
    if not draft.members:
        if command.alone and draft.for_whom:
            _for_the_writer(dialogue, draft)
        return
    gone = [_member(draft, each) for each in command.people]
    staying = [
        each
        for each in draft.members
        if not (command.alone and each.who) and not any(each is other for other in gone)
    ]
    if staying and len(staying) < len(draft.members):
        _keep_seats(dialogue, draft, staying)
        draft.members = staying
        if len(staying) == 1:
            _alone(draft, staying[0])
        _count_again(draft)
        draft.names_asked = False
        if dialogue.question is Question.THIRD_NAME:
            dialogue.ask(None)


def _keep_seats(dialogue: Dialogue, draft: Draft, staying: Sequence[Member]) -> None:
    """Of what is on offer, or was chosen, only what is for those who still come."""
    places = [at for at, each in enumerate(draft.members) if any(each is one for one in staying)]
    dialogue.offered = [_seats_at(each, places) for each in dialogue.offered]
    if draft.chosen is not None:
        draft.chosen = _seats_at(draft.chosen, places)


def _seats_at(offered: Offered, places: Sequence[int]) -> Offered:
    seats = [offered.model_copy(update={"others": []}), *offered.others]
    kept = [seats[at] for at in places if at < len(seats)] or seats[:1]
    return kept[0].model_copy(update={"others": kept[1:]})


def _for_the_writer(dialogue: Dialogue, draft: Draft) -> None:
    draft.for_whom = draft.for_first_name = draft.for_last_name = None
    if draft.hold_id:
        forget_slot(draft)
    if dialogue.question is Question.THIRD_NAME:
        dialogue.ask(None)


def _alone(draft: Draft, member: Member) -> None:
    """Of a group one is left: an appointment like any other."""
    draft.members, draft.services, draft.unclear = [], member.services, member.unclear
    forget_slot(draft)
    draft.for_whom = member.who
    draft.for_first_name, last = split_name(member.name or "") if member.who else (None, None)
    draft.for_last_name = last or None


def _count_again(draft: Draft) -> None:
    """Who wants what has changed: a moment for them is looked for anew."""
    if draft.members:
        draft.services = [each for member in draft.members for each in member.services]
        draft.unclear = [each for member in draft.members for each in member.unclear]
        forget_slot(draft)
        draft.pack_asked = True
