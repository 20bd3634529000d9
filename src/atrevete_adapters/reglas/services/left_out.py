"""What is left out the second time: «masaje de una hora, y el de media», «manos y pies»."""

import re
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from atrevete_core.domain.text import plain

from ..mention import PART, Mention, stem
from ..text.words import Text, listed
from ..vocabulary.families import family_of
from ..vocabulary.kinds import words_of_kind

_ARTICLES = listed("el la los las del otro otra uno una lo")
_JOINS = frozenset({"y", "o", "u"})
_MORE = listed("otro otra uno una")
LENGTHS = {
    "media hora": "30", "30": "30", "media": "30", "una hora": "60", "60": "60", "hora": "60",
    "15": "15", "quince": "15", "treinta": "30", "sesenta": "60", "un cuarto": "15",
}  # fmt: skip
#: Names that differ in more words are not the same thing in two ways.
_MOST_DIFFERENT, _MOST_FOR_OTHERS = 2, 3
#: «con bioterapia» says it all, however much the name differs.
_MOST = 9
_WITH = frozenset({"con", "sin"})
_SHORTEST = 3
_APART = listed(
    "y o e u , . | ? ni no pues mejor entonces vale si quiero con final por sea es era ponme hazme "
    "dame prefiero casi quiere cogeme reservame reserva pon a de del que queria"
) | {""}
_SMALLER, _LARGER = words_of_kind("smaller"), words_of_kind("larger")
#: In a service's name these say that it is a larger one.
_LARGER_NAMES = listed("largo extra extras entera entero completo")
#: «el completo», of a colour and the extra one, may be no roots only: it is no dearer.
_WHOLE = listed("completa completo enteras enteros entera entero")


def with_left_out(
    mentions: Sequence[Mention],
    text: Text,
    spoken_of: Sequence[str],
    stems: Mapping[str, frozenset[str]],
    audience: frozenset[str],
) -> list[Mention]:
    """The mentions, with those that lean on another one for their noun."""
    found = list(mentions)
    for index in range(1, len(text)):
        begins = _begins(text, index, {each.end for each in mentions})
        own = next((each for each in found if each.start <= index < each.end), None)
        vague = own is not None and not (own.clear or own.is_pack or own.end > index + 1)
        vague = vague and text.word(index - 1) not in _JOINS
        from_it = _takes_from(text, index) and own is not None and own.start == index
        if begins is None or (own and not ((vague and own.start >= index - 1) or from_it)):
            continue
        others = [each for each in found if each is not own]
        bases = _bases(others, begins, spoken_of)
        if _is_said_after(text.word(index), bases, others, index):
            continue
        end, names = _meant(text, index, bases, stems, audience)
        if names:
            either = text.word(index - 1) in _JOINS
            told = () if either else [each for each in found if _is_told(each, names)]
            found = [each for each in found if each is not own and each not in told]
            if told and _is_not_that(text, begins, end):
                left = _others(told[0], names, stem(text.word(index)), stems)
                found.append(replace(told[0], names=left))
                continue
            end = max(end, own.end) if own else end
            found.append(Mention(begins, end, names, PART))
    return sorted(found, key=lambda each: each.start)


#: «un masaje, pero no de los de media hora», «manicura, menos la permanente».
_NOT_THAT = re.compile(r"\b(?:no|menos|salvo)(?: (?:de|el|la|los|las|es|sea|quiero|me|haga\w*))*$")
#: «el de media se me quedó corto», «el normal me supo a poco».
TOO_LITTLE = re.compile(
    r"(?:hora )?(?:, )?(?:que )?(?:la (?:otra|ultima) vez )?(?:se )?(?:me|nos) "
    r"(?:qued[oa]|quedaba|hizo|hace|supo|sabe|sabia|parecio) "
    r"(?:muy |un poco |demasiado )?(?:cort[oa]|escas[oa]|a poco|poco|just[oa])(?= |$)"
)
_FEW, _FAR = 4, 12


def _is_not_that(text: Text, begins: int, end: int) -> bool:
    before, after = text.between(max(0, begins - _FEW), begins), text.between(end, end + _FAR)
    return bool(_NOT_THAT.search(before) or TOO_LITTLE.match(after))


def _others(
    told: Mention, names: Sequence[str], word: str, stems: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """Of what it may be, what is left without those."""
    left = [name for name in told.names if name not in names]
    return tuple(name for name in left if word not in stems[name]) or tuple(left)


def _is_said_after(
    word: str, bases: Sequence[str], mentions: Sequence[Mention], index: int
) -> bool:
    """«la normalita, limar y pintar pies permanente»: which one that is comes next."""
    later = (each for each in mentions if each.start > index and each.clear)
    forms = {form for base in bases for form in family_of(base)}
    return word in _SMALLER and any(plain(each.names[0]) in forms for each in later)


def _is_told(vague: Mention, names: Sequence[str]) -> bool:
    """«el masaje mejor de una hora»: which of them it is."""
    return not vague.clear and set(names) < set(vague.names)


def _begins(text: Text, index: int, ends: AbstractSet[int]) -> int | None:
    """Where «el de media hora», «la larga», «sin bioterapia» or the second half of «manos y pies»
    begins. `ends`: where mentions end.
    """
    before, farther = text.word(index - 1), text.word(index - 2)
    begins = index
    if before == "sin" and text.word(index).endswith(("ar", "er", "ir")):
        return None  # «manicura sin pintar»: that is the craft itself
    if before in {"de", "con"} and farther in _ARTICLES:
        begins = index - 2
    elif before in _WITH or (before == "de" and text.between(index, index + 2) in LENGTHS):
        begins = index - 1
    elif _is_without(text, index):
        return index - 2
    elif before in _ARTICLES:
        begins = index - 1
    elif before not in _JOINS:
        return None
    return begins if text.word(begins - 1) in _APART or begins in ends else None


def _is_without(text: Text, index: int) -> bool:
    """«quítale la bioterapia a la manicura», «que no sea permanente»."""
    return text.between(index - 2, index) == "no sea" or _takes_from(text, index)


def _takes_from(text: Text, index: int) -> bool:
    verb = text.word(index - 2).startswith(("quitale", "quitarle", "sacale", "sacarle"))
    return verb and text.word(index - 1) in _ARTICLES


def _bases(mentions: Sequence[Mention], index: int, spoken_of: Sequence[str]) -> list[str]:
    """The names on which it may lean: those said last before it, else what is spoken of."""
    said = [each for each in mentions if each.end <= index and not each.is_pack]
    for each in reversed(said):
        if each.end >= index - 8:
            return [*each.names]
    return [*spoken_of]


def _meant(
    text: Text,
    index: int,
    bases: Sequence[str],
    stems: Mapping[str, frozenset[str]],
    audience: frozenset[str],
) -> tuple[int, tuple[str, ...]]:
    """The end of the words, and the services: each base with the one difference that is said."""
    for size in (2, 1):
        words = text.between(index, index + size)
        if words in LENGTHS and text.word(index - 1) in {"de", "del"}:
            return index + size, _each(bases, _with_length(LENGTHS[words]), stems)
    if form := _by_size(text, index, bases, stems):
        return index + 1, form
    word = stem(text.word(index))
    if text.word(index - 1) == "sin" or _is_without(text, index):
        less = [base for base in bases if word in stems.get(base, ())]
        return index + 1, _each(
            less, lambda name: not {word, *audience} & stems[name], stems, most=_MOST
        )
    if word in audience and text.word(index - 2) not in _MORE:
        return index, ()
    known = len(word) >= _SHORTEST and any(word in each for each in stems.values())
    if not known or (text.word(index - 1) in _JOINS and not _is_thing(word, bases, stems)):
        return index, ()
    if text.word(index - 1) == "con":
        most = _MOST
    else:
        most = _MOST_FOR_OTHERS if word in audience else _MOST_DIFFERENT
    return index + 1, _each(bases, lambda name: word in stems[name], stems, most=most)


def _by_size(
    text: Text, index: int, bases: Sequence[str], stems: Mapping[str, frozenset[str]]
) -> tuple[str, ...]:
    """«la normal», «el largo»: the plainest form of what is spoken of, or the next larger one."""
    word = text.word(index)
    if word not in _SMALLER | _LARGER or text.word(index - 1) not in _ARTICLES:
        return ()
    if word in _SMALLER and len(bases) > 1:  # «permanente, la sencilla»: of those, not any other
        family = family_of(bases[0])
        plainest = min(
            (each for each in bases if plain(each) in family),
            key=lambda each: family.index(plain(each)),
            default="",
        )
        return (plainest,) if all(plain(each) in family for each in bases) else ()
    found: list[str] = []
    for base in bases:
        forms = [name for form in family_of(base) for name in stems if plain(name) == form]
        if word in _SMALLER and any(plain(name) == f"{plain(base)} extra" for name in forms):
            continue  # «el Barro Gold, el normal»: not its extra
        if word in _SMALLER:
            found += [each for each in forms[:1] if each != base]
        elif base in forms[:1]:
            names = _LARGER_NAMES & _WHOLE if word in _WHOLE else _LARGER_NAMES
            larger = (each for each in forms[1:] if stems[each] & names)
            found += [each for each in [next(larger, "")] if each]
    return tuple(dict.fromkeys(found))


def _with_length(minutes: str) -> Callable[[str], bool]:
    return lambda name: minutes in name


def _is_thing(word: str, bases: Sequence[str], stems: Mapping[str, frozenset[str]]) -> bool:
    """«manos y pies»: parts of the body take each other's place in the names."""
    return any(
        (stems[base] - stems[name] and stems[name] - stems[base] == {word})
        or (_root(base) == _root(name) and stems[name] - stems[base] == {word})
        for base in bases
        if base in stems
        for name in stems
    )


def _each(
    bases: Sequence[str],
    fits: Callable[[str], bool],
    stems: Mapping[str, frozenset[str]],
    *,
    most: int = _MOST_DIFFERENT,
) -> tuple[str, ...]:
    """For each base the service nearest to it among those that fit."""
    found = []
    for base in bases:
        if base not in stems or fits(base):
            continue
        near = [
            name
            for name in stems
            if is_akin(name, base) and fits(name) and len(stems[name] ^ stems[base]) <= most
        ]
        if near:
            found.append(min(near, key=lambda name: len(stems[name] ^ stems[base])))
    return tuple(dict.fromkeys(found))


def is_akin(name: str, base: str) -> bool:
    return _root(name) == _root(base) or plain(name) in family_of(base)


def _root(name: str) -> str:
    return name.casefold()[:4]
