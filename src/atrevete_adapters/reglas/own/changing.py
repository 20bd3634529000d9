"""An appointment that exists is to be at another time, or with somebody else (S2, R37)."""

from atrevete_core.domain.commands import (
    ChangeAppointment,
    ChooseStylist,
    ChooseWhen,
    Command,
    DayRange,
    When,
)
from atrevete_core.ports.language_model import Upcoming

from ..people.stylists_said import unwanted
from ..reading import NamedStylist, Reading
from ..which_and_target import HAVE, MINE, PAUSES, spoken_of, which_and_target
from .references import references
from .somebody_else import wished_gender
from .which import named_own, which_one

#: How far back a word belongs to what follows.
_NEAR = 6


def change_of(reading: Reading) -> list[tuple[int, Command]]:
    """Which one moves, to when, and with whom."""
    which, target = which_and_target(reading)
    if (other := _named_beside_its_day(reading, which)) is not None:
        which, target = which_one(reading, other), reading.when()
    which = that_one(reading, which) or named_or_spoken_of(reading, spoken=reading.moves)
    place = min((each.start for each in reading.spans("change")), default=0)
    said: list[tuple[int, Command]] = [(place, ChangeAppointment(which=which))]
    own = {each.stylist for each in reading.situation.upcoming}
    with_whom = [
        each
        for each in reading.stylists
        if (each.sure or _is_to_them(reading, each))
        and not (each.stylist.name in own and _has_mine(reading, each))
    ]
    others = [each for each in with_whom if each.stylist.name not in own]
    with_whom = others or with_whom  # «con Marta en vez de Pilar, que Pilar…»
    said += [
        (len(reading.text), ChooseStylist(stylist=each.stylist.name)) for each in with_whom[-1:]
    ]
    said += unwanted(reading)
    said += _of_that_gender(reading, which)
    if target is not None:
        said.append((len(reading.text), ChooseWhen(when=_on_another_day(reading, which, target))))
    reading.drop_items(0, len(reading.text))
    return said


def _on_another_day(reading: Reading, which: When | None, target: When) -> When:
    """«el viernes me viene mal, ¿qué otro día tienes por la tarde?»: not on that Friday."""
    if target.days or target.weekdays or target.soonest or not reading.has("another_day"):
        return target
    day = (which.not_on[:1] or ((which.days.first,) if which.days else ())) if which else ()
    own = {each.start.date() for each in reading.situation.upcoming}
    gone = day or (tuple(own) if len(own) == 1 else ())
    days = DayRange(first=reading.moment.today)
    return target.model_copy(update={"days": days, "not_on": tuple(each for each in gone if each)})


def _named_beside_its_day(reading: Reading, which: When | None) -> Upcoming | None:
    """«la de las cejas ponmela el jueves», «las uñas pásamelas a la tarde, a las 5»: what the
    other one has tells where it is to go.
    """
    named = {each.start: each.own for each in references(reading)}
    own = next(iter(named.values())) if len(named) == 1 else None
    if own is None or which is None:
        return None
    day = which.days.first if which.days else None
    only_part = which.part is not None and which.days is None and which.at is None
    there = [each for each in reading.situation.upcoming if each.start.date() == day]
    return own if only_part or (there and own not in there) else None


def _of_that_gender(reading: Reading, which: When | None) -> list[tuple[int, Command]]:
    """«el jueves prefiero una chica», of the one that is meant."""
    day = which.days.first if which and which.days else None
    own = [e for e in reading.situation.upcoming if day in {None, e.start.date()}]
    gender = wished_gender(reading, own[0]) if len(own) == 1 else None
    return [(len(reading.text), ChooseStylist(gender=gender.value))] if gender else []


def _is_to_them(reading: Reading, named: NamedStylist) -> bool:
    """«¿me cambias la cita del viernes a Marta?»."""
    return reading.text.word(named.start - 1) == "a" and reading.has("change")


def _has_mine(reading: Reading, named: NamedStylist) -> bool:
    """«mi cita con Marta»: the one that exists."""
    words = reading.text.words(max(0, named.start - _NEAR - 3), named.start)
    after = words[max((words.index(mark) for mark in PAUSES if mark in words), default=-1) + 1 :]
    if {"sea", "fuera", "ser", "mejor"} & set(after):
        return False  # «la cita del viernes que sea con Víctor»
    return bool(MINE & set(after)) or (bool(HAVE & set(after)))


def that_one(reading: Reading, when: When | None) -> When | None:
    """«mi hermana el viernes no puede»: of several on that day, the one that is named."""
    day = when.days.first if when and when.days else None
    same = [each for each in reading.situation.upcoming if each.start.date() == day]
    own = named_own(reading) if len(same) > 1 else None
    return which_one(reading, own) if own is not None and own in same else when


def named_or_spoken_of(reading: Reading, *, spoken: bool) -> When | None:
    """Of several: «la de las uñas», or the one that the talk is about."""
    if len(reading.situation.upcoming) <= 1:
        return None
    own = named_own(reading) or (spoken_of(reading) if spoken else None)
    return which_one(reading, own) if own else None
