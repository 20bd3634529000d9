"""Questions that no text of the salon's answers: she says so, and the booking goes on (R29)."""

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from dataclasses import replace

from atrevete_core.domain.commands import AskOther, ChooseWhen, Command, NotUnderstood

from ..background.supposing import OTHERWISE
from ..reading import Reading
from ..temporal.items import Clock
from ..text.notation import Found
from ..text.words import listed
from ..which_and_target import fits

#: How questions begin, after «y», «oye», «una cosa».
_BEGINS = listed(
    "que cual cuales como cuanto cuantos cuanta cuantas cuando donde quien puedo podemos puede "
    "podria se hay teneis tienes tienen tiene haceis os te dejais admitis aceptais es son esta "
    "estan sabes sabeis usais debo tengo hace importa va van vais por con a de en al "
    "vendeis venden"
)
_ASKING = listed("que cual cuales cuanto cuantos cuantas cada hay teneis tienen duele")
_IS = listed("es son esta estan puede pueden hay tiene tienen lleva llevan va van si tal")
_BEFORE = listed("y oye oiga perdona perdone una cosa pregunta duda otra por cierto ah pero , :")
#: «es para preguntar si puedo llevar a la perrita».
_TO_KNOW = frozenset({f"{verb} si" for verb in ("preguntar", "saber", "pregunto", "consultar")})
_MOST_WORDS = 16
_LEAST_WORDS, _TWO = 3, 2
#: «¿la cera duele?»: what it is about may stand before it.
_NEAR = 3


def asked_openly(reading: Reading) -> list[tuple[int, Command]]:
    """«¿duele la cera?»: what is named in that question is not wanted by it."""
    told_of = {each.end for each in reading.people if each.whom}  # «mi hija se va de Erasmus»
    spans = [
        each
        for each in reading.spans("open_question")
        if _is_question(reading, each.start) and each.start not in told_of
    ]
    starts = [each.start for each in reading.situation.upcoming]
    booked = not reading.mentions and all(fits(each, starts) for each in reading.items)
    if reading.has("comes_with") and "?" in reading.text.words() and booked:
        spans = spans or reading.spans("comes_with")[:1]
        reading.people = []
        reading.drop_items(0, len(reading.text))
    for each in spans:
        reading.drop_intent("book", *reading.clause(each.start))
        before = reading.text.words(max(0, each.start - _NEAR), each.start)
        near = _NEAR if not {",", ".", "|", "y"} & set(before) else 0
        reading.drop_mentions(each.start - near, reading.clause(each.start)[1])
    spans += reading.spans(OTHERWISE)
    return [(spans[0].start, AskOther())] if spans else []


def apart_from(
    reading: Reading, others: Sequence[tuple[int, Command]], known: Iterable[int]
) -> list[tuple[int, Command]]:
    """Those that the salon's own texts do not answer in the same sentence."""
    told = {reading.clause(place) for place in known}
    return [each for each in others if reading.clause(each[0]) not in told]


def _is_question(reading: Reading, start: int) -> bool:
    """With its mark, or as the whole of a short message that begins like one."""
    first, end = reading.clause(start)
    bare = not reading.items and len(reading.text) <= _MOST_WORDS
    unsure = reading.text.between(first, first + 2) == "no se"
    unsure = unsure or bool(_TO_KNOW & {reading.text.between(start - 2, start)})
    return reading.text.word(end) == "?" or (
        bare and (unsure or reading.text.word(first) in _ASKING)
    )


def of_its_own_day(reading: Reading, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """«el jueves llevo a mi perrita, ¿puede entrar?»: nothing is wished but an answer."""
    now = reading.situation
    only_when = bool(commands) and all(isinstance(each, ChooseWhen) for each in commands)
    if not only_when or now.services or now.offered or now.question or not reading.asks:
        return commands
    starts = [each.start for each in now.upcoming]
    return (AskOther(),) if all(fits(each, starts) for each in reading.items) else commands


def not_known(reading: Reading, commands: tuple[Command, ...]) -> tuple[Command, ...]:
    """A question that nobody understood is still a question: «no lo sé» is honest."""
    if commands != (NotUnderstood(),) or not reading.asks:
        return commands
    words = reading.text.words()
    first = next((word for word in words if word not in _BEFORE), "")
    alike = first in _BEGINS or (len(words) > _LEAST_WORDS and bool(_IS & set(words)))
    return (AskOther(),) if alike and _TWO < len(words) <= _MOST_WORDS else commands


#: Reads a piece of the text, as said in the reading's situation, into commands.
Decide = Callable[[str, Reading], Sequence[Command]]
#: How a question about a fact begins; not «¿te va bien?», «¿puede ser?».
_FACTS = listed(
    "teneis tienen tienes hay trabajais trabajan usais usan utilizais aceptais admitis dejais cual "
    "cuales cuantos cuantas donde duele sabeis necesito necesitas"
)


def unanswered(
    reading: Reading, commands: Sequence[Command], decide: Decide
) -> tuple[Command, ...]:
    """«¿Tenéis paragüero? ¿Y cuánto es el barro?»: of several questions the one that nobody
    understood is still a question. `decide`: what a part of the message means by itself.
    """
    ends = [at for at, word in enumerate(reading.text.words()) if word == "?"]
    if len(ends) < _TWO or any(isinstance(each, AskOther) for each in commands) or not commands:
        return ()
    alone = replace(reading, situation=replace(reading.situation, offered=(), question=None))
    for end in ends:
        start, _ = reading.clause(end - 1)
        words = reading.text.words(start, end)
        begins = next((word for word in words if word not in _BEFORE), "")
        if begins in _FACTS and "?" not in words:
            said = decide(reading.text.written(start, end) + "?", alone)
            if tuple(said) == (AskOther(),):
                return (AskOther(),)
    return ()


def drop_times_of_open_questions(
    reading: Reading, found: MutableMapping[str, list[Found[str]]]
) -> None:
    """«el viernes llevo el pelo sucio o me lo lavo antes?»: nothing moves."""
    starts = [each.start for each in reading.situation.upcoming]
    for asked in found.get("open_question", []):
        start, end = reading.clause(asked.start)
        if reading.text.word(end) != "?" or not starts:
            continue
        for intent in ("earlier", "later", "own"):
            found[intent] = [e for e in found.get(intent, []) if not start <= e.start < end]
        reading.items = [
            each
            for each in reading.items
            if not start <= each.start < end or isinstance(each.values[0], Clock)
        ]
