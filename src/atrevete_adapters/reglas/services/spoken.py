"""What was spoken of before, and which of it a vague word is: «la consulta», «los pies»."""

from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.text import plain
from atrevete_core.ports.language_model import Question, Situation

from ..mention import Mention
from ..reading import Reading
from ..vocabulary.families import family_of
from ..vocabulary.kinds import words_of_kind

_SMALLER = words_of_kind("smaller")
#: «las», «del».
_SHORT = 3
ABOUT_CHOICES = frozenset({Question.ANYTHING_ELSE, Question.CONSULTATION})


def _of_choices(mention: Mention, reading: Reading) -> Mention:
    """«la consulta», «la manicura»: the one that was just spoken of."""
    if reading.question not in ABOUT_CHOICES or mention.is_pack:
        return mention
    if mention.clear and (_SMALLER | {"sin", "no"}) & set(
        reading.text.words(mention.start, mention.end)
    ):
        return mention  # «el normal», when the large one was spoken of
    fitting = [
        choice
        for choice in reading.situation.choices
        if choice in mention.names or choice.startswith(f"{mention.names[0]} ")
    ]
    return replace(mention, names=(fitting[0],)) if len(fitting) == 1 else mention


def spoken_of_before(reading: Reading) -> tuple[str, ...]:
    """What is chosen so far, or what «¿Te busco hora?» was about."""
    asked = reading.question is Question.ANYTHING_ELSE
    return reading.situation.services or (tuple(reading.situation.choices) if asked else ())


def named_before(situation: Situation) -> tuple[str, ...]:
    """On what «la extra» may lean: what was asked about and chosen, or is booked; what is still to
    be asked about.
    """
    waiting = () if situation.choices else situation.unclear
    unclear = dict.fromkeys(name for each in waiting for name in each.candidates)
    only = len(situation.upcoming) == 1
    own = (e.services for e in situation.upcoming if only or e.spoken_of or e.asked_about)
    return (*situation.choices, *unclear, *situation.services) or next(own, ())


def of_spoken(mention: Mention, reading: Reading) -> Mention:
    """As it was said before: «el color», when CULTURA DE COLOR is spoken of."""
    return of_draft(_of_choices(mention, reading), reading)


def of_draft(mention: Mention, reading: Reading) -> Mention:
    """«los pies», when one of the ways to do them is chosen already, is that one."""
    if reading.question is Question.WHICH_SERVICE or mention.is_pack:
        return mention
    drafted = reading.situation.services
    said = {*reading.text.words(mention.start, mention.end)}
    if said & {"sueltas", "solas"} and "pack" in reading.text.words():
        # «el pack no, las mechas sueltas»: those that are chosen, without the rest
        alike = [each for each in drafted if plain(each) in family_of(mention.names[0])]
        return replace(mention, names=(alike[0],)) if alike else mention
    if mention.clear:  # «la consulta», when the free one of estética is chosen
        named = reading.situation.catalogue.named(mention.names[0])
        free = named is not None and not named.price.cents and named.name not in drafted
        chosen = [name for name in drafted if free and name.startswith(f"{mention.names[0]} ")]
    else:
        chosen = [name for name in mention.names if name in drafted]
        chosen = chosen or nearest(mention.names, spoken_of_before(reading))
        # «permanente», of the nails that are chosen: no perm
        chosen = chosen or [name for name in drafted if said <= {*plain(name).split()}]
    return replace(mention, names=(chosen[0],)) if len(chosen) == 1 else mention


def as_drafted(mention: Mention, reading: Reading) -> Mention:
    """«las ingles no», of the brasileñas that are chosen."""
    drafted = spoken_of_before(reading)
    if {*mention.names} & {*drafted}:
        return mention
    said = {word for word in reading.text.words(mention.start, mention.end) if len(word) > _SHORT}
    alike = [name for name in drafted if said & {*plain(name).split()}]
    return replace(mention, names=(alike[0],)) if len(alike) == 1 else mention


def nearest(names: Sequence[str], drafted: Sequence[str]) -> list[str]:
    """«la manicura que sea permanente», of the plain one that is chosen: with no more than that."""
    base = next((each for each in drafted if plain(each) in family_of(names[0])), None)
    if base is None or not all(plain(each) in family_of(base) for each in names):
        return []
    own = _words(base)
    return [min(names, key=lambda name: len(own ^ _words(name)))]


def _words(name: str) -> set[str]:
    return set(name.replace("+", " ").split())
