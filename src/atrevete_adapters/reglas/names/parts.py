"""First name and surnames of the words that are a name."""

from atrevete_core.domain.customer import capitalised
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..text.words import fold
from ..vocabulary import Vocabulary
from .said import SaidName
from .words import (
    BEFORE_A_NAME,
    FULL,
    PARTICLES,
    RATHER_SURNAMES,
    TAKE_A_SECOND,
)

#: «Mari Paz», «Ana Rosa», «Luz Marina»: whole first names.
_COMPOUND = frozenset({"maria", "mari", "ana", "m", "luz", "rosa", "eva", "jose", "juan", "luis"})
#: So many letters are the same in «Jessi» and «Jessica».
_ALIKE = 3


class NameParts:
    """Parts a run of words into what is said of a person."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._first_names = vocabulary.first_names
        self._surnames = vocabulary.surnames | vocabulary.common_surnames
        self.relations = frozenset(vocabulary.relations)

    def said(
        self,
        reading: Reading,
        start: int,
        first: int,
        end: int,
        *,
        surname: bool,
        other: bool = False,
        introduced: bool = False,
        of: str = "",
    ) -> SaidName | None:
        tokens = reading.text.tokens
        written = [reading.text.original[token.start : token.end] for token in tokens[first:end]]
        words = " ".join(written).replace(" - ", "-").split()
        if not words or sum(map(len, words)) < 2:
            return None
        if fold(words[0]) in BEFORE_A_NAME and len(words) > 1:
            words = words[1:]  # «soy la Vane»
        if not surname and self.is_kin(words[0]):
            return None  # «Abuela»
        given, family = (
            self._parted(words)
            if other or introduced or of
            else self._split(words, reading, surname=surname)
        )
        known = fold(reading.situation.first_name).split()
        alone = given is not None and not family and not of and fold(given).split()
        if (
            alone
            and len(alone) == FULL
            and alone[:-1] == known
            and alone[0] not in _COMPOUND
            and alone[1] in self._surnames
        ):
            given, family = (given or "").split()  # «yo Laura Rosa», who is called Laura
        return SaidName(start, end, given, family, of=of)

    def _split(
        self, words: list[str], reading: Reading, *, surname: bool
    ) -> tuple[str | None, str | None]:
        if reading.question is not Question.SURNAME and not surname:
            return self._parted(words)
        known, said = fold(reading.situation.first_name).split(), [fold(word) for word in words]
        if known and said == known:
            return capitalised(" ".join(words)), None
        if known and said[: len(known)] == known:
            words = words[len(known) :]
        elif self._begins_with_first(said, known):
            first = self._first_name_length(words)
            if not _are_alike(said[0], known) or _is_short_for(known[0], said[0]):
                return capitalised(" ".join(words[:first])), capitalised(" ".join(words[first:]))
            words = words[first:]
        return None, capitalised(" ".join(words))

    def _begins_with_first(self, said: list[str], known: list[str]) -> bool:
        """«Jessica Tomás Vera», who is called Jessi; «Mercedes Soto», of a profile that says Laura:
        the whole name, not the surname alone.
        """
        first = said[0]
        if first not in self._first_names or first in self._surnames or len(said) < FULL:
            return False
        rest = [word for word in said[1:] if word not in PARTICLES]
        family = self._surnames.issuperset(rest) or not self._first_names & {*rest}
        return _are_alike(first, known) or len(rest) > 1 or family

    def is_kin(self, word: str) -> bool:
        return fold(word) in self.relations and fold(word) not in self._first_names

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


def _are_alike(first: str, known: list[str]) -> bool:
    return bool(known) and first[:_ALIKE] == known[0][:_ALIKE]


def _is_short_for(short: str, whole: str) -> bool:
    """«Yoli», who signs as Yolanda."""
    return len(short) < len(whole) and short[:_ALIKE] == whole[:_ALIKE]
