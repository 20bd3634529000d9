"""Services that were done another time are told, not wished: «me encantó el tinte que me hicisteis,
ahora quiero cejas» (R26).
"""

import re

from ..mention import Mention
from ..reading import Reading
from ..text.words import BREAK, listed
from ..vocabulary.kinds import words_of_kind

_MARKS = listed(", . ; : ? !") | {BREAK}
#: From these on something is wanted.
_WISHES = words_of_kind("begins_a_wish")
_TO_ME = r"\b(?:me|nos|te|os) (?:lo |la |los |las )?"
_VERBS = "|".join(sorted(words_of_kind("was_done")))
_WAS_DONE = re.compile(
    rf"{_TO_ME}(?:{_VERBS}|quedo(?! con))\b"
    r"|\bqued(?:e|amos|o|aron) (?:muy |super |tan |de )?"
    r"(?:content|encantad|genial|divin|bien|precios|chul|guap|perfect|estupend)\w*"
    r"|\b(?:estuve|estuvimos|vine|vinimos|fui|fuimos) "
)
#: «llevo 3 meses sin cortarme», «hace un año que no me tiño».
_NOT_SINCE = re.compile(
    r"\b(?:llevo|llevaba|llevamos|lleva|hace) (?:(?!de |desde )\w+ ){1,4}?(?:sin|que no) "
)
#: «me pinto las uñas en casa», «tengo la manicura en otro sitio», «gracias por las mechas», «mi
#: peluquera de antes me hacía un barro», «me gustaron mucho las mechas de tu compañera».
_NOT_HERE = re.compile(
    r"\ben otr[oa] (?:sitio|centro|lado|salon|peluqueria|pelu|clinica)\b"
    r"|\bme (?:l[oa]s? )?(?:hago|hare|pinto|pintare|depilo|doy|seco|peino|maquillo|maquillare|tiño)"
    r" (?:\S+ ){0,4}(?:yo|en casa|sol[ao])\b"
    r"|\b(?:me|nos) (?:l[oa]s? )?(?:hacian?|ponian?|dejaban?|daban?)\b"
    r"|\bgracias (?:otra vez |de nuevo )?por (?:el|la|los|las) "
    r"|\b(?:me|nos) gusto|\b(?:me|nos) gustaron\b"
)
#: «lo mismo que me hicisteis» is wished again.
_AGAIN = re.compile(r"\b(?:igual|mism[oa]s?|repetir|repito|volver|como (?:la|el)|de nuevo)\b")


def drop_done_before(reading: Reading) -> None:
    """What was done, with whom and when; nothing unless something else is wished beside it or was
    before, and nothing of the draft or of an appointment: that is taken out of it.
    """
    if reading.has("compare"):
        return  # «mi vecina se hizo el óleo y le quedó precioso; ¿qué diferencia hay…?»
    draft = {*reading.situation.services}
    draft |= {name for own in reading.situation.upcoming for name in own.services}
    others = [each for each in reading.mentions if not draft & {*each.names}]
    told = {each: clause for each in others if (clause := _told(reading, each))}
    for named, (start, end) in told.items():
        for item in reading.items:  # «me hicisteis mechas en mayo»
            if item.start == named.end and reading.text.word(item.start) == "en":
                reading.drop_items(item.start, item.end)
        if draft or len(told) < len(reading.mentions):
            reading.stylists = [e for e in reading.stylists if not start <= e.start < end]
    if draft or len(told) < len(reading.mentions):
        for named in told:
            reading.drop_mentions(named.start, named.end)


def _told(reading: Reading, named: Mention) -> tuple[int, int] | None:
    """From where to where it is told that this was done."""
    words, bounds = reading.text.words(), _MARKS | _WISHES
    start = next((at for at in range(named.start - 1, -1, -1) if words[at] in bounds), -1)
    end = next((at for at in range(named.end, len(words)) if words[at] in bounds), len(words))
    said = f"{reading.text.between(start + 1, end)} "
    wished = start >= 0 and words[start] in _WISHES
    told = (_WAS_DONE, _NOT_SINCE, _NOT_HERE)
    if wished or _AGAIN.search(said) or not any(each.search(said) for each in told):
        return None
    return start + 1, end
