"""Words that name no hour and no day: «cualquiera de las dos», «no ahora», «y después barro»."""

from itertools import pairwise
from typing import Final

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..temporal.items import Edge, Sign
from ..text.words import BREAK

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
    _drop_order_of_services(reading)
    if reading.question not in WHEN_QUESTIONS:
        for each in reading.spans("bye"):
            reading.drop_items(each.start, each.end)


def _drop_order_of_services(reading: Reading) -> None:
    """«agua lluvia, después la mascarilla barro»: one thing after the other, on the same day."""
    services = [each.start for each in reading.mentions]
    for item in list(reading.items):
        if reading.text.words(item.start, item.end) not in (["despues"], ["antes"], ["luego"]):
            continue
        ahead = reading.text.words(item.end, item.end + _NEAR)
        there = [at - item.end for at in services if 0 <= at - item.end < _NEAR]
        between = {*ahead[: min(there)]} if there else {"de"}
        if min(services, default=item.start) < item.start and not between & _OF_THAT:
            reading.drop_items(item.start, item.end)


_NEAR = 4
_OF_THAT = frozenset({"de", "del", "que", ",", ".", "?", BREAK})


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
