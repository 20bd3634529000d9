"""The notation of the vocabulary's phrases, and how they are found in a text.

A phrase is written as people say it, in plain words, with seven signs:

    quiero (pedir|coger) cita     one of several
    [una] cita                    may be missing
    embaraz*                      any ending
    hora[s]                       an ending that may be missing
    cortarme ... pelo             up to three words between
    a las <n>                     a class of words: numbers, weekdays, months…
    {cambiar mover} la cita       any form of one of these verbs (verbs.py)

Phrases become regular expressions over a line of normal words, each followed by one space, so a
match always begins and ends between words. They are looked up by their first word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from .verbs import all_forms
from .words import Text, fold

Payload = TypeVar("Payload")

_SIGNS = re.compile(r"\.\.\.|[\[\]()|]|<\w+>|\{[^{}]+\}|[^\s\[\]()|<>{}]+")
#: "hora[s]", "primer[a|o]": endings that a word may have.
_ENDINGS = re.compile(r"(\w+)\[([\w|]+)\](?![\w])")
_ANY_WORD = None


class BadPhrase(ValueError):
    """A phrase of the vocabulary that breaks the notation."""


@dataclass(frozen=True)
class WordClass:
    """A named class: its words, and a pattern for what cannot be listed (figures)."""

    words: tuple[str, ...]
    pattern: str = ""

    @property
    def regex(self) -> str:
        listed = sorted(self.words, key=lambda words: (-len(words.split()), -len(words)))
        return "|".join([*filter(None, [self.pattern]), *map(re.escape, listed)])

    @property
    def firsts(self) -> frozenset[str]:
        figures = {FIGURE} if self.pattern else set()
        return frozenset({each.split()[0] for each in self.words} | figures)


#: The first-word key of all tokens that begin with a digit.
FIGURE = "#"


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a phrase: its expression, its possible first words, may it be empty."""

    regex: str
    firsts: frozenset[str | None]
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[Payload]):
    """Where a phrase stands: tokens from `start` to before `end`, and what its classes held."""

    start: int
    end: int
    payload: Payload
    held: Mapping[str, str]

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class _Phrase(Generic[Payload]):
    written: str
    payload: Payload

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Compiled when its first word is met: of two thousand phrases a talk needs a few."""
        return re.compile(self.written)


class Phrasebook(Generic[Payload]):
    """Phrases with a meaning each, found quickly."""

    def __init__(
        self,
        phrases: Iterable[tuple[str, Payload]],
        classes: Mapping[str, WordClass] | None = None,
    ) -> None:
        self._classes = classes or {}
        self._by_first: dict[str, list[_Phrase[Payload]]] = {}
        self._anywhere: list[_Phrase[Payload]] = []
        for phrase, payload in phrases:
            self._add(phrase, payload)

    def _add(self, phrase: str, payload: Payload) -> None:
        part = _Parser(phrase, self._classes).whole()
        kept = _Phrase(part.regex, payload)
        if _ANY_WORD in part.firsts:
            self._anywhere.append(kept)
            return
        for first in part.firsts:
            self._by_first.setdefault(first or "", []).append(kept)

    def at(self, text: Text, index: int) -> Iterator[Found[Payload]]:
        """Every phrase that begins with this token."""
        word = text.tokens[index].word
        key = FIGURE if word[:1].isdecimal() else word
        for group in (self._by_first.get(key, ()), self._anywhere):
            for phrase in group:
                found = self._match(phrase, text, index)
                if found is not None:
                    yield found

    def longest(self, text: Text, index: int) -> Found[Payload] | None:
        """The longest phrase that begins with this token; the first written of equals."""
        return max(self.at(text, index), key=len, default=None)

    def everywhere(self, text: Text) -> list[Found[Payload]]:
        """All phrases anywhere, overlapping ones too, in the order of the text."""
        return [found for index in range(len(text.tokens)) for found in self.at(text, index)]

    def apart(self, text: Text) -> list[Found[Payload]]:
        """The longest phrases from left to right that do not overlap."""
        kept: list[Found[Payload]] = []
        index = 0
        while index < len(text.tokens):
            found = self.longest(text, index)
            if found is not None:
                kept.append(found)
            index = found.end if found else index + 1
        return kept

    @staticmethod
    def _match(phrase: _Phrase[Payload], text: Text, index: int) -> Found[Payload] | None:
        match = phrase.regex.match(text.line, text.offsets[index])
        if match is None or match.end() == match.start():
            return None
        held = {name: value.strip() for name, value in match.groupdict().items() if value}
        return Found(index, text.index_at(match.end()), phrase.payload, held)


def _verbs(infinitives: Iterable[str]) -> _Part:
    """Any form of any of these: compared as a whole word, so the longest need not come first."""
    forms = all_forms(infinitives)
    return _Part(f"(?:{'|'.join(sorted(forms))}) ", frozenset(forms))


def _with_endings(match: re.Match[str]) -> str:
    word, endings = match.groups()
    return f"({'|'.join([word, *(word + ending for ending in endings.split('|'))])})"


def words_of(phrase: str) -> set[str]:
    """The plain words that a phrase is made of."""
    whole = _ENDINGS.sub(_with_endings, phrase)
    signs = [sign for sign in _SIGNS.findall(whole) if sign not in "[]()|..."]
    verbs = {form for sign in signs if sign[0] == "{" for form in all_forms(sign[1:-1].split())}
    return verbs | {fold(sign) for sign in signs if "*" not in sign and sign[0] not in "<{"}


class _Parser:
    """Recursive descent over the signs of one phrase."""

    def __init__(self, phrase: str, classes: Mapping[str, WordClass]) -> None:
        self._phrase, self._classes = phrase, classes
        self._signs: list[str] = _SIGNS.findall(_ENDINGS.sub(_with_endings, phrase))
        self._next = 0
        self._held: set[str] = set()

    def whole(self) -> _Part:
        part = self._choice()
        if self._next < len(self._signs) or part.empty:
            raise BadPhrase(f"«{self._phrase}»: a bracket is open, or nothing must be said")
        return part

    def _peek(self) -> str | None:
        return self._signs[self._next] if self._next < len(self._signs) else None

    def _take(self) -> str:
        sign = self._signs[self._next]
        self._next += 1
        return sign

    def _choice(self) -> _Part:
        options = [self._sequence()]
        while self._peek() == "|":
            self._take()
            options.append(self._sequence())
        if len(options) == 1:
            return options[0]
        # The longer one is tried first: «esmalte permanente» before «esmalte».
        longest_first = sorted(options, key=lambda option: -option.regex.count(" "))
        return _Part(
            f"(?:{'|'.join(option.regex for option in longest_first)})",
            frozenset().union(*(option.firsts for option in options)),
            any(option.empty for option in options),
        )

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self._peek() not in (None, "|", ")", "]"):
            parts.append(self._item())
        firsts: set[str | None] = set()
        for part in parts:
            firsts |= part.firsts
            if not part.empty:
                break
        return _Part(
            "".join(part.regex for part in parts),
            frozenset(firsts),
            all(part.empty for part in parts),
        )

    def _item(self) -> _Part:
        sign = self._take()
        if sign in "([":
            return self._group(optional=sign == "[")
        if sign == "...":
            return _Part(r"(?:[^ .?!|]+ ){0,3}?", frozenset({_ANY_WORD}), empty=True)
        if sign.startswith("<"):
            return self._class(sign[1:-1])
        if sign.startswith("{"):
            return _verbs(sign[1:-1].split())
        word = fold(sign)
        if "*" in word:
            return _Part(re.escape(word).replace(r"\*", r"[^ ]*") + " ", frozenset({_ANY_WORD}))
        return _Part(re.escape(word) + " ", frozenset({word}))

    def _group(self, *, optional: bool) -> _Part:
        inside = self._choice()
        closing = self._take() if self._peek() else ""
        if closing != ("]" if optional else ")"):
            raise BadPhrase(f"«{self._phrase}»: brackets do not meet")
        if not optional:
            return inside
        return _Part(f"(?:{inside.regex})?", inside.firsts, empty=True)

    def _class(self, name: str) -> _Part:
        kind = self._classes.get(name.rstrip("0123456789"))
        if kind is None:
            raise BadPhrase(f"«{self._phrase}»: there is no class <{name}>")
        group = "?:" if name in self._held else f"?P<{name}>"
        self._held.add(name)
        return _Part(f"({group}(?:{kind.regex}) )", frozenset(kind.firsts))
