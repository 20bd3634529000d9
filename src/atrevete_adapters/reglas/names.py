"""Names of people: in a sentence ("me llamo…") or as the bare answer to a question."""

from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.customer import capitalised
from atrevete_core.ports.language_model import Question

from .name_words import (
    AFTER_A_NAME,
    ALONE_NO_NAME,
    ARTICLES,
    BEFORE_A_NAME,
    BEFORE_THEIR_NAME,
    FILLERS,
    FULL,
    INTRODUCES,
    MOST_WORDS,
    NO_SURNAME,
    PARTICLES,
    RATHER_SURNAMES,
    SAYS_NAME,
    TAKE_A_SECOND,
    WEAK,
    WHICH_ONE,
)
from .reading import Person, Reading
from .said_name import NAME_QUESTIONS, SaidName
from .vocabulary import Vocabulary
from .words import BREAK, fold


class Names:
    """Recognises names with the vocabulary's lists; a name that is on no list works as well."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._first_names, self._none = vocabulary.first_names, vocabulary.no_names
        self._surnames = vocabulary.surnames
        self._relations = frozenset(vocabulary.relations)

    def announced(self, reading: Reading) -> SaidName | None:
        """«me llamo Laura Gómez»: the words before the name say that it is one."""
        asked = reading.question in NAME_QUESTIONS
        for found in SAYS_NAME.everywhere(reading.text):
            words = reading.text.between(found.start, found.end)
            if reading.text.word(found.start - 1) == "no" and words == "soy":
                continue
            if words.endswith("nombre de") and any(
                each.whom and each.start < found.end <= each.end for each in reading.people
            ):
                continue
            weak = words in WEAK
            if weak and not asked and words not in INTRODUCES:
                continue
            first = self._after_kin(reading, found.end)
            end = self._run(
                reading, first, loose=(asked and not weak) or words.startswith("me llamo")
            )
            if end > first and (
                not (weak or words == "dime")
                or (asked and words not in {"es", "son", "yo"})
                or self._trusted(reading, first)
            ):
                said = self._said(reading, found.start, first, end, surname="apellid" in words)
                return (
                    replace(said, of_another=words.startswith(("se llama", "llama")))
                    if said
                    else None
                )
        return None

    def _after_kin(self, reading: Reading, index: int) -> int:
        """«soy su hija Marta», «soy la abuela de Leo, Carmen»: past what they are to somebody."""
        word = reading.text.word
        kin = index + 1 if word(index) in {"su", "la", "el", "mi", "una", "un"} else index
        if word(kin) not in self._relations or kin >= len(reading.text):
            return index
        kin += 1
        kin += 2 if word(kin) == "de" else 0
        kin += 1 if word(kin) == "," else 0
        return kin

    def of_relation(self, reading: Reading, of: Person | None = None) -> SaidName | None:
        """«mi madre Josefa Lara», «para mi madre, Consuelo Rey», «… se llama Charo».

        `of`: only what is said beside that person.
        """
        words = reading.text.words()
        first, last = (of.start, of.end) if of else (0, len(words))
        for index in range(max(first, 1), min(last, len(words) - 1)):
            if words[index] not in self._relations or words[index - 1] not in {"mi", "la", "el"}:
                continue
            first = index + 1
            while words[first] in BEFORE_THEIR_NAME and first + 1 < len(words):
                first += 1
            end = self._run(reading, first, loose=True) if first < len(words) else first
            while reading.text.word(end) in {",", "que"} and self._is_whole_name(reading, end + 1):
                first = end + 1  # «mi tía Fe, Fe Grau Pons»
                end = self._run(reading, first, loose=True)
            if end > first and (
                self._trusted(reading, first) or self._is_whole_name(reading, first)
            ):
                said = self._said(reading, index - 1, first, end, surname=False)
                return replace(said, of_another=True) if said else None
        said = None if of else self.announced(reading)
        return said if said and said.of_another else None

    def other_person(self, reading: Reading) -> list[Person]:
        """Whoever is named as the one who comes."""
        said = self.of_other(reading)
        if said is None or not said.first:
            return []
        whole = " ".join(filter(None, (said.first, said.last)))
        return [Person(said.start, said.end, said.first, whole)]

    def of_other(self, reading: Reading) -> SaidName | None:
        """«para Oriol Prats», «a nombre de Lucía»: somebody else's, when the writer's is known."""
        known = fold(reading.situation.first_name).split()
        words = reading.text.words()
        for index, word in enumerate(words[:-1]):
            named = word == "de" and words[index - 2 : index] == ["a", "nombre"]
            first = index + 1
            while reading.text.word(first) in BEFORE_A_NAME:
                first += 1
            if not (word == "para" or named) or not known or first >= len(words):
                continue
            end = self._run(reading, first, loose=True)
            capital = reading.text.written(first, first + 1).istitle() and end - first >= FULL
            if end == first or not (self._is_first_name(reading, first) or (named and capital)):
                continue
            stylist = any(each.start == first for each in reading.stylists)
            other = fold(reading.text.written(first, first + 1)) != known[0]
            if other and not (stylist and end - first < FULL) and not _is_time(reading, first):
                begins = index - 2 if named else index
                said = self._said(reading, begins, first, end, surname=False, other=True)
                return replace(said, of_another=True) if said else None
        return None

    def and_more(self, reading: Reading, first: SaidName) -> list[SaidName]:
        """«Hugo, Vera y Nil»: the names after the first, as far as they are names."""
        found: list[SaidName] = []
        words = reading.text.words()
        place = first.end
        while place + 1 < len(words) and words[place] in {",", "y"}:
            begins = place + 1
            while words[begins : begins + 1] and words[begins] in {"y", *BEFORE_A_NAME}:
                begins += 1
            if begins >= len(words) or not self._trusted(reading, begins):
                break
            end = self._run(reading, begins, loose=True)
            said = self._said(reading, begins, begins, end, surname=False) if end > begins else None
            if said is None:
                break
            found.append(said)
            place = end
        return found

    def bare(self, reading: Reading, *, first_known: bool = False) -> SaidName | None:
        """The answer to "¿cómo te llamas?" that begins with a name.

        `first_known`: the words are about something else too, so only a listed first name, or a
        surname before a comma, is taken for one.
        """
        words = reading.text.words()
        place = self._after_small_talk(reading, words)
        if (whole := self._whole_surname(reading)) is not None:
            return whole
        end = self._run(reading, place, loose=True)
        if end < len(words) and words[end] == "?":
            return None
        if end == place or not self._ends_well(words, end):
            return None
        if reading.question is not Question.SURNAME and self._is_thing(reading, place, end):
            return None
        apart = reading.question is Question.SURNAME and words[end : end + 1] in (
            [","],
            ["."],
            [BREAK],
        )
        if first_known and not (apart or self._is_first_name(reading, place)):
            return None
        return self._said(reading, place, place, end, surname=reading.question is Question.SURNAME)

    def _whole_surname(self, reading: Reading) -> SaidName | None:
        """«Chicas Portillo», «bueno salas»: two or three words and nothing else, once asked for."""
        tokens = [each for each in reading.text.tokens if each.word not in {".", "!"}]
        if reading.question is not Question.SURNAME or not FULL <= len(tokens) <= FULL + 2:
            return None
        if any(each.kind != "word" for each in tokens) or reading.has(*NO_SURNAME):
            return None
        written = [reading.text.original[each.start : each.end] for each in tokens]
        capitals = all(each[0].isupper() or fold(each) in PARTICLES for each in written)
        if reading.has("thanks") and not capitals:
            return None
        strange = [each for each in written if fold(each) not in self._none]
        last = fold(written[-1])
        if not (capitals or (strange and (last in self._surnames or last not in self._none))):
            return None
        if not capitals and fold(written[0]) in self._none - self._surnames - PARTICLES:
            return None
        return self._said(reading, 0, 0, len(tokens), surname=True)

    def full(self, reading: Reading) -> SaidName | None:
        """«Ana Ruiz Pérez», all that is written though nobody asked: plainly a full name."""
        place = self._after_small_talk(reading, reading.text.words())
        if place >= len(reading.text) or not self._is_first_name(reading, place):
            return None
        end = self._run(reading, place, loose=True)
        rest = set(reading.text.words(end)) - {".", "!", ","}
        if rest or end - place < FULL or reading.mentions:
            return None
        return self._said(reading, place, place, end, surname=False)

    def _is_thing(self, reading: Reading, start: int, end: int) -> bool:
        """«la cera de las piernas»: an article or a service, and no first name."""
        if self._is_first_name(reading, start):
            return False
        named = any(start <= each.start < end for each in reading.mentions)
        return named or reading.text.word(start) in ARTICLES

    def _after_small_talk(self, reading: Reading, words: Sequence[str]) -> int:
        """Where the answer begins after "hola", "sí", "claro"."""
        place = 0
        skipped = ("greeting", "yes", "thanks")
        while place < len(words):
            span = max(
                (
                    each.end
                    for intent in skipped
                    for each in reading.spans(intent)
                    if each.start == place
                ),
                default=place,
            )
            if span > place and not self._is_first_name(reading, place):
                place = span
            elif (words[place] in FILLERS and place + 1 < len(words)) or not (
                words[place][:1].isalpha()
            ):
                place += 1
            else:
                break
        return place

    def _ends_well(self, words: Sequence[str], end: int) -> bool:
        return (
            end >= len(words)
            or words[end] in AFTER_A_NAME
            or words[end : end + 2] in (["con", "acento"], ["de", "toda"])
            or words[end : end + 2] == ["se", "llama"]
            or not words[end].isalpha()
        )

    def _is_first_name(self, reading: Reading, index: int) -> bool:
        token = reading.text.tokens[index]
        return fold(reading.text.original[token.start : token.end]) in self._first_names

    def _is_whole_name(self, reading: Reading, index: int) -> bool:
        """Two words at least, each with its capital: a name that may be on no list."""
        if index >= len(reading.text) or not reading.text.word(index).isalpha():
            return False
        end = self._run(reading, index, loose=True)
        written = [reading.text.written(at, at + 1) for at in range(index, end)]
        return len(written) >= FULL and all(
            each[:1].isupper() or fold(each) in PARTICLES for each in written
        )

    def _trusted(self, reading: Reading, index: int) -> bool:
        """After "soy" alone: a known first name, or a word with a capital letter."""
        if self._is_first_name(reading, index):
            return True
        if reading.text.word(index) in fold(reading.situation.first_name).split():
            return True
        token = reading.text.tokens[index]
        written = reading.text.original[token.start : token.end]
        follows = (
            reading.text.written(index + 1, index + 2) if index + 1 < len(reading.text) else ""
        )
        whole = written.istitle() and follows.istitle()  # «Fe Grau»
        return whole or (written[:1].isupper() and not written.isupper() and len(written) > 2)

    def _run(self, reading: Reading, start: int, *, loose: bool) -> int:
        """Where the words that may be a name end."""
        tokens, end, place = reading.text.tokens, start, start
        while place < len(tokens) and place - start < MOST_WORDS:
            token = tokens[place]
            written = fold(reading.text.original[token.start : token.end])
            if token.word == "y" and self._begins_another(reading, place + 1):
                break
            if written in BEFORE_A_NAME and reading.text.word(place + 1) in WHICH_ONE:
                break  # «soy Clodomira, la del puesto de flores»
            if written in PARTICLES and (place > start or written in ALONE_NO_NAME):
                place += 1
                continue
            hyphen = token.word == "-" and place > start
            surname = written in self._surnames and self._is_surname(reading, start, place)
            capital = reading.question is Question.SURNAME and written not in self._none
            capital = capital and reading.text.original[token.start].isupper()
            plain = capital or self._may_be_name(written, token.word, token.kind, loose=loose)
            if not (hyphen or surname or plain):
                break
            place += 1
            end = place
        return end

    def _begins_another(self, reading: Reading, index: int) -> bool:
        """«Hugo y Mario» are two people; «Ortega y Gasset» is one surname."""
        while reading.text.word(index) in BEFORE_A_NAME:
            index += 1
        asked = reading.question is Question.SURNAME and not index
        return not asked and index < len(reading.text) and self._is_first_name(reading, index)

    @staticmethod
    def _is_surname(reading: Reading, start: int, place: int) -> bool:
        """«Salas Bueno» after a name; «Bueno» alone when nothing but the surname was asked for."""
        if reading.question is Question.SURNAME and (place > start or len(reading.text) == 1):
            return True
        token = reading.text.tokens[place]
        return place > start and reading.text.original[token.start].isupper()

    def _may_be_name(self, written: str, normal: str, kind: str, *, loose: bool) -> bool:
        said = {written, normal}
        if kind != "word" or (said & self._none and written not in self._first_names):
            return False
        return loose or len(written) > 1

    def _said(
        self,
        reading: Reading,
        start: int,
        first: int,
        end: int,
        *,
        surname: bool,
        other: bool = False,
    ) -> SaidName | None:
        tokens = reading.text.tokens
        written = [reading.text.original[token.start : token.end] for token in tokens[first:end]]
        words = " ".join(written).replace(" - ", "-").split()
        if not words or sum(map(len, words)) < 2:
            return None
        if fold(words[0]) in BEFORE_A_NAME and len(words) > 1:
            words = words[1:]  # «soy la Vane»
        if not surname and self._is_kin(words[0]):
            return None  # «Abuela»
        given, family = (
            self._parted(words) if other else self._split(words, reading, surname=surname)
        )
        return SaidName(start, end, given, family)

    def _split(
        self, words: list[str], reading: Reading, *, surname: bool
    ) -> tuple[str | None, str | None]:
        known = fold(reading.situation.first_name).split()
        if reading.question is Question.SURNAME or surname:
            if (
                known
                and [fold(word) for word in words[: len(known)]] == known
                and len(words) > len(known)
            ):
                words = words[len(known) :]
            return None, capitalised(" ".join(words))
        return self._parted(words)

    def _is_kin(self, word: str) -> bool:
        return fold(word) in self._relations and fold(word) not in self._first_names

    def _parted(self, words: list[str]) -> tuple[str, str | None]:
        """First name and surname."""
        count = self._first_name_length(words)
        given, family = " ".join(words[:count]), " ".join(words[count:])
        return capitalised(given), capitalised(family) or None

    def _first_name_length(self, words: list[str]) -> int:
        """How many words the first name has: "María del Carmen", "José Luis", "Laura"."""
        plain = [fold(word) for word in words]
        if len(words) > 2 and plain[1] in {"de", "del"}:
            rest = next((at for at in range(1, len(plain)) if plain[at] not in PARTICLES), 1)
            if (
                plain[0] in {"maria", "m", "ma", "jose", "juan", "mª"}
                and plain[rest] in self._first_names
            ):
                return rest + 1
            return 1
        takes_two = plain[0] in TAKE_A_SECOND and plain[1:2] and plain[1] in self._first_names
        if takes_two and (len(words) > 2 or plain[1] not in RATHER_SURNAMES):
            return 2
        return 1


def _is_time(reading: Reading, index: int) -> bool:
    """«para abril»."""
    return any(each.start <= index < each.end for each in reading.items)
