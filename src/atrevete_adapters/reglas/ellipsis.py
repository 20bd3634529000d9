"""Services named only by what tells them from their like: «del de media hora», «y la larga»."""

from collections.abc import Iterator, Sequence

from atrevete_core.domain.catalogue import Catalogue, Service

from .mention import Mention, stem
from .spelling import Spelling
from .words import BREAK, Text, listed

_ARTICLES = listed("el la lo los las del uno una otro otra un")
_LINKS = listed("de del que es sea dura mas con")
#: Longest first: so many minutes.
_LENGTHS = (
    (("hora", "y", "media"), 90), (("media", "hora"), 30), (("una", "hora"), 60),
    (("1", "hora"), 60), (("hora", "entera"), 60), (("tres", "cuartos"), 45), (("cuarto",), 15),
    (("media",), 30), (("hora",), 60),
)  # fmt: skip
#: What may stand before it: «hace la comunión» chooses nothing.
_BEGINS = listed(
    ", . ? ! - | y e o u pues mejor quiero queria dame ponme con vale si mas tambien no solo bueno "
    "venga cojo prefiero digo entonces y"
) | {BREAK, ""}
_UNITS = listed("minutos min minuto m")
_SURE = 0.8


def elliptic(
    text: Text, mentions: Sequence[Mention], spoken_of: Sequence[str], catalogue: Catalogue,
    spelling: Spelling,
) -> list[Mention]:  # fmt: skip
    """The mentions, with those that only say which of several is meant."""
    found = list(mentions)
    for start in range(len(text)):
        begins = text.word(start - 1) in _BEGINS or text.word(start) == "del"
        if text.word(start) not in _ARTICLES or _inside(found, start) or not begins:
            continue
        place = start + 1
        while text.word(place) in _LINKS:
            place += 1
        if _inside(found, place):
            continue
        pool = _pool(start, found, spoken_of, catalogue)
        nearest = [each for each in pool if each.name in spoken_of]
        chosen = _chosen(text, place, nearest, spelling) or _chosen(text, place, pool, spelling)
        if chosen is not None:
            name, end = chosen
            found.append(Mention(start, end, (name,), _SURE))
    return sorted(found, key=lambda each: each.start)


def _inside(mentions: Sequence[Mention], index: int) -> bool:
    return any(each.start <= index < each.end for each in mentions)


def _pool(
    start: int, mentions: Sequence[Mention], spoken_of: Sequence[str], catalogue: Catalogue
) -> list[Service]:
    """What was spoken of, and its like; in the same message the last named before."""
    before = [each for each in mentions if each.end <= start and each.names]
    named = [*before[-1].names] if before else [*spoken_of]
    crafts = {_craft(name) for name in named}
    return [
        each for each in catalogue.services
        if each.bookable and (each.name in spoken_of or _craft(each.name) in crafts)
    ]  # fmt: skip


def _craft(name: str) -> str:
    """«MASAJE CORPORAL (30MIN)» and «… (60MIN)» are the same work."""
    return name.replace("+", " ").split(maxsplit=1)[0].casefold()


def _chosen(
    text: Text, place: int, pool: Sequence[Service], spelling: Spelling
) -> tuple[str, int] | None:
    for length, minutes in _lengths(text, place):
        fitting = [each.name for each in pool if each.minutes == minutes]
        if len(fitting) == 1:
            return fitting[0], place + length
    return _by_word(text, place, pool, spelling)


def _lengths(text: Text, place: int) -> Iterator[tuple[int, int]]:
    """How many tokens say how many minutes."""
    if text.word(place).isdecimal():
        words = 2 if text.word(place + 1) in _UNITS else 1
        if words > 1 or not text.word(place + 1).startswith("hora"):
            yield words, int(text.word(place))
    for words_, minutes in _LENGTHS:
        if tuple(text.words(place, place + len(words_))) == words_:
            yield len(words_), minutes
            return


def _by_word(
    text: Text, place: int, pool: Sequence[Service], spelling: Spelling
) -> tuple[str, int] | None:
    """The only one of its like that has this word in its name."""
    word = stem(text.word(place))
    stems = {each.name: {stem(one) for one in spelling.words(each.name)} for each in pool}
    fitting = [name for name, own in stems.items() if word in own and word.isalpha()]
    if not fitting or len(pool) == 1 or len(fitting) == len(pool):
        return None
    plainest = min(fitting, key=lambda name: len(stems[name]))
    only = all(stems[plainest] <= stems[name] for name in fitting)
    return (plainest, place + 1) if only else None
