"""People who are called by their names: «para Marta y otro para Lucía, mis hijas»; «somos Aina y
Carlota»; «soy la madre de Leo y quiero cortarle el pelo» (R27, R28).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from atrevete_core.domain.text import plain

from ..names.ages import age_end
from ..names.households import GIRLS
from ..names.run import NameRuns, written
from ..names.said import SaidName, noun_of
from ..names.words import BEFORE_A_NAME, TITLES
from ..reading import Person, Reading
from ..text.words import BREAK, fold, listed
from ..vocabulary.kinds import words_of_kind
from .done_to import DONE_TO

#: What the one of whom one is this is to the writer.
_OTHER_WAY = {
    "madre": ("hijo", "hija"), "padre": ("hijo", "hija"), "mama": ("hijo", "hija"),
    "papa": ("hijo", "hija"), "abuela": ("nieto", "nieta"), "abuelo": ("nieto", "nieta"),
    "tia": ("sobrino", "sobrina"), "tio": ("sobrino", "sobrina"),
    "hija": ("padre", "madre"), "hijo": ("padre", "madre"),
    "nieta": ("abuelo", "abuela"), "nieto": ("abuelo", "abuela"),
    "hermana": ("hermano", "hermana"), "hermano": ("hermano", "hermana"),
    "mujer": ("marido", "mujer"), "marido": ("marido", "mujer"),
    "cuidadora": ("", ""), "cuidador": ("", ""), "asistenta": ("", ""), "secretaria": ("", ""),
    "enfermera": ("", ""), "vecina": ("vecino", "vecina"), "vecino": ("vecino", "vecina"),
}  # fmt: skip
#: «cortar el pelo a los dos»
_TO_THEM = re.compile(r"\b(?:a|para) (?:l[ao]s (?:dos|tres)|ell[ao]s?|ambos|ambas)\b")
#: «soy la mujer de Antonio, él quiere cortarse».
_THEY_WANT = re.compile(r"\b(?:el|ella) (?:quiere|necesita|querria|quisiera|se quiere)\b")
#: «mi madre, Encarna Gil, y yo».
_CALLED = listed(", que se llama es ( -")
_TWO = 2
_FAR = 6


class NamedPeople:
    """Finds them where no word like «mi hija» stands before their name."""

    def __init__(self, runs: NameRuns, relations: Mapping[str, str]) -> None:
        self.runs, self._relations = runs, relations

    def find(self, reading: Reading, own: SaidName | None) -> list[Person]:
        """Each with what they are to the writer, as far as that is said."""
        return (
            self._together(reading)
            or self._by_what_they_are(reading)
            or self._and_i(reading)
            or self._of_whom_one_is(reading)
            or self._named_for(reading, own)
        )

    def _together(self, reading: Reading) -> list[Person]:
        """«somos la Aina y la Carlota»: the writer and somebody else."""
        words = reading.text.words()
        for index, word in enumerate(words):
            if word != "somos":
                continue
            names = self._list(reading, index + 1, ("y", "e", ","))
            if len(names) < _TWO:
                continue
            known = fold(reading.situation.first_name)
            plain = [fold(reading.text.written(start, start + 1)) for start, _ in names]
            own = plain.index(known) if known in plain else 0
            people = [self._person(reading, start, end) for start, end in names]
            people[own] = Person(names[own][0], names[own][1])
            return people
        return []

    def _by_what_they_are(self, reading: Reading) -> list[Person]:
        """«somos madre e hija», «venimos abuela y nieta»: whoever is named first writes."""
        words = reading.text.words()
        for at, (first, joins, other) in enumerate(zip(words, words[1:], words[2:], strict=False)):
            led = words[at - 1] if at else BREAK
            both = first in _OTHER_WAY and other in self._relations
            if both and joins in {"y", "e"} and led in _BEGINS_A_LIST | {"somos", "seriamos"}:
                writer = Person(at, at + 1, kind=self._relations[first])
                return [writer, Person(at + 2, at + 3, f"mi {other}", kind=self._relations[other])]
        return []

    def _and_i(self, reading: Reading) -> list[Person]:
        """«la vane y yo», «abril sanz y yo»: named by nothing but their name."""
        text = reading.text
        stylists = {fold(each.name) for each in reading.situation.catalogue.stylists}
        for index in range(len(text)):
            if not self.runs.is_first_name(reading, index):
                continue
            before = text.word(index - 1 - (text.word(index - 1) in BEFORE_A_NAME))
            end = self.runs.end(reading, index, loose=True)
            both = text.words(end, end + 2) == ["y", "yo"] and before in _BEGINS_A_LIST
            we = text.word(end + 2).endswith("mos") or text.word(end + 2) == "nos"
            if both and (we or (written(reading, index) not in stylists)):
                end = _before_service(reading, index, end)
                end = min(end, _small_service(reading, index, end))
                reading.drop_name(index, end)
                return [self._person(reading, index, end)]
        return []

    def _of_whom_one_is(self, reading: Reading) -> list[Person]:
        """«soy la madre de Leo, quiero cortarle el pelo»."""
        words = reading.text.words()
        line = reading.text.line
        if not (DONE_TO & set(words) or _TO_THEM.search(line) or _THEY_WANT.search(line)):
            return []
        for index, word in enumerate(words):
            soy = "soy" in words[max(0, index - _TWO) : index]
            if word not in _OTHER_WAY or not soy or words[index + 1 : index + 2] != ["de"]:
                continue
            names = self._list(reading, index + 2, ("y", "e", ","))
            return [
                self._person(reading, start, end, relation=self._turned(reading, word, start))
                for start, end in names
            ]
        return []

    def _turned(self, reading: Reading, word: str, start: int) -> str:
        return _OTHER_WAY[word][is_womans(written(reading, start))]

    def _named_for(self, reading: Reading, own: SaidName | None) -> list[Person]:
        """«un corte para Marta y otro para Lucía, mis hijas»: two at least, or what they are."""
        words = reading.text.words()
        names: list[tuple[int, int]] = []
        for index, word in enumerate(words):
            if word != "para" or any(start <= index < end for start, end in names):
                continue
            names += self._list(reading, index + 1, ("y", "e", ","))
        known = {fold(reading.situation.first_name), fold((own.first if own else "") or "")}
        names = [each for each in names if written(reading, each[0]) not in known]
        names = [each for each in names if not _is_time(reading, each[0])]
        relation = self._apposition(words, names[-1][1]) if names else ""
        if not relation and len(names) < _TWO:
            return []
        return [self._person(reading, start, end, relation=relation) for start, end in names]

    def _apposition(self, words: Sequence[str], end: int) -> str:
        """«, mis hijas», «, que son mis nietos»."""
        after = words[end : end + _FAR]
        for at, word in enumerate(after[:-1]):
            if word in {"mi", "mis"} and after[at + 1] in self._relations:
                return after[at + 1]
            if word not in {",", "que", "son", "es", "los", "las", "dos", "ambos", "ambas"}:
                break
        return ""

    def _list(self, reading: Reading, place: int, joins: Sequence[str]) -> list[tuple[int, int]]:
        """Names one after the other."""
        found: list[tuple[int, int]] = []
        text = reading.text
        while place < len(text):
            while text.word(place) in BEFORE_A_NAME | TITLES:
                place += 1
            if not self.runs.is_first_name(reading, place):
                break
            end = self.runs.end(reading, place, loose=True)
            found.append((place, end))
            if text.word(end) not in joins:
                break
            place = end + 1
            place += text.word(place) in {"y", "e"}
        return found

    def _person(self, reading: Reading, start: int, end: int, relation: str = "") -> Person:
        whole = " ".join(reading.text.written(at, at + 1) for at in range(start, end))
        name = whole if whole[:1].isupper() else whole.title()
        one = _of_one(relation, written(reading, start)) if relation else ""
        first = name.split()[0]
        man = reading.text.word(start - 1) in {"don", "señor", "sr"}
        kind = self._relations.get(one, "man" if man else "")
        return Person(start, end, f"mi {one}" if one else first, name, kind)

    def each_apart(
        self, reading: Reading, people: Sequence[Person], named: Sequence[SaidName]
    ) -> list[Person]:
        """«mis hijos Leo y Vera»: each of those who are called alike has their own name."""
        apart = list(people)
        for noun in {noun_of(each.whom) for each in people if each.whom}:
            alike = [at for at, each in enumerate(apart) if noun_of(each.whom) == noun]
            theirs = [each for each in named if noun_of(each.of) == noun and each.first]
            if len({apart[at].whom for at in alike}) < _TWO or len(theirs) < _TWO:
                continue
            for at, name in zip(alike, theirs, strict=False):
                named_there = self._called(apart[at], name, without_service(reading, name))
                apart[at] = _where_named(reading, named_there, name, first=at == alike[0])
        return apart

    def _called(self, person: Person, name: SaidName, whole: str) -> Person:
        one = _of_one(noun_of(person.whom), fold((name.first or "").split()[0]))
        if one == noun_of(person.whom):
            girl = is_womans(fold((name.first or "").split()[0]))  # «mis peques, Leo y Vera»
            kind = GIRLS.get(person.kind, person.kind) if girl else person.kind
            return replace(person, name=whole, kind=kind)
        return replace(person, name=whole, whom=f"mi {one}", kind=self._relations.get(one, ""))


def _where_named(reading: Reading, person: Person, name: SaidName, *, first: bool) -> Person:
    """«mis hijos, Leo de 4 y Vera de 7»: what is said after a name is that one's, as the age is."""
    named = _service_in(reading, name)
    end = age_end(reading.text.words(), named)
    told = [each for each in reading.text.words(named, end) if each not in _BEFORE_AN_AGE]
    age = "0" if "meses" in told else next(iter(told), person.age)
    if first:
        return replace(person, end=max(end, person.end), age=age)
    begins = max(name.start, person.start)
    return replace(person, start=begins, end=max(begins, end), age=age)


_BEFORE_AN_AGE = listed(", ( que de tiene con")


def _before_service(reading: Reading, start: int, end: int) -> int:
    """«Lola Peinado y yo Corte»: what each wants, and no surname."""
    mine = any(each.start == end + _TWO for each in reading.mentions)
    theirs = (each.start for each in reading.mentions if start < each.start and each.end == end)
    return next(theirs, end) if mine else end


def _small_service(reading: Reading, start: int, end: int) -> int:
    """«Bea corte y yo mechas»: no surname has a small letter beside a name with its capital."""
    text = reading.text
    inside = [each.start for each in reading.mentions if start < each.start < end]
    capital = text.written(start, start + 1).istitle()
    return min((at for at in inside if capital and text.written(at, at + 1).islower()), default=end)


def with_name(reading: Reading, person: Person, named: SaidName | None) -> Person:
    """The person with the whole name that is said of them, up to its end: «mi amiga ana gil»."""
    if named is None or not person.whom or not named.first:
        return person
    whole, cut = without_service(reading, named), _service_in(reading, named)
    if not whole or not plain(whole).startswith(plain(person.name or "")):
        return person
    beside = set(reading.text.words(person.end, named.start)) <= _CALLED
    return replace(person, name=whole, end=max(cut, person.end) if beside else person.end)


def without_service(reading: Reading, named: SaidName) -> str:
    """«mi hija Lola peinado y yo corte»: she is called Lola."""
    said = " ".join(filter(None, (named.first, named.last))).split()
    return " ".join(said[: len(said) - (named.end - _service_in(reading, named))])


def _service_in(reading: Reading, named: SaidName) -> int:
    """Where a service begins in what may be a name; else the name's end."""
    services = {at for each in reading.mentions for at in range(each.start, each.end)}
    return next((at for at in range(named.start, named.end) if at in services), named.end)


def is_womans(name: str) -> bool:
    """Whether a first name, plain, is most likely a woman's."""
    return (name.endswith("a") and name not in {"luca", "borja", "josema"}) or name in _WOMEN


_WOMEN = words_of_kind("womens_names")


def _of_one(relation: str, name: str) -> str:
    """«hijos» of a Vera: «hija»."""
    one = relation.removesuffix("s")
    if one.endswith("o") and is_womans(name):
        return f"{one[:-1]}a"
    return one


def _is_time(reading: Reading, index: int) -> bool:
    """«para abril»."""
    return any(each.start <= index < each.end for each in reading.items)


_BEGINS_A_LIST = listed(", . : para vamos somos iriamos iremos queremos a venimos y") | {BREAK, ""}
