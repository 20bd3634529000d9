"""Somebody else's appointment: only whoever booked reads, moves or cancels it (R53, R54)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..text.words import fold, listed

_TOUCHES = ("cancel", "cancel_now", "change", "cannot", "my_appointments", "another_day", "late")
#: «la de Amelia», «la cita de mi hermana Amelia», «la cita a nombre de Amelia».
_OF = listed("de")
_WHAT = listed("la lo cita hora reserva visita nombre citas reservas")
_FURTHEST = 4
#: «Mari», of María.
_SAME = 3


def touches_a_strangers(reading: Reading) -> bool:
    """«cancela la cita de Amelia Torres», whom the writer has not booked for."""
    if not (reading.situation.has_upcoming and reading.has(*_TOUCHES)):
        return False
    named = set(_owners_named(reading))
    return bool(named) and not any(_is_known(name, reading) for name in named)


def may_be_a_strangers(reading: Reading) -> bool:
    """«anúlala tú», «me lo ha pedido ella»: right after somebody else's was spoken of, that one."""
    now, words = reading.situation, reading.text.words()
    if now.question in _NAMES and not now.services and _ASKS_AFTER.search(reading.text.line):
        return True  # «solo dime el día y con quién», «dime al menos si tiene cita»
    if now.question or not (now.has_upcoming and reading.has(*_TOUCHES)):
        return False
    own = _MINE & {*words, *(" ".join(each) for each in pairwise(words))}
    return not (own or reading.mentions or reading.items)


_NAMES = frozenset({None, Question.NAME_CHECK, Question.NAME})
_ASKS_AFTER = re.compile(
    r"\b(?:dime|digame|decidme|diganme|me dices|me decis|saber|confirma\w*)\b.*"
    r"\b(?:si (?:ella |el )?tiene|tiene (?:cita|hora)|(?:el|que) dia|(?:la|que) hora|con quien"
    r"|cuando)\b(?!.*\b(?:mi|tengo|quiero)\b)"
)
_MINE = {"mia", "mio", "mi cita", "mi hora", "mi reserva", "mis citas", "tengo cita"}


def _owners_named(reading: Reading) -> Iterator[str]:
    """First names to which an appointment is said to belong."""
    text = reading.text
    staff = {fold(each.name) for each in reading.situation.catalogue.stylists}
    for place in sorted(reading.names):
        before = text.words(max(0, place - _FURTHEST), place)
        of = max((at for at, word in enumerate(before) if word in _OF), default=None)
        if text.word(place) in staff or not of or before[of - 1] not in _WHAT:
            continue
        if _is_a_time(reading, place):
            continue  # «la de abril no, esa déjela»
        if before[of + 1 : of + 2] in ([], ["mi"]):
            yield text.word(place)


def _is_a_time(reading: Reading, place: int) -> bool:
    """A month or a feast that is also a name, with no surname after it."""
    dated = reading.text.word(place) in reading.moment.words.months
    dated = dated or any(each.start <= place < each.end for each in reading.items)
    return dated and not reading.text.written(place + 1, place + 2).istitle()


def _is_known(name: str, reading: Reading) -> bool:
    """Whether it is the writer, or somebody for whom they book or have booked."""
    now = reading.situation
    booked = (f"{each.person} {each.relation}" for each in now.upcoming)
    words = fold(" ".join((now.first_name, *now.companions, *booked))).split()
    return any(word[:_SAME] == name[:_SAME] for word in words)
