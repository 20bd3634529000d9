"""Children whom the writer has, and for whom what follows is: «tengo 2 niños de 5 y 7 años, ¿se
pueden cortar el pelo?» (R27).
"""

import re
from collections.abc import Mapping, Sequence

from ..names.households import CHILDREN, is_few, relation
from ..text.words import listed

_HAVE = listed("tengo tenemos")
_A = listed("un una unos unas otro otra")
#: «cortarles el pelo», «¿les podéis…?», «se lo pueden cortar», «que necesitan un corte».
_IS_FOR_THEM = re.compile(
    r"\b(?:(?!quer|gust)\w{3,}[aei]rles?|les? (?:pod|pued|quer|quier|cort|pein|hac|hag|pon)\w+"
    r"|se (?:l[aeo]s? )?(?:pued|podr|cort|quier|pein)\w+|(?:y|que|,) (?:necesita|quiere|querria)n?"
    r"|(?:para|a|de) (?:ellos|ellas|(?:los|las) (?:dos|tres|2|3)))\b"
)
#: What is wanted for the writer is said so: «… y quiero cortarme el pelo».
_FOR_THE_WRITER = re.compile(r"\b(?:\w+[aei]rme|para mi|yo|me)\b")
#: «¿cuánto me saldría cortarles el pelo?»: who pays and who asks is not who comes.
_TO_ME = re.compile(
    r"\bme (?:sal|cost|cuest|cobr|dec|dic|digas|dais|das|dar|pod|pued|gust|interes|vien|vendr|va"
    r"|ven|confirm|mir|busc|dej|guard|reserv|apunt)\w*"
)
#: «…, yo no me hago nada»
_NOT_FOR_ME = re.compile(r"\b(?:yo|para mi|a mi) (?:no (?:me (?:hago|toca)|quiero)|nada)\b")


def children_had(words: Sequence[str], relations: Mapping[str, str]) -> dict[int, int]:
    """The word for each child that comes, with where what counts them begins."""
    found = {}
    for index, word in enumerate(words):
        start = index - 1
        if word.endswith("s") and words[start] in _HAVE:
            start = index  # «tengo mellizos»
        elif not (is_few(words[start]) or words[start] in _A):
            continue
        if start < 1:
            continue
        child = relation(word, relations) in CHILDREN and words[start - 1] in _HAVE
        after = " ".join(words[index + 1 :])
        mine = _FOR_THE_WRITER.search(_TO_ME.sub("", _NOT_FOR_ME.sub("", after)))
        if child and _IS_FOR_THEM.search(after) and not mine:
            found[index] = start
    return found
