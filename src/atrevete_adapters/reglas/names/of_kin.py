"""The names of those who are called what they are to the writer: «mi amiga marta lillo y yo»."""

from ..text.words import Text, fold, listed
from ..vocabulary import Vocabulary

_TWO = 2
_LONGEST = 5
#: After a surname in small letters something else is said.
_ENDS = listed("y e , quiere quisiera queria querria quieren se viene necesita | .") | {""}


class KinNames:
    """Where such a name begins and ends."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._first_names, self._none = vocabulary.first_names, vocabulary.no_names
        self._common, self._surnames = vocabulary.common_surnames, vocabulary.surnames
        spelling = vocabulary.spelling
        self._ordinary = spelling.real | spelling.targets | spelling.spoken
        self._no_name = self._none | spelling.targets | spelling.spoken

    def after(self, text: Text, index: int) -> int:
        """The place after «Lola» or «, Lola Gil Ruiz,»."""
        if text.word(index) == "," and self.begins(text, index + 1):
            end = self.end(text, index + 1)
            return end + 1 if text.word(end) == "," else index
        return self.end(text, index) if self.begins(text, index) else index

    def end(self, text: Text, index: int) -> int:
        """The place after the name that begins there, with its surnames."""
        end = index + 1
        while end - index < _LONGEST and self._is_surname(text, end):
            end += 1
        return end

    def begins(self, text: Text, index: int) -> bool:
        """A listed first name, or one with its capital right before what follows a name."""
        if index >= len(text):
            return False
        written = text.written(index, index + 1)
        capital = written.istitle() and text.tokens[index].kind == "word" and len(written) > _TWO
        ends = text.word(index + 1) in {"y", ",", ".", "|", "e", ")", "", "se", "viene", "va"}
        surname = index + 1 < len(text) and text.written(index + 1, index + 2).istitle()
        unlisted = capital and (ends or surname) and self._may_be(text, index)
        known = fold(written) in self._first_names or unlisted
        return known or (
            text.words(index + 1, index + 3) == ["y", "yo"] and self._may_be(text, index)
        )

    def said(self, text: Text, index: int) -> str | None:
        """The name that begins there, with the surnames that can be nothing else."""
        if not self.begins(text, index):
            return None
        words = [text.written(at, at + 1) for at in range(index, self.end(text, index))]
        sure = [each.capitalize() for each in words[1:] if each.islower()]
        return " ".join((words[0].capitalize(), *sure))

    def _is_surname(self, text: Text, at: int) -> bool:
        """Written with a capital; in small letters a listed one, or no word of the language, or
        whatever stands right before «y yo».
        """
        if at >= len(text) or text.tokens[at].kind != "word":
            return False
        said = text.written(at, at + 1)
        name = fold(said)
        if said.istitle() or name in self._common:
            return True
        if {name, text.word(at)} & self._none:
            return False
        ends = text.word(at + 1) in _ENDS
        strange = name not in self._ordinary and len(name) > _TWO
        beside = text.words(at + 1, at + 3) == ["y", "yo"] and self._may_be(text, at)
        return (ends and (name in self._surnames or strange)) or beside

    def _may_be(self, text: Text, at: int) -> bool:
        """«mi amiga luna y yo»: no word of a service and none that is in no name."""
        words = {fold(text.written(at, at + 1)), text.word(at)}
        return text.word(at).isalpha() and not words & self._no_name
