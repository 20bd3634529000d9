"""Who comes, by name: those called what they are to the writer, those called only by name, and
those who do not come after all (R27, R28).
"""

import re
from dataclasses import replace

from atrevete_core.ports.language_model import Question

from ..names.households import relation
from ..names.said import asks_whose_name, named_of, noun_of
from ..names.told import Names
from ..reading import Person, Reading
from ..text.openers import opening
from ..vocabulary import Vocabulary
from .company import by_name, in_group, leaves_out
from .each_of_them import drop_those_who_keep
from .found import COMPANION, People
from .joining_in import writer_beside
from .named_people import NamedPeople, with_name
from .stylists_said import drop_stylists
from .subjects import named_subjects
from .writer import writer

#: «y ella igual» does not leave the hour open.
_SAME_FOR = re.compile(r"(?:^| )(?:ella|y el|y yo|ellos|ellas) igual ")


class WhoComes:
    """Completes the people of a reading with their names."""

    def __init__(self, vocabulary: Vocabulary, people: People, names: Names) -> None:
        self._people, self._names = people, names
        self._named_people = NamedPeople(names.runs, vocabulary.relations)
        self._relations = vocabulary.relations

    def name(self, reading: Reading) -> None:
        """Whoever is named beside those who are only called what they are to the writer."""
        asked = reading.question is Question.THIRD_NAME
        whoms = {each.whom for each in reading.people if each.whom}
        begins = opening(reading.text)  # «hola Maite, mi madre…» is who is written to
        others = [each for each in self._names.of_others(reading) if each.start >= begins]
        drop_stylists(reading, others)  # «mi madre se llama Rosa» asks for no stylist
        alone = len(whoms) == 1
        called = {whom: name for whom in whoms if (name := named_of(whom, others, alone=alone))}
        if not asked:
            reading.people = [
                with_name(reading, each, called.get(each.whom)) for each in reading.people
            ]
            reading.people = self._named_people.each_apart(reading, reading.people, others)
        nobody = all(_is_nobody_yet(each) for each in reading.people)
        if nobody and not asks_whose_name(reading.question):
            own = self._names.announced(reading)
            named = self._named_people.find(reading, own) or self._names.other_person(reading)
            drop_stylists(reading, named)
            if named:
                reading.people = self._people.with_writer(named, reading.text)

    def with_company(self, reading: Reading) -> None:
        """Whoever comes along and is called by name; then those who do not come after all."""
        if not asks_whose_name(reading.question):
            named = [self._of_kind(each) for each in by_name(reading)]
            beside = reading.people or writer(reading.text)
            runs, own = self._named_people.runs, self.writers_name(reading)
            named += named_subjects(reading, beside, runs, own)
            new = [
                each for each in named if not any(_overlaps(each, one) for one in reading.people)
            ]
            drop_stylists(reading, new)
            mine = [each for each in reading.people if each.whom]
            if new:
                reading.people = self._people.with_writer(
                    in_group(reading, [*mine, *new]), reading.text
                )
        joining = self._people.writer_joining(reading.situation.group, reading.text)
        mine = writer_beside(reading, writer(reading.text))
        reading.people = reading.people or joining or mine
        if _SAME_FOR.search(reading.text.line):
            reading.found = {**reading.found, "any": []}
        together = reading.situation.group or reading.situation.companions
        leaves = None if reading.owner else leaves_out(reading)
        reading.leaves = leaves if together else None
        drop_those_who_keep(reading)

    def _of_kind(self, person: Person) -> Person:
        """«él» of the group is a man, as «mi marido» is."""
        kind = person.kind or relation(noun_of(person.whom), self._relations)
        return replace(person, kind=kind or "")

    def writers_name(self, reading: Reading) -> str:
        """As it is said now, or as it is known."""
        said = self._names.announced(reading)
        mine = said.first if said and not said.of_another else None
        return mine or reading.situation.first_name


def _overlaps(one: Person, other: Person) -> bool:
    return one.start < other.end and other.start < one.end


def _is_nobody_yet(person: Person) -> bool:
    """«mis hijos» without their names, «ella», or the writer."""
    return person.whom in {"", COMPANION} or (person.whom.startswith("mis ") and not person.name)
