"""What is wanted, and for whom: services, packs and people of the draft. Pure."""

from collections.abc import Sequence

from atrevete_core.domain.catalogue import Catalogue, Stylist, is_variant
from atrevete_core.domain.commands import (
    Book,
    Command,
    DayRange,
    UnclearService,
    When,
)
from atrevete_core.domain.customer import split_name
from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from .dialogue import Dialogue, Draft, Member


def without_unwanted(able: tuple[Stylist, ...], unwanted: Sequence[str]) -> tuple[Stylist, ...]:
    """Whoever is left without those that the customer refused; everybody when nobody would be."""
    refused = {plain(name) for name in unwanted}
    return tuple(each for each in able if plain(each.name) not in refused) or able


def draft_of(dialogue: Dialogue) -> Draft:
    """The draft; a new one is for what was spoken of (S13: «vale, resérvame las dos»)."""
    if dialogue.draft is None:
        dialogue.draft = Draft()
    draft = dialogue.draft
    if dialogue.about and not (draft.services or draft.unclear):
        about, only_one = dialogue.about, dialogue.about_one
        _forget_spoken_of(dialogue)
        if only_one:
            draft.unclear = [UnclearService(words=about[0], candidates=tuple(about))]
        else:
            draft.services = about
    return draft


def each_once(services: Sequence[str]) -> list[str]:
    """Nobody has the same service twice in one appointment; two people are two members."""
    return list(dict.fromkeys(services))


def add_services(draft: Draft, services: Sequence[str]) -> None:
    """What is named joins the draft; what it holds already is not there twice (R37)."""
    if draft.members:
        draft.services = [*draft.services, *(s for s in services if s not in draft.services)]
    else:
        draft.services = each_once([*draft.services, *services])
    forget_slot(draft)


def forget_slot(draft: Draft) -> None:
    """Other services: the pack must be found anew, and the chosen hour again with what is new; an
    appointment that moves is to have them too (R44).
    """
    draft.amends = draft.amends or draft.moves is not None
    draft.pack = None
    draft.pack_asked = False
    draft.shown = []
    keep_hour(draft)
    draft.chosen = None


def keep_hour(draft: Draft) -> None:
    """The hour that was chosen is wished for again, with the same stylist if they can."""
    if draft.chosen is not None and not draft.moves:
        start = draft.chosen.start
        draft.when = When(days=DayRange(first=start.date(), last=start.date()), at=start.time())
        draft.kept_stylist = draft.chosen.stylist


def book(dialogue: Dialogue, command: Book) -> None:
    if not (command.services or command.unclear) and dialogue.question is Question.CONSULTATION:
        command = command.model_copy(update={"services": tuple(dialogue.choices)})
        dialogue.ask(None)
    dialogue.then_services = [e for e in dialogue.then_services if e not in command.services]
    if command.services or command.unclear:
        dialogue.own = ""  # something else is spoken of
        _set_aside(dialogue)
    draft = draft_of(dialogue)
    if draft.members and _is_new_member(draft, command):
        _add_member(draft, command)
        return
    if draft.members and command.for_whom and not (command.services or command.unclear):
        _name_member(draft, command)
        return
    if _joins(draft, command):
        named = " ".join(filter(None, (draft.for_first_name, draft.for_last_name)))
        first = Book(
            services=tuple(draft.services), for_whom=draft.for_whom, for_name=named or None
        )
        book_group(dialogue, [first, command])
        return
    anew = dialogue.question not in {Question.LOOK_AGAIN, Question.WHICH_SERVICE}
    if draft.hold_id and anew and command.services:
        draft = dialogue.draft = _begun_anew(draft, command)
    if command.services:
        _take_services(dialogue, draft, command.services)
    if _answers_unclear(dialogue, command):
        answered, *draft.unclear = draft.unclear
        alike = all(each == answered for each in draft.unclear)
        chosen = {*command.services}  # «permanente las dos», of more than was asked
        left = [each for each in draft.unclear if not chosen & {*each.candidates}]
        draft.unclear = [] if alike else left
        _complete_members(draft, command.services, answered, everybody=alike)
    elif draft.members and command.services and not command.for_whom:
        _complete_members(draft, command.services, None, everybody=True)
    if command.unclear and not _narrows(dialogue, command):
        draft.unclear = list(command.unclear)
    if command.for_whom:
        _take_owner(draft, command)


def _add_member(draft: Draft, command: Book) -> None:
    """One more comes along; the chosen hour is looked for anew, for all of them."""
    draft.members.append(
        Member(
            services=each_once(command.services),
            unclear=list(command.unclear),
            who=command.for_whom,
            name=command.for_name,
        )
    )
    draft.services = [each for member in draft.members for each in member.services]
    draft.unclear = [*draft.unclear, *command.unclear]
    keep_hour(draft)
    draft.chosen, draft.names_asked = None, False


def _take_services(dialogue: Dialogue, draft: Draft, named: Sequence[str]) -> None:
    """A whole new list, or the answer to which of them, beside what was clear already."""
    kept = draft.services if _answers_which(dialogue, named) else []
    # «la facial, mejor con radiofrecuencia»: nobody has a service and its larger form
    kept = [each for each in kept if not any(is_variant(new, each) for new in named)]
    services = each_once([*(each for each in kept if each not in named), *named])
    if services != draft.services:
        draft.services = services
        forget_slot(draft)


def _take_owner(draft: Draft, command: Book) -> None:
    if draft.hold_id and draft.for_whom != command.for_whom:
        keep_hour(draft)  # it is held anew, for them
        draft.chosen = None
    draft.for_whom = command.for_whom
    first_name, last_name = split_name(command.for_name or "")
    draft.for_first_name = first_name or draft.for_first_name
    draft.for_last_name = last_name or draft.for_last_name


def _set_aside(dialogue: Dialogue) -> None:
    """What was only spoken of gives way to what is named now: it is no wish of the writer's."""
    draft = dialogue.draft
    if draft is None or not (draft.services or draft.unclear):
        _forget_spoken_of(dialogue)


def _forget_spoken_of(dialogue: Dialogue) -> None:
    dialogue.speak_of([])
    dialogue.compared = []


def _begun_anew(draft: Draft, command: Book) -> Draft:
    """What is held gives way to a whole new wish; the same services are offered no pack again."""
    keep_hour(draft)
    new = Draft(when=draft.when, kept_stylist=draft.kept_stylist, hold_id=draft.hold_id)
    if {*command.services} == {*draft.services}:
        new.services, new.pack, new.pack_asked = draft.services, draft.pack, draft.pack_asked
    if command.for_whom and command.for_whom == draft.for_whom:  # «lo mismo, para ella»
        new.for_whom = draft.for_whom
        new.for_first_name, new.for_last_name = draft.for_first_name, draft.for_last_name
    return new


def _narrows(dialogue: Dialogue, command: Book) -> bool:
    """«Sin bioterapia», when two of three are left: asked again, and the rest stays."""
    draft = draft_of(dialogue)
    asked, left = next(iter(draft.unclear), None), command.unclear[0]
    if dialogue.question is not Question.WHICH_SERVICE or asked is None:
        return False
    if not set(left.candidates) < set(asked.candidates):
        return False
    draft.unclear = [left if each == asked else each for each in draft.unclear]
    for member in draft.members:
        member.unclear = [left if each == asked else each for each in member.unclear]
    return True


def _answers_which(dialogue: Dialogue, named: Sequence[str]) -> bool:
    """Whether one of those asked about is chosen, or that are to be asked about; a whole new list
    takes the place of all.
    """
    if dialogue.question is not Question.WHICH_SERVICE:
        unclear = dialogue.draft.unclear if dialogue.draft else []
        return len(named) == 1 and any(named[0] in each.candidates for each in unclear)
    return len(named) == 1 or bool({*named} & {*dialogue.choices})


def _joins(draft: Draft, command: Book) -> bool:
    """Somebody else comes along with what was asked for already: «y un corte para mi hija»."""
    wants = command.services or command.unclear
    return bool(
        wants
        and command.for_whom
        and draft.services
        and draft.for_whom != command.for_whom
        and not (draft.members or draft.moves)
    )


def _name_member(draft: Draft, command: Book) -> None:
    """«Las dos a la vez: yo y mi hija Inés»: no more than the name of one of the group."""
    for member in draft.members:
        if member.who and not member.name and is_same_relation(member.who, command.for_whom or ""):
            member.name = command.for_name
            return


def is_same_relation(one: str, other: str) -> bool:
    """«mi crío» and «tu hijo» may be the same; «mi madre» is nobody's «mi hermana»."""
    return plain(one).split()[-1:] == plain(other).split()[-1:]


def _is_new_member(draft: Draft, command: Book) -> bool:
    """«Se apunta mi otra hija»: one more of the group, with what they want."""
    known = {each.who for each in draft.members}
    wants = bool(command.services or command.unclear)
    settled = not draft.unclear and all(each.services for each in draft.members)
    more = settled and not set(command.services) <= set(draft.services)
    return wants and (bool(command.for_whom) or more) and command.for_whom not in known


def group_of(commands: Sequence[Command]) -> list[Book]:
    """Bookings for different people in one message; none when they are all for one."""
    books = [each for each in commands if isinstance(each, Book)]
    people = {(each.for_whom, each.for_name) for each in books}
    return books if len(people) > 1 else []


def book_group(dialogue: Dialogue, books: Sequence[Book]) -> None:
    """Everybody's services; what is unclear is asked like anybody's."""
    before = dialogue.draft or Draft()
    names = {each.who: each.name for each in before.members}
    if before.for_whom:
        named = " ".join(filter(None, (before.for_first_name, before.for_last_name)))
        names[before.for_whom] = named or None
    keep_hour(before)  # whoever joins while an hour is chosen or held comes at that hour
    draft = dialogue.draft = Draft(
        when=before.when,
        stylist=before.stylist or (before.kept_stylist if before.hold_id else None),
        stylist_gender=before.stylist_gender,
        not_with=before.not_with,
        hold_id=before.hold_id,
        held_for=before.held_for,
    )
    draft.members = [
        Member(
            services=each_once(each.services),
            unclear=list(each.unclear),
            who=each.for_whom,
            name=each.for_name or names.get(each.for_whom),
        )
        for each in (_as_before(one, before) for one in books)
    ]
    draft.services = [service for member in draft.members for service in member.services]
    draft.unclear = [unclear for member in draft.members for unclear in member.unclear]
    draft.pack_asked = True  # never across different people (R9)


def _as_before(book: Book, before: Draft) -> Book:
    """«Somos mi madre y yo»: what is being asked about is for both."""
    if book.services or book.unclear or before.members:
        return book
    told = {"services": tuple(before.services), "unclear": tuple(before.unclear)}
    return book.model_copy(update=told)


def name_group(dialogue: Dialogue, books: Sequence[Book]) -> bool:
    """«Somos Marta Lillo y yo», of those who are known to come: whether it says no more."""
    draft = dialogue.draft
    if draft is None or not draft.members or any(each.services or each.unclear for each in books):
        return False
    for each in books:
        if each.for_whom:
            _name_member(draft, each)
    return True


def _complete_members(
    draft: Draft, services: Sequence[str], answered: UnclearService | None, *, everybody: bool
) -> None:
    """In a group the answer belongs to the first member of whom it was asked; to all of them when
    the question was about everybody: «un corte cada una».
    """
    asked = [member for member in draft.members if answered in member.unclear]
    waiting = asked or [member for member in draft.members if not member.services]
    for member in waiting if everybody else waiting[:1]:
        member.services = each_once([*member.services, *services])
        member.unclear = [each for each in member.unclear if each != answered]
    if draft.members:
        draft.services = [each for one in draft.members for each in one.services]


def _answers_unclear(dialogue: Dialogue, command: Book) -> bool:
    """Whether these services answer «¿Cuál sería…?»."""
    draft = dialogue.draft
    return bool(draft and draft.unclear and command.services)


def drop(draft: Draft, services: Sequence[str], catalogue: Catalogue) -> None:
    """Without these; «sin el peinado» is the long one where only that is in it. Whoever takes out
    what a pack adds is offered that pack no more (R9).
    """
    gone = {_as_drafted(each, draft.services) for each in services}
    refused = gone & {*draft.services}
    draft.services = [each for each in draft.services if each not in gone]
    draft.unclear = []
    forget_slot(draft)
    held = [{catalogue.service(each).name for each in pack.services} for pack in catalogue.packs]
    draft.pack_asked = any(refused & pack and {*draft.services} & pack for pack in held)


def _as_drafted(name: str, services: Sequence[str]) -> str:
    alike = [each for each in services if is_variant(name, each)]
    return alike[0] if name not in services and len(alike) == 1 else name


def choose_pack(dialogue: Dialogue, name: str | None, catalogue: Catalogue) -> None:
    wanted = name or next(iter(dialogue.choices), None)
    pack = catalogue.pack_named(wanted) if wanted else None
    if pack is None:
        return
    draft = draft_of(dialogue)
    services = [catalogue.service(each).name for each in pack.services]
    if draft.members:
        _give_pack(draft, services)
        dialogue.ask(None)
        return
    keep_hour(draft)
    draft.services = services
    draft.pack, draft.pack_asked, draft.chosen, draft.unclear = pack.name, True, None, []
    if dialogue.question is Question.PACK:
        dialogue.ask(None)


def _give_pack(draft: Draft, services: Sequence[str]) -> None:
    """Whoever of a group wants some of it, the writer before others, has it all."""
    wanting = [each for each in draft.members if set(each.services) & set(services)]
    writer = [each for each in draft.members if each.who is None]
    mine = [each for each in writer if any(each is one for one in wanting)]
    for member in (mine or wanting or writer)[:1]:
        member.services = each_once([*services, *member.services])
    draft.services = [each for member in draft.members for each in member.services]
    forget_slot(draft)
    draft.pack_asked = True
