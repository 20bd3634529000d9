"""One word for all that is still to be asked: «manicura y pedicura», «permanente las dos»."""

import re
from collections.abc import Sequence

from atrevete_core.domain.commands import Accept, Book, Command, UnclearService
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..text.spelling import Spelling
from .which_service import best_of

_ALL = re.compile(
    r"\b(?:(?:las|los) (?:dos|tres)|amb[oa]s|tod[oa]s?|cada un[ao]|manos y (?:los )?pies"
    r"|(?:en|de) (?:los )?(?:dos|tres) sitios)\b"
)
_PAIR = 2


def of_all_unclear(reading: Reading, spelling: Spelling) -> list[tuple[int, Command]]:
    """What each of them is then; nothing when it is not said of all."""
    names = said_of_all(reading, reading.situation.unclear, spelling)
    agrees = reading.question is Question.NAME_CHECK and reading.has("yes")
    accept: list[tuple[int, Command]] = [(-1, Accept())] if agrees else []
    return [*accept, (0, Book(services=names))] if names else []


def said_of_all(
    reading: Reading, waiting: Sequence[UnclearService], spelling: Spelling
) -> tuple[str, ...]:
    """«uñas de manos y pies, las dos normales»: one of each, by the same words."""
    if len(waiting) < _PAIR or not _ALL.search(reading.text.line) or reading.asks:
        return ()
    chosen = [best_of(reading, each.candidates, spelling) for each in waiting]
    names = tuple(dict.fromkeys(name for name in chosen if name))
    return names if len(names) == len(waiting) else ()
