"""What was spoken of before, and which of it a vague word is: «la consulta», «los pies»."""

from dataclasses import replace

from atrevete_core.ports.language_model import Question

from .mention import Mention
from .reading import Reading

ABOUT_CHOICES = frozenset({Question.ANYTHING_ELSE, Question.CONSULTATION})


def _of_choices(mention: Mention, reading: Reading) -> Mention:
    """«la consulta», «la manicura»: the one that was just spoken of."""
    if reading.question not in ABOUT_CHOICES or mention.is_pack:
        return mention
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


def of_spoken(mention: Mention, reading: Reading) -> Mention:
    """As it was said before: «el color», when CULTURA DE COLOR is spoken of."""
    return of_draft(_of_choices(mention, reading), reading)


def of_draft(mention: Mention, reading: Reading) -> Mention:
    """«los pies», when one of the ways to do them is chosen already, is that one."""
    if reading.question is Question.WHICH_SERVICE or mention.is_pack:
        return mention
    drafted = reading.situation.services
    if mention.clear:  # «la consulta», when the free one of estética is chosen
        named = reading.situation.catalogue.named(mention.names[0])
        free = named is not None and not named.price.cents and named.name not in drafted
        chosen = [name for name in drafted if free and name.startswith(f"{mention.names[0]} ")]
    else:
        chosen = [name for name in mention.names if name in drafted]
    return replace(mention, names=(chosen[0],)) if len(chosen) == 1 else mention
