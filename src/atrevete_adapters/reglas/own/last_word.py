"""Whether an appointment is given up after all, when moving it was spoken of as well."""

from ..reading import Reading
from ..temporal import Item
from ..temporal.items import Sign
from ..which_and_target import fits
from .moving import last_cancellation


def cancels_after_all(reading: Reading) -> bool:
    """«¿la podemos pasar a mañana? No, espera, que trabajo. Anúlamela»: the last word counts."""
    last = last_cancellation(reading)
    moves = reading.spans("change")
    if last is None or not moves or not reading.situation.upcoming:
        return False
    starts = [each.start for each in reading.situation.upcoming]
    times = [each for each in reading.items if not isinstance(each.values[0], Sign)]
    times = [each for each in times if not (fits(each, starts) and _is_that_of(reading, each))]
    if max([each.start for each in times] + [each.start for each in moves]) >= last:
        return False
    reading.items = [each for each in reading.items if fits(each, starts)]
    return True


def _is_that_of(reading: Reading, told: Item) -> bool:
    """«cancela la de hoy»."""
    return reading.text.word(told.start - 1) == "de" or reading.text.word(told.start) == "del"
