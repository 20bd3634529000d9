"""What is to be booked: services, packs, for whom, and changes of mind about them (R37)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from atrevete_core.domain.commands import (
    AddServices,
    Book,
    ChoosePack,
    Command,
    DropServices,
)
from atrevete_core.ports.language_model import Question

from ..mention import ALIAS, Mention, joined_by_or, without_verbs
from ..people.each_of_them import added_to_theirs, in_company
from ..people.for_whom import (
    adds_to_theirs,
    for_another,
    hands_on,
    is_for,
    says_again_for_whom,
    tells_for_whom,
    wants_the_same,
)
from ..people.joining_in import beside_them, for_both
from ..people.one_each import one_each
from ..people.several import CHILDREN, for_grown_up, kind_of, shared_by_kind, without_person
from ..people.sharing import left_empty, shared_out, spans_of, with_all_said
from ..people.whose import as_the_writer, left_open
from ..people.years import kind_of_whom, of_years, years_of
from ..reading import Person, Reading
from ..safety.urgent import MOST_COUNTED, people_said
from ..services.spoken import ABOUT_CHOICES, of_draft, of_spoken, spoken_of_before
from ..services.suiting import UNSURE, fitting
from ..services.variants import most_exact, without_generic, without_vaguer
from ..text.spelling import Spelling
from ..vocabulary import Vocabulary
from ..vocabulary.kinds import words_of_kind
from ..wanted.refusing import is_refused, refused_later
from ..wanted.settling import last_wanted, leaves
from ..wanted.wished import for_company, services_of
from .all_unclear import said_of_all
from .corrections import not_for_me
from .packs import asked_or_taken, pack_with, without_halves

_TWO = 2
_ADDING = words_of_kind("added_to_the_usual")


@dataclass(frozen=True)
class Bookings:
    vocabulary: Vocabulary
    spelling: Spelling

    def commands(self, reading: Reading, asked_before: Sequence[str]) -> list[tuple[int, Command]]:
        """Book, AddServices, DropServices and ChoosePack, each with the place where it was said."""
        alone = in_company(reading, lambda own: self.commands(own, ()))
        if alone is not None:
            return alone
        dropped = [each for each in reading.mentions if is_refused(reading, each)]
        wanted = [each for each in reading.mentions if each not in dropped]
        wanted = [each for each in wanted if not refused_later(each, wanted, dropped)]
        wanted = without_halves(reading, wanted, dropped)
        if not reading.people:
            if not (dropped or reading.taken_back):
                wanted = last_wanted(reading, wanted)
            wanted = without_vaguer(without_generic(wanted, reading), reading.text)
        wanted = joined_by_or(without_verbs(wanted, reading.text), reading.text)
        if (rest := self._rest_of_choices(reading, dropped)) is not None:
            if not wanted:
                return [(0, Book(services=rest))]
            if "todo" in reading.text.words():  # «todo menos el barro, y un corte»
                more, unclear = services_of(reading, wanted)
                both = tuple(dict.fromkeys((*rest, *more)))
                return [(0, Book(services=both, unclear=unclear))]
        if joined := beside_them(reading, lambda: self._for_me(reading, wanted)):
            return joined
        said: list[tuple[int, Command]] = []
        draft = spoken_of_before(reading)
        wanted = [of_draft(each, reading) for each in wanted]
        drops = leaves(reading, wanted, dropped, draft)
        if drops:
            said.append((dropped[0].start if dropped else 0, DropServices(services=drops)))
        said += self._wanted(reading, wanted, asked_before, changed=bool(drops))
        return said

    def _rest_of_choices(
        self, reading: Reading, dropped: Sequence[Mention]
    ) -> tuple[str, ...] | None:
        """«el lunes, pero quita el precolor»: of what was spoken of, the others."""
        choices = reading.situation.choices
        if reading.situation.services or reading.question not in ABOUT_CHOICES:
            return None
        gone = {name for each in dropped for name in each.names}
        rest = tuple(name for name in choices if name not in gone)
        return rest if rest and len(rest) < len(choices) else None

    def added(self, reading: Reading) -> list[tuple[int, Command]]:
        """«lo de siempre y además cejas», «lo mismo pero con barba», «lo de siempre y un tinte»."""
        joining = [
            each
            for each in reading.mentions
            if not each.is_pack and not is_refused(reading, each)
            and (reading.has("also") or _ADDING & set(
                reading.text.words(max(0, each.start - 2), each.start)
            ))
        ]  # fmt: skip
        names, unclear = services_of(reading, joining)
        place = len(reading.text)
        said: list[tuple[int, Command]] = [(place, Book(unclear=unclear))] if unclear else []
        return [(place, AddServices(services=names)), *said] if names else said

    def dropped(self, reading: Reading) -> list[tuple[int, Command]]:
        """«lo de siempre pero sin el secado»."""
        names = [each.names[0] for each in reading.mentions if is_refused(reading, each)]
        return [(len(reading.text), DropServices(services=tuple(names)))] if names else []

    def refuses(self, reading: Reading) -> bool:
        """Whether anything that is named is not wanted."""
        return any(is_refused(reading, each) for each in reading.mentions)

    def _wanted(
        self,
        reading: Reading,
        wanted: Sequence[Mention],
        asked_before: Sequence[str],
        *,
        changed: bool,
    ) -> list[tuple[int, Command]]:
        count = 0 if reading.people else people_said(reading)
        if count > 1 and (all_want := _of_all(reading, wanted)) is not None:
            return for_company(reading, all_want, min(count, MOST_COUNTED))
        if not wanted:
            return self._without_service(reading, asked_before)
        sold = [service.name for service in reading.situation.catalogue.services]
        wanted = [
            without_person(each, reading, sold, self.vocabulary, self.spelling) for each in wanted
        ]
        apart = any(reading.text.word(each.end) != "cosas" for each in reading.spans("for_two"))
        shared = shared_out(wanted, reading.people, reading.text, each_apart=apart)
        if not (shared or reading.people or reading.situation.services):
            shared = shared_by_kind(reading, wanted, self.vocabulary, self.spelling)
        if shared and adds_to_theirs(reading):
            shared = []
        if shared:
            shared = self._by_audience(reading, shared)
            if not reading.situation.services:  # else the writer has their own already
                shared = with_all_said(
                    shared, reading.text, people_said(reading), not_for_me=not_for_me(reading)
                )
            empty = left_empty(shared, reading.people, reading.text)
            theirs = [(e.start, Book(for_whom=e.whom, for_name=e.name)) for e in empty]
            return [*self._for_whom(reading, shared), *theirs]
        return self._for_writer(reading, wanted, changed=changed)

    def _for_writer(
        self, reading: Reading, wanted: Sequence[Mention], *, changed: bool
    ) -> list[tuple[int, Command]]:
        """What joins the draft, or is all of it."""
        pack = next((each for each in wanted if each.is_pack), None)
        wanted = [self._as_theirs(of_spoken(each, reading), reading) for each in wanted]
        names, unclear = services_of(reading, wanted)
        if of_all := said_of_all(reading, unclear, self.spelling):
            names, unclear = (*names, *of_all), ()
        draft, names = reading.situation.services, most_exact(names)
        new = tuple(name for name in names if name not in draft)
        place = wanted[0].start
        said: list[tuple[int, Command]] = []
        if draft and not unclear and reading.question is not Question.WHICH_SERVICE:
            if new:
                said.append((place, AddServices(services=new)))
            elif not changed and names:
                # Named again: it stays, and so does the rest of the draft.
                kept = set(names) < set(draft)
                again = AddServices(services=names) if kept else Book(services=names)
                said.append((place, again))
        elif changed and names and not unclear:
            said.append((place, AddServices(services=names)))
        elif names or unclear:
            said.append((place, Book(services=names, unclear=unclear)))
        if pack and "pack" in reading.text.words():
            said.append((place, ChoosePack(pack=pack.names[0])))
        return said

    def _as_theirs(self, mention: Mention, reading: Reading) -> Mention:
        """«un corte», when it was said before that it is for «mi marido», «mi hijo de 6 años»."""
        whom, *others = reading.situation.companions or ("",)
        if not whom or others or reading.situation.group or reading.question in NAMES_SERVICES:
            return mention
        names = [service.name for service in reading.situation.catalogue.services]
        person = Person(
            0, len(reading.text), whom, kind=kind_of_whom(whom, self.vocabulary.relations)
        )
        said = reading.text.words(mention.start, mention.end)
        fits = fitting(mention, person, names, self.vocabulary, self.spelling, said)
        return _of_their_age(reading, fits, person, (0, len(reading.text)))

    def _for_whom(
        self, reading: Reading, shared: Sequence[tuple[Person, Mention]]
    ) -> list[tuple[int, Command]]:
        """Everybody's own; what the draft holds already may only get its owner."""
        said = added_to_theirs(reading, self._for_people(reading, shared))
        if (instead := for_another(reading, said)) is not None:
            return instead
        theirs = not_for_me(reading) and bool(reading.situation.services)
        if not theirs and not says_again_for_whom(reading, said):
            return said
        gone = DropServices(services=tuple(reading.situation.services))
        return [(said[0][0] - 1, gone), *said]

    def _without_service(
        self, reading: Reading, asked_before: Sequence[str]
    ) -> list[tuple[int, Command]]:
        """«quería cita», «para mi madre», «resérvame las dos»."""
        if reading.people and reading.situation.services and not_for_me(reading):
            gone = DropServices(services=tuple(reading.situation.services))
            return [(-1, gone), *self._same_for(reading)]
        again = wants_the_same(reading) and not hands_on(reading)
        if reading.people and reading.situation.services and again:
            return self._same_for(reading)
        if told := self._now_for(reading) or for_both(reading, self.fitted):
            return told
        if reading.people and (not reading.question or tells_for_whom(reading)):
            return [
                (person.start, Book(for_whom=person.whom or None, for_name=person.name))
                for person in reading.people
                if person.whom or not reading.question
            ]
        wants = [each for each in reading.spans("book") if not reading.inside("greeting", each)]
        services = () if reading.situation.services else tuple(asked_before)
        pack = pack_with(reading, services or reading.situation.choices)
        if not wants and not services:
            return asked_or_taken(reading, pack)
        return [
            (wants[0].start if wants else 0, Book(services=services)),
            *pack,
        ]

    def _for_me(self, reading: Reading, wanted: Sequence[Mention]) -> list[tuple[int, Command]]:
        """What is named, or the same as theirs: «y yo también»."""
        same = [Mention(0, 0, (name,), ALIAS) for name in reading.situation.services]
        return self._for_people(reading, [(reading.people[0], each) for each in wanted or same])

    def _now_for(self, reading: Reading) -> list[tuple[int, Command]] | None:
        """«ah, y es para mi madre»: what was chosen is for them, as it fits them."""
        people = [each for each in reading.people if each.whom]
        draft = tuple(reading.situation.services)
        if (
            not draft
            or len({each.whom for each in people}) != 1
            or len(people) < len(reading.people)
        ):
            return None
        coming = {each.whom for each in reading.situation.group}  # «mi hija es Vega Soler»
        theirs_now = any(is_for(reading, each) and each.whom not in coming for each in people)
        if not theirs_now or reading.asks:
            return None
        person, theirs = people[0], self._same_for(reading)
        books = [command for _, command in theirs if isinstance(command, Book)]
        if any(each.services != draft for each in books):
            return [(-1, DropServices(services=draft)), *theirs]
        name = next((each.name for each in people if each.name), None)
        return [(person.start, Book(for_whom=person.whom, for_name=name))]

    def _of_a_child(self, reading: Reading, mention: Mention, person: Person) -> Mention:
        """«la niña un corte y el niño también»: the boy's cut is another."""
        kind = kind_of(mention.names[0], self.vocabulary, self.spelling) if mention.clear else ""
        if kind not in _BOY_OR_GIRL or person.kind not in _BOY_OR_GIRL:
            return mention
        return replace(mention, names=(self._plainly(reading, mention.names[0], person),))

    def fitted(self, reading: Reading, person: Person, services: Sequence[str]) -> Book:
        """Those services, of the draft, as they fit somebody else."""
        plain = [self._plainly(reading, name, person) for name in services]
        theirs = self._for_people(
            reading, [(person, Mention(0, 0, (name,), ALIAS)) for name in plain]
        )
        books = (each for _, each in theirs if isinstance(each, Book))
        return next(books, Book(for_whom=person.whom, for_name=person.name))

    def of_one(self, reading: Reading, person: Person, service: str) -> Book:
        """That service, as it fits them."""
        theirs = self._for_people(reading, [(person, Mention(0, 0, (service,), ALIAS))])
        return next(each for _, each in theirs if isinstance(each, Book))

    def _plainly(self, reading: Reading, name: str, person: Person) -> str:
        """CORTAR, of the men's cut that turns out to be for a child."""
        kind = kind_of(name, self.vocabulary, self.spelling)
        fits = not person.kind or kind in {person.kind, *(UNSURE.get(person.kind, ())[1:])}
        if not kind or (fits and (person.whom or kind not in CHILDREN)):  # the writer is grown up
            return name
        others = (each.name for each in reading.situation.catalogue.services)
        alike = [each for each in others if len(each.split()) == 1 and each[:4] == name[:4]]
        return alike[0] if len(alike) == 1 else name

    def _same_for(self, reading: Reading) -> list[tuple[int, Command]]:
        """«y mi hijo también», «y otro para mi madre»: what was chosen, as it fits them."""
        chosen = [Mention(0, 0, (name,), ALIAS) for name in reading.situation.services]
        people = [each for each in reading.people if each.whom]
        return [
            (person.start, command)
            for person in people
            for _, command in self._for_people(reading, [(person, each) for each in chosen])
        ]

    def of_each(
        self, reading: Reading, shared: Sequence[tuple[Person, Mention]]
    ) -> list[tuple[int, Command]]:
        """Everybody's services, as they fit each of them."""
        fitting_each = [
            (person, self._plain_for(reading, mention, person)) for person, mention in shared
        ]
        return self._for_people(reading, fitting_each)

    def _plain_for(self, reading: Reading, mention: Mention, person: Person) -> Mention:
        plain = [self._plainly(reading, name, person) for name in mention.names]
        return replace(mention, names=tuple(dict.fromkeys(plain)))

    def _for_people(
        self, reading: Reading, shared: Sequence[tuple[Person, Mention]]
    ) -> list[tuple[int, Command]]:
        by_person: dict[tuple[str, str | None], list[Mention]] = {}
        names = [service.name for service in reading.situation.catalogue.services]
        said_of = spans_of([person for person, _ in shared], len(reading.text))
        for person, mention in shared:
            fits = fitting(
                self._of_a_child(reading, mention, person), as_the_writer(person, reading), names,
                self.vocabulary, self.spelling, reading.text.words(mention.start, mention.end),
            )  # fmt: skip
            fits = left_open(fits, as_the_writer(person, reading), reading)
            fits = _of_their_age(reading, fits, person, said_of[person])
            by_person.setdefault((person.whom, _name_of(person, reading)), []).append(fits)
        said: list[tuple[int, Command]] = []
        for (whom, name), mentions in by_person.items():
            clear, unclear = services_of(reading, mentions)
            said.append(
                (
                    mentions[0].start,
                    Book(
                        services=most_exact(clear), unclear=unclear,
                        for_whom=whom or None, for_name=name,
                    ),
                )
            )  # fmt: skip
        return said

    def _by_audience(
        self, reading: Reading, shared: Sequence[tuple[Person, Mention]]
    ) -> list[tuple[Person, Mention]]:
        """«mi esposo y yo, corte y corte de caballero»: each has the one that is for them."""
        kinds = {
            mention: kind_of(mention.names[0], self.vocabulary, self.spelling)
            for _, mention in shared
            if mention.clear
        }
        each_one = one_each(shared, kinds, reading.people)
        catalogue = [service.name for service in reading.situation.catalogue.services]
        return [
            (person, for_grown_up(mention, catalogue, self.vocabulary, self.spelling))
            if kinds.get(mention) in CHILDREN
            and (not person.whom or person.kind in _GROWN_UP)
            and any(one.whom for one, other in each_one if other is mention)
            else (person, mention)
            for person, mention in each_one
        ]


def _of_all(reading: Reading, wanted: Sequence[Mention]) -> Sequence[Mention] | None:
    """What all who come want: what is named, or what was chosen, when «somos dos» is all that is
    said. None when it is known already who comes.
    """
    now = reading.situation
    if not now.services:
        return wanted
    known = bool(now.group or now.companions)
    if wanted or known or reading.asks:
        return None
    return [Mention(0, 0, (name,), ALIAS) for name in now.services]


def _of_their_age(
    reading: Reading, fits: Mention, person: Person, span: tuple[int, int]
) -> Mention:
    """«corte para mi hijo de 6 años»: of the cuts that may be his, the child's."""
    years = None if fits.clear or fits.is_pack else years_of(reading, person, span)
    aged = None if years is None else of_years(years, fits.names)
    return replace(fits, names=(aged,)) if aged else fits


#: The answer to these is one of the services that were named.
NAMES_SERVICES = frozenset({Question.WHICH_SERVICE, Question.PACK})
_BOY_OR_GIRL = frozenset({"boy", "girl"})
_GROWN_UP = frozenset({"woman", "man"})


def _name_of(person: Person, reading: Reading) -> str | None:
    """Their name, said here or beside another mention of the same person."""
    named = (each.name for each in reading.people if each.whom == person.whom and each.name)
    return person.name or (next(named, None) if person.whom else None)
