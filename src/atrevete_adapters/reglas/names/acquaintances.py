"""The words around whoever is named: «mi mejor amiga», «una amiga mía», «mi compi de piso»; and
those for whom there is no listed word: «mi churri y yo» (R27, R28).
"""

import re
from collections.abc import Container, Sequence

from ..text.words import BREAK, listed
from ..vocabulary.kinds import words_of_kind
from .households import is_few

POSSESSIVE = listed(
    "mi mis su sus nuestra nuestro nuestras nuestros una un el la los las al otra otro "
    "meva meu miña"
)
#: «la meva iaia»: with an article before it.
MINE = listed("meva meu miña meus meves")
#: «mi otra hija».
MORE_OF_THEM = listed("otro otra segundo segunda")
_DEAR = words_of_kind("said_of_people")
_MINE_AFTER = listed("mia mio nuestra nuestro mias mios nuestras nuestros")
_ONE = listed("un una otra otro unos unas la el las los")
#: «de clase», «del curro», «pequeña».
_TAIL = re.compile(
    r"(?:(?:de|del) (?:(?:el|la|mi|toda la) )?(?:piso|clase|trabajo|curro|oficina|uni|universidad"
    r"|facu|facultad|insti|instituto|cole|colegio|gym|gimnasio|alma|vida|infancia|siempre|barrio"
    r"|pueblo|pega|chamba|laburo|equipo|carrera|confianza|leche)"
    r"|de (?:mi|mis|nuestr[ao]) \w+|(?:a|con) (?:la|el) que \w+"
    r"|(?:la|el) (?:del|de arriba|de abajo|de al lado|de la|de) ?\w*"
    r"|mayor|menor|pequeñ[ao]|mediano|mediana|chiquit[ao]|grande|politic[ao]|gemel[ao]|melliz[ao]"
    r"|favorit[ao]) "
)
_LONGEST_TAIL = 5
#: What one has and is no person: «mi pelo y yo».
_THINGS = words_of_kind("things_one_has")
_FOR_ME = listed("para a con")
_WANTS = listed("quiere querria quisiera queria necesita necesitaria quieren")


def possessive(words: Sequence[str], index: int) -> int | None:
    """Where «mi», «mi otra», «mis dos», «mi mejor» begins before a relation; None when nothing
    does.
    """
    start = index - 1
    while start > 0 and (is_few(words[start]) or words[start] in _DEAR):
        start -= 1
    if start < 0 or words[start] not in POSSESSIVE | MORE_OF_THEM:
        # «para dos niñas de 6 y 8 años»; whoever only comes «con dos niños» has nothing done
        counted = start + 1 < index and words[index].endswith("s") and start >= 0
        return start + 1 if counted and words[start] in {"para", "a"} else None
    more = words[start] in MORE_OF_THEM | MINE and start > 0 and words[start - 1] in POSSESSIVE
    return start - 1 if more else start


def end_of(words: Sequence[str], index: int) -> int:
    """The place after the relation at `index` and what goes with it: «mía», «de piso», «mayor»."""
    end = index + 1
    if words[end : end + 1] and words[end] in _MINE_AFTER and index and words[index - 1] in _ONE:
        end += 1
    tail = _TAIL.match(" ".join(words[end : end + _LONGEST_TAIL]) + " ")
    return end + (len(tail.group().split()) if tail else 0)


def unlisted(words: Sequence[str], known: Container[str]) -> dict[int, int]:
    """Whoever is named beside the writer, or wants something, by a word that is in no list: «mi
    churri y yo», «yo y mi costi», «mi bicho quiere un corte»; with where «mi» stands.
    """
    return {
        index: index - 1
        for index in range(1, len(words))
        if words[index - 1] == "mi" and _is_somebody(words, index, known)
    }


def _is_somebody(words: Sequence[str], index: int, known: Container[str]) -> bool:
    word = words[index]
    if word in _THINGS or word in known or word in _NO_NOUN or not word.isalpha():
        return False
    after = [each for each in words[index + 1 : index + 4] if each not in _FOR_ME]
    before = [each for each in words[max(0, index - 5) : index - 1] if each not in _FOR_ME]
    with_me = after[:2] in (["y", "yo"], ["y", "mi"]) and _is_me(words, index + 1)
    me_with = before[-2:] in (["yo", "y"], ["mi", "y"])
    ends = not after or after[0] in _ENDS or after[0] in _WANTS
    begins = index == 1 or words[index - 2] in _ENDS
    return with_me or (me_with and ends) or (begins and after[:1] != [] and after[0] in _WANTS)


def _is_me(words: Sequence[str], index: int) -> bool:
    """«… y yo», «… y para mí», not «mi hueco y mi color»."""
    rest = words[index + 1 : index + 4]
    if rest[:1] == ["yo"]:
        return True
    return rest[:1] != ["mi"] and rest[1:2] == ["mi"] and (rest[2:] == [] or rest[2] in _ENDS)


_ENDS = listed(", . : ; ? ! y e el la los las un una para hoy mañana este queremos somos vamos") | {
    BREAK
}
_NO_NOUN = listed("mejor otra otro me te se no si y tambien solo ya primera primer segunda nombre")
