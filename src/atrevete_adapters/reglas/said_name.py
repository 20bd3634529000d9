"""A name as it was said, and the questions that a name answers."""

from dataclasses import dataclass

from atrevete_core.domain.commands import GiveName
from atrevete_core.ports.language_model import Question


@dataclass(frozen=True, slots=True)
class SaidName:
    """A name and the tokens that it takes, with the words that announce it."""

    start: int
    end: int
    first: str | None
    last: str | None
    #: "se llama": somebody else's.
    of_another: bool = False

    def command(self) -> GiveName:
        return GiveName(first_name=self.first, last_name=self.last)


NAME_QUESTIONS = frozenset(
    {Question.NAME, Question.NAME_CHECK, Question.SURNAME, Question.THIRD_NAME}
)


def is_name_question(question: Question | None) -> bool:
    return question in NAME_QUESTIONS


def asks_whose_name(question: Question | None) -> bool:
    """A question that any name answers; a surname is the writer's own."""
    return is_name_question(question) and question is not Question.SURNAME
