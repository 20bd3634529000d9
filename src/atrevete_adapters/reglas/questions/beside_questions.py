"""What is wanted beside a question about it, or of what a question was about."""

from collections.abc import Sequence
from dataclasses import replace

from atrevete_core.domain.commands import (
    AskAboutServices,
    AskDiscount,
    CancelAppointment,
    ChangeAppointment,
    Command,
)
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..services.spoken import spoken_of_before
from ..services.variants import same_thing
from ..temporal.items import Sign
from ..text.words import BREAK, listed
from ..wanted.only_asked import is_only_asked
from ..wanted.refusing import is_refused
from ..wanted.settling import says_all
from .services_asked import adds

_PAIR = 2
_MOVES = (ChangeAppointment, CancelAppointment)
_OF_PRICES = (AskAboutServices, AskDiscount)

Said = tuple[int, Command]


def really_asked(reading: Reading, asked: Sequence[Said], own: Sequence[Said]) -> list[Said]:
    """«tengo el facial el jueves, que es cuando…» asks for no price, nor does «quita el barro, que
    me sale caro».
    """
    if reading.asks:
        return [*asked]
    others = reading.has("price", "duration", "total", "compare")
    if (not others and _corrects_form(reading)) or _only_tells_what(reading):
        return [each for each in asked if not isinstance(each[1], AskAboutServices)]
    moves = any(isinstance(each, _MOVES) for _, each in own)
    refuses = any(is_refused(reading, each) for each in reading.mentions)
    none = _OF_PRICES if refuses else (AskAboutServices,) if moves else ()
    return [each for each in asked if not isinstance(each[1], none)]


def _only_tells_what(reading: Reading) -> bool:
    """«lista para las 6, que es la cena»: in the middle of a sentence, of no service."""
    others = reading.mentions or reading.has("duration", "total", "compare")
    others = others or any(not reading.inside("what_is", each) for each in reading.spans("price"))
    spans = reading.spans("what_is")
    return bool(spans) and not others and all(_is_inside(reading, each.start) for each in spans)


_BEGINS = listed(". ? ! y pero saber") | {BREAK}


def _is_inside(reading: Reading, start: int) -> bool:
    return start > 0 and reading.text.word(start - 1) not in {
        ".",
        "?",
        "!",
        "|",
        "y",
        "pero",
        "saber",
    }


def _corrects_form(reading: Reading) -> bool:
    """«perdona, que es peinado largo»: of what was chosen, the form."""
    chosen = spoken_of_before(reading)
    return any(
        each.clear and any(same_thing(each.names[0], old) for old in chosen)
        for each in reading.mentions
    )


def chooses_of_it(reading: Reading) -> bool:
    """«vale, pues solo las cejas», of more that was asked about: not all of it."""
    choices = {*reading.situation.choices}
    if reading.question is not Question.ANYTHING_ELSE or adds(reading) or len(choices) < _PAIR:
        return False
    named = {
        choice for each in reading.mentions for choice in choices
        if not is_refused(reading, each) and choice in each.names
    }  # fmt: skip
    return bool(named) and named != choices


def decided_beside(reading: Reading) -> Reading | None:
    """«¿y si me hago peinado, cuánto sería? Mejor corte y peinado el jueves a las 16:30»: beside
    what is asked, a sentence that says what, and when.
    """
    starts = (each.start for each in reading.mentions)
    clauses = dict.fromkeys(map(reading.clause, starts))
    asking = ("price", "duration", "total", "what_is", "compare", "discount")
    for start, end in clauses:
        asks = reading.text.word(end) == "?" or any(
            start <= each.start < end for intent in asking for each in reading.spans(intent)
        )
        dated = any(
            start <= each.start < end and not isinstance(each.values[0], Sign)
            for each in reading.items
        )
        if not asks and dated:
            inside = [
                each
                for each in reading.mentions
                if start <= each.start < end
                or (each.end <= start and is_refused(reading, each))  # «quita el secado. O sea…»
            ]
            return replace(reading, mentions=inside)
    return _changed_beside(reading)


def _changed_beside(reading: Reading) -> Reading | None:
    """«el peinado fuera, con un secado me apaño. O sea: corte y secado. ¿Cuánto sería?»: beside
    the price, what was chosen is changed.
    """
    draft = reading.situation.services
    told = [each for each in reading.mentions if not is_only_asked(reading, each)]
    gone = any(is_refused(reading, each) for each in told)
    changed = draft and told and (gone or says_all(reading, told, draft))
    return replace(reading, mentions=told) if changed else None
