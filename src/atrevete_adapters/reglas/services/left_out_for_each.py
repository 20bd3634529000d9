"""What each of several people leaves out: «yo corte de mujer y él de caballero», «ella pies»."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..mention import PART, Mention, is_a_day, stem
from ..text.words import BREAK, Text
from ..vocabulary.kinds import words_of_kind
from .left_out import LENGTHS

_SMALLER = words_of_kind("smaller")
_BEFORE_A_SUBJECT = frozenset({"y", "e", ",", ".", ":", ";", BREAK, "", "pero", "que"})
_WHOSE = frozenset({"mi", "mis", "su", "la", "el", "otra", "otro"})
_ONLY = frozenset({"solo", "solamente", "quiere", "un", "una", "la", "el", "los", "las"})
#: How far back the noun may stand.
_FAR = 14
_MOST_DIFFERENT = 3


@dataclass(frozen=True)
class ForEach:
    """`stems` are those of each service's name; `kinds` the words of it that say for whom it is;
    `women` those that say it in no name; `people` the words for relations, and first names.
    """

    stems: Mapping[str, frozenset[str]]
    kinds: frozenset[str]
    women: frozenset[str]
    people: frozenset[str]

    def completed(self, mentions: Sequence[Mention], text: Text) -> list[Mention]:
        """The mentions, with those whose noun was said of somebody else."""
        found = list(mentions)
        for index in range(1, len(text)):
            begins = self._begins(text, index)
            if begins is None or is_a_day(text, index):
                continue
            own = next((each for each in found if each.start <= index < each.end), None)
            if own is not None and (own.start != index or own.end > index + 1):
                continue
            end, says = self._says(text, index)
            names = self._names(mentions, begins, says, own)
            if names:
                found = [each for each in found if each is not own]
                found.append(Mention(begins, end, names, PART))
        return sorted(found, key=lambda each: each.start)

    @staticmethod
    def _says(text: Text, index: int) -> tuple[int, str]:
        """The end of the words, and what they say: a word of a name, or its minutes."""
        for size in (2, 1):
            length = LENGTHS.get(text.between(index, index + size))
            if length and text.word(index - 1) in {"de", "del"}:
                return index + size, length
        return index + 1, stem(text.word(index))

    def _begins(self, text: Text, index: int) -> int | None:
        """Where «de caballero», «pies» or «solo pies» begins, right after somebody."""
        at = index - 1
        while text.word(at) in _ONLY and not self._is_somebody(text, at):
            at -= 1
        if text.word(at) in {"de", "con", "en"}:
            at -= 1
        return at + 1 if self._is_somebody(text, at) else None

    def _is_somebody(self, text: Text, at: int) -> bool:
        word, before = text.word(at), text.word(at - 1)
        if word in {"yo", "ella"}:
            return before in _BEFORE_A_SUBJECT
        if word == "el":
            he = text.written(at, at + 1).lower() == "él"
            others = {"yo", "ella"} & set(text.words(0, at)) and text.word(at + 1) in {"de", "solo"}
            return before in _BEFORE_A_SUBJECT and (he or bool(others))
        return word in self.people and before in _WHOSE | _BEFORE_A_SUBJECT

    def _names(
        self, said: Sequence[Mention], begins: int, word: str, own: Mention | None
    ) -> tuple[str, ...]:
        before = [each for each in said if each.end <= begins and each is not own]
        base = max(before, key=lambda each: each.end, default=None)
        if base is None or base.is_pack or base.end < begins - _FAR:
            return ()
        names = self._like(base.names, word)
        if own is not None and (set(own.names) <= set(names) or not names):
            return ()
        return names if own is None or not self._alike(own.names, base.names) else ()

    def _like(self, bases: Sequence[str], word: str) -> tuple[str, ...]:
        """What the word makes of what was said of the other."""
        if word.isdecimal():
            return self._nearest(bases, lambda name: word in name)
        if word in self.women | self.kinds:
            return self._for_somebody(bases, word)
        if word in _SMALLER:
            return self._smallest(bases)
        if len(word) < _MOST_DIFFERENT or not any(word in each for each in self.stems.values()):
            return ()
        among = tuple(name for name in bases if word in self.stems[name])
        return among or self._nearest(bases, lambda name: word in self.stems[name])

    def _for_somebody(self, bases: Sequence[str], word: str) -> tuple[str, ...]:
        """The same craft, in the form that is for a man, a child, or for nobody in particular."""
        crafts = [self._craft(base) for base in bases]
        return tuple(
            name
            for name, own in self.stems.items()
            if self._craft(name) in crafts
            and (word in own if word in self.kinds else not own & self.kinds)
        )

    def _craft(self, name: str) -> frozenset[str]:
        return frozenset(_root(word) for word in self.stems[name] - self.kinds)

    def _smallest(self, bases: Sequence[str]) -> tuple[str, ...]:
        """«ella normal»: PEINADO of PEINADO LARGO; the plain one of several."""
        plainer = [name for name in self.stems if self.stems[name] < self.stems[bases[0]]]
        return (min(plainer, key=lambda name: len(self.stems[name]), default=bases[0]),)

    def _nearest(self, bases: Sequence[str], fits: Callable[[str], bool]) -> tuple[str, ...]:
        """For each base the service nearest to it among those that fit."""
        found = []
        for base in bases:
            near = [
                name
                for name in self.stems
                if fits(name)
                and _root(name) == _root(base)
                and len(self.stems[name] ^ self.stems[base]) <= _MOST_DIFFERENT
            ]
            if near:
                found.append(min(near, key=lambda name: len(self.stems[name] ^ self.stems[base])))
        return tuple(dict.fromkeys(found))

    def _alike(self, names: Sequence[str], others: Sequence[str]) -> bool:
        return bool({_root(name) for name in names} & {_root(name) for name in others})


def _root(name: str) -> str:
    return name.casefold()[:4]
