"""Names of people: in a sentence ("me llamo…") or as the bare answer to a question."""

from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question

from ..reading import Person, Reading
from ..text.notation import Found
from ..text.words import BREAK, Text, fold, listed
from ..vocabulary import Vocabulary
from .ages import age_end
from .of_others import WhoseNames
from .parts import NameParts
from .run import NameRuns, written
from .said import NAME_QUESTIONS, SaidName
from .words import (
    AFTER_A_NAME,
    ARTICLES,
    BEFORE_A_NAME,
    FILLERS,
    FULL,
    INTRODUCES,
    MINE,
    NO_SURNAME,
    PARTICLES,
    SAYS_NAME,
    TITLES,
    WEAK,
)


class Names:
    """Recognises names with the vocabulary's lists; a name that is on no list works as well."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._first_names, self._none = vocabulary.first_names, vocabulary.no_names
        self._surnames = vocabulary.surnames
        self._relations = frozenset(vocabulary.relations)
        self._things = vocabulary.spelling.targets
        self.runs = NameRuns(vocabulary)
        self._parts = NameParts(vocabulary)
        self._whose = WhoseNames(self.runs, self._parts)

    def of_others(self, reading: Reading) -> list[SaidName]:
        """Names that are said to be somebody else's: «se llama Irene», «mi hija Vera»."""
        return self._whose.of_others(reading)

    def is_surname(self, reading: Reading, said: SaidName) -> bool:
        """«soto leal, y ella…»: no first name at its beginning."""
        return not self.runs.is_first_name(reading, said.start)

    def announced(self, reading: Reading) -> SaidName | None:
        """«me llamo Laura Gómez»: the words before the name say that it is the writer's."""
        others = self.of_others(reading)
        for found in SAYS_NAME.everywhere(reading.text):
            said = self._announced_at(reading, found)
            if said is not None and self._is_service(reading, said.start, said.end):
                continue  # «quita el barro y pon agua tierra»
            if said is not None and not any(said.overlaps(each) for each in others):
                return said
        own = self._by_known_name(reading) if reading.question in NAME_QUESTIONS else None
        if own is not None and not any(own.overlaps(each) for each in others):
            return own
        return self._whose.signature(reading, others)

    def corrected(self, reading: Reading, name: SaidName) -> SaidName:
        """«soy Lola… bueno no, ponme Olga»: the last one, when the first is taken back."""
        words = reading.text.words()
        for place in sorted(reading.names):
            between = words[name.end : place]
            if place >= name.end and _TAKES_BACK & {*between} and {*between} <= _CORRECTING:
                end = self.runs.end(reading, place, loose=False)
                return self._parts.said(reading, name.start, place, end, surname=False) or name
        return name

    def _by_known_name(self, reading: Reading) -> SaidName | None:
        """«soto leal, alex soto leal»: whole, after the first name that is known."""
        known = fold(reading.situation.first_name).split()
        for place in range(1, len(reading.text)):
            if known and fold(reading.text.written(place, place + 1)) == known[0]:
                end = self.runs.end(reading, place, loose=False)
                if end - place >= FULL:
                    return self._parts.said(reading, place, place, end, surname=False)
        return None

    def _announced_at(self, reading: Reading, found: Found[str]) -> SaidName | None:
        asked = reading.question in NAME_QUESTIONS
        words = reading.text.between(found.start, found.end)
        if reading.text.word(found.start - 1) == "no" and words == "soy":
            return None
        if words.endswith("nombre de") and any(
            each.whom and each.start < found.end <= each.end for each in reading.people
        ):
            return None
        weak = words in WEAK or bool(found.payload)
        if weak and not asked and words not in INTRODUCES and not found.payload:
            return None
        first = self.runs.begin(reading, self._after_kin(reading, found.end))
        loose = (asked and not weak) or words.startswith("me llamo")
        end = self.runs.end(reading, first, loose=loose)
        first, end = self._whole_after(reading, first, end)
        surname = "apellid" in words or (
            words in MINE and not self.runs.is_first_name(reading, first)
        )
        sure = (
            not (weak or words == "dime")
            or (asked and words not in {"es", "son", "yo"} and not found.payload)
            or self.runs.trusted(reading, first)
            or (words in MINE and surname)
        )
        if end == first or not sure or (words in MINE and not surname):
            return None
        introduced = words in _INTRODUCES and not self.runs.is_surname(reading, first, end)
        introduced = introduced and self.runs.is_first_name(reading, first)
        return self._parts.said(
            reading, found.start, first, end, surname=surname, introduced=introduced
        )

    def _whole_after(self, reading: Reading, first: int, end: int) -> tuple[int, int]:
        """«soy Adri, Adrián Luque Vega»: said once more, and whole."""
        again = end + 1
        alike = written(reading, first)[:_ALIKE] == written(reading, again)[:_ALIKE]
        if end - first != 1 or reading.text.word(end) != "," or not alike:
            return first, end
        whole = self.runs.end(reading, again, loose=True)
        return (again, whole) if whole - again >= FULL else (first, end)

    def _after_kin(self, reading: Reading, index: int) -> int:
        """«soy su hija Marta», «soy la abuela de Leo, Carmen»: past what they are to somebody."""
        word = reading.text.word
        kin = index + 1 if word(index) in {"su", "la", "el", "mi", "una", "un"} else index
        if word(kin) not in self._relations or kin >= len(reading.text):
            return index
        kin += 1
        if word(kin) == "de":
            kin += 1
            while word(kin) in BEFORE_A_NAME | TITLES:
                kin += 1
            kin += 1
        return kin + (word(kin) == ",")

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
            end = self.runs.end(reading, first, loose=True)
            capital = reading.text.written(first, first + 1).istitle() and end - first >= FULL
            if end == first or not (self.runs.is_first_name(reading, first) or (named and capital)):
                continue
            stylist = any(each.start == first for each in reading.stylists)
            other = fold(reading.text.written(first, first + 1)) != known[0]
            if other and not (stylist and end - first < FULL) and not _is_time(reading, first):
                begins = index - 2 if named else index
                said = self._parts.said(reading, begins, first, end, surname=False, other=True)
                return replace(said, of_another=True) if said else None
        return None

    def and_more(self, reading: Reading, first: SaidName) -> list[SaidName]:
        """«Hugo, Vera y Nil»: the names after the first, as far as they are names."""
        found: list[SaidName] = []
        words = reading.text.words()
        place = age_end(words, first.end)
        while place + 1 < len(words) and words[place] in {",", "y"}:
            begins = place + 1
            while words[begins : begins + 1] and words[begins] in {"y", *BEFORE_A_NAME}:
                begins += 1
            if begins >= len(words) or not self.runs.trusted(reading, begins):
                break
            end = self.runs.end(reading, begins, loose=True)
            said = (
                self._parts.said(reading, begins, begins, end, surname=False)
                if end > begins
                else None
            )
            if said is None:
                break
            found.append(said)
            place = age_end(words, end)
        return found

    def bare(self, reading: Reading, *, first_known: bool = False) -> SaidName | None:
        """The answer to "¿cómo te llamas?" that begins with a name.

        `first_known`: the words are about something else too, so only a listed first name, or a
        surname before a comma, is taken for one.
        """
        words = reading.text.words()
        place = self.runs.begin(reading, self._after_small_talk(reading, words))
        if (whole := self._whole_surname(reading)) is not None:
            return whole
        end = self.runs.end(reading, place, loose=True)
        asked = reading.question is Question.SURNAME
        if end < len(words) and words[end] == "?":
            return None
        if end == place or not self._ends_well(words, end):
            return self._last_words(reading) if asked else None
        if self._is_thing(reading, place, end):
            return None
        apart = reading.question is Question.SURNAME and words[end : end + 1] in (
            [","],
            ["."],
            [BREAK],
        )
        apart = apart or (asked and self.runs.is_surname(reading, place, end))
        titled = end - place >= FULL and _is_titled(reading, place, end)
        if first_known and not (apart or titled or self.runs.is_first_name(reading, place)):
            return self._last_words(reading) if asked else None
        surname = reading.question is Question.SURNAME
        return self._parts.said(reading, place, place, end, surname=surname)

    def _last_words(self, reading: Reading) -> SaidName | None:
        """«ya te lo he dicho, García Pérez»: surnames alone after the last mark."""
        last = len(reading.text)
        while last and reading.text.tokens[last - 1].kind != "word":
            last -= 1
        marks = (at for at in range(last - 1, -1, -1) if reading.text.tokens[at].kind != "word")
        begin = next(marks, -1) + 1
        if not begin or not self.runs.is_surname(reading, begin, last):
            return None
        if self._is_service(reading, begin, last):
            return None
        return self._parts.said(reading, begin, begin, last, surname=True)

    def _whole_surname(self, reading: Reading) -> SaidName | None:
        """«Chicas Portillo», «bueno salas»: two or three words and nothing else, once asked for."""
        tokens = [each for each in reading.text.tokens if each.word not in {".", "!"}]
        if reading.question is not Question.SURNAME or not FULL <= len(tokens) <= FULL + 2:
            return None
        if (
            any(each.kind != "word" for each in tokens)
            or reading.has(*NO_SURNAME)
            or (self._is_service(reading, 0, len(reading.text)))
        ):
            return None
        written = [reading.text.original[each.start : each.end] for each in tokens]
        capitals = all(each[0].isupper() or fold(each) in PARTICLES for each in written)
        if reading.has("thanks") and not capitals:
            return None
        strange = [each for each in written if fold(each) not in self._none]
        last = fold(written[-1])
        if not (capitals or (strange and (last in self._surnames or last not in self._none))):
            return None
        if not capitals and {*map(fold, written)} & (self._none - self._surnames - PARTICLES):
            return None
        return self._parts.said(reading, 0, 0, len(tokens), surname=True)

    def full(self, reading: Reading) -> SaidName | None:
        """«Ana Ruiz Pérez», all that is written though nobody asked: plainly a full name, or the
        first name that is known already.
        """
        place = self._after_small_talk(reading, reading.text.words())
        if place >= len(reading.text) or not self.runs.is_first_name(reading, place):
            return None
        end = self.runs.end(reading, place, loose=True)
        rest = set(reading.text.words(end)) - {".", "!", ","}
        known = plain(reading.situation.first_name) == plain(reading.text.written(place, end))
        if rest or reading.mentions or (end - place < FULL and not known):
            return None
        return self._parts.said(reading, place, place, end, surname=False)

    def _is_thing(self, reading: Reading, start: int, end: int) -> bool:
        """«la cera de las piernas»: an article or a service, and no first name."""
        if self._is_service(reading, start, end):
            return True
        led = reading.text.word(start - 1) == "el" and reading.text.written(start, end).islower()
        if led and not {*reading.text.words(start, end)} & (self._first_names | self._surnames):
            return True  # «vale, el pack»
        if reading.question is Question.SURNAME or self.runs.is_first_name(reading, start):
            return False
        named = any(start <= each.start < end for each in reading.mentions)
        thing = {*reading.text.words(start, end)} <= self._things  # «pues color, el normal»
        return named or thing or reading.text.word(start) in ARTICLES

    def _is_service(self, reading: Reading, start: int, end: int) -> bool:
        """«peinado largo», «la extra», «el secado sobra»: words that name a service."""
        text = reading.text
        return any(
            each.start < end and start < each.end
            and not self._surnames >= {*text.words(each.start, each.end)}
            and (each.end - each.start > 1 or _has_article(text, each.start))
            for each in reading.mentions
        )  # fmt: skip

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
            if span > place and not self.runs.is_first_name(reading, place):
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
            or words[end : end + 2] in (["con", "acento"], ["de", "toda"], ["es", "mi"])
            or words[end : end + 2] in (["se", "llama"], ["me", "llamo"], ["me", "llaman"])
            or words[end : end + 2] in (["te", "dije"], ["te", "digo"], ["a", "secas"])
            or words[end : end + 2] in (["los", "dos"], ["las", "dos"], ["ya", "te"])
            or words[end : end + 1]
            in (["soy"], ["tambien"], ["igual"], ["nada"], ["solo"], ["creo"])
            or not words[end].isalpha()
        )


#: So many letters are the same in «Adri» and «Adrián».
_ALIKE = 3
#: What is said so begins with the first name, also when the surnames were asked for.
_INTRODUCES = frozenset({"me llamo", "soy", "yo soy", "me dicen", "me llaman", "mi nombre es"})
_TAKES_BACK = listed("no perdon perdona digo mentira mejor miento")
_CORRECTING = _TAKES_BACK | listed(
    ", . - bueno ay uy que quiero queria decir ponme pon apuntame como soy es me llamo pero espera"
)


def _is_titled(reading: Reading, start: int, end: int) -> bool:
    """«Patri Gallego Ruiz», alone before a mark or in a message of its own."""
    alone = reading.text.word(end) in {",", ".", BREAK, ""}
    return alone and all(reading.text.written(at, at + 1).istitle() for at in range(start, end))


def _is_time(reading: Reading, index: int) -> bool:
    """«para abril»."""
    return any(each.start <= index < each.end for each in reading.items)


def _has_article(text: Text, start: int) -> bool:
    """«el secado», «y barro»; not «de la Barba»."""
    before = text.word(start - 1)
    return (before in ARTICLES and text.word(start - 2) != "de") or (before == "y" and start == 1)
