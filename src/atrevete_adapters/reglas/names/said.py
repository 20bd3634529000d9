"""A name as it was said, and the questions that a name answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from atrevete_core.domain.commands import GiveName
from atrevete_core.ports.language_model import Question

from ..text.words import fold


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name and the tokens that it takes, with the words that announce it."""

    start: int
    end: int
    first: str | None
    last: str | None
    #: "se llama": somebody else's.
    of_another: bool = False
    #: Whose it is, as it was said: "mi hermana", "ella"; empty for whoever was asked about.
    of: str = ""

    def command(self, of: str | None = None) -> GiveName:
        return GiveName(first_name=self.first, last_name=self.last, of=of or self.of or None)

    def overlaps(self, other: "SaidName") -> bool:
        return self.start < other.end and other.start < self.end


NAME_QUESTIONS = frozenset(
    {Question.NAME, Question.NAME_CHECK, Question.SURNAME, Question.THIRD_NAME}
)


def is_name_question(question: Question | None) -> bool:
    return question in NAME_QUESTIONS


def asks_whose_name(question: Question | None) -> bool:
    """A question that any name answers; a surname is the writer's own."""
    return is_name_question(question) and question is not Question.SURNAME


def named_of(whom: str, others: Sequence[SaidName], *, alone: bool) -> SaidName | None:
    """The name that is said to be theirs; «ella» is whoever is spoken of `alone`."""
    own = [each for each in others if noun_of(each.of) == noun_of(whom)]
    free = [each for each in others if not each.of.startswith("mi ")]
    whole = [each for each in (*own, *(free if alone else ())) if each.first]
    return max(whole, key=lambda each: bool(each.last), default=None)


def noun_of(whom: str) -> str:
    """«mi otro hijo», «mis hijos»: «hijo»."""
    return fold(whom).split()[-1].removesuffix("s") if whom else ""
