"""Words that name a craft only beside another one: «pelo y barba», «las uñas y el pelo».

By itself «el pelo» names nothing («tengo el pelo largo»); in a list of what is to be done it does.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from ..mention import ALIAS, Mention
from ..text.words import BREAK, Text, listed

#: Between the members of a list.
_JOINS = listed("y e , + & con mas tambien")
_ARTICLES = listed("el la los las mi lo de un una")
#: After the word its list, or what is wished, goes on; «el pelo largo», «el pelo de las piernas»
#: say something else of it.
_GOES_ON = _JOINS | listed(
    ". ? ! ; ( para por porfa el este esta mañana hoy cuando cuanto a sobre que gracias tambien "
    "manicura lunes martes miercoles jueves viernes sabado uñas cejas barba todo"
)
_ENDS = frozenset({"", BREAK})
_FAR = 4


def with_listed(
    mentions: Sequence[Mention],
    text: Text,
    crafts: Mapping[str, Sequence[str]],
    sold: Callable[[Sequence[str], Sequence[str]], tuple[str, ...]],
) -> list[Mention]:
    """`crafts`: the words and what they name in a list; `sold`: this catalogue's names for it."""
    found = list(mentions)
    for index, word in enumerate(text.words()):
        names = sold(crafts[word], [word]) if word in crafts else ()
        if not names or any(each.start <= index < each.end for each in found):
            continue
        follows = text.word(index + 1)
        if follows not in _GOES_ON | _ENDS:
            continue
        start = index - (text.word(index - 1) in _ARTICLES)
        if any({*each.names} & {*names} for each in mentions) or _is_object(start, text):
            continue  # «lavarme el pelo y cortar»
        if any(_stand_together(index, each, text) for each in mentions):
            found.append(Mention(start, index + 1, names, ALIAS))
    return sorted(found, key=lambda each: each.start)


def _is_object(start: int, text: Text) -> bool:
    """«lavarme el pelo y teñir», «una permanente para el pelo»: what is done with it is said;
    «arreglarme» says nothing more.
    """
    if text.word(start - 1) in _OF:
        return True
    verb = _INFINITIVE.fullmatch(text.word(start - 1))
    return verb is not None and not verb[1].startswith(_VAGUE)


_INFINITIVE = re.compile(r"(\w{2,}[aei]r)(?:me|te|se|le|les|nos)?")
_OF = listed("para de del en con por sobre a al")
_VAGUE = ("hac", "arregl", "dar", "pon", "cog", "ped", "reserv")


def _stand_together(index: int, mention: Mention, text: Text) -> bool:
    """Nothing between them but what joins the members of a list."""
    first, last = sorted(((index, index + 1), (mention.start, mention.end)))
    between = text.words(first[1], last[0])
    joined = len(between) <= _FAR and {*between} <= _JOINS | _ARTICLES
    return joined and bool({*between} & _JOINS)
