"""A customer's text as normal words, each knowing what was really written."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

#: Beyond this nobody asks for an appointment; the rest of a huge text is not read.
MOST_CHARACTERS = 4_000

#: Between two messages of a burst.
BREAK = "|"

_TOKEN = re.compile(
    r"""
      (?P<iso>\d{4}-\d{1,2}-\d{1,2}(?!\d))
    | (?P<phone>(?<!\d)\+?\d[\d ]{7,14}\d(?!\d))
    | (?P<money>\d+(?:[.,]\d{1,2})?\s?(?:€|euros?\b|eur\b|pavos\b))
    | (?P<date>(?<![\d/-])\d{1,2}
        (?:/\d{1,2}(?:/\d{2,4})?|-\d{1,2}-\d{2,4}|\.\d{1,2}\.\d{2,4})(?![\d/]))
    | (?P<clock>(?<![\d.,])\d{1,2}(?:\s?[:h]\s?|[.'’])[0-5]\d(?!\d)(?:\s?h(?:oras?|rs|s)?\b)?)
    | (?P<figure>\d+(?:\s?\.?[ºª°]|(?:er|ro|do|to|mo|[rd]a|a(?=\s+semana))\b)?)
    | (?P<meridiem>(?<![^\W\d_])[ap]\.?\s?m\b\.?)
    | (?P<word>[^\W\d_]+(?:['’·´`][^\W\d_]+)*)
    | (?P<mark>[?!.,;:|+\-/…]|\n)
    | (?P<other>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)

#: Marks inside a sentence become a comma, marks that end one a full stop.
_MARKS = {
    ";": ",",
    ":": ",",
    "\n": BREAK,
    "…": ".",
    "/": "/",
    "(": ",",
    ")": ",",
    "–": "-",
    "&": "y",
}
_IGNORED = set("¿¡\"'«»“”*_~`´’‘\ufe0f\u200d\u200b\u2060\ufeff\u20e3")


def listed(words: str) -> frozenset[str]:
    """A set of single words, written as one line of them."""
    return frozenset(words.split())


def fold(text: str) -> str:
    """Small letters without accents; the ñ stays, because "uñas" are not "unas"."""
    return _folded_word(text) if len(text) <= _LONGEST_WORD else _folded(text)


_LONGEST_WORD = 30


@lru_cache(maxsize=8192)
def _folded_word(word: str) -> str:
    """The same words come again and again."""
    return _folded(word)


def _folded(text: str) -> str:
    plain = text.casefold().replace("ñ", "\0").replace("n\u0303", "\0")
    letters = unicodedata.normalize("NFD", plain)
    kept = "".join(each for each in letters if not unicodedata.combining(each))
    return kept.replace("\0", "ñ").replace("’", "'").replace("·", "")


@dataclass(frozen=True, slots=True)
class Token:
    """A normal word, and the place of what was written for it in the original text."""

    word: str
    start: int
    end: int
    kind: str = "word"


@dataclass(frozen=True)
class Text:
    """Tokens of one or more messages, as a line in which each word is followed by a space."""

    original: str
    tokens: tuple[Token, ...]
    line: str = field(init=False)
    offsets: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        offsets: list[int] = []
        length = 0
        for token in self.tokens:
            offsets.append(length)
            length += len(token.word) + 1
        object.__setattr__(self, "offsets", tuple(offsets))
        object.__setattr__(self, "line", "".join(f"{token.word} " for token in self.tokens))

    def index_at(self, offset: int) -> int:
        """The token that begins there; the number of tokens at the end of the line."""
        return bisect_left(self.offsets, offset)

    def word(self, index: int) -> str:
        """The word there, or nothing beyond either end."""
        return self.tokens[index].word if 0 <= index < len(self.tokens) else ""

    def words(self, start: int = 0, end: int | None = None) -> list[str]:
        return [token.word for token in self.tokens[start:end]]

    def between(self, start: int, end: int) -> str:
        """The normal words of a stretch of tokens, as one string."""
        return " ".join(self.words(start, end))

    def written(self, start: int, end: int) -> str:
        """What the customer wrote there, letter by letter; nothing beyond either end."""
        there = self.tokens[max(0, start) : max(0, end)]
        return self.original[there[0].start : there[-1].end] if there else ""

    def __len__(self) -> int:
        return len(self.tokens)


def join(messages: Sequence[str]) -> str:
    """A burst as one text, a line for each message, without what no keyboard can write."""
    whole = "\n".join(message[:MOST_CHARACTERS] for message in messages)[: 2 * MOST_CHARACTERS]
    readable = whole.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return unicodedata.normalize("NFC", readable)


def split(text: str) -> list[Token]:
    """Words, figures, hours, dates and marks, in order."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        word = _normal(match.lastgroup or "", match.group())
        if word:
            tokens.append(Token(word, match.start(), match.end(), match.lastgroup or "word"))
    return tokens


def _normal(kind: str, written: str) -> str:
    """What stands in the line for something written; nothing for what is only decoration."""
    if kind in _NORMAL:
        return _NORMAL[kind](written)
    if written in _IGNORED:
        return ""
    return _MARKS.get(written, written) if kind in {"mark", "other"} else fold(written)


def _clock(written: str) -> str:
    hour, minute = re.findall(r"\d+", written)[:2]
    return f"{hour}:{minute}"


def _figure(written: str) -> str:
    digits: list[str] = re.findall(r"\d+", written)
    return digits[0][:9]


_NORMAL: dict[str, Callable[[str], str]] = {
    "clock": _clock,
    "figure": _figure,
    "date": lambda written: re.sub(r"[.-]", "/", written),
    "money": lambda written: "€" + "".join(written.split()),
    "phone": lambda _: "☎",
    "meridiem": lambda written: f"{written[0].lower()}m",
}
