"""Several appointments at once: «cancela las dos», «la de hoy y la del jueves 25» (R19, R20)."""

from collections.abc import Sequence
from itertools import pairwise

from atrevete_core.domain.commands import CancelAppointment, ChooseWhen, Command, Refuse, When
from atrevete_core.ports.language_model import Question, Upcoming

from ..reading import Reading
from ..temporal.items import Clock, Days
from ..text.words import listed
from ..which_and_target import fits
from .which import named_own, which_one

_ALL = (
    "todas", "todo", "todas mis citas", "todas las citas", "todas las que tengo", "lo que tengo",
)  # fmt: skip
_COUNTED = {
    2: ("las dos", "las 2", "ambas", "los dos", "ambos"), 3: ("las tres", "las 3", "los tres"),
    4: ("las cuatro", "las 4"),
}  # fmt: skip


def several(reading: Reading) -> list[When]:
    """Each of the appointments that are meant, when more than one is; else nothing."""
    upcoming = reading.situation.upcoming
    if len(upcoming) <= 1:
        return []
    line = f" {reading.text.line}"
    wholes = (*_ALL, *_COUNTED.get(len(upcoming), ()))
    one = reading.has("first_one", "second_one", "third_one", "last_one") and " de las " in line
    # «de las dos que tengo, quítame la segunda»
    said_all = not one and any(
        f" {phrase} " in line.replace(f" de {phrase} ", " ") for phrase in wholes
    )
    chosen = _but_not(reading, upcoming) if said_all else _by_day(reading)
    only = said_all and len(chosen) == 1
    return [which_one(reading, each) for each in chosen] if only or len(chosen) > 1 else []


_EXCEPT = listed("menos excepto salvo quitando exceptuando")


def _but_not(reading: Reading, upcoming: Sequence[Upcoming]) -> Sequence[Upcoming]:
    """«cancela todo menos el corte»; nothing when it is not clear which one is left out."""
    if not _EXCEPT & {*reading.text.words()}:
        return upcoming
    kept = named_own(reading) or next(iter(_by_day(reading)), None)
    return [each for each in upcoming if each is not kept] if kept else []


def which_of_several(reading: Reading) -> tuple[Command, ...]:
    """The answer to «¿De cuál hablamos?»: «la de las uñas», «la primera», «las dos»."""
    if reading.question in _CANCELLING:
        return _that_one_instead(reading)
    if reading.question is not Question.WHICH_APPOINTMENT or reading.has("change", "late"):
        return ()
    if {"ninguna", "dejalas", "ninguno", "dejalo"} & set(reading.text.words()):
        return (Refuse(),)
    cancels = reading.situation.choices == ("cancel",)
    if cancels and (each_of := several(reading)):
        return tuple(CancelAppointment(which=one) for one in each_of)
    dated = any(isinstance(each.values[0], Days | Clock) for each in reading.items)
    own = None if dated or reading.asks else named_own(reading)
    return (ChooseWhen(when=which_one(reading, own)),) if own else ()


_CANCELLING = (Question.CANCEL, Question.CANCEL_WITHOUT_REFUND)


def _that_one_instead(reading: Reading) -> tuple[Command, ...]:
    """«espera, no, la del jueves», to «¿Cancelo tu corte del martes?»."""
    words = reading.text.words()
    if reading.starts_with("yes") and not reading.has("change") and (each_of := several(reading)):
        return tuple(CancelAppointment(which=one) for one in each_of)
    named = any(pair in (("la", "del"), ("la", "de")) for pair in pairwise(words))
    others = reading.has("change", "keep", "late") or reading.asks or reading.moves
    if not named or others or len(reading.situation.upcoming) <= 1:
        return ()
    dated = [each for each in reading.items if isinstance(each.values[0], Days)]
    own = named_own(reading) if not dated else None
    found = [own] if own else _by_day(reading)
    return (CancelAppointment(which=which_one(reading, found[0])),) if len(found) == 1 else ()


def _by_day(reading: Reading) -> Sequence[Upcoming]:
    """Those whose days are named, each by a word of its own: «la del lunes y la del jueves»."""
    named = [
        [each for each in reading.situation.upcoming if fits(item, [each.start])]
        for item in reading.items
        if isinstance(item.values[0], Days)
    ]
    only = [found[0] for found in named if len(found) == 1]
    return list(dict.fromkeys(only)) if len(only) == len(named) else []
