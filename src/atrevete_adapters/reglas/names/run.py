"""Which words in a row are one name: a surname needs evidence, a first name may be anything."""

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..text.words import fold
from ..vocabulary import Vocabulary
from .words import (
    AFTER_A_NAME,
    ALONE_NO_NAME,
    BEFORE_A_NAME,
    FULL,
    JOINS_SURNAMES,
    MOST_WORDS,
    PARTICLES,
    PLACES,
    STOPS,
    TITLES,
    WHICH_ONE,
)

#: A longer word without any of these is nobody's name.
_VOWELS = frozenset("aeiouáéíóúü")
_SHORT = 2


class NameRuns:
    """Finds where a name ends, by capitals, by the lists, and by what follows."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._first_names, self._none = vocabulary.first_names, vocabulary.no_names
        self._surnames = vocabulary.surnames
        self._common = vocabulary.common_surnames
        spelling = vocabulary.spelling
        words = spelling.real | spelling.targets | spelling.spoken
        self._no_surnames = (words - self._first_names) | self._none
        self._known_surnames = self._common | self._surnames | PARTICLES

    def is_first_name(self, reading: Reading, index: int) -> bool:
        return 0 <= index < len(reading.text) and written(reading, index) in self._first_names

    def is_whole_name(self, reading: Reading, index: int) -> bool:
        """Two words at least, each with its capital: a name that may be on no list."""
        if not reading.text.word(index).isalpha():
            return False
        end = self.end(reading, index, loose=True)
        words = [reading.text.written(at, at + 1) for at in range(index, end)]
        return len(words) >= FULL and all(
            each[:1].isupper() or fold(each) in PARTICLES for each in words
        )

    def is_surname(self, reading: Reading, start: int, end: int) -> bool:
        """Whether each of these words is a listed surname."""
        known = (written(reading, at) in self._known_surnames for at in range(start, end))
        return start < end and all(known)

    def trusted(self, reading: Reading, index: int) -> bool:
        """After "soy" alone: a known first name, or a word with a capital letter."""
        if index >= len(reading.text):
            return False
        if self.is_first_name(reading, index):
            return True
        if reading.text.word(index) in fold(reading.situation.first_name).split():
            return True
        name = reading.text.written(index, index + 1)
        after = min(index + 2, len(reading.text))
        follows = reading.text.written(index + 1, after)
        whole = name.istitle() and follows.istitle()  # «Fe Grau»
        return whole or (name[:1].isupper() and not name.isupper() and len(name) > FULL)

    def begin(self, reading: Reading, index: int) -> int:
        """Past «don», «la señora»: where the name itself begins; the same place when none does."""
        place = index
        while reading.text.word(place) in TITLES and place + 1 < len(reading.text):
            place += 1
            place += reading.text.word(place) == "."
        titled = place > index and reading.text.word(place).isalpha()
        return place if titled and reading.text.word(place) not in self._none else index

    def end(self, reading: Reading, start: int, *, loose: bool) -> int:
        """Where the words that may be a name end."""
        end = place = start
        while place < len(reading.text) and place - start < MOST_WORDS:
            if place == start:
                end = self._first_word(reading, start, loose=loose)
            else:
                end = self._one_more(reading, start, place)
            if end == place:
                return place
            place = end
        return end

    def _first_word(self, reading: Reading, start: int, *, loose: bool) -> int:
        """The first word, with an article or particles before it: «la Vane», «de la Torre»."""
        place, text = start, reading.text
        if written(reading, start) in BEFORE_A_NAME and text.word(start + 1) in WHICH_ONE:
            return start  # «soy Clodomira, la del puesto de flores»
        while place < len(text) and written(reading, place) in ALONE_NO_NAME:
            place += 1
        if place >= len(text) or text.tokens[place].kind != "word":
            return start
        name, normal = written(reading, place), text.word(place)
        if len(name) > _SHORT and not _VOWELS & set(name):
            return start  # «wxyz»
        surname = reading.question is Question.SURNAME
        if surname and name in self._surnames and (place > start or len(text) == 1):
            return place + 1
        if name in PARTICLES or ({name, normal} & self._none and name not in self._first_names):
            capital = surname and name not in self._none and capitalised(reading, place)
            return place + 1 if capital else start
        return place + 1 if loose or len(name) > 1 else start

    def _one_more(self, reading: Reading, start: int, place: int) -> int:
        """The end with the next surname, with «y», «de la» or a hyphen before it."""
        text, at = reading.text, place
        if text.word(at) == "-":
            return at + FULL if text.word(at + 1).isalpha() else place
        joins = written(reading, at) in JOINS_SURNAMES
        if joins:
            if not self._may_join(reading, start, at):
                return place
            at += 1
        at = self._past_particles(reading, at)
        after = "" if at == place else text.word(at - 1)
        if at > place and not joins and written(reading, at) in PLACES:
            return place  # «Marta de Getafe»
        strong = self._is_sure(reading, start, at)
        if at - place - joins and after == "el":
            return place
        if strong:
            return at + 1
        return at + 1 if not joins and self._is_likely(reading, at) else place

    @staticmethod
    def _past_particles(reading: Reading, at: int) -> int:
        """«de», «del», «de la»; «la» alone begins something else."""
        if written(reading, at) in {"de", "da", "do", "dos", "del", "van", "von", "mc", "san",
                                    "santa", "der"}:  # fmt: skip
            at += 1
            while written(reading, at) in {"la", "los", "las", "der"}:
                at += 1
        return at

    def _may_join(self, reading: Reading, start: int, at: int) -> bool:
        """«Ortega y Gasset» is one surname, «Hugo y Mario» are two people."""
        asked = reading.question is Question.SURNAME
        if at - start < FULL and not asked:
            return False
        return not self.begins_another(reading, at + 1)

    def begins_another(self, reading: Reading, index: int) -> bool:
        """«Hugo y Mario» are two people; «Ortega y Gasset» is one surname."""
        while reading.text.word(index) in BEFORE_A_NAME:
            index += 1
        asked = reading.question is Question.SURNAME and not index
        return not asked and self.is_first_name(reading, index)

    def _is_sure(self, reading: Reading, start: int, at: int) -> bool:
        """A capital, or the lists, say that it is one."""
        if at >= len(reading.text) or reading.text.tokens[at].kind != "word":
            return False
        name, normal = written(reading, at), reading.text.word(at)
        capital = capitalised(reading, at)
        if name in self._surnames:
            asked = reading.question is Question.SURNAME
            return capital or asked or self._stops(reading, start, at + 1)
        if name in self._first_names:
            return True
        if {name, normal} & self._none:
            return False
        return capital or name in self._common

    def _is_likely(self, reading: Reading, at: int) -> bool:
        """In small letters and on no list: no word of the language, and then nothing goes on."""
        if at >= len(reading.text) or reading.text.tokens[at].kind != "word":
            return False
        name, normal = written(reading, at), reading.text.word(at)
        if {name, normal} & self._no_surnames or len(name) <= FULL:
            return False
        return self._ends(reading, at + 1) or self._is_likely(reading, at + 1) or (
            self._is_sure(reading, at, at + 1)
        )  # fmt: skip

    def _stops(self, reading: Reading, start: int, at: int) -> bool:
        """After a surname that is a word as well: nothing more but another surname."""
        if at >= len(reading.text) or reading.text.tokens[at].kind != "word":
            return True
        return reading.text.word(at) in STOPS or self._is_sure(reading, start, at)

    def _ends(self, reading: Reading, at: int) -> bool:
        """Whether a name may end there: a mark, the end, or a word that is in none."""
        if at >= len(reading.text) or reading.text.tokens[at].kind != "word":
            return True
        said = {written(reading, at), reading.text.word(at)}
        return bool(said & (self._none | AFTER_A_NAME))


def written(reading: Reading, index: int) -> str:
    """The word there as it was typed, in small letters without accents."""
    if not 0 <= index < len(reading.text):
        return ""
    return fold(reading.text.written(index, index + 1))


def capitalised(reading: Reading, index: int) -> bool:
    """Written with a capital, where not everything is in capitals."""
    name = reading.text.written(index, index + 1)
    return name[:1].isupper() and not (len(name) > 1 and reading.text.original.isupper())
