"""Whoever is only spoken of does not come: «subo a Madrid a ver a mi hermana» (R27, R28).

That somebody comes is said somewhere near: a service, a wish, a hour that is asked for, or that
several come. Where nothing of the kind stands beside them, they belong to a tale.
"""

import re
from collections.abc import Iterable

from ..text.words import BREAK, Text, listed
from ..vocabulary.kinds import words_of_kind

_MARKS = listed(", . ? ! : ; ( ) porque pero aunque pues") | {BREAK}
#: Beside a name these leave a person alone in their part of the sentence.
_LIGHT = listed(
    "a al de del la el los las y e con para mi mis tu su que es son o un una yo años lunes martes "
    "miercoles jueves viernes sabado tiene mañana tarde hoy sera seria"
)
_SAYS_SO = words_of_kind("comes_too")
_STEMS = re.compile(
    r"(?:reserv|apunt|anot|agend|cog[ea]|coj|guard|atend|atiend|pein|cort|recort|tiñ|teñ|tint|depil|maquill"
    r"|arregl|regal|obsequi|invit|hac|haz|haga|pon|pedir|pido|pid|sac|lav|sec|pint|rap|afeit|trat"
    r"|quier|quer|quisi|necesit|gust|apetec|busc|mir|llev|traig|trae|acompañ|vien|veng|vin|vend|sum|anim|un[ea])"
)


def comes_by_evidence(text: Text, start: int, end: int, wanted: frozenset[int]) -> bool:
    """Whether anything beside the words from `start` to `end` says that they come."""
    led = text.words(max(0, start - 2), start + 1)
    if len(text) <= _SHORT or {"para", "por"} & {*led[-2:]} or _goes(text, start, end):
        return True
    first, last = _part(text, start, end)
    if _WISHES.match(text.between(last, len(text))):
        return True
    if _is_alone(text, first, last, start, end):  # «mi abuela, tiene 90 años, sería peinar»
        first = _part(text, first - 2, first - 2)[0] if first > 1 else first
        for _ in range(_AHEAD):
            begins, last = (
                last + 1,
                _part(text, last + 1, last + 1)[1] if last < len(text) else last,
            )
            if not _is_light(text, range(begins, last)):
                break
    words = text.words(first, last)
    said = {*range(first, last)} & wanted
    theirs = _FOR_THEM.search(text.between(last, len(text)))
    stems = any(_STEMS.match(word) for word in words)
    return bool(said or theirs or stems or _SAYS_SO & {*words})


def _goes(text: Text, start: int, end: int) -> bool:
    """«va mi hermana por mí»; «va mi hermana a recogerme» does something else."""
    goes = _GOES.search(text.between(max(0, start - _AHEAD), start))
    return goes is not None and text.word(end) != "a"


_SHORT, _FEW, _AHEAD = 5, 1, 8
#: «va mi hermana por mí», «va a nombre de mi abuela»; not «se me va mi hermana a Londres».
_GOES = re.compile(r"(?<!se )(?<!me )(?<!nos )\b(?:van?|iran?)(?: a nombre de)?$")
#: «mi amiga está enferma, necesita un corte»: the wish stands after the comma.
_WISHES = re.compile(
    r"(?:[,.;:!|] |(?:y|e|pero|que|porque|aunque|asi|por|eso|ella|el|ellos|ellas|ahora|solo|tambien"
    r"|dice|dicen|pues) )*(?:quiere|necesita|pide|busca|prefiere)n?\b"
)
_WE = ("amos", "emos", "imos")
_DONE = (
    r"(?:agend|reserv|invit|ped|sac|cog|coj|hac|hag|pon|regal|obsequi|pein|cort|arregl|depil|maquill|dar"
    r"|den|tiñ|teñ|apunt|quit|lav)"
)
#: «…cumple 70 años: querría obsequiarle un facial», «se gradúa mi hija, hay que peinarla»,
#: «quiero que le arreglen las manos».
_FOR_THEM = re.compile(
    rf"\b{_DONE}\w*r(?:l[aeo]s?|sel[ao])\b|\bque l[ae]s? {_DONE}"
    r"|\bque se (?:haga|hiciera|corte |cortara|peine|depile|tiña|maquille|arregle|afeite)"
    r"|\bles? (?:quier|gust|hac|pon|reg|voy)"
)


def _part(text: Text, start: int, end: int) -> tuple[int, int]:
    first = next((at + 1 for at in range(start - 1, -1, -1) if _is_border(text, at)), 0)
    last = next((at for at in range(end, len(text)) if _is_border(text, at)), len(text))
    return first, last


def _is_border(text: Text, at: int) -> bool:
    """A mark, or «…y quiero», with which the writer speaks of themselves again."""
    return text.word(at) in _MARKS or (text.word(at) == "y" and text.word(at + 1) in _I)


_I = listed("quiero queria querria quisiera necesito voy me tengo")


def _is_alone(text: Text, first: int, last: int, start: int, end: int) -> bool:
    told = [at for at in (*range(first, start), *range(end, last)) if not _is_light(text, (at,))]
    return len(told) <= _FEW and not any(text.word(at).endswith(_WE) for at in told)


def _is_light(text: Text, places: Iterable[int]) -> bool:
    """Names, figures, days and small words."""
    return all(
        text.word(at) in _LIGHT | _MARKS
        or text.word(at).isdecimal()
        or text.written(at, at + 1).istitle()
        for at in places
    )
