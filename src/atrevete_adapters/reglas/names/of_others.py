"""Names of others: «se llama…», «mi hermana Irene», «ella Carlota», «ellos son Leo y Vera»."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..text.words import BREAK, fold, listed
from ..vocabulary.kinds import words_of_kind
from .acquaintances import end_of
from .ages import age_end
from .households import FEW
from .parts import NameParts
from .run import NameRuns
from .said import SaidName
from .words import BEFORE_A_NAME, NAMES_OTHERS

_MINE = listed("mi mis la el al los las su nuestra nuestro otra otro un una")
_LIGHT = listed(", : ( es son - se llama llaman que q seria pequeña pequeño mayor mediana mediano")
_AGED = listed("mayor pequeña pequeño mediana mediano menor grande chica chico primera primero")
_OTHERS = listed("ella ellos ellas otra otro")
#: «mi hermana, que es la de la cita, Irati Olabarria»
_TOLD_OF = re.compile(
    r"(?:[,(] )?(?:que|q) (?:es|va|viene|seria|sera|quiere|se|tiene)(?: (?:a|es|el|la|l[ao]s|de"
    r"|para|que|quien|un|una|cita|hora|corte|corta|viene|va|cortar|ir|venir|años|\d+|clienta|cliente))+"
    r" [,):] "
)
_LONGEST_TOLD = 12
#: Before a name at the end: it signs.
_SALUTES = words_of_kind("salutes")
_LONGEST, _NEAR = 6, 4
#: Before a name that is not of whoever is named next: «yo, Sheila; mi padre, Eusebio».
_NOT_THEIRS = listed("con soy llamo yo aqui nombre")
_OF = frozenset({"de", "del"})
_FULL_STOP = listed(". ? !") | {BREAK}


class WhoseNames:
    """Finds names that are somebody else's than the writer's, and whose."""

    def __init__(self, runs: NameRuns, parts: NameParts) -> None:
        self._runs, self._parts = runs, parts
        self._relations = parts.relations

    def of_others(self, reading: Reading) -> list[SaidName]:
        """Each name once, in the order in which they were said."""
        found: list[SaidName] = []
        for start, place, whose in sorted(self._cues(reading)):
            if (before := self._named_before(reading, start, whose)) is not None:
                found.append(before)
                continue
            if any(each.start < place < each.end or place == each.end - 1 for each in found):
                continue
            found += self._named(reading, start, place, whose)
        return found

    def signature(self, reading: Reading, others: Sequence[SaidName]) -> SaidName | None:
        """«… Un saludo, Abelardo Fuentes»: the name at the end, after a greeting or thanks."""
        text, last = reading.text, len(reading.text)
        while last and text.word(last - 1) in _FULL_STOP:
            last -= 1
        marks = (at for at in range(last - 1, 0, -1) if text.tokens[at].kind != "word")
        begin = next(marks, 0) + 1
        if begin == 1 or last - begin > _LONGEST or not self._runs.is_first_name(reading, begin):
            return None
        greets = _SALUTES & set(text.words(max(0, begin - _NEAR), begin))
        end = self._runs.end(reading, begin, loose=False)
        said = self._parts.said(reading, begin, begin, end, surname=False)
        whole = end == last and said is not None and greets
        return said if whole and said and not any(said.overlaps(each) for each in others) else None

    def _cues(self, reading: Reading) -> Iterator[tuple[int, int, str]]:
        """Where the words begin that announce a name, where it begins, and whose it is."""
        words = reading.text.words()
        for each in NAMES_OTHERS.everywhere(reading.text):
            if words[each.start - 1 : each.start] in (["me"], ["te"]) or _asks(words, each.end):
                continue
            yield each.start, self._past_light(words, each.end), self._before(words, each.start)
        for index, word in enumerate(words):
            before = words[index - 1] if index else ""
            if word in _AGED and self._is_other(reading, index):
                yield index - 1, self._past_light(words, index + 1), "ella"
            elif {word, word.removesuffix("s")} & self._relations and before in _MINE | FEW.keys():
                if words[index - 2 : index - 1] != ["soy"]:  # «soy su hermana Ana»
                    yield index - 1, self._past_light(words, end_of(words, index)), f"mi {word}"
            elif self._is_other(reading, index):
                whose = "otra" if word in {"una", "uno"} else word
                yield index, self._past_light(words, index + 1), whose

    def _named_before(self, reading: Reading, index: int, whose: str) -> SaidName | None:
        """«Leo el niño y Martina la niña», «Leo, mi hijo», «Carmen es mi madre»."""
        words = reading.text.words(0, index)
        aged = reading.text.word(index + 1) in _AGED and self._is_other(reading, index + 1)
        if not (aged or whose.startswith("mi ")) or reading.text.word(index) not in _MINE:
            return None
        if reading.text.word(index + 2) in {"se", "que", "llama", "llaman"}:
            return None  # «con Rosa. Mi madre se llama Pilar»
        last = index
        while last and words[last - 1] in {",", "es"}:
            last -= 1
        for begin in range(max(0, last - _LONGEST), last):
            before = begin - 1
            while before > 0 and words[before] in {",", "es"}:
                before -= 1
            if before >= 0 and words[before] in _NOT_THEIRS:
                continue
            if not self._runs.is_first_name(reading, begin) or _is_a_day(reading, begin, index):
                continue  # «el domingo mi madre cumple setenta»; «Domingo, mi suegro» is a man
            if begin == 0 and reading.question in {Question.NAME, Question.NAME_CHECK}:
                return None  # «Ana, mi hijo tiene 9 años» answers who writes
            if self._runs.end(reading, begin, loose=False) == last:
                return self._parts.said(reading, begin, begin, last, surname=False, of=whose)
        return None

    def _is_other(self, reading: Reading, index: int) -> bool:
        """«ella Carlota», «la otra es Carlota», «y él Dani»; not «el martes»."""
        word, text = reading.text.word(index), reading.text
        aged = word in _AGED and text.word(index - 1) in {"la", "el", "una", "uno"}
        one = word in {"una", "uno"} and {"otra", "otro"} & {*text.words(index)}
        if word in _OTHERS or ((aged or one) and reading.question is Question.THIRD_NAME):
            return True
        if word != "el" or text.word(index - 1) not in {"y", ",", ".", BREAK, ""}:
            return False
        is_he = text.words(index + 1, index + 2) == ["es"]  # «y el es Iván», of a careless writer
        return text.written(index, index + 1).lower() == "él" or is_he

    def _past_light(self, words: Sequence[str], index: int) -> int:
        told = _TOLD_OF.match(" ".join(words[index : index + _LONGEST_TOLD]) + " ")
        index += len(told.group().split()) if told else 0
        while index < len(words) and words[index] in _LIGHT:
            index += 1
        return index

    def _before(self, words: Sequence[str], index: int) -> str:
        """Who was spoken of last: «mi señora cumple setenta… Su nombre es Pilar»."""
        for at in range(index - 1, 0, -1):
            if words[at] in self._relations and words[at - 1] in _MINE:
                return f"mi {words[at]}"
        return "ella"

    def _named(self, reading: Reading, start: int, place: int, whose: str) -> list[SaidName]:
        first = self._name_at(reading, start, place, whose)
        if first is None:
            return []
        names = [first]
        while (more := self._next(reading, names[-1].end, whose)) is not None:
            names.append(more)
        family = names[-1].last
        return [replace(each, last=each.last or family) for each in names]

    def _name_at(self, reading: Reading, start: int, place: int, whose: str) -> SaidName | None:
        begin = self._runs.begin(reading, place)
        while reading.text.word(begin) in BEFORE_A_NAME:
            begin += 1
        if begin >= len(reading.text) or reading.text.word(begin) in _OF:
            return None  # «mi prima de Londres»
        end = self._runs.end(reading, begin, loose=True)
        while reading.text.word(end) == "," and self._again(reading, begin, end + 1):
            begin, end = end + 1, self._runs.end(reading, end + 1, loose=True)
        known = self._runs.is_first_name(reading, begin) or self._runs.is_whole_name(reading, begin)
        sure = known or (_is_llama(reading, start, place) and self._runs.trusted(reading, begin))
        stylist = any(each.start == begin for each in reading.stylists) and end == begin + 1
        if end == begin or not sure or (stylist and not _is_llama(reading, start, place)):
            return None
        return self._parts.said(reading, start, begin, end, surname=False, of=whose)

    def _again(self, reading: Reading, begin: int, again: int) -> bool:
        """«se llama irene, irene soto leal»: said once more, and whole."""
        word = reading.text.word
        same = fold(word(begin)) == fold(word(again)) and bool(word(again))
        return same or (self._runs.is_whole_name(reading, again) and (
            reading.text.written(begin, begin + 1) == reading.text.written(again, again + 1)
        ))  # fmt: skip

    def _next(self, reading: Reading, end: int, whose: str) -> SaidName | None:
        """«Leo y Martina», «Leo de 4 y Martina de 7»: the next of several."""
        after = age_end(reading.text.words(), end)
        end = after - 1 if after > end and reading.text.word(after - 1) == "," else after
        if reading.text.word(end) not in {",", "y", "e"}:
            return None
        place = end + 1
        while reading.text.word(place) in {"y", "e", *BEFORE_A_NAME}:
            place += 1
        if not self._runs.is_first_name(reading, place):
            return None
        return self._name_at(reading, place, place, whose)


def _asks(words: Sequence[str], index: int) -> bool:
    """«¿cómo se llama?»."""
    return words[index : index + 1] in (["?"], []) and "como" in words[max(0, index - 4) : index]


def _is_llama(reading: Reading, start: int, place: int) -> bool:
    return bool({"llama", "llaman", "nombre"} & set(reading.text.words(start, place)))


def _is_a_day(reading: Reading, begin: int, index: int) -> bool:
    dated = any(each.start <= begin < each.end for each in (*reading.items, *reading.told))
    alone = begin + 1 == index or reading.text.word(begin - 1) in {"el", "este", "ese"}
    return dated and alone
