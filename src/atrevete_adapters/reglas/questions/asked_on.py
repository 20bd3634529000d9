"""«¿Y el domingo?», «¿y el de niño?»: a question that goes on where the last one ended (R29, R37).

Nothing is wished by it. It is read again with what it leaves out: the verb of the last question,
and of «el de niño» the craft that was spoken of.
"""

from collections.abc import Callable, Iterable, Sequence

from atrevete_core.domain.commands import (
    Ask,
    AskAboutServices,
    AskOpening,
    AskOther,
    Book,
    Command,
    NotUnderstood,
)
from atrevete_core.ports.language_model import Question

from ..reading import Reading
from ..text.words import listed

#: Reads words, as said in the reading's situation, into commands.
Decide = Callable[[str, Reading], Sequence[Command]]

#: Where nothing is being booked yet: «¿y el viernes?» is no wish there.
_NOTHING_YET = (
    None, Question.NAME_CHECK, Question.NAME, Question.SERVICE, Question.ANYTHING_ELSE,
    Question.WHICH_SERVICE,
)  # fmt: skip
_LONGEST = 7
_ARTICLES = listed("el la los las lo")
_SMALL = _ARTICLES | listed("un una unas unos")
_TOGETHER = listed("con mas junto sumando añadiendo")
#: They ask themselves what they ask, or hand the word back: «¿y tú?», «¿y si…?», «¿y entonces?».
_OF_ITS_OWN = listed(
    "tu si que cuanto cuando cuanta cuantos donde como cual cuales quien por no ya yo a entonces "
    "puedo podria hay teneis tienes haceis es son eso nada bien luego despues"
)


def asked_on(reading: Reading, earlier: Iterable[Reading], decide: Decide) -> tuple[Command, ...]:
    """What is asked, when the message, or its last sentence, only goes on asking."""
    start = _begins(reading)
    if start is None:
        return ()
    before = next(
        (
            (each, asked)
            for each in earlier
            for asked in (_asked_by(each, decide),)
            if asked is not None
        ),
        None,
    )
    again = before and _again(reading, start, *before, decide)
    if not again:
        return ()
    told = decide(reading.text.written(0, start - 1), reading) if start > 1 else ()
    return (*(each for each in told if not isinstance(each, NotUnderstood)), *again)


def _begins(reading: Reading) -> int | None:
    """The place after the "y" with which it goes on; None when it is something else."""
    text, now = reading.text, reading.situation
    if now.services or now.unclear or now.offered or now.group or now.waits_for_payment:
        return None
    if reading.question not in _NOTHING_YET or text.word(len(text) - 1) != "?":
        return None
    first, end = reading.clause(len(text) - 2)
    first = max((at + 1 for at in range(first, end) if text.word(at) == ","), default=first)
    short = 1 < end - first <= _LONGEST and text.word(first) in {"y", "i", "e"}
    return first + 1 if short and text.word(first + 1) not in _OF_ITS_OWN else None


def _asked_by(earlier: Reading, decide: Decide) -> Command | None:
    said = decide(earlier.text.written(0, len(earlier.text)), earlier)
    kinds = (AskOpening, AskAboutServices, Ask, AskOther)
    return next((each for each in said if isinstance(each, kinds)), None)


def _again(
    reading: Reading, start: int, earlier: Reading, asked: Command, decide: Decide
) -> tuple[Command, ...]:
    rest = reading.text.written(start, len(reading.text) - 1)
    match asked:
        case AskOpening():
            if reading.mentions or not reading.items:
                return ()
            return _only(AskOpening, decide(f"¿abrís {rest}?", reading))
        case AskAboutServices(services=spoken_of):
            return _of_services(reading, start, earlier, spoken_of, decide)
        case _ if not (reading.mentions or reading.items):
            return _only(Ask, decide(f"¿hay {rest}?", reading)) or (AskOther(),)
        case _:
            return ()


def _of_services(
    reading: Reading, start: int, earlier: Reading, spoken_of: Sequence[str], decide: Decide
) -> tuple[Command, ...]:
    rest = reading.text.written(start, len(reading.text) - 1)
    words = reading.text.words(start, len(reading.text) - 1)
    if words[0] in _TOGETHER and spoken_of:  # «¿y con mechas?»: with what was asked about
        if not reading.mentions:
            return ()  # «¿y con tarjeta?», «¿y con Pilar?»
        named = " y ".join(each.lower() for each in spoken_of)
        return _only(AskAboutServices, decide(f"¿cuánto cuesta {named} {rest}?", reading))
    if of_it := _of_that_craft(reading, start, earlier):
        again = decide(f"¿cuánto cuesta {of_it}?", reading)
        return tuple(each for each in again if isinstance(each, AskAboutServices | Book))
    fresh = _only(AskAboutServices, decide(f"¿cuánto cuesta {rest}?", reading))
    return fresh if any(isinstance(e, AskAboutServices) and _names(e) for e in fresh) else ()


def _of_that_craft(reading: Reading, start: int, earlier: Reading) -> str:
    """«el de niño», «para mi hijo», after «el corte»: «corte de niño»."""
    leans = reading.text.word(start + 1) == "de" and reading.text.word(start) in _ARTICLES
    theirs = reading.text.word(start) == "para" and not reading.mentions
    if not (leans or theirs) or not earlier.mentions or reading.items:
        return ""
    last = earlier.mentions[-1]
    said = earlier.text.written(last.start, last.end).split()
    craft = next((word for word in said if word.casefold() not in _SMALL), said[0])
    return f"{craft} {reading.text.written(start + leans, len(reading.text) - 1)}"


def _names(asked: AskAboutServices) -> bool:
    return bool(asked.services or asked.unclear)


def _only(kind: type[Command], said: Sequence[Command]) -> tuple[Command, ...]:
    return tuple(each for each in said if isinstance(each, kind))
