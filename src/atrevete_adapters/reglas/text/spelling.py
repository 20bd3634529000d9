"""Chat spelling becomes normal words: "mñn x la tarde" → "mañana por la tarde".

Four steps for each word: the list of chat spellings, letters that were held down ("holaaa"),
spelling by ear ("boi", "ija", "zejas"), and typing mistakes against words that matter, never for a
word that exists.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby, pairwise

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extract

from .typing_slips import slipped
from .words import BREAK, Text, Token, join, split

#: Shorter words are too alike for guessing.
_SHORTEST_GUESS = 5
_SHORTEST_DOUBLE_MISTAKE = 9
#: More names than several salons have.
_MOST_NAMES = 5_000


@dataclass(frozen=True)
class Spelling:
    """Chat spellings, and the words that a mistyped one may have meant."""

    #: As typed → normal words.
    chat: Mapping[str, str]
    #: Several words as typed → normal words.
    chat_phrases: Mapping[tuple[str, ...], str]
    #: Words worth recognising when mistyped.
    targets: frozenset[str]
    #: Words that exist: never a mistake for another.
    real: frozenset[str]
    #: Words of the vocabulary's phrases: what a word spelt by ear may have meant.
    spoken: frozenset[str] = frozenset()
    _names: dict[str, tuple[str, ...]] = field(default_factory=dict, compare=False, repr=False)

    def knowing(self, words: Iterable[str]) -> "Spelling":
        """The same spelling, with more words that exist."""
        return replace(self, real=self.real | frozenset(words) | _of_others(self.targets))

    def text(self, messages: Sequence[str], extra: frozenset[str] = frozenset()) -> Text:
        """A burst as normal words. `extra` are words of this salon: services and stylists."""
        original = join(messages)
        tokens = self._phrases(split(original))
        known = extra.union(*(_a_name(*two, original) for two in pairwise(tokens)))
        return Text(original, tuple(_without_doubled_breaks(self._each(tokens, known))))

    def words(self, phrase: str) -> tuple[str, ...]:
        """A name as normal words, without guessing: for catalogues. Names are remembered."""
        known = self._names.get(phrase)
        if known is None:
            known = tuple(token.word for token in self._each(split(join([phrase])), None))
            if len(self._names) < _MOST_NAMES:
                self._names[phrase] = known
        return known

    def _each(self, tokens: Iterable[Token], extra: frozenset[str] | None) -> Iterable[Token]:
        for token in tokens:
            if token.kind != "word":
                yield token
                continue
            for word in self._normal(token.word, extra).split():
                yield Token(word, token.start, token.end)

    def _normal(self, word: str, extra: frozenset[str] | None) -> str:
        if word in self.chat:
            return self.chat[word]
        if extra is None or word in self.targets or word in extra or word in self.real:
            return word
        held = self._released(word, extra)
        if held in self.chat:
            return self.chat[held]
        small = _without_diminutive(held, self.targets, extra, self.spoken)
        if small:
            return self.chat.get(small, small)
        heard = _by_ear(held, self.targets, extra, self.spoken)
        if heard:
            return self.chat.get(heard, heard)
        return _guess(held, self.targets, extra, self.real)

    def _released(self, word: str, extra: frozenset[str]) -> str:
        """The word without letters that were held down."""
        if not _has_doubles(word):
            return word
        for longest in (2, 1):
            shorter = "".join(letter * min(longest, len([*run])) for letter, run in groupby(word))
            if shorter in self.targets or shorter in extra or shorter in self.chat:
                return shorter
        return "".join(
            letter * (1 if count > 2 or letter not in "lrceon" else count)
            for letter, count in ((letter, len([*run])) for letter, run in groupby(word))
        )

    def _phrases(self, tokens: list[Token]) -> list[Token]:
        changed: list[Token] = []
        index = 0
        while index < len(tokens):
            size = next((n for n in (4, 3, 2) if self._key(tokens[index : index + n], n)), 0)
            if size:
                stretch = tokens[index : index + size]
                normal = self.chat_phrases[tuple(each.word for each in stretch)]
                changed += [
                    Token(word, stretch[0].start, stretch[-1].end) for word in normal.split()
                ]
            else:
                changed.append(tokens[index])
            index += size or 1
        return changed

    def _key(self, stretch: list[Token], size: int) -> bool:
        return len(stretch) == size and tuple(each.word for each in stretch) in self.chat_phrases


#: Shorter words sound like too many others.
_SHORTEST_SOUND = 3
_SHORTEST_BASE = 4
#: Letters that Spanish writes in two ways for one sound, in this order.
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ch", "#"),
        (r"h", ""),
        (r"ll", "i"),
        (r"y", "i"),
        (r"v", "b"),
        (r"qu(?=[ei])", "k"),
        (r"gu(?=[ei])", "G"),
        (r"g(?=[ei])", "j"),
        (r"[zc](?=[ei])|z|ç", "s"),
        (r"[cq]", "k"),
        (r"ao\b", "ado"),
        (r"(.)\1+", r"\1"),
    )
)


_FOR_OTHERS = ("se", "te", "le", "les", "nos", "os", "lo", "la", "los", "las")


def _of_others(targets: Iterable[str]) -> frozenset[str]:
    """«arreglarse» is no mistake for «arreglarme»: it says for whom."""
    return frozenset(
        f"{word[:-2]}{each}"
        for word in targets
        if word.endswith(("arme", "erme", "irme"))
        for each in _FOR_OTHERS
    )


def _sound(word: str) -> str:
    """How a word sounds: "boi" as "voy", "ija" as "hija"."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@lru_cache(maxsize=16)
def _by_sound(words: frozenset[str]) -> Mapping[str, str]:
    """Sound → the one word that has it."""
    found: dict[str, str] = {}
    for word in sorted(words):
        if len(word) >= _SHORTEST_SOUND and word.isalpha():
            sound = _sound(word)
            found[sound] = "" if sound in found else word
    return found


@lru_cache(maxsize=4096)
def _by_ear(
    word: str, targets: frozenset[str], extra: frozenset[str], spoken: frozenset[str]
) -> str:
    """The word that sounds the same: this salon's first, then one of the vocabulary."""
    if not _SHORTEST_SOUND <= len(word) <= 30:
        return ""
    sound = _sound(word)
    return next(
        (heard for words in (extra, targets, spoken) if (heard := _by_sound(words).get(sound))), ""
    )


#: «mamita», «cortecito», «horilla»: what may stand before the ending, and after it in the word.
_DIMINUTIVE = re.compile(r"(.{2,}?)(?:e?c)?(?:it|ill|ic|uc|iñ)([oa])(s?)$")
_SOFTENED = (("qu", "c"), ("gu", "g"), ("c", "z"), ("", ""))


@lru_cache(maxsize=4096)
def _without_diminutive(
    word: str, targets: frozenset[str], extra: frozenset[str], spoken: frozenset[str]
) -> str:
    """The word that it is a small one of, when that one matters; else nothing."""
    match = _DIMINUTIVE.match(word)
    if match is None:
        return ""
    stem, gender, plural = match.groups()
    for end, hard in _SOFTENED:
        if not stem.endswith(end):
            continue
        for ending in (gender, "", "e"):
            base = f"{stem.removesuffix(end) if end else stem}{hard}{ending}{plural}"
            if len(base) >= _SHORTEST_BASE and any(
                base in words for words in (extra, targets, spoken)
            ):
                return base
    return ""


def _has_doubles(word: str) -> bool:
    return any(first == second for first, second in pairwise(word))


@lru_cache(maxsize=4096)
def _guess(word: str, targets: frozenset[str], extra: frozenset[str], real: frozenset[str]) -> str:
    """The one word that was meant, else the word as it is."""
    if len(word) < _SHORTEST_GUESS or len(word) > 30 or word in real:
        return word
    most = 2 if len(word) >= _SHORTEST_DOUBLE_MISTAKE else 1
    near = extract(
        word,
        [*targets, *extra],
        scorer=DamerauLevenshtein.distance,
        score_cutoff=most,
        limit=4,
    )
    nearest = min((distance for _, distance, _ in near), default=0)
    best = {
        target
        for target, distance, _ in near
        if distance == nearest
        and len(target) >= _SHORTEST_GUESS
        and slipped(word, target, distance)
    }
    return best.pop() if len(best) == 1 else word


def _a_name(first: Token, then: Token, original: str) -> tuple[str, ...]:
    """«la señora Nubia Ocampo»: words with a capital, side by side, are no mistyped service."""
    words = [original[each.start : each.end] for each in (first, then)]
    inside = first.start > 0 and original[first.start - 1 : first.start] == " "
    return (first.word, then.word) if inside and all(each.istitle() for each in words) else ()


def _without_doubled_breaks(tokens: Iterable[Token]) -> Iterable[Token]:
    before = BREAK
    for token in tokens:
        if token.word != BREAK or before != BREAK:
            yield token
        before = token.word
