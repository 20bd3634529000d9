"""One burst of messages as read so far: its words and all that was found in them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from atrevete_core.domain.catalogue import Stylist
from atrevete_core.domain.commands import LeaveOut, When
from atrevete_core.ports.language_model import Question, Situation

from .mention import Mention
from .temporal import Item, Moment, combine
from .temporal.items import Clock
from .text.notation import Found
from .text.words import BREAK, Text

#: Where in a list: «la segunda», «la última».
POSITIONS = {"first_one": 1, "second_one": 2, "third_one": 3, "last_one": -1}
#: Marks that end a sentence.
_ENDS = frozenset({".", "?", "!", BREAK})


_TAGS = frozenset({"no", "verdad", "vale", "ok", "eh", "cierto"})


def _is_tag(words: Sequence[str], at: int) -> bool:
    """«…, ¿no?», «…, ¿vale?»: after more than a word or two."""
    return at > _A_TAG and words[at - 1] in _TAGS and words[at - 2] in {",", "."}


_A_TAG = 4


@dataclass(frozen=True, slots=True)
class Person:
    """For whom something is: the writer, or somebody related to them."""

    start: int
    end: int
    #: "mi madre"; empty for the writer.
    whom: str = ""
    name: str | None = None
    kind: str = ""
    #: How old they are, in the word that says it, where that is told of several: «de 6 y 9 años».
    age: str = ""


@dataclass(frozen=True, slots=True)
class OwnerNow:
    """Who takes the place of whom, of those for whom it was; no `person` is the writer."""

    before: str
    person: Person | None


@dataclass(frozen=True, slots=True)
class NamedStylist:
    """A stylist's name in the text. `sure`: "con Marta", not only the bare word."""

    start: int
    end: int
    stylist: Stylist
    sure: bool


@dataclass
class Reading:
    """What the words may mean, before it is decided what they do mean here."""

    text: Text
    situation: Situation
    moment: Moment
    found: Mapping[str, list[Found[str]]]
    items: list[Item]
    mentions: list[Mention]
    stylists: list[NamedStylist] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    #: With whom the customer does not want to be.
    not_with: list[NamedStylist] = field(default_factory=list)
    #: With whom they were to be, and another is wished: «con Harol en vez de con Pilar».
    exchanged: list[NamedStylist] = field(default_factory=list)
    #: Tokens that are listed first names.
    names: frozenset[int] = frozenset()
    #: An appointment that exists is to be at another time, though no word for moving was said.
    moves: bool = False
    #: Somebody comes in the place of another: «para mi suegra, no para mi madre».
    instead: bool = False
    #: Who takes the place of the one for whom it was.
    owner: OwnerNow | None = None
    #: Who of several does not come after all.
    leaves: LeaveOut | None = None
    #: Services for which another was said in the same breath: «en lugar de corte, mechas».
    taken_back: list[Mention] = field(default_factory=list)
    #: Who of several is to have what after all, when it was told otherwise before.
    told_again: list[tuple[Person, Mention]] = field(default_factory=list)
    #: Days that are named only as the reason why another one is wished.
    told: list[Item] = field(default_factory=list)
    #: A service is named that is none of this visit: «de color voy bien».
    only_told: bool = False
    #: What the writer's own past tells of them: "man", or nothing.
    kind: str = ""
    #: They are called as only men are.
    may_be_man: bool = False
    #: How old those are for whom it is, in years, as told now or before.
    ages: dict[str, int] = field(default_factory=dict)

    @property
    def question(self) -> Question | None:
        return self.situation.question

    @property
    def asks(self) -> bool:
        """Whether anything is asked; «…, ¿no?» only wants a yes."""
        words = self.text.words()
        return any(word == "?" and not _is_tag(words, at) for at, word in enumerate(words))

    @property
    def asks_too(self) -> bool:
        """Whether anything is asked, with its mark or only with its words: «hay algún parking»."""
        return self.asks or bool(self.found.get("asks_unmarked"))

    def has(self, *intents: str) -> bool:
        return any(self.found.get(intent) for intent in intents)

    def spans(self, intent: str) -> list[Found[str]]:
        return self.found.get(intent, [])

    def positions(self) -> list[tuple[int, Found[str]]]:
        """Places of a list that are named, from 1; -1 is the last."""
        return [(place, span) for intent, place in POSITIONS.items() for span in self.spans(intent)]

    def starts_with(self, intent: str) -> Found[str] | None:
        """The longest such phrase at the very beginning."""
        return max((each for each in self.spans(intent) if each.start == 0), key=len, default=None)

    def covers(self, intent: str, index: int) -> bool:
        return any(each.start <= index < each.end for each in self.spans(intent))

    def inside(self, intent: str, span: Found[str]) -> bool:
        """Whether a phrase is part of a longer one of that intent."""
        return any(each.start <= span.start and span.end <= each.end for each in self.spans(intent))

    def clause(self, index: int) -> tuple[int, int]:
        """The sentence around a token, as far as marks tell."""
        words = self.text.words()
        start = next((at + 1 for at in range(index - 1, -1, -1) if words[at] in _ENDS), 0)
        end = next((at for at in range(index, len(words)) if words[at] in _ENDS), len(words))
        return start, end

    def part(self, index: int) -> tuple[int, int]:
        """The stretch of the sentence around a token, between commas."""
        words = self.text.words()
        first, last = self.clause(index)
        start = next((at + 1 for at in range(index - 1, first - 1, -1) if words[at] == ","), first)
        return start, next((at for at in range(index, last) if words[at] == ","), last)

    def forget_people(self, places: Iterable[int]) -> None:
        """«¿hay parking para mi yerno, que me lleva?»: nobody of these sentences comes."""
        clauses = [range(*self.clause(place)) for place in places]
        self.people = [
            each for each in self.people if not any(each.start in clause for clause in clauses)
        ]

    def when(self, start: int = 0, end: int | None = None) -> When | None:
        """What is said about when, in the whole text or a stretch of it."""
        last = len(self.text) if end is None else end
        inside = [item for item in self.items if start <= item.start and item.end <= last]
        return combine(inside, self.text, self.moment) if inside else None

    def drop_items(self, start: int, end: int) -> None:
        """These tokens mean something else than a date."""
        self.items = [item for item in self.items if item.end <= start or end <= item.start]

    def drop_hours(self, start: int, end: int) -> None:
        """«cualquiera de las dos» names no hour."""
        self.items = [
            item
            for item in self.items
            if not (start <= item.start and item.end <= end and isinstance(item.values[0], Clock))
        ]

    def drop_intent(self, intent: str, start: int, end: int) -> None:
        """Nothing of that kind is said between these tokens."""
        left = [each for each in self.spans(intent) if each.end <= start or end <= each.start]
        self.found = {**self.found, intent: left}

    def drop_name(self, start: int, end: int) -> None:
        """Nothing else is meant by the words of a name."""
        self.drop_items(start, end)
        self.drop_mentions(start, end)
        self.stylists = [each for each in self.stylists if not start <= each.start < end]

    def drop_mentions(self, start: int, end: int) -> None:
        self.mentions = [each for each in self.mentions if each.end <= start or end <= each.start]

    def left_over(self, *known: str) -> list[int]:
        """Tokens that no known phrase, date, service or mark explains."""
        taken = {
            index
            for intent in known
            for span in self.spans(intent)
            for index in range(span.start, span.end)
        }
        taken |= {index for item in self.items for index in range(item.start, item.end)}
        taken |= {index for each in self.mentions for index in range(each.start, each.end)}
        return [
            index
            for index, token in enumerate(self.text.tokens)
            if index not in taken and token.kind != "mark" and token.word not in {BREAK, ","}
        ]
