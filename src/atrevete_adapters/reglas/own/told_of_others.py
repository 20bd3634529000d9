"""What is said of another appointment says nothing of the one that is to move or to go (R37)."""

from ..reading import Reading
from ..temporal.items import Clock
from ..text.words import listed
from ..which_and_target import HAVE, fits

_NEAR = 4
_BREAKS = frozenset({",", ".", "?", "!", "|", "y", "pero"})


def without_kept(reading: Reading) -> Reading:
    """«la del viernes no me la toquéis»: what is said of the one that stays says nothing of the
    other.
    """
    _drop_had_then(reading)
    words = reading.text.words()
    comes_then = reading.spans("attend") if reading.has("cancel", "cancel_now") else []
    for span in (*reading.spans("stays"), *comes_then):
        start = next((at + 1 for at in range(span.start - 1, -1, -1) if words[at] in _BREAKS), 0)
        # «lo de las manos sigue» names it; «la de abril no, esa déjela» says it of what was named
        named = reading.text.word(span.start + 1) in {"de", "del"}
        that_one = set(words[start : span.start]) <= _THAT_ONE and not named
        if start > 1 and that_one:
            start = next((at + 1 for at in range(start - 2, -1, -1) if words[at] in _BREAKS), 0)
        after = (at for at in range(span.end, len(words)) if words[at] in _BREAKS)
        end = next(after, len(words))
        if {"para", "al"} & set(words[span.end : end]):
            continue  # «déjamela para el lunes» moves it
        places = [(each.start, each.end) for each in reading.items]
        places += [(each.start, each.end) for each in reading.mentions]
        rest = any(last <= start or end <= first for first, last in places)
        others = reading.has("change", "cancel", "elsewhere", "cannot", "late")
        if len(reading.situation.upcoming) > 1 and (rest or others):
            reading.drop_items(start, end)
            reading.drop_mentions(start, end)
            reading.stylists = [each for each in reading.stylists if not start <= each.start < end]
    return reading


def _drop_had_then(reading: Reading) -> None:
    """«muéveme las uñas a las 4. Ay no, que a las 4 tengo el corte; a las 5»: told of the other."""
    upcoming = reading.situation.upcoming
    if len(upcoming) < _PAIR or not reading.has("change", "elsewhere", "another_day"):
        return
    for named in reading.mentions:
        own = [each for each in upcoming if set(named.names) & set(each.services)]
        others = [each for each in reading.mentions if not set(each.names) & set(named.names)]
        before = reading.text.words(max(0, named.start - _NEAR), named.start + 1)
        if len(own) != 1 or not others or not HAVE & {*before}:
            continue
        then = [
            each
            for each in reading.items
            if abs(each.start - named.start) <= _BESIDE and fits(each, [own[0].start])
        ]
        if any(isinstance(each.values[0], Clock) for each in then):
            reading.items = [each for each in reading.items if each not in then]
            reading.drop_mentions(named.start, named.end)
            with_whom = range(named.end, named.end + _PAIR)
            reading.stylists = [e for e in reading.stylists if e.start not in with_whom]


_PAIR, _BESIDE = 2, 6
_THAT_ONE = listed("esa ese esta este y la lo pues que me")
