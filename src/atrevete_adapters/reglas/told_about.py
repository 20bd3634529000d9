"""What somebody does or says who is only told about (R28)."""

import re

from .vocabulary.kinds import words_of_kind
from .words import Text, listed

_ELSEWHERE = words_of_kind("does_elsewhere")
_BESIDE_A_VERB = listed("se ya no lo la nos siempre hoy tambien")
#: «mi hija dice que me haga…», «mi prima se corta con vosotras».
_SAYS = re.compile(
    r"(?:me )?(?:dice|dicen|dijo|ha dicho|opina|cree|recomienda|insiste(?: en)?) que "
    r"(?:me|no|yo|la|el|lo|mejor|te|os|aqui|ahi|alli) "
)
_GOES_THERE = re.compile(
    r"(?:que )?(?:se |os |la |le )?\w+ (?:\w+ ){0,4}?(?:con|en) (?:ustedes|vosotr\w+|vuestr\w+) "
    r"|(?:va|viene) siempre |siempre (?:va|viene) |suele "
)
_FAR = 9


def does_elsewhere(text: Text, index: int) -> bool:
    """«mi prima se casa», «mi hermana nos invita», «mi hija dice que me haga…»."""
    after = " ".join(text.words(index, index + _FAR)) + " "
    while text.word(index) in _BESIDE_A_VERB:
        index += 1
    return text.word(index) in _ELSEWHERE or bool(_SAYS.match(after) or _GOES_THERE.match(after))


#: «para mí nada», «yo no», «yo no me hago nada».
_NOTHING = re.compile(
    r"(?:nada(?! mas que)|no(?= (?:[,.!;)]|$|\|))"
    r"|no (?:me (?:hago|hare|toca)|quiero|necesito) nada)\b"
)


def wants_nothing(text: Text, index: int) -> bool:
    return _NOTHING.match(" ".join(text.words(index, index + _FAR)) + " ") is not None
