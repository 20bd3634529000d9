"""Reads the vocabulary's files once, and refuses what breaks their form with a sentence."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ..text.notation import words_of
from ..text.spelling import Spelling
from ..text.words import fold
from .calendar import CalendarWords, calendar_words
from .tables import BadVocabulary, table


@dataclass(frozen=True)
class Vocabulary:
    """Every word and phrase, by file."""

    spelling: Spelling
    calendar: CalendarWords
    #: Intent → its phrases (intents.toml, safety.toml, answers.toml).
    intents: Mapping[str, tuple[str, ...]]
    #: Catalogue name (plain) → what customers call it; several names when it may be any of them.
    aliases: tuple[tuple[str, tuple[str, ...]], ...]
    #: Words that name services only beside another one: "pelo", in «pelo y barba».
    in_a_list: Mapping[str, tuple[str, ...]]
    #: Phrases in which the words of a service name none.
    otherwise: tuple[str, ...]
    #: Words of a service's name that say for whom it is: audience → words.
    audiences: Mapping[str, tuple[str, ...]]
    #: Words that name no service by themselves.
    weak_words: frozenset[str]
    #: "usted" and "tu" → phrases that show how the customer addresses the salon (R64).
    address: Mapping[str, tuple[str, ...]]
    #: What is not done (plain words) → the near thing.
    near: Mapping[str, str]
    #: FAQ topic → phrases that ask about it.
    topics: Mapping[str, tuple[str, ...]]
    #: Relation → audience of the person ("woman", "man", "girl", "boy", "baby", "daughter"…).
    relations: Mapping[str, str]
    #: Two people in one word: «mis padres» → "padre", "madre".
    couples: Mapping[str, tuple[str, ...]]
    first_names: frozenset[str]
    #: Surnames that are words as well.
    surnames: frozenset[str]
    #: Surnames that are nothing else.
    common_surnames: frozenset[str]
    #: Words that are no name.
    no_names: frozenset[str]


@cache
def load() -> Vocabulary:
    """The whole vocabulary. Raises BadVocabulary."""
    calendar = calendar_words(table("calendar"))
    intents = _phrases("safety") | _phrases("intents") | _phrases("answers")
    services, people = table("services"), table("people")
    aliases = tuple(
        (phrase, tuple(entry["means"]))
        for entry in services["alias"]
        for phrase in entry["phrases"]
    )
    topics, address = _phrases("topics"), _phrases("address")
    spoken = [*(phrase for phrases in intents.values() for phrase in phrases)]
    spoken += [phrase for phrase, _ in aliases]
    spoken += [phrase for phrases in (*topics.values(), *address.values()) for phrase in phrases]
    return Vocabulary(
        spelling=_spelling(calendar, [phrase for phrase, _ in aliases], spoken, people),
        calendar=calendar,
        intents=intents,
        aliases=aliases,
        in_a_list={fold(word): tuple(means) for word, means in services["in_a_list"].items()},
        otherwise=tuple(services["otherwise"]["phrases"]),
        audiences={name: tuple(map(fold, words)) for name, words in services["audience"].items()},
        weak_words=frozenset(map(fold, services["weak"]["words"])),
        address=address,
        near={fold(word): near for near, words in services["near"].items() for word in words},
        topics=topics,
        relations={
            fold(word): audience
            for audience, words in people["relations"].items()
            for word in words
        },
        couples={fold(word): tuple(both) for word, both in people["couples"].items()},
        first_names=frozenset(map(fold, people["names"]["first"])),
        surnames=frozenset(map(fold, people["names"]["surnames"])),
        common_surnames=frozenset(map(fold, people["names"]["common_surnames"])),
        no_names=frozenset(map(fold, people["names"]["none"])),
    )


def _phrases(name: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, value in table(name).items():
        if set(value) != {"phrases"}:
            raise BadVocabulary(f"vocabulary/{name}.toml: [{key}] holds `phrases` and nothing else")
        found[key] = tuple(value["phrases"])
    return found


def _spelling(
    calendar: CalendarWords,
    aliases: Iterable[str],
    spoken: Iterable[str],
    people: Mapping[str, Any],
) -> Spelling:
    chat = table("chat")
    # What both files list is as chat.toml says.
    tables = (table("languages"), chat)
    words = {
        fold(typed): fold(normal)
        for each in tables
        for normal, all_ in each["words"].items()
        for typed in all_
    }
    phrases = {
        tuple(fold(typed).split()): fold(normal)
        for each in tables
        for normal, all_ in each["phrases"].items()
        for typed in all_
    }
    targets = {*calendar.weekdays, *calendar.months, *map(fold, chat["targets"]["words"])}
    targets |= {word for phrase in aliases for word in words_of(phrase)}
    known = {word for phrase in spoken for word in words_of(phrase)} | _calendar_words(calendar)
    known |= {fold(word) for words in people["relations"].values() for word in words}
    names = {fold(name) for name in (*people["names"]["first"], *people["names"]["none"])}
    names |= {fold(name) for name in people["names"]["common_surnames"]}
    return Spelling(
        chat=words,
        chat_phrases=phrases,
        targets=frozenset(targets),
        real=frozenset({*map(fold, table("real")["real"]["words"])} | names | known),
        spoken=frozenset(known),
    )


def _calendar_words(calendar: CalendarWords) -> set[str]:
    named = (*calendar.numbers, *calendar.ordinals, *calendar.feasts, *calendar.easter)
    return {word for name in (*named, *calendar.seasons) for word in name.split()}
