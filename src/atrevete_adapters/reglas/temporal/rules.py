"""A rule is a phrase and what it says; the modules here declare theirs with `Rules.on`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .items import Moment, Value

Said = Value | tuple[Value, ...] | None


@dataclass(frozen=True, slots=True)
class Spot:
    """What a rule may look at: the words that its classes held, and the words around."""

    held: Mapping[str, str]
    moment: Moment
    #: The matched words.
    text: str = ""
    before: str = ""
    after: str = ""
    #: The word after `after`.
    following: str = ""
    #: The whole message may be a bare answer to "¿cuándo?".
    is_answer: bool = False

    def number(self, name: str) -> int:
        return self.moment.words.number(self.held[name])

    def has(self, name: str) -> bool:
        return name in self.held


Reader = Callable[[Spot], Said]


@dataclass
class Rules:
    """A list of rules, in the order in which they were declared."""

    name: str
    all: list[tuple[str, tuple[str, Reader]]] = field(default_factory=list)

    def on(self, *phrases: str) -> Callable[[Reader], Reader]:
        """Declare a rule. It may answer None: not here after all."""

        def declare(reader: Reader) -> Reader:
            title = f"{self.name}.{reader.__name__.strip('_')}"
            self.all += [(phrase, (title, reader)) for phrase in phrases]
            return reader

        return declare
