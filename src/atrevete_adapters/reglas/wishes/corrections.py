"""What is taken back in the same breath: «a las 9… no, a las 10», «digo, para mi hermana» (R37).

At a word that takes something back, what follows replaces what was said last of the same kind: an
hour an hour, a day a day, a service a service, a person a person. What is of another kind stays.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from atrevete_core.domain.commands import PartOfDay
from atrevete_core.ports.language_model import Question

from ..mention import Mention
from ..reading import Person, Reading
from ..temporal import Item
from ..temporal.items import Clock, Days, Hours, Sign
from ..text.words import BREAK, listed
from ..wanted.refusing import is_refused
from ..which_and_target import fits


class Placed(Protocol):
    """Whatever has a place among the tokens."""

    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Thing = TypeVar("Thing", bound=Placed)

#: Words that may stand between "no" and what is said instead.
_LIGHT = listed(
    ", . ! ? - a al el la los las lo de del para en con por es era sea ser que un una unos unas "
    "pues si mejor bueno perdon perdona espera mi eso esa ese queria quiero quise decir digo ponme "
    "uy ay ups jaja jajaja mas bien quita va"
) | {BREAK}
_MARKS = frozenset({",", ".", "!", "-", BREAK})
#: «no puedo», «no sé»: a "no" that takes nothing back.
_MOST_BETWEEN = 6
#: «ay no puedo», «pues no me va bien»: a reason, no correction.
_GOES_ON = [
    [word] for word in listed("puedo puede podemos podre voy me se sabia sabria te os hay queda")
]
_ALSO = listed("tambien ademas añade añademe suma")
_ENDS = frozenset({".", "?", "!", BREAK})


def take_back(reading: Reading) -> None:
    """Drop from the reading what the customer corrected in the same message."""
    if reading.has("compare"):
        return
    gone = [each for each in reading.people if replaced(each, reading)]
    reading.people = [each for each in reading.people if each not in gone]
    reading.instead = bool(gone)
    if not_for_me(reading):
        reading.people = [each for each in reading.people if each.whom]
    if (place := _begins_anew(reading)) is not None:
        reading.drop_items(0, place)
        reading.drop_mentions(0, place)
        reading.people = [each for each in reading.people if each.start >= place]
    for start, end in _markers(reading):
        _correct(reading, start, end)
    for place, word in enumerate(reading.text.words()):
        if word == "no" and not reading.covers("takes_back", place):
            _correct_bare(reading, place)


def _begins_anew(reading: Reading) -> int | None:
    """«una higiene el viernes… no, calla. Lo que quiero ahora es unas cejas para mi abuela»."""
    said = reading.spans("begins_anew")
    if not said or not any(each.start > said[0].start for each in reading.mentions):
        return None
    before = reading.text.words(0, said[0].start)
    taken = "no" in before or any(start < said[0].start for start, _ in _markers(reading))
    return said[0].start if taken else None


_NOT_FOR_ME = re.compile(
    r"(?:^| )no (?:es |era |seria |sera |va a ser )?para mi "
    r"(?:[,.|!?-] |$|(?:sino|es|era|seria|sera|que|pero|porque|va|lo|la|se|y) )"
)


def not_for_me(reading: Reading) -> bool:
    """«no es para mí, es para mi hijo», «para mi hija, no para mí»."""
    return _NOT_FOR_ME.search(reading.text.line) is not None


_NOT_THEM = re.compile(
    r"(?:^| )(?:no(?: (?:es|era|seria|sea|va|viene|iba a ser))?(?: (?:para|a|de))?"
    r"|(?:en (?:vez|lugar)|en cambio) de)$"
)
_CANNOT = re.compile(
    r"(?:(?:al final|ya|pues) )?no (?:puede|podra|va|viene|vendra|quiere|es)(?: |$)"
)


def replaced(person: Person, reading: Reading) -> bool:
    """«no es para mi madre, es para mi suegra», «mi suegra, no mi madre»: somebody else comes."""
    others = any(each.whom != person.whom for each in reading.people)
    before = reading.text.between(max(0, person.start - _MOST_BETWEEN), person.start)
    after = reading.text.between(person.end, person.end + _MOST_BETWEEN)
    gone = _NOT_THEM.search(before) or _CANNOT.match(after)
    return bool(person.whom and others and gone)


def _markers(reading: Reading) -> list[tuple[int, int]]:
    """Where something is taken back; «ay no, perdón» is one place."""
    places: list[tuple[int, int]] = []
    for each in sorted(reading.spans("takes_back"), key=lambda each: each.start):
        start, end = places[-1] if places else (0, 0)
        if places and not {*reading.text.words(end, each.start)} - _MARKS:
            places[-1] = (start, max(end, each.end))
        else:
            places.append((each.start, each.end))
    return places


def _correct(reading: Reading, start: int, end: int) -> None:
    """A marker that can mean nothing else: everything of the same kind is replaced."""
    last = _breath(reading, end)
    after = reading.text.words(end, last + 1)
    if _ALSO & set(after) or after[:1] in _GOES_ON or after[-1:] == ["?"]:
        return
    own = [each.start for each in reading.situation.upcoming]
    for is_kind in _KINDS:
        new = [item for item in reading.items if end <= item.start < last and is_kind(item)]
        old = [item for item in reading.items if item.end <= start and is_kind(item)]
        old = [item for item in old if not fits(item, own)]
        gone = old[-len(new) :] if new else []
        if {each.values for each in gone} & {each.values for each in new}:
            continue  # «el jueves… ah no, que el jueves es fiesta»: no new wish
        reading.items = _without(reading.items, gone)
    if not _chosen_before(reading, start):
        reading.mentions = _mentions_left(reading, start, end, last)
    reading.stylists = _replaced(reading.stylists, start, end, last)
    said = [each for each in reading.people if end <= each.start < last]
    before = [each for each in reading.people if each.end <= start]
    if {each.whom for each in said} - {each.whom for each in before}:  # «…que ella va al médico»
        reading.people = [each for each in reading.people if each not in before]


def _mentions_left(reading: Reading, start: int, end: int, last: int) -> list[Mention]:
    """As many as are said anew take the place of those before; «las mechas no, mejor un barro» and
    «perdón, secado no: peinado» say themselves which one goes.
    """
    refused = [each for each in reading.mentions if is_refused(reading, each)]
    if any(each.end == start for each in refused):
        return reading.mentions
    new = [each for each in reading.mentions if end <= each.start < last]
    led = [each for each in new if reading.text.word(each.start - 1) == "no"]
    no = [each for each in new if each in refused or reading.text.word(each.end) == "no"]
    named = {each.names for each in (*led, *no)}
    if gone := [each for each in reading.mentions if each.end <= start and each.names in named]:
        return _without(reading.mentions, [*gone, *led])
    wanted = [each for each in reading.mentions if each not in refused]
    kept = _replaced(wanted, start, end, last)
    return [each for each in reading.mentions if each in refused or each in kept]


def _chosen_before(reading: Reading, start: int) -> bool:
    """«los pies al final no, mejor cejas»: what is refused leaves the draft, and nothing else."""
    draft = set(reading.situation.services)
    return any(draft & set(each.names) for each in reading.mentions if each.end <= start)


def _correct_bare(reading: Reading, place: int) -> None:
    """«…a las 9 no, a las 10»: only a "no" right between two things of one kind."""
    for things in (reading.items, reading.mentions, reading.people, reading.stylists):
        before, after = _around(things, place, reading)
        if before is None or after is None or _named_before(after, reading):
            continue
        if isinstance(before, Item):
            if _alike_hours(before, after):
                reading.items = [
                    item for item in reading.items if item is not before and not _is_no(item, place)
                ]
            continue
        gone = after if _refuses_next(reading, place, before, after) else before
        if isinstance(gone, Mention) and set(gone.names) & {*_spoken_of(reading)}:
            continue  # «corte no, peinado»: what is refused is to leave the draft
        reading.mentions = [each for each in reading.mentions if not _is_gone(each, gone)]
        reading.people = [each for each in reading.people if each is not gone]
        reading.stylists = [each for each in reading.stylists if each is not gone]


def _is_gone(mention: Mention, gone: Placed) -> bool:
    """«agua lluvia y peinado… agua lluvia no, agua tierra»: wherever it was named before."""
    if not isinstance(gone, Mention):
        return False
    return mention is gone or (mention.names == gone.names and mention.end <= gone.start)


def _spoken_of(reading: Reading) -> Sequence[str]:
    """The draft, or what a price was asked of."""
    asked = reading.question is Question.ANYTHING_ELSE
    return reading.situation.services or (reading.situation.choices if asked else ())


def _named_before(after: Placed, reading: Reading) -> bool:
    """«corte para mí y peinado para mi madre. No, para mí mejor barro»: back to the first; «barro y
    peinado… no, el barro no, óleo»: the peinado stays.
    """
    if isinstance(after, Mention) and reading.text.word(after.end) == "no":
        return any(
            each.names == after.names and each.end <= after.start for each in reading.mentions
        )
    return isinstance(after, Person) and any(
        each.whom == after.whom and each.end <= after.start for each in reading.people
    )


_ARTICLES = listed("el la los las un una lo de a")
_RATHER = listed("mejor prefiero quiero cambio")


def _refuses_next(reading: Reading, place: int, before: Placed, after: Placed) -> bool:
    """«mejor el tinte, no la permanente», «el maquillaje, no el express»: what follows the "no" is
    what is not wanted; «el maquillaje, no, el express» thinks again.
    """
    words = reading.text.words()
    between = words[place + 1 : after.start]
    if isinstance(after, Mention) and words[place - 1] == ",":
        return set(between) <= _ARTICLES
    rather = _RATHER & set(words[max(0, before.start - 3) : before.start])
    bracket = reading.text.written(place - 1, place) == "("
    return bool(rather or bracket) and words[place - 1] == "," and set(between) <= _ARTICLES


def _around(
    things: Sequence[Thing], place: int, reading: Reading
) -> tuple[Thing | None, Thing | None]:
    """The nearest thing on each side of a "no", with nothing of weight between."""
    words = reading.text.words()
    signs = [each for each in things if not (isinstance(each, Item) and _is_sign(each))]
    before = max((each for each in signs if each.end <= place), key=lambda e: e.end, default=None)
    after = min((each for each in signs if each.start > place), key=lambda e: e.start, default=None)
    if before is None or after is None:
        return None, None
    behind = words[before.end : place]
    between = words[place + 1 : after.start]
    near = set(behind) <= _MARKS | {"ay", "uy", "bueno", "pero", "digo"}
    apart = bool(set(behind) & _MARKS or set(between) & _MARKS or isinstance(before, Item))
    if not (near and apart and set(between) <= _LIGHT and len(between) <= _MOST_BETWEEN):
        return None, None
    return before, after


def _is_no(item: Item, place: int) -> bool:
    return item.start <= place < item.end and _is_sign(item)


def _is_sign(item: Item) -> bool:
    return isinstance(item.values[0], Sign)


def _alike_hours(before: Item, after: Placed) -> bool:
    """Two hours; days are weighed where dates are put together («el jueves no, el viernes»)."""
    return isinstance(after, Item) and isinstance(before.values[-1], Clock) and (
        isinstance(after.values[0], Clock | Hours)
    )  # fmt: skip


def _breath(reading: Reading, start: int) -> int:
    """Up to the end of the sentence, which may begin after a mark or a new message."""
    words = reading.text.words()
    first = next((at for at in range(start, len(words)) if words[at].isalnum()), len(words))
    return next((at for at in range(first, len(words)) if words[at] in _ENDS), len(words))


def _replaced(things: Sequence[Thing], start: int, end: int, last: int) -> list[Thing]:
    new = [each for each in things if end <= each.start < last]
    old = [each for each in things if each.end <= start]
    return _without(things, old[-len(new) :] if new else [])


def _without(things: Iterable[Thing], gone: Sequence[Thing]) -> list[Thing]:
    return [each for each in things if not any(each is other for other in gone)]


def _holds(*kinds: type) -> Callable[[Item], bool]:
    return lambda item: isinstance(item.values[0], kinds)


_KINDS = (_holds(Days), _holds(Clock, Hours), _holds(PartOfDay))
