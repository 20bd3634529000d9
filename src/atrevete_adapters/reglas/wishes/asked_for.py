"""«¿Cuánto cuesta un corte para mi marido?»: the price is that of what fits him (R40, R41)."""

from collections.abc import Callable, Mapping, Sequence

from atrevete_core.domain.commands import AskAboutServices, Book, Command, UnclearService

from ..people.years import kind_of_whom
from ..reading import Person, Reading

#: A service as it fits a person: one that is named for somebody («de caballero») stays.
Fits = Callable[[Reading, Person, str], Book]


def as_fits_them(
    reading: Reading,
    asked: Sequence[tuple[int, Command]],
    fits: Fits,
    relations: Mapping[str, str],
) -> list[tuple[int, Command]]:
    """What is asked about, as it fits the only one for whom it is asked."""
    named = reading.people or _whose(reading, relations)
    people = {each.whom: each for each in named}
    if len(people) != 1 or not all(people):
        return [*asked]
    (person,) = people.values()
    if not _is_asked_for(reading, person):
        return [*asked]
    return [(place, _fitting(reading, command, person, fits)) for place, command in asked]


def _whose(reading: Reading, relations: Mapping[str, str]) -> list[Person]:
    """«¿cuánto es el corte de mi hijo de 6 años?»."""
    text = reading.text
    return [
        Person(at, at + 2, whom, kind=kind_of_whom(whom, relations))
        for at in (each.end + 1 for each in reading.mentions)
        if text.word(at - 1) == "de" and text.word(at) == "mi" and text.word(at + 1) in relations
        for whom in (f"mi {text.word(at + 1)}",)
    ]


def _is_asked_for(reading: Reading, person: Person) -> bool:
    """In the sentence that names a service, or «para»; not «… Es que quien cuida a mi padre…»."""
    first, last = reading.clause(person.start)
    beside = any(first <= each.start < last for each in reading.mentions)
    return beside or "para" in reading.text.words(max(0, person.start - 2), person.start + 1)


def _fitting(reading: Reading, command: Command, person: Person, fits: Fits) -> Command:
    if not isinstance(command, AskAboutServices):
        return command
    names: list[str] = []
    unclear: list[UnclearService] = [*command.unclear]
    known = {each.name for each in reading.situation.catalogue.services}
    for name in command.services:
        theirs = fits(reading, person, name) if name in known else Book(services=(name,))
        names += theirs.services
        unclear += theirs.unclear
    return AskAboutServices(services=tuple(names), unclear=tuple(unclear))


def for_all_who_come(said: Sequence[tuple[int, Command]]) -> list[tuple[int, Command]]:
    """«un corte para mí y otro para mi marido, ¿cuánto es?»: of each one's."""
    books = [each for _, each in said if isinstance(each, Book) and (each.services or each.unclear)]
    if len(books) < _PAIR:
        return [*said]
    names = tuple(dict.fromkeys(name for each in books for name in each.services))
    unclear = tuple(dict.fromkeys(one for each in books for one in each.unclear))
    of_all = AskAboutServices(services=names, unclear=unclear)
    return [(place, of_all if isinstance(each, AskAboutServices) else each) for place, each in said]


_PAIR = 2
