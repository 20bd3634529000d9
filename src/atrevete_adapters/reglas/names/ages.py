"""How old somebody is, said right after them: «mi hija, que tiene 17,»."""

import re
from collections.abc import Sequence

from ..text.words import listed

#: «, que tiene 17,», «de 8 años», «(6 años)».
_AGE = re.compile(
    r"(?:[,(] )?(?:que )?(?:(?:de|tiene|con) )?"
    r"(?:\d+ (?:años |meses |añitos )?|\w+ (?:años |meses |añitos ))(?:\) )?(?:[,:] )?"
)
_LONGEST_AGE = 8
_BEFORE_A_SERVICE = listed(
    ", : se quiere para un una unos unas el la los las solo solamente pues su sus mejor tambien"
)


def age_end(words: Sequence[str], index: int) -> int:
    age = _AGE.match(" ".join(words[index : index + _LONGEST_AGE]) + " ")
    return index + (len(age.group().split()) if age else 0)


def after_age(words: Sequence[str], index: int) -> int:
    """The place after «, que tiene 17,» or a mark, said of the person before it."""
    index = age_end(words, index)
    while words[index : index + 1] and words[index] in _BEFORE_A_SERVICE:
        index += 1
    return index
