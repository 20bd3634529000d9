"""Words of an answer that name no hour and no day: «cualquiera de las dos», «no por ahora»."""

from itertools import pairwise
from typing import Final

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Edge, Sign

WHEN_QUESTIONS: Final = frozenset({Question.DAY, Question.NEW_DAY, Question.SLOT})


def drop_dates_of_answers(reading: Reading) -> None:
    """«cualquiera de las dos», «no por ahora», «hasta el lunes» name no hour and no day."""
    for intent in ("any", "none"):
        for each in reading.spans(intent):
            reading.drop_hours(each.start, each.end)
    for each in reading.spans("no"):
        if each.end - each.start > 1 and not _refuses_a_time(reading, each.start):
            reading.drop_items(each.start, each.end)  # «no por ahora»
    if reading.situation.waits_for_payment and not reading.has("elsewhere", "instead", "change"):
        for item in reading.items:  # «ahora sí», of the link
            if {*reading.text.words(item.start, item.end)} <= _NOW:
                reading.drop_items(item.start, item.end)
    if reading.question not in WHEN_QUESTIONS:
        for each in reading.spans("bye"):
            reading.drop_items(each.start, each.end)


def _refuses_a_time(reading: Reading, start: int) -> bool:
    """«no quiero el lunes», «el lunes no quiero ir», «que no sea más tarde de las 6»."""
    if any(isinstance(each.values[0], Edge) and each.start == start for each in reading.items):
        return True  # «que no sea muy temprano»
    return any(
        first.end == then.start
        and any(isinstance(each.values[0], Sign) and each.start == start for each in (first, then))
        for first, then in pairwise(reading.items)
    )


_NOW = frozenset({"ahora", "ya", "mismo"})
